"""What editorial rules are made of: what they are given, what they yield, and the table that holds them."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from briefwright.checks.case import Case, Limits
from briefwright.digest import Digest, NewEntry
from briefwright.problems import Severity
from briefwright.references import Loc
from briefwright.registries import Registries
from briefwright.rules import Rule, add_rule


class Finding(NamedTuple):
    """What a rule found: the field's path in its file, what is the matter, what to do, and the words to point at.

    `about` is a thing written in place: then `loc` leads from its description, wherever that stands.
    """

    loc: Loc
    message: str
    hint: str
    needle: str = ""
    about: NewEntry | None = None


class FoundIn(NamedTuple):
    """A finding of a rule over the whole corpus, with the file that it stands in."""

    path: str
    finding: Finding


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What rules over the whole corpus are given; it is equal to nothing but itself.

    `digests` are all briefings, drafts included, by date and id. `wordless` holds, by file, the positions that say
    nothing but their stance. `is_read` is False where some file could not be read in full, so that nothing can be said
    about what others have in common with it; `is_whole` also where one refers to what is not there, so that nothing can
    be said about what is missing. `wants` says whether somebody asks for the findings in a file: where nobody can, a
    rule need not look.
    """

    digests: tuple[Digest, ...]
    registries: Registries
    wordless: dict[str, frozenset[int]]
    limits: Limits
    is_read: bool
    is_whole: bool
    wants: Callable[[str], bool] = bool


AloneCheck = Callable[[Case], Iterator[Finding]]
CorpusCheck = Callable[[Known], Iterator[FoundIn]]
Check = TypeVar("Check", bound=Callable[..., object])

ALONE: dict[str, AloneCheck] = {}
"""Rules that need one briefing and the registries, by id."""

OVER_CORPUS: dict[str, CorpusCheck] = {}
"""Rules that compare briefings with each other, by id."""


def alone(id: str, severity: Severity) -> Callable[[AloneCheck], AloneCheck]:
    """Make a function a rule over one briefing; the first line of its docstring is the rule's title."""
    return _into(ALONE, id, severity)


def over_corpus(id: str, severity: Severity) -> Callable[[CorpusCheck], CorpusCheck]:
    """Make a function a rule over the whole corpus; the first line of its docstring is the rule's title."""
    return _into(OVER_CORPUS, id, severity)


def _into(table: dict[str, Check], id: str, severity: Severity) -> Callable[[Check], Check]:
    def register(check: Check) -> Check:
        add_rule(documented(id, severity, check))
        table[id] = check
        return check

    return register


def documented(id: str, severity: Severity, check: Callable[..., object]) -> Rule:
    """Return the entry of the table of rules that a function's docstring makes."""
    title, _, text = (inspect.getdoc(check) or "").partition("\n")
    return Rule(id, severity, title.rstrip("."), " ".join(text.split()))
