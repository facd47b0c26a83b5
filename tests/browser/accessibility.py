"""What axe finds on a page, in light and in dark."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SCHEMES = {"light": "default", "dark": "slate"}
RULES: dict[str, dict[str, Any]] = {
    "light": {},
    # No other rule looks at colours; the rest of the page is the same in both schemes.
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}


def violations(page: Page, scheme: str) -> list[dict[str, Any]]:
    """Switch an open page to a scheme and return the rules that it breaks: all in light, those on colours in dark."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.wait_for_function("name => document.body.dataset.mdColorScheme === name", arg=SCHEMES[scheme])
    # Colours on their way to others would be measured.
    page.wait_for_function("!document.getAnimations().some(one => one instanceof CSSTransition)")
    found: list[dict[str, Any]] = (
        Axe().run(page, options={"resultTypes": ["violations"], **RULES[scheme]}).response["violations"]
    )
    return [rule | {"scheme": scheme} for rule in found]
