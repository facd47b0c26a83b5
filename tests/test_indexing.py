"""The search index as part of a build: complete, kept between builds, and the same whichever way it came about."""

from pathlib import Path

import pytest

from briefwright.build import Build, Site
from briefwright.cache import Cache
from briefwright.exports.page_text import sections
from briefwright.exports.theme_search import empty_theme_search
from briefwright.search.entries import PageText
from desks import SMALL_SITE, Desk
from test_build import MOULDS

pytestmark = pytest.mark.processes

ABOUT = PageText("about/", "About", (("", "Every line names its sources."), ("Method", "We read twice.")))


def index_of(desk: Desk, pages: tuple[PageText, ...] = (ABOUT,), **options: object) -> dict[str, bytes]:
    """Build without a theme and return the files of the index."""
    site = desk.root / "bare"
    Build(Site(desk.root / "briefings", cache=desk.root / "cache", **options)).write(MOULDS, site, pages)
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.glob("search/**/*.js"))}
    for path in found:
        (site / path).unlink()
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk").write(SMALL_SITE)


def test_an_unchanged_index_is_linked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = index_of(desk)
    monkeypatch.setattr("briefwright.indexing.index_part", None)
    assert index_of(desk) == first and "search/index.js" in first


def test_hand_written_pages_alone_can_change(desk: Desk) -> None:
    first = index_of(desk)
    other = index_of(desk, (ABOUT._replace(title="About this desk"),))
    assert other != first and index_of(desk) == first
    assert index_of(desk, ()) != first


def test_only_what_changed_is_new(desk: Desk) -> None:
    first = index_of(desk)
    desk.edit("briefings/2026/2026-03-04-talks.yml", "for nine hours", "for eleven hours")
    other = index_of(desk)
    kept = first.keys() & other.keys()
    assert kept and other.keys() - first.keys()
    assert [path for path in kept if first[path] != other[path]] == ["search/index.js"]
    desk.edit("briefings/2026/2026-03-04-talks.yml", "for eleven hours", "for nine hours")
    assert index_of(desk) == first


def damage(desk: Desk, data: bytes) -> None:
    shelf = Cache(desk.root / "cache").parts
    known = shelf.keys()
    assert known
    shelf.add((key, data) for key in known)


@pytest.mark.parametrize("data", [b"", b"not a part", b"\xe9", b"i\x01\x00\x00\x00"])
def test_a_damaged_part_is_made_again(desk: Desk, data: bytes) -> None:
    first = index_of(desk)
    damage(desk, data)
    # Another page makes the index anew, from the parts that are kept.
    index_of(desk, ())
    damage(desk, data)
    assert index_of(desk) == first


def test_without_search(desk: Desk) -> None:
    assert index_of(desk, search=False) == {}


HTML = """
<h1 id="about">About <em>us</em><a class="headerlink" href="#about" title="Permanent link">¶</a></h1>
<p>One &amp; two.<br>Three.</p><script>alert("no")</script><svg><title>no</title><a>no</a></svg>
<h2>Method</h2><ul><li>First</li><li>Second <a href="x">link</a></li></ul>
<h2>Empty</h2>
"""


def test_sections_of_a_page() -> None:
    assert sections(HTML) == (
        ("About us", "One & two. Three."),
        ("Method", "First Second link"),
        ("Empty", ""),
    )
    assert sections("") == () and sections("only text") == (("", "only text"),)


def test_no_theme_search_no_file(tmp_path: Path) -> None:
    empty_theme_search(tmp_path)
    assert list(tmp_path.iterdir()) == []
