"""`briefwright check`: the reading half of the pipeline, and the problems it finds."""

from briefwright.cache import Cache
from briefwright.load import load, scan
from briefwright.parallel import cores
from briefwright.problems import Problem
from briefwright.progress import Progress
from briefwright.settings import Settings


def check_briefings(site: Settings, names: tuple[str, ...], progress: Progress) -> tuple[int, tuple[Problem, ...]]:
    """Return how many briefings were checked, and the problems in them.

    The whole corpus is read, because references lead anywhere; `names` picks the files or folders whose
    problems count, all of them if it is empty.
    """
    given = scan(site.briefings, site.name)
    loaded = load(given, Cache(site.cache), True, site.jobs or cores(), progress)
    files = [file.name for file in given.found.briefings if _chosen(file.name, names)]
    return len(files), tuple(problem for problem in loaded.problems if _chosen(problem.path, names))


def _chosen(path: str, names: tuple[str, ...]) -> bool:
    return not names or any(path == name or path.startswith(f"{name}/") for name in names)
