"""Briefings as the index sees them: texts with their weights, facet values, positions, and the result card."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from briefwright.corpus import Corpus
from briefwright.dates import day
from briefwright.digest import Digest
from briefwright.prose_syntax import plain
from briefwright.schema import AnalystView, Briefing, Position, Quote, Source
from briefwright.search.cards import Passage, card, packed
from briefwright.search.facets import STANCE_NUMBER, facet_terms, issues_of
from briefwright.search.weights import BODY, JUDGEMENTS, NAMES, POSITIONS, SUMMARY, TITLE, VIEWS
from briefwright.views.index import involved
from briefwright.views.places import place
from briefwright.vocabulary import Stance, Status, label

ACTORS_ON_A_CARD = 6

_WEIGHTS = {
    "summary": SUMMARY,
    "judgement": JUDGEMENTS,
    "position": POSITIONS,
    "view": VIEWS,
    "timeline": BODY,
    "body": BODY,
    "source": BODY,
}
"""Weight of each field of a briefing's card."""

# Stands for the end of a paragraph while a text is made plain; Unicode gives it no meaning.
_BREAK = "\ue002"


class SearchDocument(NamedTuple):
    """What the index needs of a briefing or of an entry; `day` is its date's ordinal, 0 for an entry."""

    texts: tuple[tuple[int, str], ...]
    card: str
    kind: int = 0
    day: int = 0
    facets: tuple[str, ...] = ()
    positions: tuple[tuple[str, str, int], ...] = ()


def in_order(corpus: Corpus) -> list[Digest]:
    """Return the briefings in the order of their numbers: by date, then by id, so that a new one comes last."""
    return sorted(corpus.briefings, key=lambda item: (item.date, item.id))


def stance_words(stance: Stance) -> str:
    """Return a stance as it stands in the middle of a line: "supports, with conditions"."""
    words = label(stance)
    return words[0].lower() + words[1:]


def briefing_document(corpus: Corpus, item: Digest, briefing: Briefing) -> SearchDocument:
    """Return the document of a briefing; a withdrawn one keeps only its title, its date and its status."""
    ordinal = date.fromisoformat(item.date).toordinal()
    head: dict[str, object] = {"k": "briefing", "i": item.id, "t": item.title, "d": item.date}
    if item.status is not Status.PUBLISHED:
        head["s"] = label(item.status)
    if item.status is Status.WITHDRAWN:
        return SearchDocument(((TITLE, item.title),), card(head), day=ordinal)
    passages = list(_Passages(corpus).all(item, briefing))
    if item.dossier:
        head["o"] = [item.dossier, corpus.name("dossier", item.dossier) or item.dossier]
    head["a"] = [[id, corpus.name("actor", id) or id] for id, _ in item.actors[:ACTORS_ON_A_CARD]]
    head["x"] = packed(passages)
    quoted = any(held.quote for held in briefing.positions) or any(view.quote for view in briefing.analyst_views)
    return SearchDocument(
        texts=((TITLE, item.title), (NAMES, _names(corpus, item)), *_weighted(passages), *_authors(briefing)),
        card=card(head),
        day=ordinal,
        facets=tuple(facet_terms(item, quoted)),
        positions=tuple((held.actor, held.issue, STANCE_NUMBER[held.stance]) for held in item.positions),
    )


def _weighted(passages: list[Passage]) -> Iterator[tuple[int, str]]:
    """Yield the weight and the text of each passage, and who published a source."""
    for passage in passages:
        yield _WEIGHTS[passage[0]], passage[1]
        if len(passage) == 3 and passage[0] == "source":
            yield BODY, passage[2]


def _authors(briefing: Briefing) -> Iterator[tuple[int, str]]:
    """Yield the authors of the sources: they are found, but a card has room for the publishers only."""
    return ((BODY, author) for source in briefing.sources for author in source.author)


def _names(corpus: Corpus, item: Digest) -> str:
    """Return the names of all that a briefing is about: actors, affiliations, issues, dossier, places, topics."""
    names = [corpus.name("actor", id) for id in involved(item)]
    names += [corpus.name("issue", id) for id in issues_of(item)]
    if item.dossier:
        names.append(corpus.name("dossier", item.dossier))
    names += dict.fromkeys(view.affiliation for view in item.views)
    names.append(item.place)
    names += map(place, item.regions)
    return "\n".join([*filter(None, names), *item.topics])


class _Passages:
    """The texts of one briefing as readers see them, each with whose words it is."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def all(self, item: Digest, briefing: Briefing) -> Iterator[Passage]:
        """Yield every passage, the weightiest first."""
        yield "summary", item.summary if item.summary_is_plain else self._plain(briefing.summary)
        yield from self._judgements(briefing)
        for position in briefing.positions:
            yield from self._position(position)
        for view in briefing.analyst_views:
            yield from self._view(view)
        for step in briefing.timeline:
            yield "timeline", self._plain(step.text), day(step.date)
        if briefing.body:
            yield from (("body", text) for text in self.paragraphs(briefing.body))
        yield from self._rest(item, briefing)
        for source in briefing.sources:
            yield from self._source(source)

    def _plain(self, text: str) -> str:
        return plain(text, self._title)

    def _title(self, id: str) -> str:
        found = self._corpus.find(id)
        return found[1] if found else id

    def _name(self, kind: str, id: str) -> str:
        return self._corpus.name(kind, id) or id

    def paragraphs(self, text: str) -> Iterator[str]:
        """Yield the paragraphs of a text of several, each in plain text on one line."""
        marked = text.replace("\n\n", f"\n\n{_BREAK}\n\n")
        return filter(None, map(str.strip, self._plain(marked).split(_BREAK)))

    def _judgements(self, briefing: Briefing) -> Iterator[Passage]:
        for judgement in briefing.key_judgements:
            yield "judgement", self._plain(judgement.text)
            if judgement.basis:
                yield "judgement", self._plain(judgement.basis), "Basis"
        if briefing.trend:
            yield "judgement", self._plain(briefing.trend.reason), label(briefing.trend.direction)

    def _position(self, position: Position) -> Iterator[Passage]:
        who = self._name("actor", position.actor)
        held = f"{who} on {self._name('issue', position.issue)}: {stance_words(position.stance)}"
        if position.statement:
            yield "position", self._plain(position.statement), held
        if position.conditions:
            yield "position", "; ".join(position.conditions), f"{held}; on condition"
        if position.quote:
            yield "position", position.quote.text, self._quoted(held, position.quote, position.actor)

    def _view(self, view: AnalystView) -> Iterator[Passage]:
        who = self._name("actor", view.analyst)
        whose = f"{who}, {view.affiliation}" if view.affiliation else who
        yield "view", self._plain(view.view), whose
        if view.quote:
            yield "view", view.quote.text, self._quoted(whose, view.quote, view.analyst)

    def _quoted(self, whose: str, quote: Quote, holder: str) -> str:
        """Return the label of a quotation: somebody else's words must not pass for those of the position's holder."""
        if quote.speaker is None or quote.speaker == holder:
            return f"{whose}; quoted"
        return f"{whose}; quoted: {self._name('actor', quote.speaker)}"

    def _rest(self, item: Digest, briefing: Briefing) -> Iterator[Passage]:
        roles = [f"{self._name('actor', id)}: {role}" for id, role in item.actors if role]
        if roles:
            yield "body", "; ".join(roles), "Key actors"
        for use in briefing.actors:
            if use.note:
                yield "body", self._plain(use.note), self._name("actor", use.key)
        for correction in briefing.corrections:
            yield "body", self._plain(correction.text), f"Correction, {day(correction.date)}"

    def _source(self, source: Source) -> Iterator[Passage]:
        if source.publisher:
            yield "source", source.title, self._name("publisher", source.publisher.key)
        else:
            yield "source", source.title
        if source.note:
            yield "source", self._plain(source.note), "Note on a source"
