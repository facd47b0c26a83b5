"""Prose fields as HTML that can be trusted: Markdown, cleaned, with citations and links put in last.

A field goes through four steps. Its citations and links become placeholders of private-use characters, which nothing
else in the text can contain. Then comes Markdown, or the shortcut for fields that are plain enough; then the cleaning
by nh3; and only then does what `References` returns take the place of the placeholders. So what an editor writes is
always cleaned, and what the program writes never has to be.
"""

import html
import re
from collections.abc import Callable, Sequence
from typing import Protocol

import nh3
from markupsafe import Markup

from briefwright.prose_code import without_comments
from briefwright.prose_markdown import is_absurd, new_markdown
from briefwright.prose_shortcut import HEADING_LEVEL, REL, shortcut
from briefwright.prose_syntax import Link, Mark, marks


class References(Protocol):
    """What the page around a field knows about sources, links and addresses."""

    def cite(self, source: str, locator: str | None) -> str:
        """Return the finished, trusted HTML of one citation; called in the order of the text."""

    def link(self, id: str) -> tuple[str | None, str] | None:
        """Return the address and the name of what an [[id]] means, as plain text; None where it is unknown.

        What was left out of this bundle has a name, but None for an address.
        """

    def href(self, target: str) -> str | None:
        """Return the address of a relative link's target as seen from this page; None to drop the link.

        NOT_HERE stands for a page that was left out of this bundle.
        """


NOT_HERE = ""
"""What `References.href` returns for a page that was left out."""

_LEFT_OUT_TAGS = (
    '<span class="bw-left-out" title="not in this bundle">',
    '<span class="bw-hidden"> (not in this bundle)</span></span>',
)


def left_out(words: str) -> str:
    """Return the HTML for something that was left out of this bundle; `words` are HTML that names it."""
    start, end = _LEFT_OUT_TAGS
    return f"{start}{words}{end}"


# fmt: off
TAGS = {
    "p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "code",
    "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "a", "em", "strong", "del", "sup", "sub", "abbr",
}
# fmt: on
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "abbr": {"title"}, "ol": {"start"}}

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={
        "script",
        "style",
        "iframe",
        "object",
        "noscript",
        "template",
        "textarea",
        "title",
        "svg",
        "math",
    },
    attributes=ATTRIBUTES,
    url_schemes={"http", "https"},
    link_rel=REL,
)
_HEADING = re.compile(r"(</?h)([1-6])\b")
# One line of nothing but words, as most fields are.
_WORDS = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ,.;:?!%/$()'\"’“”–—-]*[A-Za-z0-9,.;:?!%$)'\"’”])?")
_PLACE = re.compile("\ue000(\\d+)\ue001")
_PIECE = re.compile('<(/?)([a-z0-9]+)((?: [a-z]+="[^"]*")*)>|\ue000(\\d+)\ue001')
_HREF = re.compile(' href="([^"]*)"')
_WEB = re.compile(r"https?://[^/?#\\]", re.IGNORECASE)
_CHARACTER = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")


def block(text: str, references: References) -> Markup:
    """Return a field of several paragraphs as HTML; its headings begin at h3. Never raises, whatever the text."""
    return Markup(_render(text, references, shortcut))


def inline(text: str, references: References) -> Markup:
    """Return a field as HTML without the <p> around it, if it is one paragraph; its blocks as they are otherwise."""
    if _WORDS.fullmatch(text):
        return Markup(text)
    made = _render(text, references, shortcut)
    if made.startswith("<p>") and made.find("</p>") == len(made) - 4:
        made = made[3:-4]
    return Markup(made)


def full_run(text: str, references: References) -> Markup:
    """Return what `block` returns, always by way of Markdown. The shortcut is tested against it."""
    return Markup(_render(text, references, lambda _: None))


def _render(text: str, references: References, short: Callable[[str], str | None]) -> str:
    text, found = _with_placeholders(text)
    made = short(text)
    if made is None:
        made = _filled(_by_markdown(text), found, references)
    elif found:  # the shortcut leaves no placeholder in a link or in code, and no address to resolve
        made = _PLACE.sub(lambda match: _reference(found[int(match[1])], references), made)
    return made


def _with_placeholders(text: str) -> tuple[str, Sequence[Mark]]:
    """Return the text with a placeholder for each citation and link, and what they stand for."""
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode().replace("\ue000", "\ufffd").replace("\ue001", "\ufffd")
    if "[@" not in text and "[[" not in text:
        return text, []
    found = marks(text)
    parts, at = [], 0
    for number, mark in enumerate(found):
        parts += [text[at : mark.start], f"\ue000{number}\ue001"]
        at = mark.end
    return "".join([*parts, text[at:]]), found


# One instance for all fields: making it costs as much as ten fields. Not for use by several threads at a time.
_markdown = new_markdown()


def _by_markdown(text: str) -> str:
    """Return cleaned HTML with the placeholders still in it."""
    global _markdown
    text = without_comments(text)
    if is_absurd(text):
        return _paragraphs(text)
    try:
        made = _markdown.reset().convert(text)
    except Exception:  # a parser that fails on a strange text must not cost the reader the text, nor the site its build
        _markdown = new_markdown()
        return _paragraphs(text)
    if "<h" in made:
        made = _HEADING.sub(lambda match: match[1] + HEADING_LEVEL[int(match[2])], made)
    if "&#" in made:
        made = _CHARACTER.sub(_no_placeholder, made)
    return _CLEANER.clean(made).replace("<p></p>", "").strip()


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{html.escape(part, quote=False)}</p>" for part in _BLANK_LINES.split(text) if part.strip())


def _no_placeholder(match: re.Match[str]) -> str:
    """Keep a text from writing the placeholders' characters as &#xE000;."""
    digits = (match[1] or match[2]).lstrip("0")[:8]
    return "\ufffd" if digits and int(digits, 16 if match[1] else 10) in (0xE000, 0xE001) else match[0]


def _filled(made: str, found: Sequence[Mark], references: References) -> str:
    """Put citations and links in the place of the placeholders, and resolve relative addresses.

    What was written stays in code, and a link never holds another.
    """
    parts: list[str] = []
    after: list[str] = []  # citations that stand in the text of a link, to follow it
    at, in_code, in_link, end = 0, False, False, ""
    for piece in _PIECE.finditer(made):
        parts.append(made[at : piece.start()])
        at = piece.end()
        closing, tag, attributes, number = piece.groups()
        if number is not None:
            mark = found[int(number)]
            if in_code:
                parts.append(html.escape(_written(mark), quote=False))
            elif not in_link:
                parts.append(_reference(mark, references))
            elif isinstance(mark.what, Link):
                parts.append(_link_text(mark.what, references))
            else:
                after.append(_reference(mark, references))
            continue
        if attributes and "\ue000" in attributes:
            attributes = _PLACE.sub(lambda match: html.escape(_written(found[int(match[1])])), attributes)
        if tag == "code":
            in_code = not closing
        if tag != "a":
            parts.append(f"<{closing}{tag}{attributes}>")
        elif not closing:
            in_link = True
            start, end = _link_tags(attributes, references)
            parts.append(start)
        else:
            parts += [end, *after]
            in_link, end = False, ""
            after = []
    parts.append(made[at:])
    return "".join(parts)


def _link_tags(attributes: str, references: References) -> tuple[str, str]:
    """Return the tags around the text of a link that leads out, or to a page of ours; none for one to be dropped."""
    href = _HREF.search(attributes)
    address = html.unescape(href[1]).strip() if href else ""
    if _WEB.match(address):
        return f"<a{attributes}>", "</a>"
    unclear = not address or any(c < "!" or c == "\\" for c in address) or address.startswith("//") or ":" in address
    target = None if unclear else references.href(address)
    if target is None:
        return "", ""
    return _LEFT_OUT_TAGS if target == NOT_HERE else (f'<a href="{html.escape(target)}">', "</a>")


def _written(mark: Mark) -> str:
    return mark.what.written if isinstance(mark.what, Link) else mark.what[0].written


def _link_text(link: Link, references: References) -> str:
    known = references.link(link.id)
    return html.escape(link.text or (known[1] if known else link.id), quote=False)


def _reference(mark: Mark, references: References) -> str:
    if not isinstance(mark.what, Link):
        return "".join([references.cite(citation.source, citation.locator) for citation in mark.what])
    link = mark.what
    known = references.link(link.id)
    if known is None:
        return html.escape(link.text or link.id, quote=False)
    address, name = known
    words = html.escape(link.text or name, quote=False)
    return left_out(words) if address is None else f'<a href="{html.escape(address)}">{words}</a>'
