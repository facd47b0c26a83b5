"""Two states of one briefing into changes; and what there is to say of a briefing that came or went."""

from collections.abc import Iterator
from functools import partial

from briefwright.changes.change import Change, Thing
from briefwright.changes.kinds import CorrectionAdded, CorrectionRemoved, StatusChanged
from briefwright.changes.matching import match
from briefwright.changes.names import Names, facts
from briefwright.changes.order import order_change, order_of_keys
from briefwright.changes.silence import silence_changes
from briefwright.changes.sources import Sides, sides, source_changes
from briefwright.changes.statements import (
    field,
    judgement_changes,
    position_changes,
    prose,
    timeline_changes,
    trend_changes,
    view_changes,
)
from briefwright.changes.values import both_rows
from briefwright.changes.whole import BriefingAdded, BriefingDeleted, BriefingWithdrawn, Held
from briefwright.changes.wording import likeness
from briefwright.dates import day, span
from briefwright.problems import clip
from briefwright.prose_syntax import plain
from briefwright.schema import ActorUse, Briefing, Event
from briefwright.vocabulary import Relation, Status, label

LONG = 400
"""Characters of a reason or a correction in a sentence."""


def briefing_changes(subject: Thing, old: Briefing, new: Briefing, before: Names, after: Names) -> Iterator[Change]:
    """Yield every change of meaning between two states of a briefing; layout and order have none."""
    on = sides(subject, old, new, before, after)
    yield from silence_changes(subject, old.silence, new.silence)
    yield from position_changes(on, old, new)
    yield from _status(on, old, new)
    yield from judgement_changes(on, old, new)
    yield from view_changes(on, old, new)
    yield from _corrections(on, old, new)
    yield from source_changes(on, old, new)
    yield from _facts(on, old, new)
    yield from _actors(on, old, new)
    yield from _related(on, old, new)
    yield from trend_changes(on, old.trend, new.trend)
    yield from timeline_changes(on, old, new)
    yield from prose(on, "Summary", old.summary, new.summary)
    yield from prose(on, "Body", old.body, new.body)


def _status(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    was, now = old.withdrawal, new.withdrawal
    if old.status is not new.status:
        if new.status is Status.WITHDRAWN and now:
            yield BriefingWithdrawn(on.subject, now.date, clip(plain(now.reason, on.after.link), LONG))
            return
        yield StatusChanged(on.subject, old.status, new.status)
    if was and now:
        yield from field(on, "", "withdrawn on", day(was.date), day(now.date))
    yield from prose(on, "Reason for the withdrawal", was.reason if was else None, now.reason if now else None)


def _corrections(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    found = match(
        old.corrections,
        new.corrections,
        lambda item: item.date,
        lambda one, other: likeness(one.text, other.text),
        0.5,
    )
    for item in found.gone:
        yield CorrectionRemoved(on.subject, item.date, clip(plain(item.text, on.before.link), LONG))
    for item in found.come:
        yield CorrectionAdded(on.subject, item.date, clip(plain(item.text, on.after.link), LONG))
    for one, other in found.pairs:
        yield from prose(on, f"Correction of {day(other.date)}", one.text, other.text)
    yield from order_change(on.subject, "", "corrections", found, lambda item: day(item.date))


def _facts(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    def both(called: str, before: str | None, after: str | None) -> Iterator[Change]:
        return field(on, "", called, before, after)

    yield from both("title", old.title, new.title)
    yield from both("date", day(old.date), day(new.date))
    if old.dossier != new.dossier:
        yield from both(
            "dossier",
            old.dossier and on.before.of("dossier", old.dossier),
            new.dossier and on.after.of("dossier", new.dossier),
        )
    yield from both("event", _when(old.event), _when(new.event))
    yield from both("place", old.event.place if old.event else None, new.event.place if new.event else None)
    yield from both("updated", old.updated and day(old.updated), new.updated and day(new.updated))
    yield from both("language", old.lang, new.lang)
    for name in ("regions", "topics", "authors", "reviewers", "aliases"):
        yield from both(name, *both_rows(getattr(old, name), getattr(new, name), ", "))
    yield from both("licence", old.licence, new.licence)


def _when(event: Event | None) -> str | None:
    if event is None:
        return None
    return span(event.date, event.until) + (f" ({event.precision.value})" if event.precision else "")


def _actors(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    before, after = ({use.key: use for use in item.actors} for item in (old, new))
    gone = ", ".join(on.before.of("actor", key) for key in before if key not in after)
    come = ", ".join(on.after.of("actor", key) for key in after if key not in before)
    yield from field(on, "", "actors no longer listed", gone, None)
    yield from field(on, "", "actors newly listed", None, come)
    for key in (key for key in after if key in before):
        yield from _actor(on, key, before[key], after[key])
    listed = partial(on.after.of, "actor")
    yield from order_of_keys(on.subject, "", "actors", list(before), list(after), listed)


def _actor(on: Sides, key: str, old: ActorUse, new: ActorUse) -> Iterator[Change]:
    of = on.after.of("actor", key)
    yield from field(on, of, "role", old.role, new.role)
    was, now = facts(old, new, on.before.entry("actor", key)), facts(new, old, on.after.entry("actor", key))
    yield from field(on, of, "name", was["name"], now["name"])
    yield from field(on, of, "kind", was["kind"], now["kind"])
    yield from prose(on, f"{of}, note", old.note, new.note)


def _related(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    before, after = ([(item.rel, item.id) for item in briefing.related] for briefing in (old, new))

    def one(item: tuple[Relation, str], names: Names) -> str:
        return f"{label(item[0]).lower()} {names.of('briefing', item[1])}"

    def listed(items: set[tuple[Relation, str]], names: Names) -> str:
        return "; ".join(one(item, names) for item in sorted(items))

    yield from field(on, "", "related no longer", listed(set(before) - set(after), on.before), None)
    yield from field(on, "", "newly related", None, listed(set(after) - set(before), on.after))
    yield from order_of_keys(on.subject, "", "related briefings", before, after, lambda item: one(item, on.after))


def added(subject: Thing, briefing: Briefing, path: str, names: Names) -> BriefingAdded:
    """Return the change that a briefing came."""
    return BriefingAdded(subject, path, briefing.date, briefing.status, _held(briefing, names), *_counts(briefing))


def deleted(subject: Thing, briefing: Briefing, path: str, names: Names) -> BriefingDeleted:
    """Return the change that a briefing went."""
    return BriefingDeleted(subject, path, briefing.date, briefing.status, _held(briefing, names), *_counts(briefing))


def _held(briefing: Briefing, names: Names) -> tuple[Held, ...]:
    return tuple(
        Held(names.thing("actor", item.actor), names.thing("issue", item.issue), item.stance)
        for item in briefing.positions
    )


def _counts(briefing: Briefing) -> tuple[int, int, int]:
    return len(briefing.key_judgements), len(briefing.analyst_views), len(briefing.sources)
