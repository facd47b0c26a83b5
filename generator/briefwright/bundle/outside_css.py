"""The addresses that a style sheet makes a browser fetch, by the rules of CSS's own tokens."""

import re
from collections.abc import Iterator

_IDENT = r"(?:[-\w]|[^\x00-\x7f]|\\[0-9a-fA-F]{1,6}+(?:\r\n|[ \t\n\r\f])?+|\\[^\n\r\f0-9a-fA-F])"
_TOKEN = re.compile(
    r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
    r"|(?P<string>\"(?:[^\"\\\n\r\f]|\\(?:\r\n|[\s\S]|$))*+\"?|'(?:[^'\\\n\r\f]|\\(?:\r\n|[\s\S]|$))*+'?)"
    rf"|(?P<name>@?{_IDENT}++)(?P<opens>\(?)"
    r"|(?P<mark>[();{}])"
)
_UNQUOTED = re.compile(r"[ \t\n\r\f]*+(?![\"' \t\n\r\f])((?:[^)\\]|\\[\s\S]|\\$)*+)\)?")
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\n\r\f])?|(\r\n|[\n\r\f])|([\s\S])|$)")
_WORTH_READING = re.compile(r"url|src|import|image|cross-fade|\\", re.IGNORECASE)

_TAKE_ADDRESSES = frozenset(
    {"url", "src", "image-set", "-webkit-image-set", "image", "cross-fade", "-webkit-cross-fade"}
)
"""Functions in which a string is an address, in some browser."""


def style_addresses(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield position, "url()" or the like, and address for everything in a style sheet that a browser may fetch.

    That is also what stands in rules that may not apply, and in custom properties. Addresses come as they are meant,
    without quotes and escapes. Works for whole sheets and for style attributes, and reads each character once.
    """
    if not _WORTH_READING.search(text):
        return
    inside: list[str] = []  # the brackets around the place, innermost last, by the name of their function
    taking: list[str] = []  # those of them that take addresses
    rule, at = "", 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        if token["name"]:
            name = unescaped(token["name"]).lower()
            if name.startswith("@"):
                rule = name
            if token["opens"]:
                found = _UNQUOTED.match(text, at) if name == "url" else None
                if found:
                    at = found.end()
                    # Not fetched, and the only place where people write the address of a vocabulary.
                    if rule != "@namespace":
                        yield token.start(), "url()", unescaped(found[1])
                    rule = "" if rule == "@import" else rule
                else:
                    inside.append(name)
                    taking += [name] if name in _TAKE_ADDRESSES else []
        elif token["string"]:
            address = unescaped(token["string"][1:].removesuffix(token["string"][0]))
            if rule == "@import":
                yield token.start(), "@import", address
                rule = ""
            elif taking and rule != "@namespace":
                yield token.start(), f"{taking[-1]}()", address
        elif token["mark"] == "(":
            inside.append("")
        elif token["mark"] == ")":
            if inside and inside.pop() in _TAKE_ADDRESSES:
                taking.pop()
        elif token["mark"]:
            rule = ""


def unescaped(text: str) -> str:
    """Return a CSS name, string or address without its escapes."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    """Return what one escape stands for: a character, or nothing for an escaped line end."""
    digits, _, plain = found.groups()
    if digits:
        number = int(digits, 16)
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return plain or ""
