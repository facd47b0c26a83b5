"""An issue's pages: the question, where each actor stands now, every position, and analysts' views."""

from dataclasses import dataclass

from briefwright.schema import Issue
from briefwright.views.build_rows import as_of, by_actor, position_rows, standing, view_row
from briefwright.views.index import Held, Index
from briefwright.views.page import PageView, pages
from briefwright.views.rows import Group, PositionRow, Ref, Section, how_many
from briefwright.vocabulary import Stance, label


@dataclass(frozen=True, slots=True)
class Tally:
    """How many actors hold a stance now, and what it means for this question.

    `share` is the count in per cent of the commonest stance's.
    """

    stance: Stance
    meaning: str
    count: int
    share: int

    @property
    def counted(self) -> str:
        """The count in words."""
        return how_many(self.count, "actor")


@dataclass(frozen=True, slots=True)
class IssueHead:
    """What an issue's first page begins with."""

    issue: Issue
    tallies: tuple[Tally, ...]
    actors: int
    positions: int


def _standing_now(index: Index, groups: dict[str, list[Held]]) -> dict[Stance, list[PositionRow]]:
    rows = [standing(index.corpus, own) for own in groups.values()]
    found: dict[Stance, list[PositionRow]] = {stance: [] for stance in Stance}
    for row in sorted(rows, key=lambda row: (row.actor.name, row.actor.id)):
        found[row.stance].append(row)
    return found


def _tallies(issue: Issue, now: dict[Stance, list[PositionRow]]) -> tuple[Tally, ...]:
    most = max((len(rows) for rows in now.values()), default=0) or 1
    return tuple(
        Tally(stance, issue.options.get(stance, ""), len(rows), round(100 * len(rows) / most))
        for stance, rows in now.items()
    )


def issue_pages(index: Index, id: str) -> tuple[PageView, ...]:
    """Return the pages of one issue."""
    corpus = index.corpus
    issue = corpus.issues[id]
    groups = by_actor(index.positions_on[id])
    now = _standing_now(index, groups)
    head = IssueHead(
        issue=issue,
        tallies=_tallies(issue, now),
        actors=len(groups),
        positions=len(index.positions_on[id]),
    )
    before = {(row.position, row.briefing.id): row for own in groups.values() for row in position_rows(corpus, own)}
    history = tuple(before[held.position, held.briefing.id] for held in index.positions_on[id])
    views = tuple(view_row(corpus, offered) for offered in index.views_on[id])
    sections = (
        Section(
            "standing",
            f"Where each actor stands {as_of(corpus)}",
            "standing",
            tuple(Group(label(stance), tuple(rows)) for stance, rows in now.items() if rows),
            total=len(groups),
        ),
        Section(
            "positions",
            f"Every position{' here' if corpus.scope else ''}, latest first",
            "history",
            (Group("", history),),
            total=len(history),
        ),
        Section("views", "What analysts think", "view", (Group("", views),), total=len(views)),
    )
    description = f"{issue.question} Where each actor stands {as_of(corpus)}, with date and sources."
    return pages("issue", Ref("issue", id, issue.title), description, head, sections, used=10)
