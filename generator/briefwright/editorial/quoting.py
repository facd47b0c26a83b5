"""Words from a call into YAML: whatever they hold, they stay one text on one line."""

from briefwright.yaml_faults import CONTROL

_CODES = {
    # Marks that turn the direction of a line would show an editor another text than a program reads.
    code: f"\\u{code:04x}"
    for code in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
} | {ord("\\"): "\\\\", ord('"'): '\\"'}


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


def quoted(text: str) -> str:
    """Return a text of one line as a YAML scalar in double quotes (YAML 1.2, 7.3.1)."""
    return f'"{text.translate(_CODES)}"'
