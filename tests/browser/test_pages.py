"""Every kind of page, on a phone, a tablet and a wide screen, in light and dark: quiet, well formed, accessible."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .sites import KINDS, REDIRECT

pytestmark = pytest.mark.browser

SCHEMES = {"light": "default", "dark": "slate"}
OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth;
  const inScroller = e => { for (; e; e = e.parentElement)
    if (e !== document.body && getComputedStyle(e).overflowX !== "visible") return true;
    return false; };
  return [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > wide + 1 && !inScroller(e))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 160));
}"""


@pytest.mark.parametrize("width", [390, 1024, 1600])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_page_is_quiet_and_whole(visit_kind, kind: str, scheme: str, width: int):
    opened = visit_kind(kind, width=width, scheme=scheme)
    page = opened.page
    assert page.locator("body").get_attribute("data-md-color-scheme") == SCHEMES[scheme]
    assert page.locator("h1").count() == 1
    assert page.locator("h1").is_visible()
    assert page.locator("main").count() == 1
    assert page.title()
    scroll, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert scroll <= inner, f"scrolls sideways to {scroll}: {page.evaluate(OVERFLOWING)}"
    assert opened.trouble == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(visit_kind, kind: str, scheme: str):
    opened = visit_kind(kind, scheme=scheme)
    opened.page.wait_for_load_state("networkidle")
    found = Axe().run(opened.page).response["violations"]
    assert [_finding(rule) for rule in found if rule["impact"] in ("serious", "critical")] == []
    assert opened.trouble == []


def _finding(rule) -> str:
    first = rule["nodes"][0]
    summary = " ".join(first["failureSummary"].split())
    return f"{rule['id']} ({rule['impact']}), {len(rule['nodes'])} times: {first['html'][:300]} — {summary[:400]}"


def test_old_address_leads_to_the_new_one(visit, sites):
    site, old, new = REDIRECT
    opened = visit(site, old)
    opened.page.wait_for_url(sites[site].address + new)
    assert "Harbour talks" in opened.page.locator("h1").inner_text()
    assert opened.trouble == []


def test_missing_page_is_answered_as_such(visit, sites):
    opened = visit("real", "404.html")
    answer = opened.page.request.get(sites["real"].address + "briefings/never-written/")
    assert answer.status == 404
    opened.page.locator("main a", has_text="Briefings").first.click()
    opened.page.wait_for_url("**/briefings/")
    assert opened.trouble == []


@pytest.mark.parametrize("kind", ["long briefing", "issue with every stance"])
def test_text_can_be_twice_as_large(visit_kind, kind: str):
    opened = visit_kind(kind, width=640)
    opened.page.add_style_tag(content="html{font-size:200% !important}")
    scroll, inner = opened.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert scroll <= inner, f"scrolls sideways to {scroll}: {opened.page.evaluate(OVERFLOWING)}"
