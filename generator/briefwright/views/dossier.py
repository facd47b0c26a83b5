"""A dossier's pages: the running story, its briefings in order, and who stands where in it."""

from dataclasses import dataclass

from briefwright.digest import Digest
from briefwright.schema import Dossier
from briefwright.views.build_rows import briefing_line, course, plain_summary, ref
from briefwright.views.index import Held, Index
from briefwright.views.page import PageView, pages
from briefwright.views.rows import Group, Ref, Section
from briefwright.vocabulary import Direction, Stance

MATRIX_ACTORS = 14
MATRIX_ISSUES = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """Where an actor stands on an issue within a dossier; no stance where no statement was found."""

    issue: Ref
    stance: Stance | None
    stated_on: str | None
    briefing: Ref | None
    course: tuple[tuple[str, Stance], ...]

    @property
    def changed(self) -> bool:
        """Whether the dossier records another stance of before."""
        return any(stance is not self.stance for _, stance in self.course)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One actor's line in the matrix."""

    actor: Ref
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class DossierHead:
    """What a dossier's first page begins with."""

    dossier: Dossier
    first: str | None
    latest: str | None
    trend: Direction | None
    briefings: int
    issues: tuple[Ref, ...]
    actors: tuple[Ref, ...]
    matrix: tuple[MatrixRow, ...]


def _chosen(listed: tuple[str, ...], seen: list[str], most: int) -> list[str]:
    """Return the ids that the registry lists, or else those that come most often, at most `most`."""
    if listed:
        return list(listed)[:most]
    counts: dict[str, int] = {}
    for id in seen:
        counts[id] = counts.get(id, 0) + 1
    return sorted(counts, key=lambda id: (-counts[id], id))[:most]


def _held(story: list[Digest]) -> dict[tuple[str, str], list[Held]]:
    found: dict[tuple[str, str], list[Held]] = {}
    for briefing in story:
        for position in briefing.positions:
            found.setdefault((position.actor, position.issue), []).append(Held(position, briefing))
    for own in found.values():
        own.sort(key=lambda item: (item.position.stated_on, item.briefing.date, item.briefing.id), reverse=True)
    return found


def _cell(index: Index, issue: str, held: list[Held] | None) -> Cell:
    issue_ref = ref(index.corpus, "issue", issue)
    if not held:
        return Cell(issue_ref, None, None, None, ())
    position, briefing = held[0]
    briefing_ref = Ref("briefing", briefing.id, briefing.title)
    return Cell(issue_ref, position.stance, position.stated_on, briefing_ref, course(held))


def _matrix(index: Index, story: list[Digest], actors: list[str], issues: list[str]) -> tuple[MatrixRow, ...]:
    held = _held(story)
    rows = (
        MatrixRow(
            ref(index.corpus, "actor", actor),
            tuple(_cell(index, issue, held.get((actor, issue))) for issue in issues),
        )
        for actor in actors
    )
    return tuple(row for row in rows if any(cell.stance for cell in row.cells))


def dossier_pages(index: Index, id: str) -> tuple[PageView, ...]:
    """Return the pages of one dossier."""
    corpus = index.corpus
    dossier = corpus.dossiers[id]
    story = index.dossier_of[id]
    seen = [position for briefing in story for position in briefing.positions]
    actors = _chosen(dossier.actors, [position.actor for position in seen], MATRIX_ACTORS)
    issues = _chosen(dossier.issues, [position.issue for position in seen], MATRIX_ISSUES)
    trends = [briefing.trend for briefing in story if briefing.trend]
    head = DossierHead(
        dossier=dossier,
        first=story[0].event_date if story else None,
        latest=story[-1].event_date if story else None,
        trend=trends[-1] if trends else None,
        briefings=len(story),
        issues=tuple(ref(corpus, "issue", issue) for issue in dossier.issues or issues),
        actors=tuple(ref(corpus, "actor", actor) for actor in dossier.actors or actors),
        matrix=_matrix(index, story, actors, issues),
    )
    rows = tuple(briefing_line(corpus, briefing) for briefing in story)
    title = "The story in this bundle" if corpus.scope else "The story so far"
    sections = (Section("briefings", title, "story", (Group("", rows),), total=len(rows)),)
    description = plain_summary(corpus, dossier.summary)
    own_ref = Ref("dossier", id, dossier.title)
    opening = ("matrix", "Who stands where") if head.matrix else None
    return pages("dossier", own_ref, description, head, sections, used=6 * len(head.matrix), opening=opening)
