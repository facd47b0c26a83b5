"""Weighs the search indexes of one corpus: Briefwright's, Pagefind's and Material's; times the making of Pagefind's."""

import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import search_pagefind
from measure import run
from search_server import packed_file_size

HERE = Path(__file__).resolve().parent
OURS = ("index.js", "t/*.js", "d/*.js", "c/*.js", "i/*.js", "f/*.js")
PAGEFIND = ("pagefind-entry.json", "*.pf_meta", "index/*", "fragment/*", "filter/*")
MATERIAL = ("search_index.json",)
"""Files of the index alone: programs that read it are counted with the first query."""


@dataclass(frozen=True)
class Weight:
    """One index: bytes on disk, bytes after gzip, files; seconds and bytes of memory where it was made here."""

    name: str
    bytes: int
    packed: int
    files: int
    documents: int | None = None
    seconds: float | None = None
    peak_bytes: int | None = None


def weigh(name: str, folder: Path, patterns: Iterable[str], documents: int | None = None) -> Weight:
    """Weigh the files of a folder that match one of the patterns."""
    files = [path for pattern in patterns for path in folder.glob(pattern)]
    total, packed = sum(path.stat().st_size for path in files), sum(packed_file_size(path) for path in files)
    return Weight(name, total, packed, len(files), documents)


def pagefind(name: str, site: Path, work: Path, whole: bool) -> tuple[Weight, Path]:
    """Index a site with Pagefind; return its weight and its folder."""
    source, out = work / "pages", work / "pagefind"
    shutil.rmtree(work, ignore_errors=True)
    documents = search_pagefind.prepare(site, source, whole)
    command = [sys.executable, str(HERE / "search_pagefind.py"), str(source), str(out)]
    done = run(command, work, work / "log")
    if done.code:
        raise RuntimeError(f"Pagefind ended with code {done.code}:\n{(work / 'log').read_text()[-2000:]}")
    shutil.rmtree(source)
    weight = weigh(name, out, PAGEFIND)
    made = Weight(name, weight.bytes, weight.packed, weight.files, documents, done.seconds, done.peak_bytes)
    return made, out


def table(weights: list[Weight]) -> list[str]:
    """Return a Markdown table; the ratio is that of the bytes on disk to the first row's."""
    first = weights[0]
    lines = [
        "| index | documents | on disk | after gzip | files | to ours | time | peak memory |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for weight in weights:
        cells = [
            weight.name,
            "" if weight.documents is None else f"{weight.documents:,}",
            f"{weight.bytes / 1e6:,.1f} MB",
            f"{weight.packed / 1e6:,.1f} MB",
            f"{weight.files:,}",
            f"{weight.bytes / first.bytes:.2f}",
            "" if weight.seconds is None else f"{weight.seconds:.1f} s",
            "" if weight.peak_bytes is None else f"{weight.peak_bytes / 1e6:,.0f} MB",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines
