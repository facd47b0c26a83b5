"""Moulds: the HTML that the theme made once for a kind of page, with slots that each page fills."""

import re
from dataclasses import dataclass

from markupsafe import escape

from briefwright.pages.rendered import Heading, Rendered

TITLE = "@@BW-TITLE@@"
DESCRIPTION = "@@BW-DESCRIPTION@@"
# The theme adds a heading of its own to content that has no h1.
CONTENT = '<h1 hidden="">@@BW-CONTENT@@</h1>'
HEADING = "@@BW-HEADING@@"
HEADING_ANCHOR = "bw-shell-heading"

_ITEM = re.compile(r"<li[^>]*>(?:(?!</?li\b).)*?" + HEADING + r"(?:(?!</?li\b).)*?</li>", re.DOTALL)


_INDENTATION = re.compile(r"[ \t]*\n\s*")
_AS_IT_STANDS = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)


class ShellError(Exception):
    """The theme's page does not have the slots it must have."""


@dataclass(frozen=True, slots=True)
class Mould:
    """The pieces of a shell: plain text, and the names of the slots between them, in turn."""

    pieces: tuple[str, ...]
    item: str

    def stamp(self, page: Rendered) -> str:
        """Return the whole page."""
        slots: dict[str, str] = {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "address": page.address,
            "content": page.html,
            "contents": _contents(self.item, page.contents) if page.contents else "",
        }
        pieces = self.pieces
        return "".join(slots[piece] if at % 2 else piece for at, piece in enumerate(pieces))


def _contents(item: str, headings: tuple[Heading, ...]) -> str:
    return "".join(_item(item, heading) for heading in headings)


def _item(item: str, heading: Heading) -> str:
    made = item.replace(HEADING_ANCHOR, heading.anchor).replace(HEADING, str(escape(heading.title)))
    if not heading.inner:
        return made
    inner = f'<nav class="md-nav"><ul class="md-nav__list">{_contents(item, heading.inner)}</ul></nav>'
    return made.removesuffix("</li>") + inner + "</li>"


def _without_indentation(html: str) -> str:
    """Return HTML without the white space at line ends and line starts, a third of what a theme writes.

    It means nothing to a browser, except where text is shown as it stands.
    """
    return html if _AS_IT_STANDS.search(html) else _INDENTATION.sub("\n", html)


def make_mould(html: str, address: str) -> Mould:
    """Cut a shell at its slots; `address` is the one that the shell itself was built for.

    Raises ShellError where the theme left the content or the title out.
    """
    for slot in (CONTENT, TITLE):
        if slot not in html:
            raise ShellError(f"the theme's page for '{address}' has no place for {slot.strip('@')}")
    html = _without_indentation(html)
    found = _ITEM.search(html)
    item = found.group() if found else ""
    names: dict[str, str] = {TITLE: "title", DESCRIPTION: "description", CONTENT: "content", address: "address"}
    if item:
        names[item] = "contents"
    longest_first = sorted(names, key=lambda text: (-len(text), text))
    pattern = re.compile("(" + "|".join(map(re.escape, longest_first)) + ")")
    pieces = pattern.split(html)
    return Mould(tuple(names[piece] if at % 2 else piece for at, piece in enumerate(pieces)), item)
