"""Views into finished content: one method a kind of page, the same for every shell."""

from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from briefwright.addresses import Addresses
from briefwright.corpus import Corpus
from briefwright.pages.briefing_rows import BriefingRows
from briefwright.pages.environment import make_environment
from briefwright.pages.references import BriefingReferences, DistantReferences, Links, source_cites, tightened
from briefwright.pages.rendered import Heading, Rendered
from briefwright.pages.row_html import RowWriter
from briefwright.prose import block, inline
from briefwright.views.briefing import BriefingView
from briefwright.views.page import PageView
from briefwright.views.rows import Ref, SourceRef


@dataclass(slots=True)
class Renderer:
    """What rendering needs besides a view. `edit_base` is where the briefings `folder` is edited, or empty."""

    corpus: Corpus
    addresses: Addresses
    edit_base: str = ""
    folder: str = "briefings"
    environment: Environment = field(default_factory=make_environment)
    _lines: dict[str, dict[tuple[str, str], Markup]] = field(default_factory=dict)

    def briefing(self, view: BriefingView) -> Rendered:
        """Render a briefing, or the short page of a withdrawn one."""
        address = self.addresses.page("briefing", view.ref.id)
        links = self._links(address)
        numbers = {shown.source.id: shown.number for shown in view.sources}
        publishers = {shown.source.id: shown.published_by for shown in view.sources}
        references = BriefingReferences(links, numbers, view.names, publishers)

        def short(text: str) -> Markup:
            return tightened(inline(text, references))

        rows = BriefingRows(references, short)
        withdrawn = view.briefing.withdrawal if view.status == "Withdrawn" else None
        html = self._render(
            "withdrawn.html" if withdrawn else "briefing.html",
            view=view,
            b=view.briefing,
            links=links,
            cites=rows.cites,
            cited=references.cited,
            inline=short,
            chip=rows.chip,
            measures=rows.measures,
            actor_row=rows.actor,
            position_row=rows.position,
            view_row=rows.view,
            timeline_row=rows.step,
            source_rows=rows.sources,
            block=lambda text: tightened(block(text, references)),
            edit=self.edit_base + view.path.removeprefix(f"{self.folder}/") if self.edit_base else "",
        )
        contents = (Heading("withdrawn", "Withdrawn"),) if withdrawn else _briefing_contents(view)
        return Rendered(address, "briefing", view.briefing.title, view.description, html, contents)

    def page(self, view: PageView) -> Rendered:
        """Render one page of an actor, an issue, a publisher, a dossier, a year or a list."""
        address = self.addresses.page(view.kind, view.ref.id, view.number)
        title = view.ref.name if view.number == 1 else f"{view.ref.name}, page {view.number} of {view.total}"
        html = self._render(f"{view.kind}.html", address, view=view, head=view.head)
        opening = (Heading(*view.opening),) if view.opening else ()
        contents = (*opening, *(Heading(section.id, section.title) for section in view.sections))
        kind = view.kind if view.number == 1 else f"{view.kind}-more"
        return Rendered(address, kind, title, view.description, html, contents)

    def fragment(self, template: str, address: str, **values: Any) -> str:
        """Render content for a page that MkDocs builds itself, such as the home page."""
        return self._render(template, address, **values)

    def _links(self, address: str) -> Links:
        return Links(self.addresses, self.addresses.base(address), self.corpus.left_out, self.corpus.scope)

    def _render(self, template: str, address: str | None = None, **values: Any) -> str:
        if address is not None:
            links = self._links(address)
            distant = DistantReferences(links, self.corpus.find)

            def cites(refs: tuple[SourceRef, ...], briefing: Ref) -> Markup:
                return source_cites(links, refs, briefing)

            def short(text: str) -> Markup:
                return inline(text, distant)

            values.update(
                links=links,
                cites=cites,
                row_html=RowWriter(links, short, self._lines.setdefault(links.base, {})).row,
                inline=short,
                block=lambda text: block(text, distant),
            )
        return self.environment.get_template(template).render(values)


def _briefing_contents(view: BriefingView) -> tuple[Heading, ...]:
    b = view.briefing
    issues = tuple(Heading(f"issue-{group.issue.id}", group.issue.name) for group in view.issues)
    related = view.related or view.related_from or view.previous or view.following
    parts = (
        ("judgements", "Key judgements", b.key_judgements, ()),
        ("actors", "Key actors", view.actors, ()),
        ("positions", "Positions", view.issues, issues),
        ("views", "What analysts think", b.analyst_views, ()),
        ("timeline", "Timeline", b.timeline, ()),
        ("background", "Background", b.body, ()),
        ("corrections", "Corrections", b.corrections, ()),
        ("sources", "Sources", view.sources, ()),
        ("related", "Related", related, ()),
    )
    return tuple(Heading(anchor, title, inner) for anchor, title, there, inner in parts if there)
