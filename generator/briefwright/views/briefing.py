"""A briefing's page: the briefing itself, and what it borrows from the rest of the corpus."""

from dataclasses import dataclass

from briefwright.corpus import Corpus
from briefwright.digest import Digest
from briefwright.references import Reference
from briefwright.schema import Actor, AnalystView, Briefing, KeyJudgement, Position, Publisher, Source
from briefwright.views.build_rows import briefing_ref, plain_summary, ref
from briefwright.views.index import Index, involved
from briefwright.views.rows import Ref
from briefwright.vocabulary import LIKELIHOOD_RANGE, Relation, label

WORDS_PER_MINUTE = 220


@dataclass(frozen=True, slots=True)
class Borrowed:
    """All that a briefing's page shows and that does not stand in its own file.

    Two equal values of this, of one briefing, give the same page: it is what the page cache compares.
    """

    names: tuple[tuple[Reference, Ref | None], ...]
    actors: tuple[Actor, ...]
    publishers: tuple[Publisher, ...]
    questions: tuple[tuple[str, str], ...]
    dossier: Ref | None
    dossier_place: tuple[int, int] | None
    previous: Ref | None
    following: Ref | None
    related_from: tuple[tuple[str, Ref], ...]


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
    publishers = {source.publisher for source in item.sources if source.publisher}
    issues = dict.fromkeys(position.issue for position in item.positions)
    near = index.neighbours.get(item.id)
    return Borrowed(
        names=tuple((reference, _find(corpus, reference)) for reference in sorted(item.references)),
        actors=tuple(actor for actor in actors if actor),
        publishers=tuple(corpus.publishers[id] for id in sorted(publishers) if id in corpus.publishers),
        questions=tuple((id, corpus.issues[id].question) for id in issues if id in corpus.issues),
        dossier=ref(corpus, "dossier", item.dossier) if item.dossier else None,
        dossier_place=(near.number, near.total) if near else None,
        previous=briefing_ref(near.before) if near and near.before else None,
        following=briefing_ref(near.after) if near and near.after else None,
        related_from=tuple(
            (_BACKWARDS[relation], briefing_ref(other)) for relation, other in index.related_from.get(item.id, ())
        ),
    )


def _find(corpus: Corpus, reference: Reference) -> Ref | None:
    if reference.kind == "any":
        found = corpus.find(reference.id)
        return Ref(found[0], reference.id, found[1]) if found else None
    name = corpus.name(reference.kind, reference.id)
    return Ref(reference.kind, reference.id, name) if name is not None else None


def _actors(briefing: Briefing, known: dict[str, Actor]) -> tuple[ActorShown, ...]:
    shown = []
    for use in briefing.actors:
        actor = known.get(use.key)
        if actor is None:
            continue
        role = use.role or (actor.roles[0].title if actor.roles else "")
        shown.append(ActorShown(Ref("actor", use.key, actor.name), label(actor.kind), role, use.note))
    return tuple(shown)


def _issues(
    briefing: Briefing, names: dict[Reference, Ref | None], questions: dict[str, str]
) -> tuple[IssueGroup, ...]:
    groups: dict[str, list[Position]] = {}
    for position in briefing.positions:
        groups.setdefault(position.issue, []).append(position)
    return tuple(
        IssueGroup(names.get(Reference("issue", id)) or Ref("issue", id, id), questions.get(id, ""), tuple(positions))
        for id, positions in groups.items()
    )


def _sources(briefing: Briefing, publishers: dict[str, Publisher]) -> tuple[SourceShown, ...]:
    shown = []
    for number, source in enumerate(briefing.sources, 1):
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


def _minutes(briefing: Briefing) -> int:
    texts = [briefing.summary, briefing.body or ""]
    texts += [judgement.text for judgement in briefing.key_judgements]
    texts += [position.statement or "" for position in briefing.positions]
    texts += [view.view for view in briefing.analyst_views]
    texts += [entry.text for entry in briefing.timeline]
    words = sum(text.count(" ") + 1 for text in texts if text)
    return max(1, round(words / WORDS_PER_MINUTE))


def briefing_view(index: Index, item: Digest, briefing: Briefing, around: Borrowed) -> BriefingView:
    """Put a briefing and what it borrows together."""
    names = dict(around.names)
    known = {actor.id: actor for actor in around.actors}
    published = {publisher.id: publisher for publisher in around.publishers}
    links = {reference.id: found for reference, found in names.items() if reference.kind == "any" and found}
    people = {id: Ref("actor", id, actor.name) for id, actor in known.items()}
    others = {related.id: related.rel for related in briefing.related}
    relations = {found: label(others[id]) for id in others if (found := names.get(Reference("briefing", id)))}
    return BriefingView(
        ref=Ref("briefing", item.id, briefing.title),
        path=item.path,
        briefing=briefing,
        description=plain_summary(index.corpus, briefing.summary),
        status=label(briefing.status),
        minutes=_minutes(briefing),
        dossier=around.dossier,
        dossier_place=around.dossier_place,
        previous=around.previous,
        following=around.following,
        actors=_actors(briefing, known),
        issues=_issues(briefing, names, dict(around.questions)),
        sources=_sources(briefing, published),
        related=tuple((words, found) for found, words in relations.items()),
        related_from=tuple((words, found) for words, found in around.related_from if found.id not in others),
        names={**links, **people},
    )


def likelihood_range(item: KeyJudgement | AnalystView) -> tuple[int, int] | None:
    """Return the lowest and highest per cent of an assessment's likelihood term."""
    return LIKELIHOOD_RANGE[item.likelihood] if item.likelihood else None
