// Passages: the part of a card that says most about the query, cut around the words, with their places marked.
(function (inner) {
  "use strict";

  const LENGTH = 220;
  const BEFORE = 40;
  const MOST_PARTS = 3;
  const WEIGHTS = new Map(Object.entries(
    { summary: 8, judgement: 7, position: 6, view: 5, note: 4, timeline: 3, body: 2, source: 1 }));

  // The words of the query by the terms that they were widened to: Map of term → bits.
  inner.termBits = function (groups) {
    const bits = new Map();
    groups.forEach(({ terms }, bit) => {
      for (const { text } of terms) bits.set(text, bits.get(text) | (1 << bit));
    });
    return bits;
  };

  // The places of the query's words in a text: [{start, end, bits}], in order.
  function places(text, bits) {
    return inner.wordPlaces(text)
      .filter(({ word }) => bits.has(word))
      .map(({ word, start, end }) => ({ start, end, bits: bits.get(word) }));
  }

  function number(bits) {
    let count = 0;
    for (; bits; bits &= bits - 1) count++;
    return count;
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

  inner.marks = (text, bits) => merged(places(text, bits));

  // Where the stretch with most different words begins, and of several the one with most words.
  function densest(found) {
    let best = 0;
    let most = -1;
    for (let first = 0; first < found.length; first++) {
      let seen = 0;
      let at = first;
      for (; at < found.length && found[at].end <= found[first].start + LENGTH - BEFORE; at++) seen |= found[at].bits;
      const value = 1000 * number(seen) + (at - first);
      if (value > most) [most, best] = [value, found[first].start];
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

  // A text, its start or the stretch around its words: {text, marks}.
  function cut(text, found) {
    if (text.length <= LENGTH + 20) return { text, marks: merged(found) };
    const wanted = found.length ? densest(found) - BEFORE : 0;
    const latest = Math.max(0, Math.min(wanted, text.length - LENGTH));
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

  // The best passages of a card: [{field, label, text, marks}]. `preferred(part)` says which ones a filter asks for.
  inner.passages = function (card, bits, preferred) {
    const parts = (card.x || []).map(([field, text, label]) => {
      const found = bits.size ? places(text, bits) : [];
      const has = found.reduce((all, place) => all | place.bits, 0);
      const wanted = preferred !== null && field === "position" && preferred(label || "");
      return { field, text, label: label || "", found, has, wanted, weight: WEIGHTS.get(field) || 0 };
    });
    const chosen = [];
    let covered = 0;
    while (chosen.length < MOST_PARTS && parts.length) {
      const value = (part) => 100 * number(part.has & ~covered) + (part.wanted ? 50 : 0) + part.weight;
      const best = parts.reduce((one, other) => (value(other) > value(one) ? other : one));
      if (chosen.length && !(best.has & ~covered)) break;
      chosen.push(...parts.splice(parts.indexOf(best), 1));
      covered |= best.has | places(card.t, bits).reduce((all, place) => all | place.bits, 0);
    }
    return chosen.map(({ field, label, text, found }) => ({ field, label, ...cut(text, found) }));
  };
})(((self.Briefwright ||= {}).inner ||= {}));
