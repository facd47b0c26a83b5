"""The offline bundle, unpacked and opened from its files in Chromium: every page, search, Explore, colours."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from made_once import made_once

from .everything import ALIAS, BRIEFING_ID
from .faults import assert_none
from .sites import KINDS, Site, bundled, bundled_real, write_full
from .tabs import Tabs, Visit

pytestmark = pytest.mark.browser

LINK = re.compile(r"""<(?:a|link|script|img)\b[^>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
ID = re.compile(r"""\sid=(?:"([^"]*)"|([^\s>"]+))""")
KINDS_ON_DISK = [kind for kind in KINDS if kind != "not found"]


PART = ("--after", "2024", "--before", "2025-06")


class Bundles(dict[str, Site]):
    """Name → an unpacked bundle, "part" being what a selection left of the full one; made when first asked for."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory

    def __missing__(self, name: str) -> Site:
        make = {
            "real": bundled_real,
            "full": lambda desk: bundled(write_full(desk)),
            "part": lambda desk: bundled(write_full(desk), *PART),
        }[name]
        top = made_once(self._factory, f"bundle-{name}", make)
        self[name] = Site(name, top, f"{top.as_uri()}/")
        return self[name]


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Bundles:
    return Bundles(tmp_path_factory)


@pytest.fixture
def open_bundle(tabs: Tabs, bundles: Bundles) -> Iterator[Callable[..., Visit]]:
    """Open a page of a bundle from its file: open_bundle("real", "index.html") → Visit, which notes every request."""
    with ExitStack() as visits:

        def opened(name: str, address: str, width: int = 1280, scheme: str = "light") -> Visit:
            return visits.enter_context(tabs.open(bundles[name], address, width, scheme))

        yield opened


def page_of(kind: str, bundles: Bundles) -> tuple[str, str]:
    """Return the bundle that has a kind of page, and the page's path in it."""
    name, pattern, having = KINDS[kind]
    listed = ("index.html", "explore/index.html")
    lists = pattern.count("/") == 1 and pattern.split("/")[0] in ("briefings", "actors", "analysts", "issues")
    lists = lists or pattern in ("publishers/index.html", "dossiers/index.html")
    on_disk = pattern if pattern in listed or lists else pattern.replace("/index.html", ".html")
    found = bundles[name].largest(on_disk, having)
    return name, f"{found}index.html" if found == "" or found.endswith("/") else found


@pytest.mark.parametrize("kind", KINDS_ON_DISK)
def test_every_kind_of_page_is_quiet(open_bundle, bundles: Bundles, kind: str):
    name, address = page_of(kind, bundles)
    opened = open_bundle(name, address, width=390)
    page = opened.page
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    # What scripts do once the page is there; on file:// the network is never said to be idle.
    page.wait_for_timeout(200)
    assert page.locator("h1").count() == 1
    assert "Offline copy. Newest content:" in page.locator(".md-banner").inner_text()
    assert page.locator("link[rel=stylesheet]").count() > 2
    assert page.evaluate("getComputedStyle(document.querySelector('.md-banner')).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert_none(opened.trouble)


def test_a_reader_clicks_from_page_to_page(open_bundle):
    opened = open_bundle("real", "index.html")
    page = opened.page
    page.click(".bw-lead h2 a")
    assert "/briefings/" in page.url
    for selector, folder in (
        (".bw-issue h3 a", "/issues/"),
        (".bw-rows .bw-who", "/actors/"),
        (".bw-provenance a", "/briefings/"),
        (".bw-sources .bw-facts-line a", "/publishers/"),
        (".md-tabs__link >> text=Dossiers", "/dossiers/index.html"),
        ("article a[href*=ukraine-peace-talks]", "/dossiers/ukraine-peace-talks.html"),
        (".md-tabs__link >> text=About", "/about.html"),
        (".md-header__button.md-logo", "/index.html"),
    ):
        page.locator(selector).locator("visible=true").first.click()
        page.wait_for_load_state()
        assert folder in unquote(page.url), (selector, page.url)
    assert_none(opened.trouble)


@cache
def led_to(folder: Path, address: str) -> Path | None:
    """Return the file that a relative address leads to from a folder; None where there is none."""
    file = (folder / unquote(address)).resolve()
    return file if file.is_file() else None


@pytest.mark.parametrize("name", ["real", "full", "part"])
def test_every_link_leads_to_a_file_in_the_bundle(bundles: Bundles, name: str):
    site = bundles[name]
    top = site.folder.resolve()
    ids: dict[Path, set[str]] = {}
    faults = []
    for path in site.pages():
        text = path.read_text(encoding="utf-8")
        for groups in LINK.findall(text):
            target = "".join(groups).replace("&amp;", "&")
            parts = urlsplit(target)
            if parts.scheme in ("http", "https", "data", "mailto"):
                continue
            file = led_to(path.parent, parts.path) if parts.path else path
            if file is None or not file.is_relative_to(top):
                faults.append(f"{path.relative_to(site.folder)} leads to {target}")
            elif parts.fragment and file.suffix == ".html":
                if file not in ids:
                    found = ID.findall(file.read_text(encoding="utf-8"))
                    ids[file] = {"".join(one) for one in found}
                if unquote(parts.fragment) not in ids[file]:
                    faults.append(f"{path.relative_to(site.folder)} leads to {target}, where nothing has that id")
    assert_none(faults)


@pytest.mark.parametrize("address", ["index.html", "actors/russia.html", "issues/index.html"])
def test_the_search_in_the_header_works_and_leads_on(open_bundle, address: str):
    opened = open_bundle("real", address)
    page = opened.page
    page.click(".md-search__input")
    page.keyboard.type("Alaska understanding")
    first = page.locator(".md-search-result__item a").first
    first.wait_for()
    first.click()
    page.wait_for_url("**/*.html*")
    page.locator("h1").wait_for()
    assert unquote(page.url).startswith(unquote(opened.site.address))
    assert_none(opened.trouble)


def test_explore_keeps_its_state_in_an_address_that_can_be_opened_again(open_bundle):
    opened = open_bundle("real", "explore/index.html")
    page = opened.page
    ready = "/\\d/.test(document.querySelector('#explore-count').textContent)"
    page.wait_for_function(ready)
    whole = page.inner_text("#explore-count")
    page.fill("#explore-query, input[name=q]", "territory")
    page.wait_for_function("new URLSearchParams(location.search).get('q') === 'territory'")
    page.wait_for_function(f"document.querySelector('#explore-count').textContent !== {whole!r}")
    said, address = page.inner_text("#explore-count"), page.url
    again = open_bundle("real", f"explore/index.html?{urlsplit(address).query}&actor=russia")
    again.page.wait_for_function(ready)
    assert int(again.page.inner_text("#explore-count").split()[0]) <= int(said.split()[0])
    again.page.locator(".bw-hit__title a, a.bw-hit__title").first.click()
    again.page.wait_for_load_state()
    assert again.page.url.split("#")[0].split("?")[0].endswith(".html")
    assert_none(opened.trouble + again.trouble)


def test_the_dark_colours_stay_from_page_to_page(open_bundle):
    opened = open_bundle("real", "index.html")
    page = opened.page
    scheme = "document.body.getAttribute('data-md-color-scheme')"
    assert page.evaluate(scheme) == "default"
    for _ in range(2):
        page.locator("label[for^=__palette]").locator("visible=true").first.click()
    assert page.evaluate(scheme) == "slate"
    page.goto(f"{opened.site.address}actors/index.html")
    assert page.evaluate(scheme) == "slate"
    assert_none(opened.trouble)


def test_print_has_the_briefing_and_no_banner(open_bundle):
    opened = open_bundle("real", "briefings/2026-02-18-geneva-third-trilateral.html")
    opened.page.emulate_media(media="print")
    assert not opened.page.locator(".md-banner").is_visible()
    assert opened.page.locator("h1").is_visible()
    assert opened.page.locator("#sources").is_visible()


def test_links_that_lead_out_are_marked_and_others_are_not(open_bundle):
    page = open_bundle("real", "briefings/2026-02-18-geneva-third-trilateral.html").page
    mark = "e => getComputedStyle(e, '::after').content"
    outward = page.locator("article a[href^=http]")
    assert outward.count() > 3
    assert all("↗" in outward.nth(n).evaluate(mark) for n in range(outward.count()))
    inward = page.locator("article .bw-who")
    assert all("↗" not in inward.nth(n).evaluate(mark) for n in range(inward.count()))


def test_an_old_address_leads_on(open_bundle):
    page = open_bundle("full", f"briefings/{ALIAS}.html").page
    page.wait_for_url(f"**/briefings/{BRIEFING_ID}.html")


def test_a_selection_says_what_it_is_and_finds_nothing_else(open_bundle, bundles: Bundles):
    opened = open_bundle("part", "explore/index.html")
    page = opened.page
    page.wait_for_function("/\\d/.test(document.querySelector('#explore-count').textContent)")
    assert "This bundle holds" in page.locator(".md-banner").inner_text()
    held = {path.stem for path in bundles["part"].folder.glob("briefings/*.html")} - {"index"}
    assert 0 < len(held) < 240
    assert all("2024" <= id < "2025-07" for id in held)
    page.goto(f"{opened.site.address}explore/index.html?kind=briefing&sort=newest")
    page.wait_for_function("/\\d/.test(document.querySelector('#explore-count').textContent)")
    shown = int(page.inner_text("#explore-count").split()[0].replace(",", ""))
    assert shown <= len(held)
    assert_none(opened.trouble)
