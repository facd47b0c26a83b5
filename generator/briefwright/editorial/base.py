"""Old problems and new ones: what was wrong before a change should not block it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from briefwright.check import check_briefings
from briefwright.editorial.repository import Repository
from briefwright.problems import Problem
from briefwright.progress import Progress
from briefwright.settings import Settings

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Brought:
    """What a check found with a change: how many briefings were checked, its own problems, and how many are older."""

    checked: int
    problems: tuple[Problem, ...]
    older: int


def check_since(site: Settings, base: str, names: tuple[str, ...], progress: Progress) -> Brought:
    """Check a site twice, as it is and as it was where the change began, and tell the problems apart.

    A problem is an old one where the same rule said the same of the same line, wherever in the file the line
    stood; a file that was renamed is the same file. Today's settings hold for both states. Raises RepositoryError.
    """
    repository = Repository(site.briefings)
    start = repository.fork(base, None)
    renamed = {c.old_path: c.path for c in repository.changed(start) if c.status == "R" and c.old_path}
    before = Counter(_key(problem) for problem in _problems_then(site, repository, start, renamed, progress))
    checked, now = check_briefings(site, names, progress)
    new = tuple(problem for problem in now if not _taken(before, _key(problem)))
    return Brought(checked, new, len(now) - len(new))


def _problems_then(
    site: Settings, repository: Repository, start: str, renamed: dict[str, str], progress: Progress
) -> Iterator[Problem]:
    """Yield the problems that a state of the past has, under the paths that its files have now."""
    paths = {f"{site.name}/{old}": f"{site.name}/{new}" for old, new in renamed.items()}
    with TemporaryDirectory(prefix="briefwright-") as folder:
        root = Path(folder)
        briefings = root / site.name
        briefings.mkdir(parents=True)
        for path, raw in repository.read(start, repository.files(start)).items():
            file = briefings / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        # The records of files that did not change are those of today.
        _, problems = check_briefings(replace(site, root=root, briefings=briefings), (), progress)
    for problem in problems:
        yield problem._replace(path=paths.get(problem.path, problem.path))


def _key(problem: Problem) -> Key:
    return problem.path, problem.rule, problem.message, problem.excerpt.strip()


def _taken(left: Counter[Key], key: Key) -> bool:
    """Say whether one of the old problems is left for this one, and take it: two of them are not one."""
    if left[key] < 1:
        return False
    left[key] -= 1
    return True
