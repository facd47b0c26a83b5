"""The search in Firefox, opened from a disk and on a server: its rules for files are stricter than Chromium's."""

import time
from collections.abc import Iterator

import pytest

from made_once import made_once

from .firefox_tab import PATIENCE, Tab
from .marionette import find_firefox, running
from .search_site import MANY, make_small
from .serving import served

FIREFOX = find_firefox()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(FIREFOX is None, reason="no Firefox (firefox-esr or firefox) is on the PATH"),
]

ALL = MANY + 3
RETURN = "\ue006"
ARROW_RIGHT = "\ue014"


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Way → address of the same small site, with a slash at the end."""
    folder = made_once(tmp_path_factory, "site-small", make_small)
    with served(folder) as address:
        yield {"disk": f"{folder.as_uri()}/", "server": address}


@pytest.fixture(scope="module", params=["disk", "server"])
def root(roots: dict[str, str], request: pytest.FixtureRequest) -> str:
    """Address of the site in each way; first all tests in one way, for Firefox uses other processes for the other."""
    return roots[request.param]


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """One Firefox for all tests."""
    assert FIREFOX
    folder = tmp_path_factory.mktemp("firefox")
    with running(FIREFOX, folder) as marionette:
        yield Tab(marionette, folder / "output")


@pytest.fixture
def tab(firefox: Tab) -> Tab:
    firefox.forget()
    return firefox


def explore(tab: Tab, root: str, query: str = "") -> None:
    """Open Explore and wait for its results."""
    tab.open(f"{root}explore/index.html{query}")
    tab.wait("/\\d|No results/.test(document.querySelector('#explore-count').textContent)")


def counted(tab: Tab, number: int) -> None:
    """Wait until Explore says that there are so many results."""
    tab.wait("document.querySelector('#explore-count').textContent.startsWith(arguments[0])", f"{number} ")


def search(tab: Tab, address: str, text: str) -> None:
    """Type into the theme's search box of a page, and wait for results."""
    tab.open(address)
    tab.click(".md-search__input")
    tab.type(".md-search__input", text)
    tab.wait("document.querySelector('.md-search-result__item')")


def test_files_are_strangers_to_each_other_and_trouble_is_seen(tab: Tab, roots: dict[str, str]):
    # Without this, the tests from a disk would show what no reader has.
    explore(tab, roots["disk"])
    assert tab.trouble() == []
    tab.run(
        """fetch("../search/index.js").then(() => document.title = "read", () => document.title = "refused");
        setTimeout(() => { throw new Error("thrown"); });
        Promise.reject(new Error("rejected"));
        console.error("written");"""
    )
    tab.wait("document.title === 'refused'")
    wanted = {"Same Origin Policy", "Error: thrown", "Error: rejected", 'console.error: "written"'}
    until = time.monotonic() + PATIENCE
    while missing := {one for one in wanted if one not in "\n".join(tab.trouble())}:
        assert time.monotonic() < until, f"not seen: {missing}"


def test_the_search_box_finds_marks_and_leads_on(tab: Tab, root: str):
    search(tab, f"{root}briefings/2026-03-20-apart.html", "patrol sea")
    tab.wait("document.querySelector('.md-search-result__item mark')")
    found = tab.texts(".md-search-result__item")[0]
    assert "Harbour talks end" in found
    assert "Briefing, 4 March 2026" in found
    assert "Coast State on Fishing limits: opposes" in found
    assert {mark.lower() for mark in tab.texts(".md-search-result__item:first-child mark")} >= {"patrol", "sea"}
    tab.click(".md-search-result__item a")
    tab.wait("location.pathname.endsWith('/briefings/2026-03-04-talks.html')")
    tab.wait("[...document.querySelectorAll('mark[data-md-highlight]')].some(e => e.textContent === 'patrol')")
    assert tab.trouble() == []


def test_the_search_box_completes_a_word_and_leads_to_explore(tab: Tab, root: str):
    search(tab, f"{root}index.html", "lanter")
    tab.wait("document.querySelector('.md-search__suggest').textContent === 'lanterns'")
    tab.type(".md-search__input", ARROW_RIGHT)
    assert tab.value(".md-search__input") == "lanterns"
    tab.wait("[...document.querySelectorAll('.md-search-result__item')].at(-1).textContent.includes('Explore 14')")
    tab.click(".md-search-result__item:last-child a")
    counted(tab, MANY)
    assert tab.value("#explore-text") == "lanterns"
    assert tab.trouble() == []


def test_explore_finds_filters_and_sorts(tab: Tab, root: str):
    explore(tab, root)
    counted(tab, ALL)
    tab.type("#explore-text", "delegations")
    counted(tab, 2)
    tab.wait("document.querySelectorAll('[data-facet=dossier] li').length === 1")
    assert tab.texts("[data-facet=dossier] li") == ["The Port Vell talks2"]
    assert "delegations" in {mark.lower() for mark in tab.texts(".bw-hit mark")}
    tab.click("[data-facet=region] summary")
    tab.click("[data-facet=region] input[value=NO]")
    counted(tab, 2)
    tab.type("[name=before]", "2026-03-10")
    counted(tab, 1)
    assert tab.texts(".bw-hit__title") == ["Harbour talks end without a text"]
    assert tab.texts(".bw-active__chip") == ["Remove Region: Norway×", "Remove Before 10 March 2026×"]
    assert tab.run("return location.search") == "?q=delegations&region=NO&before=2026-03-10"
    tab.click(".bw-active__chip")
    tab.wait("document.querySelectorAll('.bw-active__chip').length === 1")
    tab.click(".bw-active__clear")
    counted(tab, 2)
    tab.click("[name=sort] [value=oldest]")
    tab.wait("document.querySelector('.bw-hit__title').textContent.startsWith('Harbour')")
    tab.click("[name=sort] [value=newest]")
    tab.wait("document.querySelector('.bw-hit__title').textContent.startsWith('A patrol')")
    assert tab.run("return location.search") == "?q=delegations&sort=newest"
    assert tab.trouble() == []


def test_explore_finds_a_value_in_a_long_facet_and_counts_what_a_tick_gives(tab: Tab, root: str):
    explore(tab, root)
    tab.click("[data-facet=actor] summary")
    tab.wait("document.querySelectorAll('[data-facet=actor] li').length === 8")
    tab.click("[data-facet=actor] .bw-facet__more")
    assert len(tab.texts("[data-facet=actor] li")) == MANY + 4
    tab.type("[data-facet=actor] input[type=search]", "lorne")
    assert tab.texts("[data-facet=actor] li") == ["Envoy Lörne1"]
    tab.click("[data-facet=actor] li input")
    counted(tab, 1)
    tab.click("[data-facet=actor] li input")
    counted(tab, ALL)
    said = int(tab.texts("[data-facet=stance] li:first-child .bw-count")[0])
    tab.click("[data-facet=stance] li:first-child input")
    counted(tab, said)
    assert tab.trouble() == []


def test_a_shared_address_gives_the_same_page(tab: Tab, root: str):
    query = (
        "?q=patrol&actor=coast-state&issue=fishing-limits&stance=opposes&region=NO&has=quote"
        "&after=2026-01&before=2027&sort=oldest"
    )
    explore(tab, root, query)
    for _ in range(2):
        assert tab.texts(".bw-hit__title") == ["Harbour talks end without a text"]
        assert tab.run("return location.search") == query
        assert tab.value("#explore-text") == "patrol"
        assert (tab.value("[name=after]"), tab.value("[name=before]")) == ("2026-01-01", "2027-01-01")
        assert tab.value("[name=sort]") == "oldest"
        assert len(tab.texts(".bw-active__chip")) == 7
        # The theme would take the words for a query of its own box.
        assert tab.run("return document.querySelector('#__search').checked") is False
        assert tab.value(".md-search__input") == ""
        # Firefox puts back what was in the boxes before.
        tab.reload()
        counted(tab, 1)
    assert tab.trouble() == []


def test_back_and_forward(tab: Tab, root: str):
    explore(tab, root)
    tab.click("[data-facet=dossier] input[value=port-vell]")
    counted(tab, 3)
    tab.type("#explore-text", "delegations nine")
    counted(tab, 1)
    tab.wait("location.search.includes('nine')")
    tab.back()
    counted(tab, 3)
    assert tab.value("#explore-text") == ""
    assert tab.run("return document.querySelector('input[value=port-vell]').checked") is True
    tab.back()
    counted(tab, ALL)
    assert tab.run("return document.querySelector('input[value=port-vell]').checked") is False
    tab.forward()
    counted(tab, 3)
    tab.forward()
    counted(tab, 1)
    assert tab.value("#explore-text") == "delegations nine"
    tab.click(".bw-hit__title a")
    tab.wait("location.pathname.endsWith('/2026-03-04-talks.html')")
    tab.back()
    counted(tab, 1)
    assert tab.value("#explore-text") == "delegations nine"
    # It still answers: a page that comes back may have lost its worker.
    tab.click(".bw-active__chip")
    tab.wait("!location.search.includes('dossier')")
    tab.type("#explore-text", " hours")
    counted(tab, 1)
    assert tab.trouble() == []


def test_pages_of_results_and_a_query_sent_with_the_return_key(tab: Tab, root: str):
    explore(tab, root)
    tab.click(".bw-pager [data-page='2']")
    tab.wait("document.querySelectorAll('.bw-hit').length === arguments[0]", ALL - 10)
    assert tab.run("return location.search") == "?page=2"
    tab.type("#explore-text", f"patrol{RETURN}")
    tab.wait("location.search === '?q=patrol'")
    tab.wait("document.querySelector('.bw-pager').hidden")
    assert tab.trouble() == []
