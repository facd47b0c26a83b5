"""A few files read, and judged beside what is remembered of all the others."""

from briefwright.cache import Cache
from briefwright.checks.examine import Examiner, Wishes
from briefwright.discovery import Found
from briefwright.load import Loaded, read_few, resolver_for, without_error
from briefwright.registries import load_registries, read_file
from briefwright.remembered import recall

FEW = 64
"""Files up to which reading them alone is quicker than asking for the record of every file."""


def load_few(found: Found, cache: Cache, wishes: Wishes) -> Loaded | None:
    """Return what `load` says of the briefings that somebody wishes to check; None where only `load` can tell.

    Problems of other files may be missing, and so may what nobody asks of them: the corpus is not for building.
    """
    registries = found.registry_files
    if any(wishes.wants(file.name) for file in registries):
        # An entry that nobody refers to: only all briefings together can tell.
        return None
    memory = recall(cache, registries)
    if memory is None:
        return None
    fresh = [file for file in found.briefings if wishes.wants(file.name) or not memory.holds(file)]
    if len(fresh) > FEW:
        return None
    entries = memory.registries or load_registries(found.registries, read_file)
    results = read_few(fresh, Examiner.of(wishes, entries))
    digests = [result.read.digest for result in results if result.read.digest]
    pairs = {(held.actor, held.issue) for item in digests if wishes.wants(item.path) for held in item.positions}
    names = {file.name for file in found.briefings} - {file.name for file in fresh}
    others = memory.digests(names, pairs)
    if others is None:
        return None
    damaged = frozenset(id for result in results for id in result.read.damaged)
    resolved = resolver_for(found.briefings).resolve([*digests, *others], entries, True, damaged)
    read = {*found.problems, *entries.problems, *(problem for result in results for problem in result.read.problems)}
    examined = {one.read.digest.path: one.examined for one in results if one.read.digest and one.examined}
    problems = tuple(sorted({*read, *resolved.problems}))
    return Loaded(resolved.corpus, problems, entries, examined, without_error(read), is_whole=False)
