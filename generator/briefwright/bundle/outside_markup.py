"""The references of a page or an SVG image that a browser would fetch from elsewhere, and of what it holds in turn."""

import base64
import binascii
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from briefwright.bundle.outside_address import clean, decoded, elsewhere, scheme
from briefwright.bundle.outside_css import style_addresses
from briefwright.bundle.outside_effort import Effort
from briefwright.bundle.outside_scan import suspects, with_entities
from briefwright.bundle.outside_script import handed_on
from briefwright.bundle.outside_tags import MERMAID, Kind, Part, attributes, parts

Found = tuple[int, str, str]
"""A line, counted from 0, what refers there, and the address as a browser takes it."""

_SHEET = re.compile(rb"<\?(xml-stylesheet\b[^>]*+)")
_TAGS = re.compile(r"<!--(?:[^-]|-(?!->))*+(?:-->)?|<!\[CDATA\[|\]\]>|<[^>]*+>?")
_FAR = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')

FEW = 500
"""Bytes of a tag up to which what was found in it is kept: the same few dozen stand on every page of a site."""

SHORT = 10_000
"""The same for the content of a script or style."""


def markup(data: bytes, depth: int, effort: Effort, level: int = 0, xml: bool = False) -> Iterator[Found]:
    """Yield what a page, a part of one or an SVG image would make a browser fetch from elsewhere.

    `depth` is the number of folders between the bundle's top and the file. A file on which more than `effort` would
    have to be spent raises UnreadableError.
    """
    effort.spend(len(data), level)
    if xml:
        data = with_entities(data, effort)
        for sheet in _SHEET.finditer(data):
            values = dict(attributes(sheet[1])[1])
            for _, _, address in _part(Part(Kind.ADDRESS, "", values.get("href", "")), depth, effort, level):
                yield data.count(b"\n", 0, sheet.start()), "<?xml-stylesheet?>", address
    diagrams: list[Found] = []
    own, line, at = False, 0, 0
    for place, tag, content in suspects(data, effort):
        found = _known(tag, depth) if len(tag) < FEW and not level else _read(tag, depth, effort, level)
        if content:
            found += _content(tag, content, depth, effort, level)
        if found:
            line, at = line + data.count(b"\n", at, place), place
        for below, what, address in found:
            if what == MERMAID:
                diagrams.append((line, what, address))
            elif what:
                yield line + below, what, address
            else:
                own = True
    if not own:
        yield from diagrams


@lru_cache(maxsize=4_096)
def _known(tag: bytes, depth: int) -> tuple[Found, ...]:
    """Return what is found in a small tag; the same for the same bytes and depth, so it is kept."""
    return _read(tag, depth, Effort(len(tag)), 0)


def _read(tag: bytes, depth: int, effort: Effort, level: int) -> tuple[Found, ...]:
    """Return what one tag refers to; with an empty "what" a script that is the site's own program for diagrams."""
    found: list[Found] = []
    for part in parts(tag, effort):
        if part.kind is not Kind.OWN_MERMAID:
            # A part is read as a whole: a line inside it does not count.
            found += [(0, what, address) for _, what, address in _part(part, depth, effort, level)]
        elif not elsewhere(part.value, depth):
            found.append((0, "", part.value))
    return tuple(found)


def _part(part: Part, depth: int, effort: Effort, level: int) -> Iterator[Found]:
    """Yield what in one part of a tag leads elsewhere."""
    if part.kind is Kind.FETCHED:
        yield 0, part.what, clean(part.value)
    elif part.kind is Kind.ADDRESS:
        yield from _address(0, part.what, part.value, depth, effort, level)
    elif part.kind is Kind.STYLE:
        yield from style(part.value, depth, effort, level, f"{part.what}: ")
    elif part.kind is Kind.SCRIPT:
        yield from script(part.value, depth, effort, level, f"{part.what}: ")
    elif part.kind is Kind.MARKUP:
        yield from markup(part.value.encode("utf-8", "replace"), depth, effort, level + 1)


def _address(line: int, what: str, value: str, depth: int, effort: Effort, level: int) -> Iterator[Found]:
    """Yield an address that leads elsewhere; one that holds its document itself is read in its place."""
    address = clean(value)
    if elsewhere(address, depth):
        yield line, what, address
        return
    kind = scheme(address)
    inner: Iterator[Found] = iter(())
    if kind == "javascript":
        inner = script(unquote_to_bytes(address[11:]).decode("utf-8", "replace"), depth, effort, level + 1, f"{what}: ")
    elif kind == "data":
        head, _, body = address[5:].partition(",")
        media = head.lower()
        content = _body(body, media.rstrip(" ").endswith("base64"))
        text = content.decode("utf-8", "replace")
        if "html" in media or "xml" in media:
            inner = markup(content, depth, effort, level + 1, xml="xml" in media)
        elif "css" in media:
            inner = style(text, depth, effort, level + 1, f"{what}: ")
        elif "script" in media:
            inner = script(text, depth, effort, level + 1, f"{what}: ")
    yield from ((line, name, target) for _, name, target in inner)


def _body(body: str, base64_coded: bool) -> bytes:
    """Return the bytes that a data: address holds; what is no base64 is no document either."""
    raw = unquote_to_bytes(body)
    if not base64_coded:
        return raw
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return b""


def _content(tag: bytes, raw: bytes, depth: int, effort: Effort, level: int) -> tuple[Found, ...]:
    """Return what the content of a script or style element fetches from elsewhere, by lines from the tag's first."""
    if len(raw) < SHORT and not level:
        return _known_content(tag, raw, depth)
    return tuple(_read_content(tag, raw, depth, effort, level))


@lru_cache(maxsize=256)
def _known_content(tag: bytes, raw: bytes, depth: int) -> tuple[Found, ...]:
    """Return the same for a small script or style, which is the same on all pages of a kind."""
    return tuple(_read_content(tag, raw, depth, Effort(len(raw)), 0))


def _read_content(tag: bytes, raw: bytes, depth: int, effort: Effort, level: int) -> Iterator[Found]:
    """Yield the same. Inside an <svg>, and in XML, content is read as other content is: so it is read both ways."""
    element, given = attributes(tag)
    settings = dict(reversed(given))
    media = settings.get("type", "").lower()
    text = raw.decode("utf-8", "replace")
    first = tag.count(b"\n")
    found: Iterator[Found]
    for reading in dict.fromkeys((text, decoded(_TAGS.sub("", text)))) if "<" in text or "&" in text else (text,):
        if element == "style":
            found = style(reading, depth, effort, level)
        elif "importmap" in media or "speculationrules" in media:
            found = _listed(reading, f"<script type={media}>")
        elif "json" in media:
            found = _configuration(reading) if settings.get("id") == "__config" else iter(())
        else:
            found = script(reading, depth, effort, level)
        yield from ((first + line, what, address) for line, what, address in found)


def _listed(text: str, what: str) -> Iterator[Found]:
    """Yield the addresses in a list of modules or of pages to be fetched ahead."""
    for found in _STRING.finditer(text):
        address = found[1].replace("\\/", "/")
        if _FAR.match(address):
            yield text.count("\n", 0, found.start()), what, address


def _configuration(text: str) -> Iterator[Found]:
    """Yield what the theme fetches by its settings in a page: the search's worker, and the list of versions."""
    try:
        settings = json.loads(text.strip().lstrip("/> \n"))
        version, worker = settings.get("version"), settings.get("search")
    except (ValueError, AttributeError, RecursionError):
        return
    if isinstance(worker, str) and _FAR.match(worker):
        yield 0, "the search's worker (__config)", worker
    if isinstance(version, dict) and version.get("provider"):
        yield 0, "the list of versions (__config)", "../versions.json"


def script(text: str, depth: int, effort: Effort, level: int, prefix: str = "") -> Iterator[Found]:
    """Yield what a script fetches from elsewhere, as far as one can read it off; see `outside_script`."""
    effort.spend(len(text), level)
    line = at = 0
    for literal in handed_on(text, effort):
        if literal.at > at:
            line, at = line + text.count("\n", at, literal.at), literal.at
        what = f"{prefix}script: {literal.what}"
        if literal.is_address:
            yield line, what, clean(literal.value)
        if "<" in literal.value:
            inner = markup(literal.value.encode("utf-8", "replace"), depth, effort, level + 1)
            yield from ((line, f"{what}: {name}", address) for _, name, address in inner)
        if "url" in literal.value or "@import" in literal.value:
            yield from ((line, name, to) for _, name, to in style(literal.value, depth, effort, level + 1, f"{what}: "))


def style(text: str, depth: int, effort: Effort, level: int, prefix: str = "") -> Iterator[Found]:
    """Yield what a style sheet, or the style of an element, fetches from elsewhere."""
    effort.spend(len(text), level)
    line = at = 0
    for place, what, address in style_addresses(text):
        line, at = line + text.count("\n", at, place), place
        # Only a whole sheet in a data: address can fetch more; an image in one cannot.
        if what == "@import" or elsewhere(address, depth):
            yield from _address(line, f"{prefix}{what}", address, depth, effort, level)
