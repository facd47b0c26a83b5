"""From an older bundle to a newer one: what changed, what went, and the files by which an update says so."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from briefwright.bundle.manifest import UPDATE_FOLDER, Entry, Manifest, Update
from briefwright.bundle.reading import State as State

GONE = f"{UPDATE_FOLDER}/GONE.txt"

_GONE_HEAD = (
    "The files listed below belong to the older state; the new one does not have them any more.\n"
    "They do no harm, and may be deleted.\n"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What leads from an older bundle to a newer one, as sorted paths: files new or changed, and files gone."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]


class BriefingsChanged(NamedTuple):
    """Ids of briefings, sorted, that are only in the newer bundle, in both but not the same, only in the older."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def compare(old: Manifest, new: Manifest, old_update: Update | None) -> Difference:
    """Compare two manifests, file by file.

    `old_update` is what the older bundle says of the update that made it: what had gone by then may still lie in
    a reader's folder, so it counts as gone again, unless it is back.
    """
    before = old_update.gone if old_update else ()
    changed = (path for path, entry in new.files.items() if old.files.get(path) != entry)
    gone = {*old.files, *before} - new.files.keys()
    return Difference(tuple(sorted(changed)), tuple(sorted(gone)))


def briefings_changed(old: Manifest, new: Manifest, pages_changed: Collection[str]) -> BriefingsChanged:
    """Compare two manifests, briefing by briefing.

    A briefing changed where its file's fingerprint did and its page is among `pages_changed`: a comment in the
    file is no news to a reader, nor is a page that changed because another briefing did.
    """
    both = old.contents.keys() & new.contents.keys()
    pages = frozenset(pages_changed)
    changed = (i for i in both if old.contents[i] != new.contents[i] and f"briefings/{i}.html" in pages)
    return BriefingsChanged(
        added=tuple(sorted(new.contents.keys() - both)),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(old.contents.keys() - both)),
    )


def make_update(old: State, difference: Difference, pages: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """Return the bytes of update.json and of GONE.txt.

    `old` is the state that the update starts from; `pages` are the other files of the update's folder, by path
    below the top folder.
    """
    gone = gone_text(difference.gone)
    entries = {path: Entry(len(data), hashlib.sha256(data).hexdigest()) for path, data in {**pages, GONE: gone}.items()}
    update = Update(old.manifest.date, old.sha256, difference.changed, difference.gone, entries)
    return update.to_json(), gone


def gone_text(gone: Iterable[str]) -> bytes:
    """Return GONE.txt: two lines of explanation, then a path a line."""
    return "".join([_GONE_HEAD, *(f"{path}\n" for path in gone)]).encode()
