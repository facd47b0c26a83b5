"""Indexes the pages of a built Briefwright site with Pagefind: `python benchmarks/search_pagefind.py FOLDER OUT`."""

import argparse
import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

from pagefind.index import IndexConfig, PagefindIndex

ENTRY_KINDS = ("actors", "issues", "publishers", "dossiers")
NOT_TEXT = [".bw-cite", ".bw-code", ".bw-kicker", "nav"]
"""Numbers of sources, codes and crumbs: nobody searches for them, and our own index leaves them out."""

_CONTENT = re.compile(r'(<div class="bw bw-page[^"]*")( id="bw-shell-heading".*)</article>', re.DOTALL)
_HEAD = re.compile(r'(<header class="bw-head")(.*?</header>)', re.DOTALL)
_HTML_LANG = re.compile(r'<html lang="([^"]+)"')
_ACTOR = re.compile(r'href="(?:\.\./)+actors/([^"/]+)/')
_ISSUE = re.compile(r'href="(?:\.\./)+issues/([^"/]+)/')
_DAY = re.compile(r'<p class="bw-byline">.*?<time datetime="(\d{4}-\d{2})', re.DOTALL)
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


def briefing_page(html: str) -> str | None:
    """Return a briefing's page with its content marked, and filters; None for a page without content (a redirect)."""
    found = _CONTENT.search(html)
    if found is None:
        return None
    day = _DAY.search(html)
    filters = [("actor", name) for name in dict.fromkeys(_ACTOR.findall(found[0]))]
    filters += [("issue", name) for name in dict.fromkeys(_ISSUE.findall(found[0]))]
    filters += [("month", day[1])] if day else []
    marks = "".join([f'<p data-pagefind-filter="{name}:{value}"></p>' for name, value in filters])
    return _document(html, f"{found[1]} data-pagefind-body{found[2]}", marks)


def entry_page(html: str, whole: bool) -> str | None:
    """Return the page of an actor, issue, publisher or dossier, marked whole or by its head alone."""
    found = (_CONTENT if whole else _HEAD).search(html)
    return None if found is None else _document(html, f"{found[1]} data-pagefind-body{found[2]}", "")


def _document(html: str, content: str, marks: str) -> str:
    """Return the least page that holds the content: Pagefind has nothing else to read."""
    language, title = _HTML_LANG.search(html), _TITLE.search(html)
    return (
        f'<!doctype html><html lang="{language[1] if language else "en"}"><head><meta charset="utf-8">'
        f"<title>{title[1] if title else ''}</title></head><body>{content}</div>{marks}</body></html>"
    )


def pages(site: Path, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of each page that Briefwright's own search has a document for, in a stable order."""
    for path in sorted((site / "briefings").glob("*/index.html")):
        page = briefing_page(path.read_text(encoding="utf-8"))
        if page is not None:
            yield path.relative_to(site).as_posix(), page
    for kind in ENTRY_KINDS:
        # Continuations of long pages lie one folder deeper: our search has no document for them.
        for path in sorted((site / kind).glob("*/index.html")):
            page = entry_page(path.read_text(encoding="utf-8"), whole)
            if page is not None:
                yield path.relative_to(site).as_posix(), page


def prepare(site: Path, target: Path, whole: bool) -> int:
    """Write the marked pages of a site into an empty folder; return how many."""
    count = 0
    for path, html in pages(site, whole):
        page = target / path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(html, encoding="utf-8")
        count += 1
    return count


async def index(folder: Path, out: Path) -> None:
    """Write Pagefind's index of a folder of pages into `out`.

    The folder goes in at once: the Python package looks for answers ten times a second, which page by page would be
    nearly all of the time.
    """
    async with PagefindIndex(config=IndexConfig(output_path=str(out), exclude_selectors=NOT_TEXT)) as made:
        await made.add_directory(str(folder))


def main() -> int:
    """Read the arguments and write the index; a process of its own, so that its memory can be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="folder of marked pages, as `prepare` writes them")
    parser.add_argument("out", metavar="OUT", type=Path, help="folder to write")
    arguments = parser.parse_args()
    asyncio.run(index(arguments.folder, arguments.out))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
