// Fields: what a reader wrote after actor:, region: and so on becomes values of the index, or a kind note.
(function (inner) {
  "use strict";

  const KINDS = ["briefing", "actor", "issue", "publisher", "dossier", "page"];
  // Facets whose values are entries with names of their own, and the kind of those.
  const ENTRIES = new Map(Object.entries(
    { actor: "actor", analyst: "actor", issue: "issue", publisher: "publisher", dossier: "dossier" }));
  const OTHER_NAMES = "Other names";
  const MOST_CARDS = 24;

  // Of candidates {names, …} those that have all the words in full, else those that have them as beginnings.
  function named(candidates, words) {
    const having = (test) => candidates.filter(({ names }) => words.every((word) => names.some(test(word))));
    const full = having((word) => (name) => name === word);
    return full.length ? full : having((word) => (name) => name.startsWith(word));
  }

  // The entries of a kind whose name has the words; a word in a note about somebody else does not count.
  async function entries(index, kind, words) {
    const groups = await Promise.all(words.map((word) => inner.widen(index, { word, exact: false, last: false })));
    const found = inner.match(index, groups);
    const within = new Uint8Array(index.size);
    for (let doc = index.briefings; doc < index.size; doc++) {
      within[doc] = found.number[doc] === words.length && index.kind(doc) === kind ? 1 : 0;
    }
    const best = inner.top(index, found, within, "relevance", MOST_CARDS);
    const cards = (await Promise.all(best.map((doc) => index.card(doc)))).filter((card) => card);
    return cards.map((card) => {
      const others = card.x.filter(([, , label]) => label === OTHER_NAMES).map(([, text]) => text);
      return { value: card.i, label: card.t, names: inner.words([card.t, card.i, ...others].join(" ")) };
    });
  }

  async function ofEntries(index, field, text, words) {
    const candidates = await entries(index, ENTRIES.get(field), words);
    const found = named(candidates, words);
    const known = await Promise.all(found.map(({ value }) => index.having(field, value)));
    const values = found.filter((_, i) => known[i]);
    return { values, near: values.length ? "" : (candidates[0] || { label: "" }).label };
  }

  async function ofLabels(index, field, words) {
    const candidates = (await index.facet(field)).map(({ value, label }) => {
      return { value, label, names: inner.words(value + " " + label) };
    });
    return { values: named(candidates, words), near: "" };
  }

  function ofStances(words) {
    const exact = words.join("-");
    const candidates = inner.STANCES.map((value) => {
      const label = value.replace("-with", ", with").replaceAll("-", " ");
      return { value, label: label[0].toUpperCase() + label.slice(1), names: value.split("-") };
    });
    const values = candidates.filter(({ value }) => value === exact);
    return { values: values.length ? values : named(candidates, words), near: "" };
  }

  function ofKinds(words) {
    const values = KINDS.filter((kind) => words[0] === kind || words[0] === kind + "s");
    return { values: values.map((value) => ({ value, label: value })), near: "" };
  }

  // What readers call a value; the value itself where nobody says.
  inner.labelOf = async function (index, field, value) {
    const found = ENTRIES.has(field) ? await entries(index, ENTRIES.get(field), inner.words(value).slice(0, 8)) : [];
    const same = (one) => one.value === value;
    const known = found.find(same) || (await index.facet(field)).find(same);
    return known ? known.label : value;
  };

  // The value that stands in the data just so, but for case.
  async function asWritten(index, field, text) {
    for (const value of new Set([text, text.toLowerCase(), text.toUpperCase()])) {
      if (await index.having(field, value)) return [{ value, label: await inner.labelOf(index, field, value) }];
    }
    return null;
  }

  async function candidates(index, field, text, words) {
    if (field === "kind") return ofKinds(words);
    if (field === "stance") return ofStances(words);
    if (field === "has") {
      const quote = words.length === 1 && "quotes".startsWith(words[0]) && words[0].length > 4;
      return { values: quote ? [{ value: "quote", label: "quote" }] : [], near: "" };
    }
    const values = await asWritten(index, field, text);
    if (values) return { values, near: "" };
    return ENTRIES.has(field) ? ofEntries(index, field, text, words) : ofLabels(index, field, words);
  }

  // The values that a field's text stands for: [{value, label}]; where there are none, a note is added to notes, and
  // the text itself is the value, which no briefing has.
  inner.resolve = async function (index, { field, text }, notes) {
    const words = inner.words(text).slice(0, 8);
    const { values, near } = await candidates(index, field, text.trim(), words);
    if (values.length) return values.map(({ value, label }) => ({ field, value, label }));
    const known = { kind: KINDS, stance: inner.STANCES, has: ["quote"] }[field];
    const hint = known ? ` Known are ${known.join(", ")}.` : near ? ` Did you mean “${near}”?` : "";
    notes.push(`Nothing is known as ${field}: “${text}”.${hint}`);
    return [{ field, value: text, label: text }];
  };
})(((self.Briefwright ||= {}).inner ||= {}));
