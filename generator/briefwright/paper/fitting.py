"""Makes a page's HTML fit for paper: links that lead somewhere, ids that are unique, headings in order, signs in place.

What comes in is finished HTML of the project's own templates and rows, never a text that an editor wrote.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from briefwright.vocabulary import Stance

SITE = "site:"
"""What the address of a page of the site begins with, until it is known where paper can lead to."""

INK = {
    Stance.SUPPORTS.value: "#0a4a94",
    Stance.SUPPORTS_WITH_CONDITIONS.value: "#2567b0",
    Stance.MIXED.value: "#6a5a7c",
    Stance.OPPOSES_WITH_CONDITIONS.value: "#a85300",
    Stance.OPPOSES.value: "#8f3a00",
    Stance.DECLINES_TO_SAY.value: "#444444",
}
"""The colour of each stance, dark enough for greyscale print."""
PLAIN_INK = "#0c5c55"

TOP = "top"
"""The id of the title of a part."""

_STANCE = re.compile(r"bw-stance--([a-z-]+)")
_ONLY_ON_SCREEN = frozenset(("tabindex", "role", "rel"))
_HEADING = re.compile(r"h([1-6])")
_SIDE_BY_SIDE = '</sup><sup class="bw-cite">'
_COMMA = ',\u202f</sup><sup class="bw-cite">'
OUT = "paper-out"
"""Class of a link to somewhere outside of the site, whose address is printed beside it."""


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Where things are on paper: the name of each page that the document holds, the site's address for the others.

    `unpublished` are pages that the site does not show, `ids` those of the parts that are fitted already.
    """

    names: dict[str, str]
    address: str
    unpublished: frozenset[str] = frozenset()
    ids: set[str] = field(default_factory=set)

    def target(self, page: str) -> str | None:
        """Return where a link to a page of the site leads; None where paper has nowhere to lead to.

        A search is of no use on paper, so there is no link to one.
        """
        path, _, inner = page.partition("#")
        name = self.names.get(path)
        if name is not None:
            id = named(name, inner)
            return f"#{id if id in self.ids else named(name, TOP)}"
        if "?" in page or not self.address or path in self.unpublished:
            return None
        return self.address + page


@dataclass(frozen=True, slots=True)
class Title:
    """A heading of the document that the contents may list."""

    level: int
    anchor: str
    text: str


@dataclass(slots=True)
class Fitted:
    """HTML for paper, and its headings in order."""

    html: str
    titles: list[Title] = field(default_factory=list)


def named(part: str, id: str) -> str:
    """Return the id of something within a part of the document, which no other part has."""
    return f"{part}.{id}"


def fit(html: str, part: str, lower: int, on_paper: OnPaper) -> Fitted:
    """Fit a piece of HTML into the document.

    `part` comes before all its ids, `lower` is by how many levels its headings go down.
    """
    # CSS cannot tell citations that stand side by side from those with words between them.
    html = html.replace(_SIDE_BY_SIDE, _COMMA)
    found = _Ids()
    found.feed(html)
    fitter = _Fitter(part, lower, on_paper.target, frozenset(found.ids))
    fitter.feed(html)
    fitter.close()
    on_paper.ids.update(named(part, id) for id in found.ids)
    return Fitted("".join(fitter.parts), fitter.titles)


class _Ids(HTMLParser):
    """Collects the ids of a piece of HTML: a link to any other is a dead one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]


class _Fitter(HTMLParser):
    """Writes the same HTML again, tag by tag, with what paper needs changed."""

    def __init__(self, part: str, lower: int, target: Callable[[str], str | None], ids: frozenset[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.part, self.lower, self.target, self.ids = part, lower, target, ids
        self.parts: list[str] = []
        self.titles: list[Title] = []
        self._links: list[str] = []
        self._levels: list[int] = []
        self._level = lower + 1
        self._heading: tuple[str, int] | None = None
        self._ink = PLAIN_INK
        self._sign: list[str] | None = None
        self._address: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs if name not in _ONLY_ON_SCREEN}
        if self._sign is not None or tag == "svg":
            self._in_sign(values)
            return
        stance = _STANCE.search(values.get("class", ""))
        if stance:
            self._ink = INK[stance[1]]
        if tag == "a":
            tag = self._link(values)
        elif _HEADING.fullmatch(tag):
            tag = self._open_heading(int(tag[1]), values)
        if "id" in values:
            values["id"] = self._named(values["id"])
        if "aria-labelledby" in values:
            values["aria-labelledby"] = self._named(values["aria-labelledby"])
        self.parts.append(f"<{tag}{_written(values)}>")
        if values.get("class") == "bw-address" and tag in ("p", "span") and "href" not in values:
            self._address = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._sign is not None:
            self._sign.append(f"</{tag}>")
            if tag == "svg":
                self.parts.append(_sign("".join(self._sign), self._ink))
                self._sign, self._ink = None, PLAIN_INK
            return
        if self._address is not None:
            address, self._address = "".join(self._address), None
            self.parts.append(f'<a href="{address}">{address}</a>')
        if tag == "a" and self._links:
            tag = self._links.pop()
        elif _HEADING.fullmatch(tag) and self._levels:
            tag = f"h{self._levels.pop()}"
            self._heading = None
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._text(data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def _text(self, html: str) -> None:
        if self._address is not None:
            self._address.append(html)
            return
        self.parts.append(html)
        if self._heading:
            anchor, level = self._heading
            before = self.titles.pop().text if self.titles and self.titles[-1].anchor == anchor else ""
            self.titles.append(Title(level, anchor, before + html))

    def _named(self, id: str) -> str:
        return named(self.part, id)

    def _link(self, values: dict[str, str]) -> str:
        """Give a link its address on paper; one that would be dead becomes plain text."""
        href = values.pop("href", "")
        target: str | None = href
        if href.startswith("#"):
            target = f"#{self._named(href[1:])}" if href[1:] in self.ids else None
        elif href.startswith(SITE):
            target = self.target(href.removeprefix(SITE))
        elif "class" not in values:
            values["class"] = OUT
        if target:
            values["href"] = target
        self._links.append("a" if target else "span")
        return self._links[-1]

    def _open_heading(self, level: int, values: dict[str, str]) -> str:
        """Put a heading on its level in the document, never more than one below the heading before it."""
        self._level = min(level + self.lower, self._level + 1, 6)
        self._levels.append(self._level)
        if "id" in values:
            self._heading = (self._named(values["id"]), self._level)
        return f"h{self._level}"

    def _in_sign(self, values: dict[str, str]) -> None:
        # The parser lowers the names of attributes, which SVG does not forgive: the tag is kept as it was written.
        written = self.get_starttag_text() or ""
        if self._sign is None:
            self._sign = [values.get("class", ""), written]
        else:
            self._sign.append(written)


def _written(values: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items())


def _sign(svg: str, ink: str) -> str:
    """Return a drawing as the background of an empty box: on paper it is decoration, the words stand beside it.

    `svg` begins with its class.
    """
    name, drawing = svg.split("<svg", 1)
    style = (
        f"<style>path,circle,rect{{fill:{ink}}}.bw-outline{{fill:none;stroke:{ink};stroke-width:1.5}}"
        ".bw-track__rail{fill:#aaa6a0}</style>"
    )
    tag, rest = drawing.split(">", 1)
    whole = f'<svg xmlns="http://www.w3.org/2000/svg"{tag}>{style}{rest}'
    data = b64encode(whole.encode()).decode("ascii")
    return f'<span class="{name}" style="background-image:url(data:image/svg+xml;base64,{data})"></span>'
