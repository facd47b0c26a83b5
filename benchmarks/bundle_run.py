"""Times the offline bundle beside a plain build of the same content; weighs an update, and what opening one reads."""

import argparse
import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

try:
    from playwright.sync_api import Browser

    from measure import Run, run
    from peers import PEERS
    from run import REST, make_content
    from search_browser import chromium
except ModuleNotFoundError as error:
    print(f"{error.name} is missing; install the project first: pip install -e '.[bench,test]'", file=sys.stderr)
    raise SystemExit(2) from None

BRIEFWRIGHT = Path(sys.executable).with_name("briefwright")
BUILD = ("build", "--site-dir", "site")
BUNDLE = ("bundle", "-o", "bundle.zip")
UPDATE = ("bundle", "--since", "bundle.zip", "-o", "update.zip")
LEAVINGS = ("site", ".cache", "bundle.zip", "update.zip", "unpacked")
QUERIES = ("patrol", "ceasefire talks", "harbour")


def main() -> int:
    """Build and bundle the same content in turn, make an update after one change, open the bundle and search in it."""
    arguments = _arguments()
    folder = arguments.work.resolve() / str(arguments.size) / "bundle"
    make_content(PEERS["briefwright"], arguments.size, folder)
    builds: list[Run] = []
    bundles: list[Run] = []
    for _ in range(arguments.repeat):
        for command, into in ((BUILD, builds), (BUNDLE, bundles)):
            _put_aside(folder, arguments.size)
            into.append(_timed(folder, command))
    again = _timed(folder, BUNDLE)
    print(f"\n### The bundle at {arguments.size:,} briefings\n\n| what | seconds | peak memory |\n|---|---:|---:|")
    for name, runs in (("plain build, cold", builds), ("bundle, cold", bundles), ("bundle, unchanged", [again])):
        print(f"| {name} | {_seconds(runs)} | {max(one.peak_bytes for one in runs) / 1e6:,.0f} MB |")
    ratio = median(one.seconds for one in bundles) / median(one.seconds for one in builds)
    print(f"\nA bundle takes {ratio:.2f} times a plain build; the zip has {_size(folder / 'bundle.zip')}.")
    for line in (*_update(folder), *_reading(folder)):
        print(line)
    return 0


def _update(folder: Path) -> Iterator[str]:
    """Change a sentence of one briefing in the middle, make an update, and put the sentence back."""
    files = sorted((folder / "briefings").glob("[0-9]*/*.yml"))
    chosen = files[len(files) // 2]
    before = chosen.read_bytes()
    try:
        # At the beginning of its title, so that every list that names it changes as well.
        chosen.write_bytes(before.replace(b"title: ", b"title: Corrected, ", 1))
        made = _timed(folder, UPDATE)
    finally:
        chosen.write_bytes(before)
    with ZipFile(folder / "update.zip") as archive:
        count = len(archive.namelist())
    size = _size(folder / "update.zip")
    yield f"An update after one changed briefing: {count:,} files, {size}, {made.seconds:.1f} s."


def _reading(folder: Path) -> Iterator[str]:
    """Unpack the bundle, open it in Chromium from its files, search, and add up the files that were read."""
    unpacked = folder / "unpacked"
    shutil.rmtree(unpacked, ignore_errors=True)
    with ZipFile(folder / "bundle.zip") as archive:
        archive.extractall(unpacked)
    (top,) = unpacked.iterdir()
    with chromium() as browser:
        for query in QUERIES:
            files = _files_read(browser, top, query)
            size = sum(path.stat().st_size for path in files)
            yield f"Opening the first page and finding '{query}' reads {len(files)} files, {size / 1e6:.2f} MB."


def _files_read(browser: Browser, top: Path, query: str) -> set[Path]:
    """Return the files that a browser with an empty cache opens for the first page and one query."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{top.as_uri()}/index.html")
    page.click(".md-search__input")
    page.keyboard.type(query)
    page.locator(".md-search-result__item").first.wait_for()
    # The theme shows more results a moment after the first.
    page.wait_for_timeout(1500)
    context.close()
    return {Path(unquote(urlsplit(one).path)) for one in asked if one.startswith("file:")}


def _timed(folder: Path, command: tuple[str, ...]) -> Run:
    os.sync()
    log = folder.with_suffix(".log")
    done = run([str(BRIEFWRIGHT), *command], folder, log, {"NO_MKDOCS_2_WARNING": "1"})
    if done.code:
        raise SystemExit(f"briefwright {' '.join(command)} ended with {done.code}:\n{log.read_text()[-2000:]}")
    print(f"briefwright {command[0]}: {done.seconds:.1f} s, {done.peak_bytes / 1e6:,.0f} MB", file=sys.stderr)
    return done


def _put_aside(folder: Path, size: int) -> None:
    """Take away what earlier runs left, without deleting: ext4 is slow for a minute after many deletions."""
    aside = folder.with_name("bundle.old")
    for name in LEAVINGS:
        path = folder / name
        if path.exists():
            aside.mkdir(exist_ok=True)
            path.rename(aside / f"{name}-{len(list(aside.iterdir()))}")
    os.sync()
    time.sleep(REST if size >= 5000 else 0)


def _seconds(runs: list[Run]) -> str:
    each = ", ".join(f"{one.seconds:.1f}" for one in runs)
    return f"{median(one.seconds for one in runs):.1f} ({each})" if len(runs) > 1 else each


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:,.2f} MB"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="briefings (default: 10000)")
    parser.add_argument("--repeat", type=int, default=2, help="cold runs of each, in turn (default: 2)")
    parser.add_argument("--work", type=Path, default=Path(__file__).parent / "work", help="where everything goes")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
