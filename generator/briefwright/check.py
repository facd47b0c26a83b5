"""`briefwright check`: the reading half of the pipeline, the editorial rules, and the problems they find."""

from briefwright.cache import Cache
from briefwright.checks.examine import Wishes, editorial_problems
from briefwright.checks.frame import Known
from briefwright.load import Input, Loaded, load, scan
from briefwright.parallel import cores, without_collector
from briefwright.problems import Problem, Severity
from briefwright.progress import Progress
from briefwright.registries import read_file
from briefwright.settings import Settings


def check_briefings(site: Settings, names: tuple[str, ...], progress: Progress) -> tuple[int, tuple[Problem, ...]]:
    """Return how many briefings were checked, and the problems in them, by file and place.

    The whole corpus is read, because references lead anywhere; `names` picks the files or folders whose
    problems count, all of them if it is empty. What a briefing silences, and rules that the site has switched off,
    are left out.
    """
    wishes = Wishes(site.rules, site.limits, site.language, names)
    given = scan(site.briefings, site.name)
    with without_collector():
        loaded = load(given, Cache(site.cache), True, site.jobs or cores(), progress, wishes)
        problems = [problem for problem in loaded.problems if wishes.wants(problem.path)]
        problems += _editorial(given, loaded, wishes)
    files = [file.name for file in given.found.briefings if wishes.wants(file.name)]
    return len(files), tuple(sorted(set(problems)))


def _editorial(given: Input, loaded: Loaded, wishes: Wishes) -> list[Problem]:
    registries = (file for files in given.found.registries.values() for file in files)
    files = {file.name: file for file in (*given.found.briefings, *registries)}
    known = Known(
        digests=tuple(reversed(loaded.corpus.briefings)),
        registries=loaded.registries,
        wordless={path: seen.wordless for path, seen in loaded.examined.items() if seen.wordless},
        places={path: dict(seen.places) for path, seen in loaded.examined.items() if seen.places},
        limits=wishes.limits,
        is_whole=all(problem.severity is not Severity.ERROR for problem in loaded.problems),
    )
    return list(editorial_problems(known, loaded.examined, wishes, lambda path: read_file(files[path])[0]))
