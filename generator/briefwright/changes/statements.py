"""Changes of what a briefing states: positions, key judgements, analysts' views, the timeline, the trend."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefwright.changes.change import Change, Thing
from briefwright.changes.kinds import (
    ConfidenceChanged,
    FieldChanged,
    LikelihoodChanged,
    OutcomeRemoved,
    OutcomeResolved,
    PositionAdded,
    PositionRemoved,
    ProseChanged,
    QuoteChanged,
    StanceChanged,
    StatementAdded,
    StatementRemoved,
)
from briefwright.changes.matching import match
from briefwright.changes.names import Names
from briefwright.changes.order import order_change
from briefwright.changes.sources import Sides, backing_changes
from briefwright.changes.values import both_rows, same_value
from briefwright.changes.wording import difference, likeness, same_words
from briefwright.dates import day
from briefwright.schema import AnalystView, Briefing, KeyJudgement, Outcome, Position, Quote, TimelineEntry, Trend
from briefwright.vocabulary import label

ALIKE = 0.5
"""Share of common words from which two texts are one text reworded, and not two."""


def prose(on: Sides, of: str, old: str | None, new: str | None) -> Iterator[Change]:
    """Yield the change of a prose field, if its words changed."""
    if not same_words(old, new):
        yield ProseChanged(on.subject, of, difference(old or "", new or ""))


def field(on: Sides, of: str, called: str, before: str | None, after: str | None) -> Iterator[Change]:
    """Yield the change of a plain field, if there is one."""
    if not same_value(before or None, after or None):
        yield FieldChanged(on.subject, of, called, before or None, after or None)


def position_changes(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    """Yield what happened to the positions; one is known again by its actor and its issue."""

    def nearness(one: Position, other: Position) -> float:
        return 2.0 * (one.stated_on == other.stated_on) + likeness(one.statement or "", other.statement or "")

    found = match(old.positions, new.positions, lambda item: (item.actor, item.issue), nearness)
    for item in found.gone:
        yield PositionRemoved(on.subject, *_held(item, on.before), item.stance, item.stated_on)
    for item in found.come:
        yield PositionAdded(on.subject, *_held(item, on.after), item.stance, item.stated_on)
    for one, other in found.pairs:
        if one != other:
            yield from _position(on, one, other)
    yield from order_change(on.subject, "", "positions", found, lambda item: _position_label(item, on.after))


def _held(item: Position, names: Names) -> tuple[Thing, Thing]:
    return names.thing("actor", item.actor), names.thing("issue", item.issue)


def _position_label(item: Position, names: Names) -> str:
    actor, issue = _held(item, names)
    return f"{actor.name} on {issue.name}"


def _position(on: Sides, old: Position, new: Position) -> Iterator[Change]:
    actor, issue = _held(new, on.after)
    of = _position_label(new, on.after)
    if old.stance is not new.stance:
        yield StanceChanged(on.subject, actor, issue, old.stance, new.stance)
    yield from field(
        on,
        of,
        "attributed by",
        old.attributed_by and label(old.attributed_by),
        new.attributed_by and label(new.attributed_by),
    )
    yield from field(on, of, "stated on", _day(old.stated_on), _day(new.stated_on))
    yield from field(on, of, "conditions", *both_rows(old.conditions, new.conditions, "; "))
    yield from _quote(on, of, old.quote, new.quote)
    yield from backing_changes(on, of, old.sources, new.sources)
    yield from prose(on, f"{of}, statement", old.statement, new.statement)


def _day(text: str | None) -> str | None:
    return day(text) if text else None


def _quote(on: Sides, of: str, old: Quote | None, new: Quote | None) -> Iterator[Change]:
    before, after = old.text if old else "", new.text if new else ""
    if not same_words(before, after):
        yield QuoteChanged(on.subject, of, difference(before, after))
    if old and new:
        speakers = (q.speaker and names.of("actor", q.speaker) for q, names in ((old, on.before), (new, on.after)))
        if old.speaker != new.speaker:
            yield from field(on, of, "speaker of the quotation", *speakers)
        yield from field(on, of, "language of the quotation", old.lang, new.lang)
        yield from field(on, of, "note on the quotation", old.note, new.note)
        yield from backing_changes(on, f"{of}, quotation", old.sources, new.sources)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Kind(Generic[T]):
    """A kind of statement: its words, what one and all are called, and whose it is, where that is a part of it."""

    words: Callable[[T], str]
    label: Callable[[T, Names], str]
    called: str
    whose: Callable[[T], str | None] = lambda item: None


def _known_again(
    on: Sides, kind: _Kind[T], old: Sequence[T], new: Sequence[T]
) -> Generator[Change, None, list[tuple[T, T]]]:
    """Yield which statements went and came; return those that are known again by their words, wherever they stand."""
    found = match(old, new, kind.whose, lambda one, other: likeness(kind.words(one), kind.words(other)), ALIKE)
    yield from (StatementRemoved(on.subject, kind.label(item, on.before)) for item in found.gone)
    yield from (StatementAdded(on.subject, kind.label(item, on.after)) for item in found.come)
    yield from order_change(on.subject, "", kind.called, found, lambda item: kind.label(item, on.after))
    return found.pairs


def judgement_changes(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    """Yield what happened to the key judgements; one is known again by its words, wherever it stands."""
    kind: _Kind[KeyJudgement] = _Kind(lambda item: item.text, _judgement_label, "key judgements")
    for one, other in (yield from _known_again(on, kind, old.key_judgements, new.key_judgements)):
        if one != other:
            of = _judgement_label(other, on.after)
            yield from _assessment(on, of, one, other)
            yield from prose(on, of, one.text, other.text)
            yield from prose(on, f"{of}, basis", one.basis, other.basis)


def _judgement_label(item: KeyJudgement, names: Names) -> str:
    return f"Key judgement {names.label(item.text)}"


def view_changes(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    """Yield what happened to the analysts' views; one is known again by its analyst and its words."""
    kind: _Kind[AnalystView] = _Kind(lambda item: item.view, _view_label, "views", lambda item: item.analyst)
    for one, other in (yield from _known_again(on, kind, old.analyst_views, new.analyst_views)):
        if one != other:
            of = _view_label(other, on.after)
            yield from _assessment(on, of, one, other)
            yield from field(on, of, "affiliation", one.affiliation, other.affiliation)
            yield from field(on, of, "stated on", _day(one.stated_on), _day(other.stated_on))
            yield from _quote(on, of, one.quote, other.quote)
            yield from prose(on, of, one.view, other.view)


def _view_label(item: AnalystView, names: Names) -> str:
    return f"View of {names.of('actor', item.analyst)} {names.label(item.view)}"


def _assessment(
    on: Sides, of: str, old: KeyJudgement | AnalystView, new: KeyJudgement | AnalystView
) -> Iterator[Change]:
    if old.likelihood is not new.likelihood:
        yield LikelihoodChanged(on.subject, of, old.likelihood, new.likelihood)
    if old.confidence is not new.confidence:
        yield ConfidenceChanged(on.subject, of, old.confidence, new.confidence)
    origins = (item.scale_origin and label(item.scale_origin) for item in (old, new))
    yield from field(on, of, "whose terms", *origins)
    yield from field(on, of, "horizon", _day(old.horizon), _day(new.horizon))
    yield from field(on, of, "resolves if", old.resolves_if, new.resolves_if)
    abouts = (
        ", ".join(names.of("issue", id) for id in sorted(item.about))
        for item, names in ((old, on.before), (new, on.after))
    )
    if set(old.about) != set(new.about):
        yield from field(on, of, "about", *abouts)
    yield from _outcome(on, of, old.outcome, new.outcome)
    yield from backing_changes(on, of, old.sources, new.sources)


def _outcome(on: Sides, of: str, old: Outcome | None, new: Outcome | None) -> Iterator[Change]:
    before, after = ((item.value, item.on) if item else None for item in (old, new))
    if before != after:
        if old:
            yield OutcomeRemoved(on.subject, of, old.value, old.on)
        if new:
            yield OutcomeResolved(on.subject, of, new.value, new.on)
    if old and new:
        yield from backing_changes(on, f"{of}, outcome", old.sources, new.sources)


def timeline_changes(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    """Yield what happened to the timeline; a step is known again by its words."""
    kind: _Kind[TimelineEntry] = _Kind(lambda item: item.text, _step_label, "steps of the timeline")
    for one, other in (yield from _known_again(on, kind, old.timeline, new.timeline)):
        of = _step_label(other, on.after)
        yield from field(on, of, "date", day(one.date), day(other.date))
        yield from field(on, of, "precision", one.precision, other.precision)
        yield from backing_changes(on, of, one.sources, other.sources)
        yield from prose(on, of, one.text, other.text)


def _step_label(item: TimelineEntry, names: Names) -> str:
    return f"Step of {day(item.date)} {names.label(item.text)}"


def trend_changes(on: Sides, old: Trend | None, new: Trend | None) -> Iterator[Change]:
    """Yield what happened to the trend."""
    yield from field(on, "", "trend", label(old.direction) if old else None, label(new.direction) if new else None)
    yield from prose(on, "Reason for the trend", old.reason if old else None, new.reason if new else None)
    if old and new:
        yield from backing_changes(on, "Trend", old.sources, new.sources)
