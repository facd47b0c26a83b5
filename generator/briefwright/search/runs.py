"""Which term stands in which documents: a run for some documents, and runs of neighbours put together."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import sub
from typing import NamedTuple

from briefwright.search.encode import gaps, strings, varint, varints
from briefwright.search.weights import MOST_FREQUENT

Placed = tuple[int, str, int]
"""A position in a document: the document's number, the other side's id, and the stance's number."""


class Run(NamedTuple):
    """The postings of a range of documents, by column: one row a term, in no order that matters.

    The gaps of a row begin after its first number, so a row is put behind an earlier one without decoding either.
    The frequencies are empty where the term is a facet's value.
    """

    terms: tuple[str, ...]
    counts: tuple[int, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    gaps: tuple[bytes, ...]
    frequencies: tuple[bytes, ...]


def invert(first: int, documents: Iterable[tuple[dict[str, int], Iterable[str]]]) -> Run:
    """Return the run of documents, numbered from `first`; each is its words' frequencies and its facets' values."""
    words: defaultdict[str, list[int]] = defaultdict(list)
    facets: defaultdict[str, list[int]] = defaultdict(list)
    for number, (frequencies, values) in enumerate(documents, first):
        above = number << 8
        for word, frequency in frequencies.items():
            words[word].append(above + (frequency if frequency < MOST_FREQUENT else MOST_FREQUENT))
        for value in values:
            facets[value].append(number)
    rows = [_word_row(word, held) for word, held in words.items()]
    rows += (_row(value, numbers, b"") for value, numbers in facets.items())
    return Run(*zip(*rows, strict=True)) if rows else Run((), (), (), (), (), ())


_Row = tuple[str, int, int, int, bytes, bytes]


def _word_row(word: str, held: list[int]) -> _Row:
    if len(held) == 1:
        number = held[0] >> 8
        return word, 1, number, number, b"", bytes((held[0] & 255,))
    return _row(word, [entry >> 8 for entry in held], bytes([entry & 255 for entry in held]))


def _row(term: str, numbers: Sequence[int], frequencies: bytes) -> _Row:
    later = varints(list(map(sub, numbers[1:], numbers)))
    return term, len(numbers), numbers[0], numbers[-1], later, frequencies


@dataclass(slots=True)
class Postings:
    """All postings of one term: how many, the last number, the gaps and the frequencies."""

    count: int
    last: int
    gaps: bytearray
    frequencies: bytearray

    def block(self) -> bytes:
        """Return the term's block as it stands in a shard."""
        return bytes(self.gaps + self.frequencies)

    @property
    def size(self) -> int:
        """Length of the block in bytes."""
        return len(self.gaps) + len(self.frequencies)


@dataclass(slots=True)
class Merged:
    """Runs put together, in the order of their numbers."""

    terms: dict[str, Postings] = field(default_factory=dict)

    def add(self, run: Run) -> None:
        """Put a run behind those that are there; its numbers are higher than all of theirs."""
        terms = self.terms
        for term, count, first, last, later, frequencies in zip(*run, strict=True):
            found = terms.get(term)
            if found is None:
                terms[term] = Postings(count, last, bytearray(varint(first) + later), bytearray(frequencies))
            else:
                found.gaps += varint(first - found.last) + later
                found.frequencies += frequencies
                found.count += count
                found.last = last


@dataclass(slots=True)
class PositionList:
    """All positions of one actor, or on one issue, in the order of the documents."""

    numbers: "array[int]" = field(default_factory=lambda: array("I"))
    values: list[str] = field(default_factory=list)
    stances: bytearray = field(default_factory=bytearray)

    def extend(self, placed: Iterable[Placed]) -> None:
        """Add positions of documents that come later."""
        for number, value, stance in placed:
            self.numbers.append(number)
            self.values.append(value)
            self.stances.append(stance)

    def block(self) -> bytes:
        """Return the block as it stands in a shard: table of values, gaps, places in the table, stances."""
        table = {value: at for at, value in enumerate(sorted(set(self.values)))}
        places = varints([table[value] for value in self.values])
        return strings(table) + gaps(self.numbers) + places + bytes(self.stances)


def ordered(terms: Iterable[str]) -> Iterator[str]:
    """Yield terms in the order in which JavaScript compares strings: by UTF-16 code units."""
    return iter(sorted(terms, key=lambda term: term.encode("utf-16-be", "surrogatepass")))
