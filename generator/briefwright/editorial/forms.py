"""Turns a filled form "Suggest a briefing" into the YAML of a draft; what stands in the form stays data."""

import re
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from briefwright.editorial.days import day_of
from briefwright.editorial.form_fields import DATE, MORE, SOURCES, SUGGESTION, SUMMARY, TITLE, Form, FormError, answers
from briefwright.editorial.quoting import one_line, scalar
from briefwright.fixes.shapes import Sort
from briefwright.printable import harmless
from briefwright.problems import clip
from briefwright.schema.types import check_day, check_url, slug

MOST_SOURCES = 100
LONGEST_STEM = 80
"""Characters of the file's name, without its ending."""

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_OPENERS, _CLOSERS = " \t-–—:,;([<“«", " \t-–—:,;)]>”».!?"
"""What may stand between an address and the title beside it, on its left and on its right."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: the day and the file's stem that it wants, its YAML, and what an editor should know of it besides."""

    date: str
    stem: str
    text: str
    remark: str = ""


def draft(form: Form, schema: str = "") -> Draft:
    """Return the draft of a briefing, of status `draft`; raises FormError where title or summary is missing.

    `schema` is the way from the file to the JSON Schema, "" where there is none.
    A date that is missing or not understood is replaced by the day on which the form was sent, and the draft says so.
    """
    given = answers(form, SUGGESTION, (TITLE, SUMMARY))
    title = one_line(given[TITLE])
    date, remark = _date(given[DATE], form.opened)
    lines = [
        f"# A draft from the form in issue {form.number}. Nothing in it has been checked: read the sources first.",
        *([f"# yaml-language-server: $schema={schema}"] if schema else []),
        f"title: {scalar(title, Sort.TEXT)}",
        *([f"# {remark}"] if remark else []),
        f"date: {date}",
        f"summary: {scalar(given[SUMMARY], Sort.TEXT)}",
        "status: draft",
        *_body(given[MORE]),
        *_sources(given[SOURCES]),
    ]
    name = slug(title)[: LONGEST_STEM - len(date) - 1].strip("-") or f"form-{form.number}"
    return Draft(date, f"{date}-{name}", "\n".join(lines) + "\n", remark)


def _date(written: str, opened: str) -> tuple[str, str]:
    """Return the day of a briefing, and a remark with the reader's words where it is not written as it is there."""
    words = harmless(one_line(written))
    day = day_of(words)
    if day:
        return day, "" if day == words else f"The form gives the date as “{clip(words, 200)}”."
    given = f"gives the date as “{clip(words, 200)}”, in which no day is certain" if words else "names no date"
    try:
        return check_day(opened), f"The form {given}; {opened} is the day on which it was sent."
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
