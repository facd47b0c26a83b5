"""Finished pages on disk: written once into the cache's folder, then linked to wherever a site wants them."""

import os
from dataclasses import dataclass

Facts = tuple[int, int]
"""Size in bytes and time of writing of a stored file."""

Kept = tuple[str, Facts | None]
"""A file's key, and what a later build must find under it; None if it was not kept."""


@dataclass(frozen=True, slots=True)
class Files:
    """Files of one sort in a site, by address, and how many of them were made anew."""

    files: dict[str, Kept]
    made: int


@dataclass(slots=True)
class Store:
    """Writes pages into a site. Without a folder of its own it writes straight into the site.

    `known` are the pages of earlier builds; one of them counts only while its size and time are what they were,
    because whoever changes a page of the site in place changes the stored one too.
    """

    folder: str | None
    site: str
    known: dict[str, Facts]

    def place(self, path: str, key: str) -> Facts | None:
        """Put the finished page with this key at a path of the site, if it is there and whole."""
        facts = self.known.get(key)
        if facts is None or self.folder is None:
            return None
        stored = self._stored(key)
        try:
            found = os.stat(stored)  # noqa: PTH116 - on the hot path
            if (found.st_size, found.st_mtime_ns) != facts:
                return None
            self._link(stored, path)
        except OSError:
            return None
        return facts

    def write(self, path: str, key: str, data: bytes) -> Facts | None:
        """Write a new page and put it at a path of the site; returns what a later build must find.

        Where the store's own folder cannot be used, the page goes straight into the site and nothing is returned.
        """
        target = self._target(path)
        facts = self._write(target, data)
        if self.folder is None:
            return None
        try:
            return self._keep(key, target, data, facts)
        except OSError:
            # The store may be gone or full at any time; the site has its page.
            return None

    def _keep(self, key: str, target: str, data: bytes, facts: tuple[int, int]) -> Facts:
        """Give the store its own name for a page of the site, or its own copy where there can be no link."""
        stored = self._stored(key)
        try:
            self._name(target, stored)
        except FileNotFoundError:
            os.makedirs(str(self.folder), exist_ok=True)  # noqa: PTH103
            self._name(target, stored)
        except OSError:
            # Another file system, or one without links.
            os.makedirs(str(self.folder), exist_ok=True)  # noqa: PTH103
            return self._write(stored, data)
        return facts

    def _name(self, target: str, stored: str) -> None:
        try:
            os.link(target, stored)
        except FileExistsError:
            os.unlink(stored)  # noqa: PTH108
            os.link(target, stored)

    def _stored(self, key: str) -> str:
        # One flat folder: file systems look a name up in a large one quickly, and making files in many is slow.
        return f"{self.folder}/{key}"

    def _target(self, path: str) -> str:
        target = f"{self.site}/{path}"
        folder = target.rpartition("/")[0]
        try:
            os.mkdir(folder)  # noqa: PTH102 - on the hot path
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        return target

    def _link(self, stored: str, path: str) -> None:
        target = self._target(path)
        try:
            os.link(stored, target)
        except OSError:
            # Another file system, or one without links, or a page that is there already.
            with open(stored, "rb") as source:  # noqa: PTH123
                data = source.read()
            self._write(target, data)

    def _write(self, path: str, data: bytes) -> Facts:
        """Write a new file; never into an old one, which may be a page of the last good site."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            handle = os.open(path, flags, 0o644)
        except FileExistsError:
            os.unlink(path)  # noqa: PTH108
            handle = os.open(path, flags, 0o644)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            found = os.fstat(handle)
        finally:
            os.close(handle)
        return found.st_size, found.st_mtime_ns
