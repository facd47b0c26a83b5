"""The addresses that a script hands to something that fetches, where they stand there as they are.

What a script fetches cannot be decided by reading it. Found is what people write, and what embedding snippets look
like: `fetch("https://…")`, `element.src = "//…"`, `import("https://…")`, markup or style rules in a string that become
part of the page. Not found is an address that goes through a name or a function of the script's own.

Two of those stand in the theme's bundle.js, `f("https://unpkg.com/mermaid…")` and `https://api.github.com/…`: it
fetches them only for elements with class="mermaid" and for a data-md-component="source" that links to a code host. So
nothing is made of them here, and such elements are reported where they stand in a page. A third, a stand-in for
ResizeObserver, is for browsers of before 2020.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefwright.bundle.outside_effort import Effort

_CALLS = (
    r"(?:\b(?:fetch|importScripts|import|sendBeacon|addModule|serviceWorker\s*\.\s*register|location\s*\.\s*(?:assign"
    r"|replace)|insertRule|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|document\s*\.\s*write(?:ln)?"
    r"|new\s+(?:Worker|SharedWorker|EventSource|WebSocket|WebTransport|Audio|Request|FontFace))"
    r"|\.\s*setAttribute(?:NS)?(?=\s*\([^()]{0,80}[\"'`](?i:(?:xlink:)?(?:src|srcset|srcdoc|poster|action|style))[\"'`])"
    r"|\.\s*open(?=\s*\(\s*[\"'`](?i:GET|POST|PUT|HEAD|PATCH|DELETE|OPTIONS)\b))\s*\("
)
_TARGETS = (
    r"(?:(?:\.\s*|\[\s*[\"'`])(?:src|srcset|srcdoc|poster|action|formAction|innerHTML|outerHTML|cssText)(?:[\"'`]\s*\])?"
    r"|\.\s*style\b[^=;\n]{0,60}|\blocation(?:\s*\.\s*href)?)\s*\+?=(?!=)"
)
_PROPERTIES = r"\bsrc(?:set|doc)?[\"'`]?\s*:(?=\s*[\"'`])"
_IMPORTS = r"\b(?:import|export)\b(?:[^;\"'`()]{0,500}?\bfrom\b)?\s*(?=[\"'`])"
_HANDS_ON = re.compile(f"(?P<call>{_CALLS})|(?P<target>{_TARGETS})|(?P<property>{_PROPERTIES})|(?P<import>{_IMPORTS})")
_PARTS = re.compile(r"style|HTML|write|insertRule|cssText|Fragment|FontFace|srcdoc")
# One of these is in all of the above. Most scripts of a bundle are packed data: searching words is ten times faster.
_NAMES = (
    *("fetch", "import", "export", "sendBeacon", "addModule", "serviceWorker", "location", "insertRule", "insertAdj"),
    *("createContextual", "setHTML", "document", "Worker", "EventSource", "WebSocket", "WebTransport", "Audio"),
    *("Request", "FontFace", "setAttribute", "open", "src", "poster", "ction", "HTML", "cssText", "style"),
)

_TOKEN = re.compile(
    r"//[^\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?|(?P<string>\"(?:[^\"\\\n]|\\[\s\S])*+\"?|'(?:[^'\\\n]|\\[\s\S])*+'?"
    r"|`(?:[^`\\]|\\[\s\S])*+`?)|(?P<mark>[()\[\]{};,])|(?P<end>\n)|(?P<sign>[^\s\w])"
)
_GOES_ON = re.compile(r"\s*[?:+.|&(]")
_OPERATORS = "=+?:|&(,."
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{0*([0-9a-fA-F]{1,6})\}|(\r?\n)|([\s\S]))")
_ADDRESS = re.compile(r"\s*(?:(?:https?|wss?|ftp|file):[/\\]|[/\\]{2}[^/\\\s])", re.IGNORECASE)
_ABSOLUTE = re.compile(r"\s*/[^/\s]")
_NAME = re.compile(r"[^\w.]+|^[\s.]+|[\s.]+$")
_WORTH_READING = re.compile(
    r"[\"'`]\s*(?:[/\\]|(?:https?|wss?|ftp|file):)|[\"'`][^\"'`]*(?:<|url\(|@import|\\[xu])", re.IGNORECASE
)
_COMMENT = re.compile(r"\s*(?://|\*|/\*)")

LONGEST = 1_000
"""Characters after a call's bracket or an assignment's sign in which an address counts as handed on."""

VOCABULARIES = tuple(f"http://www.w3.org/{name}" for name in ("1998/Math", "1999/x", "2000/", "XML/1998/"))
"""Beginnings of addresses that scripts name and never fetch: those of vocabularies, as in createElementNS."""


@dataclass(frozen=True, slots=True)
class Literal:
    """One string that a script hands on: where in the text, to what, its value, whether it is itself the address.

    Where it is not, only what lies inside it, such as markup or style rules, can make a browser fetch something.
    """

    at: int
    what: str
    value: str
    is_address: bool


def handed_on(text: str, effort: Effort) -> Iterator[Literal]:
    """Yield the strings that a script hands to something that fetches, or that makes a part of the page of them.

    A text in which such places lie so close that reading them would cost more than `effort` raises UnreadableError.
    """
    if not (_WORTH_READING.search(text) and any(name in text for name in _NAMES)):
        return
    for found in _HANDS_ON.finditer(text):
        if _in_comment(text, found.start()):
            continue
        kind = found.lastgroup or ""
        what = "import" if kind == "import" else " ".join(_NAME.sub(" ", found[0]).split())
        strings, end = _strings(text, found.end(), kind, "+" if found[0].endswith("+=") else "")
        for at, value, may_begin in strings:
            address = bool(_ADDRESS.match(value)) or (may_begin and bool(_ABSOLUTE.match(value)))
            yield Literal(at, what, value, address and not (value.startswith(VOCABULARIES) or _PARTS.search(what)))
        effort.spend(end - found.start())


def _strings(text: str, start: int, kind: str, sign: str) -> tuple[list[tuple[int, str, bool]], int]:
    """Return place, value, and whether it may be the beginning of an address, of an expression's strings; and its end.

    `sign` is the last sign before the place: what follows a plus does not begin an address.
    """
    strings: list[tuple[int, str, bool]] = []
    depth, at, last = 0, start, min(len(text), start + 2 * LONGEST)
    while at < start + LONGEST and (token := _TOKEN.search(text, at, last)):
        begin, at = token.span()
        if token["string"]:
            value = unescaped(token["string"][1:].removesuffix(token["string"][0]))
            strings.append((begin, value, depth == 0 and sign != "+"))
            sign = ""
            if kind == "import":
                break
        elif mark := token["mark"]:
            sign = mark
            depth += (mark in "([{") - (mark in ")]}")
            if depth < 0 or (depth == 0 and (mark == ";" or (mark == "," and kind != "call"))):
                break
        elif token["end"]:
            # Where nobody writes semicolons, the end of the line ends an assignment, unless the expression goes on.
            before = text[start:begin].rstrip()
            if (
                kind != "call"
                and depth == 0
                and before
                and before[-1] not in _OPERATORS
                and not _GOES_ON.match(text, at)
            ):
                break
        elif token["sign"]:
            sign = token["sign"]
    return strings, at


def _in_comment(text: str, at: int) -> bool:
    """Tell whether a place lies in a comment that begins its line, looking back no further than 20,000 characters."""
    nearest = max(0, at - LONGEST)
    begin = text.rfind("\n", nearest, at) + 1
    found = _COMMENT.match(text, begin, at) if begin or not nearest else None
    if not found:
        return False
    if found[0].endswith("//"):
        return True
    opened = text.rfind("/*", max(0, at - 20_000), at)
    return opened >= 0 and text.find("*/", opened + 2, at) < 0


def unescaped(text: str) -> str:
    """Return a string's value: escapes replaced, a template cut before its first hole."""
    text = text.split("${", 1)[0]
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    """Return what one escape stands for; one that means a control character gives a blank, for that is what it does."""
    two, four, more, end, plain = found.groups()
    if digits := two or four or more:
        number = int(digits, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return "" if end else " " if plain in "nrtbfv0" else plain
