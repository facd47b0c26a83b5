"""The search engine in Chromium over indexes of small desks: what is found, in which order, and what it says."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefwright.search.entries import PageText
from briefwright.vocabulary import Stance, label

from .search_desk import ENGINE, SCRIPTS, Engine, make_index, write_desk
from .serving import served

pytestmark = pytest.mark.browser

REGISTRY = {
    "actors": """\
- {id: coast-state, name: Coast State, kind: state, names: {de: Küstenstaat}}
- {id: highland, name: Highland, kind: state, note: Neighbour of the Coast State.}
- {id: ada-moreno, name: Ada Moreno, kind: person, aliases: [Ada Moreno Ruiz]}
- {id: mira-sol, name: Mira Sol, kind: person, note: Aide to Ada Moreno.}
- {id: jun-park, name: Jun Park, kind: person}
""",
    "issues": """\
- {id: fishing-limits, title: Fishing limits, question: Should the twelve-mile line stand?}
- {id: joint-patrol, title: Joint patrol, question: Should both states patrol together?}
""",
    "publishers": """\
- {id: daily-gazette, name: Daily Gazette, country: "NO"}
""",
    "dossiers": """\
- {id: port-vell, title: The Port Vell talks, summary: Two states and a line.}
""",
}
SOURCE = "sources: [{id: gazette, title: Nine hours, publisher: daily-gazette}]"
LONG = (
    "The harbour lay still. " * 40 + "Then the lantern keeper signalled twice. " + "Nobody answered that night. " * 40
)

BRIEFINGS = {
    "talks-end": f"""\
title: Harbour talks end without a text
date: 2026-03-04
summary: Two delegations met for nine hours and parted.
dossier: port-vell
lang: en
regions: ["NO"]
topics: [fishing, law of the sea]
actors: [coast-state, highland]
positions:
- {{actor: coast-state, issue: fishing-limits, stance: opposes, statement: Wants no line at all., sources: [gazette],
   quote: {{text: No line on any map., lang: en}}}}
- {{actor: highland, issue: joint-patrol, stance: supports, statement: Offers two patrol boats., sources: [gazette]}}
analyst_views:
- {{analyst: jun-park, affiliation: Institute, view: The offer is for the home audience., sources: [gazette]}}
{SOURCE}
""",
    "line-moves": f"""\
title: A line on the map moves
date: 2026-04-10
summary: The talking went on, and the harbour stayed open.
positions:
- {{actor: coast-state, issue: fishing-limits, stance: supports-with-conditions, statement: A line may stand.,
   sources: [gazette]}}
- {{actor: highland, issue: fishing-limits, stance: opposes, statement: Rejects the map., sources: [gazette]}}
{SOURCE}
""",
    "moreno-speaks": f"""\
title: Moreno speaks in Çırağan
date: 2025-12-31
summary: She talked about Ukraine, Україна, and about territories.
lang: de
positions:
- {{actor: ada-moreno, issue: joint-patrol, stance: declines-to-say, statement: Said nothing., sources: [gazette]}}
{SOURCE}
""",
    "scripts": f"""\
title: محادثات الساحل 乌克兰总统在巴黎
date: 2026-01-15
summary: プーチン大統領 ประเทศไทย שלום Οδυσσεύς переговоры в Стамбуле конституционный हिन्दी
{SOURCE}
""",
    "odd-words": f"""\
title: constructor and __proto__
date: 2026-01-16
summary: "{"x" * 5000} toString <img src=x onerror=alert(1)> valueOf"
body: "{LONG}"
{SOURCE}
""",
    "taken-back": f"""\
title: Lantern report taken back
date: 2026-01-17
status: withdrawn
withdrawal: {{date: 2026-02-01, reason: It was not so.}}
summary: Secret zebra words.
{SOURCE}
""",
}
PAGES = (PageText("about/", "About this desk", (("", "What we do."), ("Method", "Each zebra has a source."))),)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    desk = tmp_path_factory.mktemp("desk")
    write_desk(desk, REGISTRY, BRIEFINGS)
    make_index(desk, desk / "site", PAGES)
    return desk / "site"


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[Callable[[str], Engine]]:
    """Open a folder's page at an address: its engine."""
    pages = []

    def open_page(address: str) -> Engine:
        pages.append(browser.new_page())
        pages[-1].goto(f"{address}index.html")
        return Engine(pages[-1])

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def engine(site: Path, opened: Callable[[str], Engine]) -> Engine:
    return opened(f"{site.as_uri()}/")


def test_it_works_over_http_as_over_file(site: Path, engine: Engine, opened: Callable[[str], Engine]) -> None:
    with served(site) as address:
        over_http = opened(address)
        for text in ("harbour", '"no line"', "actor:moreno", ""):
            options = {"text": text, "counts": ["stance", "actor"]}
            assert over_http.searches([options]) == engine.searches([options])


# Words


def test_all_words_must_be_there(engine: Engine) -> None:
    assert set(engine.ids("harbour line")) == {"talks-end", "line-moves"}
    assert engine.ids("harbour delegations") == ["talks-end"]
    assert engine.ids("HARBOUR Délégations") == ["talks-end"]


def test_best_partial_matches_where_no_document_has_all(engine: Engine) -> None:
    found = engine.search("harbour delegations xylophone")
    assert found["partial"] is True
    assert [(item["id"], item["missing"]) for item in found["items"]] == [("talks-end", ["xylophone"])]
    found = engine.search("xylophone")
    assert (found["total"], found["partial"], found["items"]) == (0, False, [])


def test_a_word_is_excluded(engine: Engine) -> None:
    assert engine.ids("harbour -map kind:briefing") == ["odd-words"]
    assert set(engine.ids("-harbour", size=50)) == {"moreno-speaks", "scripts", "taken-back"}


def test_exact_before_prefix_before_inflected(engine: Engine) -> None:
    # talked is exact in one text; in the others are talks and talking.
    found = engine.ids("talked kind:briefing ")
    assert found[0] == "moreno-speaks"
    assert set(found) == {"moreno-speaks", "talks-end", "line-moves"}
    assert engine.ids("territory") == ["moreno-speaks"]
    assert engine.ids("territor") == ["moreno-speaks"]


def test_one_typo_where_nothing_is_better(engine: Engine) -> None:
    for typo in ("lantren", "lanttern", "lanten", "lamtern", "alntern"):
        assert engine.ids(typo)[:1] == ["taken-back"], typo
    assert engine.ids("lxmtern") == []
    # Numbers are never typos of each other.
    assert engine.ids("2027") == []


@pytest.mark.parametrize(
    "text",
    [
        *("ساحل", "محادثات", "乌克兰", "总统", "巴", "大統領", "プーチ", "ไทย", "שלומ", "οδυσσευς", "ПЕРЕГОВОРЫ"),
        *("переговорами", "конституционного", "हिन्दी"),
    ],
)
def test_every_script_is_found(engine: Engine, text: str) -> None:
    assert engine.ids(text) == ["scripts"]


@pytest.mark.parametrize("text", ["constructor", "__proto__", "proto constructor", "x" * 10_000, "tostring", "valueOf"])
def test_odd_words_are_words(engine: Engine, text: str) -> None:
    assert engine.ids(text) == ["odd-words"]


def test_short_and_unfinished_words_complete(engine: Engine) -> None:
    assert "talks-end" in engine.ids("ha")
    assert "talks-end" in engine.ids("harbour de")
    # A word that was typed to its end, with a space, is not completed where it is as short as that.
    assert engine.search("harbour de ")["partial"] is True


def test_phrases(engine: Engine) -> None:
    assert engine.ids('"nine hours and parted"') == ["talks-end"]
    assert engine.ids('"hours nine"') == []
    assert engine.ids("“No line on any map”") == ["talks-end"]
    assert engine.ids('harbour "the map"') == ["line-moves"]
    assert engine.ids('"总统在"') == ["scripts"]
    assert engine.ids('"在总"') == []
    # Beside a chosen filter the counts are of the phrase as well.
    found = engine.search('"nine hours and parted"', filters={"lang": ["de"]}, counts=["lang", "stance"])
    counts = {one["value"]: one["count"] for one in found["counts"]["lang"]}
    assert (found["total"], counts, found["counts"]["stance"]) == (0, {"en": 1, "de": 0}, [])
    assert "side by side" in engine.search('"hours nine"')["notes"][0]


def test_a_withdrawn_briefing_is_found_by_its_title_alone(engine: Engine) -> None:
    (item,) = engine.search("lantern report")["items"]
    assert (item["id"], item["status"], item["parts"]) == ("taken-back", "Withdrawn", [])
    assert engine.ids("zebra") == ["about/"]


# Fields


def test_names_of_actors_are_looked_up_in_names_only(engine: Engine) -> None:
    found = engine.search("actor:moreno")
    assert found["filters"] == [{"field": "actor", "value": "ada-moreno", "label": "Ada Moreno"}]
    assert [item["id"] for item in found["items"]] == ["moreno-speaks"]
    assert engine.ids("actor:Küstenstaat") == ["line-moves", "talks-end"]
    assert engine.ids('actor:"coast state"') == ["line-moves", "talks-end"]
    assert engine.ids("actor:coast-state") == ["line-moves", "talks-end"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("issue:patrol", ["talks-end", "moreno-speaks"]),
        ("analyst:park", ["talks-end"]),
        ("analyst:moreno", []),
        ("dossier:vell", ["talks-end"]),
        ("publisher:gazette", ["line-moves", "talks-end", "odd-words", "scripts", "moreno-speaks"]),
        ("region:no", ["talks-end"]),
        ("region:Norway", ["talks-end"]),
        ("lang:de", ["moreno-speaks"]),
        ("lang:German", ["moreno-speaks"]),
        ('topic:"law of the sea"', ["talks-end"]),
        ("topic:sea", ["talks-end"]),
        ("has:quote", ["talks-end"]),
        ("stance:declines", ["moreno-speaks"]),
        ("stance:opposes", ["line-moves", "talks-end"]),
        ("stance:supports-with-conditions", ["line-moves"]),
        ("actor:moreno actor:highland", ["line-moves", "talks-end", "moreno-speaks"]),
        ("actor:highland lang:de", []),
        ("after:2026-03", ["line-moves", "talks-end"]),
        ("after:2026-03-05", ["line-moves"]),
        ("before:2026", ["moreno-speaks"]),
        ("after:2025-12-31 before:2026-01-16", ["scripts", "moreno-speaks"]),
        ("after:2030", []),
        ("before:1990", []),
        ("kind:actor highland", ["highland"]),
        ("kind:page", ["about/"]),
    ],
)
def test_fields(engine: Engine, text: str, ids: list[str]) -> None:
    assert engine.ids(text) == ids


def test_who_said_what_must_hold_in_one_position(engine: Engine) -> None:
    # Actor, issue and stance all stand in both briefings, but in one position only in one of them.
    assert engine.ids("actor:coast-state issue:fishing-limits stance:opposes") == ["talks-end"]
    assert engine.ids("actor:highland issue:fishing-limits stance:opposes") == ["line-moves"]
    assert engine.ids("actor:highland issue:joint-patrol stance:opposes") == []
    assert engine.ids("actor:highland issue:fishing-limits stance:supports") == []
    assert engine.ids("actor:highland stance:supports") == ["talks-end"]
    assert engine.ids("issue:joint-patrol stance:opposes") == []
    # An actor of the briefing who holds no position on the issue there.
    assert engine.ids("actor:jun-park issue:fishing-limits") == []


def test_the_passage_is_the_position_that_was_asked_for(engine: Engine) -> None:
    (item,) = engine.search("actor:highland issue:fishing-limits")["items"]
    assert item["parts"][0]["label"] == "Highland on Fishing limits: opposes"
    assert item["parts"][0]["text"] == "Rejects the map."
    (item,) = engine.search("issue:fishing-limits stance:supports-with-conditions")["items"]
    assert item["parts"][0]["label"] == "Coast State on Fishing limits: supports, with conditions"


def test_filters_of_the_faces_are_those_of_the_text(engine: Engine) -> None:
    chosen = {"actor": ["coast-state"], "issue": ["fishing-limits"], "stance": ["opposes"]}
    assert engine.ids(filters=chosen) == ["talks-end"]
    found = engine.search(filters={"region": ["NO"]}, after="2026", before="2027-01-01")
    assert found["filters"] == [
        {"field": "region", "value": "NO", "label": "Norway"},
        {"field": "after", "value": "2026", "label": "2026"},
        {"field": "before", "value": "2027-01-01", "label": "2027-01-01"},
    ]
    assert engine.ids(filters={"kind": ["issue"]}) == ["fishing-limits", "joint-patrol"]


def test_a_filter_leaves_briefings_only(engine: Engine) -> None:
    assert engine.search("highland")["kinds"] == {"actor": 1, "briefing": 2}
    assert engine.search("highland lang:en")["kinds"] == {"briefing": 1}


def test_sorting_and_pages(engine: Engine) -> None:
    newest = ["line-moves", "talks-end", "taken-back", "odd-words", "scripts", "moreno-speaks"]
    assert engine.ids() == newest
    assert engine.ids(sort="oldest") == newest[::-1]
    assert engine.ids("harbour kind:briefing", sort="newest") == ["line-moves", "talks-end", "odd-words"]
    assert engine.ids("harbour kind:briefing", sort="oldest") == ["odd-words", "talks-end", "line-moves"]
    assert engine.ids(**{"from": 2, "size": 2}) == newest[2:4]
    assert engine.ids(**{"from": 100}) == []


# What is shown


def test_an_item_has_all_that_the_faces_show(engine: Engine) -> None:
    (item,) = engine.search("delegations")["items"]
    assert {key: item[key] for key in ("kind", "url", "title", "date", "status", "dossier")} == {
        "kind": "briefing",
        "url": "briefings/talks-end/",
        "title": "Harbour talks end without a text",
        "date": "2026-03-04",
        "status": "",
        "dossier": {"id": "port-vell", "title": "The Port Vell talks"},
    }
    assert {"id": "coast-state", "name": "Coast State"} in item["actors"]
    (part,) = item["parts"]
    assert [part["text"][start:end] for start, end in part["marks"]] == ["delegations"]
    assert engine.search("moreno kind:actor")["items"][0]["url"] == "actors/ada-moreno/"


def test_a_long_text_is_cut_around_the_words(engine: Engine) -> None:
    (part,) = engine.search("lantern keeper signalled")["items"][0]["parts"]
    assert len(part["text"]) <= 224
    assert part["text"].startswith("…") and part["text"].endswith("…")
    assert [part["text"][start:end] for start, end in part["marks"]] == ["lantern", "keeper", "signalled"]


def test_marks_fit_other_scripts(engine: Engine) -> None:
    (item,) = engine.search("乌克兰总统 ساحل")["items"]
    assert [item["title"][start:end] for start, end in item["titleMarks"]] == ["الساحل", "乌克兰总统"]
    (part,) = engine.search("οδυσσευσ")["items"][0]["parts"]
    assert [part["text"][start:end] for start, end in part["marks"]] == ["Οδυσσεύς"]


def test_suggestions(engine: Engine) -> None:
    assert engine.call("suggest", "two deleg") == "two delegations"
    assert engine.call("suggest", "Deleg") == "Delegations"
    for nothing in ("", "delegations", "zzzz", "delegations ", "actor:mo", "\ud800", "__"):
        assert engine.call("suggest", nothing) == "", nothing


def test_values_of_a_facet(engine: Engine) -> None:
    assert engine.call("values", "lang") == [
        {"value": "de", "label": "German", "count": 1},
        {"value": "en", "label": "English", "count": 1},
    ]
    assert engine.call("values", "constructor") == []


def test_stances_are_those_of_the_vocabulary(engine: Engine) -> None:
    assert engine.page.evaluate("Briefwright.inner.STANCES") == [stance.value for stance in Stance]
    asked = [{"text": f"stance:{stance}"} for stance in Stance]
    assert [found["filters"] for found in engine.searches(asked)] == [
        [{"field": "stance", "value": stance.value, "label": label(stance)}] for stance in Stance
    ]


def test_the_engine_stays_small() -> None:
    # Each file travels on its own.
    files = [(SCRIPTS / f"{name}.js").read_bytes() for name in ENGINE]
    assert sum(len(gzip.compress(data, 9, mtime=0)) for data in files) <= 24 * 1024


# Queries that make no sense


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("acter:moreno", "Did you mean “actor:”?"),
        ("actors:moreno", "Did you mean “actor:”?"),
        ("actor:", "“actor:” needs a value"),
        ("after:2026-13", "“2026-13” is not a date"),
        ("after:soon", "“soon” is not a date"),
        ("before:2026-02-30", "“2026-02-30” is not a date"),
        ("after:2026-05 before:2026-05", "No day is both"),
        ('"nine hours', "A quotation mark was not closed"),
        ("stance:hates", "Known are opposes,"),
        ("actor:nobody", "Nothing is known as actor: “nobody”"),
        ("actor:morena", "Did you mean “Ada Moreno”?"),
        ("has:cheese", "Known are quote"),
        ("kind:cheese", "Known are briefing"),
        ("-actor:moreno", "cannot be excluded"),
        ("harbour " + " ".join(f"word{n}" for n in range(40)), "Only the first 24 words"),
    ],
)
def test_nonsense_gets_a_kind_note(engine: Engine, text: str, note: str) -> None:
    found = engine.search(text)
    assert not found["failed"]
    assert any(note in told for told in found["notes"]), found["notes"]


def test_quotation_marks_of_hebrew_abbreviations_open_no_phrase(engine: Engine) -> None:
    found = engine.search('צה"ל')
    assert (found["words"], found["notes"]) == (["צה", "ל"], [])


def test_a_filter_that_means_nothing_finds_nothing(engine: Engine) -> None:
    for text in ("harbour actor:nobody", "actor:morena", "stance:hates", "harbour has:cheese"):
        assert engine.search(text)["total"] == 0, text


ODD = [
    *('"', '""', "-", "--", ":", "::", "a:b:c", "actor:actor:x", '-"', '-"a b"', "«", "“”", "\x00", "\ud800\ud800"),
    *("(((", "[a-z]*", "\\", "*", "after:0000", "after:99999", "before:9999-12-31", "constructor:x", "__proto__:x"),
    *("https://gazette.example/talks", "12:30", "\u202eevil", "😀", "a" * 5000, "= == actor=ada-moreno", "held=x"),
    *("filters", "actor:constructor", "topic:__proto__", "kind:toString", "region:😀", "lang:\ud800", "has:__proto__"),
]


def test_no_text_breaks_the_engine(engine: Engine) -> None:
    for text, found in zip(ODD, engine.searches([{"text": text} for text in ODD]), strict=True):
        assert not found["failed"], text


def test_odd_options_break_nothing(engine: Engine) -> None:
    odd = [
        *({"filters": {"constructor": ["x"]}}, {"filters": {"actor": "coast-state"}}, {"filters": {"actor": [None]}}),
        *({"counts": ["__proto__", "nothing"]}, {"size": -1}, {"from": "x"}, {"sort": "constructor"}, {"text": None}),
        *({"after": "x"}, {"before": ""}, {"filters": None}, {"size": "many"}),
    ]
    for options, found in zip(odd, engine.searches(odd), strict=True):
        assert not found["failed"], options
