"""Which leaf pages a corpus has, and making one of them: view, key, render, stamp."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefwright.cache import Cache, fingerprint
from briefwright.discovery import ContentFile
from briefwright.load import briefing_of
from briefwright.pages.rendered import Rendered
from briefwright.pages.renderer import Renderer
from briefwright.stamp import Mould
from briefwright.views.actor import actor_pages
from briefwright.views.briefing import borrowed, briefing_view
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
    moulds: dict[str, Mould]
    files: dict[str, ContentFile]
    cache: Cache
    members: dict[str, tuple[str, ...]]
    salt: str

    def make(self, job: Job) -> Iterator["Draft"]:
        """Yield the pages of a job, not yet rendered."""
        kind, id = job
        if kind == "briefing":
            yield self._briefing(id)
            return
        for view in self._views(kind, id):
            address = self.renderer.addresses.page(kind, view.ref.id, view.number)
            yield Draft(address, fingerprint(self.salt, address, repr(view)), self, view)

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

    def _briefing(self, id: str) -> "Draft":
        item = self.index.corpus.by_id[id]
        around = borrowed(self.index, item)
        address = self.renderer.addresses.page("briefing", id)
        return Draft(address, fingerprint(self.salt, address, item.key, repr(around)), self, None, id)

    def finish(self, draft: "Draft") -> str:
        """Render and stamp a page."""
        rendered = self.renderer.page(draft.view) if draft.view else self._rendered_briefing(draft.id)
        return self.moulds[rendered.kind].stamp(rendered)

    def _rendered_briefing(self, id: str) -> Rendered:
        item = self.index.corpus.by_id[id]
        briefing = briefing_of(self.cache, self.files[item.path], item.key)
        if briefing is None:
            raise FileNotFoundError(f"{item.path} changed while the site was built; build again")
        return self.renderer.briefing(briefing_view(self.index, item, briefing, borrowed(self.index, item)))


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that is known but not rendered: its key says whether an earlier one still holds."""

    address: str
    key: str
    workshop: Workshop
    view: PageView | None
    id: str = ""

    def html(self) -> str:
        """Return the whole page."""
        return self.workshop.finish(self)


def all_jobs(index: Index) -> list[Job]:
    """Return every leaf page of a corpus, in a stable order, those that take longest first."""
    corpus = index.corpus
    jobs: list[Job] = [("list", name) for name in list_names(index)]
    jobs += [("archive", ref.id) for ref, _ in years(index)]
    jobs += [("issue", id) for id in corpus.issues]
    jobs += [("dossier", id) for id in corpus.dossiers]
    jobs += [("publisher", id) for id in corpus.publishers]
    jobs += [("actor", id) for id in corpus.actors]
    jobs += [("briefing", item.id) for item in corpus.briefings]
    return jobs


def members(index: Index) -> dict[str, tuple[str, ...]]:
    """Return which actors are part of which."""
    found: dict[str, list[str]] = {}
    for id, actor in index.corpus.actors.items():
        if actor.part_of:
            found.setdefault(actor.part_of, []).append(id)
    return {id: tuple(parts) for id, parts in found.items()}
