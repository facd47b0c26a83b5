// Matching one word: the terms of the index that it may stand for, by how far off they are, with their posting lists.
(function (inner) {
  "use strict";

  const EXACT = 0;
  const PREFIX = 1;
  const INFLECTED = 2;
  const TYPO = 3;
  const MOST_TERMS = 50;
  const MOST_SHARDS = 3;
  const SHORT = 3;
  const ENDING = 3;
  const LONG_ENDING = 5; // behind a long beginning: négocier, négociation
  const END = "\uffff";
  const HAS_DIGIT = /[0-9]/;
  const LATIN = /^[a-z]/;
  const SMALL = /^(?:y|ies|[aeio]|e?[dmnrs]|)$/;

  // Whether two words look like forms of one: the same beginning, and two short endings that differ.
  inner.inflected = function (one, other) {
    let shared = 0;
    const short = Math.min(one.length, other.length);
    while (shared < short && one[shared] === other[shared]) shared++;
    const [ending, otherEnding] = [one.length - shared, other.length - shared];
    const most = shared > 5 ? LONG_ENDING : ENDING;
    if (shared < 3 || shared < 0.6 * short || ending > most || otherEnding > most) return false;
    // After three Latin letters too many words differ: Iran and Iraq, put and Putin are not forms of one word.
    return shared > 3 || !LATIN.test(one) || (SMALL.test(one.slice(3)) && SMALL.test(other.slice(3)));
  };

  // The numbers of the shards that words with a beginning may stand in, but for those with FACET=VALUE terms alone.
  function shardsOf(index, beginning) {
    const found = [];
    for (const [low, high] of [[beginning, beginning + "="], [beginning + ">", beginning + END]]) {
      for (let n = index.shardOf(low); n <= index.shardOf(high); n++) if (!found.includes(n)) found.push(n);
    }
    return found;
  }

  // Calls take(shard, at) for the words of opened shards that have a beginning.
  function eachWith(opened, beginning, take) {
    for (const shard of opened.values()) {
      if (!shard) continue;
      const end = inner.place(shard.terms, beginning + END);
      for (let at = inner.place(shard.terms, beginning); at < end; at++) {
        if (!shard.terms[at].includes("=")) take(shard, at);
      }
    }
  }

  class Widening {
    constructor(index, { word, exact, last }) {
      Object.assign(this, { index, word, exact, last });
      this.paired = inner.isPaired(word);
      this.opened = new Map();
      this.found = [];
    }

    async open(numbers, most) {
      const missing = numbers.filter((n) => !this.opened.has(n)).slice(0, Math.max(0, most - this.opened.size));
      const shards = await Promise.all(missing.map((n) => this.index.termShard(n)));
      missing.forEach((n, i) => this.opened.set(n, shards[i]));
    }

    // Adds the most frequent terms with a beginning that wanted(term) picks.
    collect(beginning, tier, wanted) {
      const found = [];
      eachWith(this.opened, beginning, (shard, at) => {
        if (wanted(shard.terms[at])) found.push({ shard, at, tier });
      });
      found.sort((a, b) => b.shard.counts[b.at] - a.shard.counts[a.at]);
      this.found.push(...found.slice(0, MOST_TERMS));
      return found.length > 0;
    }

    async run() {
      const { index, word } = this;
      const home = index.shardOf(word);
      await this.open([home], 1);
      const known = this.collect(word, EXACT, (term) => term === word);
      if (this.exact && !(this.paired && [...word].length === 1)) return;
      if (word.length >= SHORT || this.last || this.paired) await this.prefixes(known);
      if (word.length >= SHORT && !this.paired && !HAS_DIGIT.test(word)) await this.forms();
    }

    async prefixes(known) {
      const { word } = this;
      // A word in full, known to the index, is worth no further shards; one that is being typed is.
      if (!known || (this.last && word.length < 4)) await this.open(shardsOf(this.index, word), MOST_SHARDS);
      this.collect(word, PREFIX, (term) => term !== word);
    }

    async forms() {
      const { index, word } = this;
      const stem = word.slice(0, Math.max(3, word.length - (word.length > 8 ? LONG_ENDING : ENDING)));
      if (!this.found.length) await this.open(nearest(shardsOf(index, stem), index.shardOf(word)), MOST_SHARDS);
      const beginsSo = (term) => term.startsWith(word);
      this.collect(stem, INFLECTED, (term) => !beginsSo(term) && inner.inflected(word, term));
      if (!this.found.length && word.length > 3) await this.typos();
    }

    async typos() {
      const { index, word } = this;
      // Of the words in other shards only those are tried that are sure to be few: swapped or superfluous letters.
      const guesses = new Set();
      for (let i = 0; i < word.length; i++) {
        if (i + 1 < word.length) guesses.add(word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2));
        guesses.add(word.slice(0, i) + word.slice(i + 1));
      }
      const shards = new Set([...guesses].map((guess) => index.shardOf(guess)));
      await this.open([...shards], 2 * MOST_SHARDS);
      this.collect("", TYPO, (term) => inner.oneEdit(word, term) && !HAS_DIGIT.test(term));
    }
  }

  function nearest(numbers, home) {
    return numbers.sort((a, b) => Math.abs(a - home) - Math.abs(b - home));
  }

  // What a word {word, exact, last} may stand for: {word, terms: [{text, tier, docs, counts}, …]}.
  inner.widen = async function (index, wanted) {
    const widening = new Widening(index, wanted);
    await widening.run();
    const terms = widening.found.map(({ shard, at, tier }) => {
      return { text: shard.terms[at], tier, ...index.postings(shard, at) };
    });
    return { word: wanted.word, terms };
  };

  // The most frequent word with a beginning, or "".
  inner.complete = async function (index, beginning) {
    const widening = new Widening(index, { word: beginning, exact: false, last: true });
    await widening.open(shardsOf(index, beginning), MOST_SHARDS);
    widening.collect(beginning, PREFIX, () => true);
    const [best] = widening.found;
    return best ? best.shard.terms[best.at] : "";
  };
})(((self.Briefwright ||= {}).inner ||= {}));
