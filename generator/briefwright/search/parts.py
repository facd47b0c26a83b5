"""One part of the index: what a worker makes of some neighbouring documents, small enough to be handed over."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from briefwright.corpus import Corpus
from briefwright.digest import Digest
from briefwright.schema import Briefing
from briefwright.search.cards import card_shards, dictionary
from briefwright.search.documents import SearchDocument, briefing_document
from briefwright.search.fold import words
from briefwright.search.runs import Placed, Run, invert
from briefwright.search.weights import BASE, BRIEFINGS_PER_SHARD, DICTIONARY_FROM, ENTRIES_PER_SHARD, length_code


class Part(NamedTuple):
    """The index of documents `first` to `first + len(codes) - 1`.

    `length` is the sum of their weighted lengths, `codes` the length code of each, `days` the ordinal of each
    briefing's date, `kinds` the kind of each entry. `held` are positions by actor, `on` positions by issue.
    `cards` are finished card shards, by name.
    """

    first: int
    run: Run
    length: int
    codes: bytes
    kinds: bytes
    days: tuple[int, ...]
    held: dict[str, list[Placed]]
    on: dict[str, list[Placed]]
    cards: tuple[tuple[str, bytes], ...]


def card_dictionary(corpus: Corpus, items: Iterable[Digest], read: Callable[[Digest], Briefing | None]) -> bytes:
    """Return what the card shards of all briefings share: the cards of the oldest ones, which change least.

    Empty where there are too few briefings for a dictionary to pay. `items` are all, in the
    order of their numbers; `read` gets a briefing from its digest.
    """
    if len(corpus.briefings) < DICTIONARY_FROM:
        return b""
    oldest = ((item, read(item)) for item in items)
    return dictionary(briefing_document(corpus, item, briefing).card for item, briefing in oldest if briefing)


def index_part(documents: Iterable[SearchDocument], first_number: int, shared: bytes = b"") -> Part:
    """Index documents that are numbered from `first_number`; from BASE on they are entries.

    `shared` is the dictionary of the briefings' cards, if there is one; entries have none.
    A part must begin where a card shard begins: at a multiple of BRIEFINGS_PER_SHARD, or for entries at BASE and
    a multiple of ENTRIES_PER_SHARD.
    """
    items = list(documents)
    entries = first_number >= BASE
    per = ENTRIES_PER_SHARD if entries else BRIEFINGS_PER_SHARD
    assert (first_number - (BASE if entries else 0)) % per == 0, "a part begins where a card shard begins"
    counted = [_frequencies(item) for item in items]
    lengths = [length for _, length in counted]
    held, on = _positions(items, first_number)
    return Part(
        first=first_number,
        run=invert(first_number, ((found, item.facets) for (found, _), item in zip(counted, items, strict=True))),
        length=sum(lengths),
        codes=bytes(map(length_code, lengths)),
        kinds=bytes(item.kind for item in items) if entries else b"",
        days=() if entries else tuple(item.day for item in items),
        held=held,
        on=on,
        cards=tuple(card_shards([item.card for item in items], per, b"" if entries else shared)),
    )


def _frequencies(item: SearchDocument) -> tuple[dict[str, int], int]:
    """Return how often each word stands in a document, each time with the weight of its field; and the sum of it."""
    # Plain ASCII is folded several times as fast as other text, so the two are kept apart.
    alike: dict[tuple[int, bool], list[str]] = {}
    for weight, text in item.texts:
        alike.setdefault((weight, text.isascii()), []).append(text)
    found: list[str] = []
    for (weight, _), texts in alike.items():
        # A line's end separates words, and keeps the pairs of characters of two texts apart.
        found += words("\n".join(texts)) * weight
    return Counter(found), len(found)


def _positions(items: Iterable[SearchDocument], first: int) -> tuple[dict[str, list[Placed]], dict[str, list[Placed]]]:
    held: dict[str, list[Placed]] = {}
    on: dict[str, list[Placed]] = {}
    for number, item in enumerate(items, first):
        for actor, issue, stance in item.positions:
            held.setdefault(actor, []).append((number, issue, stance))
            on.setdefault(issue, []).append((number, actor, stance))
    return held, on
