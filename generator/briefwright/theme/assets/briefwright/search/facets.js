// Counts of a facet's values: how many briefings of the results a reader would get with each of them.
(function (inner) {
  "use strict";

  // Values with their briefings counted inside a mask: [{value, label, count}], most first, without those of none.
  inner.counts = async function (index, filters, facet, within) {
    const values = await index.facet(facet);
    const counted = filters.ofPositions(facet).length && inner.OF_POSITIONS.includes(facet)
      ? await byPosition(filters, facet, within)
      : byBriefing(values, within);
    const found = [];
    for (const { value, label } of values) {
      const count = counted.get(value) || 0;
      if (count || filters.values(facet).has(value)) found.push({ value, label, count });
    }
    return found.sort((one, other) => other.count - one.count);
  };

  function byBriefing(values, within) {
    const counted = new Map();
    for (const { value, docs } of values) {
      let count = 0;
      for (let i = 0; i < docs.length; i++) count += within[docs[i]];
      counted.set(value, count);
    }
    return counted;
  }

  // Beside a chosen actor, issue or stance a value counts where one position has it and what is chosen.
  async function byPosition(filters, facet, within) {
    const place = inner.OF_POSITIONS.indexOf(facet);
    const briefings = new Map();
    await filters.eachPosition(facet, (doc, ...held) => {
      if (!within[doc]) return;
      const value = held[place];
      if (!briefings.has(value)) briefings.set(value, new Set());
      briefings.get(value).add(doc);
    });
    return new Map([...briefings].map(([value, docs]) => [value, docs.size]));
  }
})(((self.Briefwright ||= {}).inner ||= {}));
