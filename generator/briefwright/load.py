"""From files to a corpus: read, validate, resolve; with the records of earlier runs where the bytes are the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from briefwright.cache import Cache, fingerprint
from briefwright.checks.examine import NOTHING, Examined, Examiner, Subject, Wishes, examine
from briefwright.corpus import Corpus, Resolver
from briefwright.digest import digest, outline
from briefwright.discovery import ContentFile, Found
from briefwright.parallel import chunks, run
from briefwright.problems import Problem, Severity
from briefwright.progress import Progress
from briefwright.reading import ReadBriefing, read_briefing
from briefwright.records import read_record, record
from briefwright.registries import Registries, load_registries, read_file
from briefwright.remembered import Clock, Marks, remember
from briefwright.schema import Briefing

CHUNK = 64
TOGETHER = 16
"""Briefings that the rules look at together; more would not be faster, and would not fit what is kept of texts."""


@dataclass(frozen=True, slots=True)
class Input:
    """A briefings folder as it is now: its files, and the fingerprint of each briefing's bytes and name, if taken.

    `marks` are of all files whose bytes cannot change without them; None where nothing is to be remembered.
    """

    found: Found
    keys: dict[str, str]
    fingerprint: str
    marks: dict[str, Marks] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A corpus and everything that is wrong with it, sorted by place.

    `examined` is what the editorial rules found in each briefing, where they were asked for, by file. `is_read` is
    False where some file was not read in full, so that nothing can be said about what others have in common with it;
    `is_whole` also where one refers to what is not there, so that nothing can be said about what is missing.
    """

    corpus: Corpus
    problems: tuple[Problem, ...]
    registries: Registries = field(compare=False, repr=False)
    examined: dict[str, Examined] = field(default_factory=dict, repr=False)
    is_read: bool = True
    is_whole: bool = True


def scan(found: Found) -> Input:
    """Take the fingerprint of every file of a briefings folder."""
    # Before the bytes are read: what is written in between must not pass for what was read.
    marks = _marks(found)
    keys = {file.name: _key(file) for file in found.briefings}
    whole = fingerprint(*keys.values(), *map(_key, found.registry_files))
    return Input(found, keys, whole, marks)


def listing(found: Found, passing: bool = False) -> Input:
    """Leave the fingerprints to those who read the files: nobody asks whether something has changed at all.

    Of files that will be gone soon, no marks are taken: they are not to be remembered.
    """
    return Input(found, {}, "", None if passing else _marks(found))


def _marks(found: Found) -> dict[str, Marks]:
    clock = Clock.start()
    marks = ((file.name, clock.marks(file.path)) for file in (*found.briefings, *found.registry_files))
    return {name: mark for name, mark in marks if mark}


def _key(file: ContentFile) -> str:
    """Return the fingerprint of a file; the name counts, because the id is made from it."""
    try:
        raw = Path(file.path).read_bytes()
    except OSError as error:
        return f"unreadable {file.name} {error.errno}"
    return fingerprint(file.name, raw)


class Read(NamedTuple):
    """What a worker hands back: a file read, its record where that is worth keeping, and what the rules found."""

    read: ReadBriefing
    record: bytes | None = None
    examined: Examined | None = None


@dataclass(slots=True)
class _Worker:
    cache: Cache
    examiner: Examiner | None = None


_worker = _Worker(Cache(None))


def _prepare(cache: Cache, examiner: Examiner | None) -> None:
    _worker.cache = cache
    _worker.examiner = examiner


def _read_part(part: Sequence[tuple[ContentFile, str]]) -> list[Read]:
    if _worker.examiner is None:
        return [_read_one(file, key)[0] for file, key in part]
    return [read for few in chunks(part, TOGETHER) for read in _examined(few, _worker.examiner)]


def _examined(few: Sequence[tuple[ContentFile, str]], examiner: Examiner) -> list[Read]:
    taken = [_read_one(file, key) for file, key in few]
    seen = iter(examine([subject for _, subject in taken if subject], examiner))
    return [read._replace(examined=_unless_empty(next(seen))) if subject else read for read, subject in taken]


def _unless_empty(seen: Examined) -> Examined | None:
    return None if seen == NOTHING else seen


def read_few(files: Iterable[ContentFile], examiner: Examiner | None) -> list[Read]:
    """Read some files here and now, without a cache."""
    _prepare(Cache(None), examiner)
    return _read_part([(file, "") for file in files])


def _read_one(file: ContentFile, key: str) -> tuple[Read, Subject | None]:
    """Read one file; with what the editorial rules are to look at, where it is sound."""
    make = digest if _worker.examiner is None else outline
    given = None if key else read_file(file)
    if given and not given[1]:
        key = fingerprint(file.name, given[0])
    known = cached_briefing(_worker.cache, key) if key else None
    if known is not None:
        read = ReadBriefing(make(known, file.name, file.stem, key), ())
        return Read(read), Subject(known, file.name, lambda: (given or read_file(file))[0])
    raw, problems = given or read_file(file)
    if problems:
        return Read(ReadBriefing(None, tuple(problems))), None
    briefing, read = read_briefing(raw, file, key, make)
    # Only a file without any problem is kept: a warning must be seen again in the next run. And only there do the
    # editorial rules see what the editor wrote, and not what was left of it.
    if briefing is None or read.problems:
        return Read(read), None
    return Read(read, record(briefing)), Subject(briefing, file.name, lambda: raw)


def cached_briefing(cache: Cache, key: str) -> Briefing | None:
    """Return the briefing with this fingerprint from the cache, or None."""
    data = cache.records.get(key)
    if data is None:
        return None
    try:
        return read_record(data)
    except ValidationError:
        return None


def briefing_of(cache: Cache, file: ContentFile, key: str) -> Briefing | None:
    """Return the briefing in a file, from the cache or by reading the file again."""
    known = cached_briefing(cache, key)
    if known is not None:
        return known
    raw, _ = read_file(file)
    return read_briefing(raw, file, key)[0]


def load(
    given: Input, cache: Cache, drafts: bool, jobs: int, progress: Progress, wishes: Wishes | None = None
) -> Loaded:
    """Read every file and resolve every reference; all problems of all files come back together.

    With `wishes`, the editorial rules look at each briefing while it is at hand, and the corpus holds outlines: enough
    for the rules, and not for building.
    """
    files = given.found.briefings
    registries = load_registries(given.found.registries, read_file)
    examiner = Examiner.of(wishes, registries) if wishes else None
    parts = chunks([(file, given.keys.get(file.name, "")) for file in files], CHUNK)
    problems: list[Problem] = list(given.found.problems)
    digests = []
    damaged: set[str] = set()
    examined: dict[str, Examined] = {}
    records: list[tuple[str, bytes]] = []
    with progress.stage("Reading", len(files)) as advance:
        for results, part in zip(run(_read_part, parts, jobs, _prepare, (cache, examiner)), parts, strict=True):
            for result in results:
                problems += result.read.problems
                damaged |= result.read.damaged
                if result.read.digest is not None:
                    digests.append(result.read.digest)
                    if result.record is not None:
                        records.append((result.read.digest.key, result.record))
                    if result.examined is not None:
                        examined[result.read.digest.path] = result.examined
            if len(records) > CHUNK * 16:
                cache.records.add(records)
                records = []
            advance(len(part))
    cache.records.add(records)
    cache.records.keep({item.key for item in digests})
    faulty = {problem.path for problem in problems}
    if given.marks is not None:
        sound = [item for item in digests if item.path not in faulty]
        remember(cache, sound, registries, given.found.registry_files, given.marks)
    resolved = resolver_for(files).resolve(digests, registries, drafts, frozenset(damaged))
    problems += registries.problems
    is_read = without_error(problems)
    problems += resolved.problems
    is_whole = without_error(problems)
    return Loaded(resolved.corpus, tuple(sorted(set(problems))), registries, examined, is_read, is_whole)


def without_error(problems: Iterable[Problem]) -> bool:
    """Say whether none of some problems is an error."""
    return all(problem.severity is not Severity.ERROR for problem in problems)


def resolver_for(files: Iterable[ContentFile]) -> Resolver:
    """Return what resolves the references in these files, and reads one again to point at a line of it."""
    by_name = {file.name: file for file in files}
    return Resolver(by_name, lambda file: read_file(file)[0], lambda raw, file: read_briefing(raw, file, "")[0])
