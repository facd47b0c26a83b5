"""An actor's pages: who it is, where it stands now, its positions, its views, its briefings."""

from dataclasses import dataclass

from briefwright.schema import Actor
from briefwright.views.build_rows import (
    as_of,
    briefing_line,
    by_issue,
    plain_summary,
    position_rows,
    ref,
    standing,
    view_row,
)
from briefwright.views.index import Index
from briefwright.views.page import PageView, pages
from briefwright.views.rows import Group, PositionRow, Ref, Section, how_many
from briefwright.vocabulary import label


@dataclass(frozen=True, slots=True)
class SeenRole:
    """A role in which briefings show an actor: the latest of them, and how many there are."""

    role: str
    briefing: Ref
    date: str


@dataclass(frozen=True, slots=True)
class ActorHead:
    """What an actor's first page begins with."""

    actor: Actor
    kind: str
    part_of: Ref | None
    members: tuple[Ref, ...]
    seen_as: tuple[SeenRole, ...]
    stands: tuple[PositionRow, ...]
    briefings: int
    positions: int
    views: int

    @property
    def tally(self) -> str:
        """What there is of the actor, in words."""
        counts = ((self.positions, "position"), (self.views, "analyst view"), (self.briefings, "briefing"))
        return ", ".join(how_many(count, unit) for count, unit in counts if count)


ROLES_SHOWN = 8


def _roles(index: Index, id: str) -> tuple[SeenRole, ...]:
    found: dict[str, SeenRole] = {}
    for briefing in index.briefings_of[id]:
        for actor, role in briefing.actors:
            if actor == id and role and role not in found:
                found[role] = SeenRole(role, Ref("briefing", briefing.id, briefing.title), briefing.date)
    return tuple(found.values())[:ROLES_SHOWN]


def _positions(index: Index, id: str) -> Section:
    corpus = index.corpus
    held = index.positions_of[id]
    groups = []
    for issue, own in by_issue(held).items():
        question = corpus.issues[issue].question if issue in corpus.issues else None
        rows = tuple(position_rows(corpus, own))
        issue_ref = ref(corpus, "issue", issue)
        groups.append(Group(issue_ref.name, rows, issue_ref, question))
    return Section("positions", "Positions by issue", "position", tuple(groups), total=len(held))


def actor_pages(index: Index, id: str, members: tuple[str, ...] = ()) -> tuple[PageView, ...]:
    """Return the pages of one actor; `members` are the ids of the actors that are part of it."""
    corpus = index.corpus
    actor = corpus.actors[id]
    stands = tuple(standing(corpus, own) for own in by_issue(index.positions_of[id]).values())
    views = tuple(view_row(corpus, offered) for offered in index.views_of[id])
    briefings = tuple(briefing_line(corpus, briefing) for briefing in index.briefings_of[id])
    head = ActorHead(
        actor=actor,
        kind=label(actor.kind),
        part_of=ref(corpus, "actor", actor.part_of) if actor.part_of else None,
        members=tuple(ref(corpus, "actor", member) for member in members),
        seen_as=_roles(index, id),
        stands=stands,
        briefings=len(briefings),
        positions=len(index.positions_of[id]),
        views=len(views),
    )
    sections = (
        _positions(index, id),
        Section("views", "Views as an analyst", "view", (Group("", views),), total=len(views)),
        Section("briefings", "Briefings", "briefing", (Group("", briefings),), total=len(briefings)),
    )
    role = f", {actor.roles[0].title}" if actor.roles else ""
    note = f" {plain_summary(corpus, actor.note)}" if actor.note else ""
    description = f"{actor.name}{role}: positions by issue, views and briefings, each with its sources.{note}"
    own_ref = Ref("actor", id, actor.name)
    opening = ("now", f"Where {actor.name} stands {as_of(corpus)}") if stands else None
    return pages("actor", own_ref, description, head, sections, used=2 * len(stands), opening=opening)
