"""What of one tag a browser would fetch: the elements and attributes of HTML and SVG, as a table."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from briefwright.bundle.outside_address import clean, decoded, elsewhere, refresh, srcset
from briefwright.bundle.outside_effort import Effort

_W = rb"[\t\n\x0c\r ]"
# As the HTML standard's tokenizer has it: odd characters in names, values with both quotes or none, "/" between.
ATTRIBUTE = (
    rb"[\t\n\x0c\r /]*+([^\t\n\x0c\r />][^\t\n\x0c\r />=]*+)"
    rb"(?:" + _W + rb"*+=" + _W + rb"*+(?:\"([^\"]*+)\"?|'([^']*+)'?|([^\t\n\x0c\r >\"'][^\t\n\x0c\r >]*+))?)?+"
)
_ATTRIBUTE = re.compile(ATTRIBUTE)
_NAME = re.compile(rb"[^\t\n\x0c\r />]*+")

_ADDRESS = {
    *("src", "poster", "background", "action", "formaction", "manifest", "lowsrc", "dynsrc", "codebase", "classid"),
    "archive",
}
_SETS = frozenset({"srcset", "imagesrcset"})
_LISTS = frozenset({"ping", "attributionsrc"})
_STYLES = {
    *("style", "fill", "stroke", "filter", "clip-path", "mask", "mask-image", "cursor", "shape-outside"),
    *("marker", "marker-start", "marker-mid", "marker-end"),
    *("background-image", "border-image", "list-style-image"),
}
"""The style attribute, and the attributes of SVG that are styles which may name an address."""

_ANIMATED = frozenset({"from", "to", "by", "values"})
_ANIMATES = frozenset({"set", "animate", "animation", "discard"})

LINKS = frozenset({"a", "area"})
"""Elements whose href a reader clicks."""

_FETCHING_LINKS = {
    *("stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest"),
    *("prerender", "subresource", "import", "apple-touch-icon", "apple-touch-icon-precomposed", "fluid-icon"),
    *("apple-touch-startup-image", "mask-icon", "search", "compression-dictionary", "serviceworker"),
}
"""Kinds of <link> for which some browser fetches or connects.

By the standard search is a link to be followed, yet Chromium fetches the description of a site's search by itself.
"""

MERMAID = "a mermaid diagram, for which the theme fetches a program"
_REPOSITORY = re.compile(r"github\.com/|gitlab", re.IGNORECASE)


class Kind(Enum):
    """How to read a part of a tag."""

    ADDRESS = 1
    STYLE = 2
    SCRIPT = 3
    MARKUP = 4
    FETCHED = 5
    """The theme's script fetches this when the element is on a page."""
    OWN_MERMAID = 6
    """The site brings its own program for mermaid diagrams; then the theme fetches none."""


class Part(NamedTuple):
    """One value in a tag that may make a browser fetch something."""

    kind: Kind
    what: str
    value: str


def attributes(tag: bytes) -> tuple[str, list[tuple[str, str]]]:
    """Return the name of a tag's element and its attributes, all of them without prefixes such as "xlink:".

    `tag` begins after the "<". Where a name comes twice, which browsers forgive, both are in the list.
    """
    name = _NAME.match(tag)
    at = name.end() if name else 0
    found = []
    while attribute := _ATTRIBUTE.match(tag, at):
        at = attribute.end()
        key = _text(attribute[1]).lower()
        value = attribute[2] or attribute[3] or attribute[4] or b""
        if not key.startswith("xmlns"):
            found.append((key.rpartition(":")[2], decoded(_text(value))))
    return _text(tag[: name.end() if name else 0]).lower().rpartition(":")[2], found


def _text(raw: bytes) -> str:
    """Return text that was read; what is not UTF-8 is no part of an address's beginning and may be anything."""
    return raw.decode("utf-8", "replace")


def parts(tag: bytes, effort: Effort) -> Iterator[Part]:
    """Yield everything in a tag that a browser may fetch, from wherever. `tag` begins after the "<"."""
    element, found = attributes(tag)
    effort.spend(len(found) * Effort.ATTRIBUTE)
    words: dict[str, set[str]] = {}
    for name, value in found:
        words.setdefault(name, set()).update(value.lower().split())
    for name, value in found:
        what = f"<{element} {name}>"
        if name in _ADDRESS or (name == "data" and element == "object") or (name == "href" and element not in LINKS):
            yield from _address(element, name, value, words)
        elif name in _SETS:
            yield from (Part(Kind.ADDRESS, what, address) for address in srcset(value))
        elif name in _LISTS:
            yield from (Part(Kind.ADDRESS, what, address) for address in value.split())
        elif name in _STYLES:
            yield Part(Kind.STYLE, what, value)
        elif name == "srcdoc":
            yield Part(Kind.MARKUP, what, value)
        elif name == "base":
            yield from _base(what, value)
        elif name == "content" and "refresh" in words.get("http-equiv", ()):
            yield Part(Kind.ADDRESS, "<meta http-equiv=refresh>", refresh(value))
        elif name in _ANIMATED and element in _ANIMATES:
            yield from _animated(what, value, words)
        elif name.startswith("on"):
            yield Part(Kind.SCRIPT, what, value)
    yield from _theme(element, found, words)


def _address(element: str, name: str, value: str, words: dict[str, set[str]]) -> Iterator[Part]:
    """Yield an attribute that is one address, unless its element makes it one that nothing fetches."""
    if element == "base":
        yield from _base("<base href>", value)
    elif element == "link":
        kinds = sorted(words.get("rel", set()) & _FETCHING_LINKS)
        if kinds or name != "href":
            yield Part(Kind.ADDRESS, f"<link rel={kinds[0]}>" if kinds else f"<link {name}>", value)
    else:
        yield Part(Kind.ADDRESS, f"<{element} {name}>", value)


def _base(what: str, value: str) -> Iterator[Part]:
    """Yield a base address; one that names another folder moves all addresses of the page, which nobody can follow."""
    folder = clean(value).replace("\\", "/").split("#")[0].split("?")[0].removeprefix("./")
    if elsewhere(value, 0) or "/" in folder:
        yield Part(Kind.FETCHED, what, value)


def _animated(what: str, value: str, words: dict[str, set[str]]) -> Iterator[Part]:
    """Yield what an SVG animation sets: addresses where it sets an href, otherwise maybe a style."""
    if any(name.rpartition(":")[2] in ("href", "src") for name in words.get("attributename", ())):
        yield from (Part(Kind.ADDRESS, what, address) for address in value.split(";"))
    else:
        yield Part(Kind.STYLE, what, value)


def _theme(element: str, found: list[tuple[str, str]], words: dict[str, set[str]]) -> Iterator[Part]:
    """Yield what the theme's own script fetches for elements that it knows by their class or component."""
    if "mermaid" in words.get("class", ()):
        yield Part(Kind.FETCHED, MERMAID, "https://unpkg.com/mermaid")
    if "source" in words.get("data-md-component", ()):
        for name, value in found:
            if name == "href" and _REPOSITORY.search(value):
                yield Part(Kind.FETCHED, "the number of a repository's stars (data-md-component=source)", value)
    if element == "script" and not {"async"} & words.keys() and "module" not in words.get("type", ()):
        for name, value in found:
            if name == "src" and re.search(r"(?:^|/)mermaid[\w.-]*\.js(?:$|\?)", value):
                yield Part(Kind.OWN_MERMAID, "", value)
