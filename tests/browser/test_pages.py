"""Every kind of page, on a phone, a tablet and a wide screen, in light and dark: quiet, well formed, accessible."""

import pytest

from .accessibility import violations
from .faults import assert_none
from .sites import KINDS, REDIRECT

pytestmark = pytest.mark.browser

OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth;
  const inScroller = e => { for (; e !== document.body; e = e.parentElement)
    if (getComputedStyle(e).overflowX !== "visible") return true;
    return false; };
  return [...document.body.querySelectorAll("*")]
    .filter(e => e.getBoundingClientRect().right > wide + 1 && !inScroller(e))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 160));
}"""


WIDTHS = (390, 1024, 1600, 1280)


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_quiet_whole_and_accessible(visit_kind, kind: str):
    """One load for all widths and both schemes, for loading takes longest; axe looks at the last width."""
    opened = visit_kind(kind, width=WIDTHS[0])
    page = opened.page
    faults = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        faults += [f"at {width} px: {fault}" for fault in _faults(page)]
    rules = violations(page)
    faults += [_finding(rule) for rule in rules if rule["impact"] in ("serious", "critical")]
    assert_none(faults + opened.trouble)


def _faults(page) -> list[str]:
    scroll, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    headings = page.locator("h1")
    found = {
        "the page does not have one h1 that shows": headings.count() != 1 or not headings.is_visible(),
        "the page does not have one main landmark": page.locator("main, [role=main]").count() != 1,
        "the page has no title": not page.title(),
    }
    faults = [fault for fault, is_so in found.items() if is_so]
    return faults + (
        [f"it scrolls sideways to {scroll} px, for {page.evaluate(OVERFLOWING)}"] if scroll > inner else []
    )


def _finding(rule) -> str:
    first = rule["nodes"][0]
    summary = " ".join(first["failureSummary"].split())
    which = f"{rule['id']} in {rule['scheme']} ({rule['impact']})"
    return f"{which}, {len(rule['nodes'])} times: {first['html'][:300]} — {summary[:400]}"


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
    opened.page.locator("main .bw a", has_text="Briefings").first.click()
    opened.page.wait_for_url("**/briefings/")
    assert opened.trouble == []


@pytest.mark.parametrize("kind", ["long briefing", "issue with every stance"])
def test_text_can_be_twice_as_large(visit_kind, kind: str):
    opened = visit_kind(kind, width=640)
    opened.page.add_style_tag(content="html{font-size:200% !important}")
    scroll, inner = opened.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert scroll <= inner, f"scrolls sideways to {scroll}: {opened.page.evaluate(OVERFLOWING)}"
