// What both search workers share: the engine, files of the index, and answers to the newest question only.
(function (Briefwright) {
  "use strict";
  const ENGINE = [
    ...["fold", "loader", "shards", "query", "match", "rank", "filters"],
    ...["facets", "fields", "phrases", "passages", "results", "engine"],
  ].map((name) => `${name}.js`);
  // In the stand-in for a worker the address is that of the script element.
  const standIn = self.document !== undefined;
  const here = standIn ? document.currentScript.src : self.location.href;
  const index = new URL("../../../search/", here);

  // Runs the one statement that a file of the index is, without eval.
  function run(text, name) {
    if (name === "index") {
      self.briefwrightIndex(JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))));
      return;
    }
    // None of its three strings can hold a quotation mark.
    const [call, own, , low, , high, rest, ...more] = text.split('"');
    const size = /^,(\d+)\);\s*$/.exec(rest || "");
    if (call !== "briefwrightShard(" || !size || more.length) throw new Error(`${name} is damaged`);
    self.briefwrightShard(own, low, high, Number(size[1]));
  }

  // Reads search/NAME.js. A worker's importScripts would read one file after the other; fetch reads them together.
  async function load(name) {
    const address = new URL(`${name}.js`, index).href;
    if (standIn) return void (await importScripts(address));
    // The other files are named by their content: they never change.
    const answer = await fetch(address, { cache: name === "index" ? "no-cache" : "default" });
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    run(await answer.text(), name);
  }

  let engine;
  // Returns a promise of the engine; a failure is forgotten, so that the next call tries again.
  Briefwright.start = function () {
    engine ||= (async () => {
      await importScripts(...ENGINE);
      return Briefwright.engine(load);
    })().catch((error) => {
      engine = undefined;
      throw error;
    });
    return engine;
  };

  // Returns a function that answers questions one at a time and drops all but the newest of those that wait.
  Briefwright.newestOnly = function (answer) {
    let waiting = null;
    let busy = false;
    return async function ask(question) {
      waiting = { question };
      if (busy) return;
      busy = true;
      while (waiting) {
        const now = waiting;
        waiting = null;
        // An answer takes a while, and may ask whether it is still wanted.
        await answer(now.question, () => waiting === null).catch(console.error);
      }
      busy = false;
    };
  };
})((self.Briefwright = self.Briefwright || {}));
