"""Markdown with the one fixed set of extensions that prose fields have, and its limits."""

import re
from typing import ClassVar
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

EXTENSIONS = ("tables", "sane_lists", "fenced_code", "def_list")


class _Heading(HashHeaderProcessor):
    """A heading has a space after its marks (as in CommonMark): a paragraph may begin with #ceasefire."""

    RE: ClassVar[re.Pattern[str]] = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>(?:\\.|[^\\#\n]|#+(?=[^#\n]))*?)#*(?:\n|$)"
    )


class _ListAfterParagraph(BlockProcessor):
    """A list may follow its introduction without an empty line between (as in CommonMark)."""

    START = re.compile(r"\n(?=[ ]{0,3}(?:[*+-]|1\.)[ ]+\S)")

    def test(self, parent: Element, block: str) -> bool:
        return bool(self.START.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        before, after = self.START.split(blocks.pop(0), maxsplit=1)
        blocks.insert(0, after)
        self.parser.parseBlocks(parent, [before])


class _AltTexts(Treeprocessor):
    """Turns images into their alternative texts: pictures are no part of a field."""

    def run(self, root: Element) -> None:
        for image in root.iter("img"):
            image.text = AtomicString(image.get("alt", ""))
            image.tag = "span"
            image.attrib.clear()


def new_markdown() -> Markdown:
    """Return a Markdown instance. No smart punctuation: a text's characters stay as they are."""
    markdown = Markdown(extensions=list(EXTENSIONS), output_format="html")
    # HTML blocks go the way of inline HTML: it is cleaned in the end, and citations between the tags are seen.
    markdown.preprocessors.deregister("html_block")
    blocks = markdown.parser.blockprocessors
    blocks.register(_Heading(markdown.parser), "hashheader", 70)
    blocks.register(_ListAfterParagraph(markdown.parser), "list_after_paragraph", 12)
    markdown.treeprocessors.register(_AltTexts(markdown), "alt_texts", 15)
    return markdown


# What Markdown reads in quadratic time: each of these looks through the rest of its block, or builds it anew.
_BLOCK = re.compile(r"(?:[^\n]+\n?)+")
_BRACKET = re.compile(r"\]\(?|\[")
_SPECIAL = re.compile(r"[\\`*_<&\[\]]|  \n")
_FENCE = re.compile(r"^(?:~~~|```)", re.MULTILINE)
_REBUILT = re.compile(r"^[ ]{0,3}(?:(?:=+|-+|(?:[-_*][ ]{0,2}){3,})[ ]*$|#{1,6}[ ])", re.MULTILINE)
_NESTED = re.compile(r"^(?:[ ]*(?:>|[-*+][ ]|\d+\.[ ])){30}|^(?:[ ]{4}|\t){30}[ \t]*(?:[-*+>]|\d+\.)", re.MULTILINE)
MOST_LINES = 40_000
MOST_STEPS = 2_000_000


def is_absurd(text: str) -> bool:
    """Say whether Markdown would take unreasonably long for a text, or nest too deep; no real field comes near.

    It is counted, not timed, and does not depend on the stack: the same text gets the same answer everywhere.
    """
    if _NESTED.search(text) or text.count("\n") > MOST_LINES:
        return True
    steps = text.count("|") * 20
    if "```" in text or "~~~" in text:
        steps += len(_FENCE.findall(text)) * len(text) // 50
    for match in _BLOCK.finditer(text):
        steps += _steps(match[0])
        if steps > MOST_STEPS:
            return True
    return False


def _steps(block: str) -> int:
    """Return about how many characters Markdown has to look at more than once in one block."""
    steps = len(_SPECIAL.findall(block)) * len(block) // 200
    steps += sum(len(block) - match.start() for match in _REBUILT.finditer(block))
    return steps + _bracket_steps(block) if "[" in block else steps


def _bracket_steps(block: str) -> int:
    steps = 0
    square: list[int] = []
    for match in _BRACKET.finditer(block):
        if match[0] == "[":
            square.append(match.start())
            continue
        if square:
            steps += match.start() - square.pop()
        if match[0] == "](":
            end = block.find(")", match.end())
            address = block[match.end() : end] if end >= 0 else '"'
            steps += (len(block) if '"' in address or "'" in address else end) - match.start()
        if steps > MOST_STEPS:
            break
    return steps + sum(len(block) - start for start in square)
