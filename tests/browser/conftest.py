"""What the browser tests share: built sites, one Chromium and its tabs."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from made_once import made_once

from .install import find_chromium
from .search_site import make_small
from .serving import served
from .sites import KINDS, Site, make_full, make_real
from .tabs import Tabs, Visit

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


class Folders(dict[str, Path]):
    """Name of a site → folder with its files, made when a test first asks for it."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory

    def __missing__(self, name: str) -> Path:
        make = {"real": make_real, "full": make_full, "small": make_small}[name]
        self[name] = made_once(self._factory, f"site-{name}", make)
        return self[name]


class Sites(dict[str, Site]):
    """Name → site, served on this machine; "disk" is the small one, opened from its files."""

    def __init__(self, folders: Folders, servers: ExitStack) -> None:
        self._folders = folders
        self._servers = servers

    def __missing__(self, name: str) -> Site:
        folder = self._folders["small" if name == "disk" else name]
        address = f"{folder.as_uri()}/" if name == "disk" else self._servers.enter_context(served(folder))
        self[name] = Site(name, folder, address)
        return self[name]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Name of a site → folder with its files; for looking at only."""
    return Folders(tmp_path_factory)


@pytest.fixture(scope="session")
def sites(folders: Folders) -> Iterator[Sites]:
    """Name → site, in a browser's reach."""
    with ExitStack() as servers:
        yield Sites(folders, servers)


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


@pytest.fixture(scope="session")
def tabs(browser: Browser) -> Iterator[Tabs]:
    """The tabs that all tests use."""
    opened = Tabs(browser)
    yield opened
    opened.close()


@pytest.fixture
def visit(tabs: Tabs, sites: Sites) -> Iterator[Callable[..., Visit]]:
    """Open a page: visit("real", "actors/", width=390, scheme="dark") → Visit; alone=True gives it a tab of its own.

    Any other option is one of a browser context, and does so as well.
    """
    with ExitStack() as visits:

        def open_page(site: str, address: str, width: int = 1280, scheme: str = "light", **options: Any) -> Visit:
            return visits.enter_context(tabs.open(sites[site], address, width, scheme, **options))

        yield open_page


@pytest.fixture
def visit_kind(visit: Callable[..., Visit], sites: Sites) -> Callable[..., Visit]:
    """Open the page that stands for a kind: visit_kind("dossier", width=390) → Visit."""

    def open_kind(kind: str, **options: Any) -> Visit:
        site, pattern, having = KINDS[kind]
        return visit(site, sites[site].largest(pattern, having), **options)

    return open_kind
