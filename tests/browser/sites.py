"""The two sites that the tests look at: the repository's own, and one that has every kind of page and every field."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from .everything import ALIAS, BRIEFING_ID, extra_files, many_actors

ROOT = Path(__file__).resolve().parents[2]
SYNTHETIC = 240
"""Briefings in the full site: enough for pages by year, for continuations and for one that is withdrawn."""

FULL_CONFIG = """\
INHERIT: {config}
site_name: Harbour desk
plugins:
  - search
  - briefwright
nav:
  - Home: index.md
  - Briefings: briefings/index.md
  - Dossiers: dossiers/index.md
  - Actors:
      - actors/index.md
      - analysts/index.md
  - Issues: issues/index.md
  - Sources: publishers/index.md
"""


@dataclass(frozen=True)
class Site:
    """A built site: its files, and the address that it is served at, with a slash at the end."""

    name: str
    folder: Path
    address: str

    def pages(self) -> list[Path]:
        """Return all HTML files, in order."""
        return sorted(self.folder.rglob("*.html"))

    def largest(self, pattern: str, having: str = "") -> str:
        """Return the address, from the site's root, of the largest page among those of a pattern that hold a text."""
        found = [path for path in self.folder.glob(pattern) if having in path.read_text(encoding="utf-8")]
        assert found, f"the {self.name} site has no page {pattern} with '{having}'"
        page = max(found, key=lambda path: (path.stat().st_size, path.as_posix()))
        return page.relative_to(self.folder).as_posix().removesuffix("index.html")


def command(desk: Path, *arguments: str) -> None:
    """Run the command in a desk's folder; it must succeed."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    called = [sys.executable, "-m", "briefwright", *arguments]
    done = subprocess.run(called, cwd=desk, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, f"briefwright {arguments[0]} failed in {desk}:\n{done.stdout}{done.stderr}"


def build(desk: Path) -> Path:
    """Build the site of a folder with the command; returns the folder of the site."""
    command(desk, "build")
    return desk / "site"


def bundled(desk: Path, *arguments: str) -> Path:
    """Make a bundle and unpack it into a folder whose name needs escaping in addresses; returns its top folder."""
    command(desk, "bundle", "-o", "bundle.zip", *arguments)
    unpacked = desk / "Ünpacked here, 100 % & #1"
    with ZipFile(desk / "bundle.zip") as archive:
        archive.extractall(unpacked)
    (top,) = unpacked.iterdir()
    return top


def write_real(desk: Path) -> Path:
    """Copy the repository's own content, so that its site/ and its cache stay as they are."""
    for name in ("docs", "briefings", "overrides"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, desk / name)
    shutil.copy(ROOT / "mkdocs.yml", desk)
    return desk


def make_real(desk: Path) -> Path:
    """Build the repository's own site."""
    return build(write_real(desk))


def bundled_real(desk: Path) -> Path:
    """Make a bundle of the repository's own content; returns its top folder."""
    return bundled(write_real(desk))


def write_full(desk: Path) -> Path:
    """Write made-up content that makes every kind of page."""
    corpus = ROOT / "benchmarks" / "corpus.py"
    subprocess.run([sys.executable, str(corpus), str(SYNTHETIC), str(desk)], check=True, capture_output=True)
    (desk / "mkdocs.yml").write_text(FULL_CONFIG.format(config=ROOT / "mkdocs.yml"), encoding="utf-8")
    with (desk / "briefings/registry/actors.yml").open("a", encoding="utf-8") as file:
        file.write(many_actors())
    for path, text in extra_files().items():
        (desk / path).parent.mkdir(exist_ok=True)
        with (desk / path).open("a", encoding="utf-8") as file:
            file.write(text)
    return desk


def make_full(desk: Path) -> Path:
    """Build a site with every kind of page, from made-up content."""
    return build(write_full(desk))


def kinds() -> dict[str, tuple[str, str, str]]:
    """Return every kind of page: name → site, pattern of its file, text it holds. The largest such page is taken."""
    hand_written = sorted(path.stem for path in (ROOT / "docs").glob("*.md") if path.stem != "index")
    lists = ("briefings", "actors", "analysts", "issues", "publishers", "dossiers")
    return {
        "home": ("real", "index.html", ""),
        "explore": ("real", "explore/index.html", ""),
        **{name: ("real", f"{name}/index.html", "") for name in lists},
        **{name: ("real", f"{name}/index.html", "") for name in hand_written},
        "not found": ("real", "404.html", ""),
        "briefing": ("real", "briefings/2026-02-18-geneva-third-trilateral/index.html", ""),
        "long briefing": ("real", "briefings/*/index.html", "bw-page--briefing"),
        "actor with positions": ("real", "actors/*/index.html", 'id="positions"'),
        "analyst": ("real", "actors/*/index.html", 'id="views"'),
        "issue": ("real", "issues/*/index.html", ""),
        "publisher": ("real", "publishers/*/index.html", ""),
        "dossier": ("real", "dossiers/*/index.html", ""),
        "briefing with every field": ("full", f"briefings/{BRIEFING_ID}/index.html", ""),
        "withdrawn briefing": ("full", "briefings/*/index.html", "bw-page--withdrawn"),
        "corrected briefing": ("full", "briefings/*-000137/index.html", 'id="corrections"'),
        "newest of many briefings": ("full", "briefings/index.html", "bw-parts"),
        "archive year": ("full", "archive/*/index.html", ""),
        "many actors": ("full", "actors/index.html", "bw-parts"),
        "list by letter": ("full", "lists/actors-?/index.html", ""),
        "continuation page": ("full", "*/*/page-2/index.html", ""),
        "dossier of a large site": ("full", "dossiers/*/index.html", ""),
        "issue with every stance": ("full", "issues/twelve-mile-line/index.html", ""),
    }


KINDS = kinds()
REDIRECT = ("full", f"briefings/{ALIAS}/", f"briefings/{BRIEFING_ID}/")
"""Site, an old address and the new one."""
