// The Explore page: controls to state, state to address and query, result to page.
(function (Briefwright) {
  "use strict";
  const { make, counted, dayInWords } = Briefwright;
  const SIZE = 10;
  // Milliseconds from a key to its search, until a wait shows, and between two changes of the address.
  const PAUSE = 25;
  const SLOW = 300;
  const SETTLED = 400;
  // Filters that the index has no list of values for.
  const OWN = new Set(["kind", "has"]);

  const page = document.querySelector(".bw-explore");
  const find = (selector) => page.querySelector(selector);
  const [text, sort, status] = ["#explore-text", "[name=sort]", "[role=status]"].map(find);
  const [panel, toggle] = [".bw-filters__panel", ".bw-filters__toggle"].map(find);
  const [active, results, heading] = [".bw-active", ".bw-results", "#explore-count"].map(find);
  const dates = { after: find("[name=after]"), before: find("[name=before]") };
  const labels = new Map([["has=quote", "With a quotation"]]);
  for (const [kind, label] of Briefwright.KINDS) labels.set(`kind=${kind}`, label);

  let state = Briefwright.readState(Briefwright.arrivedWith);
  let number = 0;
  let typing = false;
  let afterwards = null;
  const timers = {};

  const later = (name, wait, act) => (clearTimeout(timers[name]), (timers[name] = setTimeout(act, wait)));
  const label = (facet, value) => labels.get(`${facet}=${value}`) || value;
  const address = (changes) => Briefwright.writeState({ ...state, ...changes }) || location.pathname;
  const link = (kind, id) => page.dataset[kind].replace("{id}", encodeURIComponent(id));
  const groups = [...page.querySelectorAll(".bw-facet")].map((details) =>
    Briefwright.facetGroup(details, { chosen: choose, wanted: ask }),
  );
  const folded = () => toggle.offsetParent !== null && toggle.getAttribute("aria-expanded") === "false";

  let worker = null;
  function startWorker() {
    worker = new Worker(page.dataset.worker);
    worker.addEventListener("message", ({ data }) => data.number === number && show(data.found || broken()));
    worker.addEventListener("error", () => {
      // The next query tries again.
      worker = null;
      show(broken());
    });
  }

  const broken = () => ({
    ...{ total: 0, items: [], filters: [], kinds: {}, counts: {} },
    ...{ failed: true, notes: ["The search could not be loaded."] },
  });

  function ask() {
    number += 1;
    const open = folded() ? [] : groups.filter((group) => group.isOpen()).map(({ name }) => name);
    const { q, filters, after, before } = state;
    const query = {
      ...{ text: q, filters: Object.fromEntries(Object.entries(filters).filter(([, values]) => values.length)) },
      ...{ after, before, sort: state.sort || (q.trim() ? "relevance" : "newest") },
      ...{ from: (state.page - 1) * SIZE, size: SIZE },
      counts: open.filter((name) => !OWN.has(name)),
    };
    if (!worker) startWorker();
    worker.postMessage({ number, query });
    later("slow", SLOW, () => results.setAttribute("aria-busy", "true"));
  }

  function show(found) {
    clearTimeout(timers.slow);
    results.removeAttribute("aria-busy");
    const learn = (field, value, label) => OWN.has(field) || labels.set(`${field}=${value}`, label);
    for (const { field, value, label } of found.filters) learn(field, value, label);
    for (const [field, values] of Object.entries(found.counts))
      for (const { value, label } of values) learn(field, value, label);
    const pages = Math.max(1, Math.ceil(found.total / SIZE));
    if (state.page > pages && found.total) return go({ page: pages }, false);
    const words = counted(found.total, found.total === found.kinds.briefing ? "briefing" : "result");
    const unknown = found.failed && !found.total;
    heading.textContent = found.total ? words : unknown ? "No results could be read" : "No results";
    page.classList.toggle("bw-explore--broken", unknown);
    const held = results.contains(document.activeElement) && document.activeElement !== sort;
    Briefwright.drawHits(find(".bw-hits"), found, page.dataset.base, link);
    drawFilters(found);
    Briefwright.drawNotes(find(".bw-notes"), found, !active.hidden, clear);
    Briefwright.drawPager(find(".bw-pager"), state.page, pages, (to) => address({ page: to }));
    // Screen readers are told once the typing is over.
    const where = pages > 1 ? `, page ${state.page} of ${pages}` : "";
    later("status", 700, () => (status.textContent = heading.textContent + where));
    if (afterwards) afterwards();
    else if (held && !page.contains(document.activeElement)) heading.focus({ preventScroll: true });
    afterwards = null;
  }

  function drawFilters(found) {
    for (const group of groups) {
      let counts = found && found.counts[group.name];
      if (found && group.name === "has") counts = [{ value: "quote", label: label("has", "quote"), count: null }];
      if (found && group.name === "kind")
        counts = Object.entries(found.kinds).map(([value, count]) => ({ value, label: label("kind", value), count }));
      if (found && !counts) group.stale();
      group.update(counts || null, state.filters[group.name], (value) => label(group.name, value));
    }
    const chips = groups.flatMap(({ name, title }) =>
      state.filters[name].map((value) => chip(`${title}: ${label(name, value)}`, () => choose(name, value, false))),
    );
    if (state.after) chips.push(chip(`From ${dayInWords(state.after)}`, () => go({ after: "", page: 1 })));
    if (state.before) chips.push(chip(`Before ${dayInWords(state.before)}`, () => go({ before: "", page: 1 })));
    const count = chips.length;
    if (count) chips.push(make("button", { type: "button", class: "bw-active__clear" }, "Clear all"));
    if (count) chips[count].addEventListener("click", clear);
    const at = [...active.children].indexOf(document.activeElement);
    active.replaceChildren(...chips);
    active.hidden = !count;
    if (at >= 0) (active.children[Math.min(at, count - 1)] || text).focus({ preventScroll: true });
    toggle.textContent = count ? `Filters (${count})` : "Filters";
  }

  function chip(words, remove) {
    const cross = make("span", { "aria-hidden": "true" }, "×");
    const verb = make("span", { class: "bw-hidden" }, "Remove ");
    const button = make("button", { type: "button", class: "bw-active__chip" }, verb, words, cross);
    button.addEventListener("click", remove);
    return button;
  }

  function go(changes, add = true) {
    writeAddress();
    state = { ...state, ...changes };
    typing = false;
    const query = Briefwright.writeState(state);
    if (query !== location.search) Briefwright.showAddress(query, add);
    fill();
    ask();
  }

  function choose(facet, value, on) {
    const others = state.filters[facet].filter((own) => own !== value);
    go({ filters: { ...state.filters, [facet]: on ? [...others, value] : others }, page: 1 });
  }

  function clear() {
    const filters = Object.fromEntries(Object.keys(state.filters).map((facet) => [facet, []]));
    go({ filters, after: "", before: "", page: 1 });
    text.focus();
  }

  // While somebody types, the address follows with pauses: browsers forbid to change it too often.
  function writeAddress() {
    if (!timers.address) return;
    clearTimeout(timers.address);
    timers.address = 0;
    Briefwright.showAddress(Briefwright.writeState(state), !typing);
    typing = true;
  }

  function type() {
    if (text.value.trim() === state.q.trim()) return;
    state = { ...state, q: text.value, page: 1 };
    later("address", SETTLED, writeAddress);
    later("ask", PAUSE, ask);
    fillSort();
  }

  const wholeDay = (date) => (date ? `${date}-01-01`.slice(0, 10) : "");

  function fillSort() {
    const relevance = sort.querySelector("[value=relevance]");
    relevance.disabled = relevance.hidden = !state.q.trim();
    sort.value = state.q.trim() ? state.sort || "relevance" : state.sort === "oldest" ? "oldest" : "newest";
  }

  function fill() {
    if (text.value.trim() !== state.q.trim()) text.value = state.q;
    for (const [name, input] of Object.entries(dates)) input.value = wholeDay(state[name]);
    fillSort();
    drawFilters(null);
  }

  function openPanel(open) {
    toggle.setAttribute("aria-expanded", String(open));
    panel.classList.toggle("bw-filters__panel--open", open);
    if (open) ask();
  }

  function toResults() {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "start" });
  }

  text.addEventListener("input", type);
  find(".bw-find").addEventListener("submit", (event) => {
    event.preventDefault();
    type();
    writeAddress();
    typing = false;
  });
  sort.addEventListener("change", () => go({ sort: sort.value, page: 1 }));
  for (const [name, input] of Object.entries(dates))
    input.addEventListener("change", () => {
      // A year that is still being typed, such as 0002, is no date to look for.
      if (input.value === wholeDay(state[name]) || (input.value && input.value < "1000")) return;
      go({ [name]: input.value, page: 1 });
    });
  toggle.addEventListener("click", () => openPanel(folded()));
  panel.addEventListener("submit", (event) => (event.preventDefault(), openPanel(false), toResults()));
  find(".bw-pager").addEventListener("click", (event) => {
    const to = event.target.closest("[data-page]");
    if (!to || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    afterwards = toResults;
    go({ page: Number(to.dataset.page) });
  });
  // Filters that unfold because the window grew want their counts.
  const unfolded = () => !folded() && groups.some((group) => group.lacking()) && ask();
  addEventListener("resize", () => later("resize", SLOW, unfolded));
  addEventListener("popstate", () => {
    clearTimeout(timers.address);
    timers.address = 0;
    typing = false;
    state = Briefwright.readState(location.search);
    fill();
    ask();
  });
  // Whoever leaves through a link shall come back to what was typed last.
  document.addEventListener("click", writeAddress, true);

  fill();
  ask();
})((self.Briefwright = self.Briefwright || {}));
