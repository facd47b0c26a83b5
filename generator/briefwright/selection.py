"""A selection of briefings: the corpus cut down to them and to what they need, with the names of all the rest."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from briefwright.corpus import ALIAS, Corpus, outward
from briefwright.counting import counted
from briefwright.dates import day
from briefwright.descriptions import Entries, with_described
from briefwright.digest import Digest
from briefwright.problems import clip, did_you_mean
from briefwright.references import Reference
from briefwright.schema.types import check_partial_date
from briefwright.vocabulary import Relation, Status

_LANGUAGE_RANGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which briefings are wanted: those that fit all of what is given here; what is empty or None chooses nothing.

    `dossiers` are ids, of which a briefing must have one. `after` and `before` are the first and the last date
    (ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD, a whole year or month where it is short). `lang` is a language range
    (RFC 4647, basic filtering): "en" takes "en-GB" as well.
    """

    dossiers: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    lang: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is given, so that every briefing fits."""
        return self == Selection()

    def has(self, item: Digest, language: str) -> bool:
        """Say whether a briefing fits; `language` is that of a briefing that does not name its own."""
        return (
            (not self.dossiers or item.dossier in self.dossiers)
            and (self.after is None or item.date >= self.after)
            and (self.before is None or item.date[: len(self.before)] <= self.before)
            and (self.lang is None or _matches(item.lang or language, self.lang))
        )


class SelectionError(Exception):
    """A selection that cannot be made; the message says why, and what to do."""


def _matches(tag: str, wanted: str) -> bool:
    tag, wanted = tag.casefold(), wanted.casefold()
    return tag == wanted or tag.startswith(f"{wanted}-")


def select(corpus: Corpus, selection: Selection, language: str = "en") -> Corpus:
    """Return the corpus of the selected briefings, with whatever they refer to and what that refers to in turn.

    `corpus` is the whole, in which every reference was checked; `language` is that of briefings without one.
    Raises SelectionError for a selection that makes no sense, and for one that no briefing fits.
    """
    _check(corpus, selection)
    briefings = tuple(item for item in corpus.briefings if selection.has(item, language))
    if not briefings:
        raise SelectionError(_nothing(corpus, selection, language))
    kept = _needed(corpus, briefings)
    entries = _entries(corpus, briefings, kept)
    return Corpus(
        briefings=briefings,
        by_id={item.id: item for item in briefings},
        actors=entries["actor"],
        issues=entries["issue"],
        publishers=entries["publisher"],
        dossiers=entries["dossier"],
        described=corpus.described & kept,
        left_out=_left_out(corpus, {item.id for item in briefings}, kept),
        left_out_relations=_left_out_relations(corpus, {item.id for item in briefings}),
    )


def _tables(corpus: Corpus) -> Entries:
    return {
        "actor": corpus.actors,
        "issue": corpus.issues,
        "publisher": corpus.publishers,
        "dossier": corpus.dossiers,
    }


def _live(briefings: Iterable[Digest]) -> list[Digest]:
    return [item for item in briefings if item.status is not Status.WITHDRAWN]


def _described(briefings: Iterable[Digest]) -> Entries:
    """Return what the briefings write in place; of two descriptions that of the first file counts, as for the whole."""
    by_path = sorted(_live(briefings), key=lambda item: item.path)
    return with_described(by_path, {"actor": {}, "issue": {}, "publisher": {}, "dossier": {}})


def _entries(corpus: Corpus, briefings: tuple[Digest, ...], kept: set[tuple[str, str]]) -> Entries:
    """Return the kept entries; one that is written in place takes the words of a selected briefing, if there are any.

    The whole has those of its first briefing, which may have been left out.
    """
    found: Entries = {kind: {} for kind in _tables(corpus)}
    own = _described(briefings)
    for kind, table in _tables(corpus).items():
        for id, entry in table.items():
            if (kind, id) in kept:
                in_place = (kind, id) in corpus.described and id in own[kind]
                found[kind][id] = own[kind][id] if in_place else entry
    return found


def _needed(corpus: Corpus, briefings: tuple[Digest, ...]) -> set[tuple[str, str]]:
    """Return kind and id of every entry that the briefings refer to, or that such an entry refers to, and so on.

    A dossier is there for its own briefings only: what else names it gets no page of an empty story.
    """
    tables = _tables(corpus)
    dossiers = {item.dossier for item in briefings}
    waiting = [_meant(corpus, ref) for item in briefings for ref in item.references]
    waiting += [(new.kind, new.id) for item in _live(briefings) for new in item.new_entries]
    needed: set[tuple[str, str]] = set()
    while waiting:
        kind, id = found = waiting.pop()
        entry: Any = tables.get(kind, {}).get(id)
        if entry is None or found in needed or (kind == "dossier" and id not in dossiers):
            continue
        needed.add(found)
        waiting += [_meant(corpus, ref) for ref in outward(kind, entry)]
    return needed


def _meant(corpus: Corpus, reference: Reference) -> tuple[str, str]:
    """Return kind and id of what a reference means; a [[link]] to a briefing that is not shown means nothing."""
    if reference.kind != "any":
        return reference.kind, reference.id
    found = corpus.find(reference.id)
    return (found[0] if found else ""), reference.id


def _left_out(corpus: Corpus, chosen: set[str], kept: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    others = [item for item in corpus.briefings if item.id not in chosen]
    found = {("briefing", item.id): item.title for item in others}
    found |= {(ALIAS, alias): item.title for item in others for alias in item.aliases}
    for kind, table in _tables(corpus).items():
        found |= {(kind, id): corpus.name(kind, id) or id for id in table if (kind, id) not in kept}
    return dict(sorted(found.items()))


def _left_out_relations(corpus: Corpus, chosen: set[str]) -> dict[str, tuple[tuple[Relation, str], ...]]:
    """Return what left-out briefings say of the chosen ones: a superseded one must not look like the last word."""
    found: dict[str, list[tuple[Relation, str]]] = {}
    for item in _live(corpus.briefings):
        for other, relation in item.related if item.id not in chosen else ():
            if other in chosen:
                found.setdefault(other, []).append((relation, item.title))
    return {id: tuple(relations) for id, relations in sorted(found.items())}


def _check(corpus: Corpus, selection: Selection) -> None:
    for id in selection.dossiers:
        if id not in corpus.dossiers:
            raise SelectionError(f"there is no dossier '{clip(id)}'; {_other_dossiers(corpus, id)}")
    for name, date in (("after", selection.after), ("before", selection.before)):
        _check_date(name, date)
    after, before = selection.after, selection.before
    if after is not None and before is not None:
        shared = min(len(after), len(before))
        if after[:shared] > before[:shared]:
            message = f"no day is both after {after} and before {before}; change the two dates over"
            raise SelectionError(message)
    if selection.lang is not None and not _LANGUAGE_RANGE.fullmatch(selection.lang):
        message = f"'{clip(selection.lang)}' is not a language; write a tag such as en, uk or pt-BR (BCP 47)"
        raise SelectionError(message)


def _check_date(name: str, date: str | None) -> None:
    if date is None:
        return
    try:
        check_partial_date(date)
    except PydanticCustomError as error:
        message = f"{clip(error.message())}, but '{name}' needs one; write it as 2025-12-31, 2025-12 or 2025"
        raise SelectionError(message) from error


def _other_dossiers(corpus: Corpus, id: str) -> str:
    if not corpus.dossiers:
        return "the registry has none"
    return did_you_mean(id, corpus.dossiers) or f"there are: {clip(', '.join(corpus.dossiers), 300)}"


def _nothing(corpus: Corpus, selection: Selection, language: str) -> str:
    if not corpus.briefings:
        return "there is no briefing to select from; drafts count only where they are asked for"
    dates = [item.date for item in corpus.briefings]
    tags = sorted({item.lang or language for item in corpus.briefings})
    dossiers = sorted({item.dossier for item in corpus.briefings if item.dossier})
    there = f"there are {len(dates):,}, of {min(dates)} to {max(dates)}, in {', '.join(tags)}"
    if selection.dossiers:
        there += f", in the dossiers {clip(', '.join(dossiers), 300)}" if dossiers else ", in no dossier"
    return f"the selection matches none of the briefings; {there}. Ask for less at a time, or for something else"


def describe(
    selection: Selection, chosen: int, whole: int, titles: Mapping[str, str] | None = None, language: str = ""
) -> str:
    """Return a sentence for readers that says what a selection holds.

    `chosen` and `whole` are numbers of briefings, `titles` the dossiers' titles by id (the id stands in for one),
    `language` the name of the selection's language. Such as "This bundle holds 12 of 19 briefings: the dossier
    Harbour talks, from 1 December 2025."
    """
    parts = [*_dossiers(selection, titles or {}), *_dates(selection), *_language(selection, language)]
    what = f": {', '.join(parts)}" if parts else ""
    return f"This bundle holds {chosen:,} of {counted(whole, 'briefing')}{what}."


def _dossiers(selection: Selection, titles: Mapping[str, str]) -> list[str]:
    names = [titles.get(id, id) for id in dict.fromkeys(selection.dossiers)]
    if not names:
        return []
    *first, last = names
    return [f"the dossiers {', '.join(first)} and {last}" if first else f"the dossier {last}"]


def _dates(selection: Selection) -> list[str]:
    after, before = selection.after, selection.before
    if after and before:
        return [f"from {day(after)} to {day(before)}"]
    return [f"from {day(after)}"] if after else [f"up to {day(before)}"] if before else []


def _language(selection: Selection, name: str) -> list[str]:
    tag = selection.lang
    if not tag:
        return []
    if not name or name == tag:
        return [f"in the language {tag}"]
    return [f"in {name} ({tag})" if "-" in tag else f"in {name}"]
