"""The kinds of changes inside a briefing that was there before: stances, judgements, facts, words."""

from dataclasses import dataclass
from typing import ClassVar

from briefwright.changes.change import Change, Mark, Sentence, Span, Thing, Weight, plainly, turn
from briefwright.changes.values import or_nothing
from briefwright.changes.wording import in_short
from briefwright.dates import day
from briefwright.vocabulary import Confidence, Likelihood, Stance, Status, label


def stance_words(stance: Stance) -> str:
    """Return a stance as it stands in a sentence: "opposes with conditions"."""
    return stance.value.replace("-", " ")


@dataclass(frozen=True, slots=True)
class StanceChanged(Change):
    """An actor's stance on an issue is another one now."""

    weight: ClassVar[Weight] = Weight.STANCE

    actor: Thing
    issue: Thing
    before: Stance
    after: Stance

    def say(self) -> Sentence:
        """Return "Russia on territory: opposes → mixed"."""
        return turn(f"{self.actor.name} on {self.issue.name}", stance_words(self.before), stance_words(self.after))


@dataclass(frozen=True, slots=True)
class _PositionHeld(Change):
    weight: ClassVar[Weight] = Weight.STANCE

    actor: Thing
    issue: Thing
    stance: Stance
    stated_on: str | None

    def _said(self, what: str) -> Sentence:
        when = f" ({day(self.stated_on)})" if self.stated_on else ""
        of = f"{self.actor.name} on {self.issue.name}"
        return Span(f"{of}: "), Span(stance_words(self.stance), Mark.STRONG), Span(f"{when}, {what}")


@dataclass(frozen=True, slots=True)
class PositionAdded(_PositionHeld):
    """A position that the briefing did not have."""

    def say(self) -> Sentence:
        """Return "Russia on territory: mixed, a new position"."""
        return self._said("a new position")


@dataclass(frozen=True, slots=True)
class PositionRemoved(_PositionHeld):
    """A position that the briefing no longer has."""

    def say(self) -> Sentence:
        """Return "Russia on territory: mixed, position removed"."""
        return self._said("position removed")


@dataclass(frozen=True, slots=True)
class LikelihoodChanged(Change):
    """A judgement or a view carries another term of likelihood; None is no term."""

    weight: ClassVar[Weight] = Weight.JUDGEMENT

    of: str
    before: Likelihood | None
    after: Likelihood | None

    def say(self) -> Sentence:
        """Return "Judgement “…”, likelihood: unlikely → likely"."""
        return turn(f"{self.of}, likelihood", or_nothing(self.before), or_nothing(self.after))


@dataclass(frozen=True, slots=True)
class ConfidenceChanged(Change):
    """A judgement or a view is held with another confidence; None is no term."""

    weight: ClassVar[Weight] = Weight.JUDGEMENT

    of: str
    before: Confidence | None
    after: Confidence | None

    def say(self) -> Sentence:
        """Return "Judgement “…”, confidence: low → moderate"."""
        return turn(f"{self.of}, confidence", or_nothing(self.before), or_nothing(self.after))


@dataclass(frozen=True, slots=True)
class OutcomeResolved(Change):
    """It is known now how a forecast turned out."""

    weight: ClassVar[Weight] = Weight.JUDGEMENT

    of: str
    value: bool
    on: str

    def say(self) -> Sentence:
        """Return "Judgement “…” resolved on 1 July 2026: it came about"."""
        came = "it came about" if self.value else "it did not come about"
        return Span(f"{self.of}, resolved on {day(self.on)}: "), Span(came, Mark.STRONG)


@dataclass(frozen=True, slots=True)
class OutcomeRemoved(Change):
    """A forecast is open again: its outcome was taken out."""

    weight: ClassVar[Weight] = Weight.JUDGEMENT

    of: str
    value: bool
    on: str

    def say(self) -> Sentence:
        """Return "Judgement “…”: its outcome was removed"."""
        came = "came about" if self.value else "did not come about"
        return plainly(f"{self.of}: its outcome was removed ({came}, {day(self.on)})")


@dataclass(frozen=True, slots=True)
class StatementAdded(Change):
    """A judgement, a view or a step of the timeline that the briefing did not have."""

    weight: ClassVar[Weight] = Weight.JUDGEMENT

    of: str

    def say(self) -> Sentence:
        """Return "Added: judgement “…”"."""
        return plainly(f"Added: {self.of}")


@dataclass(frozen=True, slots=True)
class StatementRemoved(Change):
    """A judgement, a view or a step of the timeline that the briefing no longer has."""

    weight: ClassVar[Weight] = Weight.JUDGEMENT

    of: str

    def say(self) -> Sentence:
        """Return "Removed: judgement “…”"."""
        return plainly(f"Removed: {self.of}")


@dataclass(frozen=True, slots=True)
class QuoteChanged(Change):
    """A quotation, or who is quoted: words in somebody's mouth are not just wording."""

    weight: ClassVar[Weight] = Weight.QUOTE

    of: str
    difference: Sentence

    def say(self) -> Sentence:
        """Return "…, quotation: " with the words that went and came."""
        return Span(f"{self.of}, quotation: "), *in_short(self.difference)


@dataclass(frozen=True, slots=True)
class CorrectionAdded(Change):
    """The briefing says that something was wrong."""

    weight: ClassVar[Weight] = Weight.CORRECTION

    on: str
    text: str

    def say(self) -> Sentence:
        """Return "Correction of 4 March 2026: …"."""
        return plainly(f"Correction of {day(self.on)}: {self.text}")


@dataclass(frozen=True, slots=True)
class CorrectionRemoved(Change):
    """A correction that readers could see is no longer there."""

    weight: ClassVar[Weight] = Weight.CORRECTION

    on: str
    text: str

    def say(self) -> Sentence:
        """Return "Correction of 4 March 2026 removed: …"."""
        return plainly(f"Correction of {day(self.on)} removed: {self.text}")


@dataclass(frozen=True, slots=True)
class StatusChanged(Change):
    """The briefing stands elsewhere in its life."""

    weight: ClassVar[Weight] = Weight.BRIEFING

    before: Status
    after: Status

    def say(self) -> Sentence:
        """Return "Status: Draft → Published"."""
        return turn("Status", label(self.before), label(self.after))


@dataclass(frozen=True, slots=True)
class FieldChanged(Change):
    """A fact of the briefing or of a part of it: a date, the title, the dossier; None is left out.

    `of` is the part, empty for the briefing itself.
    """

    weight: ClassVar[Weight] = Weight.FACT

    of: str
    field: str
    before: str | None
    after: str | None

    def say(self) -> Sentence:
        """Return "Dossier: none → The Port Vell talks"."""
        field = f"{self.of}, {self.field}" if self.of else self.field[:1].upper() + self.field[1:]
        return turn(field, or_nothing(self.before), or_nothing(self.after))


@dataclass(frozen=True, slots=True)
class ProseChanged(Change):
    """The wording of a prose field."""

    weight: ClassVar[Weight] = Weight.PROSE

    of: str
    difference: Sentence

    def say(self) -> Sentence:
        """Return the field and the words that went and came."""
        return Span(f"{self.of}: "), *in_short(self.difference)
