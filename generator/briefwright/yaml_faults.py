"""The careful pass over a file that is not plain YAML: everything that is wrong with it, each at its place."""

import bisect
import codecs
import re
from collections.abc import Iterable, Iterator

import yaml

from briefwright.conflicts import HINT, conflicts
from briefwright.line_map import MAX_BYTES, MAX_DEPTH, Loc, Role, Ruler, located_events, span_of, text_of
from briefwright.problems import Problem, clip
from briefwright.rules import RULES
from briefwright.yaml_syntax import Fault, explain

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that no text may contain; tab and line ends are not among them."""

MOST = 100
"""Problems that one file may report at this stage; a file with more is no briefing at all."""

NULLS = frozenset(["", "~", "null", "Null", "NULL"])
"""What stands for nothing where it has no quotes."""

_READABLE = frozenset(["YAML08", "YAML09", "YAML12", "YAML21"])
_TABBED = re.compile(r"^[ ]*(\t[ \t]*)(?=[^\s#])", re.MULTILINE)
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOST = re.compile(r"[ \t]+(#[^\s#]\S*)")
_TWO_SPACES = "use two spaces for each level instead of the tab"


def find_faults(raw: bytes, path: str) -> tuple[object | None, tuple[Problem, ...]]:
    """Return what of a file's data can be checked further (None where nothing can), and its problems in order."""
    if len(raw) > MAX_BYTES:
        size = f"the file has {len(raw):,} bytes; at most {MAX_BYTES:,} are read"
        return None, (_problem(path, Ruler(""), Fault("YAML02", 0, 1, size)),)
    text = text_of(raw)
    ruler = Ruler(text)
    encoding = list(_encoding(raw))
    unresolved = [Fault("YAML05", *found, HINT) for found in conflicts(text, ruler.line_at)]
    if unresolved or (encoding and "\0" in text):
        return None, _problems(path, ruler, encoding + unresolved)
    controls = list(_control_characters(text))
    walk = _Walk(CONTROL.sub("\ufffd", text), ruler)
    faults = encoding + controls + walk.faults
    readable = all(fault.rule in _READABLE for fault in faults)
    return (walk.data if readable else None), _problems(path, ruler, faults)


def _problems(path: str, ruler: Ruler, faults: Iterable[Fault]) -> tuple[Problem, ...]:
    ordered = sorted(faults, key=lambda fault: (fault.start, fault.rule))
    shown = [_problem(path, ruler, fault) for fault in ordered[:MOST]]
    if len(ordered) > MOST:
        last = ordered[MOST - 1]
        more = f"and {len(ordered) - MOST + 1:,} more problems in this file, from here on"
        shown[-1] = _problem(path, ruler, Fault(last.rule, last.start, last.end, more))
    return tuple(shown)


def _problem(path: str, ruler: Ruler, fault: Fault) -> Problem:
    place = ruler.place(fault.start, fault.end)
    severity = RULES[fault.rule].severity
    return Problem(
        path, place.line, place.column, fault.rule, severity, fault.message, fault.hint, place.excerpt, place.width
    )


def _encoding(raw: bytes) -> Iterator[Fault]:
    plain = raw.removeprefix(codecs.BOM_UTF8)
    try:
        plain.decode()
    except UnicodeDecodeError as error:
        start = len(plain[: error.start].decode())
        if raw.startswith(_WIDE_MARKS):
            message = "the file is UTF-16, not UTF-8"
        else:
            message = f"byte 0x{plain[error.start]:02x} is not UTF-8"
        yield Fault("YAML01", start, start + 1, message, "save the file with the encoding UTF-8")


def _control_characters(text: str) -> Iterator[Fault]:
    for found in CONTROL.finditer(text):
        message = f"control character U+{ord(found[0]):04X}"
        yield Fault("YAML04", found.start(), found.end(), message, "delete it; it may be invisible in your editor")


class _Walk:
    """One walk over the events of a text: its faults, and its data with the first of repeated fields kept."""

    def __init__(self, text: str, ruler: Ruler) -> None:
        self.faults: list[Fault] = []
        self.data: object | None = None
        self._text = text
        self._ruler = ruler
        self._nodes: dict[Loc, object] = {}
        self._first: dict[Loc, int] = {}
        self._block_texts: list[tuple[int, int]] = []
        self._last_quoted = (0, 0)
        self._documents = 0
        end = len(text)
        try:
            for role, loc, event in located_events(text):
                self._see(role, loc, event)
                if self._documents > 1:
                    break
        except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
            fault = explain(error, ruler, self._last_quoted)
            end = fault.start
            self.faults.append(fault)
        else:
            self.data = self._nodes.get(())
            self._report_empty()
        self._report_tabs(end)

    def _see(self, role: Role, loc: Loc, event: yaml.Event) -> None:
        start, end = span_of(event)
        if role is Role.DOCUMENT:
            self._documents += 1
            if self._documents > 1:
                hint = "one file holds one briefing; to draw a line inside a text, indent the hyphens with the text"
                self._fault("YAML06", start, start + 3, "a second document begins here", hint)
        elif role is Role.TOO_DEEP:
            self._fault("YAML07", start, end, f"nested more than {MAX_DEPTH} levels deep", "look for stray brackets")
        elif role is Role.BAD_KEY:
            hint = "text that begins with [ or { must be in quotes"
            self._fault("YAML13", start, end, "a list or a mapping cannot be the name of a field", hint)
        elif role in (Role.KEY, Role.REPEATED_KEY):
            self._see_key(role, loc, event)
        elif role is Role.VALUE:
            self._see_value(loc, event)

    def _see_key(self, role: Role, loc: Loc, event: yaml.Event) -> None:
        (start, end), name = span_of(event), loc[-1]
        self._see_properties(event)
        if name == "<<":
            hint = "write out the fields that it would pull in"
            self._fault("YAML11", start, end, "the merge key << is not used here", hint)
        elif name == "":
            self._fault(
                "YAML13", start, max(end, start + 1), "a field without a name", "write the name before the colon"
            )
        elif role is Role.REPEATED_KEY:
            line = self._ruler.line_at(self._first[loc]) + 1
            hint = "keep one of the two; several entries belong into one list"
            self._fault("YAML08", start, end, f"the field '{clip(name)}' stands on line {line} already", hint)
        self._first.setdefault(loc, start)

    def _see_value(self, loc: Loc, event: yaml.Event) -> None:
        merged = bool(loc) and loc[-1] == "<<"
        if not (merged and isinstance(event, yaml.AliasEvent)):
            self._see_properties(event)
        value: object = None
        if isinstance(event, yaml.MappingStartEvent):
            value = {}
        elif isinstance(event, yaml.SequenceStartEvent):
            value = []
        elif isinstance(event, yaml.ScalarEvent):
            value = None if not event.style and event.value in NULLS else event.value
            self._see_scalar(event)
        self._nodes[loc] = value
        parent = self._nodes.get(loc[:-1]) if loc else None
        if isinstance(parent, list):
            parent.append(value)
        elif isinstance(parent, dict) and isinstance(loc[-1], str):
            parent[loc[-1]] = value

    def _see_scalar(self, event: yaml.ScalarEvent) -> None:
        start, end = span_of(event)
        if event.style in ("|", ">"):
            self._block_texts.append((start, end))
        elif event.style in ("'", '"'):
            self._last_quoted = (start, end)
        elif lost := _LOST.match(self._text, end):
            hint = "put the whole text in quotes; a comment has a space after the #"
            message = f"the text from '{clip(lost[1])}' on would be taken for a comment, and be lost"
            self._fault("YAML21", lost.start(1), lost.end(1), message, hint)
        if event.style == '"' and (found := CONTROL.search(event.value)):
            message = f"a code in the quotes stands for the control character U+{ord(found[0]):04X}"
            self._fault("YAML04", start, end, message, "delete the code")

    def _see_properties(self, event: yaml.Event) -> None:
        """Report anchors, aliases and tags, which stand before a value."""
        start, _ = span_of(event)
        word = re.compile(r"\S*").match(self._text, start)
        end = max(word.end() if word else start, start + 1)
        quotes = "if it is text, put it in quotes"
        if isinstance(event, yaml.AliasEvent):
            message = f"the alias '{clip(self._text[start:end])}' stands for a piece of another place"
            self._fault("YAML10", start, end, message, f"write the piece out here; {quotes}")
        elif getattr(event, "anchor", None) is not None:
            message = f"the anchor '{clip(self._text[start:end])}' names a piece to be repeated elsewhere"
            self._fault("YAML10", start, end, message, f"delete the anchor; {quotes}")
        if getattr(event, "tag", None) is not None:
            self._fault(
                "YAML12",
                start,
                end,
                f"the tag '{clip(self._text[start:end])}' is not used here",
                f"delete it; {quotes}",
            )

    def _report_empty(self) -> None:
        if not self.faults and self.data is None:
            only = "only comments and space in it" if self._text.strip() else "nothing in it"
            self._fault("YAML03", 0, 1, f"the file has {only}", "fill it in, or delete the file")

    def _report_tabs(self, end: int) -> None:
        """Report the first line that is indented with tabs, outside of texts under | and >."""
        lines = _TABBED.finditer(self._text, 0, min(end + 1, len(self._text)))
        tabbed = [found for found in lines if not self._is_in_block_text(found.start())]
        known = {self._ruler.line_at(fault.start) for fault in self.faults if fault.rule == "YAML09"}
        if tabbed and self._ruler.line_at(tabbed[0].start()) not in known:
            more = len(tabbed) - 1
            message = "the line begins with a tab" + (f" ({more} more in this file)" if more else "")
            self._fault("YAML09", tabbed[0].start(1), tabbed[0].end(1), message, _TWO_SPACES)

    def _is_in_block_text(self, index: int) -> bool:
        at = bisect.bisect_left(self._block_texts, (index, 0))
        return at > 0 and index < self._block_texts[at - 1][1]

    def _fault(self, rule: str, start: int, end: int, message: str, hint: str = "") -> None:
        self.faults.append(Fault(rule, start, end, message, hint))
