// In a copy opened from a disk: carries the reader's choice of colours from page to page.
// Firefox gives every file a storage of its own, so the choice travels in the address of the link that is followed,
// and leaves the address again as soon as it is stored for the new page, before the theme looks for it.
(function () {
  "use strict";
  if (location.protocol !== "file:") return;
  const NAME = "bw-palette";

  const stored = () => {
    try {
      const palette = __md_get("__palette");
      return palette && palette.color ? `${palette.index}-${palette.color.scheme}` : "";
    } catch {
      return "";
    }
  };

  const arrive = () => {
    const address = new URL(location.href);
    const [, index, scheme] = /^(\d)-([a-z]+)$/.exec(address.searchParams.get(NAME) || "") || [];
    if (!scheme) return;
    if (stored() !== `${index}-${scheme}`) __md_set("__palette", { index: Number(index), color: { media: "", scheme } });
    address.searchParams.delete(NAME);
    history.replaceState(history.state, "", address);
  };

  const leave = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const choice = stored();
    if (!link || !choice || link.protocol !== "file:" || link.pathname === location.pathname) return;
    const before = link.getAttribute("href");
    const address = new URL(link.href);
    address.searchParams.set(NAME, choice);
    link.href = address;
    // Once the browser has taken the address, the link is again what it was, for whoever copies it.
    setTimeout(() => link.setAttribute("href", before));
  };

  arrive();
  document.addEventListener("click", leave, true);
  document.addEventListener("auxclick", leave, true);
})();
