"""Bundles, zipped or unpacked, read the same way and without trust in anything they say."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from briefwright.bundle.errors import BundleError
from briefwright.bundle.fields import MOST_BYTES
from briefwright.bundle.folder_reading import FolderBundle
from briefwright.bundle.manifest import MANIFEST, UPDATE, Manifest, Update, parse_manifest, parse_update
from briefwright.bundle.names import shown
from briefwright.bundle.zip_reading import opened_zip


class Bundle(Protocol):
    """The files of a bundle below its top folder: sizes in bytes by path, and the bytes of each.

    `name` is what people call it, `top` the name of the top folder, `odd` the paths of what is there but cannot
    be read as a file: links, special files, closed folders.
    """

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def top(self) -> str:
        """The name of the top folder."""

    @property
    def is_zip(self) -> bool:
        """Whether it is a zip, and not an unpacked folder."""

    @property
    def files(self) -> Mapping[str, int]:
        """Sizes in bytes by path."""

    @property
    def odd(self) -> tuple[str, ...]:
        """Paths of what is there but is no file."""

    def chunks(self, path: str) -> Iterator[bytes]:
        """Yield a file in pieces; raises DamagedError for what contradicts its zip, OSError for what cannot be read."""


@dataclass(frozen=True, slots=True)
class State:
    """What a bundle says of itself: its manifest, that file's SHA-256, and the update that made it, if one did."""

    top: str
    manifest: Manifest
    sha256: str
    update: Update | None


@contextmanager
def opened(path: Path) -> Iterator[Bundle]:
    """Open a zip or an unpacked folder; raises BundleError, with the path in front, for what cannot be used."""
    with ExitStack() as stack:
        with _named(str(path)):
            bundle = _open(path, stack)
        yield bundle


def read_state(bundle: Bundle) -> State:
    """Read what a bundle says of itself; raises BundleError where it has no manifest or one that cannot be used."""
    with _named(bundle.name):
        if MANIFEST not in bundle.files:
            raise BundleError(f"there is no {MANIFEST} in it; it is not a bundle, or not all of one")
        data = _small_file(bundle, MANIFEST)
        update = parse_update(_small_file(bundle, UPDATE)) if UPDATE in bundle.files else None
        return State(bundle.top, parse_manifest(data), hashlib.sha256(data).hexdigest(), update)


def _open(path: Path, stack: ExitStack) -> Bundle:
    if path.is_dir():
        return FolderBundle(path)
    if path.is_file():
        return stack.enter_context(opened_zip(path))
    if path.exists():
        raise BundleError("it is neither a file nor a folder; name a zip, or the folder that was unpacked")
    raise BundleError("there is no such file or folder")


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Put the bundle's name in front of what is wrong with it."""
    try:
        yield
    except BundleError as error:
        raise BundleError(f"{shown(name)}: {error}") from error
    except OSError as error:
        raise BundleError(f"{shown(name)}: it cannot be read: {error.strerror or shown(str(error))}") from error


def _small_file(bundle: Bundle, path: str) -> bytes:
    """Return a whole file, if it is of the size that such a file can have."""
    parts, size = [], bundle.files[path]
    if size <= MOST_BYTES:
        size = 0
        for data in bundle.chunks(path):
            parts.append(data)
            size += len(data)
            if size > MOST_BYTES:
                break
    if size > MOST_BYTES:
        raise BundleError(f"its {path} has more than {MOST_BYTES:,} bytes; no bundle has such a one")
    return b"".join(parts)
