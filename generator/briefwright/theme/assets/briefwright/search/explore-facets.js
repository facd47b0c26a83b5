// One group of Explore's filters: values with counts, a box to find one among many, and "Show all".
(function (Briefwright) {
  "use strict";
  const FEW = 8;
  // More boxes than this make each letter typed slow; the rest is found through the box above them.
  const MANY = 200;
  const { make, stances, stanceSign, stancePlace } = Briefwright;
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Wraps a <details>; `chosen(facet, value, on)` is told of every tick, `wanted()` when counts are needed.
  Briefwright.facetGroup = function (details, { chosen, wanted }) {
    const name = details.dataset.facet;
    const summary = details.querySelector("summary");
    const title = summary.textContent;
    const on = make("span", { class: "bw-facet__on" });
    const rows = new Map();
    let values = null;
    let ticked = new Set();
    let all = false;

    const finder = make("input", { type: "search", placeholder: "Find", hidden: "", autocomplete: "off" });
    finder.setAttribute("aria-label", `Find in ${title}`);
    const list = make("ul", { class: "bw-facet__values" });
    const more = make("button", { type: "button", class: "bw-facet__more", hidden: "", "aria-expanded": "false" });
    const note = make("p", { class: "bw-facet__note bw-late" }, "Loading…");
    const none = make("p", { class: "bw-facet__note", hidden: "" }, "None here.");
    summary.append(on);
    details.querySelector(".bw-facet__inner").append(finder, list, note, none, more);

    function newRow({ value, label }) {
      const input = make("input", { type: "checkbox", name, value });
      const count = make("span", { class: "bw-count" });
      const stance = name === "stance" && stances[stancePlace(value)];
      const sign = stance && stanceSign(stance);
      const item = make("li", null, make("label", null, input, sign, make("span", null, label), count));
      return { item, input, count };
    }

    // Returns the row of a value, up to date. Only what shows gets one: a large site has thousands of actors.
    function row(value) {
      if (!rows.has(value.value)) rows.set(value.value, newRow(value));
      const { item, input, count } = rows.get(value.value);
      const text = value.count === null ? "" : value.count.toLocaleString("en");
      if (count.textContent !== text) count.textContent = text;
      input.checked = ticked.has(value.value);
      return item;
    }

    const focused = ({ value }) => rows.get(value)?.input === document.activeElement;

    // Returns the values to show, the chosen ones first: what is ticked must not hide behind "Show all".
    function ordered() {
      const sought = folded(finder.value.trim());
      const shown = values.filter((value) => {
        if (focused(value)) return true;
        return (value.count !== 0 || ticked.has(value.value)) && (!sought || folded(value.label).includes(sought));
      });
      const place = new Map([...list.children].map((item, at) => [item, at]));
      const held = list.contains(document.activeElement);
      const rank = ({ value }) => {
        // Under a reader's finger nothing moves: while the focus is in the list, it keeps its order.
        if (held) return place.get(rows.get(value)?.item) ?? list.children.length;
        return ticked.has(value) ? 0 : 1;
      };
      const ranks = new Map(shown.map((value) => [value, rank(value)]));
      return shown.sort((a, b) => ranks.get(a) - ranks.get(b));
    }

    function draw() {
      note.hidden = Boolean(values);
      if (!values) return;
      const found = ordered();
      const most = all || finder.value ? MANY : FEW;
      const items = found.slice(0, Math.max(most, found.findIndex(focused) + 1)).map(row);
      for (const item of [...list.children]) if (!items.includes(item)) item.remove();
      // Only what is out of place is moved: a moved box would lose the focus.
      items.forEach((item, at) => list.children[at] === item || list.insertBefore(item, list.children[at] || null));
      finder.hidden = values.length <= FEW && !finder.value && document.activeElement !== finder;
      more.hidden = Boolean(finder.value) || found.length <= FEW;
      const number = found.length.toLocaleString("en");
      more.textContent = all ? "Show fewer" : found.length > MANY ? `Show ${MANY} of ${number}` : `Show all ${number}`;
      more.setAttribute("aria-expanded", String(all));
      none.hidden = items.length > 0;
    }

    const lacking = () => details.open && !values;
    list.addEventListener("change", ({ target }) => chosen(name, target.value, target.checked));
    finder.addEventListener("input", draw);
    // Enter in a form would send it.
    finder.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    more.addEventListener("click", () => ((all = !all), draw()));
    details.addEventListener("toggle", () => lacking() && wanted());

    return {
      name,
      title,
      lacking,
      isOpen: () => details.open,
      // Forgets the counts, which belong to an earlier query; an open group keeps showing them until new ones come.
      stale: () => details.open || (values = null),
      // Takes the counts of the present query, or null where there are none yet, and what is chosen.
      update(counts, selected, label) {
        ticked = new Set(selected);
        if (counts) {
          const known = new Set(counts.map(({ value }) => value));
          const others = selected.filter((value) => !known.has(value));
          values = [...counts, ...others.map((value) => ({ value, label: label(value), count: 0 }))];
          // Stances form a scale; everything else comes most frequent first.
          if (name === "stance") values.sort((a, b) => stancePlace(a.value) - stancePlace(b.value));
        }
        on.textContent = selected.length ? ` ${selected.length} chosen` : "";
        draw();
      },
    };
  };
})((self.Briefwright = self.Briefwright || {}));
