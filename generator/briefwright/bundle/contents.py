"""The files of a built site, looked at by several processes: what each weighs, and whether it calls out."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefwright.bundle.manifest import Entry
from briefwright.bundle.outside import Reference, outside
from briefwright.parallel import chunks, run

CHUNK = 64

NOT_FOR_A_DISK = ("404.html", "sitemap.xml", "sitemap.xml.gz")
"""What only a server or a search engine has a use for."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A file by its path in the site, its entry for the manifest, and what it would fetch from elsewhere."""

    path: str
    entry: Entry
    references: tuple[Reference, ...]


def paths_in(site: Path) -> list[str]:
    """Return the paths of all files, with forward slashes, sorted."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return sorted(path for path in found if path not in NOT_FOR_A_DISK)


def examined(site: Path, paths: Sequence[str], jobs: int) -> Iterator[Examined]:
    """Yield what there is to say of each file, in order."""
    for part in run(_examine_part, chunks(paths, CHUNK), jobs, _prepare, (site,)):
        yield from part


@dataclass(slots=True)
class _Bench:
    site: Path = Path()


_bench = _Bench()


def _prepare(site: Path) -> None:
    _bench.site = site


def _examine_part(paths: Sequence[str]) -> list[Examined]:
    return [examine(path, (_bench.site / path).read_bytes()) for path in paths]


def examine(path: str, data: bytes) -> Examined:
    """Look at one file."""
    return Examined(path, Entry(len(data), hashlib.sha256(data).hexdigest()), tuple(outside(path, data)))
