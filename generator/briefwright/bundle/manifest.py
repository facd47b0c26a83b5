"""A bundle's manifest and an update's list: what they say, written with the same bytes always, read with care."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from briefwright.bundle.fields import FORMAT, Fields, all_texts, parsed, refuse
from briefwright.bundle.names import path_fault, shown

MANIFEST = "manifest.json"
UPDATE_FOLDER = "update"
UPDATE = f"{UPDATE_FOLDER}/update.json"

LARGEST_FILE = 2**30
"""The largest file that a bundle may hold, in bytes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file: its size in bytes and its SHA-256 (FIPS 180-4) as 64 small hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Selected:
    """What a bundle was limited to; nothing, as it stands. `after` and `before` are dates of ISO 8601, included."""

    dossiers: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    lang: str | None = None
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself.

    `date` is the newest date of the content (ISO 8601, may stop at the month or the year), None where there is
    none. `contents` holds the fingerprint of each briefing's file by the briefing's id; `files` every file but
    the manifest itself by its path below the top folder.
    """

    generator: str
    site: str
    date: str | None
    pages: int
    briefings: int
    selection: Selected
    contents: Mapping[str, str]
    files: Mapping[str, Entry]

    def to_json(self) -> bytes:
        """Return the bytes of manifest.json: the same for the same manifest, UTF-8, with a line end."""
        return _json(
            {
                "format": FORMAT,
                "generator": self.generator,
                "site": self.site,
                "date": self.date,
                "pages": self.pages,
                "briefings": self.briefings,
                "selection": asdict(self.selection),
                "contents": dict(self.contents),
                "files": _plain_files(self.files),
            }
        )


@dataclass(frozen=True, slots=True)
class Update:
    """What an update says of itself: the state it starts from, what it brings, what went, and its own files.

    `from_manifest` is the SHA-256 of the older state's manifest.json. `changed` (the files of the new manifest that
    the update holds) and `gone` are sorted. `files` are those in the folder of the update but for update.json, by
    their path below the top folder.
    """

    from_date: str | None
    from_manifest: str
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    files: Mapping[str, Entry]

    def to_json(self) -> bytes:
        """Return the bytes of update.json: the same for the same update, UTF-8, with a line end."""
        older = {"date": self.from_date, "manifest": self.from_manifest}
        paths = {"changed": list(self.changed), "gone": list(self.gone)}
        return _json({"format": FORMAT, "from": older, **paths, "files": _plain_files(self.files)})


def parse_manifest(data: bytes) -> Manifest:
    """Read a manifest that may say anything; raises BundleError for whatever a manifest cannot be.

    Keys that are not known are passed over, so that later programs may add some.
    """
    found = Fields(MANIFEST, parsed(data, MANIFEST))
    chosen = Fields(f"{MANIFEST}: 'selection'", found.mapping("selection"))
    return Manifest(
        generator=found.text("generator"),
        site=found.text("site"),
        date=found.date("date"),
        pages=found.number("pages"),
        briefings=found.number("briefings"),
        selection=Selected(
            dossiers=chosen.texts("dossiers"),
            after=chosen.date("after"),
            before=chosen.date("before"),
            lang=chosen.text("lang") if chosen.data.get("lang") is not None else None,
            drafts=chosen.yes_or_no("drafts"),
        ),
        contents=_contents(found),
        files=_files(found, inside=False),
    )


def parse_update(data: bytes) -> Update:
    """Read an update.json that may say anything; raises BundleError for whatever it cannot be."""
    found = Fields(UPDATE, parsed(data, UPDATE))
    older = Fields(f"{UPDATE}: 'from'", found.mapping("from"))
    return Update(
        from_date=older.date("date"),
        from_manifest=older.sha256("manifest", older.data.get("manifest")),
        changed=_paths(found, "changed"),
        gone=_paths(found, "gone"),
        files=_files(found, inside=True),
    )


def _json(data: dict[str, Any]) -> bytes:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return f"{text}\n".encode()


def _plain_files(files: Mapping[str, Entry]) -> dict[str, dict[str, Any]]:
    return {path: {"size": entry.size, "sha256": entry.sha256} for path, entry in files.items()}


def _contents(fields: Fields) -> dict[str, str]:
    found = fields.mapping("contents")
    if not all_texts(found) or not all_texts(found.values()):
        refuse(fields.where, "'contents' is not a list of fingerprints by briefing")
    return found


def _files(fields: Fields, inside: bool) -> dict[str, Entry]:
    """Return the files of a list; `inside` is whether they are those in the folder of an update."""
    return {path: _entry(fields, path, found, inside) for path, found in fields.mapping("files").items()}


def _paths(fields: Fields, name: str) -> tuple[str, ...]:
    found = set(fields.texts(name))
    for path in found:
        _check_path(fields.where, path, inside=False)
    return tuple(sorted(found))


def _entry(fields: Fields, path: str, found: object, inside: bool) -> Entry:
    _check_path(fields.where, path, inside)
    size = found.get("size") if isinstance(found, dict) else None
    if not isinstance(found, dict) or type(size) is not int or not 0 <= size <= LARGEST_FILE:
        refuse(fields.where, f"'{shown(path)}' has no size up to {LARGEST_FILE:,} bytes")
    return Entry(size, fields.sha256(path, found.get("sha256")))


def _check_path(where: str, path: str, inside: bool) -> None:
    fault = path_fault(path)
    if fault:
        refuse(where, f"'{shown(path)}' is not a path in a bundle: {fault}")
    if (path.partition("/")[0] == UPDATE_FOLDER) is not inside or path in (MANIFEST, UPDATE):
        refuse(where, f"'{shown(path)}' does not belong in its list")
