"""The documents that a site's search index is made of, as weighted words, for whoever wants to check the index."""

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefwright.addresses import Addresses
from briefwright.cache import Cache
from briefwright.discovery import discover
from briefwright.load import briefing_of, load, scan
from briefwright.progress import Progress
from briefwright.search.documents import SearchDocument, briefing_document, in_order
from briefwright.search.entries import entry_documents
from briefwright.search.fold import words
from briefwright.search.parts import index_part
from briefwright.search.weights import BASE, BRIEFINGS_PER_PART
from briefwright.search.writer import Assembly
from briefwright.views.index import Index, build_index

COMMON = 0.5
"""A word that stands in more than this share of all briefings is left out of queries."""


@dataclass
class Documents:
    """All documents of a site: briefings in their order, then the entries."""

    index: Index
    names: list[str]
    """KIND/ID, in the order of the documents."""
    titles: list[str]
    """Titles of the briefings."""
    items: list[SearchDocument]

    @cached_property
    def counts(self) -> list[dict[str, int]]:
        """Weighted frequency of each word, for each document."""
        return [weighted(item) for item in self.items]

    @cached_property
    def common(self) -> frozenset[str]:
        """The commonest words, which a query made of a briefing's words leaves out."""
        found = Counter(word for counts in self.counts[: len(self.titles)] for word in counts)
        return frozenset(word for word, count in found.items() if count > COMMON * len(self.titles))

    def followed_by(self, later: "Documents") -> "Documents":
        """Return these documents with the briefings of another site after theirs, whose dates must be later."""
        names, items = list(self.names), list(self.items)
        place, count = len(self.titles), len(later.titles)
        names[place:place], items[place:place] = later.names[:count], later.items[:count]
        return Documents(self.index, names, self.titles + later.titles, items)


def weighted(item: SearchDocument) -> dict[str, int]:
    """Return how often each word stands in a document, each time as often as the weight of its field."""
    found: dict[str, int] = {}
    for weight, text in item.texts:
        for word in words(text):
            found[word] = found.get(word, 0) + weight
    return found


def read(folder: Path) -> Documents:
    """Read the documents of a site's folder (with `briefings/` in it); briefings with errors are left out."""
    given = scan(discover(folder / "briefings", "briefings"))
    cache = Cache(None)
    index = build_index(load(given, cache, False, 1, Progress()).corpus)
    files = {file.name: file for file in given.found.briefings}
    ordered = in_order(index.corpus)
    items = [briefing_document(index.corpus, item, briefing_of(cache, files[item.path], item.key)) for item in ordered]
    entries = list(entry_documents(index, []))
    cards = [json.loads(item.card) for item in items + entries]
    names = [f"{card['k']}/{card['i']}" for card in cards]
    return Documents(index, names, [item.title for item in ordered], items + entries)


def write_index(documents: Documents, folder: Path) -> None:
    """Write a search index of documents into a folder."""

    def put(name: str, data: bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    assembly = Assembly(documents.index.corpus, Addresses(), put)
    count = len(documents.titles)
    for first in range(0, count, BRIEFINGS_PER_PART):
        assembly.add(index_part(documents.items[first : min(first + BRIEFINGS_PER_PART, count)], first))
    assembly.add(index_part(documents.items[count:], BASE))
    assembly.finish()
