// The state of Explore as an address, and back; runs before the theme's own script.
(function (Briefwright) {
  "use strict";
  const FACETS = "actor issue stance analyst publisher dossier region topic lang kind has".split(" ");
  const SORTS = ["relevance", "newest", "oldest"];
  const DATE = /^\d{4}(-\d\d(-\d\d)?)?$/;

  // What makes no sense in an address is left out.
  Briefwright.readState = function (search) {
    const given = new URLSearchParams(search);
    const date = (name) => (DATE.test(given.get(name) || "") ? given.get(name) : "");
    const filters = {};
    for (const facet of FACETS) filters[facet] = [...new Set(given.getAll(facet).filter(Boolean))];
    return {
      q: given.get("q") || "",
      filters,
      after: date("after"),
      before: date("before"),
      sort: SORTS.includes(given.get("sort")) ? given.get("sort") : "",
      page: Math.max(1, Math.floor(Number(given.get("page"))) || 1),
    };
  };

  Briefwright.writeState = function ({ q, filters, after, before, sort, page }) {
    const query = new URLSearchParams();
    if (q.trim()) query.set("q", q.trim());
    for (const facet of FACETS) for (const value of filters[facet]) query.append(facet, value);
    for (const [name, value] of Object.entries({ after, before, sort })) if (value) query.set(name, value);
    if (page > 1) query.set("page", page);
    return `?${query}`.replace(/^\?$/, "");
  };

  Briefwright.showAddress = (query, add) =>
    history[add ? "pushState" : "replaceState"](null, "", location.pathname + query + (add ? "" : location.hash));

  // The theme opens its own search box where an address has a `q`. It looks once, when its script runs.
  Briefwright.arrivedWith = location.search;
  if (new URLSearchParams(location.search).has("q")) {
    Briefwright.showAddress("");
    document.addEventListener("DOMContentLoaded", () => Briefwright.showAddress(Briefwright.arrivedWith));
  }
})((self.Briefwright = self.Briefwright || {}));
