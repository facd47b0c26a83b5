"""Problems as data: what is wrong, where, and what to do about it. Printing them is somebody else's job."""

import difflib
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

FEW = 400
"""Up to this many candidates are compared one by one; more are sifted first."""

CUTOFF = 0.65
"""Likeness (difflib's ratio, 0 to 1) from which a candidate is worth suggesting, if it begins with the same letter."""

CUTOFF_OTHER_INITIAL = 0.75
"""The same for a candidate that begins with another letter: people rarely miss the first one."""


class Severity(StrEnum):
    """How much a problem weighs: an error stops a build, a warning does not, advice is only advice."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Problem(NamedTuple):
    """One thing that is wrong, at one place of one file; sorts by file, then by place.

    `path` is relative, with forward slashes. `line` and `column` count from 1, `column` and `width` in characters
    (Unicode code points). `rule` is a key of `rules.RULES`. `excerpt` is the source line without its line end.
    """

    path: str
    line: int
    column: int
    rule: str
    severity: Severity
    message: str
    hint: str = ""
    excerpt: str = ""
    width: int = 1


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the candidate that is most like the word, or "" where none is.

    The answer does not depend on the order of the candidates, which may be 100,000.
    """
    found = closest(word, candidates)
    return f"did you mean '{found}'?" if found else ""


def clip(value: object, most: int = 60) -> str:
    """Return a value for a message: on one line, and cut where it is longer than `most` characters."""
    text = str(value)[: 10 * most]
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def closest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate that is most like the word, or "" where none is like it."""
    pool = [c for c in candidates if c and c != word]
    wanted = _plain(word)
    if not wanted or len(word) > 200:
        return ""
    if len(pool) > FEW:
        pool = _sift(wanted, pool)
    words = sorted(wanted.split("-"))
    best, best_ratio = "", 0.0
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    for candidate in sorted(pool):
        plain = _plain(candidate)
        least = max(best_ratio, CUTOFF if plain[:1] == wanted[0] else CUTOFF_OTHER_INITIAL)
        matcher.set_seq1(plain)
        if sorted(plain.split("-")) == words:
            ratio = 1.0 if plain == wanted else 0.99
        elif matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
            continue
        else:
            ratio = matcher.ratio()
        if ratio >= least and ratio > best_ratio:
            best, best_ratio = candidate, ratio
    return best


def _plain(word: str) -> str:
    """Fold what people mix up: case, and hyphens, underscores and spaces."""
    return "-".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _sift(wanted: str, pool: list[str]) -> list[str]:
    """Keep the candidates that can be within two slips of the word, or that have its words in another order.

    Of four pieces of the word two slips can spoil two at most, so the other two stand in any candidate that near.
    Short words have no useful pieces: there the first letter must agree.
    """
    slack = max(2, len(wanted) // 6)
    near = [c for c in pool if abs(len(c) - len(wanted)) <= slack]
    if len(wanted) < 8:
        return [c for c in near if c[0].casefold() == wanted[0]]
    step = -(-len(wanted) // 4)
    first, second, third, fourth = (wanted[at : at + step] for at in range(0, 4 * step, step))
    folded = ((c, c.casefold().replace("_", "-").replace(" ", "-")) for c in near)
    return [c for c, f in folded if (first in f) + (second in f) + (third in f) + (fourth in f) >= 2]
