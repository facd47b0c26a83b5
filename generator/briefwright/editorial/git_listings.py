"""What git's own listings say, read into plain data: the files that differ, the modes, the contents."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FILES = (b"100644", b"100755")
"""Modes of plain files in git's trees; links and submodules are none."""

REPOSITORY = b"160000"
"""Mode of a repository inside of another: of it, git keeps the name of a commit and nothing else."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A file that differs: `status` is A, M, D or R (added, modified, deleted, renamed).

    Paths are relative to the repository's `root`, with forward slashes; `old_path` is where a renamed file was.
    """

    status: str
    path: str
    old_path: str | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """The files that differ, by path, and the folders that are git repositories of their own.

    What changed in such a folder cannot be seen from outside. Of the working tree all are named, and between two
    revisions those that are not the same in both.
    """

    files: tuple[Change, ...]
    apart: tuple[str, ...]


def changes(raw: bytes) -> Iterator[Change]:
    """Read the output of `git diff --raw -z`; links and submodules are passed over."""
    fields = iter(raw.split(b"\0"))
    for facts in fields:
        if not facts.startswith(b":"):
            continue
        before, after, _, _, letter = facts[1:].split(b" ")
        status = letter[:1].decode("ascii")
        path = os.fsdecode(next(fields))
        old_path = None
        if status in "RC":
            old_path, path = path, os.fsdecode(next(fields))
        was, now = before in FILES, after in FILES
        if status == "C" or (now and not was):
            yield Change("A", path)
        elif status == "R" and was and now:
            yield Change("R", path, old_path)
        elif was and not now and status != "U":
            yield Change("D", path)
        elif was or now or status == "U":
            # An unmerged file lies in the working tree with both versions in it.
            yield Change("M", path)


def repositories(raw: bytes) -> Iterator[str]:
    """Read the output of `git diff --raw -z` for what is, or was, a repository of its own."""
    fields = iter(raw.split(b"\0"))
    for facts in fields:
        if facts.startswith(b":"):
            path = next(fields)
            if facts.split(b" ")[4][:1] in b"RC":
                path = next(fields)
            if REPOSITORY in facts[1:14].split(b" "):
                yield os.fsdecode(path)


def blobs(answer: bytes, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Read the output of `git cat-file --batch` for the paths that were asked for, in their order."""
    at = 0
    for path in paths:
        end = answer.index(b"\n", at)
        facts = answer[at:end].rsplit(b" ", 2)
        at = end + 1
        if len(facts) == 3 and facts[2].isdigit() and facts[1] in (b"blob", b"tree", b"commit", b"tag"):
            size = int(facts[2])
            if facts[1] == b"blob":
                yield path, answer[at : at + size]
            at += size + 1
