"""Old problems and new ones: what was wrong before a change should not block it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from briefwright.check import check_briefings
from briefwright.editorial.repository import Repository
from briefwright.problems import Problem
from briefwright.progress import Progress
from briefwright.settings import Settings


@dataclass(frozen=True, slots=True)
class Brought:
    """What a check found with a change: how many briefings were checked, its own problems, and how many are older."""

    checked: int
    problems: tuple[Problem, ...]
    older: int


def check_since(site: Settings, base: str, names: tuple[str, ...], progress: Progress) -> Brought:
    """Check a site twice, as it is and as it was where the change began, and tell the problems apart.

    A problem is an old one where the same rule said the same of the same line, wherever in the file the line stood; or
    where the line was rewritten, and the rule says the same of that file no more often than before. A file that was
    renamed is the same file. Today's settings hold for both states. Before the first commit everything is new. Raises
    RepositoryError.
    """
    repository = Repository(site.briefings)
    if base == "HEAD" and not repository.has_commits:
        return Brought(*check_briefings(site, names, progress), 0)
    start = repository.fork(base, None)
    renamed = {c.old_path: c.path for c in repository.changed(start) if c.status == "R" and c.old_path}
    before = tuple(_problems_then(site, repository, start, renamed, progress))
    checked, now = check_briefings(site, names, progress)
    # Lines that stayed first: which of two problems that are alike is the new one, they tell.
    gone, new = _not_among(now, before, _line), _not_among(before, now, _line)
    new = _not_among(gone, new, _kind)
    return Brought(checked, new, len(now) - len(new))


def _problems_then(
    site: Settings, repository: Repository, start: str, renamed: dict[str, str], progress: Progress
) -> Iterator[Problem]:
    """Yield the problems that a state of the past has, under the paths that its files have now."""
    paths = {f"{site.name}/{old}": f"{site.name}/{new}" for old, new in renamed.items()}
    with TemporaryDirectory(prefix="briefwright-") as folder:
        root = Path(folder)
        # Not under the name of the folder: one that lies beside the site's, ../content, would lead out of this one.
        briefings = root / "briefings"
        briefings.mkdir()
        for path, raw in repository.read(start, repository.files(start)).items():
            file = briefings / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        # The records of files that did not change are those of today.
        _, problems = check_briefings(replace(site, root=root, briefings=briefings), (), progress, passing=True)
    for problem in problems:
        yield problem._replace(path=paths.get(problem.path, problem.path))


def _kind(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.rule, problem.message


def _line(problem: Problem) -> tuple[str, str, str, str]:
    return *_kind(problem), problem.excerpt.strip()


def _not_among(
    known: Iterable[Problem], problems: Iterable[Problem], key: Callable[[Problem], object]
) -> tuple[Problem, ...]:
    """Return the problems that have no like among the known ones; each of these accounts for one."""
    left = Counter(map(key, known))
    return tuple(problem for problem in problems if not _taken(left, key(problem)))


def _taken(left: Counter[object], key: object) -> bool:
    if left[key] < 1:
        return False
    left[key] -= 1
    return True
