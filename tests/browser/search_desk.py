"""A small desk with a search index and a page that has the engine's scripts: what the tests of the engine ask."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from briefwright.addresses import Addresses
from briefwright.cache import Cache
from briefwright.discovery import discover
from briefwright.load import briefing_of, load, scan
from briefwright.progress import Progress
from briefwright.search.documents import briefing_document, in_order
from briefwright.search.entries import PageText, entry_documents
from briefwright.search.parts import card_dictionary, index_part
from briefwright.search.weights import BASE
from briefwright.search.writer import Assembly
from briefwright.views.index import build_index

SCRIPTS = Path(__file__).resolve().parents[2] / "generator/briefwright/theme/assets/briefwright/search"
ENGINE = (
    *("fold", "loader", "shards", "query", "match", "rank", "filters", "facets", "fields", "phrases", "passages"),
    *("results", "engine"),
)
"""The engine's scripts, in the order in which they are loaded."""

_LOAD = """
const load = (name) => new Promise((done, failed) => {
  const script = document.createElement("script");
  Object.assign(script, { src: "search/" + name + ".js", onload: done, onerror: failed });
  document.head.append(script);
});
var engine = Briefwright.engine(load);
"""


def write_desk(desk: Path, registry: dict[str, str], briefings: dict[str, str]) -> None:
    """Write a registry, given as YAML by kind, and briefings, as YAML by id, into the folder of a desk."""
    files = {f"registry/{kind}.yml": text for kind, text in registry.items()}
    files |= {f"2026/{id}.yml": text for id, text in briefings.items()}
    for name, text in files.items():
        path = desk / "briefings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def make_index(desk: Path, out: Path, pages: Iterable[PageText] = ()) -> None:
    """Index a desk's content into out/search, and put a page with the engine beside it."""
    cache = Cache(None)
    given = scan(discover(desk / "briefings", "briefings"))
    loaded = load(given, cache, False, 1, Progress())
    errors = [str(problem) for problem in loaded.problems if problem.severity.name == "ERROR"]
    assert errors == [], errors
    files = {file.name: file for file in given.found.briefings}
    corpus = loaded.corpus
    read = {item.id: briefing_of(cache, files[item.path], item.key) for item in corpus.briefings}
    shared = card_dictionary(corpus, in_order(corpus), lambda item: read[item.id])

    def put(name: str, data: bytes) -> None:
        path = out / "search" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    assembly = Assembly(corpus, Addresses(), put, shared)
    documents = [briefing_document(corpus, item, read[item.id]) for item in in_order(corpus)]
    assembly.add(index_part(documents, 0, shared))
    assembly.add(index_part(entry_documents(build_index(corpus), pages), BASE))
    assembly.finish()
    (out / "code").mkdir(parents=True, exist_ok=True)
    for name in ENGINE:
        shutil.copy(SCRIPTS / f"{name}.js", out / "code")
    scripts = "".join(f'<script src="code/{name}.js"></script>' for name in ENGINE)
    (out / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><title>Engine</title>{scripts}<script>{_LOAD}</script>',
        encoding="utf-8",
    )


class Engine:
    """The engine in a page; every call must go well."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def search(self, text: str = "", **options: Any) -> dict[str, Any]:
        """Return the result of a search."""
        return self.searches([{"text": text, **options}])[0]

    def searches(self, all: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the results of searches that are made at the same time."""
        found: list[dict[str, Any]] = self.page.evaluate(
            "(all) => Promise.all(all.map((options) => engine.search(options)))", all
        )
        return found

    def ids(self, text: str = "", **options: Any) -> list[str]:
        """Return the ids of the results of a search that nothing went wrong in, in order."""
        found = self.search(text, **options)
        assert not found["failed"], found["notes"]
        return [item["id"] for item in found["items"]]

    def call(self, name: str, argument: str) -> Any:
        """Return what suggest or values gives."""
        return self.page.evaluate("([name, argument]) => engine[name](argument)", [name, argument])
