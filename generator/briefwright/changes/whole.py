"""The kinds of changes to a whole briefing: it came, went, was withdrawn, renamed or moved."""

from dataclasses import dataclass
from typing import ClassVar

from briefwright.changes.change import Change, Mark, Sentence, Span, Thing, Weight, plainly
from briefwright.changes.kinds import stance_words
from briefwright.counting import counted
from briefwright.dates import day
from briefwright.vocabulary import Stance, Status, label

MOST_STANCES = 8
"""Stances of a new or deleted briefing that its sentence names; the others are counted."""


@dataclass(frozen=True, slots=True)
class Held:
    """Where an actor stands on an issue, as a briefing says it."""

    actor: Thing
    issue: Thing
    stance: Stance


@dataclass(frozen=True, slots=True)
class _Whole(Change):
    weight: ClassVar[Weight] = Weight.BRIEFING

    path: str
    date: str
    status: Status
    positions: tuple[Held, ...]
    judgements: int
    views: int
    sources: int

    def _said(self, what: str) -> Sentence:
        parts = [(len(self.positions), "position"), (self.judgements, "key judgement"), (self.views, "analyst view")]
        held = ", ".join(counted(number, noun) for number, noun in [*parts, (self.sources, "source")] if number)
        about = f" ({label(self.status).lower()}, of {day(self.date)})"
        stances = [
            f"{item.actor.name} on {item.issue.name}: {stance_words(item.stance)}"
            for item in self.positions[:MOST_STANCES]
        ]
        rest = len(self.positions) - MOST_STANCES
        if rest > 0:
            stances.append(f"and {counted(rest, 'more position')}")
        listed = f". {'; '.join(stances)}" if stances else ""
        return Span(what, Mark.STRONG), Span(f"{about}: {held or 'no positions and no sources'}{listed}")


@dataclass(frozen=True, slots=True)
class BriefingAdded(_Whole):
    """A briefing that was not there."""

    def say(self) -> Sentence:
        """Return what it is and where its actors stand."""
        return self._said("New briefing")


@dataclass(frozen=True, slots=True)
class BriefingDeleted(_Whole):
    """A briefing whose file is gone; its address leads nowhere."""

    def say(self) -> Sentence:
        """Return what went with it."""
        return self._said("Deleted briefing")


@dataclass(frozen=True, slots=True)
class BriefingWithdrawn(Change):
    """A briefing that was taken back; its page stays and says why."""

    weight: ClassVar[Weight] = Weight.BRIEFING

    on: str
    reason: str

    def say(self) -> Sentence:
        """Return the day and the reason."""
        return Span("Withdrawn", Mark.STRONG), Span(f" on {day(self.on)}: {self.reason}")


@dataclass(frozen=True, slots=True)
class BriefingRenamed(Change):
    """A briefing has another id, and so another address; `aliased` if the old one redirects to it."""

    weight: ClassVar[Weight] = Weight.BRIEFING

    before: str
    after: str
    aliased: bool

    def say(self) -> Sentence:
        """Return both addresses, and where the old one leads."""
        leads = "which redirects here" if self.aliased else "which now leads nowhere"
        return Span("Renamed", Mark.STRONG), Span(f" to {self.after} from {self.before}, {leads}")


@dataclass(frozen=True, slots=True)
class BriefingMoved(Change):
    """A briefing's file lies elsewhere; its id and its address are the same."""

    weight: ClassVar[Weight] = Weight.FILE

    before: str
    after: str

    def say(self) -> Sentence:
        """Return both paths."""
        return plainly(f"File moved to {self.after} from {self.before}; the address stays")
