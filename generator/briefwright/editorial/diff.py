"""What changed in meaning between two states of a site that git keeps, or since one of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefwright.changes.between import Changes, changes_between, is_briefing, registry_of
from briefwright.discovery import REGISTRY_FOLDER
from briefwright.editorial.git_listings import Change
from briefwright.editorial.repository import Repository
from briefwright.editorial.standings import Standings
from briefwright.editorial.touches import Touches
from briefwright.settings import Settings


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was compared, in words for people, and what changed; `files` is the number of files that differ.

    `apart` are the folders that are git repositories of their own: what changed in them cannot be seen.
    """

    base: str
    head: str
    changes: Changes
    files: int
    apart: tuple[str, ...] = ()


def compare(site: Settings, base: str, head: str | None = None) -> Comparison:
    """Return what `head`, or the working tree, brings since it left `base`; raises RepositoryError.

    Only the files that differ are read, and the registries of both sides.
    """
    repository = Repository(site.briefings)
    start = repository.fork(base, head)
    differing = repository.differing(start, head)
    changed = [change for change in differing.files if _counts(change.path) or _counts(change.old_path)]
    old, new = _states(site, repository, changed, start, head)
    renames = {f"{site.name}/{c.path}": f"{site.name}/{c.old_path}" for c in changed if c.old_path}
    earlier = Standings(repository, head, _paths(changed))
    found = changes_between(old, new, site.name, renames, Touches(repository, head), earlier)
    left = "" if start == repository.commit(base) else f" (from {start[:10]}, where the two went apart)"
    # What lies behind a dot belongs to no site.
    apart = tuple(f"{site.name}/{path}" for path in differing.apart if "/." not in f"/{path}")
    return Comparison(f"{base}{left}", head or "the working tree", found, len(changed), apart)


def _states(
    site: Settings, repository: Repository, changed: Sequence[Change], start: str, head: str | None
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files that differ, and all registries, as they were and as they are now."""
    if not changed:
        return {}, {}
    registries = repository.files(start, REGISTRY_FOLDER)
    before = {*registries, *(change.old_path or change.path for change in changed if change.status != "A")}
    old = repository.read(start, sorted(before))
    after = [change.path for change in changed if change.status != "D"]
    new = repository.read(head, after) if head else repository.read_now(after)
    # A registry that did not change is not read again.
    differ = _paths(changed)
    new |= {path: old[path] for path in registries if path in old and path not in differ}
    return _named(site, old), _named(site, new)


def _paths(changed: Iterable[Change]) -> set[str]:
    return {path for change in changed for path in (change.path, change.old_path) if path}


def changed_paths(site: Settings, base: str, head: str | None = None) -> tuple[str, ...]:
    """Return the files of the briefings folder that differ since `base`, as problems call them; raises RepositoryError.

    Files that were deleted are among them: what names them may be wrong now.
    """
    repository = Repository(site.briefings)
    changed = repository.changed(repository.fork(base, head), head)
    return tuple(sorted(f"{site.name}/{path}" for path in _paths(changed)))


def _counts(path: str | None) -> bool:
    """Say whether a path inside the briefings folder is that of a briefing or of a registry."""
    inside = f"x/{path}"
    return path is not None and (is_briefing(inside, "x") or registry_of(inside, "x") is not None)


def _named(site: Settings, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {f"{site.name}/{path}": raw for path, raw in files.items() if _counts(path)}
