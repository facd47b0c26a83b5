"""What no reader sees: line ends, space at the end of lines, and the end of the file."""

import bisect
import re

from briefwright.fixes.tree import BLOCK_STYLES, Edit, Kind, Node, edited

_ENDS = re.compile(r"\r\n?")
_SPACE = re.compile(r"[ \t]+$", re.MULTILINE)
_BLANK_END = re.compile(r"\n[ \t\n]+\Z")
_HEADER = re.compile(r"[|>][0-9+-]*")


def with_line_feeds(text: str) -> str:
    """Return the text with LF where a line ended with CRLF or CR."""
    return _ENDS.sub("\n", text)


def without_space_at_ends(text: str, root: Node) -> str:
    """Return the text without space at the end of lines, but where that space is part of a text under | or >."""
    texts = [node for node in root.walk() if node.kind is Kind.SCALAR and (node.end > node.start)]
    starts = [node.start for node in texts]
    edits = []
    for found in _SPACE.finditer(text):
        before = bisect.bisect_right(starts, found.start()) - 1
        if before < 0 or not _holds(texts[before], text, found.start()):
            edits.append(Edit(*found.span(), ""))
    return edited(text, edits)


def _holds(node: Node, text: str, index: int) -> bool:
    """Say whether space at a position belongs to a text: under | or >, or after a backslash in quotes."""
    if index >= node.end:
        return False
    if node.style in BLOCK_STYLES:
        header_end = text.find("\n", node.start)
        return header_end < 0 or index > header_end
    return node.style == '"' and text[index - 1] == "\\"


def with_one_end(text: str, root: Node) -> str:
    """Return the text with exactly one line feed at its end.

    A text under | or > that ends without one would get a line more; it gets the mark - that says otherwise.
    """
    if text.endswith("\n"):
        return _BLANK_END.sub("\n", text)
    last = max((node for node in root.walk() if node.kind is Kind.SCALAR), key=lambda node: node.end)
    if last.style in BLOCK_STYLES and last.end == len(text):
        header = _HEADER.match(text, last.start)
        if header is not None:
            mark = f"{header[0].rstrip('+-').replace('+', '').replace('-', '')}-"
            text = f"{text[: header.start()]}{mark}{text[header.end() :]}"
    return f"{text}\n"
