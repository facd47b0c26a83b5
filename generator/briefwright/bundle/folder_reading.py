"""A bundle as an unpacked folder: what lies in it, without following a link out of it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from briefwright.bundle.errors import BundleError
from briefwright.bundle.manifest import MANIFEST

CHUNK = 2**18
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A link, or a pipe that nobody writes to, may have taken a file's place since it was listed."""


class FolderBundle:
    """The files of a folder by path, with their sizes in bytes.

    `odd` are the paths of what is no plain file (links, which are not followed, pipes and the like) and of
    folders that cannot be listed.
    """

    is_zip = False

    def __init__(self, folder: Path) -> None:
        self._folder = _top_folder(folder)
        self.name = str(folder)
        self.top = self._folder.resolve().name
        self.files: dict[str, int] = {}
        odd: list[str] = []
        left = [""]
        while left:
            self._list(left.pop(), left, odd)
        self.odd = tuple(sorted(odd))

    def _list(self, inner: str, left: list[str], odd: list[str]) -> None:
        """Take up what lies in one folder; folders in it are left for later."""
        try:
            with os.scandir(self._folder / inner) as entries:
                for entry in entries:
                    path = f"{inner}{entry.name}"
                    self._take(entry, path, left, odd)
        except OSError:
            odd.append(inner)

    def _take(self, entry: os.DirEntry[str], path: str, left: list[str], odd: list[str]) -> None:
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError:
            odd.append(path)
            return
        # A junction of Windows is a folder that lies elsewhere; it counts as a link.
        elsewhere = getattr(found, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
        if stat.S_ISDIR(found.st_mode) and not elsewhere:
            left.append(f"{path}/")
        elif stat.S_ISREG(found.st_mode):
            self.files[path] = found.st_size
        else:
            odd.append(path)

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of one file in pieces; raises OSError where they cannot be read."""
        handle = os.open(self._folder / path, _READ)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError("it is no file any more")
            while data := os.read(handle, CHUNK):
                yield data
        finally:
            os.close(handle)


def _top_folder(folder: Path) -> Path:
    """Return the folder with the manifest: this one, or the only one in it that has one.

    Unpacking often makes a folder of its own around the top folder. Raises BundleError where there is none.
    """
    if _is_file(folder / MANIFEST):
        return folder
    inner = [path for path in sorted(folder.iterdir()) if not path.is_symlink() and _is_file(path / MANIFEST)]
    if len(inner) != 1:
        raise BundleError(f"there is no {MANIFEST} in it; name the folder that has index.html and {MANIFEST}")
    return inner[0]


def _is_file(path: Path) -> bool:
    return not path.is_symlink() and path.is_file()
