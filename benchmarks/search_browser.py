"""Asks a search in headless Chromium and notes bytes, requests, latency and what blocks the page."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from search_faces import Face
from search_server import Host, Served, hosted

LEAST_LETTERS = 3
"""Typing is timed from this many letters on."""

TYPED = 10
"""Queries that are typed letter by letter."""

_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Traffic:
    """What one query asked the server for: requests and bytes after gzip."""

    requests: int
    bytes: int


@dataclass(frozen=True)
class Speed:
    """Milliseconds of whole queries and of single keys, shards loaded; the longest task of the page, 0 if under 50."""

    queries: list[float]
    keys: list[float]
    longest_task: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium: the one that BRIEFWRIGHT_CHROMIUM names, the system's, or Playwright's own."""
    named = os.environ.get("BRIEFWRIGHT_CHROMIUM")
    program = named or next(filter(None, map(shutil.which, _PROGRAMS)), None)
    sandbox = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*_QUIET, *sandbox])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, host: Host) -> Iterator[Page]:
    """Open the page of a face in a context of its own, with an empty cache; an error in it ends the measurement."""
    trouble: list[str] = []
    context = browser.new_context()
    try:
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.goto(f"{host.address}bench.html")
        yield page
    finally:
        context.close()
    if trouble:
        raise RuntimeError(f"the page failed: {trouble[0]}")


def traffic(browser: Browser, face: Face, texts: Sequence[str]) -> tuple[list[Traffic], list[Traffic]]:
    """Return what each text costs as the first query of a visit, and what the text after it costs as the second."""
    first, later = [], []
    with hosted(face.mounts, face.made) as host:
        for text, next_text in zip(texts, [*texts[1:], texts[0]], strict=True):
            host.take()
            with opened(browser, host) as page:
                page.evaluate("(text) => answer(text)", text)
                first.append(_sum(host.take(*face.counted)))
                page.evaluate("(text) => answer(text)", next_text)
                later.append(_sum(host.take(*face.counted)))
    return first, later


def _sum(served: list[Served]) -> Traffic:
    wanted = [item for item in served if not item.path.endswith("/bench-worker.js")]
    return Traffic(len(wanted), sum(item.bytes for item in wanted))


def speed(browser: Browser, face: Face, texts: Sequence[str]) -> Speed:
    """Return how long queries take that were asked before, so that all they need is loaded; key by key as well."""
    typed = [text[:length] for text in texts[:TYPED] for length in range(LEAST_LETTERS, len(text) + 1)]
    with hosted(face.mounts, face.made) as host, opened(browser, host) as page:
        _timed(page, [*typed, *texts])
        keys = _timed(page, typed)
        queries = _timed(page, texts)
        longest = page.evaluate("longest")
    return Speed(queries, keys, longest)


def _timed(page: Page, texts: Sequence[str]) -> list[float]:
    took: list[float] = page.evaluate("(texts) => timed(texts)", list(texts))
    return took


def answers(page: Page, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Return what the engine finds for each text: its `total`, `partial`, `failed` and the ids of its ten items."""
    script = """async (texts) => {
      const all = [];
      for (const text of texts) {
        const { total, partial, failed, items } = await answer(text);
        all.push({ total, partial, failed, ids: items.map(({ kind, id }) => `${kind}/${id}`) });
      }
      return all;
    }"""
    found: list[dict[str, Any]] = page.evaluate(script, list(texts))
    failed = sum(bool(answer["failed"]) for answer in found)
    if failed:
        raise RuntimeError(f"part of the index could not be read in {failed} of {len(found)} queries")
    return found


def traffic_row(name: str, what: str, costs: list[Traffic]) -> str:
    """Return a row of a Markdown table: bytes after gzip and requests, median and worst."""
    sizes, requests = [cost.bytes for cost in costs], [cost.requests for cost in costs]
    cells = [name, what, f"{median(sizes) / 1000:.1f} kB", f"{max(sizes) / 1000:.1f} kB"]
    return f"| {' | '.join([*cells, f'{median(requests):.0f}', str(max(requests))])} |"


def speed_row(name: str, took: Speed) -> str:
    """Return a row of a Markdown table: milliseconds, median and 95th percentile, and the longest task."""
    cells = [name]
    for times in (took.queries, took.keys):
        cells += [f"{median(times):.1f} ms", f"{quantiles(times, n=20)[-1]:.1f} ms"]
    longest = f"{took.longest_task:.0f} ms" if took.longest_task else "under 50 ms"
    return f"| {' | '.join([*cells, longest])} |"
