"""A filled form taken apart: what stands under each of its headings, and which headings are a reader's own."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from briefwright.yaml_faults import CONTROL

EMPTY = "_No response_"
"""What the code host writes for a field that was left empty."""

MOST = 65_536
"""Characters of a form. The code host allows no more."""

_HEADING = re.compile(r"^### (.+?)[ \t]*$", re.MULTILINE)
_SET_APART = re.compile(r"(?:\A|\n[ \t]*\n)### .+?[ \t]*(?=\n[ \t]*\n|\Z)")


class FormError(Exception):
    """Nothing can be made from the form; the message says what is missing, in words for who filled it in."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was sent: the text of the issue, its number, and the day on which it was opened (YYYY-MM-DD)."""

    body: str
    number: int
    opened: str


class Field(NamedTuple):
    """A field of a form: its label, and whether it takes a single line, in which no heading can stand."""

    label: str
    one_line: bool = False


Fields = tuple[Field, ...]

TITLE, DATE, SUMMARY, SOURCES, MORE = "Headline", "Date", "What happened", "Sources", "Anything else"
SUGGESTION: Fields = (Field(TITLE, True), Field(DATE, True), Field(SUMMARY), Field(SOURCES), Field(MORE))
"""The form "Suggest a briefing", in its order: .github/ISSUE_TEMPLATE/suggest-a-briefing.yml has the labels too."""

PAGE, WRONG, RIGHT, KIND = "Page", "What is wrong", "What would be right", "What sort of fault it is"
CORRECTION: Fields = (Field(PAGE, True), Field(WRONG), Field(RIGHT), Field(SOURCES), Field(KIND))
"""The form "Report a correction": .github/ISSUE_TEMPLATE/report-a-correction.yml has the labels too."""


def is_correction(form: Form) -> bool:
    """Say whether a form is "Report a correction": it begins with that form's first heading."""
    found = _HEADING.search(_readable(form.body))
    return found is not None and found[1] == PAGE


def answers(form: Form, fields: Fields, needed: tuple[str, ...]) -> dict[str, str]:
    """Return what stands under each label; "" where a field is missing or was left empty.

    Raises FormError where the form is too long, or has nothing under one of the `needed` labels.

    The code host writes every heading of the form once, and in its order. What else looks like one is a reader's own
    and stays text: of several readings, the one with most headings of the form counts. Where they are equal, a
    heading comes last, because the answers before it are the ones in which people write at length. It comes first
    below an answer of a single line, and at the end of the form.
    """
    if len(form.body) > MOST:
        raise FormError(f"The form has {len(form.body):,} characters; at most {MOST:,} can be read.")
    text = _readable(form.body)
    found = {field.label: "" for field in fields}
    starts = _headings(text, fields)
    for at, (label, _, end) in enumerate(starts):
        value = text[end : starts[at + 1].start if at + 1 < len(starts) else len(text)].strip()
        found[label] = "" if value == EMPTY else value
    missing = [label for label in needed if not found[label].strip()]
    if missing:
        name = "Report a correction" if fields is CORRECTION else "Suggest a briefing"
        raise FormError(
            f"Nothing stands under {' and '.join(f'“### {label}”' for label in missing)}. Fill it in, below a heading "
            f"that is written just so, as the form “{name}” does."
        )
    return found


def _readable(body: str) -> str:
    return CONTROL.sub("\ufffd", body.replace("\r\n", "\n").replace("\r", "\n"))


class _Heading(NamedTuple):
    """A line that has the words of a label, and where it begins and ends."""

    label: str
    start: int
    end: int


def _headings(text: str, fields: Fields) -> list[_Heading]:
    """Return the headings that are the form's, in its order."""
    candidates = _candidates(text, fields)
    chosen = _longest(candidates, fields)
    for at, heading in enumerate(chosen):
        index = next(index for index, field in enumerate(fields) if field.label == heading.label)
        if index and index < len(fields) - 1 and not fields[index - 1].one_line:
            continue
        after = chosen[at - 1].end if at else 0
        chosen[at] = next(one for one in candidates if one.label == heading.label and one.start >= after)
    return chosen


def _candidates(text: str, fields: Fields) -> list[_Heading]:
    """Return the lines that may be the form's headings: of each label those between empty lines, if there are any."""
    lines = [_Heading(found[1], *found.span()) for found in _HEADING.finditer(text)]
    apart = {found.end() for found in _SET_APART.finditer(text)}
    labels = {field.label for field in fields}
    strict = {line.label for line in lines if line.end in apart}
    return [line for line in lines if line.label in labels and (line.end in apart or line.label not in strict)]


def _longest(candidates: list[_Heading], fields: Fields) -> list[_Heading]:
    """Return the longest row of headings that is in the form's order, and of these the one that comes last."""
    order = {field.label: index for index, field in enumerate(fields)}
    best: list[list[_Heading]] = [[] for _ in fields]
    for heading in reversed(candidates):
        index = order[heading.label]
        row = [heading, *max(best[index + 1 :], key=len, default=[])]
        if len(row) > len(best[index]):
            best[index] = row
    return max(best, key=len)
