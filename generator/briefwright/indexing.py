"""Writing the search index of a site: its parts from an earlier build or made anew, then put together."""

import marshal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefwright.cache import fingerprint
from briefwright.jobs import Workshop
from briefwright.parallel import chunks, run
from briefwright.progress import Progress
from briefwright.search.documents import briefing_document, in_order
from briefwright.search.entries import PageText, entry_documents
from briefwright.search.parts import Part, card_dictionary, index_part
from briefwright.search.runs import Run
from briefwright.search.weights import BASE, BRIEFINGS_PER_PART
from briefwright.search.writer import Assembly
from briefwright.store import Files, Kept, Store

FOLDER = "search"
"""Where the index lies in the site: the theme keeps its own index there too."""

_Piece = Sequence[tuple[int, str]]
"""The briefings of a part, each as its number and its id."""


@dataclass(slots=True)
class _Bench:
    """What a worker process works with."""

    workshop: Workshop | None = None
    dictionary: bytes = b""


_bench = _Bench()


def _prepare(workshop: Workshop, dictionary: bytes) -> None:
    _bench.workshop, _bench.dictionary = workshop, dictionary


def write_index(
    workshop: Workshop,
    store: Store,
    page_keys: dict[str, str],
    pages: Sequence[PageText],
    jobs: int,
    progress: Progress,
) -> Files:
    """Write the index of a site; returns its files by their path there.

    `page_keys` has the key of each briefing's page by the briefing's id: while that is the same, so is what the index
    holds of the briefing.
    """
    written: dict[str, Kept] = {}
    made = 0

    def put(name: str, data: bytes) -> None:
        nonlocal made
        path = f"{FOLDER}/{name}"
        key = fingerprint(path, data)
        facts = store.place(path, key)
        if facts is None:
            facts = store.write(path, key, data)
            made += 1
        written[path] = (key, facts)

    corpus = workshop.index.corpus
    dictionary = card_dictionary(corpus, workshop.briefing)
    assembly = Assembly(corpus, workshop.renderer.addresses, put, dictionary)
    numbered = [(number, item.id) for number, item in enumerate(in_order(corpus))]
    pieces = chunks(numbered, BRIEFINGS_PER_PART)
    keys = [_key(piece, page_keys, dictionary) for piece in pieces]
    with progress.stage("Indexing", len(numbered)) as advance:
        for part, piece in zip(_parts(workshop, dictionary, pieces, keys, jobs), pieces, strict=True):
            assembly.add(part)
            advance(len(piece))
        assembly.add(index_part(entry_documents(workshop.index, pages), BASE))
        assembly.finish()
    workshop.cache.parts.keep(set(keys))
    return Files(written, made)


def _key(piece: _Piece, page_keys: dict[str, str], dictionary: bytes) -> str:
    """Return what stands for a part's place and for all that the pages of its briefings show."""
    return fingerprint(str(piece[0][0]), dictionary, *(page_keys[id] for _, id in piece))


def _parts(
    workshop: Workshop, dictionary: bytes, pieces: Sequence[_Piece], keys: Sequence[str], jobs: int
) -> Iterator[Part]:
    """Yield the parts in order: those that are known from the cache, the others made by several processes."""
    shelf = workshop.cache.parts
    known = shelf.keys()
    missing = [piece for piece, key in zip(pieces, keys, strict=True) if key not in known]
    made = run(_make_part, missing, jobs, _prepare, (workshop, dictionary))
    for piece, key in zip(pieces, keys, strict=True):
        part = _unpacked(shelf.get(key)) if key in known else next(made)
        if part is None:
            # It was damaged on the disk.
            _prepare(workshop, dictionary)
            part = _make_part(piece)
        if key not in known:
            shelf.add([(key, _packed(part))])
        yield part


def _make_part(piece: _Piece) -> Part:
    workshop = _bench.workshop
    assert workshop is not None  # _prepare has run
    corpus = workshop.index.corpus
    items = [corpus.by_id[id] for _, id in piece]
    documents = (briefing_document(corpus, item, workshop.briefing(item)) for item in items)
    return index_part(documents, piece[0][0], _bench.dictionary)


def _packed(part: Part) -> bytes:
    # Unlike pickle, this can hold nothing that would run when it is read: whoever gets a cache from elsewhere is safe.
    return marshal.dumps((*part[:1], tuple(part.run), *part[2:]))


def _unpacked(data: bytes | None) -> Part | None:
    if data is None:
        return None
    try:
        first, columns, *rest = marshal.loads(data)
        return Part(first, Run(*columns), *rest)
    except (ValueError, EOFError, TypeError):
        # Another version of Python wrote it.
        return None
