"""The rows that pages are lists of, and how they are grouped and split over several pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from briefwright.counting import counted
from briefwright.digest import Digest, PositionDigest, ViewDigest
from briefwright.vocabulary import Credibility, Stance, Status

PAGE_WEIGHT = 520
"""How much one page holds. A row of weight 1 is about 500 bytes of HTML, so a page stays under 300 KB."""


def how_many(count: int, unit: str) -> str:
    """Return "1 briefing", "2 briefings", "no briefings"; `unit` is a word that takes an s."""
    return counted(count, unit) if count else f"no {unit}s"


class Ref(NamedTuple):
    """Something that has a page: its kind, its id, and what readers call it."""

    kind: str
    id: str
    name: str


class SourceRef(NamedTuple):
    """A citation from afar: the source's number in its briefing, its id there, where in it to look, how credible."""

    number: int
    id: str
    locator: str | None
    publisher: str
    credibility: Credibility | None = None


class PositionRow(NamedTuple):
    """A position as actor and issue pages show it; `before` is the stance it changed from, if it did."""

    actor: Ref
    issue: Ref
    stance: Stance
    stated_on: str
    before: Stance | None
    position: PositionDigest
    speaker: Ref | None
    sources: tuple[SourceRef, ...]
    briefing: Ref
    course: tuple[tuple[str, Stance], ...] = ()
    weight: int = 3


class ViewRow(NamedTuple):
    """An analyst's view as other pages show it."""

    analyst: Ref
    view: ViewDigest
    sources: tuple[SourceRef, ...]
    briefing: Ref
    weight: int = 2


class BriefingRow(NamedTuple):
    """A line about a briefing."""

    ref: Ref
    date: str
    place: str | None
    event_date: str
    event_until: str | None
    status: Status
    dossier: Ref | None
    summary: str
    note: str | None = None
    weight: int = 1


class SourceRow(NamedTuple):
    """A source as its publisher's page shows it."""

    title: str
    url: str | None
    published: str | None
    reliability: str | None
    ref: SourceRef
    briefing: Ref
    weight: int = 2


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A line about an actor, an issue, a publisher or a dossier; `unit` names what `count` counts."""

    ref: Ref
    label: str
    detail: str
    count: int
    latest: str | None = None
    unit: str = "briefing"
    weight: int = 1

    @property
    def counted(self) -> str:
        """The count in words, such as "3 briefings"."""
        return how_many(self.count, self.unit)


Row = PositionRow | ViewRow | BriefingRow | SourceRow | EntryRow


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `ref` is what the heading links to, if anything."""

    title: str
    rows: tuple[Row, ...]
    ref: Ref | None = None
    note: str | None = None
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: how its rows are drawn, and its groups."""

    id: str
    title: str
    row_kind: str
    groups: tuple[Group, ...]
    note: str | None = None
    total: int = 0

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, whatever their group."""
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(slots=True)
class _Filling:
    """The page being filled."""

    left: int = PAGE_WEIGHT
    sections: list[Section] = field(default_factory=list)


def paginate(sections: Iterable[Section], first_page: int = 0) -> tuple[tuple[Section, ...], ...]:
    """Split sections over pages; there is always one page, and `first_page` is the weight already used on it.

    A group that does not end on a page goes on, marked as continued, on the next one.
    """
    pages: list[tuple[Section, ...]] = []
    filling = _Filling(PAGE_WEIGHT - first_page)
    for section in sections:
        groups: list[Group] = []
        for group in section.groups:
            rest: Sequence[Row] = group.rows
            continued = False
            while rest:
                taken = _fitting(rest, filling.left)
                if not taken:
                    _close_section(filling, section, groups)
                    pages.append(tuple(filling.sections))
                    filling, groups = _Filling(), []
                    continue
                groups.append(Group(group.title, tuple(rest[:taken]), group.ref, group.note, continued))
                filling.left -= sum(row.weight for row in rest[:taken])
                rest, continued = rest[taken:], True
        _close_section(filling, section, groups)
    pages.append(tuple(filling.sections))
    return tuple(pages)


def _fitting(rows: Sequence[Row], left: int) -> int:
    for at, row in enumerate(rows):
        left -= row.weight
        if left < 0:
            return at
    return len(rows)


def _close_section(filling: _Filling, section: Section, groups: list[Group]) -> None:
    if groups:
        filling.sections.append(
            Section(section.id, section.title, section.row_kind, tuple(groups), section.note, section.total)
        )


def briefing_row(briefing: Digest, dossier: Ref | None, summary: str, note: str | None = None) -> BriefingRow:
    """Return the line about a briefing; `summary` is plain text."""
    return BriefingRow(
        ref=Ref("briefing", briefing.id, briefing.title),
        date=briefing.date,
        place=briefing.place,
        event_date=briefing.event_date,
        event_until=briefing.event_until,
        status=briefing.status,
        dossier=dossier,
        summary=summary,
        note=note,
    )
