"""Every page of both sites, read without a browser: links, citations, ids, sizes, what is fetched from where."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from .faults import assert_none
from .sites import KINDS, Site

pytestmark = pytest.mark.browser

MOST_BYTES = 300_000
HOST = "https://here.invalid/"
LOADING = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
"""Elements that make a browser fetch something by itself."""


@dataclass
class Read:
    """What one page holds: ids, links as (element, attributes), and citations with the number they show."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read = Read()
        self._open: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.read.ids.append(values["id"])
            if tag == "li" and values["id"].startswith("source-"):
                self.read.sources.append(values["id"])
        if "href" in values or "src" in values:
            self.read.links.append((tag, values))
        self.read.handlers += [f"<{tag} {name}>" for name in values if name.startswith("on")]
        if tag == "a":
            self._open = values

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open["#text"] = self._open.get("#text", "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = None


def read(path: Path) -> Read:
    """Read a page's ids and links."""
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader.read


@dataclass
class Whole:
    """A site and all its pages, by their address from the root."""

    site: Site
    pages: dict[str, Read]
    files: set[str]


@pytest.fixture(scope="module", params=["real", "full"])
def whole(request, folders) -> Whole:
    folder = folders[request.param]
    site = Site(request.param, folder, HOST)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {path.relative_to(folder).as_posix(): read(path) for path in site.pages()}
    assert len(pages) > 200
    return Whole(site, pages, files)


def _target(page: str, address: str) -> tuple[str, str]:
    """Return the file of the site that an address on a page leads to, and the fragment."""
    parts = urlsplit(urljoin(HOST + page, address))
    path = unquote(parts.path).lstrip("/")
    return (path + "index.html" if path == "" or path.endswith("/") else path), unquote(parts.fragment)


def _is_own(page: str, address: str) -> bool:
    return urljoin(HOST + page, address).startswith(HOST)


def _addresses(whole: Whole):
    for page, content in whole.pages.items():
        for tag, values in content.links:
            yield page, tag, values, values.get("href") or values.get("src") or ""


def test_every_link_leads_to_a_page_and_a_place_on_it(whole):
    broken = set()
    ids = {page: set(content.ids) for page, content in whole.pages.items()}
    for page, _, _, address in _addresses(whole):
        if not _is_own(page, address):
            continue
        file, fragment = _target(page, address)
        if file not in whole.files:
            broken.add(f"{page}: {address} leads to no file")
        elif fragment and file in ids and fragment not in ids[file] | {"__comments"}:
            broken.add(f"{page}: {address} leads to no place on its page")
    assert_none(broken)


def test_no_link_needs_to_be_sent_on(whole):
    """A link to a folder without its slash works on a server only after a redirect, and nowhere else."""
    folders = {Path(name).parent.as_posix() for name in whole.files}
    found = {
        f"{page}: {address}"
        for page, tag, _, address in _addresses(whole)
        if tag == "a" and _is_own(page, address) and _target(page, address)[0] in folders
    }
    assert_none(found)


def test_every_page_is_linked_from_another(whole):
    linked = {
        _target(page, address)[0]
        for page, tag, _, address in _addresses(whole)
        if tag == "a" and _is_own(page, address) and _target(page, address)[0] != page
    }
    redirects = {page for page in whole.pages if "This page has moved" in (whole.site.folder / page).read_text("utf-8")}
    assert_none(whole.pages.keys() - linked - redirects - {"404.html"})


def test_links_to_other_sites_are_plain_and_safe(whole):
    found = set()
    for page, tag, values, address in _addresses(whole):
        if tag != "a" or _is_own(page, address):
            continue
        if urlsplit(address).scheme not in ("http", "https", "mailto"):
            found.add(f"{page}: {address} has a strange scheme")
        if urlsplit(address).scheme != "mailto" and "noopener" not in values.get("rel", "").split():
            found.add(f"{page}: {address} lacks rel=noopener")
    assert_none(found)


def test_nothing_is_fetched_from_another_host(whole):
    found = {
        f"{page}: <{tag}> {address}"
        for page, tag, values, address in _addresses(whole)
        if tag in LOADING and values.get("rel") not in ("canonical", "prev", "next") and not _is_own(page, address)
    }
    assert_none(found)
    styles = [name for name in whole.files if name.endswith(".css")]
    text = {name: (whole.site.folder / name).read_text(encoding="utf-8") for name in styles}
    assert [name for name in styles if re.search(r"@import\s|url\(\s*[\"']?(https?:)?//", text[name])] == []


def test_ids_are_given_once(whole):
    twice = {
        f"{page}: {id}"
        for page, content in whole.pages.items()
        for id, count in Counter(content.ids).items()
        if count > 1
    }
    assert_none(twice)


def test_no_page_handles_events_in_its_html(whole):
    assert_none({f"{page}: {found}" for page, content in whole.pages.items() for found in content.handlers})


def test_citations_lead_to_the_source_with_their_number_and_back(whole):
    wrong, seen = set(), 0
    for page, content in whole.pages.items():
        number_of = {source: str(number) for number, source in enumerate(content.sources, 1)}
        cites = {values["id"]: values for _, values in content.links if values.get("id", "").startswith("cite-")}
        back = [values["href"][1:] for _, values in content.links if values.get("href", "").startswith("#cite-")]
        seen += len(cites)
        for id, values in cites.items():
            source = values["href"].removeprefix("#")
            if number_of.get(source) != values["#text"].strip():
                wrong.add(f"{page}: citation {id} shows {values['#text']} and leads to {values['href']}")
        if Counter(back) != Counter(list(cites)):
            wrong.add(f"{page}: links back are not those of the citations")
    assert seen > 1000
    assert_none(wrong)


def test_citations_of_other_pages_lead_to_the_source_with_their_number(whole):
    wrong, seen = set(), 0
    for page, _, values, address in _addresses(whole):
        file, fragment = _target(page, address)
        if file == page or not fragment.startswith("source-") or "aria-label" not in values:
            continue
        seen += 1
        sources = whole.pages[file].sources
        shown = values["#text"].strip()
        if not shown.isdigit() or sources[int(shown) - 1 : int(shown)] != [fragment]:
            wrong.add(f"{page}: {address} shows {shown}")
    assert seen > 100
    assert_none(wrong)


def test_no_page_is_huge(whole):
    sizes = {name: (whole.site.folder / name).stat().st_size for name in whole.pages}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def test_shells_and_slots_are_nowhere(whole):
    assert [name for name in whole.files if "shell" in name] == []
    texts = [name for name in whole.files if name.endswith((".html", ".json", ".xml", ".js", ".txt"))]
    marks = re.compile(r"briefwright-shell|@@BW-|<!-- briefwright -->|\{\{|\{%")
    for name in texts:
        # Packed data may hold any characters.
        if name.startswith(("assets/javascripts", "search/")):
            continue
        found = marks.search((whole.site.folder / name).read_text(encoding="utf-8"))
        assert not found, f"{name} holds {found.group()}"


def test_site_map_names_every_page_once(whole):
    text = (whole.site.folder / "sitemap.xml").read_text(encoding="utf-8")
    named = re.findall(r"<loc>https://[^/]+/([^<]*)</loc>", text)
    assert len(named) == len(set(named))
    files = {_target("", address)[0] for address in named}
    assert files <= whole.files
    assert "index.html" in files
    assert {page for page in whole.pages if page.startswith("briefings/2026-")} - files <= _redirects(whole)


def _redirects(whole: Whole) -> set[str]:
    return {page for page in whole.pages if "This page has moved" in (whole.site.folder / page).read_text("utf-8")}


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_well_formed(folders, kind: str):
    """The browser's own parser finds nothing to repair in what we wrote; the theme's own lapses are known."""
    import html5lib

    site, pattern, having = KINDS[kind]
    folder = folders[site]
    page = folder / Site(site, folder, HOST).largest(pattern, having)
    page = page / "index.html" if page.is_dir() else page
    text = page.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser()
    parser.parse(text)
    lines = text.splitlines()
    found = [(code, at, lines[at[0] - 1][max(0, at[1] - 80) : at[1] + 40]) for at, code, _ in parser.errors]
    assert found == []
