"""Editorial rules that a briefing silences: which ones it may, and what is said of those that would not speak."""

from collections.abc import Iterable, Iterator

from briefwright.checks.case import Case
from briefwright.checks.frame import ALONE, OVER_CORPUS, Finding, alone, documented
from briefwright.problems import Severity, did_you_mean
from briefwright.rules import RULES, add_rule
from briefwright.schema import Silence


@alone("SIL01", Severity.ERROR)
def unknown_rule(case: Case) -> Iterator[Finding]:
    """Rule that cannot be silenced.

    silence names a rule that does not exist, or one that is no matter of judgement: a date that does not exist, or a
    source that is not listed, must be mended. Only the editorial rules can be silenced.
    """
    for index, item in enumerate(case.briefing.silence):
        if item.rule in can_be_silenced():
            continue
        known = item.rule in RULES
        message = f"the rule {item.rule} cannot be silenced" if known else f"there is no rule '{item.rule}'"
        hint = "mend what it points at, and remove this" if known else did_you_mean(item.rule, can_be_silenced())
        place = ("silence", index, "rule")
        yield Finding(place, message, hint or "write the id as the message has it, such as SRC03")


def not_needed(silence: Iterable[tuple[int, str]], fired: set[str]) -> Iterator[Finding]:
    """Silence that is not needed.

    The briefing silences a rule that has nothing to say about it. Remove the entry, so that the rule can speak when
    something changes.
    """
    for index, rule in silence:
        if rule not in fired:
            message = f"{rule} has nothing to say about this briefing"
            yield Finding(("silence", index, "rule"), message, "remove the entry from 'silence'")


NOT_NEEDED = "SIL02"
add_rule(documented(NOT_NEEDED, Severity.ADVICE, not_needed))


def can_be_silenced() -> list[str]:
    """Return the ids of the rules that a briefing may silence: all editorial ones but those about silence."""
    return [rule for rule in (*ALONE, *OVER_CORPUS) if not rule.startswith("SIL")]


def silenced(entries: tuple[Silence, ...]) -> tuple[tuple[int, str], ...]:
    """Return the silenced rules of a briefing that there are, each with its place in the list."""
    known = can_be_silenced() if entries else []
    return tuple((index, item.rule) for index, item in enumerate(entries) if item.rule in known)
