"""What is built is built beside the old, and takes its place in one step when it is whole."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NO_PROCESS = 0


class SwapError(Exception):
    """The folder cannot be built into; the message says why and what to do."""


@contextmanager
def built_beside(site: Path) -> Iterator[Path]:
    """Yield an empty folder; when the block ends well, that folder becomes the site.

    The old site stays whole if the block raises or the process is killed. What a killed build left behind is
    cleared by the next one. Raises SwapError for a folder that holds something other than a site, and where
    another build is under way.
    """
    site = site.resolve()
    with _in_words(site):
        _check_is_site(site)
    with workplace(site) as building:
        new = building / "site"
        new.mkdir()
        yield new
        with _in_words(site):
            _replace(site, new)


@contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """Yield a folder beside what is made in it, which is gone afterwards.

    What a killed run left behind is cleared by the next one. Raises SwapError where another run is under way
    or the folder cannot be made.
    """
    target = target.resolve()
    building = target.with_name(f".{target.name}.building")
    try:
        with _in_words(target):
            _take(building, target)
        yield building
    finally:
        # Somebody else's is left alone. A request to stop may come as soon as the folder is there, before its number.
        if _pid(building) in (NO_PROCESS, os.getpid()):
            shutil.rmtree(building, ignore_errors=True)


@contextmanager
def _in_words(site: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SwapError(f"{site} cannot be written: {error.strerror or error}") from error


def _check_is_site(site: Path) -> None:
    """Refuse a folder that somebody keeps other things in: it will be deleted as a whole."""
    if site.exists() and not site.is_dir():
        raise SwapError(f"{site} is a file; name a folder for the site")
    is_site = all((site / name).is_file() for name in ("index.html", "404.html"))
    if site.is_dir() and any(site.iterdir()) and not is_site:
        raise SwapError(f"{site} holds files that are not a site; name another folder, or empty this one")


def _take(building: Path, site: Path) -> None:
    """Make the folder that a build works in, and leave the process's number in it."""
    building.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        try:
            building.mkdir()
        except FileExistsError:
            other = _owner(building)
            if other is not None:
                raise SwapError(f"another build (process {other}) is working on {site.name}; wait for it") from None
            _bring_back(building / "old", site)
            shutil.rmtree(building, ignore_errors=True)
        else:
            (building / "pid").write_text(str(os.getpid()), encoding="ascii")
            return
    raise SwapError(f"{building} cannot be cleared; delete it by hand")


def _owner(building: Path) -> int | None:
    """Return the process that is building there, or None where it is gone."""
    pid = _pid(building)
    if pid <= NO_PROCESS or pid == os.getpid():
        return None
    try:
        os.kill(pid, 0)
    except PermissionError:
        # Somebody else's process, but there it is.
        return pid
    except (OSError, OverflowError):
        return None
    return pid


def _pid(building: Path) -> int:
    """Return the number that a folder to build in has in it; NO_PROCESS where it has none."""
    try:
        return int((building / "pid").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return NO_PROCESS


def _replace(site: Path, new: Path) -> None:
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        # Without an exchange in one step there is a moment without a site; it is as short as can be.
        old = new.with_name("old")
        site.rename(old)
        try:
            new.rename(site)
        finally:
            _bring_back(old, site)


def _bring_back(old: Path, site: Path) -> None:
    """Put the last good site back, where it was set aside and nothing took its place."""
    if old.is_dir() and not site.exists():
        old.rename(site)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step, where the system can: renameat2(2) with RENAME_EXCHANGE."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    here, exchange = -100, 2
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
