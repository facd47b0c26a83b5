"""Making a bundle: build the site for a disk, look at every file, write the zip beside its place, put it there."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from briefwright import __version__
from briefwright.bundle import readme
from briefwright.bundle.archive import Archive
from briefwright.bundle.contents import examine, examined, paths_in
from briefwright.bundle.errors import BundleError
from briefwright.bundle.manifest import MANIFEST, UPDATE, UPDATE_FOLDER, Entry, Manifest, Selected
from briefwright.bundle.names import name_problems
from briefwright.bundle.news import news_page
from briefwright.bundle.outside import Reference
from briefwright.bundle.update import GONE, Difference, State, briefings_changed, compare, make_update
from briefwright.epoch import epoch
from briefwright.offline import Offline
from briefwright.parallel import cores
from briefwright.progress import Progress
from briefwright.schema.types import slug
from briefwright.selection import Selection
from briefwright.site_build import Report, build_offline
from briefwright.swap import workplace

NEWS = f"{UPDATE_FOLDER}/what-is-new.html"

CONTENT_DIGITS = 12
"""Hexadecimal digits of a briefing's fingerprint: enough to tell two states apart, and every update has them all."""

MOST_LISTED = 20
"""Places that a refusal names."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `out` is the zip's path; `since` the older state that an update starts from."""

    config_file: Path
    out: Path
    selection: Selection
    drafts: bool = False
    since: State | None = None
    jobs: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A finished zip: its manifest, how many files are in it and its size in bytes, and the build's report."""

    manifest: Manifest
    files: int
    size: int
    report: Report
    difference: Difference | None = None


@dataclass(slots=True)
class _Progressive:
    """What is known of the new bundle while its files are written one by one."""

    entries: dict[str, Entry] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    written: int = 0


def top_folder(site_name: str) -> str:
    """Return the name of the one folder in a zip."""
    return slug(site_name) or "briefings"


def make_bundle(order: Order, progress: Progress) -> Made:
    """Make a bundle or an update; raises BundleError, OSError or what a build raises, and then an older zip stays."""
    selection = None if order.selection.is_whole else order.selection
    with workplace(order.out) as place:
        site = place / "site"
        site.mkdir()
        report = build_offline(
            order.config_file, site, Offline(selection, order.since is not None), order.drafts, progress
        )
        zip_file = place / "bundle.zip"
        made = _write(order, report, site, zip_file, progress)
        zip_file.replace(order.out)
    return made


def _write(order: Order, report: Report, site: Path, zip_file: Path, progress: Progress) -> Made:
    fragments = report.fragments
    date = fragments.today if fragments.counts["briefings"] else None
    text = readme.read_me(report.name, fragments.counts["briefings"], date, fragments.selection)
    (site / readme.NAME).write_bytes(text)
    paths = [path for path in paths_in(site) if not (order.since and path == NEWS)]
    top = order.since.top if order.since else top_folder(report.name)
    _refuse(name_problems(paths, top), "These names cannot be unpacked everywhere")
    archive = Archive(zip_file, top, _moment(fragments.today))
    try:
        known = _add_files(order, site, paths, archive, progress)
        manifest = Manifest(
            generator=f"briefwright {__version__}",
            site=report.name,
            date=date,
            pages=sum(path.endswith(".html") for path in paths),
            briefings=fragments.counts["briefings"],
            selection=_selected(order),
            contents={id: key[:CONTENT_DIGITS] for id, key in fragments.contents.items()},
            files=known.entries,
        )
        difference = _add_news(order.since, manifest, report, site, archive) if order.since else None
        archive.add(MANIFEST, manifest.to_json())
    finally:
        archive.close()
    extra = 4 if difference else 1
    return Made(manifest, known.written + extra, zip_file.stat().st_size, report, difference)


def _add_files(order: Order, site: Path, paths: list[str], archive: Archive, progress: Progress) -> _Progressive:
    """Look at every file and add those that the reader does not have yet."""
    known = _Progressive()
    had = order.since.manifest.files if order.since else {}
    with progress.stage("Packing files", len(paths)) as advance:
        for file in examined(site, paths, order.jobs or cores()):
            known.entries[file.path] = file.entry
            known.references += file.references
            if had.get(file.path) != file.entry and not known.references:
                archive.add(file.path, (site / file.path).read_bytes())
                known.written += 1
            advance(1)
    _refuse(map(_said, known.references), "A browser would fetch these from elsewhere")
    return known


def _add_news(since: State, manifest: Manifest, report: Report, site: Path, archive: Archive) -> Difference:
    """Add what an update says of itself."""
    difference = compare(since.manifest, manifest, since.update)
    changed = briefings_changed(since.manifest, manifest, difference.changed)
    page = news_page((site / NEWS).read_text(encoding="utf-8"), report.build, NEWS, since.manifest.date, *changed)
    _refuse(map(_said, examine(NEWS, page).references), "A browser would fetch these from elsewhere")
    update, gone = make_update(since, difference, {NEWS: page})
    for name, data in ((NEWS, page), (GONE, gone), (UPDATE, update)):
        archive.add(name, data)
    return difference


def _selected(order: Order) -> Selected:
    chosen = order.selection
    return Selected(tuple(sorted(chosen.dossiers)), chosen.after, chosen.before, chosen.lang, order.drafts)


def _refuse(found: Iterable[str], what: str) -> None:
    """Raise BundleError where something was found, with the first places."""
    listed = list(found)
    if not listed:
        return
    lines = [f"  {line}" for line in listed[:MOST_LISTED]]
    if len(listed) > MOST_LISTED:
        lines.append(f"  and {len(listed) - MOST_LISTED:,} more")
    raise BundleError("\n".join([f"no bundle was made. {what}:", *lines]))


def _said(reference: Reference) -> str:
    return f"{reference.path}:{reference.line}: {reference.what} {reference.address}".rstrip()


def _moment(today: str) -> tuple[int, int, int, int, int, int]:
    """Return the time of all files: SOURCE_DATE_EPOCH (reproducible-builds.org), or the newest content's day."""
    moment = epoch() or datetime.fromisoformat(_whole_day(today))
    return (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)


def _whole_day(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) < 10 else date
