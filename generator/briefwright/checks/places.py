"""Where findings stand in a file, without a map of the whole of it: thousands of files may have one finding each."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

from briefwright.line_map import LineMap, Place, line_map, text_of
from briefwright.references import Loc

_KEY = re.compile(r"([A-Za-z_]+):(?: |$)")
_ITEM = re.compile(r" *- +(?=[^\s#])")
_HOLDS_MORE = re.compile(r" *(?:- |-$|[A-Za-z_]+:(?: |$))")
# A text of one line that needs no parsing: without quotes, and without anything that could be a comment.
_SIMPLE = re.compile(r"[A-Za-z0-9(][^#]*")
# A value in quotes or brackets, beside its field's name or hyphen or in its own line, that goes on in the next line.
_GOES_ON = re.compile(
    r"""["'\[{](?:(?<=[: -] .)|(?<=\n.)|(?<=\n .))"""
    r"""(?:(?<=")(?![^"\n]*")|(?<=')(?![^'\n]*')|(?<=\[)(?![^\]\n]*\])|(?<=\{)(?![^}\n]*\}))"""
)
_NO_TEXT = frozenset(["", " "])


class _Part(NamedTuple):
    """A field or an item: its first line and the one after its last, from 0, and the column that it begins in."""

    first: int
    end: int
    column: int


class Places:
    """Finds fields of one file that was read without problems.

    In the usual layout, the lines of a field are found by their indentation, and only these are parsed. Where the
    layout is another one, the map of the whole file is asked; both give the same places.
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._text = text_of(raw)
        self._lines = [] if _is_unusual(self._text) else self._text.split("\n")
        self._top = [number for number, line in enumerate(self._lines) if line and line[0] not in " #-"]

    def find(self, loc: Loc, needle: str = "") -> Place:
        """Return the place of a field, or of a piece of its text."""
        found = self._found(loc, needle) if loc and self._lines else None
        if found is not None:
            return found
        places = line_map(self._raw)
        return places.find_text(loc, needle) if needle else places.find(loc)

    def _found(self, loc: Loc, needle: str) -> Place | None:
        """Return the place of a field whose lines can be told by their indentation, else None."""
        part = _Part(0, len(self._lines), 0)
        for depth, step in enumerate(loc):
            inner: _Part | None = part
            if depth and isinstance(loc[depth - 1], str):
                inner = self._value(part)
                if inner is None:
                    # The value stands beside the field's name.
                    return self._parsed(part, loc[depth - 1 :], needle)
            if depth and isinstance(step, int) and isinstance(loc[depth - 1], int):
                return None  # a list in a list begins beside the outer hyphen; no model has one
            inner = self._step(inner, step) if inner else None
            if inner is None:
                return None
            part = inner
        return self._place(part, loc[-1], needle)

    def _step(self, part: _Part, step: str | int) -> _Part | None:
        return self._field(part, step) if isinstance(step, str) else self._item(part, step)

    def _field(self, part: _Part, name: str) -> _Part | None:
        """Return the lines of one field of a mapping."""
        own = None
        for number in self._at(part):
            line = self._lines[number]
            if own is None and not line.startswith(name, part.column):
                continue
            key = _KEY.match(line, part.column)
            if key and own is not None:
                return _Part(own, number, part.column)
            if key and key[1] == name:
                own = number
        return _Part(own, part.end, part.column) if own is not None else None

    def _at(self, part: _Part) -> Iterable[int]:
        """Return the first line of a part, and those in it that begin in the same column."""
        if part.column == 0:
            return self._top
        return chain((part.first,), self._beginning_in(part.column, part.first + 1, part.end))

    def _beginning_in(self, column: int, first: int, end: int) -> Iterator[int]:
        """Yield the lines from `first` up to `end` whose text begins in a column."""
        lines, before = self._lines, " " * column
        for number in range(first, end):
            line = lines[number]
            if line[:column] == before and line[column : column + 1] not in _NO_TEXT:
                yield number

    def _item(self, part: _Part, index: int) -> _Part | None:
        """Return the lines of one item of a list, whose column is the one after its hyphen."""
        beginning = self._beginning_in(part.column, part.first, part.end)
        hyphens = (number for number in beginning if self._lines[number][part.column] == "-")
        own = next(islice(hyphens, index, None), None)
        item = _ITEM.match(self._lines[own]) if own is not None else None
        return _Part(own, next(hyphens, part.end), item.end()) if item and own is not None else None

    def _value(self, part: _Part) -> _Part | None:
        """Return the lines of the list or mapping that a field holds, where it begins in a line of its own."""
        key = _KEY.match(self._lines[part.first], part.column)
        if key is None or self._lines[part.first][key.end() :].strip():
            return None
        for number in range(part.first + 1, part.end):
            line = self._lines[number]
            if line.strip() and not line.lstrip().startswith("#"):
                return _Part(number, part.end, _indent(line))
        return None

    def _place(self, part: _Part, last: str | int, needle: str) -> Place:
        line = self._lines[part.first]
        key = None if needle else _KEY.match(line, part.column)
        if key and isinstance(last, int):
            return Place(part.first + 1, part.column + 1, len(line) - part.column, line)
        if key and part.end == part.first + 1 and _SIMPLE.fullmatch(line, key.end()):
            return Place(part.first + 1, key.end() + 1, len(line.rstrip(" ")) - key.end(), line)
        value = self._value(part) if isinstance(last, str) and not needle else None
        if value and _HOLDS_MORE.match(self._lines[value.first]):
            return Place(part.first + 1, part.column + 1, len(str(last)), line)
        return self._parsed(part, (last,) if isinstance(last, str) else (), needle)

    def _parsed(self, part: _Part, loc: Loc, needle: str) -> Place:
        """Return a place in a part, from a map of its lines alone; `loc` is the way from its first field on."""
        first = self._lines[part.first]
        lines = [" " * part.column + first[part.column :], *self._lines[part.first + 1 : part.end]]
        places = LineMap("\n".join(lines))
        found = places.find_text(loc, needle) if needle else places.find(loc)
        number = part.first + found.line
        return replace(found, line=number, excerpt=self._lines[number - 1])


def _is_unusual(text: str) -> bool:
    """Say whether lines of a text may look like fields and be something else, or end in another way than \\n.

    A text in quotes, or a list in brackets, that goes on in the next line may have anything there.
    """
    if "\r" in text or "\t" in text or text.startswith(("---", *"\"'[{")) or "\n---" in text:
        return True
    return _GOES_ON.search(text) is not None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
