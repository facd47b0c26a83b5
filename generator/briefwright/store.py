"""Finished pages on disk: written once into the cache's folder, then linked to wherever a site wants them."""

import os
from dataclasses import dataclass, field


@dataclass(slots=True)
class Store:
    """Writes pages into a site. Without a folder of its own it writes straight into the site.

    `known` are the pages of earlier builds; one of them counts only while its size and time are what they were,
    because whoever changes a page of the site in place changes the stored one too.
    """

    folder: str | None
    site: str
    known: dict[str, tuple[int, int]]
    _made: set[str] = field(default_factory=set)

    def place(self, path: str, key: str) -> tuple[int, int] | None:
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

    def write(self, path: str, key: str, text: str) -> tuple[int, int] | None:
        """Write a new page and put it at a path of the site; returns what a later build must find.

        Where the store's own folder cannot be used, the page goes straight into the site and nothing is returned.
        """
        data = text.encode()
        if self.folder is not None:
            try:
                facts = self._keep(key, data)
                self._link(self._stored(key), path)
                return facts
            except OSError:
                # The store may be gone or full at any time; if it is the site that fails, the next line says so.
                self._made.clear()
        self._write(self._target(path), data)
        return None

    def _keep(self, key: str, data: bytes) -> tuple[int, int]:
        stored = self._stored(key)
        folder = os.path.dirname(stored)  # noqa: PTH120 - on the hot path
        if folder not in self._made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - on the hot path
            self._made.add(folder)
        return self._write(stored, data)

    def _stored(self, key: str) -> str:
        return f"{self.folder}/{key[:2]}/{key[2:]}"

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

    def _write(self, path: str, data: bytes) -> tuple[int, int]:
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
