"""Which terms stand together in a shard, and the content of such a shard."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefwright.search.encode import string, varint
from briefwright.search.weights import SHARD_BYTES


class Term(NamedTuple):
    """A term with the number of its entries and its block."""

    text: str
    entries: int
    block: bytes


class Piece(NamedTuple):
    """Terms `low` to `high` of the sorted list, which go into one shard; `start` is not after any of them."""

    start: str
    low: int
    high: int


def cut(terms: Sequence[Term]) -> list[Piece]:
    """Cut sorted terms into shards along the trie of their first letters.

    The first piece begins with the empty string, so that every word has a shard, known or not.
    """
    if not terms:
        return []
    sizes = [0]
    for term in terms:
        sizes.append(sizes[-1] + len(term.block))
    first, *others = _cut(terms, sizes, 0, len(terms))
    return [first._replace(start=""), *others]


def _cut(terms: Sequence[Term], sizes: Sequence[int], low: int, high: int) -> Iterator[Piece]:
    """Yield the pieces of a group; those that have room for their neighbours of the same parent take them in."""
    depth = shared(terms[low].text, terms[high - 1].text)
    if high - low == 1 or sizes[high] - sizes[low] <= SHARD_BYTES:
        yield Piece(terms[low].text[:depth], low, high)
        return
    waiting: Piece | None = None
    for child in _children(terms, low, high, depth):
        if waiting and sizes[child.high] - sizes[waiting.low] <= SHARD_BYTES:
            waiting = waiting._replace(high=child.high)
            continue
        if waiting:
            yield waiting
        waiting = child if sizes[child.high] - sizes[child.low] <= SHARD_BYTES else None
        if waiting is None:
            first, *others = _cut(terms, sizes, child.low, child.high)
            yield first._replace(start=child.start)
            yield from others
    if waiting:
        yield waiting


def _children(terms: Sequence[Term], low: int, high: int, depth: int) -> Iterator[Piece]:
    """Yield the groups of terms that share their first `depth` letters and the next; a term of that length is alone."""
    begin = low
    for at in range(low + 1, high + 1):
        letter = terms[begin].text[depth : depth + 1]
        if at == high or terms[at].text[depth : depth + 1] != letter:
            yield Piece(terms[begin].text[: depth + 1], begin, at)
            begin = at


def shared(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    return next(at for at in range(most) if one[at] != other[at])


def _units(text: str) -> int:
    """Return the length of a text as JavaScript counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-be", "surrogatepass")) // 2


def term_data(terms: Sequence[Term]) -> bytes:
    """Return the content of a term shard: each term as what differs from the one before, then all blocks."""
    parts = [varint(len(terms))]
    before = ""
    for text, entries, block in terms:
        same = shared(before, text)
        parts += (varint(_units(text[:same])), string(text[same:]), varint(entries), varint(len(block)))
        before = text
    parts += (term.block for term in terms)
    return b"".join(parts)
