"""The order of fields: that of the model, in every entry; comments and blank lines go with the field they precede."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefwright.fixes.tree import BLOCK_STYLES, Edit, Node
from briefwright.line_map import Ruler

_DASHES = re.compile(r"( *)(?:- +)*")
_ABOUT_THE_FILE = re.compile(r"#\s*(?:yaml-language-server|yamllint|vim?:|-\*-)")


def disordered(root: Node) -> list[Node]:
    """Return the mappings whose fields are not in the order of the model, the innermost ones first."""
    found = [node for node in root.walk() if node.shape and node.shape.fields and _order(node) != sorted(_order(node))]
    return sorted(found, key=lambda node: (-len(node.loc), node.start))


def _order(node: Node) -> list[int]:
    """Return the positions of a mapping's fields as the model would have them; unknown ones follow their neighbour."""
    ranks: list[int] = []
    known = list(node.shape.fields) if node.shape else []
    for key, _ in node.pairs:
        ranks.append(known.index(key.value) if key.value in known else ranks[-1] if ranks else -1)
    return sorted(range(len(ranks)), key=lambda index: ranks[index])


def in_order(ruler: Ruler, node: Node) -> Edit | None:
    """Return what puts the fields of a mapping in order, or None where its lines are too tangled for that."""
    return _in_braces(ruler.text, node) if node.flow else _Lines(ruler, node).edit()


def _in_braces(text: str, node: Node) -> Edit | None:
    """Let the fields of a mapping in braces change places; what stands between them stays."""
    if any(value.start == value.end for _, value in node.pairs):
        return None
    spans = [(key.start, value.end) for key, value in node.pairs]
    gaps = [text[one[1] : other[0]] for one, other in zip(spans, spans[1:], strict=False)]
    opening, closing = text[node.start : spans[0][0]], text[spans[-1][1] : node.end]
    if not all(re.fullmatch(r"\s*,\s*", gap) for gap in gaps) or "#" in opening + closing:
        # A comment in braces stays with its field only where no field moves.
        return None
    fields = [text[slice(*spans[index])] for index in _order(node)]
    parts = [part for pair in zip(fields, [*gaps, ""], strict=True) for part in pair]
    return Edit(spans[0][0], spans[-1][1], "".join(parts))


@dataclass(slots=True)
class _Entry:
    """A field with its lines, the first one without what stands before it, and the lines before that belong to it."""

    above: list[str]
    lines: list[str]


class _Lines:
    """The lines of a mapping without braces, taken apart by field."""

    def __init__(self, ruler: Ruler, node: Node) -> None:
        self._ruler = ruler
        self._node = node
        self._first = [ruler.line_at(key.start) for key, _ in node.pairs]
        self._last = [self._last_line(key, value) for key, value in node.pairs]
        self._column = node.pairs[0][0].start - ruler.start_of(self._first[0])
        self._count = ruler.line_at(len(ruler.text))

    def _last_line(self, key: Node, value: Node) -> int:
        """Return the last line with something of a field on it."""
        leaf = _last_leaf(key, value)
        if leaf.style in BLOCK_STYLES:
            return self._last_of_text(leaf)
        return self._ruler.line_at(max(leaf.end, key.end) - 1)

    def _last_of_text(self, node: Node) -> int:
        """Return the last line of a text under | or >; empty lines below it are none of its own, but with |+ and >+."""
        first, last = self._ruler.line_at(node.start), self._ruler.line_at(node.end - 1)
        header, *below = self._ruler.text[node.start : node.end].split("\n")
        if "+" in header.split("#")[0]:
            return last
        indent = next((len(line) - len(line.lstrip(" ")) for line in below if line.strip()), 0)
        while last > first and not (line := self._ruler.line(last)).strip() and len(line) <= indent:
            last -= 1
        return last

    def edit(self) -> Edit | None:
        """Return the edit, or None where a line holds something that belongs to no field."""
        opening = _DASHES.fullmatch(self._before(0))
        spaces = all(self._before(index) == " " * self._column for index in range(1, len(self._first)))
        entries = list(self._entries()) if opening and spaces else []
        if opening is None or len(entries) != len(self._first):
            return None
        first_line = self._first[0]
        if not self._before(0).strip():
            entries[0].above = self._directly_above(first_line)
            first_line -= len(entries[0].above)
        order = _order(self._node)
        start = self._ruler.start_of(first_line)
        end = self._ruler.start_of(self._own_end(len(entries) - 1) + 1)
        return Edit(start, end, "".join(f"{line}\n" for line in self._arranged(entries, order, opening[1])))

    def _arranged(self, entries: list[_Entry], order: list[int], dash_indent: str) -> Iterator[str]:
        top, old_top = entries[order[0]], entries[0]
        if top is not old_top:
            blank = next((at for at, line in enumerate(top.above) if line.strip()), len(top.above))
            old_top.above = top.above[:blank] + old_top.above
            top.above = top.above[blank:]
        before = self._before(0)
        if before.strip():
            # Between a hyphen and its first field there is no room for a comment.
            top.above = [dash_indent + line.strip() if line.strip() else line for line in top.above]
        yield from top.above
        for place, index in enumerate(order):
            entry = entries[index]
            if place:
                yield from entry.above
            yield (" " * self._column if place else before) + entry.lines[0]
            yield from entry.lines[1:]

    def _before(self, index: int) -> str:
        """Return what stands on the line before a field."""
        start = self._node.pairs[index][0].start
        return self._ruler.text[self._ruler.start_of(self._first[index]) : start]

    def _entries(self) -> Iterator[_Entry]:
        end = -1
        for index, first in enumerate(self._first):
            above = [self._ruler.line(number) for number in range(end + 1, first)] if index else []
            if any(line.strip() and not line.lstrip().startswith("#") for line in above):
                return
            # Spaces alone on a line would become a part of another text under |, where that is indented less.
            above = [line if line.strip() else "" for line in above]
            end = self._own_end(index)
            lines = [self._ruler.line(number) for number in range(first, end + 1)]
            yield _Entry(above, [lines[0][self._column :], *lines[1:]])

    def _own_end(self, index: int) -> int:
        """Return the last line of a field, comments below included that are indented deeper than its name."""
        end = self._last[index]
        number = end + 1
        while number < self._count and (not (line := self._ruler.line(number)).strip() or _is_comment(line)):
            if line.strip() and len(line) - len(line.lstrip()) > self._column:
                end = number
            number += 1
        return end

    def _directly_above(self, number: int) -> list[str]:
        """Return the comments right above a line that are about the field on it, not about the file."""
        found: list[str] = []
        while number > 0:
            line = self._ruler.line(number - 1)
            if not _is_comment(line) or len(line) - len(line.lstrip()) != self._column:
                break
            if _ABOUT_THE_FILE.match(line.lstrip()):
                break
            found.insert(0, line)
            number -= 1
        return found


def _last_leaf(key: Node, node: Node) -> Node:
    """Return the last scalar of a field, or the last list or mapping in brackets; the name where nothing follows."""
    while not node.flow and (node.pairs or node.items):
        key, node = node.pairs[-1] if node.pairs else (node.items[-1], node.items[-1])
    return node if node.end > node.start else key


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")
