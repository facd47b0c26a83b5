"""Asks whether one form of a word finds a document that has another form of it, in six languages."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

import search_corpus
from inflected import NAMES, PAIRS
from search_browser import answers, opened
from search_corpus import Documents
from search_faces import engine
from search_server import hosted
from yaml_text import scalar

SIDES = (0, 1)
"""Both directions are asked: the dictionary form against documents with the other one, and the other way round."""

TOPIC = "inflected pairs"
"""The topic of the pairs' briefings; asking for it keeps others out, and changes nothing in what a word finds."""


@dataclass(frozen=True)
class Question:
    """One form asked for its partner, which stands in one document."""

    language: str
    asked: str
    wanted: str
    document: str


@dataclass(frozen=True)
class Answer:
    """Whether the partner was among the first ten, and how many other documents came with it."""

    right: bool
    others: int


Answers = dict[Question, Answer]


def write_desk(folder: Path, side: int) -> None:
    """Write one briefing of one line for each pair, with the form of one side; all languages in one corpus."""
    briefings = folder / "briefings" / "2026"
    briefings.mkdir(parents=True)
    for language, pairs in PAIRS.items():
        for number, pair in enumerate(pairs):
            lines = [f"title: {scalar(pair[side])}", "date: 2026-03-04", f"lang: {language}", "summary: '–'"]
            lines.append(f"topics: [{TOPIC}]")
            (briefings / f"{language}-{number:02d}.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure(browser: Browser, scripts: Path, documents: Documents) -> list[Answers]:
    """Ask for each form's partner, in an index of the pairs alone, then in one that has `documents` as well."""
    alone: Answers = {}
    among: Answers = {}
    for side in SIDES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_desk(folder, side)
            desk = search_corpus.read(folder)
            count = sum(map(len, PAIRS.values()))
            if len(desk.titles) != count:
                raise RuntimeError(f"{len(desk.titles)} of {count} one-line briefings could be read")
            alone |= _asked(browser, scripts, desk, folder / "alone", side)
            among |= _asked(browser, scripts, documents.followed_by(desk), folder / "among", side)
    return [alone, among]


def _asked(browser: Browser, scripts: Path, documents: Documents, index: Path, side: int) -> Answers:
    search_corpus.write_index(documents, index)
    questions = [
        Question(language, pair[1 - side], pair[side], f"briefing/{language}-{number:02d}")
        for language, pairs in PAIRS.items()
        for number, pair in enumerate(pairs)
    ]
    face = engine(scripts, index)
    with hosted(face.mounts, face.made) as host, opened(browser, host) as page:
        found = answers(page, [f'{question.asked} topic:"{TOPIC}"' for question in questions])
    judged = {}
    for question, answer in zip(questions, found, strict=True):
        right = question.document in answer["ids"]
        judged[question] = Answer(right, answer["total"] - right)
    return judged


def table(alone: Answers, among: Answers) -> list[str]:
    """Return a Markdown table, language by language; a pair that is found among the pairs alone is not named."""
    rows = [
        "| language | questions | finds its partner | in the site's index | other documents found | not found |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for language, name in NAMES.items():
        asked = [question for question in alone if question.language == language]
        missed = [f"{question.asked} → {question.wanted}" for question in asked if not alone[question].right]
        others = sum(alone[question].others for question in asked) / len(asked)
        shares = [f"{sum(found[q].right for q in asked) / len(asked) * 100:.0f} %" for found in (alone, among)]
        rows.append(f"| {' | '.join([name, str(len(asked)), *shares, f'{others:.1f}', '; '.join(missed)])} |")
    return rows
