"""Tabs of one Chromium that serve one test after the other, and pages that remember what went wrong in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

from .sites import Site

PATIENCE = 15_000
"""Milliseconds to wait for what a page is to show."""


@dataclass
class Visit:
    """A page in the browser, and what it complained about or asked other hosts for."""

    page: Page
    site: Site
    trouble: list[str] = field(default_factory=list)
    expected: bool = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Note what goes wrong in the page."""
        heard = {"console": self._console, "pageerror": self._error, "request": self._request}
        for event, listener in heard.items():
            self.page.on(event, listener)  # type: ignore[call-overload]
        yield
        for event, listener in heard.items():
            self.page.remove_listener(event, listener)

    def go(self, address: str) -> None:
        """Open a page of the site, by its address from the root."""
        self.expected = address == "404.html"
        self.page.goto(self.site.address + ("no/such/page/" if self.expected else address))

    def _console(self, message: ConsoleMessage) -> None:
        address = message.location.get("url", "")
        # The browser reports the document of a missing page, and an icon that it asks for by itself while a redirect,
        # which links none, is on its way.
        known = address == self.site.address + "favicon.ico" or (self.expected and address.endswith("no/such/page/"))
        if message.type in ("error", "warning") and not known:
            self.trouble.append(f"{message.type}: {message.text} ({address})")

    def _error(self, error: Error) -> None:
        self.trouble.append(f"page error: {error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self.trouble.append(f"request to another host: {request.url}")


class Tabs:
    """One tab for each site, used by one test after the other: starting a new one takes longer than most tests.

    A tab that a test leaves is as good as new: nothing stored, no mouse over it, no print layout. A test that opens
    a site twice, or asks for what a tab is born with, gets a tab of its own.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, Page] = {}

    @contextmanager
    def open(self, site: Site, address: str, width: int, scheme: Any, **options: Any) -> Iterator[Visit]:
        """Open a page of a site, by its address from the root, until the test is over."""
        page = None if options else self._free.pop(site.address, None)
        if page is None:
            alone = {name: value for name, value in options.items() if name != "alone"}
            context = self._browser.new_context(reduced_motion="reduce", **alone)
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="null", color_scheme=scheme)
        opened = Visit(page, site)
        try:
            with opened.listening():
                opened.go(address)
                yield opened
            keep = not options and site.address not in self._free and _cleaned(page, site)
        except BaseException:
            keep = False
            raise
        finally:
            if keep:
                self._free[site.address] = page
            else:
                page.context.close()

    def close(self) -> None:
        """Close the tabs that are left."""
        for page in self._free.values():
            page.context.close()


def _cleaned(page: Page, site: Site) -> bool:
    """Forget what a test did in a tab; False where that cannot be sure."""
    try:
        if len(page.context.pages) != 1 or not page.url.startswith(site.address):
            return False
        page.mouse.move(0, 0)
        page.evaluate("localStorage.clear(), sessionStorage.clear(), window.name = ''")
        # A page that is still open when the next test sets its colours stores its palette once more.
        page.goto("about:blank")
    except Error:
        return False
    return True
