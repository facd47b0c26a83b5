"""A selection of briefings: what is in it, what is not, and that nothing leads to what is not there."""

import json
import re
import tempfile
import zlib
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefwright import prose
from briefwright.addresses import Addresses
from briefwright.build import Build, ContentError, Site
from briefwright.cache import Cache
from briefwright.corpus import LEFT_OUT, Corpus
from briefwright.discovery import discover
from briefwright.load import load, scan
from briefwright.pages.renderer import Renderer
from briefwright.progress import Progress
from briefwright.schema import Briefing
from briefwright.selection import Selection, SelectionError, describe, select
from briefwright.views.actor import actor_pages
from briefwright.views.briefing import borrowed, briefing_view
from briefwright.views.dossier import dossier_pages
from briefwright.views.index import build_index
from briefwright.vocabulary import Stance
from desks import differences
from search_reader import unpack
from test_build import pages_of

pytestmark = pytest.mark.processes

SOURCES = [{"id": "s", "title": "A title", "publisher": "gazette"}]
REGISTRY: dict[str, list[dict[str, object]]] = {
    "actors": [
        {"id": "coast", "name": "Coast", "kind": "state", "note": "Of the [[league]]; spoke at [[a-talks]]."},
        {"id": "league", "name": "League", "kind": "group"},
        {"id": "office", "name": "Harbour Office", "kind": "organisation", "part_of": "coast"},
        {"id": "chair", "name": "Chair", "kind": "person"},
        {"id": "hermit", "name": "Hermit", "kind": "person"},
        {"id": "miner", "name": "Miner", "kind": "person"},
        {"id": "pilot", "name": "Pilot", "kind": "person"},
    ],
    "issues": [
        {"id": "line", "title": "Line", "question": "Should it stand?", "note": "See [[mine]] and [[c-mine]]."},
        {"id": "patrol", "title": "Patrol", "question": "Should they patrol?"},
        {"id": "shaft", "title": "Shaft", "question": "Should it close?"},
    ],
    "publishers": [
        {"id": "gazette", "name": "Gazette"},
        {"id": "mine-news", "name": "Mine News"},
    ],
    "dossiers": [
        {"id": "sea", "title": "The sea", "summary": "A story.", "issues": ["line", "patrol"], "actors": ["chair"]},
        {"id": "mine", "title": "The <mine>", "summary": "Another.", "issues": ["shaft"]},
        {"id": "still", "title": "Still", "summary": "Nothing yet."},
    ],
}


def position(actor: str, stance: str, issue: str = "line", **fields: object) -> dict[str, object]:
    return {"actor": actor, "issue": issue, "stance": stance, "sources": ["s"], **fields}


BRIEFINGS: dict[str, dict[str, object]] = {
    "a-talks": {
        "title": "Talks <begin>",
        "date": "2025-11-30",
        "dossier": "sea",
        "summary": "They met.",
        "aliases": ["old-talks"],
        "actors": [{"name": "Ada Moreno", "kind": "person", "note": "First seen at the talks."}],
        "positions": [position("coast", "opposes"), position("pilot", "opposes")],
        "sources": SOURCES,
    },
    "b-round": {
        "title": "A second round",
        "date": "2025-12-01",
        "lang": "en-GB",
        "dossier": "sea",
        "summary": "After [[a-talks]] they met again; see [[c-mine|the mine]]. [@s]",
        "body": "In [the mine](briefings/c-mine/#s) and [[mine]], *not* [before](./briefings/old-talks/?a=b).",
        "actors": [{"name": "Ada Moreno", "kind": "person", "note": "Seen again."}, "office"],
        "positions": [position("coast", "mixed", statement="As in [[a-talks]], perhaps.", quote={"text": "Well"})],
        "related": [{"id": "a-talks", "rel": "follows"}, {"id": "d-text", "rel": "background"}],
        "sources": SOURCES,
    },
    "c-mine": {
        "title": "The mine & its owners",
        "date": "2025-12-31",
        "lang": "de",
        "dossier": "mine",
        "summary": "It closed. See [[b-round]] and [[still]].",
        "actors": ["miner", {"name": "Bo Lind", "kind": "person"}],
        "positions": [position("coast", "supports", "shaft", statement="Close it, says [[bo-lind]].")],
        "analyst_views": [{"analyst": "miner", "view": "It [[a-talks|will]] open.", "sources": ["s"]}],
        "sources": [
            {"id": "s", "title": "Closed", "publisher": "mine-news"},
            {"id": "t", "title": "Open", "publisher": {"name": "Shaft Post"}},
        ],
    },
    "d-text": {
        "title": "A text",
        "date": "2026-01-01",
        "dossier": "sea",
        "summary": "They signed.",
        "positions": [position(who, "opposes") for who in ("coast", "ada-moreno", "chair")],
        "sources": SOURCES,
    },
    "e-gone": {
        "title": "Taken back",
        "date": "2026-01-02",
        "dossier": "sea",
        "summary": "It was said. [@s]",
        "status": "withdrawn",
        "withdrawal": {"date": "2026-01-03", "reason": "See [[a-talks]] and [[d-text]]."},
        "related": [{"id": "c-mine", "rel": "contradicts"}],
        "sources": SOURCES,
    },
    "f-draft": {"title": "Draft", "date": "2026-02-01", "status": "draft", "dossier": "sea", "summary": "Not yet."},
}
SELECTIONS = {
    "dossier": Selection(("sea",)),
    "two dossiers": Selection(("mine", "sea")),
    "after": Selection(after="2025-12-01"),
    "before": Selection(before="2025-12-01"),
    "one day": Selection(after="2025-12-31", before="2025-12-31"),
    "month": Selection(after="2025-12", before="2025-12"),
    "year": Selection(after="2026"),
    "language": Selection(lang="en"),
    "region": Selection(lang="en-gb"),
    "german": Selection(lang="DE"),
    "all of it": Selection(("sea",), "2025-12", "2026-01-01", "en"),
}
CHOSEN = {
    "dossier": "abde",
    "two dossiers": "abcde",
    "after": "bcde",
    "before": "ab",
    "one day": "c",
    "month": "bc",
    "year": "de",
    "language": "abde",
    "region": "b",
    "german": "c",
    "all of it": "bd",
}


def write(folder: Path, briefings: dict[str, dict[str, object]], registry: dict[str, list[dict[str, object]]]) -> Path:
    """Write a briefings folder; JSON is YAML."""
    files = {f"registry/{name}": data for name, data in registry.items()} | briefings
    for name, data in files.items():
        path = folder / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture
def briefings(tmp_path: Path) -> Path:
    return write(tmp_path / "briefings", BRIEFINGS, REGISTRY)


def read(folder: Path) -> Corpus:
    loaded = load(scan(discover(folder, "briefings")), Cache(None), False, 1, Progress())
    assert loaded.problems == ()
    return loaded.corpus


@pytest.fixture
def corpus(briefings: Path) -> Corpus:
    return read(briefings)


def chosen(corpus: Corpus) -> str:
    return "".join(sorted(item.id[0] for item in corpus.briefings))


# What is in it.


@pytest.mark.parametrize("name", SELECTIONS)
def test_criteria(corpus: Corpus, name: str) -> None:
    found = select(corpus, SELECTIONS[name])
    assert chosen(found) == CHOSEN[name]
    assert [item.id for item in found.briefings] == [i.id for i in corpus.briefings if i.id in found.by_id]
    assert set(found.by_id) | {id for kind, id in found.left_out if kind == "briefing"} == set(corpus.by_id)


def test_a_briefing_without_a_language_has_the_sites(corpus: Corpus) -> None:
    assert chosen(select(corpus, Selection(lang="uk"), "uk")) == "ade"
    assert chosen(select(corpus, Selection(lang="en"), "uk")) == "b"
    assert chosen(select(corpus, Selection(lang="de"), "de-AT")) == "acde"


@given(
    st.lists(st.sampled_from(["sea", "mine"]), max_size=2).map(tuple),
    st.sampled_from([None, "2025-11-30", "2025-12", "2026", "2026-01-02"]),
    st.sampled_from([None, "2025-11-30", "2025-12", "2025-12-31", "2026"]),
    st.sampled_from([None, "en", "en-GB", "de"]),
)
def test_together_they_are_each_of_them(
    dossiers: tuple[str, ...], after: str | None, before: str | None, lang: str | None
) -> None:
    whole = _whole()
    apart = [Selection(dossiers), Selection(after=after), Selection(before=before), Selection(lang=lang)]
    expected = set.intersection(*({i.id for i in whole.briefings if one.has(i, "en")} for one in apart))
    together = Selection(dossiers, after, before, lang)
    if not expected:
        with pytest.raises(SelectionError):
            select(whole, together)
    else:
        assert set(select(whole, together).by_id) == expected


@cache
def _whole() -> Corpus:
    with tempfile.TemporaryDirectory() as folder:
        return read(write(Path(folder), BRIEFINGS, REGISTRY))


def test_what_the_briefings_need_comes_along(corpus: Corpus) -> None:
    found = select(corpus, Selection(before="2025-12-01", lang="en-GB"))
    assert chosen(found) == "b"
    # office and its whole, the note's league, the dossier's chair; of the position, coast.
    assert set(found.actors) == {"ada-moreno", "office", "coast", "league", "chair"}
    assert set(found.issues) == {"line", "patrol"}
    assert set(found.publishers) == {"gazette"}
    assert set(found.dossiers) == {"sea"}
    assert list(found.actors) == sorted(found.actors)


def test_no_dossier_without_a_briefing(corpus: Corpus) -> None:
    found = select(corpus, Selection(("mine",)))
    assert set(found.dossiers) == {"mine"}
    assert found.left_out["dossier", "still"] == "Still" and found.left_out["dossier", "sea"] == "The sea"


def test_nothing_comes_along_for_what_is_left_out(corpus: Corpus) -> None:
    found = select(corpus, Selection(("sea",)))
    left = {id for kind, id in found.left_out if kind in ("actor", "issue", "publisher")}
    assert left == {"bo-lind", "hermit", "miner", "shaft", "mine-news", "shaft-post"}
    assert found.left_out["actor", "bo-lind"] == "Bo Lind"
    assert not set(found.left_out) & {("actor", id) for id in found.actors}


def test_what_is_written_in_place(corpus: Corpus, tmp_path: Path) -> None:
    assert corpus.actors["ada-moreno"].note == "First seen at the talks."
    assert select(corpus, Selection(lang="en-GB")).actors["ada-moreno"].note == "Seen again."
    # Where no selected briefing describes her, the words of another still say who she is.
    assert select(corpus, Selection(after="2026-01-01")).actors["ada-moreno"].note == "First seen at the talks."
    assert "ada-moreno" not in select(corpus, Selection(("mine",))).actors
    entry = {"id": "ada-moreno", "name": "Ada Moreno", "kind": "person"}
    registered = {**REGISTRY, "actors": [*REGISTRY["actors"], entry]}
    there = read(write(tmp_path / "other", BRIEFINGS, registered))
    assert select(there, Selection(lang="en-GB")).actors["ada-moreno"].note is None


def test_a_withdrawn_briefing_describes_nobody(tmp_path: Path) -> None:
    data = {**BRIEFINGS["e-gone"], "actors": [{"name": "Nobody", "kind": "person"}]}
    whole = read(write(tmp_path / "other", {**BRIEFINGS, "e-gone": data}, REGISTRY))
    assert "nobody" not in select(whole, Selection(after="2026")).actors


def test_drafts_are_neither_in_nor_left_out(corpus: Corpus) -> None:
    found = select(corpus, Selection(after="2026"))
    assert "f-draft" not in found.by_id and ("briefing", "f-draft") not in found.left_out


def test_a_link_means_the_same_whatever_is_selected(tmp_path: Path) -> None:
    # The dossier comes before the briefing of the same name; and so it does where only the briefing is there.
    dossiers = [*REGISTRY["dossiers"], {"id": "d-text", "title": "Texts", "summary": "All of them."}]
    link = {**BRIEFINGS["b-round"], "summary": "See [[d-text]]."}
    whole = read(write(tmp_path / "x", {**BRIEFINGS, "b-round": link}, {**REGISTRY, "dossiers": dossiers}))
    assert whole.find("d-text") == ("dossier", "Texts")
    found = select(whole, Selection(("sea",)))
    assert "d-text" in found.by_id and found.find("d-text") == (LEFT_OUT, "Texts")


def test_what_is_derived_is_derived_from_the_selection(corpus: Corpus) -> None:
    whole = build_index(corpus)
    index = build_index(select(corpus, Selection(("sea",), after="2025-12-01")))
    assert borrowed(whole, corpus.by_id["d-text"]).place == (3, 3)
    around = borrowed(index, corpus.by_id["b-round"])
    assert (around.place, around.previous) == ((1, 2), None)
    assert around.following == ("d-text", "A text")
    (page,) = actor_pages(index, "coast")
    head = page.head
    assert [stance for _, stance in head.stands[0].course] == [Stance.MIXED, Stance.OPPOSES]
    assert (head.positions, head.briefings) == (2, 2)
    (history,) = (part.rows for part in page.sections if part.id == "positions")
    assert [row.before for row in history] == [Stance.MIXED, None]
    assert dossier_pages(index, "sea")[0].head.briefings == 2


# A selection that cannot be made.


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(("see",)), "there is no dossier 'see'; did you mean 'sea'?"),
        (Selection(("quite-another",)), "there are: mine, sea, still"),
        (Selection(("still",)), "matches none of the briefings"),
        (Selection(after="2026-02-30"), "there is no day 2026-02-30, but 'after' needs one"),
        (Selection(before="yesterday"), "'yesterday' is not a date"),
        (Selection(before=""), "is not a date"),
        (Selection(after="2026-01-02", before="2026-01-01"), "change the two dates over"),
        (Selection(after="2026-02", before="2026-01-31"), "change the two dates over"),
        (Selection(after="2030"), "there are 5, of 2025-11-30 to 2026-01-02, in de, en, en-GB"),
        (Selection(("mine",), lang="fr"), "in the dossiers mine, sea"),
        (Selection(lang="english"), "'english' is not a language"),
        (Selection(lang=""), "is not a language"),
        (Selection(lang="de\n"), "is not a language"),
    ],
)
def test_errors_say_what_to_do(corpus: Corpus, selection: Selection, words: str) -> None:
    with pytest.raises(SelectionError, match=re.escape(words)) as caught:
        select(corpus, selection)
    assert "\n" not in str(caught.value)


def test_an_empty_corpus_has_nothing_to_select(tmp_path: Path) -> None:
    with pytest.raises(SelectionError, match="no briefing"):
        Build(Site(tmp_path, selection=Selection(after="2025"))).fragments()
    with pytest.raises(SelectionError, match="has none"):
        Build(Site(tmp_path, selection=Selection(("x",)))).fragments()


@pytest.mark.parametrize("kept", [False, True])
def test_errors_come_before_any_page(briefings: Path, kept: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefwright.build.make_fragments", None)
    folder = briefings.parent / "cache" if kept else None
    with pytest.raises(SelectionError):
        Build(Site(briefings, cache=folder, selection=Selection(("see",)))).fragments()


def test_everything_is_checked_also_what_is_left_out(briefings: Path) -> None:
    write(briefings, {"c-mine": {**BRIEFINGS["c-mine"], "dossier": "mime"}}, {})
    with pytest.raises(ContentError) as caught:
        Build(Site(briefings, selection=Selection(("sea",)))).fragments()
    assert [problem.rule for problem in caught.value.problems] == ["REF04"]


# The sentence.


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(("sea",), "2025-12-01"), "5 of 19 briefings: the dossier The sea, from 1 December 2025."),
        (Selection(("sea", "mine", "sea")), "5 of 19 briefings: the dossiers The sea and mine."),
        (Selection(("a", "b", "c")), "5 of 19 briefings: the dossiers a, b and c."),
        (Selection(after="2025", before="2025-06"), "5 of 19 briefings: from 2025 to June 2025."),
        (Selection(before="2025-06-01", lang="de"), "5 of 19 briefings: up to 1 June 2025, in German."),
        (Selection(lang="de-AT"), "5 of 19 briefings: in German (de-AT)."),
        (Selection(), "5 of 19 briefings."),
    ],
)
def test_describe(selection: Selection, words: str) -> None:
    assert describe(selection, 5, 19, {"sea": "The sea"}, "German") == f"This bundle holds {words}"


def test_describe_with_little_known() -> None:
    assert describe(Selection(lang="qya"), 1, 1) == "This bundle holds 1 of 1 briefing: in the language qya."
    assert describe(Selection(after="2025"), 1_000, 10_000).startswith("This bundle holds 1,000 of 10,000 briefings:")


# The site.

MARK = (
    '<span class="bw-left-out" title="not in this bundle">{}<span class="bw-hidden"> (not in this bundle)</span></span>'
)


def inflated(name: str, script: bytes) -> bytes:
    return zlib.decompress(unpack(name, script), -15)


def built(briefings: Path, selection: Selection | None, **options: object) -> dict[str, str]:
    """Return every page of a build without a theme, its search index unpacked, by path."""
    found, _, _ = pages_of(briefings, selection=selection, **options)
    pages = {}
    for name, data in found.items():
        path = Path(name)
        shard = path.parts[0] == "search" and path.parent.name != "search"
        content = inflated(f"{path.parent.name}/{path.name}", data) if shard else data
        pages[name] = content.decode("utf-8", "replace")
    return pages


def test_links_to_what_is_left_out_are_marked_names(briefings: Path) -> None:
    site = built(briefings, SELECTIONS["all of it"])
    talks, mine = MARK.format("Talks &lt;begin&gt;"), MARK.format("the mine")
    page = site["briefings/b-round/index.html"]
    assert f"After {talks} they met again; see {mine}." in page
    assert f"In {mine} and {MARK.format('The &lt;mine&gt;')}, <em>not</em> {MARK.format('before')}." in page
    assert f"As in {talks}, perhaps." in page
    assert f"<li><span>Follows</span>{talks}</li>" in page
    assert '<li><span>Background</span><a href="../../briefings/d-text/">A text</a></li>' in page
    assert "1 of 2 in" in page and "(in this bundle)" in page
    coast = site["actors/coast/index.html"]
    assert f"As in {talks}, perhaps." in coast and f"spoke at {talks}." in coast
    line = site["issues/line/index.html"]
    assert f"See {MARK.format('The &lt;mine&gt;')} and {MARK.format('The mine &amp; its owners')}." in line
    assert f"As in {talks}, perhaps." in line


def test_a_withdrawn_briefing_marks_them_too(briefings: Path) -> None:
    page = built(briefings, Selection(after="2026"))["briefings/e-gone/index.html"]
    assert f'See {MARK.format("Talks &lt;begin&gt;")} and <a href="../../briefings/d-text/">A text</a>.' in page
    assert f"<li><span>Contradicts</span>{MARK.format('The mine &amp; its owners')}</li>" in page


def test_plain_texts_have_the_plain_name(briefings: Path) -> None:
    site = built(briefings, Selection(lang="en-GB"))
    page = site["briefings/b-round/index.html"]
    assert '<meta name="description" content="After Talks &lt;begin&gt; they met again; see the mine.">' in page
    assert "After Talks &lt;begin&gt; they met again; see the mine." in site["home.fragment.html"]
    cards = "".join(text for name, text in site.items() if name.startswith("search/c/"))
    assert "After Talks <begin> they met again; see the mine." in cards


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("name", SELECTIONS)
def test_no_link_leads_nowhere(briefings: Path, name: str, directories: bool) -> None:
    site = built(briefings, SELECTIONS[name], directories=directories)
    lists = {f"{n}/index.html" for n in ("briefings", "actors", "analysts", "issues", "publishers", "dossiers")}
    redirects = json.loads(site["fragments.json"])["redirects"]
    there = (
        site.keys() | lists | {"explore/index.html", "index.html"} | set(map(Addresses(directories).file, redirects))
    )
    links = list(links_of(site, directories))
    assert len(links) > 40
    assert [link for link in links if link[1] not in there] == []


def test_a_briefing_says_that_one_left_out_stands_against_it(corpus: Corpus) -> None:
    # b-round says that it follows a-talks, and d-text is background to it; the withdrawn e-gone says nothing any more.
    index = build_index(select(corpus, Selection(before="2025-11-30")))
    assert borrowed(index, index.corpus.by_id["a-talks"]).related_from == (
        ("Followed by", LEFT_OUT, "", "A second round"),
    )
    index = build_index(select(corpus, Selection(("mine",))))
    assert borrowed(index, index.corpus.by_id["c-mine"]).related_from == ()


def test_the_page_names_what_was_left_out_without_a_link(corpus: Corpus) -> None:
    chosen = select(corpus, Selection(before="2025-11-30"))
    index = build_index(chosen)
    item = chosen.by_id["a-talks"]
    briefing = Briefing.model_validate(BRIEFINGS["a-talks"])
    view = briefing_view(index, item, briefing, borrowed(index, item))
    html = Renderer(chosen, Addresses(False)).briefing(view).html
    assert '<span>Followed by</span><span class="bw-left-out" title="not in this bundle">A second round' in html


def test_relative_links_in_a_site_without_directories(briefings: Path) -> None:
    text = "[a](briefings/a-talks/#s) [b](actors/) [c](./) [d](method/?q=1) [e](files/map.pdf) [f](#here) [g](actors)"
    write(briefings, {"d-text": {**BRIEFINGS["d-text"], "body": text}}, {})
    page = built(briefings, None, directories=False)["briefings/d-text.html"]
    found = re.findall(r'<a href="([^"]*)">[a-g]</a>', page)
    files = ["briefings/a-talks.html#s", "actors/index.html", "index.html", "method.html?q=1", "files/map.pdf"]
    assert found == [*(f"../{file}" for file in files), "#here", "../actors"]
    page = built(briefings, None)["briefings/d-text/index.html"]
    found = re.findall(r'<a href="([^"]*)">[a-g]</a>', page)
    kept = ["briefings/a-talks/#s", "actors/", "./", "method/?q=1", "files/map.pdf"]
    assert found == [*(f"../../{address}" for address in kept), "#here", "../../actors"]


def links_of(site: dict[str, str], directories: bool):
    """Yield the page and the file of each link within the site."""
    for name, text in site.items():
        if not name.endswith(".html"):
            continue
        page = name
        if name.endswith(".fragment.html"):
            stem = name.removesuffix(".fragment.html")
            page = "index.html" if stem == "home" else f"{stem}/index.html"
        tree = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
        for node in tree.iter("a"):
            href = node.get("href", "")
            if href.startswith(("https:", "#")) or "explore" in href:
                continue
            target = urldefrag(urljoin(f"https://x.example/{page}", href)).url
            file = target.removeprefix("https://x.example/").partition("?")[0]
            yield page, f"{file}index.html" if file == "" or (directories and file.endswith("/")) else file


@pytest.mark.parametrize("name", SELECTIONS)
def test_left_out_ids_stand_nowhere(briefings: Path, corpus: Corpus, name: str) -> None:
    found = select(corpus, SELECTIONS[name])
    site = built(briefings, SELECTIONS[name])
    ids = {id for _, id in found.left_out if "-" in id}
    searched = "".join(text for path, text in site.items() if path.startswith("search/"))
    whole = built(briefings, None)
    assert all(id in "".join(whole.values()) for id in ids)
    assert found.briefings[0].id in searched
    assert [id for id in ids if id in searched] == []
    hrefs = " ".join(re.findall(r'href="([^"]*)"', "".join(site.values())))
    assert [id for id in ids if re.search(rf"(?<![a-z-]){id}(?![a-z-])", hrefs)] == []


def test_fragments(briefings: Path) -> None:
    fragments = Build(Site(briefings, selection=SELECTIONS["all of it"])).fragments()
    sentence = (
        "This bundle holds 2 of 5 briefings: the dossier The sea, from December 2025 to 1 January 2026, in English."
    )
    assert fragments.selection == sentence
    assert fragments.html[""].index(f'<p class="bw-selection">{sentence}</p>') < fragments.html[""].index("bw-lead")
    assert fragments.contents.keys() == {"b-round", "d-text"}
    assert fragments.counts["briefings"] == 2 and fragments.today == "2026-01-01"
    assert set(fragments.dates) == {"briefings/b-round/", "briefings/d-text/"}
    assert fragments.redirects == {}
    assert "of this bundle have none" in fragments.html["analysts"]
    whole = Build(Site(briefings)).fragments()
    assert whole.redirects == {"briefings/old-talks/": "briefings/a-talks/"}
    assert whole.contents.keys() == set(BRIEFINGS) - {"f-draft"} and len(set(whole.contents.values())) == 5
    assert {id: whole.contents[id] for id in fragments.contents} == fragments.contents
    assert whole.selection == "" and "bw-selection" not in "".join(whole.html.values())


def test_pages_of_lists_say_what_they_are_drawn_from(briefings: Path) -> None:
    site = built(briefings, Selection(("sea",)))
    for name in ("actors/coast", "issues/line", "publishers/gazette", "dossiers/sea"):
        assert '<p class="bw-selection">This bundle holds 4 of 5 briefings' in site[f"{name}/index.html"]
    for name in ("home", "briefings", "explore"):
        assert '<p class="bw-selection">This bundle holds 4 of 5 briefings' in site[f"{name}.fragment.html"]


def test_nothing_is_called_the_last_word(briefings: Path) -> None:
    whole, cut = built(briefings, None), built(briefings, Selection(("sea",)))
    for name, words in (
        ("actors/coast", ("Where Coast stands now", "Where Coast stands in this bundle")),
        ("issues/line", ("Where each actor stands now", "Where each actor stands in this bundle")),
        ("issues/line", ("hold it now", "hold it in this bundle")),
        ("issues/line", (">Every position, latest first", ">Every position here, latest first")),
        ("dossiers/sea", ("The story so far", "The story in this bundle")),
        ("dossiers/sea", ("that this dossier records", "that this bundle records")),
    ):
        for site, there, not_there in ((whole, *words), (cut, *reversed(words))):
            page = site[f"{name}/index.html"]
            assert there in page and not_there not in page


def test_a_title_is_text_in_the_sentence(briefings: Path) -> None:
    assert "the dossier The &lt;mine&gt;." in built(briefings, Selection(("mine",)))["home.fragment.html"]


def test_without_criteria_it_is_the_whole(briefings: Path) -> None:
    whole = built(briefings, None)
    assert built(briefings, Selection()) == whole
    assert "left-out" not in "".join(whole.values()) and "this bundle" not in "".join(whole.values())


# The cache.


def test_selections_share_a_cache_and_never_mix(briefings: Path) -> None:
    folder = briefings.parent / "cache"
    turns = [None, Selection(("sea",)), None, Selection(("sea",), after="2025-12-01"), Selection(("sea",)), None]
    for turn in turns:
        clean, _, _ = pages_of(briefings, selection=turn)
        for _ in range(2):
            assert differences(pages_of(briefings, folder, selection=turn)[0], clean) == []


def test_an_unchanged_selection_is_linked(briefings: Path) -> None:
    folder = briefings.parent / "cache"
    first, made, _ = pages_of(briefings, folder, selection=Selection(("sea",)))
    again, made_again, kept = pages_of(briefings, folder, selection=Selection(("sea",)))
    assert made > 0 and made_again == 0 and kept == made and differences(first, again) == []


EDITS = {
    "title of a left-out briefing": ("a-talks", {"title": "Talks end"}),
    "title of a briefing that registries name": ("c-mine", {"title": "The pit"}),
    "a left-out briefing comes in": ("c-mine", {"lang": "en"}),
    "a briefing goes": ("d-text", {"lang": "de"}),
    "alias of a left-out briefing": ("a-talks", {"aliases": []}),
    "a new selected briefing": ("g-new", {"title": "New", "date": "2026-03-01", "summary": "New."}),
    "a new left-out briefing": ("g-new", {"title": "New", "date": "2020-01-01", "summary": "New."}),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_a_cached_selection_is_right(briefings: Path, name: str) -> None:
    folder, selection = briefings.parent / "cache", Selection(after="2025-12", lang="en")
    before, _, _ = pages_of(briefings, folder, selection=selection)
    id, fields = EDITS[name]
    write(briefings, {id: {**BRIEFINGS.get(id, {}), **fields}}, {})
    found, _, _ = pages_of(briefings, folder, selection=selection)
    assert differences(found, pages_of(briefings, selection=selection)[0]) == []
    assert differences(found, before) != []


def test_a_left_out_dossiers_new_title_reaches_every_page(briefings: Path) -> None:
    folder, selection = briefings.parent / "cache", SELECTIONS["all of it"]
    pages_of(briefings, folder, selection=selection)
    mine = [entry if entry["id"] != "mine" else {**entry, "title": "The pit"} for entry in REGISTRY["dossiers"]]
    write(briefings, {}, {"dossiers": mine})
    found, _, _ = pages_of(briefings, folder, selection=selection)
    assert b"The pit" in found["issues/line/index.html"] and b"The pit" in found["briefings/b-round/index.html"]
    assert differences(found, pages_of(briefings, selection=selection)[0]) == []


def test_selections_with_many_workers(briefings: Path) -> None:
    one, _, _ = pages_of(briefings, selection=Selection(("sea",)), jobs=1)
    assert differences(one, pages_of(briefings, selection=Selection(("sea",)), jobs=3)[0]) == []


# Prose.


class Page:
    """Stands for a page of a bundle in which nothing is there."""

    def cite(self, source: str, locator: str | None) -> str:
        return ""

    def link(self, id: str) -> tuple[str | None, str] | None:
        return None, f"<{id}>"

    def href(self, target: str) -> str | None:
        return prose.NOT_HERE


@given(st.lists(st.sampled_from(["[[a]]", "[[b|*c* <i>]]", " word ", "**", "- ", "\n", "\n\n", "## ", "[@s]", "&"])))
def test_the_shortcut_and_the_full_run_agree(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert str(prose.block(text, Page())) == str(prose.full_run(text, Page()))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[a]]", MARK.format("&lt;a&gt;")),
        ("[[a|b & c]]", MARK.format("b &amp; c")),
        ("[*b* `[[a]]`](x/)", MARK.format("<em>b</em> <code>[[a]]</code>")),
        ("[b [[a]]](x/)", MARK.format("b &lt;a&gt;")),
        ("`[[a]]`", "<code>[[a]]</code>"),
        ("[b](https://x.example)", '<a href="https://x.example" rel="noopener noreferrer">b</a>'),
    ],
)
def test_left_out_links_in_prose(text: str, html: str) -> None:
    assert str(prose.inline(text, Page())) == html
