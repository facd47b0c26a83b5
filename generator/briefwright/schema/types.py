"""The scalar types of the model: ids, dates, addresses, codes. All of them arrive as text."""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH = 120

# A folder of one of these names cannot exist on Windows, and an id is a folder's name.
DEVICE_NAMES = frozenset(["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))])

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_SPACE = re.compile(r"\s")
# Nearly all addresses look like this; the others are taken apart.
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:[/?#][^\s<>\"\x00-\x20\x7f-\x9f]*)?")
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "ß": "ss", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "’": "", "'": ""}
)


class Model(BaseModel):
    """Base of every model: unknown fields are errors, values cannot be changed, spaces at the ends go."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def slug(name: str) -> str:
    """Return the id that belongs to a name: "Çırağan Palace" → "ciragan-palace".

    Empty where a name has no letter that folds to a-z or 0-9; such a name needs an explicit id.
    """
    folded = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    return "-".join(re.findall(r"[a-z0-9]+", kept))[:ID_LENGTH].strip("-")


# The same ids and days stand in thousands of files; what is right is remembered, what raises is not.
@lru_cache(maxsize=16_384)
def check_id(value: str) -> str:
    """Return the id, or raise the error that says what is wrong with it."""
    if len(value) > ID_LENGTH:
        raise PydanticCustomError("bad_id", "an id has at most {most} characters", {"most": ID_LENGTH})
    if not _ID.fullmatch(value):
        raise PydanticCustomError(
            "bad_id",
            "'{value}' is not an id: only lower-case letters, digits and single hyphens between them",
            {"value": value, "suggestion": slug(value)},
        )
    if value == "index":
        raise PydanticCustomError("bad_id", "'{value}' cannot be an id: it is the address of a list", {"value": value})
    if value in DEVICE_NAMES:
        raise PydanticCustomError("bad_id", "'{value}' cannot be an id: Windows reserves the name", {"value": value})
    return value


def _text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


@lru_cache(maxsize=16_384)
def check_partial_date(value: str) -> str:
    """Return a date as it was written: YYYY, YYYY-MM or YYYY-MM-DD (ISO 8601), if such a day exists."""
    if not _DATE.fullmatch(value):
        raise PydanticCustomError("bad_date", "'{value}' is not a date", {"value": value})
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError as error:
        raise PydanticCustomError("bad_date", "there is no day {value}", {"value": value}) from error
    return value


@lru_cache(maxsize=16_384)
def check_day(value: str) -> str:
    """Return a whole date, YYYY-MM-DD."""
    if len(check_partial_date(value)) != 10:
        raise PydanticCustomError("bad_date", "'{value}' is not a whole date", {"value": value})
    return value


def check_url(value: str) -> str:
    """Return an http or https address with a host, without spaces; anything else raises."""
    if _PLAIN_URL.fullmatch(value):
        return value
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or _SPACE.search(value) or any(ord(c) < 32 or c in '<>"' for c in value):
        raise PydanticCustomError("bad_url", "'{value}' is not an http or https address", {"value": value})
    return value


def check_line(value: str) -> str:
    """Return text that has something in it and fits on one line."""
    if not value:
        raise PydanticCustomError("empty_text", "the text is empty")
    if "\n" in value:
        raise PydanticCustomError("not_one_line", "the text must stand on one line")
    return value


def check_prose(value: str) -> str:
    """Return text that has something in it."""
    if not value:
        raise PydanticCustomError("empty_text", "the text is empty")
    return value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Id = Annotated[str, AfterValidator(check_id), WithJsonSchema({"type": "string", "pattern": ID_PATTERN})]
"""Lower-case letters, digits and hyphens; the name of a thing in addresses and references."""

Day = Annotated[
    str, BeforeValidator(_text), AfterValidator(check_day), WithJsonSchema({"type": "string", "format": "date"})
]
"""A whole date, YYYY-MM-DD (ISO 8601). Kept as text: it sorts, compares and prints as it is."""

PartialDate = Annotated[
    str,
    BeforeValidator(_text),
    AfterValidator(check_partial_date),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}),
]
"""A date as exact as it is known: YYYY, YYYY-MM or YYYY-MM-DD (ISO 8601, reduced precision)."""

WebAddress = Annotated[
    str, AfterValidator(check_url), WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"})
]
"""An http or https address."""

Line = Annotated[str, AfterValidator(check_line)]
"""Plain text on one line, no Markdown."""

Prose = Annotated[str, AfterValidator(check_prose)]
"""Markdown with [@source] citations and [[id]] links."""

Lines = Annotated[
    tuple[Line, ...],
    BeforeValidator(_as_list),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""One line of plain text, or a list of them."""

Lang = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language tag (BCP 47): en, uk, pt-BR."""

Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A country, ISO 3166-1 alpha-2: NO, UA."""

Region = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?|[0-9]{3})$")]
"""A country or part of one (ISO 3166-1, 3166-2), or a UN M49 area code: UA, UA-14, 150."""

Wikidata = Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")]
"""A Wikidata item: Q7747."""
