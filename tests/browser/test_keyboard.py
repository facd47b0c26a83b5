"""Without a mouse, and without colours: everything is reached, focus shows, search works, stances can be told apart."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from briefwright.vocabulary import Stance, label

from .everything import BRIEFING_ID
from .faults import assert_none

pytestmark = pytest.mark.browser

EVERYTHING = f"briefings/{BRIEFING_ID}/"
# The theme closes its search as Tab leaves the box, but leaves the empty list of results in the order of focus.
THEME = "md-search__scrollwrap"
LOOK = """function look(e) {
  const shown = e.matches("input.md-option") ? [e, e.nextElementSibling] : [e, e.parentElement];
  return shown.map(x => { const s = getComputedStyle(x);
    return [s.outlineStyle !== "none" && s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor,
      s.backgroundColor, s.textDecoration]; });
}"""
FOCUSED = f"""() => {{ {LOOK}
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  window.walked = window.walked || [];
  const again = window.walked.indexOf(e);
  const shown = e.matches("input.md-option") ? e.nextElementSibling : e;
  const box = shown.getBoundingClientRect();
  if (again < 0) window.walked.push(e);
  return {{ again, html: e.outerHTML.slice(0, 200), area: box.width * box.height, look: JSON.stringify(look(e)),
    inView: box.bottom > 0 && box.top < innerHeight }};
}}"""
BLURRED = (
    f"""() => {{ {LOOK} document.activeElement.blur(); return window.walked.map(e => JSON.stringify(look(e))); }}"""
)
STOPS = {
    "skip link": "a.md-skip",
    "site's name": ".md-header a.md-logo",
    "colour switch": "form[data-md-component=palette] input",
    "search": ".md-header input.md-search__input",
    "tab": ".md-tabs a",
    "table of contents": ".md-sidebar--secondary nav a",
    "edit link": "a.bw-edit",
    "citation": ".bw-cite a",
    "code": ".bw-code[tabindex]",
    "actor": "a.bw-who",
    "source": ".bw-sources .bw-title a",
    "link back from a source": ".bw-backlinks a",
    "next in the dossier": ".bw-story a",
}
UNREACHED = """selectors => Object.fromEntries(Object.entries(selectors).map(([name, selector]) => [name,
  [...document.querySelectorAll(selector)].map(e => [window.walked.includes(e), e.outerHTML.slice(0, 160)])]))"""


def walk(page) -> list[dict]:
    """Press Tab from the top until the walk leaves the page or comes round; returns every stop."""
    stops: list[dict] = []
    for _ in range(600):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["again"] == 0:
            return stops
        assert stop["again"] < 0, f"Tab is trapped; it came back to {stop['html']}"
        stops.append(stop)
    raise AssertionError(f"Tab never came round; the last stop was {stops[-1]['html']}")


def test_tab_reaches_everything_and_focus_shows(visit):
    page = visit("full", EVERYTHING, width=1440).page
    stops = walk(page)
    found = page.evaluate(UNREACHED, STOPS)
    assert_none(
        [name for name, all_of_it in found.items() if not any(reached for reached, _ in all_of_it)], "not reached"
    )
    leaves = (
        "edit link",
        "citation",
        "code",
        "actor",
        "source",
        "link back from a source",
        "next in the dossier",
        "tab",
    )
    assert_none([html for name in leaves for reached, html in found[name] if not reached], "not reached")
    blurred = page.evaluate(BLURRED)
    pairs = [(stop, look) for stop, look in zip(stops, blurred, strict=True) if THEME not in stop["html"]]
    assert_none([stop["html"] for stop, _ in pairs if stop["area"] == 0], "focused, but not to be seen")
    assert_none([stop["html"] for stop, _ in pairs if not stop["inView"]], "focused outside of the window")
    same = [stop["html"] for stop, look in pairs if stop["look"] == look]
    assert_none(same, "looks the same with and without focus")


def test_skip_link_leads_past_the_header(visit):
    page = visit("full", EVERYTHING).page
    page.keyboard.press("Tab")
    assert page.locator("a.md-skip").evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main .md-content')"), page.evaluate(
        "document.activeElement.outerHTML.slice(0, 200)"
    )


def test_colours_are_switched_by_keyboard(visit):
    page = visit("real", "").page
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('form[data-md-component=palette] input')"):
            break
    before = page.evaluate("JSON.stringify(__md_get('__palette'))")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("old => JSON.stringify(__md_get('__palette')) !== old", arg=before)


@pytest.mark.parametrize(
    ("key", "query", "title"),
    [
        ("/", "Alaska", "Alaska"),
        ("s", "Stanovaya", "Tatiana Stanovaya"),
        ("/", "territory", "Territory"),
    ],
)
def test_search_finds_by_keyboard(visit, sites, key: str, query: str, title: str):
    opened = visit("real", "about/")
    page = opened.page
    page.wait_for_load_state("networkidle")
    page.keyboard.press(key)
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    page.keyboard.type(query)
    results = page.locator(".md-search-result__item a.md-search-result__link")
    results.first.wait_for()
    titles = [found.inner_text() for found in page.locator(".md-search-result__item :is(h1, h2)").all()]
    assert any(title in found for found in titles), titles
    for address in {found.get_attribute("href") for found in results.all()}:
        assert page.request.get(page.evaluate("a => new URL(a, location).href", address)).ok, address
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*/about/)"))
    assert page.locator("h1").count() == 1
    assert opened.trouble == []


def test_matrix_scrolls_by_keyboard(visit_kind):
    page = visit_kind("dossier", width=700).page
    region = page.locator(".bw-scroll").first
    region.focus()
    assert region.evaluate("e => e === document.activeElement")
    assert region.get_attribute("role") == "region"
    assert region.evaluate("e => e.scrollWidth > e.clientWidth"), (
        "the matrix of this page should be too wide for 700 px"
    )
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.bw-scroll').scrollLeft > 0")


def test_code_tells_its_meaning_on_focus(visit):
    page = visit("full", EVERYTHING).page
    code = page.locator(".bw-issue .bw-code[tabindex]").first
    tip = code.locator(".bw-tip")
    assert not _shows(tip)
    code.focus()
    assert _shows(tip)
    assert tip.inner_text() == "Credibility 2: probably true"


def _shows(found) -> bool:
    return found.evaluate(
        "e => { const s = getComputedStyle(e), b = e.getBoundingClientRect();"
        " return s.visibility === 'visible' && s.opacity !== '0' && b.width > 4 && b.height > 4; }"
    )


def test_stances_differ_by_word_and_by_shape(visit, tmp_path: Path):
    page = visit("full", EVERYTHING).page
    page.add_style_tag(content=".bw-stance, .bw-stance * {color: #000 !important}")
    seen = {}
    for stance in Stance:
        mark = page.locator(f".bw-issue .bw-stance--{stance.value}").first
        assert mark.inner_text().strip() == label(stance)
        assert mark.is_visible()
        seen[stance] = (mark.locator("svg").inner_html(), mark.locator("svg").screenshot())
    for one, other in combinations(seen, 2):
        assert seen[one][0] != seen[other][0], f"{one} and {other} have one shape"
        assert seen[one][1] != seen[other][1], f"{one} and {other} look the same without colour"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_shapes_show_in_forced_colours(visit, scheme: str):
    page = visit("full", EVERYTHING, scheme=scheme, forced_colors="active").page
    for stance in Stance:
        shape = page.locator(f".bw-issue .bw-stance--{stance.value} svg").first
        drawn = shape.screenshot()
        shape.evaluate("e => { e.style.opacity = '0' }")
        assert drawn != shape.screenshot(), f"the shape of {stance} cannot be seen"
