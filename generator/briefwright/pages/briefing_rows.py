"""The rows of a briefing's own page as HTML, written in Python for the same reason as those of lists.

Everything that is not finished HTML goes through `text`, which escapes it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from briefwright.dates import day
from briefwright.pages.lean_templates import finished, text
from briefwright.pages.marks import code_sign, confidence_mark, likelihood_mark, stance_link
from briefwright.pages.references import BriefingReferences
from briefwright.pages.row_html import time
from briefwright.schema import AnalystView, KeyJudgement, Position, Quote, SourceUse, TimelineEntry
from briefwright.views.briefing import ActorShown, SourceShown
from briefwright.views.languages import language
from briefwright.vocabulary import Precision, label


@dataclass(slots=True)
class BriefingRows:
    """Writes the rows of one briefing; `inline` renders a field of prose for its page."""

    references: BriefingReferences
    inline: Callable[[str], Markup]

    def chip(self, words: str, facet: str, value: str) -> Markup:
        """Return a chip: a link to the search for what it names, over all briefings."""
        address = text(self.references.links.explore(**{facet: value}))
        return finished(f'<a class="bw-chip" href="{address}">{text(words)}</a>')

    def actor(self, actor: ActorShown) -> Markup:
        """Return a key actor with its kind and role."""
        role = f"<p>{text(actor.role)}</p>" if actor.role else ""
        note = f"<div>{self.inline(actor.note)}</div>" if actor.note else ""
        return finished(
            f'<li>{self._who(actor.ref.id)} <span class="bw-actors__kind">{actor.kind}</span>{role}{note}</li>'
        )

    def position(self, position: Position) -> Markup:
        """Return who holds it, the stance, what was said, by whose account, when, and the sources.

        The stance leads to all who hold it on this issue.
        """
        if position.statement:
            said: str = self.inline(position.statement)
        else:
            said = "" if position.quote else '<span class="bw-soft">No statement recorded.</span>'
        others = text(self.references.links.explore(issue=position.issue, stance=position.stance.value))
        parts = [f'<li><div class="bw-side">{self._who(position.actor)}{stance_link(position.stance, others)}</div>\n']
        parts.append(f'<div><div class="bw-said">{said}{self.cites(position.sources)}</div>\n')
        if position.quote:
            parts.append(self._quotation(position.quote, position.actor))
        if position.conditions:
            conditions = text("; ".join(position.conditions))
            parts.append(f'<p class="bw-conditions"><b>On condition:</b> {conditions}</p>\n')
        if position.attributed_by or position.stated_on:
            when = time(position.stated_on) if position.stated_on else ""
            by = f"<span>{label(position.attributed_by)}</span>" if position.attributed_by else ""
            parts.append(f'<p class="bw-provenance">{when}{by}</p>\n')
        parts.append(_end(position.sources))
        return finished("".join(parts))

    def view(self, item: AnalystView) -> Markup:
        """Return an analyst's view, with the affiliation at the time and whose terms are used."""
        affiliation = f"<span>{text(item.affiliation)}</span>" if item.affiliation else ""
        parts = [f'<li><div class="bw-side">{self._who(item.analyst)}{affiliation}</div>\n']
        parts.append(f'<div><div class="bw-said">{self.inline(item.view)}{self.cites(item.sources)}</div>\n')
        if item.quote:
            parts.append(self._quotation(item.quote, item.analyst))
        parts.append(self.measures(item))
        if item.stated_on:
            parts.append(f'<p class="bw-provenance">{time(item.stated_on)}</p>\n')
        parts.append(_end(item.sources))
        return finished("".join(parts))

    def step(self, entry: TimelineEntry) -> Markup:
        """Return one step of the timeline."""
        about = "about " if entry.precision is Precision.CIRCA else ""
        when = f'<time datetime="{entry.date}">{about}{day(entry.date)}</time>'
        said = f"{self.inline(entry.text)}{self.cites(entry.sources)}"
        return finished(f'<li><p class="bw-side">{when}</p><div class="bw-said">{said}</div></li>')

    def measures(self, item: KeyJudgement | AnalystView) -> Markup:
        """Return how likely and how sure, whose terms these are, until when, and how it turned out."""
        parts: list[str] = []
        if item.likelihood:
            parts.append(likelihood_mark(item.likelihood))
        if item.confidence:
            parts.append(confidence_mark(item.confidence))
        if item.likelihood or item.confidence:
            origin = label(item.scale_origin) if item.scale_origin else "whose term it is was not recorded"
            parts.append(f"<span>{origin}</span>")
        if item.horizon:
            parts.append(f"<span>until {time(item.horizon)}</span>")
        if item.resolves_if:
            parts.append(f"<span>resolves if {text(item.resolves_if)}</span>")
        if item.outcome:
            came = "Came about" if item.outcome.value else "Did not come about"
            cites = self.cites(item.outcome.sources)
            parts.append(f'<span class="bw-outcome">{came}, {time(item.outcome.on)}{cites}</span>')
        inner = "\n".join(parts)
        return finished(f'<div class="bw-measures">\n{inner}\n</div>\n' if parts else "")

    def sources(self, listed: Iterable[SourceShown]) -> Markup:
        """Return the numbered sources, one in a line.

        Notes may cite other sources, whose links back have to know: so all notes come before the first source.
        """
        notes = [(shown, self.inline(shown.source.note) if shown.source.note else None) for shown in listed]
        return finished("\n".join([self._source(shown, note) for shown, note in notes]))

    def _source(self, shown: SourceShown, note: Markup | None) -> str:
        """Return a numbered source: who, when, what kind, how reliable, where, and the places that cite it."""
        source = shown.source
        lang = f' lang="{source.lang}"' if source.lang else ""
        title = text(source.title)
        if source.url:
            title = f'<a href="{text(source.url)}" rel="noopener noreferrer">{title}</a>'
        parts = [f'<li id="source-{source.id}">\n<p class="bw-title"{lang}>{title}</p>\n']
        parts.append(f'<p class="bw-facts-line">{self._published(shown)}</p>\n')
        parts.append(f'<p class="bw-facts-line">{_kind(shown)}</p>\n')
        if note is not None:
            parts.append(f'<div class="bw-source-note">{note}</div>\n')
        if source.url:
            parts.append(f'<p class="bw-address">{text(source.url)}</p>\n')
        if source.archive_url:
            archive = text(source.archive_url)
            copy = f'<a href="{archive}" rel="noopener noreferrer">Archived copy</a>'
            parts.append(f'<p class="bw-archive">{copy} <span class="bw-address">{archive}</span></p>\n')
        back = "".join(
            f'<a href="#{anchor}" aria-label="citation {at} of source {shown.number}">{at}</a>'
            for at, anchor in enumerate(self.references.cited.get(source.id, ()), 1)
        )
        parts.append(f'<p class="bw-backlinks">Cited {back}</p>\n</li>' if back else "</li>")
        return "".join(parts)

    def _published(self, shown: SourceShown) -> str:
        source = shown.source
        if shown.publisher:
            owner = f", {text(shown.ownership)}" if shown.ownership else ""
            facts = [f"{self.references.links.anchor(shown.publisher)}{owner}"]
        else:
            facts = [str(text(shown.published_by))]
        if source.author:
            facts.append(str(text(", ".join(source.author))))
        facts.append(f"published {time(source.published)}" if source.published else "no date")
        if source.accessed:
            facts.append(f"read {time(source.accessed)}")
        return _spans(facts)

    def _quotation(self, quote: Quote, actor: str) -> str:
        lang = f' lang="{quote.lang}"' if quote.lang else ""
        spoken = f", in {text(language(quote.lang))}" if quote.lang else ""
        note = f"; {text(quote.note)}" if quote.note else ""
        who = text(self.references.names[quote.speaker or actor].name)
        return (
            f'<blockquote class="bw-quote"><p{lang}>{text(quote.text)}</p>\n'
            f"<footer>{who}{spoken}{note}{self.cites(quote.sources)}</footer></blockquote>\n"
        )

    def _who(self, actor: str) -> str:
        ref = self.references.names[actor]
        return f'<a class="bw-who" href="{self.references.links.to(ref)}">{text(ref.name)}</a>'

    def cites(self, uses: tuple[SourceUse, ...]) -> Markup:
        """Return the citations of a `sources` list."""
        return finished("".join(map(self.references.cite_use, uses)))


def _kind(shown: SourceShown) -> str:
    source = shown.source
    facts = [label(source.kind)] if source.kind else []
    after = f"after {text(source.derived_from)}" if source.derived_from else ""
    if source.origin:
        facts.append(f"{label(source.origin)}, {after}" if after else label(source.origin))
    elif after:
        facts.append(after)
    if source.lang:
        facts.append(str(text(language(source.lang))))
    if shown.reliability:
        facts.append(f"{code_sign(shown.reliability)} {shown.reliability_words}")
    if not source.url:
        facts.append("no address")
    return _spans(facts)


def _spans(facts: list[str]) -> str:
    return "".join(f"<span>{fact}</span>" for fact in facts)


def _end(sources: tuple[SourceUse, ...]) -> str:
    return "</div></li>" if sources else '<p class="bw-gap-note">No source given.</p>\n</div></li>'
