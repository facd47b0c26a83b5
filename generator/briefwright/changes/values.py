"""Values of fields in words, so that two which differ never read the same."""

import json
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from briefwright.dates import day
from briefwright.schema import Role
from briefwright.vocabulary import label

NOTHING = "none"


def or_nothing(text: str | None) -> str:
    """Return a value as a sentence has it; the word for nothing stands in quotation marks where it is a value."""
    if text is None or text == "":
        return NOTHING
    return f"“{text}”" if text == NOTHING else text


def both(old: Any, new: Any) -> tuple[str | None, str | None]:
    """Return two values of a field in words; where those are the same, the values are spelt out."""
    was, now = in_words(old), in_words(new)
    return (was, now) if was != now else (_spelt(old) or None, _spelt(new) or None)


def both_rows(old: Sequence[str], new: Sequence[str], between: str) -> tuple[str, str]:
    """Return two lists of texts in words; where those are the same, the texts stand in quotation marks."""
    was, now = between.join(old), between.join(new)
    if was != now or tuple(old) == tuple(new):
        return was, now
    return between.join(map(_spelt, old)), between.join(map(_spelt, new))


def same_value(old: Any, new: Any) -> bool:
    """Say whether two values differ in white space at most; the order of lists and tables counts."""
    return _spelt(old).split() == _spelt(new).split()


def in_words(value: Any) -> str | None:
    """Return a value in words for readers."""
    if value is None or value in ((), {}):
        return None
    if isinstance(value, dict):
        return "; ".join(f"{key}: {text}" for key, text in sorted(value.items()))
    if isinstance(value, tuple):
        return "; ".join(in_words(item) or "" for item in value)
    if isinstance(value, Role):
        return ", ".join(part for part in (value.title, value.of, _period(value)) if part)
    return f"{value} ({label(value)})" if len(str(value)) == 1 and hasattr(value, "value") else str(value)


def _period(role: Role) -> str | None:
    if role.since and role.until:
        return f"{day(role.since)} to {day(role.until)}"
    if role.since:
        return f"since {day(role.since)}"
    return f"until {day(role.until)}" if role.until else None


def _spelt(value: Any) -> str:
    """Return a value with each part named and each text in quotation marks."""
    if value is None:
        return ""
    if isinstance(value, BaseModel):
        fields = ((field.alias or name, getattr(value, name)) for name, field in type(value).model_fields.items())
        return ", ".join(f"{name} {_spelt(part)}" for name, part in fields if part is not None)
    if isinstance(value, dict):
        return "; ".join(f"{key} {_spelt(part)}" for key, part in value.items())
    if isinstance(value, tuple):
        return "; ".join(_spelt(part) for part in value)
    return json.dumps(str(value), ensure_ascii=False)
