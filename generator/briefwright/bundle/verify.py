"""Is a bundle what its manifest says: every file of it, by size and SHA-256."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefwright.bundle.errors import DamagedError
from briefwright.bundle.manifest import MANIFEST, UPDATE, Entry, Manifest, Update
from briefwright.bundle.names import shown
from briefwright.bundle.reading import Bundle, State, opened, read_state
from briefwright.counting import counted
from briefwright.dates import day
from briefwright.progress import Progress

MOST_NAMED = 20
"""How many names a group shows before it only counts."""

_STREWN = re.compile(r"(?:.*/)?(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|__MACOSX/.*)", re.IGNORECASE | re.DOTALL)
"""What systems leave in folders, each for itself."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a bundle was found to be; every group of names is sorted.

    `altered` files have another size or SHA-256 than the manifest says, `missing` ones are listed but not there,
    `added` ones are there but not listed, `unreadable` are links, special files, and what the disk does not give.
    `leftover` files are of an older state, went with an update and do no harm; `aside` are files that systems
    strew about. `checked` counts the files whose bytes were compared. `update_only` means a zip that holds but an
    update, where files of the manifest are rightly missing.
    """

    name: str
    manifest: Manifest
    update: Update | None
    update_only: bool
    checked: int
    altered: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    unreadable: tuple[str, ...]
    leftover: tuple[str, ...]
    aside: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Whether every file is there, as it was made, and none besides."""
        return not (self.altered or self.missing or self.added or self.unreadable)

    def lines(self) -> list[str]:
        """Return the findings as lines for people: first the verdict, then each group by name, then what to do."""
        return [self._verdict(), *self._groups(), *self._notes(), *self._advice()]

    def _verdict(self) -> str:
        state = f", state of {day(self.manifest.date)}" if self.manifest.date else ""
        about = f"{shown(self.manifest.site)}{state}"
        kind = "an update, " if self.update_only else ""
        if self.well:
            return f"{shown(self.name)} ({kind}{about}): {counted(self.checked, 'file')} checked, all as they were made"
        return f"{shown(self.name)} ({kind}{about}): NOT as it was made, {counted(self.checked, 'file')} checked"

    def _groups(self) -> Iterator[str]:
        yield from _named("altered: not what was published", self.altered)
        yield from _named("missing: listed, but not there", self.missing)
        yield from _named("added: there, but not listed", self.added)
        yield from _named("unreadable: links, special files, or what the disk does not give", self.unreadable)

    def _notes(self) -> Iterator[str]:
        if self.leftover:
            one = len(self.leftover) == 1
            are, they, do = ("is", "it", "does") if one else ("are", "they", "do")
            yield f"{counted(len(self.leftover), 'file')} of the older state {are} still there; {they} {do} no harm"
        if self.aside:
            such = shown(self.aside[0])
            yield f"{counted(len(self.aside), 'file')} of the computer's own (such as {such}) left aside"

    def _advice(self) -> Iterator[str]:
        older = "the older state"
        if self.update and self.update.from_date:
            older = f"the state of {day(self.update.from_date)}"
        if self.update and self.missing and not self.update_only:
            yield f"The last update belongs over {older}: unpack it there, or get the whole bundle."
        elif not self.well:
            yield "Do not rely on it: get a new copy from where this one came from."
        elif self.update_only:
            yield f"Unpack it over {older}, then verify that folder."


def verify(path: Path, progress: Progress) -> Findings:
    """Compare every file of a zip or an unpacked folder with the manifest in it.

    What this shows: nothing was damaged, lost, altered or slipped in since the manifest was written. What it does
    not show: who wrote the manifest. Nothing signs it, so whoever changes a file and its SHA-256 in the manifest
    goes unnoticed here; compare the manifest's own SHA-256 with one that came another way to rule that out.

    An update by itself shows that what it brings is whole; what it belongs over is verified once it lies there.
    Files are read in pieces, so memory does not grow with them.
    Raises BundleError for what is no bundle, and for a zip that is not safe to read.
    """
    with opened(path) as bundle:
        return _findings(bundle, read_state(bundle), progress)


def _findings(bundle: Bundle, state: State, progress: Progress) -> Findings:
    inner = state.update.files if state.update else {}
    expected = {**state.manifest.files, **inner}
    places = _places(bundle.files, expected)
    altered, unreadable = _compare(bundle, expected, places, progress)
    missing = expected.keys() - places.keys() - set(bundle.odd)
    brought = {*state.update.changed, *inner} if state.update else set()
    # Whoever packs an updated folder again makes a whole bundle: that has files that its last update did not bring.
    update_only = bundle.is_zip and not missing <= brought and places.keys() <= brought
    own = {MANIFEST, UPDATE} if state.update else {MANIFEST}
    besides = bundle.files.keys() - set(places.values()) - own
    leftover = besides.intersection(state.update.gone if state.update else ())
    aside = {path for path in besides - leftover if _STREWN.fullmatch(path)}
    return Findings(
        name=bundle.name,
        manifest=state.manifest,
        update=state.update,
        update_only=update_only,
        checked=len(places),
        altered=tuple(sorted(altered)),
        missing=tuple(sorted(missing & brought if update_only else missing)),
        added=tuple(sorted(besides - leftover - aside)),
        unreadable=tuple(sorted({*unreadable, *bundle.odd})),
        leftover=tuple(sorted(leftover)),
        aside=tuple(sorted(aside)),
    )


def _places(found: Mapping[str, int], expected: Mapping[str, Entry]) -> dict[str, str]:
    """Return where each expected file lies.

    Some file systems keep names in another Unicode form than they were given; such a file is in its place.
    """
    places = {path: path for path in expected if path in found}
    for path in found:
        if path.isascii() or path in expected:
            continue
        for form in (unicodedata.normalize("NFC", path), unicodedata.normalize("NFD", path)):
            if form in expected:
                places.setdefault(form, path)
    return places


def _compare(
    bundle: Bundle, expected: Mapping[str, Entry], places: Mapping[str, str], progress: Progress
) -> tuple[list[str], list[str]]:
    """Return the files that are altered and those that cannot be read, of all that lie in their places."""
    altered, unreadable = [], []
    with progress.stage("Verifying", len(places)) as advance:
        for path, place in places.items():
            try:
                if not _is_same(bundle, place, expected[path]):
                    altered.append(path)
            except DamagedError:
                altered.append(path)
            except OSError:
                unreadable.append(path)
            advance(1)
    return altered, unreadable


def _is_same(bundle: Bundle, place: str, entry: Entry) -> bool:
    if bundle.files[place] != entry.size:
        return False
    digest, left = hashlib.sha256(), entry.size
    for data in bundle.chunks(place):
        digest.update(data)
        left -= len(data)
        if left < 0:
            # It grows while it is read, and may do so for ever.
            return False
    return digest.hexdigest() == entry.sha256


def _named(title: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a group's title and its names, as many as a person reads."""
    listed = list(names)
    if listed:
        yield f"{title} ({counted(len(listed), 'file')})"
        yield from (f"  {shown(name)}" for name in listed[:MOST_NAMED])
    if len(listed) > MOST_NAMED:
        yield f"  and {len(listed) - MOST_NAMED:,} more"
