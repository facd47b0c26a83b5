"""Nothing from outside: the references of a bundle's files that a browser would fetch from elsewhere.

A bundle is opened where there is no network, or where none may be used. What counts is what a browser fetches by
itself, or when a form is sent; a link that a reader clicks may lead out. Also what leaves the bundle's folder on the
disk counts, such as `/x.css`: it is somewhere else on each reader's machine.

What a script does can only be guessed by reading it (see `outside_script`); the rest is found to the letter.
"""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefwright.bundle.outside_address import elsewhere
from briefwright.bundle.outside_effort import Effort, UnreadableError
from briefwright.bundle.outside_markup import Found, markup, script, style

PAGES = frozenset({"html", "htm", "xhtml", "xht", "svg", "xsl", "xslt"})
SCRIPTS = frozenset({"js", "mjs", "cjs"})
MANIFESTS = frozenset({"webmanifest", "json"})

LONGEST = 300
"""Characters of an address that a reference keeps."""

DEEP = 1_000
"""Folders above a page whose place is not known: none of its relative addresses climbs out."""

_SHOWN = (b"1999/xhtml", b"2000/svg", b"<?xml-stylesheet")


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One place in a file that a browser would fetch something from elsewhere for.

    `path` is relative to the bundle's top folder, `line` counts from 1; `what` names element and attribute, the kind of
    style rule, or what in a script fetches; `address` is the address as a browser takes it, cut where it is very long.
    """

    path: str
    line: int
    what: str
    address: str


def outside(path: str, data: bytes) -> list[Reference]:
    """Return every reference in one file of a bundle that a browser would fetch from elsewhere, in order of lines.

    `path` is relative to the bundle's top folder, with forward slashes; its ending tells what the file is, and a kind
    that browsers do not look into for references gives none. A file that is made so that reading it with care would
    take very long has one reference with an empty address; no input raises.
    """
    effort = Effort(len(data))
    found: dict[Found, None] = {}
    try:
        for reference in _found(path, _unicode(data), effort):
            found[reference] = None
    except UnreadableError as error:
        found[(0, f"cannot be read: {error}", "")] = None
    return sorted(Reference(path, line + 1, what, _cut(address)) for line, what, address in found)


def _cut(address: str) -> str:
    """Return an address that can be printed and is not very long."""
    address = address[: LONGEST + 1].encode("utf-8", "replace").decode()
    return address if len(address) <= LONGEST else address[: LONGEST - 1] + "…"


def _unicode(data: bytes) -> bytes:
    """Return a file in UTF-8; browsers know UTF-16 by its first bytes, and in it no pattern would find anything."""
    if data.startswith((codecs.BOM_UTF16_LE, b"<\0?\0x\0", b"<\0!\0", b"<\0h\0", b"<\0H\0", b"<\0s\0")):
        return data.decode("utf-16-le", "replace").lstrip("\ufeff").encode("utf-8", "replace")
    if data.startswith((codecs.BOM_UTF16_BE, b"\0<\0?\0x", b"\0<\0!", b"\0<\0h", b"\0<\0H", b"\0<\0s")):
        return data.decode("utf-16-be", "replace").lstrip("\ufeff").encode("utf-8", "replace")
    return data.removeprefix(codecs.BOM_UTF8)


def _found(path: str, data: bytes, effort: Effort) -> Iterator[Found]:
    """Yield what one file would fetch from elsewhere, by the kind of file."""
    depth = path.count("/")
    ending = PurePosixPath(path).suffix[1:].lower()
    if ending in PAGES or (ending == "xml" and any(mark in data for mark in _SHOWN)):
        yield from markup(data, depth, effort, xml=ending not in ("html", "htm"))
    elif ending == "css":
        yield from style(data.decode("utf-8", "replace"), depth, effort, 0)
    elif ending in SCRIPTS:
        # Its addresses are those of the pages that use it, which may lie deeper than any.
        yield from script(data.decode("utf-8", "replace"), DEEP, effort, 0)
    elif ending in MANIFESTS and b'"icons"' in data:
        yield from _icons(data, depth)


def _icons(data: bytes, depth: int) -> Iterator[Found]:
    """Yield the images that a web app manifest names."""
    try:
        manifest = json.loads(data)
    except (ValueError, RecursionError):
        return
    lists = [manifest.get(name) for name in ("icons", "screenshots")] if isinstance(manifest, dict) else []
    for image in [image for images in lists if isinstance(images, list) for image in images]:
        address = image.get("src") if isinstance(image, dict) else None
        if isinstance(address, str) and elsewhere(address, depth):
            yield 0, "an image of the web app manifest", address
