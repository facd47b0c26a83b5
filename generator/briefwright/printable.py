"""Text from files made safe to show: nothing in it moves a cursor, changes colours or turns the direction."""

import unicodedata

_BIDI = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])


def harmless(text: str) -> str:
    """Return the text with everything visible that could move the cursor, change colours or turn the direction."""
    # Nearly all text; whatever is unsafe counts as not printable.
    if text.isprintable():
        return text
    return "".join(visible(c) if is_unsafe(c) else c for c in text)


def is_unsafe(character: str) -> bool:
    """Say whether a terminal might do more with a character than show it: controls, line separators, bidi signs."""
    category = unicodedata.category(character)
    return (
        category in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(character) in _BIDI or character == "\ufeff"
    )


def visible(character: str) -> str:
    """Return a character by its number: <U+001B>."""
    return f"<U+{ord(character):04X}>"
