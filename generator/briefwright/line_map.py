"""Where things stand in a YAML file: built only when a problem has to be located."""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import yaml

Loc: TypeAlias = tuple[str | int, ...]
"""The way to a value: field names and list positions from the top, as pydantic's `loc`."""

MAX_DEPTH = 32
"""Lists and mappings inside each other; deeper ones are refused."""

MAX_BYTES = 1_048_576
"""Size of the largest file that is read, in bytes."""

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser, or the pure Python one (slower, same events) where PyYAML was built without libyaml."""

_LINE_END = re.compile(r"\r\n|\n|\r")


def text_of(raw: bytes) -> str:
    """Return the bytes as text, without a byte order mark; what is not UTF-8 becomes U+FFFD."""
    return raw.decode("utf-8-sig", "replace")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: line and column from 1, width in characters, and the source line."""

    line: int
    column: int
    width: int
    excerpt: str


class Ruler:
    """Turns positions in a text (characters from 0) into places; lines end as editors see it: LF, CRLF or CR."""

    def __init__(self, text: str) -> None:
        self.text = text
        ends = list(_LINE_END.finditer(text))
        self._starts = [0, *(end.end() for end in ends)]
        self._lines = [text[a:b] for a, b in zip(self._starts, [*(e.start() for e in ends), len(text)], strict=True)]

    def line_at(self, index: int) -> int:
        """Return the number, from 0, of the line that a position stands in."""
        return bisect.bisect_right(self._starts, index) - 1

    def start_of(self, line: int) -> int:
        """Return the position at which a line, counted from 0, begins."""
        return self._starts[line]

    def line(self, number: int) -> str:
        """Return a line, counted from 0, without its end; "" past the last one."""
        return self._lines[number] if 0 <= number < len(self._lines) else ""

    def place(self, start: int, end: int) -> Place:
        """Return the place of a stretch of text, up to the end of its first line."""
        number = self.line_at(start)
        excerpt = self._lines[number]
        offset = min(start - self._starts[number], len(excerpt))
        width = max(1, min(end - start, len(excerpt) - offset))
        return Place(number + 1, offset + 1, width, excerpt)


def span_of(event: yaml.Event) -> tuple[int, int]:
    """Return where an event stands in the text, in characters from 0."""
    start, end = event.start_mark, event.end_mark
    return (start.index if start else 0), (end.index if end else 0)


class Role(Enum):
    """What an event is to the tree: a key, a repeated key, a value, the end of one, or a break with the rules."""

    KEY = "key"
    REPEATED_KEY = "repeated key"
    VALUE = "value"
    END = "end"
    BAD_KEY = "bad key"
    TOO_DEEP = "too deep"
    DOCUMENT = "document"


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    loc: Loc
    is_mapping: bool
    keys: set[str] = field(default_factory=set)
    count: int = 0
    pending: Loc | None = None


def located_events(text: str) -> Iterator[tuple[Role, Loc, yaml.Event]]:
    """Yield every event of a text with its role and its way from the top; syntax errors raise yaml.YAMLError.

    The value of a repeated key gets a number instead of the key into its way, so that it hides nobody else's.
    Ends after a key that is a list or mapping, and after nesting that is too deep.
    """
    stack: list[_Open] = []
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.DocumentStartEvent):
            yield Role.DOCUMENT, (), event
        elif isinstance(event, yaml.CollectionEndEvent):
            yield Role.END, stack.pop().loc, event
        elif isinstance(event, yaml.NodeEvent):
            parent = stack[-1] if stack else None
            if parent is not None and parent.is_mapping and parent.pending is None:
                role, loc = _key(parent, event)
            else:
                role, loc = Role.VALUE, _value_loc(parent)
                if isinstance(event, yaml.CollectionStartEvent):
                    stack.append(_Open(loc, isinstance(event, yaml.MappingStartEvent)))
            if len(stack) > MAX_DEPTH:
                role = Role.TOO_DEEP
            yield role, loc, event
            if role in (Role.BAD_KEY, Role.TOO_DEEP):
                return


def _key(parent: _Open, event: yaml.NodeEvent) -> tuple[Role, Loc]:
    if isinstance(event, yaml.CollectionStartEvent):
        return Role.BAD_KEY, parent.loc
    name = event.value if isinstance(event, yaml.ScalarEvent) else f"*{event.anchor}"
    parent.count += 1
    repeated = name in parent.keys
    parent.keys.add(name)
    parent.pending = (*parent.loc, parent.count if repeated else name)
    return (Role.REPEATED_KEY if repeated else Role.KEY), (*parent.loc, name)


def _value_loc(parent: _Open | None) -> Loc:
    if parent is None:
        return ()
    if parent.pending is not None:
        loc, parent.pending = parent.pending, None
        return loc
    parent.count += 1
    return (*parent.loc, parent.count - 1)


class _Span(NamedTuple):
    """A stretch of text, in characters from 0, and how the place of it is shown."""

    start: int
    end: int
    shown_by_key: bool = False
    is_block_text: bool = False


class LineMap:
    """The places of all keys and values of one file; of a broken file, of what stands before the break."""

    def __init__(self, text: str) -> None:
        self._ruler = Ruler(text)
        self._keys: dict[Loc, _Span] = {}
        self._values: dict[Loc, _Span] = {}
        try:
            for role, loc, event in located_events(text):
                self._note(role, loc, event)
        except yaml.YAMLError:
            pass  # whoever reads the file reports it; what was seen so far can still be found

    def _note(self, role: Role, loc: Loc, event: yaml.Event) -> None:
        start, end = span_of(event)
        if role is Role.KEY:
            self._keys[loc] = _Span(start, end)
        elif role is Role.VALUE:
            in_block = isinstance(event, yaml.CollectionStartEvent) and not event.flow_style
            is_block_text = isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">")
            self._values[loc] = _Span(start, end, in_block or start == end, is_block_text)
        elif role is Role.END and loc in self._values:
            self._values[loc] = self._values[loc]._replace(end=end)

    def find(self, loc: Loc, key: bool = False) -> Place:
        """Return the place of a value, or with `key` of its field name.

        Where there is nothing at `loc`, the nearest thing around it is taken. An empty value and the indented fields
        or entries under a field are shown by the field's name, other lists and mappings by their first line, a text
        under | or > by its first line.
        """
        if key and loc in self._keys:
            return self._place(self._keys[loc])
        nearest = self._longest(loc)
        span = self._values.get(nearest, _Span(0, 1))
        if span.shown_by_key and nearest in self._keys:
            span = self._keys[nearest]
        elif span.end == span.start:
            span = _Span(max(0, span.start - 1), span.start)
        elif span.is_block_text:
            span = self._first_line_of_block(nearest, span)
        return self._place(span)

    def find_text(self, loc: Loc, needle: str) -> Place:
        """Return the place of the first `needle` in the source lines of a value, else the place of the value."""
        nearest = self._longest(loc)
        span = self._values.get(nearest)
        if span is not None and needle.strip():
            words = re.compile(r"\s+".join(map(re.escape, needle.split())))
            found = words.search(self._ruler.text, span.start, span.end)
            if found:
                return self._ruler.place(found.start(), found.end())
        return self.find(loc)

    def _longest(self, loc: Loc) -> Loc:
        while loc and loc not in self._values:
            loc = loc[:-1]
        return loc

    def _first_line_of_block(self, loc: Loc, span: _Span) -> _Span:
        """Return the first line with something in it; for a text without one, its field's name or its mark."""
        content = re.compile(r"[\r\n]\s*(\S[^\r\n]*)").search(self._ruler.text, span.start, span.end)
        return _Span(*content.span(1)) if content else self._keys.get(loc, span)

    def _place(self, span: _Span) -> Place:
        return self._ruler.place(span.start, span.end)


@lru_cache(maxsize=8)
def line_map(raw: bytes) -> LineMap:
    """Return the places of a file's keys and values; never raises, whatever the bytes."""
    return LineMap(text_of(raw[: MAX_BYTES + 1]))
