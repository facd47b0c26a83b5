"""A briefing, or a dossier with all its briefings, as one HTML document for paper."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from briefwright import __version__
from briefwright.corpus import HIDDEN
from briefwright.dates import day
from briefwright.digest import Digest
from briefwright.pages.briefing_rows import BriefingRows
from briefwright.pages.environment import make_environment
from briefwright.pages.references import BriefingReferences, DistantReferences, Links, tightened
from briefwright.paper.fitting import SITE, Fitted, OnPaper, Title, fit
from briefwright.paper.site_facts import SiteFacts
from briefwright.problems import clip
from briefwright.prose import block, inline
from briefwright.schema import Briefing
from briefwright.views.briefing import BriefingView, borrowed, briefing_view
from briefwright.views.dossier import DossierHead, dossier_pages
from briefwright.views.index import Index
from briefwright.vocabulary import Status, label

CONTENTS = "<!--contents-->"
STATES = {
    Status.DRAFT: f"{label(Status.DRAFT)}: not published",
    Status.REVIEW: f"{label(Status.REVIEW)}: not published",
    Status.WITHDRAWN: f"{label(Status.WITHDRAWN)}: do not cite",
}
"""What stands on every page of a briefing that must not be taken for a published one."""
RUNNING_TITLE = 84
DOSSIER = "the.dossier"
"""The name of a dossier's own part: no briefing can have it, for ids hold no dots."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: its HTML, and the day that stands for the time of its making."""

    html: str
    day: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the contents: where it leads, on which level, and what stands before it."""

    title: Title
    depth: int
    note: str = ""

    @property
    def words(self) -> Markup:
        """The heading's words; they are finished HTML already."""
        return Markup(self.title.text.strip())


@dataclass(slots=True)
class Press:
    """What all documents of a site have in common. `read` returns the whole briefing behind a digest."""

    index: Index
    facts: SiteFacts
    read: Callable[[Digest], Briefing]
    environment: Environment = field(default_factory=make_environment)

    def briefing(self, item: Digest) -> Document:
        """Return the document of one briefing, with a title page and its contents."""
        view = self._view(item)
        fitted = self._article(view, self._on_paper(item), alone=True)
        lines = tuple(Line(title, title.level - 2) for title in fitted.titles if title.level > 1)
        withdrawn = view.briefing.status is Status.WITHDRAWN
        body = fitted.html.replace(CONTENTS, "" if withdrawn else self._contents(lines))
        b = view.briefing
        return self._document(b.title, body, lang=b.lang, authors=b.authors, description=view.description)

    def dossier(self, id: str) -> Document:
        """Return the document of a dossier: title page, contents, and its briefings in their order."""
        story = self.index.dossier_of[id]
        on_paper = self._on_paper(*story, dossier=id)
        page = dossier_pages(self.index, id)[0]
        assert isinstance(page.head, DossierHead)
        articles = [self._article(self._view(item), on_paper, alone=False) for item in story]
        cover = self._cover(page.head, on_paper)
        lines = tuple(Line(title, 0) for title in cover.titles if title.level == 2)
        lines += tuple(
            Line(fitted.titles[0], 0, day(item.event_date)) for item, fitted in zip(story, articles, strict=True)
        )
        body = cover.html.replace(CONTENTS, self._contents(lines)) + "".join(fitted.html for fitted in articles)
        return self._document(page.head.dossier.title, body, description=page.description)

    def _on_paper(self, *items: Digest, dossier: str | None = None) -> OnPaper:
        address = self.facts.addresses.page
        names = {address("briefing", item.id): item.id for item in items}
        if dossier:
            names[address("dossier", dossier)] = DOSSIER
        hidden = (address("briefing", item.id) for item in self.index.corpus.briefings if item.status in HIDDEN)
        return OnPaper(names, self.facts.address, frozenset(hidden))

    def _view(self, item: Digest) -> BriefingView:
        return briefing_view(self.index, item, self.read(item), borrowed(self.index, item))

    def _article(self, view: BriefingView, on_paper: OnPaper, alone: bool) -> Fitted:
        links = Links(self.facts.addresses, SITE)
        numbers = {shown.source.id: shown.number for shown in view.sources}
        references = BriefingReferences(links, numbers, view.names)

        def short(text: str) -> Markup:
            return tightened(inline(text, references))

        rows = BriefingRows(references, short)
        html = self._render(
            "paper_withdrawn.html" if view.briefing.status is Status.WITHDRAWN else "paper_briefing.html",
            alone=alone,
            view=view,
            b=view.briefing,
            links=links,
            address=self._address(view),
            cites=rows.cites,
            inline=short,
            block=lambda text: tightened(block(text, references)),
            measures=rows.measures,
            actor_row=rows.actor,
            position_row=rows.position,
            view_row=rows.view,
            timeline_row=rows.step,
            source_rows=rows.sources,
            running=clip(view.briefing.title, RUNNING_TITLE),
            state=STATES.get(view.briefing.status, ""),
        )
        return fit(html, view.ref.id, 0 if alone else 1, on_paper)

    def _address(self, view: BriefingView) -> str:
        """Return where a briefing is on the web; empty where it is not."""
        if not self.facts.address or view.briefing.status in HIDDEN:
            return ""
        return self.facts.address + self.facts.addresses.page("briefing", view.ref.id)

    def _cover(self, head: DossierHead, on_paper: OnPaper) -> Fitted:
        links = Links(self.facts.addresses, SITE)
        distant = DistantReferences(links, self.index.corpus.find)
        html = self._render(
            "paper_dossier.html",
            head=head,
            links=links,
            address=self.facts.address and self.facts.address + self.facts.addresses.page("dossier", head.dossier.id),
            block=lambda text: block(text, distant),
            running=clip(head.dossier.title, RUNNING_TITLE),
        )
        return fit(html, DOSSIER, 0, on_paper)

    def _contents(self, lines: tuple[Line, ...]) -> str:
        return self._render("paper_contents.html", lines=lines) if lines else ""

    def _document(
        self, title: str, body: str, description: str, lang: str | None = None, authors: tuple[str, ...] = ()
    ) -> Document:
        html = self._render(
            "paper.html",
            title=title,
            body=Markup(body),
            description=unescape(description),
            lang=lang or self.facts.lang,
            authors=authors,
            generator=f"Briefwright {__version__}",
        )
        return Document(html, self.index.corpus.today)

    def _render(self, template: str, **values: Any) -> str:
        values.update(site=self.facts, today=self.index.corpus.today, contents=Markup(CONTENTS))
        return self.environment.get_template(template).render(values)
