"""Measures the search of a built benchmark site beside its peers; `make bench` runs it after run.py."""

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

try:
    from playwright.sync_api import Browser
    from playwright.sync_api import Error as BrowserError

    import briefwright
    import search_browser
    import search_corpus
    import search_faces
    import search_inflected
    import search_quality
    import search_queries
    import search_sizes
    from search_browser import Traffic, chromium
    from search_faces import ASSETS, Face
    from search_server import packed_file_size
except ModuleNotFoundError as error:
    print(f"{error.name} is missing; install the project first: pip install -e '.[bench,test]'", file=sys.stderr)
    raise SystemExit(2) from None

HERE = Path(__file__).resolve().parent
QUERIES = 30
TRAFFIC_HEAD = ["| search | query | median | worst | requests, median | worst |", "|---|---|---:|---:|---:|---:|"]
SPEED_HEAD = [
    "| search | query, median | 95th | one key, median | 95th | longest task |",
    "|---|---:|---:|---:|---:|---:|",
]


class NotBuiltError(Exception):
    """Something that must be built first; the text says how."""


class Bench:
    """One built site and what is measured on it; each measurement returns Markdown lines."""

    def __init__(self, folder: Path, index: Path | None, peers: Path, pagefind: bool, browser: Browser) -> None:
        """Measure the site in `folder`; `peers` has or gets theirs, `index` is an index of the site from elsewhere."""
        self.folder, self.site, self.peers, self.browser = folder, folder / "site", peers, browser
        self.index = index or self.site / "search"
        self.with_pagefind = pagefind
        if not (self.index / "index.js").is_file():
            raise NotBuiltError(f"{self.index} has no search index; build the site first: python benchmarks/run.py")

    @cached_property
    def documents(self) -> search_corpus.Documents:
        """All documents of the site, read again from its briefings."""
        _say("reading the briefings")
        return search_corpus.read(self.folder)

    @cached_property
    def texts(self) -> list[str]:
        """The queries whose bytes and time are measured."""
        return [query.text for query in search_queries.of_titles(self.documents, QUERIES, "traffic")]

    @cached_property
    def scripts(self) -> Path:
        """The search's own scripts: those of the site, or those of the program where the site has none yet."""
        built = self.site / ASSETS
        return built if (built / "worker.js").is_file() else Path(briefwright.__file__).parent / "theme" / ASSETS

    @cached_property
    def pagefind(self) -> tuple[list[search_sizes.Weight], Path] | None:
        """Pagefind's indexes of the site by weight, and the folder of the one over the same text."""
        if not self.with_pagefind:
            return None
        _say("Pagefind, the same pages whole: indexing (a minute or two, some 5 GB of memory)")
        whole, _ = search_sizes.pagefind("Pagefind, the same pages", self.site, self.peers / "pagefind-whole", True)
        _say("Pagefind, the same text: indexing")
        text, folder = search_sizes.pagefind("Pagefind, the same text", self.site, self.peers / "pagefind-text", False)
        return [whole, text], folder

    @property
    def material(self) -> Path:
        """The site that plain Material for MkDocs made of the same briefings; it may not be there."""
        return self.peers / "material" / "site"

    def size(self) -> list[str]:
        """Return the table of index sizes."""
        weights = [search_sizes.weigh("Briefwright", self.index, search_sizes.OURS, len(self.documents.items))]
        if self.pagefind:
            weights += self.pagefind[0]
        if self.material.is_dir():
            weights.append(search_sizes.weigh("Material", self.material / "search", search_sizes.MATERIAL))
        return search_sizes.table(weights)

    def faces(self, ours: Callable[[Path, Path], Face]) -> Iterator[Face]:
        """Yield the searches to compare: one of ours, and Pagefind's."""
        yield ours(self.scripts, self.index)
        if self.pagefind:
            yield search_faces.pagefind(self.pagefind[1])

    def traffic(self) -> list[str]:
        """Return the table of bytes and requests of a first and of a later query."""
        lines = list(TRAFFIC_HEAD)
        for face in self.faces(search_faces.header):
            _say(f"{face.name}: bytes of {2 * len(self.texts)} queries")
            first, later = search_browser.traffic(self.browser, face, self.texts)
            lines.append(search_browser.traffic_row(face.name, "first", first))
            lines.append(search_browser.traffic_row(face.name, "later", later))
        whole = [
            *self.material.glob("assets/javascripts/workers/search.*.js"),
            self.material / "search" / "search_index.json",
        ]
        if self.material.is_dir():
            cost = Traffic(len(whole), sum(map(packed_file_size, whole)))
            lines.append(search_browser.traffic_row("Material, worker and index", "first", [cost]))
        return lines

    def speed(self) -> list[str]:
        """Return the table of latencies."""
        lines = list(SPEED_HEAD)
        for face in self.faces(search_faces.engine):
            _say(f"{face.name}: time of {len(self.texts)} queries, key by key")
            lines.append(search_browser.speed_row(face.name, search_browser.speed(self.browser, face, self.texts)))
        return lines

    def quality(self) -> list[str]:
        """Return the table of what is found."""
        _say("quality: titles, typos, agreement with the reference")
        face = search_faces.engine(self.scripts, self.index)
        return search_quality.table(search_quality.measure(self.browser, face, self.documents))

    def forms(self) -> list[str]:
        """Return the table of inflected pairs; they get indexes of their own."""
        _say("inflected pairs")
        return search_inflected.table(*search_inflected.measure(self.browser, self.scripts, self.documents))


PARTS: dict[str, tuple[str, Callable[[Bench], list[str]]]] = {
    "size": ("The index", Bench.size),
    "traffic": ("Bytes after gzip and requests, ten results", Bench.traffic),
    "speed": ("Time to ten results, everything loaded", Bench.speed),
    "quality": ("What is found", Bench.quality),
    "forms": ("Another form of the word", Bench.forms),
}
"""Measurement → heading and method, in the order of printing."""


def main() -> int:
    """Measure what is asked for and print the tables as they are done."""
    arguments = _arguments()
    work = arguments.work.resolve()
    folder = arguments.folder or work / str(arguments.size) / "briefwright"
    peers = folder.resolve().parent if arguments.folder is None else work
    try:
        with chromium() as browser:
            bench = Bench(folder.resolve(), arguments.index, peers, arguments.pagefind, browser)
            count = len(bench.documents.titles)
            for name in arguments.parts:
                heading, measure = PARTS[name]
                lines = measure(bench)
                print(
                    f"### Search, {count:,} briefings: {heading[0].lower()}{heading[1:]}\n",
                    *lines,
                    "",
                    sep="\n",
                    flush=True,
                )
    except KeyboardInterrupt:
        _say("interrupted")
        return 130
    except NotBuiltError as error:
        _say(str(error))
        return 2
    except (RuntimeError, BrowserError) as error:
        _say(str(error))
        return 1
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _parts(text: str) -> list[str]:
    names = [name for name in text.split(",") if name]
    if not names or set(names) - PARTS.keys():
        raise argparse.ArgumentTypeError(f"choose from {', '.join(PARTS)}")
    return names


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--size", type=int, default=10_000, help="number of briefings of the site that run.py built (%(default)s)"
    )
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder that run.py worked in")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="another site: a folder with briefings/ and site/")
    parser.add_argument("--index", type=Path, metavar="DIR", help="an index of that site from elsewhere")
    parser.add_argument("--parts", type=_parts, default=list(PARTS), help=f"what to measure, out of {','.join(PARTS)}")
    parser.add_argument("--no-pagefind", dest="pagefind", action="store_false", help="leave Pagefind out")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
