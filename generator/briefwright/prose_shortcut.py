"""The way around Markdown for fields that are plain enough: the same HTML, at a fraction of the cost.

It knows paragraphs, `## headings`, one-level `- lists`, **bold**, *italics* and [links](https://…) in their plainest
form. Whatever else stands in the text makes it decline, also where Markdown would have left it alone.
"""

import re

HEADING_LEVEL = ("", "3", "3", "4", "5", "6", "6")
"""The level of a heading on the page by the number of its # marks: h1 and h2 belong to the page."""

REL = "noopener noreferrer"
"""What every link that leads out of the site carries."""

LONGEST = 20_000
"""Characters of a text above which the shortcut declines; its ways with strings are for short ones."""

# Characters that mean something to Markdown or to the cleaning nearly everywhere.
_NEVER = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f`\\<|\ufdd0-\ufdef\ufffe\uffff]")
_MARKED = re.compile(r"[*_\[\]&>\xa0]")
# A line that begins with one of these may be a list, a quotation, a rule, a definition, the end of a heading, code.
_ODD_START = frozenset("~=>:+-#*")
_NUMBERED = re.compile(r"\d+\.")
_HEADING = re.compile(r"(#{1,6}) +(?!\s)([^#]*[^#\s])")
_ENTITY = re.compile(r"&#?[0-9A-Za-z]+;")

_LABEL = r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"
_BRACKET = re.compile(
    r"(?<!!)\[([^\[\]]*)\]"
    rf"(?:\((https?://(?:{_LABEL}\.)+[A-Za-z]{{2,}}(?:/[A-Za-z0-9/.,%+=_~-]*)?(?:\?[A-Za-z0-9/.,%+=_~-]*)?"
    r"(?:\#[A-Za-z0-9/.,%+=_~-]*)?)\)"
    r"|(?![(\[:]))"
)
# The stars must touch words inside, and outside a space before; so no other reading is possible. The look behind comes
# after the stars, because a pattern that begins with a plain character is found many times faster.
_STRONG = re.compile(r"\*\*(?<!\S\*\*)(?=[^\s*])([^*]*[^\s*])\*\*(?![\w*])")
_EM = re.compile(r"\*(?<!\S\*)(?=[^\s*])([^*]*[^\s*])\*(?![\w*])")


def shortcut(text: str) -> str | None:
    """Return the cleaned HTML of a field with its placeholders, or None where only Markdown can tell."""
    if len(text) > LONGEST or _NEVER.search(text):
        return None
    made = _blocks(text.strip("\n"))
    if made is None:
        return None
    if _MARKED.search(text):
        for number, part in enumerate(made):
            if part[0] != "<":  # no text has a "<" here: it is a tag
                inner = _inline(part)
                if inner is None:
                    return None
                made[number] = inner
    return "".join(made)


def _blocks(text: str) -> list[str] | None:
    """Return tags and, between them, the texts of paragraphs, headings and list items; None for other blocks."""
    made: list[str] = []
    around = _AROUND
    inside = ""  # the kind of block the line before belongs to, "" after an empty line
    before = ""  # the kind of the last block
    for line in text.split("\n"):
        if not line:
            inside = ""
            continue
        first = line[0]
        if line[-1].isspace():
            return None
        if first == "-":
            item = line[1:].lstrip(" ")
            if line[1:2] != " " or not _text_start(item) or (before == "ul" and inside != "ul"):
                return None
            made += ("</li>\n<li>", item) if inside == "ul" else (around[before, "ul"], item)
            inside = before = "ul"
        elif first == "#":
            heading = _HEADING.fullmatch(line)
            if not heading or inside == "ul":
                return None
            kind = f"h{HEADING_LEVEL[len(heading[1])]}"
            made += (around[before, kind], heading[2])
            before = kind
            inside = ""
        elif inside == "ul":
            rest = line.lstrip(" ")
            if len(line) - len(rest) > 3 or not _plain_start(rest):
                return None
            made[-1] += "\n" + line
        elif not _text_start(line):
            return None
        elif inside == "p":
            made[-1] += "\n" + line
        else:
            made += (around[before, "p"], line)
            inside = before = "p"
    if made:
        made.append(around[before, ""])
    return made


def _plain_start(line: str) -> bool:
    """Say whether no block but a paragraph can begin with this line."""
    if not line:
        return False
    first = line[0]
    if first in _ODD_START or first.isspace():
        return False
    return not (first.isdecimal() and _NUMBERED.match(line))


def _text_start(line: str) -> bool:
    """Say the same, where the text may also begin with **bold**."""
    return _plain_start(line) or (line.startswith("**") and line[2:3].isalnum())


def _tags(kind: str) -> tuple[str, str]:
    if kind == "ul":
        return "<ul>\n<li>", "</li>\n</ul>"
    return (f"<{kind}>", f"</{kind}>") if kind else ("", "")


_KINDS = ("", "p", "ul", "h3", "h4", "h5", "h6")
# What stands between the texts of two blocks: the end of the first, a line feed, the beginning of the second.
_AROUND = {
    (one, two): _tags(one)[1] + ("\n" if one and two else "") + _tags(two)[0] for one in _KINDS for two in _KINDS
}


def _inline(text: str) -> str | None:
    """Return the HTML of a text without blocks, or None."""
    if "&" in text:
        if _ENTITY.search(text):
            return None
        text = text.replace("&", "&amp;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "[" in text or "]" in text:
        linked = _brackets(text)
        if linked is None:
            return None
        text = linked
    elif "_" in text:
        return None
    if "*" in text:
        text = _EM.sub(r"<em>\1</em>", _STRONG.sub(r"<strong>\1</strong>", text))
        if "*" in text:
            return None
    return text.replace("\xa0", "&nbsp;")


def _brackets(text: str) -> str | None:
    """Make links of [text](address); other brackets stay as they are where no definition can be meant."""
    parts = []
    at = 0
    for match in _BRACKET.finditer(text):
        between = text[at : match.start()]
        at = match.end()
        words, address = match.groups()
        if (
            "[" in between
            or "]" in between
            or "_" in between
            or "_" in words
            or (address and ("*" in words or "\ue000" in words))
        ):
            return None
        parts += [between, f'<a href="{address}" rel="{REL}">{words}</a>' if address else match[0]]
    rest = text[at:]
    if "[" in rest or "]" in rest or "_" in rest:
        return None
    return "".join([*parts, rest])
