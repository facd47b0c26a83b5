"""Writing the search index of a site: its parts from an earlier build or made anew, then put together."""

import marshal
from collections.abc import Callable, Iterable, Sequence

from briefwright.cache import fingerprint
from briefwright.jobs import Job, Workshop
from briefwright.parallel import chunks
from briefwright.search.documents import briefing_document, in_order
from briefwright.search.entries import PageText, entry_documents
from briefwright.search.parts import Part, card_dictionary, index_part
from briefwright.search.runs import Run
from briefwright.search.weights import BASE, BRIEFINGS_PER_PART
from briefwright.search.writer import Assembly
from briefwright.store import Files, Kept, Store

FOLDER = "search"
"""Where the index lies in the site: the theme keeps its own index there too."""


class Recipe:
    """What a worker needs to make parts: which there are, what they share, and which an earlier build has left."""

    def __init__(self, workshop: Workshop) -> None:
        corpus = workshop.index.corpus
        items = in_order(corpus)
        self.pieces: list[Sequence[Job]] = chunks([("briefing", item.id) for item in items], BRIEFINGS_PER_PART)
        """The briefings of each part, in the order of their numbers."""
        self.dictionary = card_dictionary(corpus, items, workshop.briefing)
        self.known = workshop.cache.parts.keys()
        self._numbers = {piece[0]: at * BRIEFINGS_PER_PART for at, piece in enumerate(self.pieces)}

    def key(self, piece: Sequence[Job], page_keys: Iterable[str]) -> str:
        """Return what stands for a part's place and for all that the pages of its briefings show."""
        return fingerprint(str(self._numbers[piece[0]]), self.dictionary, *page_keys)

    def make(self, workshop: Workshop, piece: Sequence[Job]) -> bytes:
        """Return a part, packed for the way between processes and into the cache."""
        corpus = workshop.index.corpus
        items = [corpus.by_id[id] for _, id in piece]
        documents = (briefing_document(corpus, item, workshop.briefing(item)) for item in items)
        return _packed(index_part(documents, self._numbers[piece[0]], self.dictionary))


class Indexing:
    """Puts the index of one site together, part by part."""

    def __init__(self, workshop: Workshop, store: Store) -> None:
        self.recipe = Recipe(workshop)
        self._workshop = workshop
        self._shelf = workshop.cache.parts
        self._keys: set[str] = set()
        self._files: dict[str, Kept] = {}
        self._assembly = Assembly(
            workshop.index.corpus, workshop.renderer.addresses, _putting(store, self._files), self.recipe.dictionary
        )

    def add(self, piece: Sequence[Job], key: str, made: bytes | None) -> None:
        """Add the next part, made anew or kept under its key."""
        part = _unpacked(self._shelf.get(key) if made is None else made)
        if part is None:
            # It is not there, or was damaged on the disk.
            made = self.recipe.make(self._workshop, piece)
            part = _unpacked(made)
            assert part is not None  # it was packed just now
        if made is not None:
            self._shelf.add([(key, made)])
        self._keys.add(key)
        self._assembly.add(part)

    def finish(self, pages: Iterable[PageText]) -> Files:
        """Write the rest of the index; returns its files by their path in the site."""
        self._assembly.add(index_part(entry_documents(self._workshop.index, pages), BASE))
        self._assembly.finish()
        self._shelf.keep(self._keys)
        return Files(self._files, 0)


def _putting(store: Store, files: dict[str, Kept]) -> Callable[[str, bytes], None]:
    """Return what takes a file of the index: one of the last build is linked, another written."""

    def put(name: str, data: bytes) -> None:
        path = f"{FOLDER}/{name}"
        key = fingerprint(path, data)
        files[path] = (key, store.place(path, key) or store.write(path, key, data))

    return put


def _packed(part: Part) -> bytes:
    # Unlike pickle, this can hold nothing that would run when it is read: whoever gets a cache from elsewhere is safe.
    return marshal.dumps((part.first, tuple(part.run), *part[2:]))


def _unpacked(data: bytes | None) -> Part | None:
    if data is None:
        return None
    try:
        first, columns, *rest = marshal.loads(data)
        return Part(first, Run(*columns), *rest)
    except (ValueError, EOFError, TypeError):
        # Another version of Python wrote it.
        return None
