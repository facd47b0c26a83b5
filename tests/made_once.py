"""Folders that take long to make, made once for all of pytest-xdist's workers."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Path]) -> Path:
    """Return what `make` made of an empty folder, a path below it; whoever comes first makes it, others wait.

    The folder is for looking at only: a test that changes it would change it for all the others.
    """
    base = factory.getbasetemp()
    # A worker's own folder lies in the one that all of them share.
    top = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made-once" / name
    top.mkdir(parents=True, exist_ok=True)
    done = top / "made"
    with (top / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder = top / "files"
            folder.mkdir()
            done.write_text(str(make(folder).relative_to(folder)), encoding="utf-8")
    return top / "files" / done.read_text(encoding="utf-8")
