"""Addresses as a browser reads them: which ones leave the folder of the bundle, by the URL standard."""

import re
from html.entities import html5

_CONTROLS = "".join(map(chr, range(0x21)))
_DROPPED = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DRIVE = re.compile(r"[A-Za-z]\|(?:[/?#]|$)")
_DOT = re.compile(r"%2e", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]+|[0-9]+);?|([A-Za-z][A-Za-z0-9]*)(;?)(=?))")
_CANDIDATE = re.compile(r"[\s,]*+(\S++)")
_DESCRIPTORS = re.compile(r"(?:[^(),]++|\([^)]*+\)?|\))*+")
_REFRESH = re.compile(r"\s*[0-9.]*[\s;,]*(?:url\s*=\s*)?(\"[^\"]*|'[^']*|.*)", re.IGNORECASE | re.DOTALL)

INERT = frozenset({"data", "blob", "about", "javascript", "mailto", "tel"})
"""Schemes for which a browser fetches nothing; all others it fetches, or hands to another program."""


def clean(address: str) -> str:
    """Return an address as a browser takes it: no blanks and control characters around it, no line ends in it."""
    return _DROPPED.sub("", address).strip(_CONTROLS)


def scheme(address: str) -> str:
    """Return the scheme of a cleaned address in lower case, or "" for a relative one."""
    found = _SCHEME.match(address)
    return found[1].lower() if found else ""


def elsewhere(address: str, depth: int) -> bool:
    """Tell whether a browser that resolves an address leaves the bundle's top folder.

    `depth` is the number of folders above the file that names the address, 0 for a file in the top folder. An address
    that climbs out and comes back in by the folder's name leaves it too: a reader may have renamed the folder.
    """
    address = clean(address)
    found = scheme(address)
    if found:
        return found not in INERT
    # On file: (and on http:) a backslash is a slash, and "c|" at the beginning is a drive.
    path = re.split(r"[?#]", address, maxsplit=1)[0].replace("\\", "/")
    if path.startswith("/") or _DRIVE.match(path):
        return True
    for segment in _DOT.sub(".", path).split("/") if "." in path or "%" in path else ():
        depth += {"..": -1, ".": 0}.get(segment, 1)
        if depth < 0:
            return True
    return False


def decoded(value: str) -> str:
    """Return the value of an attribute with its character references replaced, as the HTML standard has it there."""
    return _ENTITY.sub(_character, value) if "&" in value else value


def _character(found: re.Match[str]) -> str:
    """Return what one character reference stands for, or itself."""
    name, end, equals = found.groups()
    if name is None:
        digits = found[0][2:].rstrip(";")
        # Cut before int(): a million digits are none the less one character.
        number = int(digits[1:].lstrip("0")[:9] or "0", 16) if digits[0] in "xX" else int(digits.lstrip("0")[:9] or "0")
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    if end and name + ";" in html5:
        return html5[name + ";"] + equals
    # Without a semicolon only the old names count, and in an attribute none that goes on like a query's next name.
    return html5[name] + end + equals if name in html5 and not (equals and not end) else found[0]


def srcset(value: str) -> list[str]:
    """Return the addresses of a srcset attribute, by the standard's way of reading it."""
    found, at = [], 0
    while candidate := _CANDIDATE.match(value, at):
        address, at = candidate[1], candidate.end()
        found.append(address.rstrip(","))
        if not address.endswith(","):
            at = _DESCRIPTORS.match(value, at).end()  # type: ignore[union-attr]
    return found


def refresh(value: str) -> str:
    """Return the address in the content of <meta http-equiv="refresh">, or "" where it only names a time."""
    found = _REFRESH.match(value)
    return found[1].lstrip("\"'") if found else ""
