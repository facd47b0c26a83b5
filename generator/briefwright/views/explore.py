"""The Explore page as it is without a script: ways into the whole collection, each with how much it holds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefwright.digest import Digest
from briefwright.views.build_rows import briefing_ref, ref
from briefwright.views.index import Index
from briefwright.views.lists import sort_key, years
from briefwright.views.places import place
from briefwright.views.rows import EntryRow, Ref

ACTORS_SHOWN = 40
SHEAVES_SHOWN = 24
NEWEST_SHOWN = 4
"""Actors, topics or regions on the page, the most used first; briefings named below each topic or region."""


@dataclass(frozen=True, slots=True)
class Sheaf:
    """Briefings that share a topic or a region: its name, how many there are, and the newest of them."""

    name: str
    count: int
    newest: tuple[tuple[Ref, str], ...]


@dataclass(frozen=True, slots=True)
class Explore:
    """What the page lists. `years` lead to the archive, or nowhere while one list holds all briefings."""

    total: int
    dossiers: tuple[tuple[Ref, int], ...]
    issues: tuple[tuple[Ref, int], ...]
    actors: tuple[tuple[Ref, int], ...]
    topics: tuple[Sheaf, ...]
    regions: tuple[Sheaf, ...]
    years: tuple[tuple[Ref, int], ...]


def explore(index: Index) -> Explore:
    """Return the Explore page's view; withdrawn briefings count nowhere."""
    corpus = index.corpus
    issues = {
        id: {use.briefing.id for use in (*index.positions_on.get(id, ()), *index.views_on.get(id, ()))}
        for id in corpus.issues
    }
    actors = {id: len(found) for id in corpus.actors if (found := index.briefings_of.get(id))}
    return Explore(
        total=len(corpus.live),
        dossiers=_most_used(index, "dossier", {id: len(index.dossier_of.get(id, ())) for id in corpus.dossiers}),
        issues=_most_used(index, "issue", {id: len(briefings) for id, briefings in issues.items()}),
        actors=_most_used(index, "actor", actors)[:ACTORS_SHOWN],
        topics=_sheaves(corpus.live, lambda item: item.topics, str),
        regions=_sheaves(corpus.live, lambda item: item.regions, place),
        years=years(index),
    )


def _most_used(index: Index, kind: str, counts: dict[str, int]) -> tuple[tuple[Ref, int], ...]:
    def order(item: tuple[Ref, int]) -> tuple[int, tuple[str, str]]:
        found, count = item
        return -count, sort_key(EntryRow(found, "", "", count))

    return tuple(sorted(((ref(index.corpus, kind, id), count) for id, count in counts.items()), key=order))


def _sheaves(
    briefings: Iterable[Digest], values: Callable[[Digest], tuple[str, ...]], name: Callable[[str], str]
) -> tuple[Sheaf, ...]:
    found: dict[str, list[Digest]] = {}
    for item in briefings:
        for value in dict.fromkeys(values(item)):
            found.setdefault(value, []).append(item)
    # The live briefings come newest first.
    largest = sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))[:SHEAVES_SHOWN]
    return tuple(
        Sheaf(name(value), len(own), tuple((briefing_ref(item), item.date) for item in own[:NEWEST_SHOWN]))
        for value, own in largest
    )
