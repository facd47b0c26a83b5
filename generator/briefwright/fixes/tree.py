"""A YAML text as a tree of places: what stands where, to the character, and what the model says about it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

import yaml

from briefwright.fixes.shapes import Shape
from briefwright.line_map import Loader, Loc, span_of

BLOCK_STYLES = ("|", ">")
QUOTES = ("'", '"')
_HEADER_COMMENT = re.compile(r"[|>][^\r\n]*?[ \t](#[^\r\n]*)")
_COMMENT = re.compile(r"#[^\r\n]*")


class Kind(Enum):
    """What a node is."""

    SCALAR = "scalar"
    LIST = "list"
    MAPPING = "mapping"


@dataclass(slots=True)
class Node:
    """A scalar, list or mapping of a text, or the name of a field.

    `start` and `end` are positions in characters from 0; a block list or mapping ends with its last scalar.
    `style` is that of a scalar: None (plain), ', ", | or >. `flow` says that it is a list or mapping in brackets,
    `in_flow` that brackets stand around it. `shape` is None where the model says nothing.
    """

    kind: Kind
    start: int
    end: int
    loc: Loc = ()
    shape: Shape | None = None
    style: str | None = None
    value: str = ""
    flow: bool = False
    in_flow: bool = False
    is_key: bool = False
    pairs: list[tuple["Node", "Node"]] = field(default_factory=list)
    items: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all in it, names of fields included, in the order of the text."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.pairs:
                for key, value in reversed(node.pairs):
                    stack += (value, key)
            elif node.items:
                stack += reversed(node.items)

    def inner(self) -> Iterator["Node"]:
        """Yield what stands directly in this node, names of fields included."""
        for pair in self.pairs:
            yield from pair
        yield from self.items

    def at(self, *way: str | int) -> "Node | None":
        """Return the value that a way leads to from here, or None where there is none."""
        node: Node | None = self
        for part in way:
            if node is None:
                return None
            if isinstance(part, int):
                node = node.items[part] if part < len(node.items) else None
            else:
                node = next((value for key, value in node.pairs if key.value == part), None)
        return node


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a text, in characters from 0, and what takes its place."""

    start: int
    end: int
    text: str


def edited(text: str, edits: list[Edit]) -> str:
    """Return the text with the edits made; of two that overlap the first one counts."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
    return "".join([*parts, text[at:]])


ShapeOf = Callable[[bool], Shape]
"""From whether a file holds a list to its shape."""


def tree(text: str, shape_of: ShapeOf) -> Node | None:
    """Return the tree of a text that the reader has no fault to find with; None where it is a single scalar."""
    root: Node | None = None
    stack: list[Node] = []
    names: list[Node | None] = []
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionEndEvent):
            done = stack.pop()
            names.pop()
            done.end = span_of(event)[1] if done.flow else max((one.end for one in done.inner()), default=done.end)
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event)
            if stack:
                names[-1] = _attach(stack[-1], names[-1], node)
            elif node.kind is Kind.SCALAR:
                return None
            else:
                root, node.shape = node, shape_of(node.kind is Kind.LIST)
            if node.kind is not Kind.SCALAR:
                stack.append(node)
                names.append(None)
    return root


def _node(event: yaml.NodeEvent) -> Node:
    start, end = span_of(event)
    if isinstance(event, yaml.ScalarEvent):
        return Node(Kind.SCALAR, start, end, style=event.style or None, value=event.value)
    kind = Kind.LIST if isinstance(event, yaml.SequenceStartEvent) else Kind.MAPPING
    return Node(kind, start, end, flow=bool(getattr(event, "flow_style", False)))


def _attach(parent: Node, name: Node | None, node: Node) -> Node | None:
    """Put a node into its parent; return it where it is the name of a field whose value comes next."""
    node.in_flow = parent.flow or parent.in_flow
    if parent.kind is Kind.LIST:
        node.loc = (*parent.loc, len(parent.items))
        node.shape = parent.shape.inside(0) if parent.shape else None
        parent.items.append(node)
        return None
    if name is None:
        node.is_key, node.loc = True, (*parent.loc, node.value)
        return node
    node.loc = name.loc
    node.shape = parent.shape.inside(name.value) if parent.shape else None
    parent.pairs.append((name, node))
    return None


def comments(text: str, root: Node) -> Counter[str]:
    """Return how often each comment stands in a text, without space at its end."""
    found: Counter[str] = Counter()
    at = 0
    for node in root.walk():
        if node.kind is Kind.SCALAR:
            found.update(_between(text, at, node.start))
            at = max(at, node.end)
            if node.style in BLOCK_STYLES and (header := _HEADER_COMMENT.match(text, node.start, node.end)):
                found[header[1].rstrip()] += 1
    found.update(_between(text, at, len(text)))
    return found


def _between(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the comments of a stretch of text without scalars."""
    return (one[0].rstrip() for one in _COMMENT.finditer(text, start, end))
