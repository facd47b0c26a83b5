"""Problems as text for a terminal and as data for programs; whatever a file holds, a report is safe to print."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from briefwright.counting import counted
from briefwright.printable import harmless, is_unsafe, visible
from briefwright.problems import Problem, Severity
from briefwright.report_github import github_report
from briefwright.report_sarif import sarif_report

WIDTH = 100
"""Columns of an excerpt, where nobody says less; longer lines are cut around the caret."""

MARGIN = 9
"""Columns that the number of the line, and the signs for what was cut off, take besides."""

TAB = 4
"""Columns up to which a tab reaches."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}
_CUT = "…"


def text_report(problems: Sequence[Problem], colour: bool, width: int = WIDTH) -> str:
    """Return the problems as blocks of text, in their own order, each with its line, a caret and the hint.

    `width` are the columns of an excerpt: a line that a terminal breaks would leave its caret behind.
    """
    return "".join(_block(problem, colour, width) for problem in problems)


def json_report(problems: Sequence[Problem], colour: bool) -> str:
    """Return the problems as a JSON list of objects with all their fields; colour is no part of it."""
    return json.dumps([problem._asdict() for problem in problems], indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[Problem], bool], str]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
    "sarif": sarif_report,
}
"""The ways to report problems, by the name that `--format` takes; the flag asks for colour."""


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, in how many files: "3 errors, 1 warning in 2 files"."""
    if not problems:
        return "no problems"
    counts = Counter(problem.severity for problem in problems)
    files = len({problem.path for problem in problems})
    parts = [counted(counts[each], each) for each in (Severity.ERROR, Severity.WARNING) if counts[each]]
    if counts[Severity.ADVICE]:
        parts.append(f"{counts[Severity.ADVICE]:,} advice")
    return f"{', '.join(parts)} in {counted(files, 'file')}"


def _block(problem: Problem, colour: bool, width: int) -> str:
    weight = _COLOURS[problem.severity]
    where = f"{harmless(problem.path)}:{problem.line}:{problem.column}"
    what = f"{problem.rule} {problem.severity}:"
    lines = [f"{_paint(where, '1', colour)} {_paint(what, weight, colour)} {harmless(problem.message)}"]
    number = f"{problem.line:>4}"
    if problem.excerpt.strip():
        excerpt, indent, under = _cut(problem, width)
        lines.append(f"{number} | {excerpt}")
        lines.append(f"{' ' * len(number)} | {' ' * indent}{_paint('^' * under, weight, colour)}")
    if problem.hint:
        lines.append(f"  {_paint('hint:', '2', colour)} {harmless(problem.hint)}")
    return "\n".join(lines) + "\n"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _cut(problem: Problem, width: int = WIDTH) -> tuple[str, int, int]:
    """Return the excerpt as shown, and the columns before the caret and under it."""
    excerpt = problem.excerpt
    before = min(max(problem.column - 1, 0), len(excerpt))
    under = max(1, min(problem.width, len(excerpt) - before, width // 2))
    if len(excerpt) <= width and before + under <= width * 3 // 4 and excerpt.isascii() and excerpt.isprintable():
        # Nearly every line: each character takes one column, and nothing needs to be cut.
        return excerpt.rstrip(), before, under
    return _cut_in_cells(problem, width)


def _cut_in_cells(problem: Problem, width: int = WIDTH) -> tuple[str, int, int]:
    """Do the same for any line, character by character."""
    excerpt = problem.excerpt
    start = min(max(problem.column - 1, 0), len(excerpt))
    first = max(0, start - width)
    last = min(len(excerpt), start + 2 * width)
    cells = _cells(excerpt[first:last])
    before = _total(cells[: start - first])
    under = max(1, min(_total(cells[start - first :][: problem.width]), width // 2))
    fits = first == 0 and before + under <= width * 3 // 4
    shown, dropped = _window(cells, 0 if fits else before - width // 2, width)
    opening = _CUT if first or dropped else ""
    closing = _CUT if last < len(excerpt) or dropped + _total(shown) < _total(cells) else ""
    text = opening + "".join(piece for piece, _ in shown) + closing
    return text.rstrip(), before - dropped + len(opening), under


def _total(cells: list[tuple[str, int]]) -> int:
    return sum(width for _, width in cells)


def _window(cells: list[tuple[str, int]], skip: int, width: int) -> tuple[list[tuple[str, int]], int]:
    """Return the cells after the first `skip` columns that fill a line, and the columns that were dropped."""
    begin = dropped = used = 0
    while begin < len(cells) and (dropped < skip or (begin and cells[begin][1] == 0)):
        dropped += cells[begin][1]
        begin += 1
    end = begin
    while end < len(cells) and used + cells[end][1] <= width:
        used += cells[end][1]
        end += 1
    return cells[begin:end], dropped


def _cells(text: str) -> list[tuple[str, int]]:
    """Return each character as it is shown, with the columns it takes: tabs filled up, unsafe ones made visible."""
    cells: list[tuple[str, int]] = []
    column = 0
    for character in text:
        if character == "\t":
            shown, width = " " * (TAB - column % TAB), TAB - column % TAB
        elif is_unsafe(character):
            shown = visible(character)
            width = len(shown)
        else:
            shown, width = character, _columns(character)
        cells.append((shown, width))
        column += width
    return cells


def _columns(character: str) -> int:
    """Return the columns of a terminal that a character takes (UAX 11; combining marks and format signs take none)."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
