// The engine: a query and chosen filters go in, results with passages, counts and notes come out; never an exception.
(function (inner) {
  "use strict";

  const MOST_GROUPS = 31;
  const MOST_CHECKED = 300;
  const UNREADABLE = "A part of the search index could not be read; there may be more results than these.";

  function empty() {
    return {
      total: 0, partial: false, items: [], words: [], notes: [], failed: false, counts: {}, filters: [], kinds: {},
    };
  }

  // The lists of words to look up, each once: [{word, exact, last}].
  function lookups(query) {
    const wanted = new Map();
    const all = [...query.words];
    for (const phrase of query.phrases) {
      for (const word of inner.lookups(phrase.join(" "))) all.push({ word, exact: true, last: false });
    }
    for (const one of all) {
      const before = wanted.get(one.word);
      wanted.set(one.word, before ? { ...one, exact: one.exact || before.exact, last: one.last || before.last } : one);
    }
    return [...wanted.values()].slice(0, MOST_GROUPS);
  }

  // The later of two dates, or the earlier one; either may be missing.
  function narrower(one, other, sign) {
    if (one === null || other === null) return one === null ? other : one;
    return sign * (inner.day(one) - inner.day(other)) > 0 ? one : other;
  }

  class Search {
    constructor(index, options) {
      this.index = index;
      this.options = options;
      this.query = inner.parse(options.text);
      this.result = empty();
      this.result.notes = this.query.notes;
    }

    async run() {
      const { query, result } = this;
      const wanted = lookups(query);
      result.words = wanted.map(({ word }) => word);
      const [groups, excluded] = await Promise.all([
        Promise.all(wanted.map((word) => inner.widen(this.index, word))),
        this.exclusions(),
        this.prepareFilters(),
      ]);
      this.groups = groups;
      this.excluded = excluded;
      this.found = groups.length ? inner.match(this.index, groups) : null;
      await this.select();
      await Promise.all([this.show(), this.count()]);
      return result;
    }

    // The documents that have all the words of an exclusion.
    exclusions() {
      return Promise.all(this.query.without.map(async (words) => {
        const exact = words.map((word) => inner.widen(this.index, { word, exact: true, last: false }));
        const found = inner.match(this.index, await Promise.all(exact));
        return found.number.map((number) => (number === words.length ? 1 : 0));
      }));
    }

    async prepareFilters() {
      const { index, query, options, result } = this;
      const chosen = new Map();
      const given = Object.entries(options.filters || {}).flatMap(([field, values]) =>
        [].concat(values || []).map((value) => ({ field, value: String(value), label: "" })));
      await Promise.all(given.map(async (one) => (one.label = await inner.labelOf(this.index, one.field, one.value))));
      const written = await Promise.all(query.fields.map((one) => inner.resolve(index, one, query.notes)));
      for (const one of [...given, ...written.flat()]) {
        if (!chosen.has(one.field)) chosen.set(one.field, new Set());
        if (!chosen.get(one.field).has(one.value)) result.filters.push(one);
        chosen.get(one.field).add(one.value);
      }
      const after = narrower(query.after, this.date("after"), 1);
      const before = narrower(query.before, this.date("before"), -1);
      for (const [field, value] of [["after", after], ["before", before]]) {
        if (value !== null) result.filters.push({ field, value, label: value });
      }
      if (after !== null && before !== null && inner.day(after) >= inner.day(before)) {
        query.notes.push(`No day is both after ${after} and before ${before}.`);
      }
      this.filters = new inner.Filters(index, chosen, after, before);
    }

    date(name) {
      const value = this.options[name];
      if (value === undefined || value === null || value === "") return null;
      if (inner.day(String(value)) !== null) return String(value);
      this.query.notes.push(`“${value}” is not a date; it was left out.`);
      return null;
    }

    // The mask of a choice of filters without what is excluded; 1 for entries only where nothing but a kind is chosen.
    async mask(except) {
      const mask = await this.filters.mask(except);
      for (const excluded of this.excluded) for (let doc = 0; doc < mask.length; doc++) mask[doc] &= 1 - excluded[doc];
      return mask;
    }

    // 1 for documents of the kinds that are shown: the chosen ones; without words to find, briefings.
    kinds() {
      const chosen = this.filters.values("kind");
      const shown = new Uint8Array(this.index.size);
      for (let doc = 0; doc < shown.length; doc++) {
        const kind = this.index.kind(doc);
        shown[doc] = (chosen.size ? chosen.has(kind) : this.found !== null || kind === "briefing") ? 1 : 0;
      }
      return shown;
    }

    having(mask) {
      return this.found ? mask.map((one, doc) => (one && this.found.number[doc] >= this.needed ? 1 : 0)) : mask;
    }

    // Finds out which documents are results.
    async select() {
      const { result, index } = this;
      const mask = await this.mask(null);
      const kinds = this.kinds();
      if (this.found) {
        const { needed, partial } = inner.choose(this.found, mask.map((one, doc) => one & kinds[doc]));
        this.needed = needed;
        result.partial = partial;
      }
      let within = this.having(mask);
      if (this.query.phrases.length) within = await this.checkPhrases(within);
      for (let doc = 0; doc < index.size; doc++) {
        if (!within[doc]) continue;
        const kind = index.kind(doc);
        result.kinds[kind] = (result.kinds[kind] || 0) + 1;
      }
      this.within = within.map((one, doc) => one & kinds[doc]);
      result.total = this.within.reduce((sum, one) => sum + one, 0);
    }

    // Keeps, of a mask, the documents that have the phrases, as far as the best of them were looked at.
    async checkPhrases(within) {
      const { index, found, query } = this;
      const beside = await this.besideFilters(within);
      const first = inner.top(index, found, within, "relevance", MOST_CHECKED);
      const more = inner.top(index, found, beside, "relevance", MOST_CHECKED - first.length);
      const docs = [...first, ...more];
      const cards = await Promise.all(docs.map((doc) => index.card(doc)));
      this.verified = new Uint8Array(index.size);
      docs.forEach((doc, i) => {
        if (cards[i] && inner.hasPhrases(cards[i], query.phrases)) this.verified[doc] = 1;
      });
      if (within.reduce((sum, one) => sum + one, 0) > MOST_CHECKED) {
        query.notes.push(`The phrase was looked for in the ${MOST_CHECKED} best results only.`);
      }
      const kept = this.verifiedOf(within);
      if (!kept.includes(1)) query.notes.push("No text has the words of the phrase side by side.");
      return kept;
    }

    // The documents that one filter alone keeps out: the counts beside that filter are of them too.
    async besideFilters(within) {
      const facets = (this.options.counts || []).filter((facet) => this.filters.values(facet).size);
      const masks = await Promise.all(facets.map((facet) => this.mask(facet)));
      const beside = new Uint8Array(this.index.size);
      for (const mask of masks) this.having(mask).forEach((one, doc) => (beside[doc] |= one & (1 - within[doc])));
      return beside;
    }

    verifiedOf(mask) {
      return this.verified ? mask.map((one, doc) => one & this.verified[doc]) : mask;
    }

    async count() {
      const kinds = this.filters.values("kind");
      const some = !kinds.size || kinds.has("briefing");
      await Promise.all((this.options.counts || []).map(async (facet) => {
        const within = this.verifiedOf(this.having(await this.mask(facet)));
        if (!some) within.fill(0);
        this.result.counts[facet] = await inner.counts(this.index, this.filters, facet, within);
      }));
    }

    async show() {
      const { index, found, result, options } = this;
      const from = Math.max(0, Math.floor(Number(options.from) || 0));
      const size = Math.max(0, Math.floor(options.size === undefined ? 10 : Number(options.size) || 0));
      const docs = inner.top(index, found, this.within, options.sort || "relevance", from + size).slice(from);
      const wanted = inner.wanted(index.size, this.groups);
      const cards = await Promise.all(docs.map((doc) => index.card(doc)));
      const preferred = inner.positionWanted(result.filters);
      cards.forEach((card, i) => {
        if (!card) return;
        const missing = result.words.filter((_, bit) => found && !(found.has[docs[i]] & (1 << bit)));
        result.items.push(inner.item(index.manifest, card, wanted, missing, preferred));
      });
    }
  }

  // An engine over load(name), which gives a promise that the script search/NAME.js has run.
  self.Briefwright.engine = function (load) {
    const loader = inner.loader(load);
    const index = new inner.Index(loader);

    async function guarded(fallback, work) {
      const before = loader.failures;
      try {
        if (await index.open()) return { value: await work(), failed: loader.failures > before };
      } catch (error) {
        console.error(error);
      }
      return { value: fallback, failed: true };
    }

    return {
      async search(options) {
        const { value, failed } = await guarded(empty(), () => new Search(index, options || {}).run());
        value.failed = failed;
        if (failed) value.notes.push(UNREADABLE);
        return value;
      },
      async suggest(text) {
        return (await guarded("", () => inner.suggestion(index, String(text || "")))).value;
      },
      async values(facet) {
        const plain = async () =>
          (await index.facet(facet)).map(({ value, label, count }) => ({ value, label, count }));
        return (await guarded([], plain)).value;
      },
    };
  };
})(((self.Briefwright ||= {}).inner ||= {}));
