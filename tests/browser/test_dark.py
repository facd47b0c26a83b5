"""Light and dark: the switch changes the colours, and the choice holds on the next page."""

import pytest

pytestmark = pytest.mark.browser

COLOURS = (
    "() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
)
BRIEFING = "briefings/2026-02-18-geneva-third-trilateral/"


def _switch(page) -> None:
    page.locator("form[data-md-component=palette] label:visible").click()


def _scheme(page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def test_switch_changes_colours_and_holds(visit):
    opened = visit("real", BRIEFING)
    page = opened.page
    light = page.evaluate(COLOURS)
    for _ in range(3):
        _switch(page)
        if _scheme(page) == "slate":
            break
    assert _scheme(page) == "slate"
    page.wait_for_function(f"old => ({COLOURS})()[1] !== old", arg=light[1])
    dark = page.evaluate(COLOURS)
    assert light[0] != dark[0]
    assert light[1] != dark[1]
    opened.go("dossiers/")
    assert _scheme(page) == "slate"
    assert page.evaluate(COLOURS)[0] == dark[0]
    assert opened.trouble == []


def test_follows_the_system_until_told_otherwise(visit):
    opened = visit("real", BRIEFING, scheme="dark")
    assert _scheme(opened.page) == "slate"
    opened.page.emulate_media(color_scheme="light")
    opened.page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")


def test_a_choice_ends_with_its_test(tabs, sites):
    """The page of one test, still open when the next one sets its colours, would store its palette once more."""
    with tabs.open(sites["real"], BRIEFING, 1280, "light") as opened:
        while _scheme(opened.page) != "slate":
            _switch(opened.page)
    assert opened.page.url == "about:blank"
    with tabs.open(sites["real"], BRIEFING, 1280, "dark") as opened:
        opened.page.emulate_media(color_scheme="light")
        opened.page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")
