"""What a terminal can show, and what a person at it sees while a build runs."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from briefwright.progress import Progress

NARROWEST = 40
"""Columns that are taken for granted: a terminal that says less is most likely mistaken."""


def in_colour(stream: TextIO | None) -> bool:
    """Say whether a stream is a terminal that shows colours, and nobody has asked for none (NO_COLOR)."""
    return is_terminal(stream) and not _is_plain() and not os.environ.get("NO_COLOR")


def columns(stream: TextIO | None, most: int) -> int:
    """Return the columns of a line: `most`, or fewer on a terminal that is narrower."""
    if not is_terminal(stream):
        return most
    return max(NARROWEST, min(most, shutil.get_terminal_size((most, 24)).columns))


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a stream is a terminal; None is one that was closed before the program began."""
    return stream is not None and stream.isatty()


def _is_plain() -> bool:
    """Say whether the terminal shows text only, and what should move its cursor as signs."""
    return os.environ.get("TERM") == "dumb"


class TerminalProgress(Progress):
    """One line that is written over: the stage, and how far it is. Nothing where the output is no terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.shown = is_terminal(self.stream) and not _is_plain()

    @contextmanager
    def stage(self, name: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show one stage; the line is wiped at its end, however it ends."""
        done = 0

        def advance(steps: int) -> None:
            nonlocal done
            before = done * 100 // max(total, 1)
            done += steps
            if self.shown and (done * 100 // max(total, 1) != before or done == steps):
                self.stream.write(f"\r\x1b[K{name} {done:,} of {total:,}")
                self.stream.flush()

        try:
            yield advance
        finally:
            if self.shown:
                self.stream.write("\r\x1b[K")
                self.stream.flush()
