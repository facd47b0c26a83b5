"""The Explore page: every control, the address that holds them all, without a mouse, on a phone, without a script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from .accessibility import violations
from .everything import BRIEFING_ID, LONG_WORD
from .faults import assert_none
from .search_site import HOSTILE, MANY
from .tabs import Visit

pytestmark = pytest.mark.browser

WAYS = ("small", "disk")
ALL = MANY + 3
EVERYTHING = (
    "?q=patrol&actor=coast-state&issue=fishing-limits&stance=opposes&publisher=harbour-gazette&dossier=port-vell"
    "&region=NO&topic=fishing&lang=en&kind=briefing&has=quote&after=2026-01&before=2027&sort=oldest"
)


@pytest.fixture
def explore(visit) -> Callable[..., Visit]:
    """Open Explore and wait for its results: explore("disk", "?stance=opposes", width=390) → Visit."""

    def opened(way: str = "small", query: str = "", **options) -> Visit:
        found = visit(way, f"explore/index.html{query}", **options)
        found.page.wait_for_function("/\\d|No results/.test(document.querySelector('#explore-count').textContent)")
        return found

    return opened


def count(page: Page) -> int:
    """Return how many results the page says there are."""
    said = page.inner_text("#explore-count").split()[0].replace(",", "")
    return 0 if said == "No" else int(said)


def counted(page: Page, number: int) -> None:
    """Wait until the page says that there are so many results."""
    said = f"{number} " if number else "No "
    page.wait_for_function(f"document.querySelector('#explore-count').textContent.startsWith('{said}')")


def titles(page: Page) -> list[str]:
    return page.locator(".bw-hit__title").all_inner_texts()


def group(page: Page, facet: str) -> Locator:
    """Return a group of filters, opened, with its values there."""
    found = page.locator(f"[data-facet={facet}]")
    if not found.evaluate("e => e.open"):
        found.locator("summary").click()
    found.locator("li").first.wait_for()
    return found


def box(page: Page, facet: str, value: str) -> Locator:
    return group(page, facet).locator(f"input[value='{value}']")


def chips(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".bw-active__chip").all_text_contents()]


def query(page: Page) -> str:
    return str(page.evaluate("location.search"))


@pytest.mark.parametrize("way", WAYS)
def test_at_first_all_briefings_the_newest_first(explore, way: str):
    opened = explore(way)
    assert count(opened.page) == ALL
    dates = opened.page.locator(".bw-hit time").evaluate_all("all => all.map(e => e.dateTime)")
    assert len(dates) == 10
    assert dates == sorted(dates, reverse=True)
    assert opened.trouble == []


@pytest.mark.parametrize("way", WAYS)
def test_words_are_found_as_one_types(explore, way: str):
    opened = explore(way)
    page = opened.page
    page.click("#explore-text")
    page.keyboard.type("patrol sea")
    counted(page, 1)
    hit = page.locator(".bw-hit").first
    assert hit.locator("h3").inner_text() == "Harbour talks end without a text"
    assert {mark.lower() for mark in hit.locator("mark").all_inner_texts()} >= {"patrol", "sea"}
    assert "4 March 2026" in hit.inner_text()
    assert hit.locator("a", has_text="The Port Vell talks").count() == 1
    assert hit.locator(".bw-hit__who a", has_text="Highland").count() == 1
    label = hit.locator(".bw-hit__label").first
    assert re.sub(r"\s+", " ", label.inner_text()) == "Coast State on Fishing limits Opposes"
    assert label.locator(".bw-stance--opposes svg").is_visible()
    for link in hit.locator("a").all():
        link.evaluate("e => { if (!/\\.html$/.test(e.pathname)) throw e.href; }")
    assert opened.trouble == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "facet", ["dossier", "issue", "stance", "actor", "region", "topic", "analyst", "publisher", "lang", "has", "kind"]
)
def test_each_count_is_what_a_tick_gives(explore, way: str, facet: str):
    page = explore(way).page
    rows = group(page, facet).locator("li")
    for at in range(min(3, rows.count())):
        said = rows.nth(at).locator(".bw-count").inner_text()
        value = rows.nth(at).locator("input").get_attribute("value")
        rows.nth(at).locator("input").click()
        page.locator(".bw-active__chip").wait_for()
        if said:
            counted(page, int(said))
        assert f"{facet}={value}" in query(page)
        page.locator(".bw-active__chip").click()
        counted(page, ALL)
        assert query(page) == ""


@pytest.mark.parametrize("way", WAYS)
def test_or_within_a_facet_and_between_facets(explore, way: str):
    page = explore(way).page
    box(page, "region", "DK").click()
    counted(page, MANY // 2)
    # Another region still has the count that it would add.
    norway = group(page, "region").locator("li", has_text="Norway")
    assert norway.locator(".bw-count").inner_text() == str(ALL - MANY // 2)
    box(page, "region", "NO").click()
    counted(page, ALL)
    box(page, "dossier", "north-sound").click()
    counted(page, MANY)
    page.locator(".bw-active__chip", has_text="Denmark").click()
    counted(page, MANY // 2)


@pytest.mark.parametrize("way", WAYS)
def test_actor_issue_and_stance_hold_in_one_position(explore, way: str):
    page = explore(way, "?actor=coast-state&issue=fishing-limits&stance=opposes").page
    assert titles(page) == ["Harbour talks end without a text"]
    page.locator(".bw-active__chip", has_text="Actor: Coast State").click()
    counted(page, 2)


def test_counts_follow_the_query(explore):
    page = explore().page
    page.fill("#explore-text", "delegations")
    counted(page, 2)
    shown = group(page, "dossier").locator("li")
    page.wait_for_function("document.querySelectorAll('[data-facet=dossier] li').length === 1")
    assert shown.inner_text().split() == ["The", "Port", "Vell", "talks", "2"]


@pytest.mark.parametrize("way", WAYS)
def test_a_long_facet(explore, way: str):
    page = explore(way).page
    actors = group(page, "actor")
    assert actors.locator("li").count() == 8
    more = actors.locator(".bw-facet__more")
    assert more.get_attribute("aria-expanded") == "false"
    more.click()
    assert actors.locator("li").count() == MANY + 4
    assert more.evaluate("e => e === document.activeElement")
    more.click()
    finder = actors.get_by_label("Find in Actor")
    finder.fill("LORNE")
    assert actors.locator("li").all_inner_texts()[0].split("\n")[0].strip() == "Envoy Lörne"
    finder.press("Enter")
    actors.locator("li input").first.click()
    counted(page, 1)
    finder.fill("nobody")
    assert "None here" in actors.inner_text()
    # What is ticked stands first, where "Show all" cannot hide it.
    page.fill("#explore-text", "lanterns")
    finder.fill("")
    page.click("#explore-text")
    page.keyboard.type(" seen")
    page.wait_for_function("document.querySelector('[data-facet=actor] li input').checked")


def test_counts_of_long_facets_are_loaded_when_opened(explore):
    opened = explore(alone=True)
    page = opened.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.locator(".bw-hit").first.wait_for()
    page.wait_for_load_state("networkidle")
    names = page.evaluate(
        """async () => { const text = await (await fetch("../search/index.js")).text();
        return JSON.parse(text.slice(text.indexOf("(") + 1, text.lastIndexOf(")"))).facets; }"""
    )

    def loaded(facet: str) -> bool:
        return any(url.endswith(f"/f/{names[facet]}.js") for url in asked)

    assert loaded("stance")
    for facet in ("actor", "analyst", "publisher"):
        assert not loaded(facet)
        group(page, facet)
        assert loaded(facet)


@pytest.mark.parametrize("way", WAYS)
def test_dates_and_sorting(explore, way: str):
    page = explore(way).page
    page.fill("[name=after]", "2026-03-05")
    counted(page, 2)
    page.fill("[name=before]", "2026-04-10")
    counted(page, 1)
    assert titles(page) == ["A patrol is refused"]
    assert "after=2026-03-05&before=2026-04-10" in query(page)
    assert chips(page) == ["Remove From 5 March 2026×", "Remove Before 10 April 2026×"]
    page.click(".bw-active__clear")
    counted(page, ALL)
    page.select_option("[name=sort]", "oldest")
    page.wait_for_function("document.querySelector('.bw-hit time').dateTime < '2025-02'")
    assert query(page) == "?sort=oldest"
    page.fill("#explore-text", "patrol")
    page.select_option("[name=sort]", "relevance")
    page.wait_for_function("document.querySelector('.bw-hit__title').textContent === 'Joint patrol'")
    assert "sort=relevance" in query(page)


@pytest.mark.parametrize("way", WAYS)
def test_a_shared_address_gives_the_same_page(explore, way: str):
    opened = explore(way, EVERYTHING)
    page = opened.page
    assert titles(page) == ["Harbour talks end without a text"]
    assert query(page) == EVERYTHING
    assert page.input_value("#explore-text") == "patrol"
    assert page.input_value("[name=after]") == "2026-01-01"
    assert page.input_value("[name=before]") == "2027-01-01"
    assert page.input_value("[name=sort]") == "oldest"
    assert box(page, "stance", "opposes").is_checked()
    assert len(chips(page)) == 12
    assert "Remove Quotations: With a quotation×" in chips(page)
    assert "Remove Kind of page: Briefing×" in chips(page)
    for words in ("Coast State", "Fishing limits", "Opposes", "Harbour Gazette", "Norway", "English", "January 2026"):
        assert any(words in chip for chip in chips(page)), words
    # The theme would take a q in the address for a query of its own box.
    assert not page.is_checked("#__search")
    assert page.input_value(".md-search__input") == ""
    assert opened.trouble == []


@pytest.mark.parametrize(
    "given",
    ["?page=99", "?page=-1", "?page=x", "?sort=best", "?after=yesterday", "?kind=&actor=", "?h=&no=thing", "?q=%00%FF"],
)
def test_senseless_addresses_do_no_harm(explore, given: str):
    opened = explore("small", given)
    assert opened.page.locator("#explore-count").is_visible()
    if given != "?q=%00%FF":
        assert count(opened.page) == ALL
        assert len(titles(opened.page)) > 0
    assert opened.trouble == []


@pytest.mark.parametrize("way", WAYS)
def test_back_and_forward(explore, way: str):
    opened = explore(way)
    page = opened.page
    box(page, "dossier", "port-vell").click()
    counted(page, 3)
    page.click("#explore-text")
    page.keyboard.type("delegations")
    counted(page, 2)
    page.wait_for_function("location.search.includes('q=delegations')")
    page.keyboard.type(" nine")
    counted(page, 1)
    page.wait_for_function("location.search.includes('nine')")
    # All the typing is one step.
    page.go_back()
    counted(page, 3)
    assert page.input_value("#explore-text") == ""
    assert box(page, "dossier", "port-vell").is_checked()
    page.go_back()
    counted(page, ALL)
    assert not box(page, "dossier", "port-vell").is_checked()
    page.go_forward()
    counted(page, 3)
    page.go_forward()
    counted(page, 1)
    assert page.input_value("#explore-text") == "delegations nine"
    page.locator(".bw-hit__title a").click()
    page.wait_for_url("**/2026-03-04-talks.html")
    page.go_back()
    counted(page, 1)
    assert opened.trouble == []


@pytest.mark.parametrize("way", WAYS)
def test_who_leaves_while_typing_comes_back_to_what_was_typed(explore, way: str):
    page = explore(way).page
    page.click("#explore-text")
    page.keyboard.type("delegations nine")
    counted(page, 1)
    page.locator(".bw-hit__title a").click()
    page.wait_for_url("**/2026-03-04-talks.html")
    page.go_back()
    counted(page, 1)
    assert page.input_value("#explore-text") == "delegations nine"


@pytest.mark.parametrize("way", WAYS)
def test_pages_of_results(explore, way: str):
    page = explore(way).page
    pager = page.locator(".bw-pager")
    assert "Page 1 of 2" in pager.inner_text()
    first = titles(page)
    pager.locator("a", has_text="Next page").click()
    page.wait_for_function("document.querySelectorAll('.bw-hit').length === 7")
    assert page.evaluate("document.activeElement.id") == "explore-count"
    assert query(page) == "?page=2"
    assert not set(first) & set(titles(page))
    assert pager.locator("a").get_attribute("rel") == "prev"
    page.fill("#explore-text", "patrol")
    page.wait_for_function("!location.search.includes('page')")
    page.wait_for_function("document.querySelector('.bw-pager').hidden")
    assert not pager.is_visible()


def test_focus_is_never_lost(explore):
    page = explore("small", "?stance=opposes&region=NO&topic=fishing").page
    first = page.locator(".bw-active__chip").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.bw-active__chip').length === 2")
    assert page.evaluate("document.activeElement.matches('.bw-active__chip')")
    page.locator(".bw-active__clear").focus()
    page.keyboard.press("Enter")
    counted(page, ALL)
    assert page.evaluate("document.activeElement.id") == "explore-text"
    tick = box(page, "stance", "opposes")
    tick.focus()
    page.keyboard.press("Space")
    counted(page, 2)
    assert tick.is_checked()
    assert tick.evaluate("e => e === document.activeElement")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    counted(page, ALL)
    assert tick.evaluate("e => e === document.activeElement")


def test_every_control_is_reached_by_tab(explore):
    page = explore("small", "?stance=opposes", width=1440).page
    page.focus("#explore-text")
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "document.activeElement.closest('.bw-explore') ? document.activeElement.matches('summary') ? "
            "'facet ' + document.activeElement.parentElement.dataset.facet : "
            "document.activeElement.name || document.activeElement.classList[0] : ''"
        )
        reached.add(name)
    wanted = {"after", "before", "sort", "bw-active__chip", "bw-active__clear", "stance", "issue", "dossier"}
    assert wanted <= reached
    facets = page.locator(".bw-facet").evaluate_all("all => all.map(e => 'facet ' + e.dataset.facet)")
    assert set(facets) <= reached


def test_screen_readers_hear_the_count_once_typing_is_over(explore):
    page = explore().page
    page.evaluate(
        """() => { window.said = []; const status = document.querySelector(".bw-explore [role=status]");
        new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true }); }"""
    )
    page.click("#explore-text")
    page.keyboard.type("delegations", delay=40)
    counted(page, 2)
    page.wait_for_function("window.said.includes('2 briefings')")
    assert len(page.evaluate("said")) <= 2


@pytest.mark.parametrize("way", WAYS)
def test_nothing_found(explore, way: str):
    page = explore(way, "?q=xylophone&stance=opposes").page
    assert count(page) == 0
    assert "Nothing matches" in page.inner_text(".bw-notes")
    assert not page.locator(".bw-pager").is_visible()
    page.click(".bw-notes button")
    page.wait_for_function("!location.search.includes('stance')")
    assert page.evaluate("document.activeElement.id") == "explore-text"


def test_a_part_that_cannot_be_read_is_told_and_the_search_goes_on(visit, explore):
    opened = visit("small", "index.html", alone=True)
    page = opened.page
    page.context.route(re.compile(r"/search/c/"), lambda route: route.abort())
    opened.go("explore/index.html")
    page.locator(".bw-notes__failed").wait_for()
    assert "could not be read" in page.inner_text(".bw-notes__failed")
    assert count(page) == ALL
    page.context.unroute_all()
    page.fill("#explore-text", "patrol")
    page.locator(".bw-hit").first.wait_for()


@pytest.mark.parametrize("missing", ["/search/index.js", "/search/engine.js", "/search/explore-worker.js"])
def test_without_the_index_the_page_still_helps(visit, missing: str):
    opened = visit("small", "index.html", alone=True)
    opened.page.context.route(re.compile(re.escape(missing)), lambda route: route.abort())
    opened.go("explore/index.html")
    opened.page.locator(".bw-notes__failed").wait_for()
    assert opened.page.locator(".bw-browse a", has_text="The Port Vell talks").is_visible()
    opened.page.context.unroute_all()
    opened.page.fill("#explore-text", "delegations")
    counted(opened.page, 2)
    assert not opened.page.locator(".bw-browse").is_visible()


@pytest.mark.parametrize("way", WAYS)
def test_names_are_text(explore, way: str):
    opened = explore(way, "?q=onerror")
    page = opened.page
    assert HOSTILE in titles(page)
    page.locator("[data-facet=actor] summary").click()
    group(page, "actor").locator("li").first.locator("input").click()
    page.locator(".bw-active__chip").first.wait_for()
    assert page.locator(".bw-explore__app :is(img, script, iframe)").count() == 0
    assert "1337" not in page.title()
    assert opened.trouble == []


@pytest.mark.parametrize("way", WAYS)
def test_filters_fold_on_a_phone(explore, way: str):
    page = explore(way, width=390).page
    toggle = page.locator(".bw-filters__toggle")
    assert toggle.get_attribute("aria-expanded") == "false"
    assert not page.locator("#explore-filters").is_visible()
    toggle.click()
    box(page, "stance", "opposes").click()
    counted(page, 2)
    assert toggle.inner_text() == "Filters (1)"
    page.click(".bw-filters__done")
    assert not page.locator("#explore-filters").is_visible()
    assert page.evaluate("document.activeElement.id") == "explore-count"


def test_without_a_script_it_leads_on(visit, sites):
    opened = visit("real", "explore/", java_script_enabled=False)
    page = opened.page
    assert not page.locator("#explore-text").is_visible()
    links = page.locator(".bw-browse a:visible").evaluate_all("all => all.map(e => e.href)")
    for kind in ("dossiers", "issues", "actors"):
        assert any(f"/{kind}/" in link for link in links), kind
    assert_none([link for link in links[:40] if not page.request.get(link).ok], "leads nowhere")
    page.locator(".bw-sheaf summary").first.click()
    assert page.locator(".bw-sheaf a:visible").count() > 0


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("given", ["?q=patrol&stance=opposes", "?q=xylophone"])
def test_accessible(explore, given: str, width: int):
    page = explore("small", given, width=width).page
    if width == 390:
        page.click(".bw-filters__toggle")
    page.click(".bw-syntax summary")
    for facet in ("actor", "stance"):
        page.locator(f"[data-facet={facet}]").evaluate("e => { e.open = true; }")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = violations(page)
    assert_none([f"{rule['id']} in {rule['scheme']}: {rule['nodes'][0]['html'][:200]}" for rule in found])


def test_a_topic_of_any_letters_is_found_again(visit):
    page = visit("full", f"briefings/{BRIEFING_ID}/").page
    page.locator("a.bw-chip", has_text=LONG_WORD).click()
    page.wait_for_url("**/explore/?topic=*")
    counted(page, 1)
    assert LONG_WORD in chips(page)[0]


def test_labels_of_a_briefing_lead_into_explore(visit):
    opened = visit("real", "briefings/2026-02-18-geneva-third-trilateral/")
    page = opened.page
    for facet in ("actor", "issue", "topic", "region"):
        assert page.locator(f".bw-colophon a.bw-chip[href*='explore/?{facet}=']").count() >= 1, facet
    stance = page.locator(".bw-issue a.bw-stance").first
    words = stance.inner_text().strip()
    stance.click()
    page.wait_for_url("**/explore/?issue=*&stance=*")
    page.locator(".bw-hit").first.wait_for()
    assert any(words in chip for chip in chips(page))
    assert "Geneva" in " ".join(titles(page))
    assert opened.trouble == []
