"""What every change has in common: a subject, a weight, and a sentence that it says of itself."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum
from typing import Any, ClassVar


class Mark(StrEnum):
    """What a piece of a sentence is: said plainly, gone, new, or the point of it."""

    PLAIN = "same"
    OLD = "old"
    NEW = "new"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence: its words as data, and its mark. How marks look is for the report to say."""

    text: str
    mark: Mark = Mark.PLAIN


Sentence = tuple[Span, ...]


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """A briefing, an actor, an issue, a publisher or a dossier, with the name that readers know it by."""

    kind: str
    id: str
    name: str


class Weight(IntEnum):
    """How much a change matters to a reviewer, the weightiest first."""

    SILENCE = 5
    STANCE = 10
    BRIEFING = 20
    QUOTE = 25
    JUDGEMENT = 30
    CORRECTION = 35
    SOURCE = 40
    FACT = 50
    REGISTRY = 60
    FILE = 70
    PROSE = 90


@dataclass(frozen=True, slots=True)
class Change:
    """One change of meaning; `subject` is the briefing or the registry's entry that it happened to."""

    weight: ClassVar[Weight] = Weight.FACT

    subject: Thing

    def say(self) -> Sentence:
        """Return the sentence, which names neither the subject nor any id."""
        raise NotImplementedError

    @property
    def type(self) -> str:
        """The kind of change for programs: "stance-changed" of StanceChanged."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def data(self) -> dict[str, Any]:
        """Return all there is to the change as plain data for JSON."""
        return {"type": self.type, "weight": self.weight.name.lower(), "says": words(self.say()), **asdict(self)}


TEXT_FORMS = {Mark.OLD: "[-{}-]", Mark.NEW: "{{+{}+}}"}
"""How marked words look in plain text."""


def written(sentence: Sentence, forms: Mapping[Mark, str], safe: Callable[[str], str]) -> str:
    """Return a sentence on one line, its words made safe and its marks given their form.

    Words that went or came stand apart by spaces: marks within a word would not count in Markdown.
    """
    parts: list[str] = []
    apart = False
    for span in sentence:
        text = safe(span.text)
        if not text:
            continue
        form = forms.get(span.mark)
        changed = span.mark in TEXT_FORMS
        gap = " " if parts and (span.text[:1].isspace() or changed or apart) else ""
        after = " " if span.text[-1:].isspace() else ""
        parts.append(f"{gap}{form.format(text) if form else text}{after}")
        apart = changed
    return re.sub(" {2,}", " ", "".join(parts)).strip()


def folded(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def words(sentence: Sentence) -> str:
    """Return a sentence as plain text, with [-old-] and {+new+} words in brackets."""
    return written(sentence, TEXT_FORMS, folded)


def plainly(text: str) -> Sentence:
    """Return a sentence without any mark."""
    return (Span(text),)


def turn(of: str, before: str, after: str) -> Sentence:
    """Return "of: before → after"."""
    return Span(f"{of}: "), Span(f"{before} → {after}", Mark.STRONG)
