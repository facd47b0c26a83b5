"""`briefwright check`: the reading half of the pipeline, the editorial rules, and the problems they find."""

from briefwright.cache import Cache
from briefwright.checks.examine import Wishes, editorial_problems
from briefwright.checks.frame import Known
from briefwright.discovery import Found, discover
from briefwright.hand_written import page_problems
from briefwright.load import Loaded, listing, load
from briefwright.load_few import load_few
from briefwright.parallel import cores
from briefwright.problems import Problem
from briefwright.progress import Progress
from briefwright.registries import read_file
from briefwright.settings import Settings


def check_briefings(
    site: Settings, names: tuple[str, ...], progress: Progress, passing: bool = False
) -> tuple[int, tuple[Problem, ...]]:
    """Return how many briefings were checked, and the problems in them, by file and place.

    The whole corpus counts, because references lead anywhere; `names` picks the files or folders whose problems are
    wanted, all of them if it is empty. Where these are few, the others are remembered from an earlier run and not read.
    What a briefing silences, and rules that the site has switched off, are left out. A `passing` state of the
    briefings, such as that of another day, is not remembered in place of today's.
    """
    wishes = Wishes(site.rules, site.limits, site.language, names)
    cache = Cache(site.cache)
    found = discover(site.briefings, site.name)
    loaded = load_few(found, cache, wishes) if names else None
    if loaded is None:
        loaded = load(listing(found, passing), cache, True, site.jobs or cores(), progress, wishes)
    problems = [problem for problem in loaded.problems if wishes.wants(problem.path)]
    problems += _editorial(found, loaded, wishes)
    if site.docs and not names and not passing:
        problems += page_problems(site.docs, site.root)
    files = [file.name for file in found.briefings if wishes.wants(file.name)]
    return len(files), tuple(sorted(set(problems)))


def _editorial(found: Found, loaded: Loaded, wishes: Wishes) -> list[Problem]:
    files = {file.name: file for file in (*found.briefings, *found.registry_files)}
    known = Known(
        digests=tuple(reversed(loaded.corpus.briefings)),
        registries=loaded.registries,
        wordless={path: seen.wordless for path, seen in loaded.examined.items() if seen.wordless},
        limits=wishes.limits,
        is_read=loaded.is_read,
        is_whole=loaded.is_whole,
        wants=wishes.wants,
    )
    return list(editorial_problems(known, loaded.examined, wishes, lambda path: read_file(files[path])[0]))
