"""Where an actor stood before a new position: what makes a new briefing a change of stance."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from briefwright.changes.change import Change, Sentence, Span, Thing, Weight, turn
from briefwright.changes.kinds import stance_words
from briefwright.changes.names import Names
from briefwright.changes.pairing import Item
from briefwright.corpus import HIDDEN
from briefwright.dates import day
from briefwright.schema import Position
from briefwright.vocabulary import Stance, Status

Pair = tuple[str, str]
"""Ids of an actor and an issue."""


class Stood(NamedTuple):
    """A position as a place in time: the day it counts from, then what orders those of one day."""

    stated_on: str
    date: str
    id: str
    title: str
    stance: Stance


Earlier = Callable[[Sequence[Pair]], Mapping[Pair, Sequence[Stood]]]
"""From actors and issues to all positions of theirs in the briefings that did not change; without those that would
take too long to find out."""


@dataclass(frozen=True, slots=True)
class StanceTurned(Change):
    """A new position differs from the last one of the same actor on the same issue, in the briefing `last`."""

    weight: ClassVar[Weight] = Weight.STANCE

    actor: Thing
    issue: Thing
    before: Stance
    after: Stance
    last: Thing
    last_on: str

    def say(self) -> Sentence:
        """Return "Russia on territory: opposes → mixed; opposes in “Harbour talks” (4 March 2026)"."""
        of = f"{self.actor.name} on {self.issue.name}"
        where = f"; {stance_words(self.before)} in “{self.last.name}” ({day(self.last_on)})"
        return *turn(of, stance_words(self.before), stance_words(self.after)), Span(where)


def stood(item: Item) -> Iterator[tuple[Pair, Stood]]:
    """Yield the positions of a briefing that readers see; drafts and withdrawn briefings have none."""
    briefing = item.briefing
    if briefing.status in HIDDEN or briefing.status is Status.WITHDRAWN:
        return
    for position in briefing.positions:
        yield (position.actor, position.issue), _stood(item, position)


def _stood(item: Item, position: Position) -> Stood:
    briefing = item.briefing
    when = position.stated_on or (briefing.event.date if briefing.event else briefing.date)
    return Stood(when, briefing.date, item.id, briefing.title, position.stance)


def turned(
    new: Sequence[tuple[Thing, Item, Position]], changed: Iterable[Item], earlier: Earlier, names: Names
) -> Iterator[StanceTurned]:
    """Yield the new positions that are turns; `changed` are the briefings of the new side that differ."""
    known = earlier(sorted({(position.actor, position.issue) for _, _, position in new}))
    among = [found for item in changed for found in stood(item)]
    for subject, item, position in new:
        pair, own = (position.actor, position.issue), _stood(item, position)
        if pair not in known:
            continue
        history = [*known[pair], *(found for other, found in among if other == pair)]
        last = max((found for found in history if found[:3] < own[:3]), default=None)
        if last and last.stance is not own.stance:
            actor, issue = names.thing("actor", pair[0]), names.thing("issue", pair[1])
            where = Thing("briefing", last.id, last.title)
            yield StanceTurned(subject, actor, issue, last.stance, own.stance, where, last.stated_on)
