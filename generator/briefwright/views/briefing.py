"""A briefing's page: the briefing itself, and what it borrows from the rest of the corpus."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from briefwright.corpus import LEFT_OUT, Corpus
from briefwright.digest import Digest
from briefwright.prose_syntax import citations
from briefwright.references import Reference
from briefwright.schema import Actor, Briefing, Position, Source
from briefwright.views.build_rows import plain_summary
from briefwright.views.index import Index, involved
from briefwright.views.rows import Ref
from briefwright.vocabulary import Relation, Reliability, Status, label

WORDS_PER_MINUTE = 220


class ActorFacts(NamedTuple):
    """What a briefing's page says of an actor that the registry or another briefing knows."""

    id: str
    name: str
    kind: str
    role: str


class PublisherFacts(NamedTuple):
    """What a briefing's page says of a publisher."""

    id: str
    name: str
    ownership: str | None
    reliability: Reliability | None


class Borrowed(NamedTuple):
    """All that a briefing's page shows and that does not stand in its own file.

    Two equal values of this, of one briefing, give the same page: it is what the page cache compares.
    """

    names: tuple[tuple[Reference, str, str], ...]
    actors: tuple[ActorFacts, ...]
    publishers: tuple[PublisherFacts, ...]
    questions: tuple[tuple[str, str], ...]
    dossier: str | None
    place: tuple[int, int] | None
    previous: tuple[str, str] | None
    following: tuple[str, str] | None
    related_from: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ActorShown:
    """A key actor: what it is, and its role here."""

    ref: Ref
    kind: str
    role: str
    note: str | None


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """The positions on one issue, with the issue's question."""

    issue: Ref
    question: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source with its number, its publisher's name and page, and the reliability that holds for it."""

    number: int
    source: Source
    publisher: Ref | None
    ownership: str | None
    reliability: str | None
    reliability_words: str | None

    @property
    def published_by(self) -> str:
        """The publisher's name; one that only a withdrawn briefing writes in place has no page."""
        own = self.source.publisher
        name = self.publisher.name if self.publisher else own.name if own else None
        return name or "no publisher named"


@dataclass(frozen=True, slots=True)
class BriefingView:
    """A briefing as the template needs it."""

    ref: Ref
    path: str
    briefing: Briefing
    description: str
    status: str
    minutes: int
    dossier: Ref | None
    dossier_place: tuple[int, int] | None
    previous: Ref | None
    following: Ref | None
    actors: tuple[ActorShown, ...]
    issues: tuple[IssueGroup, ...]
    sources: tuple[SourceShown, ...]
    related: tuple[tuple[str, Ref], ...]
    related_from: tuple[tuple[str, Ref], ...]
    names: dict[str, Ref]


_BACKWARDS = {
    Relation.FOLLOWS: "Followed by",
    Relation.UPDATES: "Updated by",
    Relation.SUPERSEDES: "Superseded by",
    Relation.CONTRADICTS: "Contradicted by",
    Relation.BACKGROUND: "Background to",
}


def borrowed(index: Index, item: Digest) -> Borrowed:
    """Collect what a briefing's page takes from elsewhere."""
    corpus = index.corpus
    actors = (corpus.actors.get(id) for id in sorted(involved(item)))
    publishers = (corpus.publishers.get(id) for id in sorted({s.publisher for s in item.sources if s.publisher}))
    issues = dict.fromkeys(position.issue for position in item.positions)
    near = index.neighbours.get(item.id)
    return Borrowed(
        names=tuple(_names(corpus, item)),
        actors=tuple(_actor_facts(actor) for actor in actors if actor),
        publishers=tuple(PublisherFacts(p.id, p.name, p.ownership, p.reliability) for p in publishers if p),
        questions=tuple((id, corpus.issues[id].question) for id in issues if id in corpus.issues),
        dossier=corpus.name("dossier", item.dossier) if item.dossier else None,
        place=(near.number, near.total) if near else None,
        previous=(near.before.id, near.before.title) if near and near.before else None,
        following=(near.after.id, near.after.title) if near and near.after else None,
        related_from=tuple(_related_from(index, item)),
    )


def _related_from(index: Index, item: Digest) -> Iterator[tuple[str, str, str, str]]:
    """Yield what other briefings are to this one: the relation in words, kind, id and title."""
    for relation, other in index.related_from.get(item.id, ()):
        yield _BACKWARDS[relation], "briefing", other.id, other.title
    for relation, title in index.corpus.left_out_relations.get(item.id, ()):
        yield _BACKWARDS[relation], LEFT_OUT, "", title


def _names(corpus: Corpus, item: Digest) -> Iterator[tuple[Reference, str, str]]:
    """Yield what references mean, with kind and name, except actors and publishers, which are collected apart."""
    for reference in sorted(item.references):
        if reference.kind == "any":
            found = corpus.find(reference.id)
            if found:
                yield reference, *found
        elif reference.kind in ("issue", "briefing"):
            name = corpus.name(reference.kind, reference.id)
            if name is not None:
                yield reference, reference.kind, name
            elif reference in corpus.left_out:
                yield reference, LEFT_OUT, corpus.left_out[reference]


def _actor_facts(actor: Actor) -> ActorFacts:
    return ActorFacts(actor.id, actor.name, label(actor.kind), actor.roles[0].title if actor.roles else "")


def _actors(briefing: Briefing, known: dict[str, ActorFacts]) -> tuple[ActorShown, ...]:
    return tuple(
        ActorShown(Ref("actor", use.key, facts.name), facts.kind, use.role or facts.role, use.note)
        for use in briefing.actors
        if (facts := known.get(use.key))
    )


def _issues(briefing: Briefing, names: dict[Reference, Ref], questions: dict[str, str]) -> tuple[IssueGroup, ...]:
    groups: dict[str, list[Position]] = {}
    for position in briefing.positions:
        groups.setdefault(position.issue, []).append(position)
    return tuple(
        IssueGroup(names.get(Reference("issue", id)) or Ref("issue", id, id), questions.get(id, ""), tuple(positions))
        for id, positions in groups.items()
    )


def _sources(briefing: Briefing, publishers: dict[str, PublisherFacts]) -> tuple[SourceShown, ...]:
    shown = []
    for number, source in enumerate(_listed(briefing), 1):
        publisher = publishers.get(source.publisher.key) if source.publisher else None
        reliability = source.reliability or (publisher.reliability if publisher else None)
        shown.append(
            SourceShown(
                number=number,
                source=source,
                publisher=Ref("publisher", publisher.id, publisher.name) if publisher else None,
                ownership=publisher.ownership if publisher else None,
                reliability=reliability.value if reliability else None,
                reliability_words=label(reliability) if reliability else None,
            )
        )
    return tuple(shown)


def _listed(briefing: Briefing) -> Iterable[Source]:
    """Return the sources that the page lists; of a withdrawn briefing, those that its reason cites."""
    if briefing.status is not Status.WITHDRAWN or not briefing.withdrawal:
        return briefing.sources
    cited = {citation.source for citation in citations(briefing.withdrawal.reason)}
    return [source for source in briefing.sources if source.id in cited]


def _minutes(briefing: Briefing) -> int:
    texts = [briefing.summary, briefing.body or ""]
    texts += [judgement.text for judgement in briefing.key_judgements]
    texts += [position.statement or "" for position in briefing.positions]
    texts += [view.view for view in briefing.analyst_views]
    texts += [entry.text for entry in briefing.timeline]
    words = sum(text.count(" ") + 1 for text in texts if text)
    return max(1, round(words / WORDS_PER_MINUTE))


def _description(index: Index, briefing: Briefing) -> str:
    if briefing.status is Status.WITHDRAWN:
        return "This briefing was withdrawn."
    return plain_summary(index.corpus, briefing.summary)


def briefing_view(index: Index, item: Digest, briefing: Briefing, around: Borrowed) -> BriefingView:
    """Put a briefing and what it borrows together."""
    names = {reference: Ref(kind, reference.id, name) for reference, kind, name in around.names}
    known = {facts.id: facts for facts in around.actors}
    published = {facts.id: facts for facts in around.publishers}
    links = {reference.id: found for reference, found in names.items() if reference.kind == "any"}
    people = {id: Ref("actor", id, facts.name) for id, facts in known.items()}
    others = {related.id: related.rel for related in briefing.related}
    relations = {found: label(others[id]) for id in others if (found := names.get(Reference("briefing", id)))}
    return BriefingView(
        ref=Ref("briefing", item.id, briefing.title),
        path=item.path,
        briefing=briefing,
        description=_description(index, briefing),
        status=label(briefing.status),
        minutes=_minutes(briefing),
        dossier=Ref("dossier", item.dossier, around.dossier) if item.dossier and around.dossier else None,
        dossier_place=around.place,
        previous=Ref("briefing", *around.previous) if around.previous else None,
        following=Ref("briefing", *around.following) if around.following else None,
        actors=_actors(briefing, known),
        issues=_issues(briefing, names, dict(around.questions)),
        sources=_sources(briefing, published),
        related=tuple((words, found) for found, words in relations.items()),
        related_from=tuple(
            (words, Ref(kind, id, title)) for words, kind, id, title in around.related_from if id not in others
        ),
        names={**links, **people},
    )
