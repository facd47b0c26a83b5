"""What axe finds on a page, in light and in dark."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that look at colours; all others find the same in every scheme."""

ON_COLOURS = "rules => axe.run({runOnly: {type: 'rule', values: rules}, resultTypes: ['violations']})"
SCHEMES = {"light": "default", "dark": "slate"}
ALIKE = 5
SILENCE = """most => {
  const own = e => [e.tagName, e.className.baseVal ?? e.className, e.getAttribute("style"), ...e.getAttributeNames(),
    !e.previousElementSibling, !e.nextElementSibling].join();
  const looks = new Map([[document.body, ""]]);
  const seen = {};
  for (const e of document.body.querySelectorAll("*")) {
    const look = looks.get(e.parentElement) + "/" + own(e);
    looks.set(e, look);
    const texts = [...e.childNodes].filter(node => node.nodeType === 3 && node.data.trim());
    if (!texts.length) continue;
    seen[look] = (seen[look] || 0) + 1;
    if (seen[look] > most) texts.forEach(node => { node.data = ""; });
  }
}"""
"""Empties texts that no rule of a style sheet could tell from a few before them: alike in all elements around them."""


def violations(page: Page) -> list[dict[str, Any]]:
    """Return the rules that a page breaks in light and in dark, each with its "scheme"; the page is spent after that.

    The whole page is looked at, but for its colours, which take axe longer than all else: of the texts of a long list
    that look alike, it measures the first ones.
    """
    if page.locator(".bw-explore").count():
        page.wait_for_function("/\\d|No results/.test(document.querySelector('#explore-count').textContent)")
    options = {"resultTypes": ["violations"], "rules": {name: {"enabled": False} for name in COLOURS}}
    found = _named(Axe().run(page, options=options).response, "both schemes")
    page.evaluate(SILENCE, ALIKE)
    for scheme, name in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_function("name => document.body.dataset.mdColorScheme === name", arg=name)
        # Colours on their way to others would be measured, and those of results that give way to others.
        page.wait_for_function("!document.querySelector('[aria-busy]')")
        page.wait_for_function("!document.getAnimations().some(one => one instanceof CSSTransition)")
        found += _named(page.evaluate(ON_COLOURS, COLOURS), scheme)
    return found


def _named(answer: dict[str, Any], scheme: str) -> list[dict[str, Any]]:
    return [rule | {"scheme": scheme} for rule in answer["violations"]]
