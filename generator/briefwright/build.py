"""The pipeline: read, validate, resolve, derive, render, stamp, write."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefwright.addresses import Addresses
from briefwright.cache import Cache, code_version, fingerprint
from briefwright.fragments import Fragments, make_fragments
from briefwright.jobs import Job, Workshop, all_jobs, members
from briefwright.load import Input, load, scan
from briefwright.pages.rendered import Rendered
from briefwright.pages.renderer import Renderer
from briefwright.parallel import Ahead, chunks, cores, run, without_collector
from briefwright.problems import Problem, Severity
from briefwright.progress import Progress
from briefwright.stamp import Mould
from briefwright.store import Store
from briefwright.views.index import Index, build_index

PAGE_CHUNK = 48
AHEAD_CHUNK = 8
"""Briefings between two looks at whether somebody is waiting."""

Facts = tuple[int, int]
"""Size in bytes and time of writing of a stored page."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is built, and how. `name` is what problems call the briefings folder; no cache folder keeps nothing."""

    briefings: Path
    name: str = "briefings"
    cache: Path | None = None
    drafts: bool = False
    jobs: int = 0
    edit_base: str = ""
    directories: bool = True


class ContentError(Exception):
    """The briefings have errors; nothing was built. `problems` holds all of them, warnings included."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("the briefings have errors")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Written:
    """What a build wrote: every leaf's address, and how many pages were made anew or taken from the cache."""

    addresses: tuple[str, ...]
    made: int
    kept: int


@dataclass(slots=True)
class Build:
    """One build of a site, from its files to its pages.

    What is unchanged since the last build comes from the cache; the corpus itself is only read when
    something needs it.
    """

    site: Site
    progress: Progress = field(default_factory=Progress)
    problems: tuple[Problem, ...] = ()
    cache: Cache = field(init=False)
    given: Input = field(init=False)
    _index: Index | None = None
    _workshop: Workshop | None = None
    _ahead: Ahead[Job, list[tuple[Job, list[Rendered]]]] | None = None

    def __post_init__(self) -> None:
        self.cache = Cache(self.site.cache)
        self.given = scan(self.site.briefings, self.site.name)

    def index(self) -> Index:
        """Read and resolve the corpus; raises ContentError where a briefing or a registry has an error."""
        if self._index is None:
            self._index = self._read()
        return self._index

    @without_collector()
    def _read(self) -> Index:
        loaded = load(self.given, self.cache, self.site.drafts, self._jobs, self.progress)
        self.problems = loaded.problems
        if any(problem.severity is Severity.ERROR for problem in loaded.problems):
            raise ContentError(loaded.problems)
        return build_index(loaded.corpus)

    def _render_ahead(self) -> None:
        """Render while the site builder makes the moulds, where no earlier build has left pages to use again.

        What comes last in the list is begun first: its pages are the many short ones.
        """
        workshop = self._workshop = self._open_workshop()
        parts = chunks([("briefing", item.id) for item in reversed(workshop.index.corpus.briefings)], AHEAD_CHUNK)
        self._ahead = Ahead(workshop.rendered, parts, self._jobs)

    def fragments(self) -> Fragments:
        """Return the content of the pages that the site builder makes itself; raises as `index` does."""
        kept = self.cache.snapshot("fragments", self._content_key())
        if kept is not None:
            return Fragments.from_json(kept)
        index = self.index()
        if not self.cache.known_pages():
            self._render_ahead()
        made = make_fragments(index, self._renderer())
        if not self.problems:
            # With a warning about, the next run must read everything again to repeat it.
            self.cache.add_snapshot("fragments", self._content_key(), made.to_json())
        return made

    @without_collector()
    def write(self, moulds: dict[str, Mould], site: Path) -> Written:
        """Make every leaf page in the folder of a site; raises as `index` does."""
        salt = fingerprint(code_version(), self._options(), *(repr(moulds[kind]) for kind in sorted(moulds)))
        key = fingerprint(salt, self._content_key())
        store = Store(str(self.cache.pages) if self.cache.pages else None, str(site), self.cache.known_pages())
        return self._write_again(key, store) or self._write_all(moulds, salt, key, store)

    @property
    def _jobs(self) -> int:
        return self.site.jobs or cores()

    def _options(self) -> str:
        return repr((self.site.drafts, self.site.edit_base, self.site.directories, self.site.name))

    def _content_key(self) -> str:
        return fingerprint(code_version(), self._options(), self.given.fingerprint)

    def _renderer(self) -> Renderer:
        index = self.index()
        return Renderer(index.corpus, Addresses(self.site.directories), self.site.edit_base, self.site.name)

    def _write_again(self, key: str, store: Store) -> Written | None:
        """Link all pages of the last build, where nothing at all has changed since."""
        kept = self.cache.snapshot("leaves", key)
        if kept is None:
            return None
        leaves = json.loads(kept)
        file = Addresses(self.site.directories).file
        with self.progress.stage("Linking pages", len(leaves)) as advance:
            for address, page in leaves:
                if store.place(file(address), page) is None:
                    return None
                advance(1)
        return Written(tuple(address for address, _ in leaves), 0, len(leaves))

    def _open_workshop(self) -> Workshop:
        index = self.index()
        files = {file.name: file for file in self.given.found.briefings}
        return Workshop(index, self._renderer(), files, self.cache, members(index))

    def _write_all(self, moulds: dict[str, Mould], salt: str, key: str, store: Store) -> Written:
        workshop = self._workshop or self._open_workshop()
        workshop.moulds, workshop.salt = moulds, salt
        for done in self._ahead.take() if self._ahead else ():
            workshop.ready.update(done)
        jobs = all_jobs(workshop.index)
        parts = chunks(jobs, PAGE_CHUNK)
        pages: dict[str, tuple[str, Facts | None]] = {}
        made = 0
        with self.progress.stage("Writing pages", len(jobs)) as advance:
            for results, part in zip(
                run(_make_part, parts, self._jobs, _prepare, (workshop, store)), parts, strict=True
            ):
                for address, page, facts, new in results:
                    pages[address] = (page, facts)
                    made += new
                advance(len(part))
        self._remember(key, pages, store)
        return Written(tuple(sorted(pages)), made, len(pages) - made)

    def _remember(self, key: str, pages: dict[str, tuple[str, Facts | None]], store: Store) -> None:
        stored = {page: facts for page, facts in pages.values() if facts is not None}
        self.cache.keep_pages(stored, store.known)
        if len(stored) == len(pages) and not self.problems:
            leaves = [(address, pages[address][0]) for address in sorted(pages)]
            self.cache.add_snapshot("leaves", key, json.dumps(leaves).encode())


@dataclass(slots=True)
class _Bench:
    """What a worker process works with."""

    workshop: Workshop | None = None
    store: Store | None = None


_bench = _Bench()


def _prepare(workshop: Workshop, store: Store) -> None:
    _bench.workshop, _bench.store = workshop, store


Made = tuple[str, str, Facts | None, bool]
"""A page's address, its key, what a later build must find, and whether it was made anew."""


def _make_part(part: Sequence[Job]) -> list[Made]:
    workshop, store = _bench.workshop, _bench.store
    assert workshop is not None and store is not None  # _prepare has run
    done: list[Made] = []
    for job in part:
        key = workshop.key(job)
        done += _place_again(workshop, store, job, key) or _make(workshop, store, job, key)
    return done


def _page_key(key: str, number: int) -> str:
    return key if number == 1 else fingerprint(key, str(number))


def _place_again(workshop: Workshop, store: Store, job: Job, key: str) -> list[Made]:
    """Take a job's pages from an earlier build; empty where one of them is missing or is not what it was.

    The pages of a job are remembered together or not at all, so the first number without a page is the end.
    """
    if job[0] == "list" or key not in store.known:
        return []
    addresses = workshop.renderer.addresses
    done: list[Made] = []
    while (page := _page_key(key, len(done) + 1)) in store.known:
        address = addresses.page(*job, len(done) + 1)
        facts = store.place(addresses.file(address), page)
        if facts is None:
            return []
        done.append((address, page, facts, False))
    return done


def _make(workshop: Workshop, store: Store, job: Job, key: str) -> list[Made]:
    done: list[Made] = []
    for number, page in enumerate(workshop.pages(job), 1):
        path = workshop.renderer.addresses.file(page.address)
        name = _page_key(key, number)
        done.append((page.address, name, store.write(path, name, workshop.stamped(page)), True))
    return done
