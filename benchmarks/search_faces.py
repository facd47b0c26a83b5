"""The searches that are measured in the browser: what a page must load to ask them, and how to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ASSETS = "assets/briefwright/search/"

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Search</title><link rel="icon" href="data:,">
<script>
let longest = 0;
new PerformanceObserver((list) => {
  for (const task of list.getEntries()) longest = Math.max(longest, task.duration);
}).observe({ type: "longtask", buffered: true });
function answer(text) {
  const late = new Error(`no answer to "${text}" within 60 seconds`);
  return Promise.race([ask(text), new Promise((_, fail) => setTimeout(fail, 60000, late))]);
}
async function timed(texts) {
  const took = [];
  for (const text of texts) {
    const start = performance.now();
    await answer(text);
    took.push(performance.now() - start);
  }
  return took;
}
%s
</script>"""
"""A page that has a function `answer(text)`, a promise of what was found; `%s` is a script that defines `ask(text)`."""

_HEADER = """
const worker = new Worker("/%sworker.js");
let waiting;
worker.onmessage = ({ data: { type, data } }) => {
  if (type === 3) waiting(data.items);
};
worker.postMessage({ type: 0, data: {} });
const ask = (text) => new Promise((done) => {
  waiting = done;
  worker.postMessage({ type: 2, data: text });
});
"""

_ENGINE = """
const worker = new Worker("/%sbench-worker.js");
let number = 0;
const waiting = new Map();
worker.onmessage = ({ data: { id, found, error } }) => {
  const { done, fail } = waiting.get(id);
  waiting.delete(id);
  if (error) fail(new Error(error));
  else done(found);
};
const ask = (text) => new Promise((done, fail) => {
  waiting.set(++number, { done, fail });
  worker.postMessage({ id: number, text });
});
"""

_ENGINE_WORKER = """
importScripts("shared.js");
onmessage = async ({ data: { id, text } }) => {
  try {
    const engine = await Briefwright.start();
    const found = await engine.search({ text, filters: {}, sort: "relevance", from: 0, size: 10, counts: [] });
    postMessage({ id, found });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
"""

_PAGEFIND = """
let engine;
async function ask(text) {
  engine ||= await import("/pagefind/pagefind.js");
  const found = await engine.search(text);
  const items = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
  return { total: found.results.length, items };
}
"""


@dataclass(frozen=True)
class Face:
    """One search in the browser."""

    name: str
    mounts: Mapping[str, Path]
    """Prefix of the path → folder that is served there."""
    made: Mapping[str, str]
    """Path → text of a file made for the measurement; `bench.html` has the function `answer`."""
    counted: tuple[str, ...]
    """Prefixes of the paths that belong to the search."""


def header(scripts: Path, index: Path) -> Face:
    """Return the header's search: the worker that Material's box talks to, in Material's messages."""
    mounts = {ASSETS: scripts, "search/": index}
    return Face("Briefwright", mounts, {"bench.html": _PAGE % (_HEADER % ASSETS)}, (ASSETS, "search/"))


def engine(scripts: Path, index: Path) -> Face:
    """Return the engine as Explore asks it: in a worker, with all that it knows about a result."""
    made = {"bench.html": _PAGE % (_ENGINE % ASSETS), f"{ASSETS}bench-worker.js": _ENGINE_WORKER}
    return Face("Briefwright's engine", {ASSETS: scripts, "search/": index}, made, (ASSETS, "search/"))


def pagefind(index: Path) -> Face:
    """Return Pagefind through its own script, with the first ten results loaded."""
    return Face("Pagefind", {"pagefind/": index}, {"bench.html": _PAGE % _PAGEFIND}, ("pagefind/",))
