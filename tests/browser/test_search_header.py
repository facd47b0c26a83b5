"""The theme's search box with our worker behind it, on a server and opened from a disk."""

import re
from collections.abc import Callable

import pytest

from .search_site import HOSTILE
from .tabs import Visit

pytestmark = pytest.mark.browser

WAYS = ("small", "disk")
RESULT = ".md-search-result__item"


@pytest.fixture
def search(visit) -> Callable[..., Visit]:
    """Open a page and type into its search box: search("disk", "harbour") → Visit, with results shown."""

    def typed(site: str, text: str, address: str = "index.html", **options) -> Visit:
        opened = visit(site, address, **options)
        page = opened.page
        page.click(".md-search__input")
        # Asked once: the results that are waited for are not those of the first few letters.
        page.keyboard.insert_text(text[:-1])
        page.keyboard.type(text[-1])
        page.locator(RESULT).first.wait_for()
        return opened

    return typed


def result(page, title: str):
    return page.locator(RESULT).filter(has=page.locator("h1", has_text=title)).first


@pytest.mark.parametrize("way", WAYS)
def test_a_result_says_what_it_is_and_shows_the_words(search, way: str):
    opened = search(way, "patrol sea")
    found = result(opened.page, "Harbour talks end")
    assert "Briefing, 4 March 2026" in found.inner_text()
    assert "Coast State on Fishing limits: opposes" in found.inner_text()
    assert {mark.lower() for mark in found.locator("mark").all_inner_texts()} >= {"patrol", "sea"}
    assert opened.trouble == []


@pytest.mark.parametrize("way", WAYS)
def test_actors_and_issues_are_named_as_such(search, way: str):
    opened = search(way, "highland")
    assert "Actor, 2 briefings" in result(opened.page, "Highland").inner_text()
    opened.page.fill(".md-search__input", "")
    opened.page.keyboard.type("fishing limits")
    result(opened.page, "Fishing limits").wait_for()
    assert "Issue" in result(opened.page, "Fishing limits").inner_text()


@pytest.mark.parametrize("address", ["briefings/2025-03-11-jeddah-talks/", "about/", ""])
def test_results_lead_on_from_pages_at_any_depth(search, address: str):
    opened = search("real", "Alaska understanding", address)
    page = opened.page
    for link in page.locator(f"{RESULT} a").all():
        assert page.request.get(link.evaluate("e => e.href")).ok
    page.keyboard.press("Enter")
    page.wait_for_url("**/briefings/*alaska*/**")
    assert "Alaska" in page.locator("h1").inner_text()
    assert opened.trouble == []


def test_results_lead_on_from_a_missing_page(visit, sites):
    page = visit("real", "404.html").page
    source = page.evaluate("JSON.parse(document.querySelector('#__config').textContent).search")
    assert page.request.get(sites["real"].address.rstrip("/") + source).ok


@pytest.mark.parametrize("way", WAYS)
def test_enter_opens_the_best_result_and_lights_up_the_words(search, way: str):
    opened = search(way, "delegations parted")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url(re.compile(r"2026-03-04-talks\.html\?h="))
    assert opened.page.locator("mark[data-md-highlight]", has_text="parted").count() >= 1
    assert opened.trouble == []


@pytest.mark.parametrize("way", WAYS)
def test_a_word_is_completed(search, way: str):
    page = search(way, "Two deleg").page
    page.wait_for_function("document.querySelector('.md-search__suggest').textContent === 'Two delegations'")
    page.keyboard.press("ArrowRight")
    assert page.input_value(".md-search__input") == "Two delegations"


@pytest.mark.parametrize("way", WAYS)
def test_names_are_text(search, way: str):
    opened = search(way, "img onerror")
    shown = opened.page.locator(f"{RESULT} h1").all_inner_texts()
    assert HOSTILE in shown
    assert opened.page.locator(".md-search-result :is(img, script, b:not(.bw-found__text > b))").count() == 0
    assert "1337" not in opened.page.title()
    assert opened.trouble == []


@pytest.mark.parametrize("way", WAYS)
def test_the_last_line_leads_to_explore(search, way: str):
    opened = search(way, "lanterns")
    last = opened.page.locator(f"{RESULT} a").last
    assert "Explore 14 results" in last.inner_text()
    last.click()
    opened.page.wait_for_function("document.querySelector('#explore-count')?.textContent === '14 briefings'")
    assert opened.page.input_value("#explore-text") == "lanterns"
    assert opened.trouble == []


@pytest.mark.parametrize("way", WAYS)
def test_an_empty_box_empties_the_list(search, way: str):
    page = search(way, "harbour").page
    page.click(".md-search__form button[type=reset]")
    page.keyboard.press("Shift")
    page.wait_for_function("!document.querySelector('.md-search-result__item')")
    assert "Type to start" in page.inner_text(".md-search-result__meta")


@pytest.mark.parametrize("way", WAYS)
def test_senseless_queries_get_a_kind_word(search, way: str):
    opened = search(way, 'actr:putin "')
    assert "actor:" in opened.page.inner_text(".md-search-result")
    opened.page.fill(".md-search__input", "")
    for text in ("constructor", "__proto__", "-", '"', ":::", "\u202e\u0000", "*" * 300):
        opened.page.fill(".md-search__input", text)
        opened.page.keyboard.press("Shift")
        opened.page.wait_for_timeout(60)
    assert opened.trouble == []


ASKED_FAST = """async queries => {
  const config = JSON.parse(document.querySelector("#__config").textContent);
  const worker = new Worker(config.search);
  const answers = [];
  const done = new Promise((done) => worker.addEventListener("message", ({ data }) => {
    if (data.type !== 3) return;
    answers.push(data.data.items.map((item) => item[0].title));
    if (answers.at(-1).some((title) => title.includes("Highland"))) done();
  }));
  worker.postMessage({ type: 0, data: {} });
  for (const query of queries) worker.postMessage({ type: 2, data: query });
  await done;
  return answers;
}"""


@pytest.mark.parametrize("way", WAYS)
def test_of_many_queries_only_the_newest_is_answered(visit, way: str):
    page = visit(way, "index.html").page
    answers = page.evaluate(ASKED_FAST, [*(f"lanterns {n}" for n in range(60)), "highland"])
    # The first may be under way when the second comes; none of the others is ever looked at.
    assert len(answers) <= 2


def test_nothing_is_loaded_before_the_first_word(visit):
    opened = visit("small", "index.html", alone=True)
    asked: list[str] = []
    opened.page.on("request", lambda request: asked.append(request.url))
    opened.go("index.html")
    opened.page.wait_for_load_state("networkidle")
    scripts = {url.split("?")[0].rsplit("/", 1)[1] for url in asked if "/search/" in url}
    assert scripts <= {"worker.js", "shim.js", "search_index.json"}


def test_a_part_that_cannot_be_read_is_told_and_the_rest_found(visit):
    opened = visit("small", "index.html", alone=True)
    page = opened.page
    page.context.route(re.compile(r"/search/c/"), lambda route: route.abort())
    page.wait_for_load_state("networkidle")
    page.click(".md-search__input")
    page.keyboard.type("lanterns")
    page.locator(RESULT).first.wait_for()
    assert "could not be read" in page.inner_text(".md-search-result")
