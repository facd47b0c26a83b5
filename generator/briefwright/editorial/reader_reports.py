"""Turns a filled form "Report a correction" into comments in the briefing that it names; nothing else there changes."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from briefwright.discovery import discover
from briefwright.editorial.corpus_now import corpus_now
from briefwright.editorial.form_fields import CORRECTION, PAGE, RIGHT, WRONG, Form, FormError, answers
from briefwright.printable import harmless
from briefwright.progress import Progress
from briefwright.settings import Settings

WIDTH = 100
"""Columns of a line of comments; an address may be longer."""

PAGES = "briefings"
"""The part of an address that an id follows, whatever the folder of the files is called."""

_MARK = b"\xef\xbb\xbf"
_ABOUT_THE_FILE = re.compile(rb"# yaml-language-server:[^\r\n]*\r?\n")
_BETWEEN = re.compile(r"[\s<>()\[\]\"'`,;]+")


class Report(NamedTuple):
    """A briefing's file, and what should stand in it: what it holds, with the reader's words as comments on top."""

    path: Path
    raw: bytes


def report(form: Form, site: Settings, progress: Progress) -> Report:
    """Return the file of the briefing that a form names, with what the reader says; nothing is written.

    A briefing counts as named by its address or its id, and only where it is one that readers see. Raises FormError
    where the form lacks something, or names no briefing or several.
    """
    given = answers(form, CORRECTION, (PAGE, WRONG, RIGHT))
    paths = _shown(site, progress)
    named = sorted({paths[id] for id in _ids(given[PAGE]) if id in paths})
    if len(named) != 1:
        what = "names more than one briefing" if named else "is not the address of a briefing of this site"
        raise FormError(
            f"What stands under “### {PAGE}” {what}. Write there the address of one briefing's page, as the browser "
            "shows it. A fault on another page is mended by hand."
        )
    raw = named[0].read_bytes()
    return Report(named[0], _with_comments(raw, list(_comments(form.number, given))))


def _shown(site: Settings, progress: Progress) -> dict[str, Path]:
    """Return the files of the briefings that readers see, by id and by earlier ids; links lead to what they name."""
    found = discover(site.briefings, site.name)
    files = {file.name: Path(file.path).resolve() for file in found.briefings}
    corpus = corpus_now(site, found, False, progress)
    aliases = {alias: files[item.path] for item in corpus.briefings for alias in item.aliases}
    return aliases | {item.id: files[item.path] for item in corpus.briefings}


def _ids(page: str) -> Iterator[str]:
    """Yield what may be ids in the answer on the page: the end of addresses, or the whole answer.

    A word of a sentence does not count: a briefing may well be called `talks`.
    """
    words = [word for part in _BETWEEN.split(page) if (word := part.strip("."))]
    if len(words) == 1 and "/" not in words[0]:
        yield words[0]
    for word in words:
        parts = re.split(r"[?#]", word, maxsplit=1)[0].split("/")
        while parts and parts[-1] in ("", "index.html"):
            parts.pop()
        if parts[-2:-1] == [PAGES] and (id := parts[-1].removesuffix(".html")):
            yield id


def _comments(number: int, given: dict[str, str]) -> Iterator[str]:
    """Yield the reader's words as lines of comments, with nothing in them that could end a line or turn it round."""
    yield f"# A reader reports, in issue {number}. Nothing of it is checked. Delete these lines once it is settled."
    for label, answer in given.items():
        if answer:
            yield f"# {label}:"
            for line in answer.split("\n"):
                words = harmless(" ".join(line.split()))
                yield from textwrap.wrap(
                    words,
                    WIDTH,
                    initial_indent="#   ",
                    subsequent_indent="#   ",
                    break_long_words=False,
                    break_on_hyphens=False,
                )


def _with_comments(raw: bytes, lines: Iterable[str]) -> bytes:
    """Return a file with comments on top, below what is about the file as a whole, and with its own line ends."""
    start = len(_MARK) if raw.startswith(_MARK) else 0
    about = _ABOUT_THE_FILE.match(raw, start)
    at = about.end() if about else start
    end = "\r\n" if b"\r\n" in raw else "\n"
    return raw[:at] + "".join(f"{line}{end}" for line in lines).encode() + raw[at:]
