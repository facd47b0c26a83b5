"""Lists: briefings by year and month; actors by letter and kind; issues, publishers, dossiers, analysts."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefwright.dates import day
from briefwright.views.build_rows import briefing_line, plain_summary
from briefwright.views.index import Index
from briefwright.views.page import PageView, pages
from briefwright.views.places import place
from briefwright.views.rows import BriefingRow, EntryRow, Group, Ref, Section
from briefwright.vocabulary import ActorKind, label

INLINE_ENTRIES = 400
"""Up to this many entries stand on the list's own page; beyond it, on pages by letter."""

INLINE_BRIEFINGS = 150
"""Up to this many briefings stand on the list's own page; beyond it, on pages by year."""


@dataclass(frozen=True, slots=True)
class ListHead:
    """What a list's own page begins with: links to its parts, with counts; empty where it has none."""

    parts: tuple[tuple[Ref, int], ...] = ()
    kinds: tuple[tuple[Ref, int], ...] = ()
    total: int = 0


def _months(rows: Iterable[BriefingRow]) -> tuple[Group, ...]:
    found: dict[str, list[BriefingRow]] = {}
    for row in rows:
        found.setdefault(row.date[:7], []).append(row)
    return tuple(Group(day(month), tuple(own)) for month, own in found.items())


def archive_pages(index: Index, year: str) -> tuple[PageView, ...]:
    """Return the pages of one year's briefings, newest first, by month."""
    corpus = index.corpus
    rows = [briefing_line(corpus, item) for item in corpus.briefings if item.date.startswith(year)]
    section = Section("briefings", "By month", "briefing", _months(rows), total=len(rows))
    description = f"All briefings of {year}, newest first, by month."
    return pages("archive", Ref("archive", year, f"Briefings of {year}"), description, None, (section,))


def years(index: Index) -> tuple[tuple[Ref, int], ...]:
    """Return the years that have briefings, newest first, with their counts; none while one page holds all."""
    if len(index.corpus.briefings) <= INLINE_BRIEFINGS:
        return ()
    counts: dict[str, int] = {}
    for item in index.corpus.briefings:
        counts[item.date[:4]] = counts.get(item.date[:4], 0) + 1
    return tuple((Ref("archive", year, year), count) for year, count in counts.items())


def briefings_list(index: Index) -> tuple[ListHead, tuple[Section, ...]]:
    """Return the list of all briefings: whole while it is short, else the newest and links to the years."""
    corpus = index.corpus
    rows = [briefing_line(corpus, item) for item in corpus.briefings[:INLINE_BRIEFINGS]]
    head = ListHead(years(index), (), len(corpus.briefings))
    title = "Newest briefings" if head.parts else "All briefings"
    return head, (Section("list", title, "briefing", _months(rows), total=len(rows)),)


def letter(name: str) -> str:
    """Return the letter a name is filed under: A to Z for Latin ones without accents, the letter itself else."""
    for c in unicodedata.normalize("NFKD", name):
        if c.isalpha():
            return c.upper()[0]
    return "#"


def _slug(letter: str) -> str:
    return letter.lower() if letter.isascii() and letter.isalpha() else f"u{ord(letter):04x}"


def sort_key(row: EntryRow) -> tuple[str, str]:
    """Return the key that files names without regard to case and accents; the same in every locale."""
    folded = unicodedata.normalize("NFKD", row.ref.name.casefold())
    return "".join(c for c in folded if not unicodedata.combining(c)), row.ref.id


def actor_entries(index: Index) -> list[EntryRow]:
    """Return every actor that some live briefing knows, or the registry lists."""
    rows = []
    for id, actor in index.corpus.actors.items():
        held = index.positions_of.get(id, ())
        briefings = index.briefings_of.get(id, ())
        detail = actor.roles[0].title if actor.roles else ""
        if actor.roles and actor.roles[0].of:
            detail = f"{detail}, {actor.roles[0].of}"
        latest = held[0].position.stated_on if held else None
        rows.append(EntryRow(Ref("actor", id, actor.name), label(actor.kind), detail, len(briefings), latest))
    return sorted(rows, key=sort_key)


def analyst_entries(index: Index) -> list[EntryRow]:
    """Return every actor with views, with its latest affiliation."""
    rows = []
    for id in sorted(index.views_of):
        views = index.views_of[id]
        if views and id in index.corpus.actors:
            affiliation = next((item.view.affiliation for item in views if item.view.affiliation), "")
            ref = Ref("actor", id, index.corpus.actors[id].name)
            rows.append(EntryRow(ref, "Analyst", affiliation or "", len(views), views[0].view.stated_on, "view"))
    return sorted(rows, key=sort_key)


def issue_entries(index: Index) -> list[EntryRow]:
    """Return every issue with its question; the count is that of the actors with a position."""
    rows = []
    for id, issue in index.corpus.issues.items():
        held = index.positions_on.get(id, ())
        count = len({item.position.actor for item in held})
        latest = held[0].position.stated_on if held else None
        rows.append(EntryRow(Ref("issue", id, issue.title), "Issue", issue.question, count, latest, "actor"))
    return sorted(rows, key=sort_key)


def publisher_entries(index: Index) -> list[EntryRow]:
    """Return every publisher; the count is that of its sources."""
    rows = []
    for id, publisher in index.corpus.publishers.items():
        country = place(publisher.country) if publisher.country else None
        detail = ", ".join(part for part in (country, publisher.ownership) if part)
        count = len(index.sources_of.get(id, ()))
        rows.append(EntryRow(Ref("publisher", id, publisher.name), "Publisher", detail, count, unit="source"))
    return sorted(rows, key=sort_key)


def dossier_entries(index: Index) -> list[EntryRow]:
    """Return every dossier, the one with the latest briefing first."""
    rows = []
    for id, dossier in index.corpus.dossiers.items():
        story = index.dossier_of.get(id, [])
        latest = story[-1].event_date if story else None
        summary = plain_summary(index.corpus, dossier.summary)
        rows.append(EntryRow(Ref("dossier", id, dossier.title), "Dossier", summary, len(story), latest))
    return sorted(sorted(rows, key=sort_key), key=lambda row: row.latest or "", reverse=True)


ENTRIES: dict[str, Callable[[Index], list[EntryRow]]] = {
    "actors": actor_entries,
    "analysts": analyst_entries,
    "issues": issue_entries,
    "publishers": publisher_entries,
    "dossiers": dossier_entries,
}
"""List → its entries, in order."""

TITLES = {
    "actors": "Actors",
    "analysts": "Analysts",
    "issues": "Issues",
    "publishers": "Publishers",
    "dossiers": "Dossiers",
}


def _by_letter(rows: Iterable[EntryRow]) -> dict[str, list[EntryRow]]:
    found: dict[str, list[EntryRow]] = {}
    for row in rows:
        found.setdefault(letter(row.ref.name), []).append(row)
    return dict(sorted(found.items()))


def _groups(rows: dict[str, list[EntryRow]]) -> tuple[Group, ...]:
    return tuple(Group(title, tuple(own)) for title, own in rows.items())


def _by_kind(rows: list[EntryRow]) -> dict[str, list[EntryRow]]:
    kinds = {f"{label(kind)}s": [row for row in rows if row.label == label(kind)] for kind in ActorKind}
    return {title: own for title, own in kinds.items() if own}


def _parts(name: str, rows: list[EntryRow]) -> dict[str, tuple[str, list[EntryRow]]]:
    """Return the pages of a long list: slug → title and rows."""
    title = TITLES[name]
    parts = {f"{name}-{_slug(key)}": (f"{title}: {key}", own) for key, own in _by_letter(rows).items()}
    if name == "actors":
        for kind, own in _by_kind(rows).items():
            parts[f"actors-kind-{kind.lower()}"] = (f"{title}: {kind}", own)
    return parts


def entry_list(index: Index, name: str) -> tuple[ListHead, tuple[Section, ...]]:
    """Return a list's own page: all entries while they are few, else links to parts and the busiest entries."""
    rows = ENTRIES[name](index)
    if len(rows) <= INLINE_ENTRIES:
        grouped = name in ("actors", "publishers", "analysts")
        groups = _groups(_by_letter(rows)) if grouped else (Group("", tuple(rows)),)
        title = "Latest first" if name == "dossiers" else "A to Z"
        sections = [Section("list", title, "entry", groups, total=len(rows))]
        if name == "actors":
            sections.append(Section("kinds", "By kind", "entry", _groups(_by_kind(rows)), total=len(rows)))
        return ListHead(total=len(rows)), tuple(sections)
    parts = [(Ref("list", slug, title), len(own)) for slug, (title, own) in _parts(name, rows).items()]
    busiest = tuple(sorted(rows, key=lambda row: (-row.count, sort_key(row)))[:100])
    head = ListHead(
        tuple(part for part in parts if not part[0].id.startswith("actors-kind-")),
        tuple(part for part in parts if part[0].id.startswith("actors-kind-")),
        len(rows),
    )
    return head, (Section("list", "Most often met", "entry", (Group("", busiest),), total=len(busiest)),)


def list_names(index: Index) -> list[str]:
    """Return the lists that are too long for their own page."""
    return [name for name, entries in ENTRIES.items() if len(entries(index)) > INLINE_ENTRIES]


def list_pages(index: Index, name: str) -> tuple[PageView, ...]:
    """Return all pages of all parts of a long list."""
    found: list[PageView] = []
    for slug, (title, own) in _parts(name, ENTRIES[name](index)).items():
        section = Section("list", "A to Z", "entry", (Group("", tuple(own)),), total=len(own))
        found += pages("list", Ref("list", slug, title), f"{title}, {len(own)} entries.", None, (section,))
    return tuple(found)
