"""What the browser tests share: built sites, one Chromium, and pages that remember what went wrong in them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from .install import find_chromium
from .search_site import make_small
from .serving import served
from .sites import KINDS, Site, make_full, make_real

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@dataclass
class Visit:
    """A page in the browser, and what it complained about or asked other hosts for."""

    page: Page
    site: Site
    trouble: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.trouble.append(f"page error: {error}"))
        self.page.on("request", self._request)

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

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site.address, "data:", "blob:")):
            self.trouble.append(f"request to another host: {request.url}")


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Name of a site → folder with its files."""
    made = tmp_path_factory.mktemp("sites")
    (made / "real").mkdir()
    return {
        "real": make_real(made / "real"),
        "full": make_full(made / "full"),
        "small": make_small(made / "small"),
    }


@pytest.fixture(scope="session")
def sites(folders: dict[str, Path]) -> Iterator[dict[str, Site]]:
    """Name → site, served on this machine; "disk" is the small one, opened from its files."""
    with served(folders["real"]) as real, served(folders["full"]) as full, served(folders["small"]) as small:
        yield {
            "real": Site("real", folders["real"], real),
            "full": Site("full", folders["full"], full),
            "small": Site("small", folders["small"], small),
            "disk": Site("disk", folders["small"], f"{folders['small'].as_uri()}/"),
        }


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without one they fail, and say what to do."""
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=find_chromium(), args=[*QUIET, *sandbox])
        except Error as error:
            pytest.fail(f"No Chromium could be started; run `make browser` first.\n{error.message}", pytrace=False)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, sites: dict[str, Site]) -> Iterator[Callable[..., Visit]]:
    """Open a page: visit("real", "actors/", width=390, scheme="dark") → Visit."""
    contexts = []

    def open_page(site: str, address: str, width: int = 1280, scheme: str = "light", **options: Any) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", **options
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        opened = Visit(context.new_page(), sites[site])
        opened.listen()
        opened.go(address)
        return opened

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def visit_kind(visit: Callable[..., Visit], sites: dict[str, Site]) -> Callable[..., Visit]:
    """Open the page that stands for a kind: visit_kind("dossier", width=390) → Visit."""

    def open_kind(kind: str, **options: Any) -> Visit:
        site, pattern, having = KINDS[kind]
        return visit(site, sites[site].largest(pattern, having), **options)

    return open_kind
