// Answers the theme's search box, in the theme's own messages; loads nothing before the first word is typed.
(function () {
  "use strict";
  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;
  // With the link to Explore ten: the theme draws the eleventh only when somebody scrolls.
  const SIZE = 9;

  // The page that names this script says where Explore is: it depends on how the site's addresses look.
  const here = new URL(self.document ? document.currentScript.src : self.location.href);
  (self.Briefwright ||= {}).explore = here.searchParams.get("explore");

  let asking;
  const send = (items, suggest = []) => postMessage({ type: RESULT, data: { items, suggest } });

  async function answer(text, wanted) {
    if (!text.trim()) return send([]);
    let found;
    let suggest = "";
    try {
      const engine = await Briefwright.start();
      found = await engine.search({ text, filters: {}, sort: "relevance", from: 0, size: SIZE, counts: [] });
      if (wanted()) suggest = await engine.suggest(text);
    } catch (error) {
      console.error(error);
      found = { total: 0, items: [], notes: ["The search could not be loaded. Try again."], failed: true };
    }
    if (wanted()) send(Briefwright.headerItems(found, text), Briefwright.headerSuggestion(text, suggest));
  }

  function ask(text) {
    asking ||= Promise.resolve()
      .then(() => importScripts("shared.js", "words.js", "header-items.js"))
      .then(() => Briefwright.newestOnly(answer));
    asking.then(
      (ask) => ask(text),
      () => {
        asking = undefined;
        send([]);
      },
    );
  }

  addEventListener("message", ({ data: { type, data } }) => {
    if (type === SETUP) postMessage({ type: READY });
    else if (type === QUERY && (asking || data.trim())) ask(data);
    else if (type === QUERY) send([]);
  });
})();
