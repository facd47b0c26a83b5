"""Problems as text for a terminal and as JSON for programs; whatever a file holds, a report is safe to print."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict

from briefwright.problems import Problem, Severity

WIDTH = 100
"""Columns of an excerpt; longer lines are cut around the caret."""

TAB = 4
"""Columns up to which a tab reaches."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.ADVICE: "36"}
_CUT = "…"


def text_report(problems: Sequence[Problem], colour: bool) -> str:
    """Return the problems as blocks of text, in their own order, each with its line, a caret and the hint."""
    return "".join(_block(problem, colour) for problem in problems)


def json_report(problems: Sequence[Problem], colour: bool) -> str:
    """Return the problems as a JSON list of objects with all their fields; colour is no part of it."""
    return json.dumps([asdict(problem) for problem in problems], indent=2) + "\n"


FORMATS: dict[str, Callable[[Sequence[Problem], bool], str]] = {"text": text_report, "json": json_report}
"""The ways to report problems, by the name that `--format` takes; the flag asks for colour."""


def summary(problems: Sequence[Problem]) -> str:
    """Return how many problems there are, in how many files: "3 errors, 1 warning in 2 files"."""
    if not problems:
        return "no problems"
    counts = Counter(problem.severity for problem in problems)
    files = len({problem.path for problem in problems})
    parts = [_count(counts[Severity.ERROR], "error"), _count(counts[Severity.WARNING], "warning")]
    if counts[Severity.ADVICE]:
        parts.append(f"{counts[Severity.ADVICE]:,} advice")
    return f"{', '.join(part for part in parts if part)} in {_count(files, 'file')}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}" if number else ""


def _block(problem: Problem, colour: bool) -> str:
    weight = _COLOURS[problem.severity]
    where = f"{harmless(problem.path)}:{problem.line}:{problem.column}"
    what = f"{problem.rule} {problem.severity}:"
    lines = [f"{_paint(where, '1', colour)} {_paint(what, weight, colour)} {harmless(problem.message)}"]
    number = f"{problem.line:>4}"
    if problem.excerpt.strip():
        excerpt, indent, width = _cut(problem)
        lines.append(f"{number} | {excerpt}")
        lines.append(f"{' ' * len(number)} | {' ' * indent}{_paint('^' * width, weight, colour)}")
    if problem.hint:
        lines.append(f"  {_paint('hint:', '2', colour)} {harmless(problem.hint)}")
    return "\n".join(lines) + "\n"


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _cut(problem: Problem) -> tuple[str, int, int]:
    """Return the excerpt as shown, and the columns before the caret and under it."""
    start = min(max(problem.column - 1, 0), len(problem.excerpt))
    end = min(start + max(problem.width, 1), len(problem.excerpt))
    first = max(0, start - WIDTH)
    last = start + 2 * WIDTH
    cells = _cells(problem.excerpt[first:last])
    before = sum(width for _, width in cells[: start - first])
    under = sum(width for _, width in cells[start - first : end - first])
    under = max(1, min(under, WIDTH // 2))
    total = sum(width for _, width in cells)
    if first == 0 and total <= WIDTH and last >= len(problem.excerpt):
        return "".join(shown for shown, _ in cells).rstrip(), before, under
    window_start = max(0, before + under + WIDTH // 4 - WIDTH) if first == 0 else max(0, before - WIDTH // 2)
    shown, offset = _window(cells, window_start, WIDTH)
    opening = _CUT if first > 0 or offset > 0 else ""
    ended = last >= len(problem.excerpt) and offset + sum(width for _, width in shown) >= total
    text = opening + "".join(piece for piece, _ in shown) + ("" if ended else _CUT)
    return text.rstrip(), before - offset + len(opening), under


def _window(cells: list[tuple[str, int]], start: int, width: int) -> tuple[list[tuple[str, int]], int]:
    """Return the cells from about the column `start` on that fill `width` columns, and the column they begin at."""
    column = 0
    begin = 0
    while begin < len(cells) and (column < start or (begin > 0 and cells[begin][1] == 0)):
        column += cells[begin][1]
        begin += 1
    offset, end, used = column, begin, 0
    while end < len(cells) and used + cells[end][1] <= width:
        used += cells[end][1]
        end += 1
    return cells[begin:end], offset


def _cells(text: str) -> list[tuple[str, int]]:
    """Return each character as it is shown, with the columns it takes: tabs filled up, unsafe ones made visible."""
    cells: list[tuple[str, int]] = []
    column = 0
    for character in text:
        if character == "\t":
            shown, width = " " * (TAB - column % TAB), TAB - column % TAB
        elif _is_unsafe(character):
            shown = _visible(character)
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


def harmless(text: str) -> str:
    """Return the text with everything visible that could move the cursor, change colours or turn the direction."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(c) if _is_unsafe(c) else c for c in text)


def _is_unsafe(character: str) -> bool:
    """Say whether a terminal might do more with a character than show it: controls, line separators, bidi signs."""
    category = unicodedata.category(character)
    return (
        category in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in _BIDI or character == "\ufeff"
    )


_BIDI = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])


def _visible(character: str) -> str:
    return f"<U+{ord(character):04X}>"
