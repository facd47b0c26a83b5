"""Mends the files of a folder: each is written beside its place and put there in one step, or not at all."""

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefwright.discovery import ContentFile, Found
from briefwright.fixes.mend import Mended, mend
from briefwright.fixes.names import KnownNames
from briefwright.writing import write_whole


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: what was done (or would be), or why it was left alone. Both empty: it was as it should.

    `is_fault` says whether somebody should do something about a file that was left alone; `is_unusable`, that the
    machine could not read or write it.
    """

    name: str
    done: tuple[str, ...] = ()
    left_alone: str = ""
    is_fault: bool = False
    is_unusable: bool = False


class CannotFixError(Exception):
    """A file that is left as it is; the message says why and what to do."""


def mend_files(found: Found, chosen: Mapping[str, str | None], known: KnownNames, write: bool) -> Iterator[Outcome]:
    """Yield what becomes of each chosen file (name → its registry, or None for a briefing), in the order of names.

    Nothing is written without `write`. One file that cannot be mended does not hinder the others.
    """
    listed = [*found.briefings, *found.registry_files]
    for file in sorted(listed, key=lambda one: one.name):
        if file.name in chosen:
            yield _outcome(file, chosen[file.name], known, write)


def _outcome(file: ContentFile, registry: str | None, known: KnownNames, write: bool) -> Outcome:
    path = Path(file.path)
    try:
        if path.is_symlink():
            return Outcome(file.name, left_alone="it is a link; what it leads to is fixed where it lies")
        raw, mode = _read(path)
        mended = mend(raw, file.name, registry, known)
        if mended.problems:
            return Outcome(file.name, left_alone=_why(mended), is_fault=True)
        if mended.done and write:
            _swap(path, raw, mended.raw, mode)
    except CannotFixError as error:
        return Outcome(file.name, left_alone=str(error), is_fault=True)
    except OSError as error:
        why = f"it cannot be read or written: {error.strerror or error}"
        return Outcome(file.name, left_alone=why, is_fault=True, is_unusable=True)
    return Outcome(file.name, mended.done)


def _why(mended: Mended) -> str:
    first = mended.problems[0]
    return f"line {first.line}: {first.message}; run `briefwright check`, mend that first, then fix again"


def _read(path: Path) -> tuple[bytes, int]:
    """Return the bytes of a file and its permissions."""
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode):
        raise CannotFixError("it is not an ordinary file")
    return path.read_bytes(), stat.S_IMODE(facts.st_mode)


def _swap(path: Path, before: bytes, after: bytes, mode: int) -> None:
    """Put new bytes in the place of a file in one step, with its permissions."""
    if not mode & 0o222 or not os.access(path, os.W_OK):
        raise CannotFixError("it may only be read; allow writing, then fix again")

    def check_unchanged() -> None:
        if path.is_symlink() or path.read_bytes() != before:
            raise CannotFixError("somebody changed it at the same time; fix again")

    write_whole(path, after, mode, check_unchanged)
