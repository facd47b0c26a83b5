"""Which leaf pages a corpus has, and making one of them: key, view, render, stamp."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from briefwright.cache import Cache, fingerprint
from briefwright.digest import Digest
from briefwright.discovery import ContentFile
from briefwright.load import briefing_of
from briefwright.pages.rendered import Rendered
from briefwright.pages.renderer import Renderer
from briefwright.prose_syntax import links
from briefwright.references import entry_prose
from briefwright.schema import Briefing
from briefwright.stamp import Mould
from briefwright.views.actor import actor_pages
from briefwright.views.briefing import Borrowed, borrowed, briefing_view
from briefwright.views.dossier import dossier_pages
from briefwright.views.index import Index
from briefwright.views.issue import issue_pages
from briefwright.views.lists import archive_pages, list_names, list_pages, years
from briefwright.views.page import PageView
from briefwright.views.publisher import publisher_pages

Job = tuple[str, str]
"""A kind of page and an id; one job makes a page with all its continuations."""


@dataclass(slots=True)
class Workshop:
    """All that making a leaf page takes. `salt` stands for whatever all pages have in common."""

    index: Index
    renderer: Renderer
    files: dict[str, ContentFile]
    cache: Cache
    members: dict[str, tuple[str, ...]]
    moulds: dict[str, Mould] = field(default_factory=dict)
    salt: str = ""
    ready: dict[Job, list[Rendered]] = field(default_factory=dict)
    """Pages that were rendered before, waiting for their mould."""
    _names: str = field(init=False)
    _all: str = field(init=False)
    _seen: dict[str, str] = field(default_factory=dict)
    _read: dict[str, Briefing] | None = None
    _around: tuple[str, Borrowed] | None = None

    def __post_init__(self) -> None:
        corpus = self.index.corpus
        entries = [(kind, id) for kind, table in self._tables().items() for id in table]
        # A group of positions shows the issue's question beside its title.
        questions = (f"{id} {issue.question}" for id, issue in corpus.issues.items())
        self._names = fingerprint(*(f"{id} {corpus.name(kind, id)}" for kind, id in entries), *questions)
        self._all = fingerprint(*(item.key for item in corpus.briefings), *(repr(self._entry(*job)) for job in entries))

    def key(self, job: Job) -> str:
        """Return what a job's pages depend on, as a short name: while it is the same, so are the pages."""
        kind, id = job
        if kind == "briefing":
            item = self.index.corpus.by_id[id]
            self._around = (id, borrowed(self.index, item))
            return fingerprint(self.salt, kind, id, item.key, json.dumps(self._around[1]))
        if kind == "list":
            return fingerprint(self.salt, kind, id, self._all)
        used = self._briefings(kind, id)
        own = f"{self._entry(kind, id)!r} {self.members.get(id)} {self._linked(kind, id)}"
        return fingerprint(self.salt, kind, id, own, self._names, *(self._shown(item) for item in used))

    def pages(self, job: Job) -> list[Rendered]:
        """Render the pages of a job."""
        kind, id = job
        if job in self.ready:
            return self.ready[job]
        if kind == "briefing":
            return [self._briefing(id)]
        return [self.renderer.page(view) for view in self._views(kind, id)]

    def rendered(self, jobs: Sequence[Job]) -> list[tuple[Job, list[Rendered]]]:
        """Render the pages of several jobs, each beside its job."""
        return [(job, self.pages(job)) for job in jobs]

    def stamped(self, page: Rendered) -> str:
        """Return a whole page, as it is written."""
        return self.moulds[page.kind].stamp(page)

    def _tables(self) -> dict[str, dict[str, Any]]:
        corpus = self.index.corpus
        return {
            "actor": corpus.actors,
            "issue": corpus.issues,
            "publisher": corpus.publishers,
            "dossier": corpus.dossiers,
        }

    def _entry(self, kind: str, id: str) -> object:
        table = self._tables().get(kind)
        return table[id] if table else None

    def _briefings(self, kind: str, id: str) -> list[Digest]:
        """Return the briefings that an entry's pages show something of."""
        index = self.index
        if kind == "actor":
            return index.briefings_of.get(id, [])
        if kind == "issue":
            held = {item.briefing.id: item.briefing for item in index.positions_on.get(id, ())}
            offered = {item.briefing.id: item.briefing for item in index.views_on.get(id, ())}
            return [*held.values(), *offered.values()]
        if kind == "publisher":
            return [used.briefing for used in index.sources_of.get(id, ())]
        if kind == "dossier":
            return index.dossier_of.get(id, [])
        return [item for item in index.corpus.briefings if item.date.startswith(id)]

    def _linked(self, kind: str, id: str) -> list[tuple[str, str] | None]:
        """Return what the links in an entry's own texts mean."""
        entry = self._tables().get(kind, {}).get(id)
        texts = (text for _, text in entry_prose(entry)) if entry else ()
        return [self.index.corpus.find(link.id) for text in texts for link in links(text)]

    def _shown(self, item: Digest) -> str:
        """Return what a row about a briefing depends on: its file, and the titles that its prose links to."""
        found = self._seen.get(item.id)
        if found is None:
            titles = (self.index.corpus.name("briefing", ref.id) for ref in item.references if ref.kind == "any")
            found = self._seen[item.id] = "\n".join((item.key, *sorted(filter(None, titles))))
        return found

    def _views(self, kind: str, id: str) -> tuple[PageView, ...]:
        if kind == "actor":
            return actor_pages(self.index, id, self.members.get(id, ()))
        if kind == "issue":
            return issue_pages(self.index, id)
        if kind == "publisher":
            return publisher_pages(self.index, id)
        if kind == "dossier":
            return dossier_pages(self.index, id)
        if kind == "archive":
            return archive_pages(self.index, id)
        return list_pages(self.index, id)

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Keep the briefings that are read, as long as this lasts: more than one thing is made from each."""
        self._read = {}
        try:
            yield
        finally:
            self._read = None

    def briefing(self, item: Digest) -> Briefing:
        """Return the whole briefing behind a digest; raises FileNotFoundError where its file has changed since."""
        if self._read is None:
            return self._briefing_of(item)
        if item.id not in self._read:
            self._read[item.id] = self._briefing_of(item)
        return self._read[item.id]

    def _briefing_of(self, item: Digest) -> Briefing:
        briefing = briefing_of(self.cache, self.files[item.path], item.key)
        if briefing is None:
            raise FileNotFoundError(f"{item.path} changed while the site was built; build again")
        return briefing

    def _briefing(self, id: str) -> Rendered:
        item = self.index.corpus.by_id[id]
        # The key of a page is asked for just before the page.
        around = self._around[1] if self._around and self._around[0] == id else borrowed(self.index, item)
        return self.renderer.briefing(briefing_view(self.index, item, self.briefing(item), around))


def entry_jobs(index: Index) -> list[Job]:
    """Return every leaf page besides the briefings' own, in a stable order, those that take longest first."""
    corpus = index.corpus
    jobs: list[Job] = [("list", name) for name in list_names(index)]
    jobs += [("archive", ref.id) for ref, _ in years(index)]
    jobs += [("issue", id) for id in corpus.issues]
    jobs += [("dossier", id) for id in corpus.dossiers]
    jobs += [("publisher", id) for id in corpus.publishers]
    jobs += [("actor", id) for id in corpus.actors]
    return jobs


def members(index: Index) -> dict[str, tuple[str, ...]]:
    """Return which actors are part of which."""
    found: dict[str, list[str]] = {}
    for id, actor in index.corpus.actors.items():
        if actor.part_of:
            found.setdefault(actor.part_of, []).append(id)
    return {id: tuple(parts) for id, parts in found.items()}
