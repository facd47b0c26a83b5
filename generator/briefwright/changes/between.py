"""Two states of the files into everything that changed in meaning between them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefwright.changes.briefings import added, briefing_changes, deleted
from briefwright.changes.cautions import Caution, cautions
from briefwright.changes.change import Change, Thing
from briefwright.changes.entries import EntryChange
from briefwright.changes.inheritance import inherited
from briefwright.changes.names import Names, described, registered
from briefwright.changes.pairing import Item, Paired, pair
from briefwright.changes.registry import registry_changes, successors, wanted
from briefwright.changes.silence import silence_changes
from briefwright.changes.slots import Key
from briefwright.changes.standing import Earlier, turned
from briefwright.changes.whole import BriefingMoved, BriefingRenamed
from briefwright.discovery import REGISTRIES, REGISTRY_FOLDER, SUFFIXES, ContentFile
from briefwright.problems import Problem, Severity
from briefwright.registries import KINDS, Registries, load_registries
from briefwright.schema import Briefing, Position
from briefwright.validation import validate
from briefwright.vocabulary import Status

Files = Mapping[str, bytes]
"""Path from the site's root, with forward slashes → content."""

Touches = Callable[[Sequence[Key]], Mapping[Key, int]]
"""From kinds and ids of entries to the number of briefings that name each."""

CONFLICT = "YAML05"


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that cannot be compared, on which side ("before", "after"), and how many problems it has."""

    path: str
    side: str
    problems: int
    conflict: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed, the weightiest first; `layout` is the number of files that differ without a change of meaning."""

    changes: tuple[Change, ...]
    cautions: tuple[Caution, ...]
    broken: tuple[Broken, ...]
    layout: int


@dataclass(frozen=True, slots=True)
class _Side:
    briefings: dict[str, Briefing]
    registries: Registries
    broken: tuple[Broken, ...]

    def names(self) -> dict[Key, str]:
        """Return every name that this side knows; the registries' count before those written in place."""
        items = (Item(path, briefing) for path, briefing in self.briefings.items())
        titles = {("briefing", item.id): item.briefing.title for item in items}
        return {**titles, **described(self.briefings.values()), **registered(self.registries)}


def changes_between(
    old_files: Files,
    new_files: Files,
    folder: str = "briefings",
    renames: Mapping[str, str] | None = None,
    touches: Touches | None = None,
    earlier: Earlier | None = None,
) -> Changes:
    """Compare two states of a corpus.

    Both sides hold all registries and at least the briefings that differ, by path; `folder` is the name of the
    briefings folder in these paths. `renames` is what git takes for renamed, new path → old path. `touches` counts
    the briefings that name an entry; without it such counts are left out. `earlier` finds an actor's positions in
    briefings that are on neither side, to tell where a new position is a turn. A file that cannot be read is said to
    be broken, and the others are compared.
    """
    same = {path for path, raw in old_files.items() if new_files.get(path) == raw}
    old = _read(old_files, folder, same, "before", None)
    shared = _registry_bytes(old_files, folder) == _registry_bytes(new_files, folder)
    new = _read(new_files, folder, same, "after", old.registries if shared else None)
    unreadable = {item.path for item in (*old.broken, *new.broken)}
    unreadable |= {was for now, was in (renames or {}).items() if now in unreadable}
    paired = pair(_without(old.briefings, unreadable), _without(new.briefings, unreadable), renames or {})
    states = [(one.briefing, other.briefing) for one, other in paired.both]
    moved = successors(old.registries, new.registries, states)
    heirs = {key: id for key, (id, _) in moved.items()}
    heirs |= {("briefing", one.id): other.id for one, other in paired.both if one.id != other.id}
    found = list(registry_changes(old.registries, new.registries, moved, heirs))
    if touches is not None:
        found = list(_counted(found, touches(wanted(found))))
    names = old.names(), new.names()
    before, after = (
        Names(names[0], names[1], old.registries, heirs),
        Names(names[1], names[0], new.registries, heirs),
    )
    layout = 0
    for one, other in paired.both:
        heir = inherited(one.briefing, heirs) if heirs else one.briefing
        own = list(_pair_changes(one, heir, other, before, after))
        layout += not own and heir == one.briefing
        found += own
    found += (deleted(_thing(item), item.briefing, item.path, before) for item in paired.gone)
    found += (added(_thing(item), item.briefing, item.path, after) for item in paired.come)
    # Whoever reviews a new briefing has to know, too, what the checks keep to themselves.
    found += (said for item in paired.come for said in silence_changes(_thing(item), (), item.briefing.silence))
    # A broken file may hold the last position of somebody: then nothing is said of turns.
    if earlier is not None and not any(is_briefing(item.path, folder) for item in new.broken):
        fresh = list(_new_positions(paired, heirs))
        changed = [*(other for _, other in paired.both), *paired.come]
        found += turned(fresh, changed, earlier, after) if fresh else ()
    found.sort(key=lambda change: (change.weight, change.subject.kind, change.subject.name, change.subject.id))
    broken = sorted({*old.broken, *new.broken}, key=lambda item: (item.path, item.side))
    return Changes(tuple(found), tuple(cautions(paired)), tuple(broken), layout)


def is_briefing(path: str, folder: str) -> bool:
    """Say whether a path is that of a briefing."""
    parts = _inner(path, folder)
    return bool(parts) and parts[0] != REGISTRY_FOLDER


def registry_of(path: str, folder: str) -> str | None:
    """Return the registry that a path belongs to, if any."""
    parts = _inner(path, folder)
    if len(parts) < 2 or parts[0] != REGISTRY_FOLDER:
        return None
    name = parts[1] if len(parts) > 2 else parts[1].rsplit(".", 1)[0]
    return name if name in REGISTRIES else None


def _inner(path: str, folder: str) -> list[str]:
    """Return the parts of a YAML file's path inside the briefings folder; none for any other file."""
    if not path.startswith(f"{folder}/") or not path.endswith(SUFFIXES):
        return []
    parts = path.removeprefix(f"{folder}/").split("/")
    return [] if any(part.startswith(".") for part in parts) else parts


def _registry_bytes(files: Files, folder: str) -> dict[str, bytes]:
    return {path: raw for path, raw in files.items() if registry_of(path, folder)}


def _without(briefings: dict[str, Briefing], paths: set[str]) -> dict[str, Briefing]:
    return {path: briefing for path, briefing in briefings.items() if path not in paths}


def _read(files: Files, folder: str, same: set[str], side: str, known: Registries | None) -> _Side:
    """Read one side, without the briefings that are the same on both; `known` are its registries, if they were read."""
    briefings: dict[str, Briefing] = {}
    broken: list[Broken] = []
    for path in sorted(files):
        if path in same or not is_briefing(path, folder):
            continue
        briefing, problems = validate(files[path], path, Briefing)
        if briefing is None:
            broken.append(_broken(path, side, problems))
        else:
            briefings[path] = briefing
    own: dict[str, list[ContentFile]] = {name: [] for name in REGISTRIES}
    for path in sorted(files):
        name = registry_of(path, folder)
        if name:
            own[name].append(ContentFile(path, path))
    read = {name: tuple(found) for name, found in own.items()}
    registries = known or load_registries(read, lambda file: (files[file.name], []))
    broken += _broken_registries(registries, read, side)
    return _Side(briefings, registries, tuple(broken))


def _broken_registries(registries: Registries, read: dict[str, tuple[ContentFile, ...]], side: str) -> Iterator[Broken]:
    for name, files in read.items():
        if KINDS[name] in registries.unread or registries.damaged[KINDS[name]]:
            for file in files:
                wrong = [problem for problem in registries.problems if problem.path == file.name]
                if any(problem.severity is Severity.ERROR for problem in wrong):
                    yield _broken(file.name, side, wrong)


def _broken(path: str, side: str, problems: Sequence[Problem]) -> Broken:
    return Broken(path, side, len(problems), any(problem.rule == CONFLICT for problem in problems))


def _counted(changes: list[Change], counts: Mapping[Key, int]) -> Iterator[Change]:
    for change in changes:
        key = change.subject.kind, change.subject.id
        if isinstance(change, EntryChange) and change.touches is None and key in counts:
            change = replace(change, touches=counts[key])
        yield change


def _thing(item: Item) -> Thing:
    return Thing("briefing", item.id, item.briefing.title)


def _pair_changes(one: Item, old: Briefing, other: Item, before: Names, after: Names) -> Iterator[Change]:
    subject = _thing(other)
    if one.id != other.id:
        yield BriefingRenamed(subject, one.id, other.id, one.id in other.briefing.aliases)
    elif one.path != other.path:
        yield BriefingMoved(subject, one.path, other.path)
    yield from briefing_changes(subject, old, other.briefing, before, after)


def _new_positions(paired: Paired, heirs: dict[Key, str]) -> Iterator[tuple[Thing, Item, Position]]:
    """Yield the positions of new briefings, and those of an actor on an issue that a briefing did not have."""
    for item in paired.come:
        if item.briefing.status is not Status.WITHDRAWN:
            yield from ((_thing(item), item, position) for position in item.briefing.positions)
    for one, other in paired.both:
        old = inherited(one.briefing, heirs) if heirs else one.briefing
        held = {(position.actor, position.issue) for position in old.positions}
        fresh = (position for position in other.briefing.positions if (position.actor, position.issue) not in held)
        yield from ((_thing(other), other, position) for position in fresh)
