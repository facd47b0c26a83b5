"""What prose fields say besides words: [@source] citations, [[id]] links, web addresses; and their plain text."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefwright.prose_code import code_spans, hide_code, without_comments


@dataclass(frozen=True, slots=True)
class Citation:
    """One source cited; `[@a, p. 2; @b]` is two of them.

    `locator` is the place in the source with its spaces folded, or None; `written` is the whole bracket as it stands.
    """

    source: str
    locator: str | None
    written: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an actor, issue, dossier, publisher or briefing: `[[id]]`, or `[[id|text]]` where `text` is set."""

    id: str
    text: str | None
    written: str


class Mark(NamedTuple):
    """A bracket found in a text at `start:end`: the citations in it, or a link."""

    start: int
    end: int
    what: list[Citation] | Link


_MARK = re.compile(r"\[(?:@(\w[\w.-]*)\]|@([^\[\]]+)\]|\[([\w-]+)\]\]|\[([^\[\]|]+)(?:\|([^\[\]]*))?\]\])")
_OPEN = re.compile(r"\[@[^\[\]\s]*|\[\[[^\[\]\s]*")
_NEXT = re.compile(r"\s*;\s*@")
_CITED = re.compile(r"(\w[\w.-]*)(?:(?:\s*,\s*|\s+)([^,;\s].*))?", re.DOTALL)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def citations(text: str) -> list[Citation]:
    """Return the citations of a field in their order; those in code, comments and after a backslash don't count."""
    if "[@" not in text:
        return []
    return [citation for mark in marks(text) if not isinstance(mark.what, Link) for citation in mark.what]


def links(text: str) -> list[Link]:
    """Return the [[id]] links of a field in their order; those in code, comments and after a backslash don't count."""
    if "[[" not in text:
        return []
    return [mark.what for mark in marks(text) if isinstance(mark.what, Link)]


def unread(text: str) -> list[str]:
    """Return what begins like a citation or a link but is none, such as `[@gazette` without an end.

    Such a bracket is shown to readers as it stands, so a check should point at it.
    """
    if "[@" not in text and "[[" not in text:
        return []
    found = marks(text)
    if text.count("[@") + text.count("[[") == len(found):
        return []
    bare = hide_code(text)
    at = 0
    rest = []
    for mark in found:
        rest.append(bare[at : mark.start])
        at = mark.end
    return _OPEN.findall(" ".join([*rest, bare[at:]]))


# The fields of a few briefings are asked for their citations, their links and their broken brackets again and again.
@lru_cache(maxsize=1024)
def marks(text: str) -> tuple[Mark, ...]:
    """Return the citation brackets and links of a field, in their order and with their places."""
    found = []
    for match in _MARK.finditer(hide_code(text)):
        what = _read(match)
        if what:
            found.append(Mark(*match.span(), what))
    return tuple(found)


def _read(match: re.Match[str]) -> list[Citation] | Link | None:
    written, source, cited, linked, id_, shown = match.group(0, 1, 2, 3, 4, 5)
    if source:
        return [Citation(source, None, written)]
    if linked:
        return Link(linked, None, written)
    if "\n" in written and _BLANK_LINE.search(written):
        return None
    if not cited:
        id_ = " ".join(id_.split())
        return Link(id_, " ".join(shown.split()) or None if shown else None, written) if id_ else None
    read = []
    for part in _NEXT.split(cited) if ";" in cited else (cited,):
        one = _CITED.fullmatch(part)
        if not one:
            return None
        locator = one[2]
        read.append(Citation(one[1], " ".join(locator.split()) if locator else None, written))
    return read


_ADDRESSES = re.compile(
    r"\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*))"  # [text](address), ![text](<address>)
    r"|\]:[ ]*\n?[ ]*<?([^\s<>]+)"  # [name]: address
    r"|<([A-Za-z][A-Za-z0-9+.-]{1,30}:[^\s<>]*)>"  # <address>
    r"""|[\s"'/](?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+))""",
    re.IGNORECASE,
)


def web_links(text: str) -> list[str]:
    """Return every address in a field, in its order: Markdown links, images, autolinks, definitions, href and src.

    They are returned as a browser would read them (entities resolved), whatever their scheme; code doesn't count.
    """
    if "](" not in text and "<" not in text and "]:" not in text:
        return []
    found = (next(filter(None, match.groups()), "") for match in _ADDRESSES.finditer(hide_code(text)))
    return [html.unescape(address).strip() for address in found if address.strip()]


# What makes a field more than plain words. Where none of it stands, folding the white space is all there is to do.
_SPECIAL = re.compile(r"[\[\]*_`#<>&\\|~]")
_HIDDEN_LINE = re.compile(r"\[[^\[\]]*\]:.*|[-=_*|: \t]{2,}|(?:~{3,}|`{3,}).*")
_LINE_START = re.compile(r"(?:(?:#{1,6}|>|[-+*:]|\d+\.)(?=[ \t]|$)[ \t]*|>)+")
_LINE_END = re.compile(r"[ \t]+#+$")
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>@]+)>")
TARGET = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_MARKDOWN_LINK = re.compile(rf"\[([^\[\]]*)(?:{TARGET.pattern}|\]\[[^\[\]\n]*\])")
# Each begins with a plain character, for the sake of speed; hence the looks behind come after it.
_EMPHASIS = (
    re.compile(r"\*\*(?<!\*\*\*)([^*]+)\*\*(?!\*)"),
    re.compile(r"__(?<!\w__)([^_]+)__(?!\w)"),
    re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*"),
    re.compile(r"_(?<!\w_)([^_\s](?:[^_]*[^_\s])?)_(?!\w)"),
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_KEPT = re.compile("\ue000(\\d+)\ue001")


def plain(text: str, name: Callable[[str], str]) -> str:
    """Return the whole field as readable plain text on one line, for cards, descriptions and the search index.

    Markdown marks, HTML tags and citations are taken out; of an [[id]] link its own text stays, or `name(id)`.
    """
    if "\n" not in text and not _SPECIAL.search(text):
        # Most fields: short, and without any mark.
        return " ".join(_line(text).split())
    kept: list[str] = []  # what no further rule may touch: names, code, characters after a backslash

    def keep(words: str) -> str:
        kept.append(words)
        return f"\ue000{len(kept) - 1}\ue001"

    if _SPECIAL.search(text):
        if not text.isascii():
            text = text.replace("\ue000", "\ufffd").replace("\ue001", "\ufffd")
        text = _without_code(_unmarked(without_comments(text), keep, name), keep)
    text = " ".join(_lines(text)) if "\n" in text else _line(text)
    if _SPECIAL.search(text):
        text = _without_marks(text, keep)
    if kept:
        text = _KEPT.sub(lambda match: kept[int(match[1])], text)
    return " ".join(text.split())


def _unmarked(text: str, keep: Callable[[str], str], name: Callable[[str], str]) -> str:
    """Take out the citations, with the space before them, and put names in the place of links."""
    if "[@" not in text and "[[" not in text:
        return text
    parts, at = [], 0
    for mark in marks(text):
        before = text[at : mark.start]
        if isinstance(mark.what, Link):
            parts += [before, keep(mark.what.text or name(mark.what.id))]
        else:
            parts.append(before.rstrip())
        at = mark.end
    return "".join([*parts, text[at:]])


def _without_code(text: str, keep: Callable[[str], str]) -> str:
    """Keep code, without its backticks, and characters after a backslash."""
    if "`" in text:
        parts, at = [], 0
        for start, end, ticks in code_spans(text):
            code = text[start + ticks : end - ticks]
            if ticks > 2 and "\n" in code:
                code = code[code.index("\n") :]  # the first line of fenced code names its language
            parts += [text[at:start], keep(code.strip())]
            at = end
        text = "".join([*parts, text[at:]])
    return _ESCAPED.sub(lambda match: keep(match[1]), text) if "\\" in text else text


def _lines(text: str) -> list[str]:
    return [_line(line) for line in text.split("\n")]


def _line(line: str) -> str:
    """Return a line without what makes it a heading, an item or a quotation; empty if it is a rule or a definition."""
    line = line.strip()
    if not line or line[0].isalpha():
        return line
    if _HIDDEN_LINE.fullmatch(line):
        return ""
    start = _LINE_START.match(line)
    if not start:
        return line
    return _LINE_END.sub("", line[start.end() :]) if line[0] == "#" else line[start.end() :]


def _without_marks(text: str, keep: Callable[[str], str]) -> str:
    """Take Markdown's marks and HTML's tags out of a text without code, and resolve its entities."""
    if "[" in text:
        text = _MARKDOWN_LINK.sub(r"\1", text.replace("![", "["))
    if "<" in text:
        text = TAG.sub("", _AUTOLINK.sub(lambda match: keep(match[1]), text))
    if "*" in text or "_" in text:
        for _ in range(2):  # bold within italics, or the other way round
            for emphasis in _EMPHASIS:
                text = emphasis.sub(r"\1", text)
    if "&" in text:
        text = html.unescape(text)
    return text.replace("|", " ")
