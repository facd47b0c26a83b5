"""Small questions about text and dates that several rules ask."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefwright.prose_code import hide_code
from briefwright.prose_syntax import TAG, TARGET, plain

_MARKS = "“„«‘‹›「『"
"""What quotations begin with, besides the straight mark and the » that has its « behind it."""
_PAIRS = re.compile(
    r"„([^„“”]+)[“”]|“([^“”]+)”|«([^«»]+)»|»([^«»]+)«|‹([^‹›]+)›|›([^‹›]+)‹|「([^「」]+)」|『([^『』]+)』"
)
# The mark behind a figure or a letter, as in 5" and צה"ל, opens nothing.
_STRAIGHT = re.compile(r'(?<![^\W_])"([^"]+)"')
# ’ is the apostrophe as well, and some write ‘90s and ‘em: a quotation lies between the edges of words.
_SINGLE = re.compile(r"(?<![\w’])‘(?!\s|\d\d(?:s|\b)|(?:em|tis|twas|til|n)\b)([^‘]*?[^\s‘])’(?!\w)", re.IGNORECASE)
_OWNERS = re.compile(r"[sxz]’\s+\w", re.IGNORECASE)
_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_MARK = re.compile(r"\[@[^\[\]]*\]")
TITLES = "Mr|Mrs|Ms|Mme|Mlle|Dr|Prof|Gen|Adm|Col|Maj|Capt|Lt|Sgt|Sen|Rep|Gov|Hon|Rev|St"
"""Shortened words that a name follows, so that their full stop ends no sentence; for a pattern."""
_TITLE = re.compile(rf"\b(?:{TITLES})\.$")
LONGEST = 6
"""Characters in which any shortened word can be told, with its full stop and the character before it."""
_SENTENCE_END = re.compile(r"(?:(?<=[.!?;])|(?<=[.!?][\"”’»)]))\s+(?=[\"“‘«(]?[^\W\d_a-zß-öø-ÿ])")
_WORD = re.compile(r"[^\W_]+")
# Thai to Burmese and Khmer, kana, Chinese characters: written without spaces between words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_APOSTROPHES = dict.fromkeys("'’‘ʼʻ", "")
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", **_APOSTROPHES}
)
_NO_APOSTROPHES = str.maketrans(_APOSTROPHES)
_NO_WORD = re.compile(r"[\W_]+")


WHOLE_DAY = 10
"""Characters of a date that names a day, YYYY-MM-DD."""


class Quoted(NamedTuple):
    """Words in quotation marks, without the marks, and where in the text they begin and end, marks included."""

    words: str
    start: int
    end: int


def before(one: str, other: str) -> bool:
    """Say whether a date is surely earlier than another; of 2026 and 2026-03-04 nobody can tell."""
    if one >= other:
        return False  # so nearly always, and known at once
    shared = min(len(one), len(other))
    return one[:shared] < other[:shared]


# The names of publishers and actors come again in one briefing after the other.
@lru_cache(maxsize=16384)
def folded(name: str) -> str:
    """Return what is compared of a name: its letters and digits, without case, accents and marks, in any script."""
    if name.isascii():
        return " ".join(_WORD.findall(name.lower().replace("'", "")))
    parted = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return " ".join(_WORD.findall("".join(c for c in parted if not unicodedata.combining(c))))


def words_of(text: str) -> str:
    """Return the words of a text without case, marks and citations, each between single spaces."""
    bare = unicodedata.normalize("NFKC", _MARK.sub(" ", text)).casefold().translate(_NO_APOSTROPHES)
    return f" {_NO_WORD.sub(' ', bare).strip()} "


def count_words(text: str) -> int:
    """Return the number of words; in scripts without spaces between them, two characters count as one."""
    if text.isascii():
        return len(text.split())
    spaced, unspaced = _UNSPACED.subn(" ", text)
    return len(spaced.split()) + (unspaced + 1) // 2


def may_quote(text: str) -> bool:
    """Say whether a text has a mark that a quotation can begin with; most have none."""
    return '"' in text or (not text.isascii() and any(mark in text for mark in _MARKS))


def quoted(text: str) -> Iterator[Quoted]:
    """Yield what stands in quotation marks, in order and paragraph by paragraph; not what is quoted within it.

    Code, addresses and HTML tags don't count, nor marks that cannot be told to belong together: straight ones of which
    a paragraph has an odd number, and a ’ that may be the apostrophe of “the actors’ plan”.
    """
    if not may_quote(text):
        return
    bare = hide_code(text)
    for pattern in (TARGET, TAG):
        bare = pattern.sub(lambda match: " " * len(match[0]), bare)
    at = 0
    for paragraph in _BETWEEN_PARAGRAPHS.split(bare):
        at = bare.index(paragraph, at)
        end = 0
        for match in sorted(_quotations(paragraph), key=re.Match.start):
            if match.start() >= end:
                end = match.end()
                yield Quoted(match[match.lastindex or 0], at + match.start(), at + end)
        at += len(paragraph)


def _quotations(paragraph: str) -> Iterator[re.Match[str]]:
    yield from _PAIRS.finditer(paragraph)
    if "‘" in paragraph:
        yield from (found for found in _SINGLE.finditer(paragraph) if not _OWNERS.match(paragraph, found.end() - 2))
    if paragraph.count('"') % 2 == 0:
        yield from _STRAIGHT.finditer(paragraph)


def own_words(text: str) -> str:
    """Return a text as readers see it, without what stands in quotation marks: those are somebody else's words."""
    parts, at = [], 0
    for quote in quoted(text):
        parts.append(text[at : quote.start])
        at = quote.end
    return plain("".join([*parts, text[at:]]), str)


def sentences(text: str) -> list[str]:
    """Cut plain text after full stops, question marks and the like that a capital letter follows."""
    parts, at = [], 0
    for end in _SENTENCE_END.finditer(text):
        if not _TITLE.search(text[max(0, end.start() - LONGEST) : end.start()]):
            parts.append(text[at : end.start()])
            at = end.end()
    return [part for part in (*parts, text[at:]) if part.strip()]


def listed(items: list[str], most: int = 4) -> str:
    """Return names for a message: "a, b and c", cut after a few."""
    if len(items) > most:
        return f"{', '.join(items[:most])} and {len(items) - most} more"
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)
