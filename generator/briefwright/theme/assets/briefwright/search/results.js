// Results as the faces show them: a card becomes an item, the end of a query its completion.
(function (inner) {
  "use strict";

  function address(manifest, card) {
    if (card.k === "page") return card.u;
    return String(manifest.addresses[card.k] || "").replace("{id}", () => card.i);
  }

  // Whether a position's label, "WHO on ISSUE: stance", is of what the filters ask for: a function, or null.
  inner.positionWanted = function (filters) {
    const labels = (field) => filters.filter((one) => one.field === field).map(({ label }) => label);
    const [actors, issues] = [labels("actor"), labels("issue")];
    const stances = filters.filter(({ field }) => field === "stance").map(({ value }) => value);
    if (!actors.length && !issues.length && !stances.length) return null;
    return function (label) {
      const held = label.split("; ")[0];
      const stance = held.slice(held.lastIndexOf(": ") + 2).replace(",", "").replaceAll(" ", "-").toLowerCase();
      return (!actors.length || actors.some((actor) => held.startsWith(actor + " on "))) &&
        (!issues.length || issues.some((issue) => held.includes(" on " + issue + ": "))) &&
        (!stances.length || stances.includes(stance));
    };
  };

  // A card as a result.
  inner.item = function (manifest, card, wanted, missing, preferred) {
    return {
      kind: card.k,
      id: card.i || card.u,
      url: address(manifest, card),
      title: card.t,
      titleMarks: inner.marks(card.t, wanted),
      date: card.d || "",
      status: card.s || "",
      count: card.n === undefined ? null : card.n,
      dossier: card.o ? { id: card.o[0], title: card.o[1] } : null,
      actors: (card.a || []).map(([id, name]) => ({ id, name })),
      missing,
      parts: inner.passages(card, wanted, preferred),
    };
  };

  // A query with its last word completed to the most frequent one that begins so; "" where there is nothing to add.
  inner.suggestion = async function (index, text) {
    const typed = /[\p{L}\p{N}\p{M}]+$/u.exec(text);
    const words = typed ? inner.words(typed[0]) : [];
    if (words.length !== 1 || /[:"“„«]\S*$/u.test(text)) return "";
    const term = await inner.complete(index, words[0]);
    if (!term || term === words[0]) return "";
    return text + (term.startsWith(typed[0].toLowerCase()) ? term.slice(typed[0].length) : "") || "";
  };
})(((self.Briefwright ||= {}).inner ||= {}));
