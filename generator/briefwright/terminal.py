"""What a person at a terminal sees while a build runs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from briefwright.progress import Progress


class TerminalProgress(Progress):
    """One line that is written over: the stage, and how far it is. Nothing where the output is no terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.shown = self.stream.isatty()

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
