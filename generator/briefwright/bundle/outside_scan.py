"""The tags of a page in which something might be fetched, found without parsing the page.

A parser has to know at each place whether it is in a comment, a script, a quoted value. This does not: wherever "<" and
a letter stand, a tag is read from there by the rules of HTML's tokenizer. Every tag that a browser sees is among those,
so nothing is missed however odd the page; a tag inside a comment is read too, which is stricter than needed.

Speed comes from one pattern that passes over tags in which nothing can be fetched and that are written plainly, as
nearly all are. It lists what is harmless: what it does not know is read with care.
"""

import re
from collections.abc import Iterator

from briefwright.bundle.outside_effort import Effort, UnreadableError
from briefwright.bundle.outside_tags import ATTRIBUTE

_CLASS = rb"(?: class=\"[^\"<&]*+\")?+"
_PLAIN = (
    rb"(?:(?:id|d|for|title|name|type|rel|lang|dir|role|tabindex|datetime|alt|value|scope|charset|viewBox|xmlns|content"
    rb"|autocomplete|placeholder|cx|cy|r|width|height|aria-[a-z]+|data-md-(?!component)[a-z-]+)=\"[^\"<]*+\""
    rb"|(?:class|data-md-component)=\"(?!source)[^\"<&]*+\"|(?:hidden|checked|open|data-md-scrollfix)(?=[ />]))"
)
# An address only in a link that a reader clicks. No value may hold a "<": so no two tries go over the same text,
# however the page is made.
_HARMLESS = (
    rb"(?:(?<=<a)"
    + _CLASS
    + rb" href=\"[^\"<]*+\"|(?!cript|tyle)[a-z0-9]*+)"
    + _CLASS
    + rb"(?: "
    + _PLAIN
    + rb")*+ ?/?>"
)
# What is no letter begins no tag either, but that costs less to find out afterwards.
_REST = rb"(?=([^\t\n\x0c\r />]*+(?:" + ATTRIBUTE + rb")*+))"
_SUSPECT = re.compile(rb"<[^/!<](?!" + _HARMLESS + rb")" + _REST)
_EVERY = re.compile(rb"<[^/!<]" + _REST)
_RAW = re.compile(rb"(?:[^\s/>:]*:)?(script|style)(?![^\t\n\x0c\r />])", re.IGNORECASE)
_RAW_BEGINS = frozenset(b"sS")
_ENDS = {kind: re.compile(rb"</(?:[^\s/>:]*:)?" + kind, re.IGNORECASE) for kind in (b"script", b"style")}
_OPENED = re.compile(rb"<!--|<!\[CDATA\[")
_CLOSED = re.compile(rb"-->|\]\]>")
_ENTITY = re.compile(rb"<!ENTITY\s+([^\s%\"'<>&;]{1,100})\s+(?:\"([^\"]*+)|'([^']*+))")
_DECLARED = re.compile(rb"<!ENTITY\s+(%)|<!ATTLIST([^>]*+)")
_USE = re.compile(rb"&([^\s%\"'<>&;]{1,100});")

PORTION = 4_000
"""Bytes of tags between two looks at what may still be spent."""


def suspects(data: bytes, effort: Effort) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield place, tag and content of everything in a page that may be a tag with something to fetch, in order.

    A tag comes without its brackets. Only scripts and styles have content, and that also reaches too far rather than
    not far enough. Raises UnreadableError where tags overlap so much that it costs more than `effort`.
    """
    spent = 0
    # The theme fetches something for elements of this class, which are not harmless then.
    for suspect in (_EVERY if b"mermaid" in data else _SUSPECT).finditer(data):
        begin, close = suspect.start(), suspect.end(1)
        tag = data[begin + 1 : close]
        if not tag[:1].isalpha():
            continue
        spent += close - begin
        if spent > PORTION:
            effort.spend(spent)
            spent = 0
        raw = _RAW.match(tag) if tag[0] in _RAW_BEGINS or b":" in tag else None
        if raw:
            # Also one that begins inside another: which of them is real is not known here.
            end = _end(data, close, raw[1].lower())
            effort.spend(end - close)
            yield begin, tag, data[close:end]
        else:
            yield begin, tag, b""
    effort.spend(spent)


def _end(data: bytes, at: int, kind: bytes) -> int:
    """Return where the content of a script or style ends, at the latest: "<!--" in it can hide its end tag."""
    end = at
    while True:
        if end <= at:
            found = _ENDS[kind].search(data, at)
            end = found.start() if found else len(data)
        opened = _OPENED.search(data, at, end)
        if not opened:
            return end
        closed = _CLOSED.search(data, opened.end())
        at = closed.end() if closed else len(data)
        if at == len(data):
            return at


def with_entities(data: bytes, effort: Effort) -> bytes:
    """Return an XML document with its own entities replaced, which browsers do and HTML does not have."""
    own = {found[1]: found[2] or found[3] or b"" for found in _ENTITY.finditer(data)}
    for declared in _DECLARED.finditer(data):
        if declared[1] or b"//" in declared[2]:
            raise UnreadableError("attributes and entities that are declared elsewhere")
    for _ in range(Effort.MOST_LEVELS if own else 0):
        used = [own[found[1]] for found in _USE.finditer(data) if found[1] in own]
        if not used:
            return data
        # Their size first: entities made of entities grow without end.
        effort.spend(len(data) + sum(map(len, used)))
        data = _USE.sub(lambda found: own.get(found[1], found[0]), data)
    if any(found[1] in own for found in _USE.finditer(data)):
        raise UnreadableError("entities that lie inside each other")
    return data
