"""What is kept of each briefing between runs, so that a few files can be checked without reading all the others."""

import json
import os
import time
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from briefwright.cache import Cache, fingerprint
from briefwright.digest import Digest, NewEntry, PositionDigest, outlines
from briefwright.discovery import ContentFile
from briefwright.records import read_entries, record_of_entries
from briefwright.registries import Registries, RegistryEntry
from briefwright.vocabulary import AttributedBy, Stance, Status

SHELVES = 64
"""Snapshots over which positions are spread, by actor: a check takes down those of the actors it meets."""

SNAPSHOTS = ("briefings", "registries", *(f"positions {number}" for number in range(SHELVES)))
"""The names under which all of it is kept, the positions shelf by shelf."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells a later change from this one, on any file system."""


_STATUS = {status.value: status for status in Status}
"""Looked up for each briefing; to call the enum would take ten times as long."""


class Marks(NamedTuple):
    """What changes with a file's bytes: size, and times of writing in nanoseconds (of the data, and of any kind)."""

    size: int
    written: int
    changed: int


KEPT = ("id", "path", "date", "status", "aliases", "new_entries")
"""Fields of a digest that are kept of each briefing, besides its positions."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Takes the marks of files, and tells which of them can be trusted later."""

    started: int

    @classmethod
    def start(cls) -> "Clock":
        """Return a clock for the files that are read from now on."""
        return cls(time.time_ns())

    def marks(self, path: str) -> Marks | None:
        """Return a file's marks; None where it was written just now: it may be again, and leave the same ones.

        On Windows none can be trusted: the time of any kind of change is that of the file's making there.
        """
        found = None if os.name == "nt" else marks(path)
        settled = found is not None and max(found.written, found.changed) < self.started - SETTLED
        return found if settled else None


def marks(path: str) -> Marks | None:
    """Return a file's marks as they are now, or None where it is gone."""
    try:
        found = os.stat(path)  # noqa: PTH116 - once for each briefing, while somebody waits
    except OSError:
        return None
    return Marks(found.st_size, found.st_mtime_ns, found.st_ctime_ns)


@dataclass(frozen=True, slots=True)
class Remembered:
    """The briefings of an earlier run, and its registries where they are still what they were.

    `outlines` have no positions: those are taken down as needed.
    """

    cache: Cache
    generation: str
    files: dict[str, Marks]
    outlines: tuple[Digest, ...]
    registries: Registries | None

    def holds(self, file: ContentFile) -> bool:
        """Say whether a file is still what it was."""
        return file.name in self.files and self.files[file.name] == marks(file.path)

    def digests(self, names: set[str], pairs: set[tuple[str, str]]) -> list[Digest] | None:
        """Return the digests of files, with positions on these pairs of actor and issue; None if some are lost."""
        held: dict[int, list[PositionDigest]] = {}
        for shelf in {_shelf(actor) for actor, _ in pairs}:
            data = self.cache.snapshot(f"positions {shelf}", self.generation)
            if data is None:
                return None
            for number, actor, issue, stance, day, by in json.loads(data):
                if (actor, issue) in pairs:
                    said = AttributedBy(by) if by else None
                    position = PositionDigest(actor, issue, Stance(stance), day, None, None, None, said, ())
                    held.setdefault(number, []).append(position)
        return [
            item._replace(positions=tuple(held[number])) if number in held else item
            for number, item in enumerate(self.outlines)
            if item.path in names
        ]


def remember(
    cache: Cache,
    digests: Sequence[Digest],
    registries: Registries,
    registry_files: Iterable[ContentFile],
    files: dict[str, Marks],
) -> None:
    """Keep an outline of each briefing, and the registries, for `recall`.

    `digests` are of files without any problem. `files` are marks that can be trusted; what has none is not kept.
    """
    kept = [item for item in digests if item.path in files]
    if cache.folder is None:
        return
    generation = fingerprint(*(f"{name} {found}" for name, found in files.items()), *(item.key for item in digests))
    if all(cache.snapshot(name, generation) is not None for name in SNAPSHOTS):
        return
    names = sorted(file.name for file in registry_files)
    shelves: list[list[Any]] = [[] for _ in range(SHELVES)]
    for number, item in enumerate(kept):
        for held in item.positions:
            row = (number, held.actor, held.issue, held.stance, held.stated_on, held.attributed_by)
            shelves[_shelf(held.actor)].append(row)
    outlines = {
        "generation": generation,
        "columns": _columns(kept),
        "marks": [*zip(*(files[item.path] for item in kept), strict=True)],
    }
    snapshots = zip(SNAPSHOTS, (outlines, _registry_data(registries, names, files), *shelves), strict=True)
    cache.add_snapshots(generation, ((name, json.dumps(data).encode()) for name, data in snapshots))


def recall(cache: Cache, registries: Iterable[ContentFile]) -> Remembered | None:
    """Return what an earlier run kept, or None where there is nothing; `registries` are their files as they are now."""
    data = cache.last_snapshot("briefings")
    if data is None:
        return None
    found = json.loads(data)
    generation, columns = found["generation"], found["columns"]
    # Column by column: an editor waits, and of 10,000 briefings each thing done for one of them takes milliseconds.
    files = dict(zip(columns["path"], map(Marks._make, zip(*found["marks"], strict=True)), strict=True))
    return Remembered(cache, generation, files, _outlines(columns), _known_registries(cache, generation, [*registries]))


def _shelf(actor: str) -> int:
    return zlib.crc32(actor.encode()) % SHELVES


def _columns(kept: Sequence[Digest]) -> dict[str, list[Any]]:
    """Return what is kept of digests, field by field: what checks of another briefing ask of one."""
    return {name: [getattr(item, name) for item in kept] for name in KEPT}


def _outlines(columns: dict[str, list[Any]]) -> tuple[Digest, ...]:
    return outlines(
        columns
        | {
            "status": map(_STATUS.__getitem__, columns["status"]),
            "aliases": map(tuple, columns["aliases"]),
            "new_entries": map(_new_entries, columns["new_entries"]),
        }
    )


def _new_entries(rows: list[tuple[str, str, list[tuple[str, str]]]]) -> tuple[NewEntry, ...]:
    return tuple(NewEntry(kind, key, tuple(map(_pair, fields))) for kind, key, fields in rows) if rows else ()


def _pair(field: tuple[str, str]) -> tuple[str, str]:
    """Return a pair that JSON has made a list."""
    return field[0], field[1]


def _registry_data(registries: Registries, names: list[str], files: dict[str, Marks]) -> dict[str, Any] | None:
    """Return the registries as data; None where one had a problem, which must be seen again, or was just written."""
    found = {kind: [*entries.values()] for kind, entries in registries.entries.items()}
    if registries.problems or not files.keys() >= set(names):
        return None
    return {
        "files": {name: files[name] for name in names},
        "places": {kind: [(item.file.name, item.at) for item in items] for kind, items in found.items()},
        "entries": {kind: record_of_entries([item.entry for item in items]) for kind, items in found.items()},
    }


def _known_registries(cache: Cache, generation: str, given: list[ContentFile]) -> Registries | None:
    """Return the registries that were kept, if the files are the same ones and unchanged."""
    data = json.loads(cache.snapshot("registries", generation) or b"null")
    now = {file.name: marks(file.path) for file in given}
    if data is None or {name: Marks(*found) for name, found in data["files"].items()} != now:
        return None
    files = {file.name: file for file in given}
    known = Registries()
    for kind, places in data["places"].items():
        for (name, at), entry in zip(places, read_entries(kind, data["entries"][kind]), strict=True):
            known.entries[kind][entry.id] = RegistryEntry(entry, files[name], tuple(at))
    return known
