"""Derived views: the right rows in the right order, and nothing lost on the way to a page."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefwright.cache import Cache
from briefwright.counting import counted
from briefwright.discovery import discover
from briefwright.load import load, scan
from briefwright.progress import Progress
from briefwright.views import lists
from briefwright.views.actor import actor_pages
from briefwright.views.briefing import borrowed
from briefwright.views.build_rows import index_of_changes
from briefwright.views.dossier import dossier_pages
from briefwright.views.explore import NEWEST_SHOWN, explore
from briefwright.views.home import home
from briefwright.views.index import Index, build_index
from briefwright.views.issue import issue_pages
from briefwright.views.lists import (
    archive_pages,
    briefings_list,
    entry_list,
    letter,
    list_names,
    list_pages,
    sort_key,
    years,
)
from briefwright.views.publisher import publisher_pages
from briefwright.views.rows import PAGE_WEIGHT, EntryRow, Group, Ref, Section, how_many, paginate
from briefwright.vocabulary import Relation, Stance

REGISTRY = {
    "actors": [
        {"id": "coast", "name": "Coast", "kind": "state"},
        {"id": "highland", "name": "Highland", "kind": "state"},
        {"id": "island", "name": "Island", "kind": "state"},
        {"id": "harbour-office", "name": "Harbour Office", "kind": "organisation", "part_of": "coast"},
        {"id": "jun", "name": "Jun Park", "kind": "person"},
    ],
    "issues": [
        {"id": "line", "title": "Line", "question": "Should the line stand?", "options": {"opposes": "Away with it."}},
        {"id": "patrol", "title": "Patrol", "question": "Should they patrol together?"},
    ],
    "publishers": [{"id": "gazette", "name": "Gazette", "reliability": "B"}],
    "dossiers": [{"id": "talks", "title": "Talks", "summary": "A story."}],
}
SOURCES = [{"id": "s", "title": "A title", "publisher": "gazette"}]


def briefing(date: str, **fields: object) -> dict[str, object]:
    return {"title": f"Of {date}", "date": date, "summary": "They met.", "sources": SOURCES, **fields}


def position(actor: str, stance: str, issue: str = "line", **fields: object) -> dict[str, object]:
    return {"actor": actor, "issue": issue, "stance": stance, "sources": ["s"], **fields}


WITHDRAWN = {"status": "withdrawn", "withdrawal": {"date": "2026-09-01", "reason": "It was not so."}}


@pytest.fixture
def make(tmp_path: Path):
    """make({id: briefing}, registry={…}) → Index."""

    def build(briefings: dict[str, dict[str, object]], **registry: list[dict[str, object]]) -> Index:
        for name, entries in {**REGISTRY, **registry}.items():
            path = tmp_path / "registry" / f"{name}.yml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps(entries, ensure_ascii=False), encoding="utf-8")
        for id, data in briefings.items():
            (tmp_path / f"{id}.yml").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        result = load(scan(discover(tmp_path, "briefings")), Cache(None), False, 1, Progress())
        assert result.problems == ()
        return build_index(result.corpus)

    return build


def section(pages, id: str) -> list:
    return [row for page in pages for part in page.sections if part.id == id for row in part.rows]


def test_positions_run_latest_first_by_the_day_they_were_stated(make) -> None:
    index = make(
        {
            "a": briefing("2026-03-01", positions=[position("coast", "opposes", stated_on="2026-05-05")]),
            "b": briefing("2026-04-01", positions=[position("coast", "mixed")]),
            "c": briefing("2026-02-01", event={"date": "2026-06"}, positions=[position("coast", "supports")]),
        }
    )
    rows = section(actor_pages(index, "coast"), "positions")
    assert [(row.briefing.id, row.stated_on) for row in rows] == [
        ("c", "2026-06"),
        ("a", "2026-05-05"),
        ("b", "2026-04-01"),
    ]


def test_on_one_day_the_later_briefing_comes_first(make) -> None:
    day = {"stated_on": "2026-01-01"}
    held = {
        "b": briefing("2026-03-01", positions=[position("coast", "opposes", **day)]),
        "a": briefing("2026-03-01", positions=[position("coast", "mixed", **day)]),
        "c": briefing("2026-03-02", positions=[position("coast", "supports", **day)]),
    }
    index = make(held)
    assert [row.briefing.id for row in section(actor_pages(index, "coast"), "positions")] == ["c", "b", "a"]
    assert index_of_changes(index, 9)[0].before is Stance.OPPOSES


def test_changes_of_stance_are_found(make) -> None:
    course = ["opposes", "opposes", "mixed", "mixed", "opposes"]
    index = make(
        {
            f"b{n}": briefing(f"2026-0{n}-01", positions=[position("coast", s), position("highland", "supports")])
            for n, s in enumerate(course, 1)
        }
    )
    changes = index_of_changes(index, 9)
    assert [(row.actor.id, row.briefing.id, row.before, row.stance) for row in changes] == [
        ("coast", "b5", Stance.MIXED, Stance.OPPOSES),
        ("coast", "b3", Stance.OPPOSES, Stance.MIXED),
    ]
    assert index_of_changes(index, 1) == changes[:1]
    rows = section(actor_pages(index, "coast"), "positions")
    assert [row.before for row in rows] == [Stance.MIXED, None, Stance.OPPOSES, None, None]
    history = section(issue_pages(index, "line"), "positions")
    assert [row.before for row in history if row.actor.id == "coast"] == [row.before for row in rows]
    assert not any(row.before for row in history if row.actor.id == "highland")


def test_a_stance_on_another_issue_is_no_change(make) -> None:
    index = make(
        {
            "a": briefing("2026-01-01", positions=[position("coast", "opposes")]),
            "b": briefing("2026-02-01", positions=[position("coast", "supports", "patrol")]),
        }
    )
    assert index_of_changes(index, 9) == []


def test_two_positions_in_one_briefing_stay_two(make) -> None:
    both = [position("coast", "opposes", statement="At first."), position("coast", "mixed", statement="Then.")]
    index = make({"a": briefing("2026-01-01", positions=both)})
    history = section(issue_pages(index, "line"), "positions")
    assert sorted(row.position.statement for row in history) == ["At first.", "Then."]


def test_the_same_position_twice_in_one_briefing_stays_two(make) -> None:
    index = make({"a": briefing("2026-01-01", positions=[position("coast", "opposes")] * 2)})
    assert len(section(issue_pages(index, "line"), "positions")) == 2
    assert len(section(actor_pages(index, "coast"), "positions")) == 2


def test_where_each_actor_stands_now(make) -> None:
    index = make(
        {
            "a": briefing("2026-01-01", positions=[position("coast", "opposes"), position("island", "opposes")]),
            "b": briefing("2026-02-01", positions=[position("coast", "mixed"), position("highland", "opposes")]),
        }
    )
    pages = issue_pages(index, "line")
    standing = section(pages, "standing")
    assert [(row.actor.id, row.stance, row.briefing.id) for row in standing] == [
        ("highland", Stance.OPPOSES, "b"),
        ("island", Stance.OPPOSES, "a"),
        ("coast", Stance.MIXED, "b"),
    ]
    assert {tally.stance: tally.count for tally in pages[0].head.tallies if tally.count} == {
        Stance.OPPOSES: 2,
        Stance.MIXED: 1,
    }
    assert pages[0].head.tallies[0].meaning == "Away with it."
    (coast,) = actor_pages(index, "coast")[0].head.stands
    assert (coast.stance, coast.before) == (Stance.MIXED, Stance.OPPOSES)
    assert coast.course == (("2026-01-01", Stance.OPPOSES), ("2026-02-01", Stance.MIXED))


def test_gaps_in_the_matrix_are_gaps(make) -> None:
    index = make(
        {
            "a": briefing("2026-01-01", dossier="talks", positions=[position("coast", "opposes")]),
            "b": briefing("2026-02-01", dossier="talks", positions=[position("highland", "mixed", "patrol")]),
            "c": briefing("2026-03-01", positions=[position("coast", "supports", "patrol")]),
        }
    )
    matrix = dossier_pages(index, "talks")[0].head.matrix
    cells = {(row.actor.id, cell.issue.id): cell.stance for row in matrix for cell in row.cells}
    # What the coast says of the patrol stands in another story.
    assert cells == {
        ("coast", "line"): Stance.OPPOSES,
        ("coast", "patrol"): None,
        ("highland", "line"): None,
        ("highland", "patrol"): Stance.MIXED,
    }
    assert all(cell.briefing is None and cell.stated_on is None for r in matrix for cell in r.cells if not cell.stance)


def test_a_cell_knows_of_a_change(make) -> None:
    stances = {"a": ("2026-01-01", "opposes"), "b": ("2026-02-01", "mixed"), "c": ("2026-03-01", "mixed")}
    index = make(
        {id: briefing(day, dossier="talks", positions=[position("coast", s)]) for id, (day, s) in stances.items()}
    )
    ((cell,),) = [row.cells for row in dossier_pages(index, "talks")[0].head.matrix]
    assert (cell.stance, cell.changed, cell.briefing.id) == (Stance.MIXED, True, "c")


def test_a_dossier_runs_in_the_order_of_events(make) -> None:
    index = make(
        {
            "told-late": briefing("2026-05-01", dossier="talks", event={"date": "2026-01-01"}),
            "first": briefing("2025-12-01", dossier="talks"),
            "last": briefing("2026-04-01", dossier="talks", trend={"direction": "improving", "reason": "So."}),
            "other": briefing("2026-02-01"),
        }
    )
    (page,) = dossier_pages(index, "talks")
    assert [row.ref.id for row in page.sections[0].rows] == ["first", "told-late", "last"]
    assert (page.head.first, page.head.latest, page.head.briefings) == ("2025-12-01", "2026-04-01", 3)
    around = {id: borrowed(index, index.corpus.by_id[id]) for id in index.corpus.by_id}
    assert [around[id].previous and around[id].previous[0] for id in ("first", "told-late", "last", "other")] == [
        None,
        "first",
        "told-late",
        None,
    ]
    assert [around[id].following and around[id].following[0] for id in ("first", "told-late", "last", "other")] == [
        "told-late",
        "last",
        None,
        None,
    ]
    assert [around[id].place for id in ("first", "told-late", "last", "other")] == [(1, 3), (2, 3), (3, 3), None]


def test_related_shows_both_ways(make) -> None:
    index = make(
        {
            "a": briefing("2026-01-01"),
            "b": briefing("2026-02-01", related=[{"id": "a", "rel": "contradicts"}]),
            "c": briefing("2026-03-01", related=[{"id": "a", "rel": "supersedes"}]),
        }
    )
    assert set(borrowed(index, index.corpus.by_id["a"]).related_from) == {
        ("Contradicted by", "briefing", "b", "Of 2026-02-01"),
        ("Superseded by", "briefing", "c", "Of 2026-03-01"),
    }
    assert borrowed(index, index.corpus.by_id["b"]).related_from == ()


def test_every_relation_has_words_for_the_way_back(make) -> None:
    related = [{"id": "a", "rel": relation.value} for relation in Relation]
    others = {f"b{n}": briefing("2026-02-01", related=[one]) for n, one in enumerate(related)}
    index = make({"a": briefing("2026-01-01"), **others})
    assert len({words for words, *_ in borrowed(index, index.corpus.by_id["a"]).related_from}) == len(Relation)


@pytest.fixture
def with_withdrawn(make) -> Index:
    """A briefing that was withdrawn, and the latest of all, between two that were not."""
    full = {
        "dossier": "talks",
        "actors": ["island"],
        "positions": [position("coast", "supports"), position("island", "mixed")],
        "analyst_views": [{"analyst": "jun", "view": "So.", "about": ["line"], "sources": ["s"]}],
        "related": [{"id": "a", "rel": "updates"}],
    }
    return make(
        {
            "a": briefing("2026-01-01", dossier="talks", positions=[position("coast", "opposes")]),
            "b": briefing("2026-02-01", dossier="talks", positions=[position("coast", "opposes")]),
            "gone": briefing("2026-03-01", **WITHDRAWN, **full),
        }
    )


def test_a_withdrawn_briefing_counts_nowhere(with_withdrawn: Index) -> None:
    index = with_withdrawn
    for pages in (
        *(actor_pages(index, id) for id in index.corpus.actors),
        *(issue_pages(index, id) for id in index.corpus.issues),
        publisher_pages(index, "gazette"),
        dossier_pages(index, "talks"),
        home(index),
        *(borrowed(index, index.corpus.by_id[id]) for id in ("a", "b")),
    ):
        assert "gone" not in repr(pages) and "2026-03-01" not in repr(pages)
    assert index_of_changes(index, 9) == []
    assert home(index).counts[0][1] == 2


def test_a_withdrawn_briefing_stays_in_the_lists(with_withdrawn: Index) -> None:
    _, (part,) = briefings_list(with_withdrawn)
    assert [row.ref.id for row in part.rows] == ["gone", "b", "a"]
    assert [row.ref.id for row in section(archive_pages(with_withdrawn, "2026"), "briefings")] == ["gone", "b", "a"]


def test_an_actor_with_parts_views_and_roles(make) -> None:
    uses = [{"id": "coast", "role": "host"}]
    view = {"analyst": "jun", "view": "So.", "affiliation": "Institute", "about": ["line"], "sources": ["s"]}
    index = make(
        {
            "a": briefing("2026-01-01", actors=uses, analyst_views=[view]),
            "b": briefing("2026-02-01", actors=uses, analyst_views=[{**view, "affiliation": "College"}]),
        }
    )
    head = actor_pages(index, "coast", ("harbour-office",))[0].head
    assert [member.name for member in head.members] == ["Harbour Office"]
    assert [(role.role, role.briefing.id) for role in head.seen_as] == [("host", "b")]
    assert actor_pages(index, "harbour-office")[0].head.part_of == Ref("actor", "coast", "Coast")
    views = section(actor_pages(index, "jun"), "views")
    assert [row.view.affiliation for row in views] == ["College", "Institute"]
    assert [row.view.affiliation for row in section(issue_pages(index, "line"), "views")] == ["College", "Institute"]
    (analyst,) = lists.analyst_entries(index)
    assert (analyst.ref.id, analyst.detail, analyst.count) == ("jun", "College", 2)


def test_a_publisher_lists_every_use(make) -> None:
    two = [
        *SOURCES,
        {"id": "t", "title": "Other", "publisher": "gazette", "reliability": "E"},
        {"id": "u", "title": "U"},
    ]
    index = make({"a": briefing("2026-01-01", sources=two), "b": briefing("2026-02-01")})
    (page,) = publisher_pages(index, "gazette")
    assert (page.head.sources, page.head.briefings) == (3, 2)
    assert {(row.briefing.id, row.ref.number, row.title) for row in page.sections[0].rows} == {
        ("a", 1, "A title"),
        ("a", 2, "Other"),
        ("b", 1, "A title"),
    }


# Lists.


def test_the_archive_is_by_month_newest_first(make, monkeypatch: pytest.MonkeyPatch) -> None:
    days = ["2026-01-01", "2026-01-31", "2026-12-01", "2025-12-31"]
    index = make({f"b{n}": briefing(day) for n, day in enumerate(days)})
    (page,) = archive_pages(index, "2026")
    assert [(group.title, [row.date for row in group.rows]) for group in page.sections[0].groups] == [
        ("December 2026", ["2026-12-01"]),
        ("January 2026", ["2026-01-31", "2026-01-01"]),
    ]
    assert years(index) == ()
    monkeypatch.setattr(lists, "INLINE_BRIEFINGS", 3)
    assert [(ref.id, count) for ref, count in years(index)] == [("2026", 3), ("2025", 1)]
    head, (part,) = briefings_list(index)
    assert [ref.id for ref, _ in head.parts] == ["2026", "2025"]
    assert (len(part.rows), head.total) == (3, 4)


@pytest.mark.parametrize(
    "name, filed",
    [
        ("Ada", "A"),
        ("Éamon", "E"),
        ("øre", "Ø"),
        ("Żaba", "Z"),
        ("Зеленський", "З"),
        ("й", "И"),
        ("«Quoted»", "Q"),
        ("22 July Group", "J"),
        ("١٢", "#"),
        ("東京", "東"),
        ("ßen", "S"),
        ("ﬁeld", "F"),
        ("ǆ", "D"),
        ("--", "#"),
        ("", "#"),
    ],
)
def test_letters(name: str, filed: str) -> None:
    assert letter(name) == filed


@given(st.text(max_size=20))
def test_a_letter_is_one_character(name: str) -> None:
    assert len(letter(name)) == 1


def test_a_to_z_without_regard_to_case_and_accents(make) -> None:
    names = ["élan", "Zoo", "eve", "Ełk", "Ядро", "ada", "Äpfel", "Яхта", "Ada B"]
    people = [{"id": f"p{n}", "name": name, "kind": "person"} for n, name in enumerate(names)]
    index = make({"a": briefing("2026-01-01")}, actors=people, dossiers=[])
    _, (by_letter, by_kind) = entry_list(index, "actors")
    filed = {group.title: [row.ref.name for row in group.rows] for group in by_letter.groups}
    assert filed == {
        "A": ["ada", "Ada B", "Äpfel"],
        "E": ["élan", "eve", "Ełk"],
        "Z": ["Zoo"],
        "Я": ["Ядро", "Яхта"],
    }
    assert [group.title for group in by_kind.groups] == ["Persons"]


def test_a_long_list_is_cut_by_letter_and_loses_nobody(make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "INLINE_ENTRIES", 5)
    names = ["Ann", "Äda", "Bo", "Яна", "9", "日", "Bea", "Ödön"]
    people = [{"id": f"p{n}", "name": name, "kind": ["person", "state"][n % 2]} for n, name in enumerate(names)]
    index = make({"a": briefing("2026-01-01")}, actors=people, dossiers=[])
    assert list_names(index) == ["actors"]
    pages = list_pages(index, "actors")
    by_letter = [page for page in pages if "kind" not in page.ref.id]
    by_kind = [page for page in pages if "kind" in page.ref.id]
    for found in (by_letter, by_kind):
        ids = [row.ref.id for page in found for part in page.sections for row in part.rows]
        assert sorted(ids) == sorted(index.corpus.actors)
    slugs = [page.ref.id for page in pages]
    assert len(slugs) == len(set(slugs)) and all(slug.isascii() for slug in slugs)
    head, _ = entry_list(index, "actors")
    assert [ref.id for ref, _ in (*head.parts, *head.kinds)] == slugs
    assert sum(count for _, count in head.parts) == head.total == len(names)


def entry(name: str, id: str = "x") -> EntryRow:
    return EntryRow(Ref("actor", id, name), "Person", "", 0)


@given(st.lists(st.text(max_size=8), max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_depend_on_that_of_the_rows(names: list[str], random) -> None:
    rows = [entry(name, f"id{n}") for n, name in enumerate(names)]
    shuffled = random.sample(rows, len(rows))
    assert sorted(shuffled, key=sort_key) == sorted(rows, key=sort_key)


# Pagination.
SECTIONS = st.lists(st.lists(st.lists(st.integers(1, 40), max_size=60), max_size=4), max_size=4)


def sections_of(weights: list[list[list[int]]]) -> list[Section]:
    number = iter(range(10**6))
    return [
        Section(
            f"s{at}",
            "S",
            "entry",
            tuple(
                Group(
                    f"g{inner}",
                    tuple(EntryRow(Ref("actor", f"r{next(number)}", "R"), "", "", 0, weight=w) for w in group),
                )
                for inner, group in enumerate(part)
            ),
            total=7,
        )
        for at, part in enumerate(weights)
    ]


@given(SECTIONS, st.integers(0, PAGE_WEIGHT + 50))
def test_pages_hold_every_row_once_in_order_within_the_weight(weights: list[list[list[int]]], used: int) -> None:
    sections = sections_of(weights)
    pages = paginate(sections, used)
    rows = [(part.id, row.ref.id) for page in pages for part in page for row in part.rows]
    assert rows == [(part.id, row.ref.id) for part in sections for row in part.rows]
    for number, page in enumerate(pages):
        weight = sum(row.weight for part in page for row in part.rows)
        assert weight <= PAGE_WEIGHT - (used if number == 0 else 0) or weight == 0
        assert number == 0 or weight > 0
        assert all(group.rows for part in page for group in part.groups)
        assert all(part.total == 7 for part in page)


@given(SECTIONS)
def test_a_group_that_goes_on_says_so(weights: list[list[list[int]]]) -> None:
    seen: set[tuple[str, str]] = set()
    for page in paginate(sections_of(weights)):
        for part in page:
            for group in part.groups:
                assert group.continued == ((part.id, group.title) in seen)
                seen.add((part.id, group.title))


@pytest.mark.parametrize(
    "count, words", [(0, "no briefings"), (1, "1 briefing"), (2, "2 briefings"), (1234, "1,234 briefings")]
)
def test_counted(count: int, words: str) -> None:
    assert how_many(count, "briefing") == words
    assert counted(count, "briefing") == words.replace("no ", "0 ")


def test_explore_leads_to_all_there_is_with_counts(make) -> None:
    many = {
        f"b{n}": briefing(f"2026-01-0{n}", dossier="talks", topics=["fish", "fish & chips"], regions=["NO"])
        for n in range(1, 7)
    }
    index = make(
        {
            **many,
            "c": briefing(
                "2026-02-01",
                topics=["fish"],
                actors=["coast"],
                positions=[position("coast", "opposes"), position("highland", "opposes")],
                analyst_views=[{"analyst": "jun", "view": "So.", "about": ["patrol", "line"], "sources": ["s"]}],
            ),
            "gone": briefing("2026-03-01", dossier="talks", topics=["gone"], actors=["island"], **WITHDRAWN),
        }
    )
    found = explore(index)
    assert found.total == 7
    assert found.dossiers == ((Ref("dossier", "talks", "Talks"), 6),)
    assert [(ref.id, count) for ref, count in found.issues] == [("line", 1), ("patrol", 1)]
    assert [(ref.id, count) for ref, count in found.actors[:3]] == [("coast", 1), ("highland", 1), ("jun", 1)]
    assert "island" not in {ref.id for ref, _ in found.actors}
    assert [(sheaf.name, sheaf.count) for sheaf in found.topics] == [("fish", 7), ("fish & chips", 6)]
    assert [ref.id for ref, _ in found.topics[0].newest] == ["c", "b6", "b5", "b4"]
    assert len(found.topics[0].newest) == NEWEST_SHOWN
    assert [(sheaf.name, sheaf.count) for sheaf in found.regions] == [("Norway", 6)]
