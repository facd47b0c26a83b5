"""Writes a corpus of N synthetic briefings as a Briefwright site: `python benchmarks/corpus.py N DIR`."""

import argparse
import sys
from pathlib import Path

from synthetic import briefings
from words import SURNAMES
from world import IN_PLACE_ACTORS, Entry, World
from yaml_text import dump

REGISTRY_FILE_ENTRIES = 2500
"""Entries in one registry file at most: a file that Briefwright reads stays under 1 MB."""

MOST = SURNAMES - IN_PLACE_ACTORS
"""Briefings at most: past them, names of actors would come twice."""

CONFIG = """site_name: Benchmark desk
site_url: https://bench.example/
theme:
  name: material
  font: false
plugins:
  - search
  - briefwright
"""

WITHOUT_SEARCH = CONFIG.replace("- briefwright", "- briefwright: {search: false}")


def write_registry(folder: Path, name: str, entries: list[Entry]) -> None:
    """Write one registry: one file, or a folder of files where it is long."""
    if len(entries) <= REGISTRY_FILE_ENTRIES:
        (folder / f"{name}.yml").write_text(dump(entries), encoding="utf-8")
        return
    parts = folder / name
    parts.mkdir()
    for number, start in enumerate(range(0, len(entries), REGISTRY_FILE_ENTRIES), 1):
        text = dump(entries[start : start + REGISTRY_FILE_ENTRIES])
        (parts / f"{number:03d}.yml").write_text(text, encoding="utf-8")


def write_corpus(size: int, target: Path, search: bool = True) -> int:
    """Write the corpus of `size` briefings into an empty folder; return the bytes of the briefings.

    Without search the site has all pages, and no index: what Hugo makes.
    """
    world = World(size)
    registry = target / "briefings" / "registry"
    registry.mkdir(parents=True)
    for name in ("actors", "issues", "publishers", "dossiers"):
        write_registry(registry, name, getattr(world, name))
    docs = target / "docs"
    docs.mkdir()
    (target / "mkdocs.yml").write_text(CONFIG if search else WITHOUT_SEARCH, encoding="utf-8")
    (docs / "index.md").write_text(f"# Benchmark desk\n\n{size} made-up briefings.\n", encoding="utf-8")
    for year in range(world.day(0).year, world.day(size - 1).year + 1):
        (target / "briefings" / str(year)).mkdir()
    written = 0
    for briefing in briefings(world):
        path = target / "briefings" / briefing["date"][:4] / f"{briefing.pop('id')}.yml"
        text = dump(briefing).encode()
        path.write_bytes(text)
        written += len(text)
    return written


def main() -> int:
    """Read the arguments and write the corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", metavar="N", type=int, help="number of briefings")
    parser.add_argument("target", metavar="DIR", type=Path, help="folder to make; must not exist or be empty")
    parser.add_argument("--no-search", action="store_true", help="a site without the search index")
    arguments = parser.parse_args()
    if not 1 <= arguments.size <= MOST:
        parser.error(f"N must lie between 1 and {MOST:,}")
    if arguments.target.exists() and any(arguments.target.iterdir()):
        parser.error(f"{arguments.target} is not empty")
    written = write_corpus(arguments.size, arguments.target, not arguments.no_search)
    print(f"{arguments.size} briefings, {written / arguments.size / 1000:.1f} kB each", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
