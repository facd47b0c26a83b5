"""Rules that a briefing silences: which ones are no longer heard, which are again, and with what reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from briefwright.changes.change import Change, Mark, Sentence, Span, Thing, Weight, turn
from briefwright.changes.matching import match
from briefwright.changes.wording import likeness, same_words
from briefwright.schema import Silence


@dataclass(frozen=True, slots=True)
class _Silenced(Change):
    weight: ClassVar[Weight] = Weight.SILENCE

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class RuleSilenced(_Silenced):
    """The checks no longer tell of a rule in this briefing."""

    def say(self) -> Sentence:
        """Return "Silences the rule SRC08: The ministry alone was there."."""
        return Span(f"Silences the rule {self.rule}", Mark.STRONG), Span(f": {self.reason}")


@dataclass(frozen=True, slots=True)
class SilenceEnded(_Silenced):
    """The checks tell of a rule again in this briefing."""

    def say(self) -> Sentence:
        """Return "No longer silences the rule SRC08; the reason was: The ministry alone was there."."""
        said = Span(f"No longer silences the rule {self.rule}", Mark.STRONG)
        return said, Span(f"; the reason was: {self.reason}")


@dataclass(frozen=True, slots=True)
class SilenceReasoned(Change):
    """A rule stays silenced, for another reason."""

    weight: ClassVar[Weight] = Weight.SILENCE

    rule: str
    before: str
    after: str

    def say(self) -> Sentence:
        """Return "Silenced rule SRC08, reason: … → …"."""
        return turn(f"Silenced rule {self.rule}, reason", self.before, self.after)


def silence_changes(subject: Thing, old: Sequence[Silence], new: Sequence[Silence]) -> Iterator[Change]:
    """Yield which rules a briefing silences that it did not, which it no longer does, and which for another reason."""
    found = match(old, new, lambda item: item.rule, lambda one, other: likeness(one.reason, other.reason))
    for item in found.come:
        yield RuleSilenced(subject, item.rule, item.reason)
    for item in found.gone:
        yield SilenceEnded(subject, item.rule, item.reason)
    for one, other in found.pairs:
        if not same_words(one.reason, other.reason):
            yield SilenceReasoned(subject, other.rule, one.reason, other.reason)
