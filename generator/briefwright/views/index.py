"""Who said what where: the corpus turned round, so that each page finds its material at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from briefwright.corpus import Corpus
from briefwright.digest import Digest, PositionDigest, SourceDigest, ViewDigest
from briefwright.vocabulary import Relation


class Held(NamedTuple):
    """A position and the briefing that records it."""

    position: PositionDigest
    briefing: Digest


class Offered(NamedTuple):
    """An analyst's view and the briefing that records it."""

    view: ViewDigest
    briefing: Digest


class Neighbours(NamedTuple):
    """A briefing's place in its dossier: the one before, the one after, its number, and how many there are."""

    before: Digest | None
    after: Digest | None
    number: int
    total: int


class Used(NamedTuple):
    """A source, its number in its briefing, and that briefing."""

    source: SourceDigest
    number: int
    briefing: Digest


@dataclass(slots=True)
class Index:
    """Lists by id. Positions and views run from the latest to the earliest, dossiers from the first on."""

    corpus: Corpus
    positions_of: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    positions_on: dict[str, list[Held]] = field(default_factory=lambda: defaultdict(list))
    views_of: dict[str, list[Offered]] = field(default_factory=lambda: defaultdict(list))
    views_on: dict[str, list[Offered]] = field(default_factory=lambda: defaultdict(list))
    briefings_of: dict[str, list[Digest]] = field(default_factory=lambda: defaultdict(list))
    sources_of: dict[str, list[Used]] = field(default_factory=lambda: defaultdict(list))
    dossier_of: dict[str, list[Digest]] = field(default_factory=lambda: defaultdict(list))
    neighbours: dict[str, Neighbours] = field(default_factory=dict)
    related_from: dict[str, list[tuple[Relation, Digest]]] = field(default_factory=lambda: defaultdict(list))


def _latest_first(item: Held | Offered) -> tuple[str, str, str]:
    return (item[0].stated_on, item.briefing.date, item.briefing.id)


def build_index(corpus: Corpus) -> Index:
    """Turn the live briefings of a corpus round. Withdrawn ones count nowhere."""
    index = Index(corpus)
    for briefing in corpus.live:
        _add(index, briefing)
    for held in (index.positions_of, index.positions_on):
        for positions in held.values():
            positions.sort(key=_latest_first, reverse=True)
    for offered in (index.views_of, index.views_on):
        for views in offered.values():
            views.sort(key=_latest_first, reverse=True)
    for story in index.dossier_of.values():
        story.sort(key=lambda item: (item.event_date, item.date, item.id))
        _link_neighbours(index, story)
    return index


def _add(index: Index, briefing: Digest) -> None:
    for position in briefing.positions:
        held = Held(position, briefing)
        index.positions_of[position.actor].append(held)
        index.positions_on[position.issue].append(held)
    for view in briefing.views:
        offered = Offered(view, briefing)
        index.views_of[view.analyst].append(offered)
        for issue in view.about:
            index.views_on[issue].append(offered)
    for actor in involved(briefing):
        index.briefings_of[actor].append(briefing)
    for number, source in enumerate(briefing.sources, 1):
        if source.publisher:
            index.sources_of[source.publisher].append(Used(source, number, briefing))
    if briefing.dossier:
        index.dossier_of[briefing.dossier].append(briefing)
    for other, relation in briefing.related:
        index.related_from[other].append((relation, briefing))


def involved(briefing: Digest) -> Iterable[str]:
    """Return the ids of all who act, speak or comment in a briefing, each once, in order of appearance."""
    ids = [actor for actor, _ in briefing.actors]
    ids += [position.actor for position in briefing.positions]
    ids += [view.analyst for view in briefing.views]
    # Whoever is only quoted stands nowhere else in the digest.
    ids += sorted(reference.id for reference in briefing.references if reference.kind == "actor")
    return dict.fromkeys(ids)


def _link_neighbours(index: Index, story: list[Digest]) -> None:
    around: list[Digest | None] = [None, *story, None]
    for at, briefing in enumerate(story):
        index.neighbours[briefing.id] = Neighbours(around[at], around[at + 2], at + 1, len(story))
