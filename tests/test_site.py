"""The whole site through MkDocs: one pipeline behind every command, other settings, the same bytes anywhere."""

import gzip
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from briefwright.exports.sitemap import MOST, write_sitemap
from desks import CONFIG, Desk, differences

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
TALKS = "briefings/2026-03-04-talks"


def locations(xml: bytes) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(xml).iter(f"{SPACE}loc")]


@pytest.fixture
def built(desk: Desk, command) -> Desk:
    desk.edit("briefings/2026/2026-03-04-talks.yml", "sources:\n", "aliases: [old-talks]\nsources:\n")
    ran = command(desk, "build")
    assert (ran.code, ran.err) == (0, "")
    return desk


def test_what_a_site_holds(built: Desk) -> None:
    site = built.site()
    talks = site[f"{TALKS}/index.html"].decode()
    assert "<title>Harbour talks end without a text - Harbour desk</title>" in talks
    assert '<link rel="canonical" href="https://desk.example/briefings/2026-03-04-talks/">' in talks
    assert "https://code.example/desk/harbour/edit/main/briefings/2026/2026-03-04-talks.yml" in talks
    for name in ("index.html", "404.html", *(f"{n}/index.html" for n in ("actors", "analysts", "issues", "dossiers"))):
        assert name in site
    everything = b"".join(site.values())
    assert b"@@BW" not in everything and b"briefwright-shell" not in everything
    assert not [name for name in site if "shell" in name]


def test_redirects(built: Desk) -> None:
    old = built.page("briefings/old-talks/index.html")
    assert 'content="0; url=../../briefings/2026-03-04-talks/"' in old
    assert '<link rel="canonical" href="https://desk.example/briefings/2026-03-04-talks/">' in old
    assert "noindex" in old


def test_the_sitemap(built: Desk) -> None:
    site = built.site()
    found = locations(site["sitemap.xml"])
    leaves = {name.removesuffix("index.html") for name in site if name.endswith("index.html")}
    leaves -= {"briefings/old-talks/"}
    assert sorted(found) == sorted(f"https://desk.example/{name}" for name in leaves)
    assert gzip.decompress(site["sitemap.xml.gz"]) == site["sitemap.xml"]
    assert b"<lastmod>2026-03-04</lastmod>" in site["sitemap.xml"]


def test_the_search_index(built: Desk) -> None:
    own = built.page("search/search_index.json")
    assert json.loads(own)["docs"] == [] and "config" in json.loads(own)
    assert built.page("search/search_index.js").startswith("var __index = {")
    manifest = built.page("search/index.js").removeprefix("briefwrightIndex(").removesuffix(");")
    pages = json.loads(manifest)
    assert pages["briefings"] == len([name for name in built.site() if name.startswith("briefings/20")])
    names = "".join(path.read_text(encoding="utf-8") for path in (built.root / "site/search").rglob("*.js"))
    assert "shell" not in names


def test_many_addresses_in_the_sitemap(tmp_path: Path) -> None:
    own = (
        f'<?xml version="1.0"?>\n<urlset xmlns="{SPACE[1:-1]}">\n<url><loc>https://desk.example/</loc></url>\n</urlset>'
    )
    (tmp_path / "sitemap.xml").write_text(own, encoding="utf-8")
    addresses = [f"actors/a-{n}/" for n in range(MOST * 2 + 1)]
    write_sitemap(tmp_path, "https://desk.example/sub/?a&b", addresses, {addresses[0]: "2026-03-04"}, "2026-03-04")
    parts = [location.rsplit("/", 1)[1] for location in locations((tmp_path / "sitemap.xml").read_bytes())]
    assert parts == ["sitemap-pages.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    found = [location for part in parts[1:] for location in locations((tmp_path / part).read_bytes())]
    assert [location.split("a&b/")[1] for location in found] == addresses
    assert all(len(locations((tmp_path / part).read_bytes())) <= 50_000 for part in parts)
    assert gzip.decompress((tmp_path / "sitemap.xml.gz").read_bytes()) == (tmp_path / "sitemap.xml").read_bytes()


def test_mkdocs_builds_the_same_site(built: Desk) -> None:
    ran = built.run("build", "-q", "-d", "other", program="mkdocs")
    assert ran.code == 0, ran.err
    assert differences(built.site(), built.site("other")) == []


def test_mkdocs_says_what_is_wrong(desk: Desk) -> None:
    desk.edit("briefings/2026/2026-03-04-talks.yml", "dossier: port-vell", "dossier: port-wel")
    ran = desk.run("build", "-q", program="mkdocs")
    assert ran.code != 0 and "REF04" in ran.err + ran.out and "Traceback" not in ran.err


def test_the_same_bytes_whatever_the_surroundings(built: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path / "another place" / "désk")
    shutil.copytree(built.root, other.root, ignore=shutil.ignore_patterns("site", ".cache", "another place"))
    ran = other.run("build", PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="C")
    assert ran.code == 0, ran.err
    assert differences(built.site(), other.site()) == []
    assert other.run("build", PYTHONHASHSEED="8", TZ="America/Adak").code == 0
    assert differences(built.site(), other.site()) == []


def test_one_core_or_several(synthetic: Path, tmp_path: Path) -> None:
    sites = []
    for jobs in ("1", "3"):
        desk = Desk(tmp_path / jobs)
        shutil.copytree(synthetic, desk.root)
        desk.edit("mkdocs.yml", "  - briefwright\n", f"  - briefwright: {{jobs: {jobs}}}\n")
        ran = desk.run("build", PYTHONHASHSEED=jobs)
        assert (ran.code, ran.err) == (0, "")
        sites.append(desk.site())
    assert differences(*sites) == [] and len(sites[0]) > 450


SETTINGS = {
    "no search": ("  - search\n", ""),
    "no site_url": ("site_url: https://desk.example/\n", ""),
    "sub path": ("site_url: https://desk.example/", "site_url: https://desk.example/news/desk"),
    "no repository": ("repo_url: https://code.example/desk/harbour\nedit_uri: edit/main/docs/\n", ""),
    "strict": ("extra:\n", "strict: true\nextra:\n"),
    "no cache": ("  - briefwright\n", "  - briefwright: {cache_dir: ''}\n"),
    "other folder": ("  - briefwright\n", "  - briefwright: {briefings_dir: content/briefings/}\n"),
    "navigation": ("plugins:\n", "nav: [Home: index.md, Actors: actors/index.md]\nplugins:\n"),
    "offline": ("  - search\n", "  - search\n  - offline\n"),
    "tags and more": ("  - search\n", "  - search\n  - tags\n  - meta\n"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_other_settings(desk: Desk, command, name: str) -> None:
    desk.edit("mkdocs.yml", *SETTINGS[name])
    if name == "other folder":
        (desk.root / "content").mkdir()
        (desk.root / "briefings").rename(desk.root / "content/briefings")
    ran = command(desk, "build")
    assert (ran.code, ran.err) == (0, "")
    site = desk.site()
    leaf = f"{TALKS}.html" if name == "offline" else f"{TALKS}/index.html"
    assert "Harbour talks end without a text" in site[leaf].decode()
    assert b"@@BW" not in b"".join(site.values())
    assert ("search/search_index.json" in site) == (name != "no search")
    if name == "sub path":
        assert f"https://desk.example/news/desk/{TALKS}/" in locations(site["sitemap.xml"])
        assert f'href="https://desk.example/news/desk/{TALKS}/"' in site[leaf].decode()
    if name == "other folder":
        assert "edit/main/content/briefings/2026/2026-03-04-talks.yml" in site[leaf].decode()


def test_addresses_without_directories(desk: Desk, command) -> None:
    desk.edit("mkdocs.yml", "theme:\n", "use_directory_urls: false\ntheme:\n")
    desk.edit("briefings/2026/2026-03-04-talks.yml", "sources:\n", "aliases: [old-talks]\nsources:\n")
    assert command(desk, "build").code == 0
    site = desk.site()
    assert f"{TALKS}.html" in site and "actors/index.html" in site and f"{TALKS}/index.html" not in site
    assert b'url=../briefings/2026-03-04-talks.html"' in site["briefings/old-talks.html"]
    assert f"https://desk.example/{TALKS}.html" in locations(site["sitemap.xml"])
    assert b'href="../actors/coast-state.html"' in site[f"{TALKS}.html"]


def test_an_id_called_index_does_not_take_the_lists_place(desk: Desk, command) -> None:
    desk.edit("mkdocs.yml", "theme:\n", "use_directory_urls: false\ntheme:\n")
    desk.write({"briefings/2026/index.yml": "title: Odd\ndate: 2026-01-01\nsummary: Odd.\n"})
    assert command(desk, "check").code == 1
    assert command(desk, "build").code == 1


def test_a_users_own_template_stays_in_front(desk: Desk, command) -> None:
    desk.edit("mkdocs.yml", "  font: false\n", "  font: false\n  custom_dir: own\n")
    desk.write({"own/main.html": '{% extends "base.html" %}{% block announce %}Read with care.{% endblock %}'})
    ran = command(desk, "build")
    assert (ran.code, ran.err) == (0, "")
    assert "Read with care." in desk.page(f"{TALKS}/index.html")


def test_a_template_without_content_is_refused(desk: Desk, command) -> None:
    assert command(desk, "build").code == 0
    before = desk.site()
    desk.edit("mkdocs.yml", "  font: false\n", "  font: false\n  custom_dir: own\n")
    desk.write({"own/main.html": "<title>nothing</title>"})
    ran = command(desk, "build")
    assert ran.code != 0 and "overrides for main.html" in ran.err and "Traceback" not in ran.err
    assert desk.site() == before


def test_a_template_that_is_wrong_is_no_traceback(desk: Desk, command) -> None:
    desk.edit("mkdocs.yml", "  font: false\n", "  font: false\n  custom_dir: own\n")
    for text in ("{{ page.meta.title }}", "{% if %}", '{% extends "nowhere.html" %}'):
        desk.write({"own/main.html": text})
        ran = command(desk, "build")
        assert ran.code == 1 and "template" in ran.err and "Traceback" not in ran.err


def test_hand_written_text_stays_above_a_list(desk: Desk, command) -> None:
    desk.write({"docs/actors/index.md": "# Who is who\n\nWritten by hand.\n"})
    assert command(desk, "build").code == 0
    page = desk.page("actors/index.html")
    assert page.index("Written by hand.") < page.index("Coast State")


def test_other_pages_of_the_docs_stay(desk: Desk, command) -> None:
    desk.write({"docs/method.md": "# Method\n\nHow it is done.\n"})
    assert command(desk, "build").code == 0
    assert "How it is done." in desk.page("method/index.html")
    assert "https://desk.example/method/" in locations(desk.site()["sitemap.xml"])


def test_an_empty_site(empty_desk: Desk, command) -> None:
    empty_desk.write({"mkdocs.yml": CONFIG, "docs/index.md": "# Desk\n"})
    ran = command(empty_desk, "build")
    assert (ran.code, ran.err) == (0, "")
    assert "No briefing has been published yet" in empty_desk.page("index.html")
    assert "No actor is known yet" in empty_desk.page("actors/index.html")


def fetch(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
        return answer.read().decode()


def until(port: int, path: str, words: str, process: subprocess.Popen[bytes], seconds: float = 60) -> bool:
    """Wait until a page has the words."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            if words in fetch(port, path):
                return True
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    return False


def test_serve_follows_edits(desk: Desk, tmp_path: Path) -> None:
    desk.edit("mkdocs.yml", "site_url: https://desk.example/\n", "")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (tmp_path / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
            cwd=desk.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=log,
            stderr=log,
        )
        try:
            page = f"{TALKS}/"
            assert until(port, page, "Harbour talks end without a text", process), (tmp_path / "serve.log").read_text()
            desk.edit("briefings/2026/2026-03-04-talks.yml", "end without a text", "go on")
            assert until(port, page, "Harbour talks go on", process), (tmp_path / "serve.log").read_text()
            assert until(port, "briefings/", "Harbour talks go on", process)
            desk.edit("briefings/2026/2026-03-04-talks.yml", "dossier: port-vell", "dossier: port-wel")
            end = time.monotonic() + 30
            while b"REF04" not in (tmp_path / "serve.log").read_bytes() and time.monotonic() < end:
                time.sleep(0.2)
            assert b"REF04" in (tmp_path / "serve.log").read_bytes()
            desk.edit("briefings/2026/2026-03-04-talks.yml", "dossier: port-wel", "dossier: port-vell")
            desk.edit("briefings/2026/2026-03-04-talks.yml", "go on", "resume")
            assert until(port, page, "Harbour talks resume", process), (tmp_path / "serve.log").read_text()
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
