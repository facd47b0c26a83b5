"""The offline bundle, unpacked and opened from its files in Firefox, whose rules for files are the strictest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from made_once import made_once

from .faults import assert_none
from .firefox_tab import Tab
from .marionette import find_firefox, running
from .sites import bundled_real

FIREFOX = find_firefox()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(FIREFOX is None, reason="no Firefox (firefox-esr or firefox) is on the PATH"),
]

PAGES = (
    "index.html",
    "briefings/index.html",
    "briefings/2026-02-18-geneva-third-trilateral.html",
    "actors/index.html",
    "actors/russia.html",
    "analysts/index.html",
    "issues/index.html",
    "issues/territory.html",
    "publishers/index.html",
    "dossiers/index.html",
    "dossiers/ukraine-peace-talks.html",
    "explore/index.html",
    "about.html",
)
FETCHED = "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !/^(file|data|blob):/.test(n))"


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "bundle-real", bundled_real)


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    assert FIREFOX
    folder = tmp_path_factory.mktemp("firefox")
    with running(FIREFOX, folder) as marionette:
        yield Tab(marionette, folder / "output")


@pytest.fixture
def tab(firefox: Tab) -> Tab:
    firefox.forget()
    return firefox


def test_every_kind_of_page_is_quiet_and_asks_nobody(tab: Tab, top: Path):
    faults = []
    for page in PAGES:
        tab.open((top / page).as_uri())
        tab.wait("document.querySelector('.md-banner')")
        if page.startswith("explore/"):
            # A page that is left while it loads its results says that it could not.
            tab.wait("/[0-9]/.test(document.querySelector('#explore-count').textContent)")
        assert "Offline copy." in tab.texts(".md-banner")[0]
        faults += [f"{page} fetches {address}" for address in tab.run(FETCHED)]
    assert_none(faults + tab.trouble())


def test_the_search_finds_and_leads_on(tab: Tab, top: Path):
    tab.open((top / "actors/russia.html").as_uri())
    tab.click(".md-search__input")
    tab.type(".md-search__input", "Alaska understanding")
    tab.wait("document.querySelector('.md-search-result__item a')")
    tab.click(".md-search-result__item a")
    tab.wait("!location.pathname.endsWith('russia.html') && document.querySelector('h1')")
    assert tab.run("return location.protocol") == "file:"
    assert_none(tab.trouble())


def test_explore_opens_a_shared_address(tab: Tab, top: Path):
    tab.open(f"{(top / 'explore/index.html').as_uri()}?actor=russia&issue=territory")
    tab.wait("/^[0-9]+ /.test(document.querySelector('#explore-count').textContent)")
    assert int(tab.texts("#explore-count")[0].split()[0]) > 0
    tab.click(".bw-hit__title a")
    tab.wait("document.querySelector('.bw-page--briefing, .bw-page')")
    assert_none(tab.trouble())


def test_the_dark_colours_stay_though_every_file_has_a_storage_of_its_own(tab: Tab, top: Path):
    scheme = "return document.body.getAttribute('data-md-color-scheme')"
    tab.open((top / "index.html").as_uri())
    assert tab.run(scheme) == "default"
    for _ in range(2):
        tab.run("[...document.querySelectorAll('label[for^=__palette]')].find(e => !e.hidden).click()")
    assert tab.run(scheme) == "slate"
    for folder in ("actors", "issues"):
        tab.click(f".md-tabs__link[href*={folder}]")
        tab.wait("location.pathname.includes(arguments[0])", f"/{folder}/")
        assert tab.run(scheme) == "slate"
        assert tab.run("return location.search") == ""
    # The choice is stored for the new page, so that the next choice begins where this one ended.
    tab.run("[...document.querySelectorAll('label[for^=__palette]')].find(e => !e.hidden).click()")
    assert tab.run(scheme) == "default"
    assert_none(tab.trouble())
