"""Words from a call into YAML: whatever they hold, they stay one text on one line."""

import json

from briefwright.fixes.shapes import Sort
from briefwright.fixes.values import needs_no_quotes
from briefwright.yaml_faults import CONTROL

_DIRECTIONS = (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks that turn the direction of a line: they would show an editor another text than a program reads."""

_CODES = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA1), 0x2028, 0x2029, 0xFEFF, *_DIRECTIONS)}


class UnusableTextError(ValueError):
    """A text with characters that no file of a site may contain; the message says which."""


def one_line(text: str) -> str:
    """Return a text on one line, without space at its ends and with single spaces in it.

    Raises UnusableTextError for a control character, and for bytes that are not UTF-8.
    """
    text = " ".join(text.split())
    found = CONTROL.search(text)
    if found and 0xD800 <= ord(found[0]) <= 0xDFFF:
        raise UnusableTextError("it has bytes that are not UTF-8")
    if found:
        raise UnusableTextError(f"it has the control character U+{ord(found[0]):04X}")
    return text


def scalar(text: str, sort: Sort) -> str:
    """Return a text as a YAML scalar on one line, in quotes where `briefwright fix` would leave it in quotes."""
    return text if needs_no_quotes(text, sort) else quoted(text)


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in double quotes on one line (YAML 1.2, 7.3.1), whatever lines it has itself."""
    # JSON's strings are YAML's; with every other character as a code, none can end the line or the quotes.
    return json.dumps(text, ensure_ascii=False).translate(_CODES)
