// Runs the engine for Explore beside the page: numbered queries in, results out; of those that wait only the newest.
(function () {
  "use strict";
  let asking;

  async function answer({ number, query }, wanted) {
    try {
      const engine = await Briefwright.start();
      const found = await engine.search(query);
      if (wanted()) postMessage({ number, found });
    } catch (error) {
      if (wanted()) postMessage({ number, error: String(error) });
    }
  }

  addEventListener("message", ({ data }) => {
    asking ||= Promise.resolve()
      .then(() => importScripts("shared.js"))
      .then(() => Briefwright.newestOnly(answer));
    asking.then(
      (ask) => ask(data),
      (error) => {
        asking = undefined;
        postMessage({ number: data.number, error: String(error) });
      },
    );
  });
})();
