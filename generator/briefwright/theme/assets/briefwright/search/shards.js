// The index as the engine reads it: terms, posting lists, positions, facets, days and cards out of their shards.
(function (inner) {
  "use strict";

  const BASE = 1 << 20;
  const KINDS = ["actor", "issue", "publisher", "dossier", "page"];
  const NAME_LENGTH = 10;
  const STEP = 1.12;
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

  const text = (bytes) => utf8.decode(bytes);
  const named = (names, number) => names.slice(number * NAME_LENGTH, (number + 1) * NAME_LENGTH);

  // A card with its passages as [field, text, label]: they come by field, as lines of text, tab and label, where two
  // tabs stand before what is added to the last whole label.
  function unpacked(card) {
    let whole = "";
    const line = (field) => (packed) => {
      const [words, label = "", added] = packed.split("\t");
      if (label) whole = label;
      return [field, words, added === undefined ? label : whole + added];
    };
    return { ...card, x: Object.entries(card.x || {}).flatMap(([field, lines]) => lines.map(line(field))) };
  }

  class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }

    varint() {
      let number = 0;
      for (let scale = 1; ; scale *= 128) {
        if (this.at >= this.bytes.length) throw new RangeError("a shard ends too early");
        const byte = this.bytes[this.at++];
        number += (byte & 127) * scale;
        if (byte < 128) return number;
      }
    }

    take(length) {
      if (this.at + length > this.bytes.length) throw new RangeError("a shard ends too early");
      this.at += length;
      return this.bytes.subarray(this.at - length, this.at);
    }

    string() {
      return text(this.take(this.varint()));
    }

    // Ascending numbers, held as the first one and the differences.
    numbers(count) {
      if (count > this.bytes.length) throw new RangeError("a list is longer than its shard");
      const found = new Int32Array(count);
      for (let i = 0, last = 0; i < count; i++) found[i] = last += this.varint();
      return found;
    }
  }

  // The terms of a shard in order, how many documents each has, and where its block lies.
  function readTerms(bytes) {
    const reader = new Reader(bytes);
    const count = reader.varint();
    const terms = [];
    const counts = [];
    const lengths = [];
    for (let i = 0, term = ""; i < count; i++) {
      term = term.slice(0, reader.varint()) + reader.string();
      terms.push(term);
      counts.push(reader.varint());
      lengths.push(reader.varint());
    }
    const blocks = lengths.map((length) => reader.take(length));
    return { terms, counts, blocks, bytes: bytes.length };
  }

  function readFacet(bytes) {
    const reader = new Reader(bytes);
    const values = [];
    const lengths = [];
    for (let left = reader.varint(); left > 0; left--) {
      values.push({ value: reader.string(), label: reader.string(), count: reader.varint() });
      lengths.push(reader.varint());
    }
    values.forEach((value, i) => (value.docs = new Reader(reader.take(lengths[i])).numbers(value.count)));
    return values;
  }

  // How long each document is, what kind the entries are, and the first number of each day.
  function readDocs(bytes) {
    const reader = new Reader(bytes);
    const briefings = reader.varint();
    const entries = reader.varint();
    const lengths = Float64Array.from(reader.take(briefings + entries), (code) => (code ? STEP ** code : 0));
    const kinds = reader.take(entries);
    const first = reader.varint();
    const days = reader.varint();
    const starts = new Int32Array(days + 1);
    for (let i = 0; i < days; i++) starts[i + 1] = starts[i] + reader.varint();
    return { briefings, entries, lengths, kinds, first, starts };
  }

  // Where in a sorted list a text stands, or would stand.
  function place(sorted, text) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  inner.place = place;

  // Documents are numbered without a hole here: briefings 0 to B-1, then the entries.
  inner.Index = class {
    constructor(loader) {
      this.loader = loader;
      this.shards = new inner.Kept(12e6);
      this.lists = new inner.Kept(4e6);
      this.cards = new inner.Kept(600);
    }

    // Reads the manifest and the docs shard, once; false where one of them cannot be read.
    async open() {
      if (this.docs) return true;
      this.manifest = this.manifest || (await this.loader.manifest());
      if (!this.manifest || this.manifest.version !== 1) return false;
      const docs = await this.loader.get("d/" + this.manifest.docs, readDocs);
      if (!docs || this.docs) return !!docs;
      const { k1, b, average } = this.manifest;
      // What the length of a document adds to the frequency in BM25's fraction.
      this.norms = docs.lengths.map((length) => k1 * (1 - b + (b * length) / (average || 1)));
      this.briefings = docs.briefings;
      this.size = docs.briefings + docs.entries;
      this.docs = docs;
      return true;
    }

    kind(doc) {
      return doc < this.briefings ? "briefing" : KINDS[this.docs.kinds[doc - this.briefings]];
    }

    // The first briefing on or after a day (number of days as the index counts them).
    firstOn(day) {
      const { first, starts } = this.docs;
      return starts[Math.max(0, Math.min(starts.length - 1, day - first))];
    }

    // The number of the shard that a term stands in, if it stands anywhere.
    shardOf(term) {
      const { starts } = this.manifest.terms;
      const at = place(starts, term);
      return starts[at] === term ? at : Math.max(0, at - 1);
    }

    // The term shard of a number; null where it cannot be read.
    async termShard(number) {
      const name = named(this.manifest.terms.names, number);
      if (!name) return null;
      const kept = this.shards.get(name);
      if (kept) return kept;
      const shard = await this.loader.get("t/" + name, readTerms);
      return shard && this.shards.set(name, shard, shard.bytes);
    }

    _list(term, length, read) {
      return this.lists.get(term) || this.lists.set(term, read(), length);
    }

    // The documents of a term in a shard, and how often it stands in each (not for terms FACET=VALUE).
    postings(shard, at) {
      const count = shard.counts[at];
      return this._list(shard.terms[at], count, () => {
        const reader = new Reader(shard.blocks[at]);
        const docs = reader.numbers(count);
        for (let i = count - 1; i >= 0 && docs[i] >= BASE; i--) docs[i] += this.briefings - BASE;
        return { docs, counts: reader.at < reader.bytes.length ? reader.take(count) : null };
      });
    }

    async _find(term) {
      const shard = await this.termShard(this.shardOf(term));
      const at = shard ? place(shard.terms, term) : 0;
      return shard && shard.terms[at] === term ? [shard, at] : null;
    }

    // The briefings that have a value of a facet; null where none has.
    async having(facet, value) {
      const found = await this._find(facet + "=" + value);
      return found && this.postings(...found).docs;
    }

    // The positions of an actor (held) or on an issue (on): briefing, the other one's id, stance; null where none are.
    async positions(list, id) {
      const found = await this._find(list + "=" + id);
      if (!found) return null;
      const [shard, at] = found;
      const count = shard.counts[at];
      return this._list(shard.terms[at], 3 * count, () => {
        const reader = new Reader(shard.blocks[at]);
        const table = Array.from({ length: Math.min(reader.varint(), BASE) }, () => reader.string());
        const docs = reader.numbers(count);
        const others = Array.from({ length: count }, () => table[reader.varint()]);
        return { docs, others, stances: reader.take(count) };
      });
    }

    // The values of a facet with their labels and briefings, most frequent first.
    async facet(name) {
      const file = Object.hasOwn(this.manifest.facets, name) ? this.manifest.facets[name] : null;
      if (!file) return [];
      const key = "f/" + file;
      const kept = this.shards.get(key);
      if (kept) return kept;
      const values = await this.loader.get(key, readFacet);
      return values ? this.shards.set(key, values, 50000) : [];
    }

    // The card of a document; null where it cannot be read.
    async card(doc) {
      const entry = doc >= this.briefings;
      const { per, page, names, dictionary, skip } = this.manifest[entry ? "entryCards" : "cards"];
      const number = entry ? doc - this.briefings : doc;
      const shard = Math.floor(number / per);
      const [directory, before] = await Promise.all([
        this._kept("i/" + named(names, Math.floor(shard / page)), (name) => this.loader.get(name, text)),
        dictionary ? this._kept("c/" + dictionary, (name) => this.loader.packed(name)) : null,
      ]);
      if (!directory || (dictionary && !before)) return null;
      const read = (bytes) => JSON.parse(text(bytes)).map(unpacked);
      const cards = await this._kept("c/" + named(directory, shard % page), (name) =>
        this.loader.get(name, read, before ? [before] : [], skip));
      return (cards && cards[number % per]) || null;
    }

    async _kept(name, get) {
      const kept = this.cards.get(name);
      if (kept) return kept;
      const value = await get(name);
      return value && this.cards.set(name, value, 1);
    }
  };
})(((self.Briefwright ||= {}).inner ||= {}));
