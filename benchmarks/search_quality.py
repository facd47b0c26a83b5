"""Measures how well the search finds things: words of titles, typos, and the order of a reference implementation."""

from dataclasses import dataclass

import bm25s
import numpy as np
from bm25s.tokenization import Tokenized
from playwright.sync_api import Browser

from briefwright.search.fold import words
from briefwright.search.weights import K1, B
from search_browser import answers, opened
from search_corpus import Documents
from search_faces import Face
from search_queries import TitleQuery, loose, of_titles, with_typo
from search_server import hosted

QUERIES = 300
AGREEMENT_QUERIES = 150
TOP = 10
SAME_SCORE = 1e-5
"""Share by which two scores may differ and still count as equal: the reference computes with 32 bits."""


@dataclass(frozen=True)
class Line:
    """One measured quality: what was asked, the share that was right (0 to 1), of how many, and the line to reach."""

    what: str
    share: float
    count: int
    least: float | None = None


class Reference:
    """BM25 by the library bm25s over the same words, each repeated by the weight of its field.

    Its variant "lucene" has our idf, ln(1 + (N - df + 0.5) / (df + 0.5)), and lacks only the constant factor k1 + 1,
    which changes no order. Ours holds lengths to 4 per cent and frequencies up to 255; the reference holds all exactly.
    """

    def __init__(self, documents: Documents) -> None:
        self._counts = documents.counts
        vocabulary: dict[str, int] = {}
        ids = []
        for counts in documents.counts:
            numbers = np.fromiter((vocabulary.setdefault(word, len(vocabulary)) for word in counts), np.int32)
            ids.append(np.repeat(numbers, list(counts.values())).tolist())
        self._model = bm25s.BM25(k1=K1, b=B, method="lucene")
        self._model.index(Tokenized(ids=ids, vocab=vocabulary), show_progress=False)

    def best(self, query: tuple[str, ...]) -> tuple[set[int], int]:
        """Return the documents that may stand in the top ten, and how many places these are.

        Only documents with all words count. All that score as much as the last place are returned.
        """
        scores = self._model.get_scores(list(query))
        having = [n for n, counts in enumerate(self._counts) if all(word in counts for word in query)]
        ranked = sorted((float(scores[n]) for n in having), reverse=True)[:TOP]
        least = ranked[-1] * (1 - SAME_SCORE)
        return {n for n in having if scores[n] >= least}, len(ranked)


def measure(browser: Browser, engine: Face, documents: Documents) -> list[Line]:
    """Ask the engine all kinds of queries and return how many it answered well."""
    titles = of_titles(documents, QUERIES, "quality")
    typos = with_typo(titles)
    free = loose(documents, AGREEMENT_QUERIES, TOP)
    with hosted(engine.mounts, engine.made) as host, opened(browser, host) as page:
        by_title = [answer["ids"] for answer in answers(page, [query.text for query in titles])]
        by_typo = [answer["ids"] for answer in answers(page, [query.text for query in typos])]
        by_words = [answer["ids"] for answer in answers(page, [" ".join(query) for query in free])]
    fits = _Fits(documents)
    lines = [
        _line(
            "three words of a title: first", [fits(q, ids[:1]) for q, ids in zip(titles, by_title, strict=True)], 0.95
        ),
        *_unique(documents, titles, by_title),
    ]
    right = [fits(query.meant, ids) for query, ids in zip(typos, by_typo, strict=True)]
    kept = [hit for query, hit in zip(typos, right, strict=True) if query.place]
    lines += [
        _line("the same with a typo in one word: in the top ten", right, 0.90),
        _line("of these, with the first letter right", kept),
        _line("of these, with the first letter wrong", [h for q, h in zip(typos, right, strict=True) if not q.place]),
        _agreement(documents, free, by_words),
    ]
    return lines


class _Fits:
    """Tells whether a briefing with all three words in its title is among what was found."""

    def __init__(self, documents: Documents) -> None:
        briefings = zip(documents.names, documents.titles, strict=False)
        self._words = {name: frozenset(words(title)) for name, title in briefings}

    def __call__(self, query: TitleQuery, ids: list[str]) -> bool:
        return any(self._words.get(id, frozenset()).issuperset(query.words) for id in ids)


def _unique(documents: Documents, titles: list[TitleQuery], found: list[list[str]]) -> list[Line]:
    """Return the strict figure: titles that no other title shares the three words with."""
    having: dict[str, set[int]] = {}
    for number, title in enumerate(documents.titles):
        for word in words(title):
            having.setdefault(word, set()).add(number)
    alone = [len(set.intersection(*(having[word] for word in query.words))) == 1 for query in titles]
    right = [ids[:1] == [documents.names[q.number]] for q, ids in zip(titles, found, strict=True)]
    return [
        _line("of these, titles that alone have the three words", [r for r, a in zip(right, alone, strict=True) if a])
    ]


def _agreement(documents: Documents, queries: list[tuple[str, ...]], found: list[list[str]]) -> Line:
    reference = Reference(documents)
    numbers = {name: number for number, name in enumerate(documents.names)}
    shares = []
    for query, ids in zip(queries, found, strict=True):
        best, places = reference.best(query)
        shares.append(sum(numbers.get(id, -1) in best for id in ids[:places]) / places)
    return Line("top ten shared with bm25s, mean", sum(shares) / len(shares), len(shares), 0.90)


def _line(what: str, hits: list[bool], least: float | None = None) -> Line:
    return Line(what, sum(hits) / len(hits) if hits else 0.0, len(hits), least)


def table(lines: list[Line]) -> list[str]:
    """Return a Markdown table of the lines that had queries."""
    rows = ["| query | right | queries | to reach |", "|---|---:|---:|---:|"]
    for line in filter(lambda line: line.count, lines):
        least = f"{line.least * 100:.0f} %" if line.least else ""
        rows.append(f"| {line.what} | {line.share * 100:.1f} % | {line.count} | {least} |")
    return rows
