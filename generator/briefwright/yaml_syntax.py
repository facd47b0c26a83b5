"""What libyaml says about broken YAML, in words that help somebody who does not know YAML's grammar."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from briefwright.line_map import Loader, Ruler
from briefwright.problems import clip


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong between two positions of a text, in characters from 0."""

    rule: str
    start: int
    end: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class _Report:
    """A parser's report: its words, the place it means, where the broken thing began, and the last text in quotes."""

    words: str
    while_doing: str
    at: int
    since: int
    ruler: Ruler
    last_quoted: tuple[int, int]

    @property
    def text(self) -> str:
        return self.ruler.text

    @property
    def character(self) -> str:
        return self.text[self.at : self.at + 1]

    @property
    def before(self) -> str:
        """What stands on the line before the place."""
        return self.text[self.ruler.start_of(self.ruler.line_at(self.at)) : self.at]

    def end_of_line(self, start: int) -> int:
        number = self.ruler.line_at(start)
        return max(self.ruler.start_of(number) + len(self.ruler.line(number).rstrip()), start + 1)


_UNSPACED = re.compile(r"^\s*(?:-\s+)*([A-Za-z_][\w-]*):(?!//)(?=\S)(?!.*:\s)")
_NAME = re.compile(r"\s*(?:-\s+)*[^\s:\"']+")
_FIELD = re.compile(r"^\s*(?:-\s+)*([A-Za-z_][\w-]*)\s*:(?:\s|$)")
_WHOLE_TEXT = "put the whole text in quotes"
_INSIDE_QUOTES = "inside of double quotes write \\\" for a quotation mark, inside of single quotes write ''"


def explain(error: yaml.YAMLError, ruler: Ruler, last_quoted: tuple[int, int] = (0, 0)) -> Fault:
    """Return the fault behind a parser's error; the first explanation that fits is taken.

    `last_quoted` is where the last text in quotes before the error begins and ends.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        at = min(getattr(error, "position", 0), len(ruler.text))
        return Fault("YAML04", at, at + 1, "a character that YAML does not allow", "delete it")
    mark = error.problem_mark or error.context_mark
    at = min(mark.index, len(ruler.text)) if mark else 0
    since = error.context_mark.index if error.context_mark else at
    report = _Report(error.problem or "", error.context or "", at, since, ruler, last_quoted)
    for explanation in _EXPLANATIONS:
        if fault := explanation(report):
            return fault
    return Fault("YAML20", at, at + 1, f"this is not valid YAML: {report.words}", f"if this is text, {_WHOLE_TEXT}")


def _tab(report: _Report) -> Fault | None:
    if report.character == "\t" and not report.before.strip():
        hint = "use two spaces for each level instead of the tab"
        return Fault("YAML09", report.at, report.at + 1, "the line begins with a tab", hint)
    return None


def _open_quote(report: _Report) -> Fault | None:
    if "quoted scalar" not in report.while_doing or "found unexpected" not in report.words:
        return None
    end = report.end_of_line(report.since)
    return Fault("YAML14", report.since, end, "the quote that opens here is never closed", _INSIDE_QUOTES)


def _backslash(report: _Report) -> Fault | None:
    if "quoted scalar" not in report.while_doing:
        return None
    start = report.text.rfind("\\", 0, report.at + 1)
    code = report.text[start : start + 2]
    hint = "use single quotes, or write \\\\ for a backslash"
    return Fault("YAML19", start, start + 2, f"'{code}' is not a complete backslash code", hint)


def _open_bracket(report: _Report) -> Fault | None:
    start = report.since if "',' or" in report.words else _open_at_the_end(report)
    if start is None:
        return None
    bracket = report.text[start]
    closing = "]" if bracket == "[" else "}"
    message = f"the '{bracket}' that opens here is not closed by '{closing}', or a comma is missing"
    end = report.end_of_line(start)
    return Fault("YAML15", start, end, message, f"if the bracket is part of the text, {_WHOLE_TEXT}")


def _open_at_the_end(report: _Report) -> int | None:
    """Return where the bracket stands behind which the text ends with nothing more."""
    if "node content" not in report.words or report.text[report.at :].strip():
        return None
    opened: list[int] = []
    try:
        for token in yaml.scan(report.text[: report.at], Loader=Loader):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(token.start_mark.index)
            elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken) and opened:
                opened.pop()
    except yaml.YAMLError:
        pass  # another fault is behind it; what was open before may be meant all the same
    return opened[-1] if opened else None


def _stray_bracket(report: _Report) -> Fault | None:
    if report.character not in ("]", "}") or not ("did not find expected" in report.words or "<" in report.words):
        return None
    message = f"'{report.character}' closes a bracket that was never opened"
    return Fault("YAML15", report.at, report.at + 1, message, f"if it is part of the text, {_WHOLE_TEXT}")


def _colon(report: _Report) -> Fault | None:
    if "mapping values are not allowed" not in report.words:
        return None
    number = report.ruler.line_at(report.at)
    above = number - 1
    while above >= 0 and not report.ruler.line(above).strip():
        above -= 1
    if _NAME.fullmatch(report.before):
        return _no_space(report, above) or _too_deep(report)
    field = _FIELD.match(report.ruler.line(number))
    hint = f'{_WHOLE_TEXT}: {clip(field[1])}: "…"' if field else _WHOLE_TEXT
    return Fault("YAML16", report.at, report.at + 1, "a colon with a space after it in a text without quotes", hint)


def _no_space(report: _Report, number: int) -> Fault | None:
    """Report a field whose colon has no space after it, on the given line."""
    found = _UNSPACED.match(report.ruler.line(number))
    if not found:
        return None
    start = report.ruler.start_of(number) + found.start(1)
    message = f"a space is missing after '{clip(found[1])}:'"
    return Fault("YAML16", start, start + len(found[1]) + 1, message, "write a space after the colon of a field")


def _too_deep(report: _Report) -> Fault:
    name = clip(report.before.strip().removeprefix("- "))
    message = f"'{name}' is indented deeper than the field above it, which has a value already"
    hint = "start it in the same column as the field above; a text of several lines with a colon in it needs quotes"
    return Fault("YAML17", report.at - len(report.before.lstrip()), report.at, message, hint)


def _line_without_field(report: _Report) -> Fault | None:
    if "could not find expected ':'" not in report.words:
        return None
    number = report.ruler.line_at(report.since)
    if fault := _no_space(report, number):
        return fault
    end = report.end_of_line(report.since)
    if re.match(r"-\S", report.text[report.since : report.since + 2]):
        hint = "write a space after the hyphen of a list entry"
        return Fault("YAML17", report.since, end, "a space is missing after the hyphen", hint)
    hint = "a field ends with a colon; a text that goes on is indented deeper than its field"
    return Fault("YAML17", report.since, end, "this line is neither a field nor part of the text above it", hint)


def _after_closing(report: _Report) -> Fault | None:
    before = report.before.rstrip()
    if not before or not _out_of_place(report):
        return None
    end = report.end_of_line(report.at)
    if before[-1] in "\"'":
        opened, closed = report.last_quoted
        if closed == report.at - (len(report.before) - len(before)) and "\n" in report.text[opened:closed]:
            line = report.ruler.line_at(report.at) + 1
            message = f"the quote that opens here is closed only on line {line}, where text goes on after it"
            return Fault("YAML14", opened, report.end_of_line(opened), message, _INSIDE_QUOTES)
        message = "text goes on after the closing quote"
        return Fault("YAML14", report.at, end, message, _INSIDE_QUOTES)
    if before[-1] in "]}":
        message = "text goes on after the closing bracket"
        return Fault("YAML18", report.at, end, message, f"text that begins with a bracket needs quotes: {_WHOLE_TEXT}")
    return None


def _out_of_place(report: _Report) -> bool:
    wanted = ("expected key", "'-' indicator", "<document start>", "<block end>")
    return any(words in report.words for words in wanted)


def _indentation(report: _Report) -> Fault | None:
    if not _out_of_place(report):
        return None
    end = report.end_of_line(report.at)
    if report.character == ":":
        return Fault("YAML13", report.at, end, "a field without a name", "write the name before the colon")
    if report.text.startswith("- ", report.at):
        message = "this list entry starts in a column where no list is"
        return Fault("YAML17", report.at, end, message, "start it in the same column as the entries above it")
    message = "this line starts in a column that fits nothing above it"
    hint = "fields of one entry start in the same column; count the spaces of the lines above"
    return Fault("YAML17", report.at, end, message, hint)


def _needs_quotes(report: _Report) -> Fault | None:
    special = (
        "cannot start any token",
        "alphabetic or numeric",
        "not allowed",
        "node content",
        "comment or",
        "comment or a line break",
        "chomping",
    )
    if not any(words in report.words for words in special):
        return None
    start = report.since if report.while_doing.startswith(("while scanning a", "while parsing a")) else report.at
    if report.text[start - 1 : start] == "[":
        start -= 1
    sign = report.text[start : start + 1]
    end = report.end_of_line(start)
    if sign in ("|", ">"):
        hint = f"begin the text on the next line, indented; or {_WHOLE_TEXT}"
        return Fault("YAML18", start, end, f"text follows '{sign}' on the same line", hint)
    if sign == "-" and "sequence" in report.words:
        hint = f"begin the list on the next line; if the hyphen is part of the text, {_WHOLE_TEXT}"
        return Fault("YAML18", start, end, "a list cannot begin on the line of its field", hint)
    pair = report.text[start : start + 2]
    shown = pair if pair in ("[@", "[[", "**") else sign
    hint = "sources are listed without @; if this is text, put all of it in quotes" if pair == "[@" else _WHOLE_TEXT
    return Fault("YAML18", start, end, f"a text without quotes cannot begin with '{shown}'", hint)


def _tag_handle(report: _Report) -> Fault | None:
    if "tag" not in report.words and "tag" not in report.while_doing:
        return None
    end = report.end_of_line(report.since)
    return Fault("YAML12", report.since, end, "a tag, a word that begins with !, is not used here", _WHOLE_TEXT)


_EXPLANATIONS: tuple[Callable[[_Report], Fault | None], ...] = (
    _tab,
    _open_quote,
    _backslash,
    _open_bracket,
    _stray_bracket,
    _colon,
    _line_without_field,
    _after_closing,
    _indentation,
    _tag_handle,
    _needs_quotes,
)
