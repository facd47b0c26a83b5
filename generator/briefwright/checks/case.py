"""One briefing as editorial rules see it: with its statements, and with what its site knows and allows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from briefwright.checks.backing import Roots
from briefwright.prose_syntax import citations
from briefwright.references import Loc, prose_fields
from briefwright.schema import Actor, AnalystView, Briefing, KeyJudgement, Position, Publisher, Source, SourceUse
from briefwright.vocabulary import Reliability, Status


@dataclass(frozen=True, slots=True)
class Limits:
    """Figures that some rules compare with; a site sets its own in mkdocs.yml."""

    quote_words: int = 60
    """Words of a quotation at most."""
    prose_quote_words: int = 4
    """Words in quotation marks from which they count as a quotation."""
    summary_characters: int = 600
    """Characters of a summary at most, as readers see it."""
    in_place_briefings: int = 3
    """Briefings from which on an actor or a publisher that they all write in place belongs into the registry."""
    unused_briefings: int = 10
    """Briefings from which on an entry of a registry that nothing refers to is pointed out."""
    alike_sources: int = 3
    """Sources from which on it says something that all of them have one country or one language."""
    slip_letters: int = 10
    """Letters and figures of a name from which on one slip counts as a likeness; shorter names are too often alike."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What holds for all briefings of a site: its registries, its language (BCP 47), its limits."""

    actors: dict[str, Actor] = field(default_factory=dict)
    publishers: dict[str, Publisher] = field(default_factory=dict)
    language: str = "en"
    limits: Limits = Limits()


_TAKEN_OFF: dict[str, object] = {
    "summary": "",
    "body": None,
    "event": None,
    "trend": None,
    **dict.fromkeys(
        ("key_judgements", "actors", "positions", "analyst_views", "timeline", "sources", "corrections"), ()
    ),
}
"""What the page of a withdrawn briefing does not show, but for the sources that the reason cites; all of it empty."""


def as_shown(briefing: Briefing) -> Briefing:
    """Return a briefing as readers see it: of a withdrawn one, little more than its title and why it was withdrawn."""
    return briefing.model_copy(update=_TAKEN_OFF) if briefing.status is Status.WITHDRAWN else briefing


class Statement(NamedTuple):
    """A position, a view or a key judgement: where it stands, what to call it, and what it names as its sources.

    `source_ids` are all of them, those cited in its texts included, each once and in order.
    """

    loc: Loc
    what: str
    item: Position | AnalystView | KeyJudgement
    uses: tuple[SourceUse, ...]
    source_ids: tuple[str, ...]


class Forecast(NamedTuple):
    """A judgement or a view that ends or ended, its place, and the day on which it was made, as far as that is said."""

    loc: Loc
    item: KeyJudgement | AnalystView
    made: str


@dataclass(frozen=True)
class Case:
    """One briefing that is looked at, with the name of its file."""

    briefing: Briefing
    path: str
    desk: Desk

    @cached_property
    def is_english(self) -> bool:
        """Whether the briefing is in English; rules about English words keep quiet elsewhere."""
        lang = self.briefing.lang or self.desk.language
        return lang.lower().split("-")[0] == "en"

    @cached_property
    def prose(self) -> tuple[tuple[Loc, str], ...]:
        """Every prose field with its path."""
        return tuple(prose_fields(self.briefing))

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The briefing's sources by id."""
        return {source.id: source for source in self.briefing.sources}

    @cached_property
    def roots(self) -> Roots:
        """Where the words of the sources were first published."""
        return Roots(self.sources, self.desk.publishers)

    @cached_property
    def last_day(self) -> str:
        """The last day on which something of the briefing was written: a source may be as new as that."""
        briefing = self.briefing
        days = [briefing.date, briefing.updated or "", briefing.withdrawal.date if briefing.withdrawal else ""]
        days += [correction.date for correction in briefing.corrections]
        for item in (*briefing.key_judgements, *briefing.analyst_views):
            days += [item.outcome.on] if item.outcome else []
        return max(days)

    def publisher(self, source: Source) -> Publisher | None:
        """Return the registry's entry for a source's publisher, if there is one."""
        return self.desk.publishers.get(source.publisher.key) if source.publisher else None

    def reliability(self, id: str) -> Reliability | None:
        """Return how reliable a source is, by its own code or its publisher's; None where nobody says."""
        source = self.sources.get(id)
        if source is None or source.reliability:
            return source.reliability if source else None
        publisher = self.publisher(source)
        return publisher.reliability if publisher else None

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The key judgements, positions and views, in this order."""
        return tuple(_statements(self.briefing))

    @cached_property
    def assessed(self) -> tuple[tuple[Statement, KeyJudgement | AnalystView], ...]:
        """The key judgements and the views: whatever may carry a likelihood."""
        return tuple((said, said.item) for said in self.statements if not isinstance(said.item, Position))

    @cached_property
    def forecasts(self) -> tuple[Forecast, ...]:
        """The judgements and views that end or ended."""
        return tuple(_forecasts(self))


def _statements(briefing: Briefing) -> Iterator[Statement]:
    for index, judgement in enumerate(briefing.key_judgements):
        texts = (judgement.text, judgement.basis or "")
        yield Statement(
            ("key_judgements", index),
            "this key judgement",
            judgement,
            judgement.sources,
            _ids(judgement.sources, *texts),
        )
    for index, position in enumerate(briefing.positions):
        what = f"the position of '{position.actor}' on '{position.issue}'"
        uses = (*position.sources, *(position.quote.sources if position.quote else ()))
        yield Statement(("positions", index), what, position, uses, _ids(uses, position.statement or ""))
    for index, view in enumerate(briefing.analyst_views):
        uses = (*view.sources, *(view.quote.sources if view.quote else ()))
        yield Statement(("analyst_views", index), f"the view of '{view.analyst}'", view, uses, _ids(uses, view.view))


def _ids(uses: tuple[SourceUse, ...], *texts: str) -> tuple[str, ...]:
    """Return the ids of sources that are listed or cited in texts, each once and in order."""
    cited = [citation.source for text in texts for citation in citations(text)]
    return tuple(dict.fromkeys([*(use.source for use in uses), *cited]))


def _forecasts(case: Case) -> Iterator[Forecast]:
    day = case.briefing.date
    event = case.briefing.event.date if case.briefing.event else day
    for said, item in case.assessed:
        if item.horizon or item.outcome:
            yield Forecast(said.loc, item, (item.stated_on or event) if isinstance(item, AnalystView) else day)
