"""Where findings stand in a file, without a map of the whole of it: thousands of files may have one finding each."""

import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from briefwright.line_map import LineMap, Place, line_map, text_of
from briefwright.references import Loc

_KEY = re.compile(r"[A-Za-z_]+:(?: |$)", re.MULTILINE)
_ITEM = re.compile(r"- +(?=[^\s#])")
# Up to the first line with something in it, and its spaces.
_NOTHING = re.compile(r"(?: *(?:#.*)?\n)*( *)(?=[^\s#])")
_HOLDS_MORE = re.compile(r"- |-$|[A-Za-z_]+:(?: |$)", re.MULTILINE)
# A text of one line, or a list in brackets, that needs no parsing: without quotes and what could be a comment.
_SIMPLE = re.compile(r"[A-Za-z0-9(][^#]*|\[[\w./, -]*\] *")
# A value in quotes or brackets, beside its field's name or hyphen or in its own line, that goes on in the next line.
# One pattern for each mark: what begins with a plain character is searched for in half the time.
_GOES_ON = tuple(
    (mark, re.compile(rf"{re.escape(mark)}(?:(?<=[: -] .)|(?<=\n.)|(?<=\n .))(?!{closed})"))
    for mark, closed in (
        ('"', r'(?:[^"\\\n]|\\.)*"'),
        ("'", r"(?:[^'\n]|'')*'(?!')"),
        ("[", r"[^\]\n]*\]"),
        ("{", r"[^}\n]*\}"),
    )
)
_AFTER_KEY = frozenset(["", " ", "\n"])


class _Part(NamedTuple):
    """A field or an item: where it begins and ends in the text, from 0, and the column that it begins in."""

    start: int
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
        self._is_usual = not _is_unusual(self._text)

    def find(self, loc: Loc, needle: str = "") -> Place:
        """Return the place of a field, or of a piece of its text."""
        found = self._found(loc, needle) if loc and self._is_usual else None
        if found is not None:
            return found
        places = line_map(self._raw)
        return places.find_text(loc, needle) if needle else places.find(loc)

    def _found(self, loc: Loc, needle: str) -> Place | None:
        """Return the place of a field whose lines can be told by their indentation, else None."""
        part = self._inside(0, len(self._text))
        for depth, step in enumerate(loc):
            if depth and isinstance(loc[depth - 1], str):
                value = self._value(part) if part else None
                if part and value is None:
                    # The value stands beside the field's name.
                    return self._parsed(part, loc[depth - 1 :], needle)
                part = value
            elif depth and isinstance(step, int):
                return None  # a list in a list begins beside the outer hyphen; no model has one
            part = self._step(part, step) if part else None
        return self._place(part, loc[-1], needle) if part else None

    def _step(self, part: _Part, step: str | int) -> _Part | None:
        return self._field(part, step) if isinstance(step, str) else self._item(part, step)

    def _field(self, part: _Part, name: str) -> _Part | None:
        """Return one field of a mapping."""
        text, sign = self._text, f"\n{' ' * part.column}{name}:"
        start = part.start
        if (
            not text.startswith(f"{name}:", start)
            or text[start + len(name) + 1 : start + len(name) + 2] not in _AFTER_KEY
        ):
            start = text.find(sign, part.start, part.end)
            while start >= 0 and text[start + len(sign) : start + len(sign) + 1] not in _AFTER_KEY:
                start = text.find(sign, start + 1, part.end)
            if start < 0:
                return None
            start += part.column + 1
        end = _next_key(part.column).search(text, start, part.end)
        return _Part(start, end.start() if end else part.end, part.column)

    def _item(self, part: _Part, index: int) -> _Part | None:
        """Return one item of a list, whose column is the one after its hyphen."""
        text, sign = self._text, f"\n{' ' * part.column}-"
        start = part.start
        if not text.startswith("-", start):
            return None
        for _ in range(index):
            start = text.find(sign, start, part.end)
            if start < 0:
                return None
            start += part.column + 1
        item = _ITEM.match(text, start)
        end = text.find(sign, start, part.end)
        column = part.column + item.end() - start if item else 0
        return _Part(item.end(), end if end >= 0 else part.end, column) if item else None

    def _value(self, part: _Part) -> _Part | None:
        """Return the list or mapping that a field holds, where it begins in a line of its own."""
        key = _KEY.match(self._text, part.start)
        line_end = self._line_end(part.start)
        if key is None or self._text[key.end() : line_end].strip():
            return None
        return self._inside(line_end + 1, part.end)

    def _inside(self, start: int, end: int) -> _Part | None:
        """Return what begins with the first line that is neither empty nor a comment."""
        first = _NOTHING.match(self._text, start, end)
        return _Part(first.end(), end, len(first[1])) if first else None

    def _line_end(self, start: int) -> int:
        end = self._text.find("\n", start)
        return end if end >= 0 else len(self._text)

    def _place(self, part: _Part, last: str | int, needle: str) -> Place:
        line_end = self._line_end(part.start)
        key = None if needle else _KEY.match(self._text, part.start)
        if key and isinstance(last, int):
            return self._at(part.start, part.column, line_end - part.start)
        if key and part.end <= line_end and _SIMPLE.fullmatch(self._text, key.end(), line_end):
            width = len(self._text[key.end() : line_end].rstrip(" "))
            return self._at(key.end(), part.column + key.end() - part.start, width)
        value = self._value(part) if isinstance(last, str) and not needle else None
        if value and _HOLDS_MORE.match(self._text, value.start):
            return self._at(part.start, part.column, len(str(last)))
        return self._parsed(part, (last,) if isinstance(last, str) else (), needle)

    def _at(self, start: int, column: int, width: int) -> Place:
        return Place(self._line_of(start), column + 1, width, self._text[start - column : self._line_end(start)])

    def _line_of(self, start: int) -> int:
        return self._text.count("\n", 0, start) + 1

    def _parsed(self, part: _Part, loc: Loc, needle: str) -> Place:
        """Return a place in a part, from a map of its lines alone; `loc` is the way from its first field on."""
        places = LineMap(" " * part.column + self._text[part.start : part.end])
        found = places.find_text(loc, needle) if needle else places.find(loc)
        number = self._line_of(part.start) + found.line - 1
        if found.line > 1:
            return replace(found, line=number)
        begin = part.start - part.column
        return replace(found, line=number, excerpt=self._text[begin : self._line_end(part.start)])


@cache
def _next_key(column: int) -> re.Pattern[str]:
    return re.compile(rf"\n {{{column}}}[A-Za-z_]+:(?: |$)", re.MULTILINE)


def _is_unusual(text: str) -> bool:
    """Say whether lines of a text may look like fields and be something else, or end in another way than \\n.

    A text in quotes, or a list in brackets, that goes on in the next line may have anything there.
    """
    if "\r" in text or "\t" in text or text.startswith(("---", *"\"'[{")) or "\n---" in text:
        return True
    return any(mark in text and pattern.search(text) for mark, pattern in _GOES_ON)
