"""The whole index: parts put together, cut into shards, and the manifest that names them."""

import json
from collections.abc import Callable, Iterable, Mapping

from briefwright.addresses import Addresses
from briefwright.corpus import Corpus
from briefwright.search.cards import dictionary_shard, directories
from briefwright.search.encode import shard, varint, varints
from briefwright.search.facets import facet_data, facet_values
from briefwright.search.parts import Part
from briefwright.search.runs import Merged, Placed, PositionList, ordered
from briefwright.search.terms import Term, cut, term_data
from briefwright.search.weights import (
    BASE,
    BRIEFINGS_PER_SHARD,
    ENTRIES_PER_SHARD,
    K1,
    SHARDS_PER_DIRECTORY,
    B,
)

VERSION = 1
MANIFEST = "index.js"

Put = Callable[[str, bytes], None]
"""Takes a file of the index: its path below the index's folder, and its content."""


class Assembly:
    """Takes the parts of an index in the order of their numbers, and writes its files.

    The files of a shard are called by their content: one that is there already need not be written again.
    """

    def __init__(self, corpus: Corpus, addresses: Addresses, put: Put, shared: bytes = b"") -> None:
        """Begin an index of a corpus; every file is given to `put` as soon as it is done.

        `shared` is the dictionary that the parts of the briefings were made with, if any.
        """
        self._corpus = corpus
        self._addresses = addresses
        self._put = put
        self._shared = shared
        self._merged = Merged()
        self._positions: dict[str, PositionList] = {}
        self._length = 0
        self._codes: tuple[bytearray, bytearray] = (bytearray(), bytearray())
        self._cards: tuple[list[str], list[str]] = ([], [])
        self._kinds = bytearray()
        self._days: list[int] = []

    def add(self, part: Part) -> None:
        """Add a part, whose numbers follow those of the last one: first all briefings, then the entries."""
        entries = int(part.first >= BASE)
        codes = self._codes[entries]
        assert part.first == len(codes) + entries * BASE, "a part is missing, or comes twice"
        codes += part.codes
        self._length += part.length
        self._kinds += part.kinds
        self._days += part.days
        self._merged.add(part.run)
        self._extend("held", part.held)
        self._extend("on", part.on)
        for name, script in part.cards:
            self._cards[entries].append(name)
            self._put(f"c/{name}.js", script)

    def _extend(self, facet: str, positions: Mapping[str, Iterable[Placed]]) -> None:
        for id, placed in positions.items():
            self._positions.setdefault(f"{facet}={id}", PositionList()).extend(placed)

    def finish(self) -> None:
        """Write everything besides the cards; the manifest comes last."""
        briefings, entries = map(len, self._codes)
        manifest = {
            "version": VERSION,
            "briefings": briefings,
            "entries": entries,
            "average": round(self._length / (briefings + entries), 3) if briefings + entries else 0,
            "k1": K1,
            "b": B,
            "today": self._corpus.today,
            "docs": self._shard("d", self._docs()),
            "terms": self._terms(),
            "cards": {**self._directories(self._cards[0], BRIEFINGS_PER_SHARD), **self._dictionary()},
            "entryCards": self._directories(self._cards[1], ENTRIES_PER_SHARD),
            "facets": {
                facet: self._shard("f", facet_data(values))
                for facet, values in facet_values(self._merged, self._corpus)
            },
            "addresses": {
                kind: self._addresses.page(kind, "{id}")
                for kind in ("briefing", "actor", "issue", "publisher", "dossier")
            },
        }
        text = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"))
        self._put(MANIFEST, f"briefwrightIndex({_for_script(text)});".encode("utf-8", "replace"))

    def _shard(self, folder: str, data: bytes) -> str:
        name, script = shard(folder, data)
        self._put(f"{folder}/{name}.js", script)
        return name

    def _docs(self) -> bytes:
        """Return lengths and kinds of all documents, and how many briefings each day has."""
        (briefings, entries), days = self._codes, self._days
        parts = [varint(len(briefings)), varint(len(entries)), bytes(briefings + entries), bytes(self._kinds)]
        first = days[0] if days else 0
        counts = [0] * (days[-1] - first + 1) if days else []
        for day in days:
            counts[day - first] += 1
        return b"".join([*parts, varint(first), varint(len(counts)), varints(counts)])

    def _terms(self) -> dict[str, object]:
        terms = [self._term(term) for term in ordered((*self._merged.terms, *self._positions))]
        pieces = cut(terms)
        names = [self._shard("t", term_data(terms[piece.low : piece.high])) for piece in pieces]
        return {"starts": [piece.start for piece in pieces], "names": "".join(names)}

    def _term(self, text: str) -> Term:
        positions = self._positions.get(text)
        if positions is not None:
            return Term(text, len(positions.numbers), positions.block())
        postings = self._merged.terms[text]
        return Term(text, postings.count, postings.block())

    def _directories(self, names: list[str], per: int) -> dict[str, object]:
        written = []
        for name, script in directories(names):
            self._put(f"i/{name}.js", script)
            written.append(name)
        return {"per": per, "page": SHARDS_PER_DIRECTORY, "names": "".join(written)}

    def _dictionary(self) -> dict[str, object]:
        if not self._shared:
            return {}
        name, script = dictionary_shard(self._shared)
        self._put(f"c/{name}.js", script)
        return {"dictionary": name, "skip": len(self._shared)}


def _for_script(text: str) -> str:
    """Return JSON as a script may hold it: older browsers end a line at two characters that JSON allows."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
