// Passages: the part of a card that says most about the query, cut around the words, with their places marked.
(function (inner) {
  "use strict";

  const LENGTH = 220;
  const BEFORE = 40;
  const MOST_PARTS = 3;
  const WEIGHTS = new Map(Object.entries(
    { summary: 8, judgement: 7, position: 6, view: 5, note: 4, timeline: 3, body: 2, source: 1 }));

  // What is marked: each term that the words of the query were widened to with the bits of those words, and the weight
  // of bits, where a rare word weighs more than a common one.
  inner.wanted = function (size, groups) {
    const terms = new Map();
    const weights = groups.map((group, bit) => {
      for (const { text } of group.terms) terms.set(text, terms.get(text) | (1 << bit));
      return 1 + Math.log(size / (1 + Math.max(0, ...group.terms.map(({ docs }) => docs.length))));
    });
    return { terms, weigh: (bits) => weights.reduce((sum, weight, bit) => sum + ((bits >> bit) & 1) * weight, 0) };
  };

  // The places of the query's words in a text: [{start, end, bits}], in order.
  function places(text, { terms }) {
    if (!terms.size) return [];
    return inner.wordPlaces(text)
      .filter(({ word }) => terms.has(word))
      .map(({ word, start, end }) => ({ start, end, bits: terms.get(word) }));
  }

  // Places that touch or overlap (pairs of characters do) become one: [[start, end], …].
  function merged(found) {
    const ranges = [];
    for (const { start, end } of found) {
      const last = ranges[ranges.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else ranges.push([start, end]);
    }
    return ranges;
  }

  inner.marks = (text, wanted) => merged(places(text, wanted));

  // The stretch of a passage's length that says most: where it begins, and the bits of its words.
  function densest(found, weigh) {
    let best = { start: 0, bits: 0, value: -1 };
    for (let first = 0; first < found.length; first++) {
      const { start } = found[first];
      let bits = 0;
      let at = first;
      for (; at < found.length && found[at].end <= start + LENGTH - BEFORE; at++) bits |= found[at].bits;
      const value = 100 * weigh(bits) + (at - first);
      if (value > best.value) best = { start, bits, value };
    }
    return best;
  }

  // A place near `at` where a text may be cut: beside a space if one is near, never inside a character.
  function cutting(text, at, step) {
    for (let i = at; Math.abs(i - at) < 24 && i > 0 && i < text.length; i += step) {
      if (/\s/.test(text[step < 0 ? i : i - 1])) return i;
    }
    return /[\udc00-\udfff]/.test(text[at] || "") ? at - 1 : at;
  }

  // A text, or the stretch of it that begins before a place: {text, marks}.
  function cut(text, found, from) {
    if (text.length <= LENGTH + 20) return { text, marks: merged(found) };
    const latest = Math.max(0, Math.min(from - BEFORE, text.length - LENGTH));
    const start = latest > 0 ? cutting(text, latest, 1) : 0;
    const end = start + LENGTH < text.length ? cutting(text, start + LENGTH, -1) : text.length;
    const part = text.slice(start, end);
    const lead = part.length - part.trimStart().length;
    const shown = (start ? "…" : "") + part.trim() + (end < text.length ? "…" : "");
    const shift = (start ? 1 : 0) - start - lead;
    const inside = found.filter((place) => place.start >= start + lead && place.end <= end);
    const moved = inside.map((place) => ({ start: place.start + shift, end: place.end + shift }));
    return { text: shown, marks: merged(moved) };
  }

  // The best passages of a card: [{field, label, text, marks}]. preferred(label): which positions a filter asks for.
  inner.passages = function (card, wanted, preferred) {
    const parts = card.x.map(([field, text, label]) => {
      const found = places(text, wanted);
      const { start, bits } = densest(found, wanted.weigh);
      const asked = preferred !== null && field === "position" && preferred(label);
      return { field, label, text, found, start, bits, base: (asked ? 50 : 0) + (WEIGHTS.get(field) || 0) };
    });
    const chosen = [];
    let covered = 0;
    while (chosen.length < MOST_PARTS && parts.length) {
      const value = (part) => 100 * wanted.weigh(part.bits & ~covered) + part.base;
      const best = parts.reduce((one, other) => (value(other) > value(one) ? other : one));
      if (chosen.length && !(best.bits & ~covered)) break;
      chosen.push(...parts.splice(parts.indexOf(best), 1));
      covered |= places(card.t, wanted).reduce((all, { bits }) => all | bits, best.bits);
    }
    return chosen.map(({ field, label, text, found, start }) => ({ field, label, ...cut(text, found, start) }));
  };
})(((self.Briefwright ||= {}).inner ||= {}));
