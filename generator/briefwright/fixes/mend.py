"""One file mended, step by step; no step counts that would change what the file says."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from briefwright.fixes import lines, values
from briefwright.fixes.change import Aim, Change, nothing, told
from briefwright.fixes.names import KnownNames, named_in_place
from briefwright.fixes.order import disordered, in_order
from briefwright.fixes.shapes import Shape, briefing_shape, registry_shape
from briefwright.fixes.tree import Edit, Node, ShapeOf, comments, edited, tree
from briefwright.line_map import Ruler
from briefwright.problems import Problem
from briefwright.registries import is_empty
from briefwright.yaml_source import read

ROUNDS = 5
"""One change may make room for another, so it is looked again; more rounds than two are hardly ever needed."""

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Mended:
    """What a file should hold, what was done to it in words, and why it was left alone: the reader's problems."""

    raw: bytes
    done: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def mend(raw: bytes, path: str, registry: str | None, known: KnownNames) -> Mended:
    """Return a file mended: of a registry ("actors", …), or a briefing where that is None; never raises.

    The data that the reader finds is the same as before, but for dates and ids that are told, and every comment is
    kept. A file that the reader has any fault to find with is left alone. What was mended needs no mending again.
    """
    reading = read(raw, path)
    if registry is not None and is_empty(reading):
        return Mended(raw)
    if reading.problems or reading.data is None:
        return Mended(raw, problems=reading.problems)
    text = raw.decode("utf-8-sig")
    work = _Work(path, text, reading.data, _shapes(registry))
    if raw.startswith(_MARK):
        work.done.append(Change(Aim.MARK, ()))
    work.rewrite(Aim.LINE_ENDS, lines.with_line_feeds(text))
    for _ in range(ROUNDS):
        before = work.text
        _round(work, known)
        if work.text == before:
            break
    return Mended(work.text.encode(), told(work.done))


def _shapes(registry: str | None) -> ShapeOf:
    def shape(is_list: bool) -> Shape:
        return briefing_shape() if registry is None else registry_shape(registry, is_list)

    return shape


@dataclass(frozen=True, slots=True)
class _State:
    """A text, its data, and its tree (None for a file that is a single scalar)."""

    text: str
    data: Any
    root: Node | None


class _Work:
    """A file while it is mended: its text, data and tree as they are now, and what was done."""

    def __init__(self, path: str, text: str, data: Any, shape_of: ShapeOf) -> None:
        self.path = path
        self.done: list[Change] = []
        self._shape_of = shape_of
        self._state = _State(text, data, tree(text, shape_of))
        self._tried: tuple[list[Change], _State | None] = ([], None)

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self._state.text

    @property
    def data(self) -> Any:
        """What the reader finds in the text."""
        return self._state.data

    @property
    def root(self) -> Node | None:
        """The tree of the text; None for a file that is a single scalar."""
        return self._state.root

    def rewrite(self, aim: Aim, text: str) -> None:
        """Take another text with the same data."""
        if text != self.text:
            self.make([Change(aim, (Edit(0, len(self.text), text),))])

    def make(self, changes: Sequence[Change]) -> None:
        """Make the changes that leave the meaning as it is, or change it as they say."""
        good = self._sift(changes)
        sound = self._sound(good) if good else None
        if sound is not None:
            self._state, self._tried = sound, ([], None)
            self.done += good

    def _sift(self, changes: Sequence[Change]) -> list[Change]:
        if not changes or self._sound(changes) is not None:
            return list(changes)
        half = len(changes) // 2
        good = [*self._sift(changes[:half]), *self._sift(changes[half:])] if half else []
        return good if good and self._sound(good) is not None else []

    def _sound(self, changes: Sequence[Change]) -> _State | None:
        """Return how the file is after the changes, or None where it would say something else than it should."""
        if list(changes) != self._tried[0]:
            self._tried = (list(changes), self._after(changes))
        return self._tried[1]

    def _after(self, changes: Sequence[Change]) -> _State | None:
        text = edited(self.text, [edit for change in changes for edit in change.edits])
        data = self.data
        if any(change.to_data is not nothing for change in changes):
            data = copy.deepcopy(data)
            for change in changes:
                change.to_data(data)
        reading = read(text.encode(), self.path)
        if reading.problems or reading.data != data:
            return None
        root = tree(text, self._shape_of)
        if (root is None) is not (self.root is None):
            return None
        if root is not None and self.root is not None and comments(self.text, self.root) != comments(text, root):
            return None
        return _State(text, data, root)


def _round(work: _Work, known: KnownNames) -> None:
    """Do everything once."""
    root = work.root
    if root is not None:
        work.rewrite(Aim.SPACE, lines.without_space_at_ends(work.text, root))
    root = work.root
    if root is not None:
        work.rewrite(Aim.END, lines.with_one_end(work.text, root))
    for step in (_names, _dates, _unquoted, _quoted):
        root = work.root
        if root is not None:
            work.make(list(step(work, root, known)))
    _order(work)


def _names(work: _Work, root: Node, known: KnownNames) -> Iterator[Change]:
    return named_in_place(work.text, root, work.data, known)


def _dates(work: _Work, root: Node, known: KnownNames) -> Iterator[Change]:
    return values.dates(root)


def _unquoted(work: _Work, root: Node, known: KnownNames) -> Iterator[Change]:
    return values.unquoted(work.text, root)


def _quoted(work: _Work, root: Node, known: KnownNames) -> Iterator[Change]:
    return values.quoted(work.text, root)


def _order(work: _Work) -> None:
    """Put fields in order, the innermost entries first: so no entry moves while something in it does."""
    root = work.root
    if root is None or not work.text.endswith("\n"):
        return
    depths = [depth for depth, _ in groupby(disordered(root), key=lambda node: len(node.loc))]
    for depth in depths:
        root = work.root
        if root is None:
            return
        ruler = Ruler(work.text)
        edits = (in_order(ruler, node) for node in disordered(root) if len(node.loc) == depth)
        work.make([Change(Aim.ORDER, (edit,)) for edit in edits if edit is not None])
