"""Terms of likelihood, in fields and in English texts, and which of the two rows of ICD 203 each belongs to."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from briefwright.checks.case import Case
from briefwright.checks.text import own_words
from briefwright.references import Loc
from briefwright.schema import AnalystView, KeyJudgement
from briefwright.vocabulary import LIKELIHOOD_RANGE, Likelihood, ScaleOrigin


class Row(Enum):
    """The two rows of terms in ICD 203, section D.6.e.2.a."""

    UPPER = "upper"
    LOWER = "lower"


_UPPER = frozenset(
    [
        Likelihood.ALMOST_NO_CHANCE,
        Likelihood.VERY_UNLIKELY,
        Likelihood.UNLIKELY,
        Likelihood.ROUGHLY_EVEN_CHANCE,
        Likelihood.LIKELY,
        Likelihood.VERY_LIKELY,
        Likelihood.ALMOST_CERTAIN,
    ]
)
# What any term of a row has in it: most texts have none of it, and need not be looked at further.
_SIGNS = {
    Row.UPPER: ("ikely", "lmost no ", "lmost certain", "ven chance"),
    Row.LOWER: ("robabl", "emote ", "ven odds", "early certain"),
}
# No terms: what compares two things, an unlikely ally and a probable cause; nor is a remote place one.
_COMPARED = r"(?:more|less|most|least|as|so|how|too|equally) (?:(?:un)?likely|(?:im)?probable)"
_OF_A_THING = r"(?:an?|the|his|her|its|their|such) (?:unlikely|improbable)|probable[ -]cause"
_WORDS = {
    Row.UPPER: r"almost no chance|(?:(?:very|highly) )?(?:un)?likely|roughly even chance|almost certain(?:ly)?",
    Row.LOWER: r"remote (?:chances?|possibility)|(?:(?:very|highly) )?(?:im)?probabl[ey]|roughly even odds"
    r"|nearly certain(?:ly)?",
}
# Without re.ASCII, the i of a term would be the ı of another language as well.
_TERMS = {
    row: re.compile(rf"\b(?:{_COMPARED}|{_OF_A_THING}|(?P<term>{words}))\b", re.IGNORECASE | re.ASCII)
    for row, words in _WORDS.items()
}
_ANY_TERM = re.compile(rf"\b(?:{_OF_A_THING}|(?P<term>{'|'.join(_WORDS.values())}))\b", re.IGNORECASE | re.ASCII)


_Own = tuple[int, Loc, KeyJudgement | AnalystView]
"""A judgement or a view whose terms are not the analyst's own, with its number and its place."""


class Used(NamedTuple):
    """A term that a briefing uses: where, in which words, of which row, and in which judgement or view, from 0."""

    loc: Loc
    words: str
    row: Row
    item: int


def term_in(text: str) -> str:
    """Return the first term of likelihood in an English text as it stands there, "" where there is none."""
    return next((found["term"] for found in _ANY_TERM.finditer(text) if found["term"]), "")


def same_step(words: str) -> Likelihood:
    """Return the term for the same step in the other row: of "Probably" it is "likely"."""
    term = words.lower().replace("certainly", "certain").replace("bly", "ble")
    term = {"very probable": "highly probable", "very improbable": "highly improbable"}.get(term, term)
    term = {"highly likely": "very likely", "highly unlikely": "very unlikely"}.get(term, term)
    own = Likelihood.REMOTE if term.startswith("remote ") else Likelihood(term)
    return next(other for other, reach in LIKELIHOOD_RANGE.items() if reach == LIKELIHOOD_RANGE[own] and other != own)


def two_rows(case: Case) -> tuple[Used, Used] | None:
    """Return the term that sets the row of a briefing and the first one of the other row, None where all fit.

    The first likelihood sets the row, or, where there is none, the first term in a text.
    """
    own = [
        (index, said.loc, item)
        for index, (said, item) in enumerate(case.assessed)
        if item.scale_origin is not ScaleOrigin.ANALYST
    ]
    rows = {_row(item.likelihood) for _, _, item in own if item.likelihood}
    asked = _in_texts(own, rows) if own and case.is_english else []
    if len(rows.union(asked)) < 2:
        return None
    used = [term for index, loc, item in own for term in _used(index, loc, item, asked)]
    rated = (term for term in used if term.loc[-1] == "likelihood")
    first = next(rated, None) or next(iter(used), None)
    other = next((term for term in used if first and term.row is not first.row), None)
    return (first, other) if first and other else None


def _row(term: Likelihood) -> Row:
    return Row.UPPER if term in _UPPER else Row.LOWER


def _in_texts(own: list[_Own], rows: set[Row]) -> list[Row]:
    """Return the rows, besides the one that all fields are of, that texts may have terms of."""
    texts = "\n".join([item.text if isinstance(item, KeyJudgement) else item.view for _, _, item in own])
    asked: list[Row] = []
    for row in (Row.LOWER, Row.UPPER):
        if rows != {row} and _may_have(row, texts):
            asked.append(row)
        elif not rows:
            return []  # without a field, it takes terms of both rows
    return asked


def _may_have(row: Row, text: str) -> bool:
    return any(sign in text for sign in _SIGNS[row])


def _used(index: int, loc: Loc, item: KeyJudgement | AnalystView, rows: list[Row]) -> Iterator[Used]:
    """Yield the terms of one judgement or view: those of some rows in words of its own, then its likelihood."""
    name, text = ("text", item.text) if isinstance(item, KeyJudgement) else ("view", item.view)
    words = own_words(text) if any(_may_have(row, text) for row in rows) else ""
    found = [(match, row) for row in rows for match in _TERMS[row].finditer(words) if match["term"]]
    for match, row in sorted(found, key=lambda term: term[0].start("term")):
        yield Used((*loc, name), match["term"], row, index)
    if item.likelihood:
        yield Used((*loc, "likelihood"), item.likelihood, _row(item.likelihood), index)
