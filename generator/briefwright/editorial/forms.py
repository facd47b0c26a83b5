"""Turns a filled form "Suggest a briefing" into the YAML of a draft; what stands in the form stays data."""

import re
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from briefwright.editorial.quoting import one_line, scalar
from briefwright.fixes.shapes import Sort
from briefwright.schema.types import check_day, check_url, slug
from briefwright.yaml_faults import CONTROL

TITLE, DATE, SUMMARY, SOURCES, MORE = "Headline", "Date", "What happened", "Sources", "Anything else"
FIELDS = (TITLE, DATE, SUMMARY, SOURCES, MORE)
"""The labels of the form's fields, in its order: .github/ISSUE_TEMPLATE/suggest-a-briefing.yml has them too."""

EMPTY = "_No response_"
"""What the code host writes for a field that was left empty."""

MOST = 65_536
"""Characters of a form. The code host allows no more."""

MOST_SOURCES = 100
LONGEST_STEM = 80
"""Characters of the file's name, without its ending."""

_HEADING = re.compile(r"^### (.+?)[ \t]*$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_OPENERS, _CLOSERS = " \t-–—:,;([<“«", " \t-–—:,;)]>”».!?"
"""What may stand between an address and the title beside it, on its left and on its right."""


class FormError(Exception):
    """No draft can be made from the form; the message says what is missing, in words for who filled it in."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it was sent: the text of the issue, its number, and the day on which it was opened (YYYY-MM-DD)."""

    body: str
    number: int
    opened: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: the day and the file's stem that it wants, and its YAML."""

    date: str
    stem: str
    text: str


def fields(body: str) -> dict[str, str]:
    """Return what stands under each label of the form; "" where a field is missing or was left empty.

    A heading counts as a label only where the form has it, in the form's order and once: a text that itself has
    headings stays whole.
    """
    text = CONTROL.sub("\ufffd", body.replace("\r\n", "\n").replace("\r", "\n"))
    found: dict[str, str] = dict.fromkeys(FIELDS, "")
    starts: list[tuple[str, int, int]] = []
    for match in _HEADING.finditer(text):
        after = FIELDS.index(starts[-1][0]) + 1 if starts else 0
        if match[1] in FIELDS[after:]:
            starts.append((match[1], match.start(), match.end()))
    for at, (label, _, end) in enumerate(starts):
        value = text[end : starts[at + 1][1] if at + 1 < len(starts) else len(text)].strip()
        found[label] = "" if value == EMPTY else value
    return found


def draft(form: Form) -> Draft:
    """Return the draft of a briefing, of status `draft`; raises FormError where title or summary is missing.

    A date that is missing or does not exist is replaced by the day on which the form was sent, and the draft says so.
    """
    if len(form.body) > MOST:
        raise FormError(f"The form has {len(form.body):,} characters; at most {MOST:,} can be read.")
    given = fields(form.body)
    title = one_line(given[TITLE])
    missing = [label for label, text in ((TITLE, title), (SUMMARY, given[SUMMARY])) if not text]
    if missing:
        raise FormError(
            f"Nothing stands under {' and '.join(f'“### {label}”' for label in missing)}. Fill it in, below a heading "
            "that is written just so, as the form “Suggest a briefing” does."
        )
    date, remark = _date(given[DATE], form.opened)
    lines = [
        f"# A draft from the form in issue {form.number}. Nothing in it has been checked: read the sources first.",
        "# yaml-language-server: $schema=../../schema/briefing.json",
        f"title: {scalar(title, Sort.TEXT)}",
        *remark,
        f"date: {date}",
        f"summary: {scalar(given[SUMMARY], Sort.TEXT)}",
        "status: draft",
        *_body(given[MORE]),
        *_sources(given[SOURCES]),
    ]
    name = slug(title)[: LONGEST_STEM - len(date) - 1].strip("-") or f"form-{form.number}"
    return Draft(date, f"{date}-{name}", "\n".join(lines) + "\n")


def _date(written: str, opened: str) -> tuple[str, list[str]]:
    """Return the day of a briefing, and a remark where it is not the one in the form."""
    try:
        return check_day(written), []
    except PydanticCustomError:
        remark = "# The form names no day that exists; this is the day on which it was sent."
    try:
        return check_day(opened), [remark]
    except PydanticCustomError as error:
        raise FormError("Under “### Date” stands no day. Write it as year-month-day, such as 2026-03-04.") from error


def _body(more: str) -> list[str]:
    if not more:
        return []
    return ["# What else the form says. Move it to where it belongs, or delete it.", f"body: {scalar(more, Sort.TEXT)}"]


def _sources(text: str) -> list[str]:
    """Return the lines of `sources`: one source for each line of the form that says something."""
    written = [line for line in (one_line(part).lstrip("-* \t") for part in text.split("\n")) if line]
    if not written:
        return ["# The form names no source. A briefing needs one for every line."]
    lines = ["# Give each source a name that says whose it is, and its publisher and date.", "sources:"]
    for number, line in enumerate(written[:MOST_SOURCES], 1):
        address, title = _source(line)
        lines.append(f"  - id: source-{number}")
        lines.append(f"    title: {scalar(title, Sort.TEXT)}")
        lines += [f"    url: {scalar(address, Sort.WORD)}"] if address else []
    if len(written) > MOST_SOURCES:
        lines.append(f"# The form names {len(written) - MOST_SOURCES} more; they were left out.")
    return lines


def _source(line: str) -> tuple[str, str]:
    """Return the address in a line, "" where it has none, and what the line says besides."""
    for match in _ADDRESS.finditer(line):
        address = _without_closers(match[0])
        try:
            check_url(address)
        except PydanticCustomError:
            continue
        before, after = line[: match.start()], line[match.start() + len(address) :]
        rest = f"{before.rstrip(_OPENERS)} {after.lstrip(_CLOSERS)}".strip()
        return address, rest or "[title not seen]"
    return "", f"[{line}]"


def _without_closers(address: str) -> str:
    """Return an address without what closes the sentence or the brackets around it; brackets of its own stay."""
    while address[-1] in ".,;:!?'”»]}" or (address[-1] == ")" and address.count("(") < address.count(")")):
        address = address[:-1]
    return address
