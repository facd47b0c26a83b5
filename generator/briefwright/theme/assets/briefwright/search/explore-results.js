// Draws the results of Explore: cards, notes, the pager. Text stays text: nothing here is read as HTML.
(function (Briefwright) {
  "use strict";
  // Children are elements or plain text; those that are nothing are left out.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children.filter(Boolean));
    return element;
  }

  function marked(element, text, marks) {
    const plain = (piece) => element.append(piece);
    Briefwright.cut(text, marks, plain, (piece) => element.append(make("mark", null, piece)));
    return element;
  }

  const signs = [...document.querySelector("#explore-stances").content.children];
  const stances = signs.map((sign) => ({
    value: sign.className.split("--")[1],
    words: sign.textContent.trim().toLowerCase(),
    sign,
  }));

  const stancePlace = (value) => stances.findIndex((stance) => stance.value === value);

  function stanceSign(stance, worded) {
    const sign = stance.sign.cloneNode(true);
    if (worded) sign.querySelector(".bw-hidden").className = "";
    else sign.querySelector(".bw-hidden").remove();
    return sign;
  }

  // Cuts a position's label, "WHO on ISSUE: stance; more", at its stance: the parts, or null.
  function cutAtStance({ field, label }) {
    const words = stances.map((stance) => stance.words).join("|");
    const cut = (before) => new RegExp(`^(${before}): (${words})(;.*)?$`, "s").exec(label);
    const [early, late] = [cut(".*?"), cut(".*")];
    // Who speaks must never be in doubt: where two places are thinkable, the label stays as it is.
    return field === "position" && early && early[1] === late[1] ? early : null;
  }

  function label(part) {
    const cut = cutAtStance(part);
    if (!cut) return make("p", { class: "bw-hit__label" }, part.label);
    const stance = stances.find(({ words }) => words === cut[2]);
    return make("p", { class: "bw-hit__label" }, cut[1], " ", stanceSign(stance, true), cut[3]);
  }

  function passage(part) {
    const text = marked(make("p", { class: `bw-hit__text bw-hit__text--${part.field}` }), part.text, part.marks);
    return make("div", { class: "bw-hit__part" }, part.label ? label(part) : null, text);
  }

  function kicker(item, link) {
    const parts = [];
    if (item.kind !== "briefing") parts.push(make("span", null, Briefwright.KINDS.get(item.kind) || item.kind));
    if (item.date) parts.push(make("time", { datetime: item.date }, Briefwright.dayInWords(item.date)));
    if (item.dossier)
      parts.push(make("span", null, make("a", { href: link("dossier", item.dossier.id) }, item.dossier.title)));
    if (item.status) parts.push(make("span", { class: "bw-badge" }, item.status));
    if (item.count) parts.push(make("span", null, Briefwright.counted(item.count, "briefing")));
    return make("p", { class: "bw-kicker" }, ...parts);
  }

  function card(item, base, link) {
    const title = marked(make("a", { href: base + item.url }), item.title, item.titleMarks);
    const actors = item.actors.map(({ id, name }) => make("a", { href: link("actor", id) }, name));
    const who = actors.flatMap((actor, at) => (at ? [", ", actor] : [actor]));
    const missing = item.missing.flatMap((word, at) => [at ? ", " : "without: ", make("del", null, word)]);
    return make(
      "li",
      { class: "bw-hit" },
      kicker(item, link),
      make("h3", { class: "bw-hit__title" }, title),
      who.length ? make("p", { class: "bw-hit__who" }, ...who) : null,
      ...item.parts.map(passage),
      missing.length ? make("p", { class: "bw-hit__missing" }, ...missing) : null,
    );
  }

  Briefwright.drawHits = (list, found, base, link) =>
    list.replaceChildren(...found.items.map((item) => card(item, base, link)));

  Briefwright.drawNotes = function (place, found, filtered, clear) {
    const notes = found.notes.map((note) => make("p", null, note));
    if (found.failed) {
      const hint = make("p", null, "Loading the page again may help.");
      notes.push(make("div", { class: "bw-notes__failed" }, ...notes.splice(0), hint));
    }
    if (found.partial) notes.push(make("p", null, "Nothing has all of these words. Here is what has some of them."));
    if (!found.total && !found.failed) {
      const [words, hint] = filtered
        ? ["Nothing matches all of this.", "Fewer filters or other words may find something."]
        : ["Nothing matches.", "Other words, or fewer of them, may find something."];
      notes.push(make("p", { class: "bw-notes__none" }, words), make("p", null, hint));
      if (filtered) {
        const button = make("button", { type: "button" }, "Clear all filters");
        button.addEventListener("click", clear);
        notes.push(make("p", null, button));
      }
    }
    place.replaceChildren(...notes);
  };

  Briefwright.drawPager = function (nav, page, pages, address) {
    nav.hidden = pages < 2;
    const step = (to, rel, words) =>
      to < 1 || to > pages ? null : make("a", { href: address(to), rel, "data-page": to }, words);
    const where = make("span", null, `Page ${page.toLocaleString("en")} of ${pages.toLocaleString("en")}`);
    const steps = [step(page - 1, "prev", "Previous page"), where, step(page + 1, "next", "Next page")];
    nav.replaceChildren(...steps.filter(Boolean));
  };

  Object.assign(Briefwright, { make, stances, stanceSign, stancePlace });
})((self.Briefwright = self.Briefwright || {}));
