"""The pipeline: read, validate, resolve, derive, render, stamp, write."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefwright.addresses import Addresses
from briefwright.cache import Cache, code_version, fingerprint
from briefwright.corpus import Corpus
from briefwright.discovery import discover
from briefwright.fragments import Fragments, make_fragments
from briefwright.indexing import Indexing
from briefwright.jobs import Job, Workshop, members
from briefwright.leaves import write_leaves
from briefwright.load import Input, load, scan
from briefwright.pages.rendered import Rendered
from briefwright.pages.renderer import Renderer
from briefwright.parallel import Ahead, chunks, cores, without_collector
from briefwright.problems import Problem, Severity
from briefwright.progress import Progress
from briefwright.search.entries import PageText
from briefwright.selection import Selection, describe, select
from briefwright.stamp import Mould
from briefwright.store import Files, Kept, Store
from briefwright.views.index import Index, build_index
from briefwright.views.languages import language

AHEAD_CHUNK = 8
"""Briefings between two looks at whether somebody is waiting."""


@dataclass(frozen=True, slots=True)
class Site:
    """What is built, and how. `name` is what problems call the briefings folder; no cache folder keeps nothing.

    `language` is that of the briefings that do not name theirs (BCP 47); it matters to a selection only.
    """

    briefings: Path
    name: str = "briefings"
    cache: Path | None = None
    drafts: bool = False
    jobs: int = 0
    edit_base: str = ""
    directories: bool = True
    search: bool = True
    selection: Selection | None = None
    language: str = "en"


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
        self.given = scan(discover(self.site.briefings, self.site.name))

    def index(self) -> Index:
        """Read and resolve the corpus; raises ContentError where a briefing or a registry has an error.

        A selection that cannot be made raises SelectionError.
        """
        if self._index is None:
            self._index = self._read()
        return self._index

    @without_collector()
    def _read(self) -> Index:
        loaded = load(self.given, self.cache, self.site.drafts, self._jobs, self.progress)
        self.problems = loaded.problems
        if any(problem.severity is Severity.ERROR for problem in loaded.problems):
            raise ContentError(loaded.problems)
        return build_index(self._selected(loaded.corpus))

    def _selected(self, whole: Corpus) -> Corpus:
        wanted = self.site.selection
        if wanted is None or wanted.is_whole:
            return whole
        chosen = select(whole, wanted, self.site.language)
        titles = {id: whole.dossiers[id].title for id in wanted.dossiers}
        counts = len(chosen.briefings), len(whole.briefings)
        return replace(chosen, scope=describe(wanted, *counts, titles, language(wanted.lang or "")))

    def _render_ahead(self) -> None:
        """Render while the site builder makes the moulds, where no earlier build has left pages to use again.

        The oldest briefings come first, as they do when the pages are written.
        """
        workshop = self._open_workshop()
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
        made = make_fragments(index, self.renderer())
        if not self.problems:
            # With a warning about, the next run must read everything again to repeat it.
            self.cache.add_snapshot("fragments", self._content_key(), made.to_json())
        return made

    @without_collector()
    def write(self, moulds: dict[str, Mould], site: Path, pages: Sequence[PageText] = ()) -> Written:
        """Make every leaf page and the search index in the folder of a site; raises as `index` does.

        `pages` are the hand-written ones, which the index has too.
        """
        salt = fingerprint(code_version(), self._options(), *(repr(moulds[kind]) for kind in sorted(moulds)))
        keys = {
            "leaves": fingerprint(salt, self._content_key()),
            "search": fingerprint(self._content_key(), repr(pages)),
        }
        store = Store(str(self.cache.pages) if self.cache.pages else None, str(site), self.cache.known_pages())
        leaves = self._linked("leaves", keys["leaves"], store)
        index = self._linked("search", keys["search"], store) if self.site.search else None
        indexing = Indexing(self._open_workshop(), store) if self.site.search and index is None else None
        if leaves is None:
            leaves = self._write_leaves(moulds, salt, store, indexing)
        elif indexing:
            self._index_leaves(leaves.files, indexing)
        if indexing:
            index = self._finish(indexing, pages)
        self._remember({"leaves": leaves, "search": index}, keys, store)
        return Written(tuple(sorted(leaves.files)), leaves.made, len(leaves.files) - leaves.made)

    @property
    def _jobs(self) -> int:
        return self.site.jobs or cores()

    def _options(self) -> str:
        site = self.site
        return repr((site.drafts, site.edit_base, site.directories, site.name, site.selection, site.language))

    def _content_key(self) -> str:
        return fingerprint(code_version(), self._options(), self.given.fingerprint)

    def renderer(self) -> Renderer:
        """Return what renders pages of this site; raises as `index` does."""
        index = self.index()
        return Renderer(index.corpus, Addresses(self.site.directories), self.site.edit_base, self.site.name)

    def _linked(self, name: str, key: str, store: Store) -> Files | None:
        """Link all files of the last build, where nothing that they depend on has changed since."""
        kept = self.cache.snapshot(name, key)
        if kept is None:
            return None
        listed = json.loads(kept)
        file = Addresses(self.site.directories).file
        files: dict[str, Kept] = {}
        with self.progress.stage("Linking pages" if name == "leaves" else "Linking the index", len(listed)) as advance:
            for address, stored in listed:
                facts = store.place(file(address), stored)
                if facts is None:
                    return None
                files[address] = (stored, facts)
                advance(1)
        return Files(files, 0)

    def _open_workshop(self) -> Workshop:
        if self._workshop is None:
            index = self.index()
            files = {file.name: file for file in self.given.found.briefings}
            self._workshop = Workshop(index, self.renderer(), files, self.cache, members(index))
        return self._workshop

    def _write_leaves(self, moulds: dict[str, Mould], salt: str, store: Store, indexing: Indexing | None) -> Files:
        workshop = self._open_workshop()
        # Any page may name what was left out, and say how much that is.
        corpus = workshop.index.corpus
        workshop.moulds, workshop.salt = moulds, fingerprint(salt, corpus.scope, repr(corpus.left_out))
        for done in self._ahead.take() if self._ahead else ():
            workshop.ready.update(done)
        return write_leaves(workshop, store, indexing, self._jobs, self.progress)

    def _index_leaves(self, leaves: dict[str, Kept], indexing: Indexing) -> None:
        """Add the briefings whose pages are there already to the index."""
        address = self._open_workshop().renderer.addresses.page
        pieces = indexing.recipe.pieces
        with self.progress.stage("Indexing", len(pieces)) as advance:
            for piece in pieces:
                key = indexing.recipe.key(piece, (leaves[address(*job)][0] for job in piece))
                indexing.add(piece, key, None)
                advance(1)

    def _finish(self, indexing: Indexing, pages: Sequence[PageText]) -> Files:
        with self.progress.stage("Writing the index", 1) as advance:
            made = indexing.finish(pages)
            advance(1)
        return made

    def _remember(self, made: dict[str, Files | None], keys: dict[str, str], store: Store) -> None:
        listed = {name: files.files for name, files in made.items() if files}
        stored = {key: facts for kept in listed.values() for key, facts in kept.values() if facts is not None}
        self.cache.keep_pages(stored, store.known)
        for name, kept in listed.items():
            whole = all(facts is not None for _, facts in kept.values())
            # With a warning about, the next run must read everything again to repeat it.
            if whole and not self.problems:
                entries = [(address, kept[address][0]) for address in sorted(kept)]
                self.cache.add_snapshot(name, keys[name], json.dumps(entries).encode())
