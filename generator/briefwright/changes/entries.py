"""The kinds of changes in the registries: entries that came, went, were renamed, merged or described anew."""

from dataclasses import dataclass
from typing import ClassVar

from briefwright.changes.change import Change, Mark, Sentence, Span, Thing, Weight, turn
from briefwright.changes.values import or_nothing
from briefwright.counting import counted, verb


@dataclass(frozen=True, slots=True)
class EntryChange(Change):
    """A change of a registry's entry; `touches` is the number of briefings that name it, None where not counted."""

    weight: ClassVar[Weight] = Weight.REGISTRY

    touches: int | None

    def reach(self) -> str:
        """Return "; 12 briefings name it", or nothing where that is not known."""
        if self.touches is None:
            return ""
        if not self.touches:
            return "; no briefing names it"
        return f"; {counted(self.touches, 'briefing')} {verb(self.touches, 'name')} it"


@dataclass(frozen=True, slots=True)
class EntryAdded(EntryChange):
    """A new entry."""

    def say(self) -> Sentence:
        """Return "New actor; 2 briefings name it"."""
        return Span(f"New {self.subject.kind}", Mark.STRONG), Span(self.reach())


@dataclass(frozen=True, slots=True)
class EntryRemoved(EntryChange):
    """An entry that is gone."""

    def say(self) -> Sentence:
        """Return "Removed from the actors; no briefing names it"."""
        return Span(f"Removed from the {self.subject.kind}s", Mark.STRONG), Span(self.reach())


@dataclass(frozen=True, slots=True)
class EntryRenamed(EntryChange):
    """Readers see another name for the same thing."""

    before: str
    after: str

    def say(self) -> Sentence:
        """Return "Name: Kiev → Kyiv; 12 briefings name it"."""
        return *turn("Name", self.before, self.after), Span(self.reach())


@dataclass(frozen=True, slots=True)
class EntryIdChanged(EntryChange):
    """The same thing has another id, and so another address."""

    before: str
    after: str

    def say(self) -> Sentence:
        """Return "Id: kiev → kyiv; 12 briefings name it"."""
        return *turn("Id", self.before, self.after), Span(f"{self.reach()}; the old address leads nowhere")


@dataclass(frozen=True, slots=True)
class EntriesMerged(EntryChange):
    """Two ids became one: what named `gone` names the subject now, in `touches` briefings."""

    gone: Thing

    def say(self) -> Sentence:
        """Return "Takes in Kiev (kiev): 12 briefings that named it name Kyiv now"."""
        count = self.touches or 0
        moved = f"{counted(count, 'briefing')} that named it {verb(count, 'name')} {self.subject.name} now"
        what = f"Takes in {self.gone.name} ({self.gone.id})"
        return Span(what, Mark.STRONG), Span(f": {moved if count else 'no briefing named it'}")


@dataclass(frozen=True, slots=True)
class EntryChanged(EntryChange):
    """A fact about a thing; None is left out."""

    field: str
    before: str | None
    after: str | None

    def say(self) -> Sentence:
        """Return "Reliability: B → C; 12 briefings name it"."""
        field = self.field[:1].upper() + self.field[1:]
        return *turn(field, or_nothing(self.before), or_nothing(self.after)), Span(self.reach())


@dataclass(frozen=True, slots=True)
class QuestionChanged(EntryChange):
    """The question of an issue reads otherwise, and every stance on it is relative to that wording."""

    difference: Sentence

    def say(self) -> Sentence:
        """Return the question with its changed words, and a word of warning."""
        said = "; check that the stances still fit it"
        return Span("Question: "), *self.difference, Span(f"{self.reach()}{said}")
