"""The rows of lists as HTML, written in Python: a build makes tens of them for each briefing.

Everything that is not finished HTML goes through `text`, which escapes it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from briefwright.dates import day
from briefwright.digest import ViewDigest
from briefwright.pages.lean_templates import finished, text
from briefwright.pages.marks import code_mark, confidence_mark, likelihood_mark, stance_icon, stance_mark
from briefwright.pages.references import Links, source_cites
from briefwright.views.rows import BriefingRow, EntryRow, PositionRow, Ref, Row, SourceRow, ViewRow
from briefwright.vocabulary import AttributedBy, Status, label


def time(date: str) -> str:
    """Return a date as readers see it, with the date that programs read."""
    return f'<time datetime="{date}">{day(date)}</time>'


@dataclass(slots=True)
class RowWriter:
    """Writes the rows of one page: `links` are as seen from it, `inline` renders a field of prose for it.

    `lines` keeps the lines about briefings for pages with the same `links`: each of them stands on some ten pages.
    A row has two parts: at its side who or when, in its main part what.
    """

    links: Links
    inline: Callable[[str], Markup]
    lines: dict[tuple[str, str], Markup] = field(default_factory=dict)

    def row(self, kind: str, row: Row, own: Ref | None = None) -> Markup:
        """Return one row of a section; `own` is what the page is about, which its rows need not name."""
        if isinstance(row, PositionRow):
            return finished(self._position(kind, row))
        if isinstance(row, ViewRow):
            return finished(self._view(row, own))
        if isinstance(row, BriefingRow):
            key = (row.ref.id, row.summary)
            line = self.lines.get(key)
            if line is None:
                line = self.lines[key] = finished(self._briefing(row))
            return line
        if isinstance(row, SourceRow):
            return finished(self._source(row))
        return finished(self._entry(row))

    def _briefing(self, row: BriefingRow) -> str:
        place = f"<span>{text(row.place)}</span>" if row.place else ""
        return (
            f'<li><p class="bw-side">{time(row.date)}{place}{badge(row.status)}</p>\n'
            f'<div><p class="bw-title">{self._link(row.ref)}</p>\n<p class="bw-text">{text(row.summary)}</p></div></li>'
        )

    def _position(self, kind: str, row: PositionRow) -> str:
        shown = {"history": row.actor, "standing": row.actor, "stands": row.issue}.get(kind)
        who = f'<a class="bw-who" href="{self.links.to(shown)}">{text(shown.name)}</a>' if shown else ""
        if kind in ("standing", "stands"):
            side, quote = course(row), ""
        else:
            side = f'<span class="bw-change">changed from {stance_mark(row.before)}</span>' if row.before else ""
            quote = _quote(row)
        position = row.position
        statement = f'<div class="bw-said">{self.inline(position.statement)}</div>' if position.statement else ""
        return (
            f'<li><div class="bw-side">{who}{stance_mark(row.stance)}{side}</div>\n'
            f"<div>{statement}{quote}{self._provenance(row, row.stated_on, position.attributed_by)}</div></li>"
        )

    def _view(self, row: ViewRow, own: Ref | None) -> str:
        view = row.view
        who = (
            ""
            if row.analyst == own
            else f'<a class="bw-who" href="{self.links.to(row.analyst)}">{text(row.analyst.name)}</a>'
        )
        affiliation = f"<span>{text(view.affiliation)}</span>" if view.affiliation else ""
        return (
            f'<li><div class="bw-side">{who}{affiliation}</div>\n'
            f'<div><div class="bw-said">{self.inline(view.view)}</div>{_measures(view)}'
            f"{self._provenance(row, view.stated_on, None)}</div></li>"
        )

    def _provenance(self, row: PositionRow | ViewRow, date: str, attributed: AttributedBy | None) -> str:
        by = f"<span>{text(label(attributed))}</span>" if attributed else ""
        cites = source_cites(self.links, row.sources, row.briefing)
        return f'<p class="bw-provenance">{time(date)}{by}<span>{self._link(row.briefing)}{cites}</span></p>'

    def _source(self, row: SourceRow) -> str:
        when = time(row.published) if row.published else "<span>no date</span>"
        title = (
            f'<a href="{text(row.url)}" rel="noopener noreferrer">{text(row.title)}</a>' if row.url else text(row.title)
        )
        code = f" {code_mark(row.reliability)}" if row.reliability else ""
        used = f'<a href="{self.links.to(row.briefing)}#source-{row.ref.id}">{text(row.briefing.name)}</a>'
        return (
            f'<li><p class="bw-side">{when}</p>\n<div><p class="bw-title">{title}{code}</p>\n'
            f'<p class="bw-provenance"><span>source {row.ref.number} of {used}</span></p></div></li>'
        )

    def _entry(self, row: EntryRow) -> str:
        detail = f"<span>{text(row.detail)}</span>" if row.detail else ""
        latest = f", latest {time(row.latest)}" if row.latest else ""
        return f"<li>{self._link(row.ref)}{detail}\n<small>{text(row.counted)}{latest}</small></li>"

    def _link(self, ref: Ref) -> str:
        return f'<a href="{self.links.to(ref)}">{text(ref.name)}</a>'


def _measures(view: ViewDigest) -> str:
    """Return how likely and how sure, and always whose terms these are."""
    if not view.likelihood and not view.confidence:
        return ""
    likelihood = likelihood_mark(view.likelihood) if view.likelihood else ""
    confidence = confidence_mark(view.confidence) if view.confidence else ""
    origin = label(view.scale_origin) if view.scale_origin else "whose term it is was not recorded"
    return f'<div class="bw-measures">{likelihood}{confidence}<span>{origin}</span></div>'


def badge(status: Status) -> str:
    """Return the state of a briefing, where it is not simply published."""
    if status is Status.PUBLISHED:
        return ""
    return f'<span class="bw-badge bw-badge--{status.value}">{label(status)}</span>'


def course(row: PositionRow) -> str:
    """Return an actor's stances on an issue until now, as a strip of shapes; nothing where there is only one."""
    if len(row.course) < 2:
        return ""
    steps = "".join(
        f'<li><span class="bw-hidden">{day(date)}: </span>{stance_icon(stance)}</li>' for date, stance in row.course
    )
    return f'<ol class="bw-course" aria-label="Stances until now, oldest first">{steps}</ol>'


def _quote(row: PositionRow) -> str:
    if not row.position.quote:
        return ""
    speaker = f"<footer>{text(row.speaker.name)}</footer>" if row.speaker else ""
    return f'<blockquote class="bw-quote"><p>{text(row.position.quote)}</p>{speaker}</blockquote>'
