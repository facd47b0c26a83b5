// Ranking: which documents have the words, how closely, and the best of them (BM25F; Robertson, Zaragoza, Taylor 2004).
(function (inner) {
  "use strict";

  const NONE = 255;

  // For each document how many words it has (`has` as bits), the sum of the tiers of its matches, and its score.
  // Takes groups [{word, terms: [{tier, docs, counts}]}]; at most 32 count.
  inner.match = function (index, groups) {
    const size = index.size;
    const found = {
      words: groups.length,
      number: new Uint8Array(size),
      has: new Uint32Array(size),
      tiers: new Uint16Array(size),
      scores: new Float64Array(size),
    };
    const tier = new Uint8Array(size);
    const score = new Float64Array(size);
    groups.forEach(({ terms }, bit) => {
      tier.fill(NONE);
      for (const term of terms) spread(index, term, tier, score);
      for (let doc = 0; doc < size; doc++) {
        if (tier[doc] === NONE) continue;
        found.number[doc]++;
        found.has[doc] |= 1 << bit;
        found.tiers[doc] += tier[doc];
        found.scores[doc] += score[doc];
      }
    });
    return found;
  };

  // Notes tier and score of a term in its documents, where it is the best match of its word so far.
  function spread(index, term, tier, score) {
    const { docs, counts } = term;
    const { norms, size } = index;
    const rarity = Math.log(1 + (size - docs.length + 0.5) / (docs.length + 0.5)) * (index.manifest.k1 + 1);
    for (let i = 0; i < docs.length; i++) {
      const doc = docs[i];
      if (doc >= size || tier[doc] < term.tier) continue;
      const frequency = counts ? counts[i] : 1;
      const value = (rarity * frequency) / (frequency + norms[doc]);
      if (tier[doc] === term.tier && score[doc] >= value) continue;
      tier[doc] = term.tier;
      score[doc] = value;
    }
  }

  // How many words a result must have: all, or where no document in the mask has all, as many as one has.
  inner.choose = function (found, mask) {
    const size = mask.length;
    let most = 0;
    for (let doc = 0; doc < size; doc++) if (mask[doc] && found.number[doc] > most) most = found.number[doc];
    return most ? { needed: most, partial: most < found.words } : { needed: found.words, partial: false };
  };

  // Orders of results; negative where `one` comes before `other`. Equal ones: the newest briefing first, entries last.
  function orders(index, found) {
    const briefings = index.briefings;
    const newest = (one, other) => {
      if (one < briefings && other < briefings) return other - one;
      return one - other;
    };
    const oldest = (one, other) => one - other;
    if (!found) return { relevance: newest, newest, oldest };
    const relevance = (one, other) =>
      found.tiers[one] - found.tiers[other] || found.scores[other] - found.scores[one] || newest(one, other);
    return { relevance, newest, oldest };
  }

  // The first `count` documents of a mask in an order; found may be null where no words were searched for.
  inner.top = function (index, found, within, sort, count) {
    const known = orders(index, found);
    const order = Object.hasOwn(known, sort) ? known[sort] : known.relevance;
    const best = [];
    for (let doc = 0; doc < within.length; doc++) {
      if (!within[doc] || (best.length === count && order(best[count - 1], doc) < 0)) continue;
      let low = 0;
      let high = best.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (order(best[middle], doc) < 0) low = middle + 1;
        else high = middle;
      }
      best.splice(low, 0, doc);
      if (best.length > count) best.pop();
    }
    return best;
  };
})(((self.Briefwright ||= {}).inner ||= {}));
