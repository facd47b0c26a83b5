"""JSON that anybody may have written, read field by field; whatever does not fit is refused in words."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

from briefwright.bundle.errors import BundleError
from briefwright.bundle.names import shown

FORMAT = 1
"""The one format of a bundle's JSON files so far."""

MOST_BYTES = 100_000_000
"""The largest JSON file that is read: a manifest of half a million files and more."""

_MOST_OBJECTS, _MOST_LISTS, _MOST_COMMAS = 1_000_000, 10_000, 4_000_000
_MOST_CHARACTERS = 1000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def refuse(where: str, what: str) -> NoReturn:
    """Raise BundleError for a file (`where`) that says what it cannot say."""
    raise BundleError(f"{where}: {what}; it is damaged or was not made by briefwright: get a new copy")


def parsed(data: bytes, name: str) -> dict[str, Any]:
    """Return the mapping in a JSON file, if it is one of the format that is known."""
    _check_volume(data, name)
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_constant)
    except RecursionError:
        refuse(name, "it is nested too deeply")
    except ValueError as error:
        # Of an encoding or of the syntax; either says where, and none repeats the data.
        refuse(name, f"it is not JSON ({shown(str(error))})")
    if not isinstance(found, dict):
        refuse(name, "it is not a mapping")
    form = found.get("format")
    if type(form) is int and form > FORMAT:
        raise BundleError(
            f"{name}: its format {shown(str(form))} is newer than this program; install a newer briefwright"
        )
    if type(form) is not int or form != FORMAT:
        refuse(name, "'format' is not 1")
    return found


def _check_volume(data: bytes, name: str) -> None:
    """Refuse what would fill the memory before it is known to be nonsense: a byte may become a hundred there."""
    if len(data) > MOST_BYTES:
        refuse(name, f"it has more than {MOST_BYTES:,} bytes")
    if data.count(b"{") > _MOST_OBJECTS or data.count(b"[") > _MOST_LISTS or data.count(b",") > _MOST_COMMAS:
        refuse(name, "it has more parts than a bundle can have files")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields of a mapping, by name and by what they must be; every other thing is refused."""

    where: str
    data: dict[str, Any]

    def mapping(self, name: str) -> dict[str, Any]:
        """Return a field that is a mapping with texts as keys."""
        found = self.data.get(name)
        if not isinstance(found, dict):
            refuse(self.where, f"'{name}' is not a mapping")
        return found

    def number(self, name: str) -> int:
        """Return a field that is a whole number from 0 to a thousand million."""
        found = self.data.get(name)
        if type(found) is not int or not 0 <= found <= 10**9:
            refuse(self.where, f"'{name}' is not a count")
        return found

    def yes_or_no(self, name: str) -> bool:
        """Return a field that is true or false."""
        found = self.data.get(name)
        if type(found) is not bool:
            refuse(self.where, f"'{name}' is not true or false")
        return found

    def text(self, name: str) -> str:
        """Return a field that is a text of moderate length, which UTF-8 can hold."""
        found = self.data.get(name)
        if not _is_text(found):
            refuse(self.where, f"'{name}' is not a text of up to {_MOST_CHARACTERS:,} characters")
        return str(found)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field that is a list of such texts."""
        found = self.data.get(name)
        if not isinstance(found, list) or not all(map(_is_text, found)):
            refuse(self.where, f"'{name}' is not a list of texts")
        return tuple(found)

    def date(self, name: str) -> str | None:
        """Return a field that is a date, a month or a year of ISO 8601, or null or missing."""
        found = self.data.get(name)
        if found is not None and not (isinstance(found, str) and _DATE.fullmatch(found)):
            refuse(self.where, f"'{name}' is not a date")
        return found

    def sha256(self, name: str, found: object) -> str:
        """Return what was found as a SHA-256, for the field or the file of this name."""
        if not (isinstance(found, str) and _SHA256.fullmatch(found)):
            refuse(self.where, f"'{shown(name)}' has no SHA-256 of 64 hexadecimal digits")
        return found


def _is_text(found: object) -> bool:
    # Half of a surrogate pair can be written in JSON, but never again.
    return isinstance(found, str) and len(found) <= _MOST_CHARACTERS and (found.isascii() or _can_be_written(found))


def all_texts(found: Iterable[object]) -> bool:
    """Tell whether all of it is text of moderate length, which UTF-8 can hold."""
    return all(map(_is_text, found))


def _can_be_written(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
