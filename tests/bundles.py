"""Bundles made by hand: plain ones from names and bytes, and zips that no honest program would write."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefwright.bundle.manifest import MANIFEST, UPDATE, Entry, Manifest, Selected
from briefwright.bundle.reading import opened, read_state
from briefwright.bundle.update import GONE, compare, make_update

TOP = "harbour-desk"
PAGES = {
    "index.html": b"<h1>Harbour desk</h1>" * 40,
    "READ-ME.txt": b"Open index.html.\n",
    "briefings/talks.html": b"<h1>Talks end without a text</h1>" * 30,
    "assets/look.css": b"body { margin: 0 }",
}
NEWS = "update/what-is-new.html"


def entry(data: bytes) -> Entry:
    return Entry(len(data), hashlib.sha256(data).hexdigest())


def manifest(files: Mapping[str, bytes], date: str | None = "2026-03-04") -> Manifest:
    """Return a manifest of these files; each page in briefings/ is a briefing, with its text as the fingerprint."""
    contents = {
        path[len("briefings/") : -len(".html")]: hashlib.sha256(data).hexdigest()
        for path, data in files.items()
        if path.startswith("briefings/")
    }
    pages = sum(path.endswith(".html") for path in files)
    return Manifest(
        generator="briefwright 0.1.0",
        site="Harbour desk",
        date=date,
        pages=pages,
        briefings=len(contents),
        selection=Selected(),
        contents=contents,
        files={path: entry(data) for path, data in files.items()},
    )


def bundle(files: Mapping[str, bytes], date: str | None = "2026-03-04") -> dict[str, bytes]:
    """Return the files of a whole bundle, the manifest included."""
    return {**files, MANIFEST: manifest(files, date).to_json()}


def update(old: Path, new: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an update from an older bundle, zipped or unpacked, to a new whole one."""
    with opened(old) as before:
        state = read_state(before)
    made = manifest({path: data for path, data in new.items() if path != MANIFEST}, "2026-04-05")
    difference = compare(state.manifest, made, state.update)
    listed, gone = make_update(state, difference, {NEWS: b"<h1>New</h1>"})
    files = {path: new[path] for path in difference.changed}
    return {**files, MANIFEST: made.to_json(), NEWS: b"<h1>New</h1>", GONE: gone, UPDATE: listed}


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return folder


def read_folder(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def write_zip(path: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, top: str = TOP) -> Path:
    with zipfile.ZipFile(path, "w", compression=method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(f"{top}/{name}"), data, compress_type=method)
    return path


@dataclass(frozen=True)
class Member:
    """One file of a zip, and whatever its two headers shall say of it instead of the truth."""

    name: str
    data: bytes = b""
    method: int = 0
    flags: int = 0x800
    attributes: int = 0o100644 << 16
    size: int | None = None
    packed_size: int | None = None
    offset: int | None = None
    local_name: str | None = None
    extra: bytes = b""
    crc: int | None = None

    @property
    def packed(self) -> bytes:
        if self.method != zipfile.ZIP_DEFLATED:
            return self.data
        maker = zlib.compressobj(9, zlib.DEFLATED, -15)
        return maker.compress(self.data) + maker.flush()

    def numbers(self) -> tuple[int, int, int]:
        size = len(self.data) if self.size is None else self.size
        packed_size = len(self.packed) if self.packed_size is None else self.packed_size
        return zlib.crc32(self.data) if self.crc is None else self.crc, packed_size, size


def members(files: Mapping[str, bytes], method: int = 0) -> list[Member]:
    return [Member(f"{TOP}/{path}", data, method) for path, data in files.items()]


def raw_zip(path: Path, parts: Iterable[Member], entries: int | None = None) -> Path:
    """Write a zip as its members say, after APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16."""
    body, listed, count = b"", b"", 0
    for part in parts:
        name, local_name = part.name.encode(), (part.local_name or part.name).encode()
        numbers = part.numbers()
        common = (20, part.flags, part.method, 0, 0x21, *numbers)
        offset = len(body) if part.offset is None else part.offset
        body += b"PK\3\4" + struct.pack("<5H3L2H", *common, len(local_name), 0) + local_name + part.packed
        tail = (len(name), len(part.extra), 0, 0, 0, part.attributes, offset)
        listed += b"PK\1\2" + struct.pack("<6H3L5H2L", 0x314, *common, *tail) + name + part.extra
        count += 1
    count = count if entries is None else entries
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, count & 0xFFFF, count & 0xFFFF, len(listed), len(body), 0)
    path.write_bytes(body + listed + end)
    return path


def with_member(member: Member, **changes: object) -> Member:
    return replace(member, **changes)  # type: ignore[arg-type]
