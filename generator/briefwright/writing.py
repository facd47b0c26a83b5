"""Files that are put in their place whole, in one step: whoever looks finds the old one or the new one."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def _nothing() -> None:
    """Have no objection."""


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Let an OSError in the block name the file that is written: a disk that fills up does not say with which."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def write_whole(path: Path, data: bytes, mode: int | None = None, at_last: Callable[[], None] = _nothing) -> None:
    """Write a file beside its place, then put it there.

    `mode` is its permissions, where not the usual ones. `at_last` is called when all is written, and what it raises
    keeps the old file. So does an OSError or an interruption; what was written beside the place goes again.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    # One of a process that was killed and had our number.
    part.unlink(missing_ok=True)
    try:
        with named(path), part.open("xb") as file:
            file.write(data)
            file.flush()
            # Else a loss of power may leave the new name with nothing in it.
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(mode)
        at_last()
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()
