"""Where code, HTML comments and escaped characters stand in a prose field: nothing in them is a citation or a link."""

import re
from bisect import bisect_right

_TICKS = re.compile(r"`+")
_ESCAPE = re.compile(r"\\[^\n]")
_FENCE = re.compile(r"~{3,}|`{3,}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SHOWN = re.compile(r"[^\n]")


def hide_code(text: str) -> str:
    """Return the text, just as long, with spaces for code, HTML comments and characters after a backslash.

    Code by indentation is left as it is: in a list the same spaces mean a paragraph.
    """
    if "<!--" in text:
        text = _blanked(text, _comments(text))
    if "```" in text or "~~~" in text:
        text = _hide_fences(text)
    if "`" in text:
        text = _hide_spans(text)
    return _ESCAPE.sub("  ", text) if "\\" in text else text


def without_comments(text: str) -> str:
    """Return the text without its HTML comments; those inside of code stay."""
    if "<!--" not in text:
        return text
    shown = _hide_spans(_hide_fences(text)) if "`" in text or "~~~" in text else text
    parts, at = [], 0
    for start, end in _comments(shown):
        parts.append(text[at:start])
        at = end
    return "".join([*parts, text[at:]])


def code_spans(text: str) -> list[tuple[int, int, int]]:
    """Return start, end and number of backticks of each `code span`: two equal runs of them in one paragraph."""
    runs = [(m.start(), m.end() - m.start()) for m in _TICKS.finditer(text) if not _escaped(text, m.start())]
    starts: dict[int, list[int]] = {}
    for start, ticks in runs:
        starts.setdefault(ticks, []).append(start)
    breaks = [match.start() for match in _BLANK_LINE.finditer(text)]
    spans, at = [], 0
    for start, ticks in runs:
        same = starts[ticks]
        place = bisect_right(same, start)
        if start < at or place == len(same) or bisect_right(breaks, start) != bisect_right(breaks, same[place]):
            continue
        at = same[place] + ticks
        spans.append((start, at, ticks))
    return spans


def _comments(text: str) -> list[tuple[int, int]]:
    found, end = [], 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        end = close + 3
        found.append((start, end))
    return found


def _blanked(text: str, places: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in places:
        parts += [text[at:start], _SHOWN.sub(" ", text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _hide_spans(text: str) -> str:
    return _blanked(text, [(start, end) for start, end, _ in code_spans(text)])


def _hide_fences(text: str) -> str:
    """Hide fenced code line by line, which stays linear where a pattern would not."""
    lines = text.split("\n")
    closings: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        if _FENCE.fullmatch(line.rstrip(" ")):
            closings.setdefault(line.rstrip(" "), []).append(number)
    number = 0
    while number < len(lines):
        fence = _FENCE.match(lines[number])
        ends = closings.get(fence[0], []) if fence else []
        place = bisect_right(ends, number)
        if place < len(ends):
            for inside in range(number, ends[place] + 1):
                lines[inside] = " " * len(lines[inside])
            number = ends[place]
        number += 1
    return "\n".join(lines)


def _escaped(text: str, at: int) -> bool:
    back = at
    while back and text[back - 1] == "\\":
        back -= 1
    return (at - back) % 2 == 1
