"""The text of a new briefing: the fields an editor mostly needs, in the model's order, each with what it means."""

import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from briefwright.editorial.quoting import scalar
from briefwright.fixes.shapes import Sort
from briefwright.model_names import descriptions
from briefwright.schema import ActorUse, AnalystView, Briefing, Issue, KeyJudgement, Position, Source
from briefwright.vocabulary import AttributedBy, Likelihood, Origin, SourceKind, Stance

NEEDED = "NEEDED."
"""What stands before the meaning of a field that cannot stay empty."""

WIDTH = 100
"""Columns of a line of notes."""

OFF = 'To write one, delete the "# " at the beginning of the lines below.'

_EXAMPLE = re.compile(r"(?:\[\{|[\[{])[^\[\]{}]{0,60}(?:\}\]|[\]}])")

_BELOW = "Write below it, with two more spaces in front."
_HEAD = (
    f"A draft to fill in. What is marked {NEEDED[:-1]} cannot stay empty; the rest may be filled in, left empty or "
    "deleted. Lines that begin with # are notes for you: readers never see them. To see what is still missing: "
)


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be read: its short name in the briefing, its address, and its publisher's id where that is known."""

    id: str
    url: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new briefing begins with, every id and date of it checked; `title` is on one line."""

    title: str
    date: str
    dossier: str = ""
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    sources: tuple[NewSource, ...] = (NewSource("source-1"),)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field to be written: its value as YAML, the line below it, and what its note says besides the model."""

    name: str
    value: str = ""
    more: str = ""
    needed: bool = False
    below: str | None = None


def draft_text(opening: Opening, issues: Mapping[str, Issue], schema: str, command: str) -> str:
    """Return the YAML of a draft.

    `issues` are those of the registry, for their questions; `schema` is the way from the file to the JSON Schema, ""
    where there is none; `command` is the call that checks the file. Every blank that must be filled is an empty
    value that the schema refuses.
    """
    head = [f"# yaml-language-server: $schema={schema}", "#"] if schema else []
    blocks = [
        [*head, *_note(_HEAD + command)],
        *([*_lines(Briefing, field)] for field in _first(opening)),
        _judgements(),
        _actors(opening.actors),
        _positions(opening, issues),
        _views(opening),
        _lines(Briefing, _Field("body", more="Write | after the colon, and the text below with two spaces in front.")),
        _sources(opening.sources),
        _lines(Briefing, _Field("related", more="Such as [{id: 2026-03-01-first-round, rel: follows}].")),
        _lines(Briefing, _Field("authors", more="Such as [Ada Moreno, Jun Park].")),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _actors(ids: tuple[str, ...]) -> list[str]:
    more = "Ids of the registry, or written in place, such as [{name: Ada Moreno, kind: person, role: negotiator}]."
    lines = _lines(Briefing, _Field("actors", more=more))
    for id in ids:
        lines += _entry(ActorUse, (_Field("id", id), _Field("role")), id == ids[0])
    return lines


def _first(opening: Opening) -> Iterable[_Field]:
    cite = "[@ID] cites a source of this file, [[ID]] links to an actor, an issue, a dossier or another briefing."
    yield _Field("title", scalar(opening.title, Sort.TEXT))
    yield _Field("date", opening.date)
    yield _prose("summary", f"{_BELOW} {cite}")
    yield _Field("status", "draft", "Only the last three are on the published site: change it when this is ready.")
    yield _Field("dossier", opening.dossier)
    yield _Field("event", more="Such as {date: 2026-03-03, place: Port Vell}.")
    yield _Field("regions", more="Such as [NO, UA].")
    yield _Field("topics", more="Such as [fishing, negotiations].")


def _judgements() -> list[str]:
    fields = (
        _prose("text", _BELOW),
        _Field("likelihood", more=f"{_terms(Likelihood)}."),
        _Field("confidence", more="Never in one sentence with a likelihood."),
        _Field("scale_origin"),
        _Field("horizon", more="Such as 2026-06-30."),
        _Field("resolves_if"),
        _Field("basis"),
        _Field("about", more="Such as [fishing-limits]."),
        _Field("sources", more="Such as [gazette, ministry]."),
    )
    return _off("key_judgements", _entry(KeyJudgement, fields))


def _views(opening: Opening) -> list[str]:
    fields = (
        _Field("analyst", needed=True),
        _Field("affiliation"),
        _prose("view", _BELOW),
        _Field("likelihood", more=f"{_terms(Likelihood)}."),
        _Field("confidence"),
        _Field("scale_origin"),
        _Field("about", _flow(opening.issues)),
        _backed(),
    )
    return _off("analyst_views", _entry(AnalystView, fields))


def _positions(opening: Opening, issues: Mapping[str, Issue]) -> list[str]:
    """Return a position for each actor on each issue; one to be made one's own where no issue is given."""
    if not opening.issues:
        return _off("positions", _position("", "", None, True))
    lines = _note(
        f"{_about(Briefing, 'positions')} Where you find nothing, delete the position: the site shows the gap."
    )
    lines.append("positions:")
    actors = opening.actors or ("",)
    pairs = [(issue, actor) for issue in opening.issues for actor in actors]
    for number, (issue, actor) in enumerate(pairs):
        known = issues.get(issue) if actor == actors[0] else None
        lines += _position(actor, issue, known, number == 0)
    return lines


def _position(actor: str, issue: str, known: Issue | None, explained: bool) -> list[str]:
    """Return one position; what the fields mean is told where `explained`, the issue's question where it is `known`."""
    fields = (
        _Field("actor", actor, needed=not actor),
        _Field("issue", issue, needed=not issue),
        _Field("stance", more=f"{_terms(Stance)}.", needed=True),
        _prose("statement", f"{_BELOW} Or delete the line."),
        _Field("quote", more="Such as {text: No line before a patrol., lang: en}, without quotation marks."),
        _Field("attributed_by", more=f"{_terms(AttributedBy)}."),
        _Field("stated_on"),
        _backed(),
    )
    question = _question(known) if known else []
    entry = _entry(Position, fields, explained)
    return [*question, *entry]


def _question(issue: Issue) -> list[str]:
    """Return what a stance on an issue answers, and what it means there, as notes."""
    lines = _note(f"{issue.title}: {issue.question}", 2)
    for stance, words in issue.options.items():
        lines += _note(f"- {stance}: {words}", 2)
    return [*lines, "  #"]


def _sources(sources: tuple[NewSource, ...]) -> list[str]:
    lines = _note(f"{_about(Briefing, 'sources')} The id is a short word of your choice, by which the file cites it.")
    lines.append("sources:")
    for source in sources:
        fields = (
            _Field("id", source.id),
            _Field("title", needed=True, more="Brackets need quotes around the whole."),
            _Field(
                "publisher",
                source.publisher,
                "An id of the registry, or written in place: {name: Harbour Gazette, country: NO}.",
            ),
            _Field("author", more="Such as [R. Silva]."),
            _Field("url", source.url and scalar(source.url, Sort.WORD)),
            _Field("published"),
            _Field("accessed"),
            _Field("archive_url"),
            _Field("lang", more="Such as en, uk or pt-BR."),
            _Field("kind", more=f"{_terms(SourceKind)}."),
            _Field("origin", more=f"{_terms(Origin)}."),
            _Field("reliability"),
        )
        lines += _entry(Source, fields, source is sources[0])
    return lines


def _prose(name: str, more: str) -> _Field:
    """Return a text to be written, with an empty line for it."""
    return _Field(name, ">-", more, needed=True, below="")


def _backed() -> _Field:
    """Return a list of sources with one empty entry, which the schema refuses: a statement needs its source."""
    return _Field("sources", more="Ids of sources of this file, each after a hyphen.", needed=True, below="  -")


def _about(model: type[BaseModel], name: str) -> str:
    return descriptions(model)[name]


def _terms(vocabulary: type[StrEnum]) -> str:
    return f"One of: {', '.join(vocabulary)}"


def _flow(ids: Iterable[str]) -> str:
    listed = ", ".join(ids)
    return f"[{listed}]" if listed else ""


def _note(words: str, indent: int = 0) -> list[str]:
    """Return words as lines of notes; a line separator in them does not end the note, examples stay on one line."""
    front = f"{' ' * indent}# "
    whole = _EXAMPLE.sub(lambda found: found[0].replace(" ", "\xa0"), " ".join(words.split()))
    lines = textwrap.wrap(whole, WIDTH, initial_indent=front, subsequent_indent=front, break_on_hyphens=False)
    return [line.replace("\xa0", " ") for line in lines]


def _lines(model: type[BaseModel], field: _Field, indent: int = 0, explained: bool = True) -> list[str]:
    """Return a field with its note, which is short where the field was `explained` before."""
    front = " " * indent
    words = [NEEDED] if field.needed else []
    words += [_about(model, field.name), field.more] if explained else []
    line = f"{front}{field.name}:{' ' if field.value else ''}{field.value}"
    below = [] if field.below is None else [(front + field.below).rstrip()]
    return [*_note(" ".join(words), indent), line, *below]


def _entry(model: type[BaseModel], fields: Iterable[_Field], explained: bool = True) -> list[str]:
    """Return an entry of a list: a hyphen before its first field, the others below that."""
    lines = [line for field in fields for line in _lines(model, field, 4, explained)]
    first = next(at for at, line in enumerate(lines) if not line.lstrip().startswith("#"))
    lines[: first + 1] = [*(line[2:] for line in lines[:first]), f"  - {lines[first][4:]}"]
    return lines


def _off(name: str, entry: list[str]) -> list[str]:
    """Return a list with one entry as notes, for an editor who wants it."""
    block = [f"{name}:", *entry]
    return [*_note(f"{_about(Briefing, name)} {OFF}"), *(f"# {line}".rstrip() for line in block)]
