"""A bundle as a zip that anybody may have made: its list is checked as a whole before any file of it is read."""

import copy
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from briefwright.bundle.errors import BundleError, DamagedError
from briefwright.bundle.manifest import LARGEST_FILE
from briefwright.bundle.names import path_fault, shown

MOST_ENTRIES = 2_000_000
LARGEST_LIST = 2**27
"""The largest list of files (the zip's central directory) that is read, in bytes."""

LARGEST_ZIP = 20 * 2**30
"""The most that all files of a zip may come to when unpacked, in bytes."""

HIGHEST_RATIO = 1000
"""How many times its packed size a file of more than a megabyte may have; deflate itself can do 1,032."""

CHUNK = 2**18
MAC_FOLDER = "__MACOSX"
"""The second top folder that macOS puts into the zips it makes, for what only macOS reads."""

_LOCAL_HEADER = 30
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_WRONG = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError),
    *(ValueError, OverflowError, NotImplementedError, RuntimeError),
)
"""What the standard library raises over a zip that is none; ValueError has the wrong encodings with it."""


class _File(io.FileIO):
    """A file that gives no piece larger than the largest list of files: how much is read, the zip itself says."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or not 0 <= size <= CHUNK:
            left = max(0, os.fstat(self.fileno()).st_size - self.tell())
            size = left if size is None or size < 0 else min(size, left)
        if size > LARGEST_LIST:
            raise BundleError(f"its list of files has more than {LARGEST_LIST:,} bytes; no bundle is that large")
        return super().read(size) or b""


class ZipBundle:
    """The files of a zip below its one top folder, by path, with their sizes in bytes.

    Nothing is unpacked to the disk. `odd` is empty: a zip with links or the like is refused.
    """

    is_zip = True

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name = name
        self.odd: tuple[str, ...] = ()
        _check_volume(archive)
        self.top, self._infos = _listed(archive.infolist())
        _check_places(archive)
        self.files = {path: info.file_size for path, info in self._infos.items()}
        self._archive = archive

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield the bytes of one file in pieces; raises DamagedError where they are not what the zip's list says."""
        info = copy.copy(self._infos[path])
        said, came = info.file_size, 0
        # The library stops in silence where the list says so; one byte further, and what the list hides is seen.
        info.file_size += 1
        try:
            with self._archive.open(info) as file:
                while data := file.read(CHUNK):
                    came += len(data)
                    if came > said:
                        raise DamagedError(f"'{shown(path)}' is larger than the zip says")
                    yield data
        except _WRONG as error:
            raise DamagedError(f"'{shown(path)}' is damaged") from error
        if came < said:
            raise DamagedError(f"'{shown(path)}' is smaller than the zip says")


@contextmanager
def opened_zip(path: Path) -> Iterator[ZipBundle]:
    """Open a zip and check its list; raises BundleError for what is no zip or a hostile one, OSError for a bad disk."""
    with _File(path) as file:
        try:
            archive = zipfile.ZipFile(file)
        except _WRONG as error:
            raise BundleError("it is not a zip, or the end of it is missing; get a new copy") from error
        with archive:
            yield ZipBundle(str(path), archive)


def _refuse(what: str) -> NoReturn:
    raise BundleError(f"{what}; nothing was read from it: do not unpack it, get a new copy")


def _check_volume(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        _refuse(f"it lists {len(infos):,} files, and {MOST_ENTRIES:,} is the most")
    if sum(info.file_size for info in infos) > LARGEST_ZIP:
        _refuse(f"its files come to more than {LARGEST_ZIP // 2**30} GB")


def _listed(infos: list[zipfile.ZipInfo]) -> tuple[str, dict[str, zipfile.ZipInfo]]:
    """Return the one top folder, and every file in it by its path there."""
    tops: dict[str, None] = {}
    files: dict[str, zipfile.ZipInfo] = {}
    names: set[str] = set()
    for info in infos:
        name = info.orig_filename
        _check_name(info, name)
        _check_kind(info, name)
        top, slash, path = name.partition("/")
        if name in names:
            _refuse(f"'{shown(name)}' is in it twice")
        names.add(name)
        if not slash:
            _refuse(f"'{shown(name)}' lies beside the top folder, where a bundle has nothing")
        if top != MAC_FOLDER:
            tops[top] = None
            if not name.endswith("/"):
                files[path] = info
    if len(tops) != 1:
        listed = ", ".join(f"'{shown(top)}'" for top in list(tops)[:3])
        _refuse(f"it has more than one top folder ({listed})" if tops else "it is empty")
    _check_folders(files)
    return next(iter(tops)), files


def _check_name(info: zipfile.ZipInfo, name: str) -> None:
    fault = path_fault(name.removesuffix("/"))
    if fault:
        _refuse(f"the path '{shown(name)}' is not safe: {fault}")
    if info.filename != name:
        _refuse(f"'{shown(name)}' has a second name, '{shown(info.filename)}'")


def _check_kind(info: zipfile.ZipInfo, name: str) -> None:
    """Refuse what is no plain file or folder, and what claims a size that no page or picture has."""
    is_folder = name.endswith("/")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFDIR if is_folder else stat.S_IFREG):
        _refuse(f"'{shown(name)}' is a link or a special file")
    if info.flag_bits & _ENCRYPTED:
        _refuse(f"'{shown(name)}' is encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        _refuse(f"'{shown(name)}' is packed in an unknown way (method {info.compress_type})")
    size, packed = info.file_size, info.compress_size
    if size > LARGEST_FILE:
        _refuse(f"'{shown(name)}' would be larger than {LARGEST_FILE // 2**30} GB")
    if size > 1_000_000 and size > HIGHEST_RATIO * packed:
        _refuse(f"'{shown(name)}' would grow from {packed:,} to {size:,} bytes")
    if (is_folder and size) or (info.compress_type == zipfile.ZIP_STORED and size != packed):
        _refuse(f"the sizes of '{shown(name)}' contradict each other")


def _check_folders(files: dict[str, zipfile.ZipInfo]) -> None:
    """Refuse a name that is a file's and a folder's: it could not be unpacked."""
    folders: set[str] = set()
    for path in files:
        while (path := path.rpartition("/")[0]) and path not in folders:
            folders.add(path)
    both = min(folders & files.keys(), default=None)
    if both is not None:
        _refuse(f"'{shown(both)}' is a file and a folder in it")


def _check_places(archive: zipfile.ZipFile) -> None:
    """Refuse files that share bytes, as zip bombs have them, and such as lie outside of the zip's body.

    The local header's extra field is not counted: it can only make a file's place longer.
    """
    end = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            _refuse(f"'{shown(info.orig_filename)}' shares its bytes with another file")
        end = info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size
        if end > archive.start_dir:
            _refuse(f"'{shown(info.orig_filename)}' reaches out of the zip; the zip is damaged")
