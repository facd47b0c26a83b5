"""Folding and splitting: a text becomes the words that are searched for, by the rules that fold.js shares.

Case, accents and forms of one letter (NFKD, Unicode Standard Annex 15) are given up, so that a reader finds a name
however it is typed. Scripts without spaces between words become pairs of neighbouring characters.
"""

import re
import unicodedata

LONGEST = 64
"""Characters of a word that count; the rest is cut off."""

# Accents, vowel points, tatweel, and what has no width: joiners, marks and controls of direction, variation selectors.
_DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u061c\u0640\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_LETTERS = {
    **{"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"},
    **{"ى": "ي", "ة": "ه", "ٱ": "ا", "ی": "ي", "ک": "ك"},
    **{"ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ"},
    **{chr(zero + n): str(n) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50) for n in range(10)},
    # Letters by category, apostrophes by use: п’ять is one word with two parts however it is typed.
    **{chr(code): " " for code in range(0x2B9, 0x2C0)},
}
_PAIRED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u3005-\u3007\u3021-\u3029\u3038-\u303c\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)
_HAS_PAIRED = re.compile(f"[{_PAIRED}]")
_RUNS = re.compile(f"([{_PAIRED}]+)|[^ {_PAIRED}]+")
_ARTICLE = re.compile("^(?:[وبكف]ال|لل|ال)(?=.{3})")


def _fold_letter(letter: str) -> str:
    """Return what one decomposed character becomes: letters, nothing, or the space that separates words."""
    if _DROPPED.match(letter):
        return ""
    lower = letter.lower()
    lower = _LETTERS.get(lower, lower)
    return lower if unicodedata.category(lower[0])[0] in "LNM" or _HAS_PAIRED.match(lower) else " "


class _Table(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = "".join(map(_fold_letter, unicodedata.normalize("NFKD", chr(code))))
        self[code] = folded
        return folded


_TABLE = _Table()
_ASCII = {code: _TABLE[code] for code in range(128)}


_MOST_KEPT = 50_000
_kept: dict[str, list[str]] = {}
"""Words of the chunks between spaces that were met before: texts repeat them, and folding costs."""


def words(text: str) -> list[str]:
    """Return the words of a text as they are indexed and looked up, in order; for any text, an empty one too.

    No word is empty, has a space or a "=" in it, or has more than 64 characters.
    """
    if text.isascii():
        found = text.translate(_ASCII).split()
        return [word[:LONGEST] for word in found] if max(map(len, found), default=0) > LONGEST else found
    found = []
    for chunk in text.split():
        known = _kept.get(chunk)
        if known is None:
            known = _chunk_words(chunk)
            if len(chunk) <= LONGEST:
                if len(_kept) >= _MOST_KEPT:
                    _kept.clear()
                _kept[chunk] = known
        found += known
    return found


def _chunk_words(chunk: str) -> list[str]:
    """Return the words of a text; runs of some scripts become pairs of neighbours and their last character."""
    folded = unicodedata.normalize("NFC", chunk.translate(_TABLE))
    found: list[str] = []
    for run in _RUNS.finditer(folded):
        text = run[0]
        if run[1] is None:
            found.append(_ARTICLE.sub("", text)[:LONGEST])
        else:
            found += [text[i : i + 2] for i in range(len(text))]
    return found
