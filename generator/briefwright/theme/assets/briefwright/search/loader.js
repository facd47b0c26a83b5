// Loading: the files of the index arrive as scripts that call two functions here; shards are unpacked from seven bits.
(function (inner) {
  "use strict";

  const MOST_WAITING = 1024;
  const UNSAFE = [0x00, 0x0a, 0x0d, 0x22, 0x5c];
  const arrived = new Map();

  self.briefwrightIndex = (manifest) => arrived.set("index", manifest);
  self.briefwrightShard = function (name, low, high, size) {
    arrived.delete(name);
    arrived.set(name, { low, high, size });
    if (arrived.size > MOST_WAITING) {
      for (const oldest of arrived.keys()) {
        if (oldest === "index") continue;
        arrived.delete(oldest);
        break;
      }
    }
  };

  function bits(text, at) {
    const code = text.charCodeAt(at);
    return code < 0x80 ? code : UNSAFE[code - 0x80];
  }

  // The deflated bytes: LOW has the lower seven bits of each, HIGH the top bits of seven bytes in a character.
  function bytes({ low, high, size }) {
    if (low.length !== size || high.length !== Math.ceil(size / 7)) throw new RangeError("a shard is truncated");
    const packed = new Uint8Array(size);
    for (let group = 0, at = 0; at < size; group++) {
      const top = bits(high, group);
      for (let k = 0; k < 7 && at < size; k++, at++) packed[at] = bits(low, at) | (((top >> k) & 1) << 7);
    }
    return packed;
  }

  // The data of one deflate stream that may lie in several pieces.
  async function inflate(pieces) {
    const stream = new Blob(pieces).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  // A loader over load(name), which runs the script search/NAME.js. Parts that are missing or broken come as null and
  // are counted in `failures`; the next call tries again.
  inner.loader = function (load) {
    const pending = new Map();
    const loader = { failures: 0 };

    async function fetched(name) {
      await load(name);
      const part = arrived.get(name);
      if (!part) throw new Error("nothing arrived");
      return part;
    }

    async function guarded(name, work) {
      try {
        return await work();
      } catch (error) {
        console.warn(`search: ${name}: ${error}`);
        loader.failures++;
        return null;
      }
    }

    // What work() gives for a file; asked for twice at the same time it is done once.
    function once(name, work) {
      if (!pending.has(name)) {
        const promise = guarded(name, work);
        pending.set(name, promise);
        promise.then(() => pending.delete(name));
      }
      return pending.get(name);
    }

    loader.manifest = () => once("index", () => fetched("index"));

    // The bytes of a shard as they are, still deflated.
    loader.packed = (name) => once(name, async () => bytes(await fetched(name)));

    // The content of a shard, read by read(bytes). What stands in `before`, still deflated, begins its stream; the
    // first `skip` bytes that come out are dropped.
    loader.get = (name, read, before = [], skip = 0) =>
      once(name, async () => read((await inflate([...before, bytes(await fetched(name))])).subarray(skip)));

    return loader;
  };

  // A store of promises or values, bounded by the sum of their costs; what was used longest ago goes first.
  inner.Kept = class {
    constructor(most) {
      this.most = most;
      this.total = 0;
      this.held = new Map();
    }

    get(key) {
      const entry = this.held.get(key);
      if (entry) {
        this.held.delete(key);
        this.held.set(key, entry);
      }
      return entry && entry.value;
    }

    set(key, value, cost) {
      const before = this.held.get(key);
      if (before) this.total -= before.cost;
      this.held.delete(key);
      this.held.set(key, { value, cost });
      this.total += cost;
      for (const [oldest, entry] of this.held) {
        if (this.total <= this.most || oldest === key) break;
        this.held.delete(oldest);
        this.total -= entry.cost;
      }
      return value;
    }
  };
})(((self.Briefwright ||= {}).inner ||= {}));
