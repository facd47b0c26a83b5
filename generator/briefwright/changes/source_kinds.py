"""The kinds of changes of sources: which came and went, what is said of them, and what rests on them."""

from dataclasses import dataclass
from typing import ClassVar

from briefwright.changes.change import Change, Mark, Sentence, Span, Weight, plainly, turn
from briefwright.changes.values import NOTHING, or_nothing
from briefwright.counting import counted
from briefwright.vocabulary import Credibility, label


@dataclass(frozen=True, slots=True)
class SourceAdded(Change):
    """A new source, and how many places of the briefing rest on it."""

    weight: ClassVar[Weight] = Weight.SOURCE

    source: str
    uses: int

    def say(self) -> Sentence:
        """Return "Source added: “Nine hours”, Harbour Gazette; cited 3 times"."""
        return plainly(f"Source added: {self.source}; cited {_times(self.uses)}")


@dataclass(frozen=True, slots=True)
class SourceLost(Change):
    """A source that is no longer there, and how many places of the briefing rested on it."""

    weight: ClassVar[Weight] = Weight.SOURCE

    source: str
    uses: int

    def say(self) -> Sentence:
        """Return "Source lost: “Nine hours”, Harbour Gazette; was cited 3 times"."""
        return plainly(f"Source lost: {self.source}; was cited {_times(self.uses)}")


def _times(number: int) -> str:
    return {0: "nowhere", 1: "once", 2: "twice"}.get(number, counted(number, "time"))


@dataclass(frozen=True, slots=True)
class BackingAdded(Change):
    """A statement rests on one more source, which the briefing already had."""

    weight: ClassVar[Weight] = Weight.SOURCE

    of: str
    source: str

    def say(self) -> Sentence:
        """Return "…: now also backed by …"."""
        return plainly(f"{self.of}: now also backed by {self.source}")


@dataclass(frozen=True, slots=True)
class BackingLost(Change):
    """A statement no longer rests on a source, which the briefing still has."""

    weight: ClassVar[Weight] = Weight.SOURCE

    of: str
    source: str

    def say(self) -> Sentence:
        """Return "…: no longer backed by …"."""
        return plainly(f"{self.of}: no longer backed by {self.source}")


@dataclass(frozen=True, slots=True)
class LeftWithoutSource(Change):
    """A statement had sources and has none now."""

    weight: ClassVar[Weight] = Weight.SOURCE

    of: str

    def say(self) -> Sentence:
        """Return "…: now without any source"."""
        return Span(f"{self.of}: "), Span("now without any source", Mark.STRONG)


@dataclass(frozen=True, slots=True)
class CredibilityChanged(Change):
    """What a source says in support of a statement is held to be more or less credible; None is unrated."""

    weight: ClassVar[Weight] = Weight.SOURCE

    of: str
    source: str
    before: Credibility | None
    after: Credibility | None

    def say(self) -> Sentence:
        """Return "…, credibility of …: 3 (possibly true) → 2 (probably true)"."""
        return turn(f"{self.of}, credibility of {self.source}", _rated(self.before), _rated(self.after))


def _rated(term: Credibility | None) -> str:
    return f"{term.value} ({label(term)})" if term else NOTHING


@dataclass(frozen=True, slots=True)
class SourceChanged(Change):
    """A fact about a source: its publisher, its reliability, its address; None is left out."""

    weight: ClassVar[Weight] = Weight.SOURCE

    source: str
    field: str
    before: str | None
    after: str | None

    def say(self) -> Sentence:
        """Return "Source “Nine hours”, reliability: B → C"."""
        return turn(f"Source {self.source}, {self.field}", or_nothing(self.before), or_nothing(self.after))
