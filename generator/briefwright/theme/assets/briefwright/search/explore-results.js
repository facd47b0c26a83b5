// Draws the results of Explore: cards, notes, the pager. Text stays text: nothing here is read as HTML.
(function (Briefwright) {
  "use strict";
  // Returns an element; children are elements or plain text.
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  }

  function marked(element, text, marks) {
    const plain = (piece) => element.append(piece);
    Briefwright.cut(text, marks, plain, (piece) => element.append(make("mark", null, piece)));
    return element;
  }

  // Returns the sign of a stance, drawn as everywhere else, or nothing.
  function stanceSign(value) {
    const signs = document.querySelector("#explore-stances").content;
    const found = signs.querySelector(`.bw-stance--${CSS.escape(value)}`);
    return found ? found.cloneNode(true) : null;
  }

  // Returns the place of a stance on the scale.
  function stancePlace(value) {
    const signs = [...document.querySelector("#explore-stances").content.children];
    return signs.findIndex((sign) => sign.classList.contains(`bw-stance--${value}`));
  }

  const stances = new Map();
  // Cuts a position's label, "WHO on ISSUE: stance; more", at its stance: [before, stance, after], or null.
  function cutAtStance({ field, label }) {
    if (!stances.size)
      for (const sign of document.querySelector("#explore-stances").content.children)
        stances.set(`: ${sign.textContent.trim().toLowerCase()};`, sign.className.split("--")[1]);
    const found = [...stances].filter(([words]) => field === "position" && `${label.toLowerCase()};`.includes(words));
    // Who speaks must never be in doubt: where two are thinkable, the label stays as it is.
    if (found.length !== 1 || `${label};`.split(found[0][0]).length !== 2) return null;
    const at = label.toLowerCase().indexOf(found[0][0].slice(0, -1));
    return [label.slice(0, at), found[0][1], label.slice(at + found[0][0].length - 1)];
  }

  function label(part) {
    const [before, stance, after] = cutAtStance(part) || [part.label];
    if (!stance) return make("p", { class: "bw-hit__label" }, before);
    const sign = stanceSign(stance);
    sign.querySelector(".bw-hidden").className = "";
    return make("p", { class: "bw-hit__label" }, before, " ", sign, after);
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

  // Fills a list with cards; `link` gives the address of an actor or a dossier by its id.
  Briefwright.drawHits = (list, found, base, link) =>
    list.replaceChildren(...found.items.map((item) => card(item, base, link)));

  // Says what a reader should know of a result besides its cards; `clear` takes away all filters.
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

  // Draws links to the page before and after; `address` gives the query of a page by its number.
  Briefwright.drawPager = function (nav, page, pages, address) {
    nav.hidden = pages < 2;
    const step = (to, rel, words) =>
      to < 1 || to > pages ? null : make("a", { href: address(to), rel, "data-page": to }, words);
    const where = make("span", null, `Page ${page.toLocaleString("en")} of ${pages.toLocaleString("en")}`);
    const steps = [step(page - 1, "prev", "Previous page"), where, step(page + 1, "next", "Next page")];
    nav.replaceChildren(...steps.filter(Boolean));
  };

  Object.assign(Briefwright, { make, stanceSign, stancePlace });
})((self.Briefwright = self.Briefwright || {}));
