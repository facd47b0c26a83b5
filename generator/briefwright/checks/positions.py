"""Editorial rules on positions: what contradicts, what changed without a word, what says too little."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from briefwright.checks.case import Case
from briefwright.checks.frame import Finding, FoundIn, Known, alone, over_corpus
from briefwright.checks.text import WHOLE_DAY, before
from briefwright.corpus import HIDDEN
from briefwright.digest import Digest, PositionDigest
from briefwright.problems import Severity
from briefwright.schema import Position
from briefwright.vocabulary import AttributedBy, Stance, Status

_FOR = frozenset([Stance.SUPPORTS, Stance.SUPPORTS_WITH_CONDITIONS])
_AGAINST = frozenset([Stance.OPPOSES, Stance.OPPOSES_WITH_CONDITIONS])
_CONDITIONAL = frozenset([Stance.SUPPORTS_WITH_CONDITIONS, Stance.OPPOSES_WITH_CONDITIONS])


class Held(NamedTuple):
    """A position with the briefing that has it and its place there, from 0; one of a draft is not on the site yet."""

    position: PositionDigest
    briefing: Digest
    at: int

    @property
    def is_hidden(self) -> bool:
        """Whether readers of the site cannot see it, so that what they do see is not measured by it."""
        return self.briefing.status in HIDDEN

    @property
    def place(self) -> tuple[str, int, str]:
        """The field of the stance in the briefing."""
        return "positions", self.at, "stance"


def says_nothing_else(position: Position) -> bool:
    """Say whether a position has nothing but its stance: no statement, no quotation, no conditions."""
    return not position.statement and not position.quote and not position.conditions


# Two rules ask for them.
@lru_cache(maxsize=1)
def _by_actor_and_issue(known: Known) -> list[list[Held]]:
    """Group the positions of all briefings that stand by actor and issue, the earlier ones first."""
    groups: dict[tuple[str, str], list[Held]] = {}
    for briefing in known.digests:
        if briefing.status is not Status.WITHDRAWN:
            for index, position in enumerate(briefing.positions):
                groups.setdefault((position.actor, position.issue), []).append(Held(position, briefing, index))
    several = [groups[key] for key in sorted(groups) if len(groups[key]) > 1]
    for held in several:
        held.sort(key=lambda item: (item.position.stated_on, item.briefing.date, item.briefing.id, item.at))
    return several


@over_corpus("POS01", Severity.WARNING)
def two_stances_on_a_day(known: Known) -> Iterator[FoundIn]:
    """Contradicting stances on one day.

    Two positions have the same actor for and against the same thing on the same day, in one briefing or in two. One of
    them may be wrong, or the sources disagree: then say so in the statements. Where one of the two is only what an
    opponent says, the rule keeps quiet.
    """
    for held in _by_actor_and_issue(known):
        for day, group in groupby(held, lambda item: item.position.stated_on):
            same_day = list(group)
            if len(same_day) > 1 and len(day) == WHOLE_DAY:
                yield from _contradictions(sorted(same_day, key=lambda item: item.is_hidden))


def _contradictions(held: list[Held]) -> Iterator[FoundIn]:
    """Yield each position of one actor on one issue and day that an earlier one contradicts."""
    for at, second in enumerate(held):
        first = next((item for item in held[:at] if _contradict(item, second)), None)
        if first is None:
            continue
        position = second.position
        where = "further up" if first.briefing is second.briefing else f"in {first.briefing.path}"
        message = (
            f"on {position.stated_on} '{position.actor}' {_verb(second)} '{position.issue}' here and "
            f"{_verb(first)} it {where}"
        )
        hint = "check stances and dates; where the sources disagree, say so there and put POS01 under 'silence'"
        yield FoundIn(second.briefing.path, Finding(second.place, message, hint))


def _contradict(one: Held, other: Held) -> bool:
    stances = {one.position.stance, other.position.stance}
    reported = [item.position.attributed_by is AttributedBy.OPPONENT for item in (one, other)]
    return bool(stances & _FOR) and bool(stances & _AGAINST) and reported[0] is reported[1]


def _verb(held: Held) -> str:
    return "supports" if held.position.stance in _FOR else "opposes"


@over_corpus("POS02", Severity.WARNING)
def silent_change(known: Known) -> Iterator[FoundIn]:
    """Change of stance without a word of why.

    The actor's last stance on this issue was another one, and this position has neither a statement nor a quotation
    nor conditions. The site shows readers the change, and they will ask what happened.
    """
    for held in _by_actor_and_issue(known):
        for earlier, later in _steps(held):
            changed = earlier.position.stance is not later.position.stance
            follows = before(earlier.position.stated_on, later.position.stated_on)
            if changed and follows and later.at in known.wordless.get(later.briefing.path, ()):
                position = later.position
                last = f"{earlier.position.stance} ({earlier.position.stated_on}, {earlier.briefing.path})"
                message = (
                    f"'{position.actor}' on '{position.issue}' changes from {last} to {position.stance}, "
                    "without a word of why"
                )
                hint = "add a statement that says what is new; if nothing is, check the stance"
                yield FoundIn(later.briefing.path, Finding(later.place, message, hint))


def _steps(held: list[Held]) -> Iterator[tuple[Held, Held]]:
    """Yield each position with the one before it; before one that is on the site, with the last that is there too."""
    yield from pairwise([item for item in held if not item.is_hidden])
    yield from ((earlier, later) for earlier, later in pairwise(held) if later.is_hidden)


@alone("POS03", Severity.WARNING)
def bare_stance(case: Case) -> Iterator[Finding]:
    """Stance without statement and quotation.

    A stance is a summary. Without the words behind it a reader cannot see why it was chosen. An actor that declines
    to say needs none.
    """
    for index, position in enumerate(case.briefing.positions):
        if says_nothing_else(position) and position.stance is not Stance.DECLINES_TO_SAY:
            message = f"nothing but the stance is said of '{position.actor}' on '{position.issue}'"
            yield Finding(("positions", index, "stance"), message, "add a statement in your words, or a quote")


@alone("POS04", Severity.ADVICE)
def unlisted_conditions(case: Case) -> Iterator[Finding]:
    """Conditional stance without its conditions.

    The stance says "with conditions", and the field conditions is empty. Perhaps the statement has them; in the field
    they are shown as a list, and can be found.
    """
    for index, position in enumerate(case.briefing.positions):
        if position.stance in _CONDITIONAL and not position.conditions and not says_nothing_else(position):
            message = f"'{position.actor}' has conditions on '{position.issue}', and 'conditions' does not list them"
            hint = "add 'conditions: [...]', a few words each, or choose another stance"
            yield Finding(("positions", index, "stance"), message, hint)
