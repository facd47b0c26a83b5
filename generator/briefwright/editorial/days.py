"""Days as people write them in a form: understood where only one day can be meant."""

import re

from pydantic_core import PydanticCustomError

from briefwright.dates import MONTHS
from briefwright.fixes.values import with_zeros
from briefwright.schema.types import check_day

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? +", re.IGNORECASE)
_ORDINAL = r"([0-9]{1,2})(?:st|nd|rd|th|\.)?"
_MONTH = r"([a-z]{3,9})\.?"
_DAY_FIRST = re.compile(rf"{_ORDINAL} +(?:of +)?{_MONTH},? +([0-9]{{4}})", re.IGNORECASE | re.ASCII)
_MONTH_FIRST = re.compile(rf"{_MONTH} +{_ORDINAL},? +([0-9]{{4}})", re.IGNORECASE | re.ASCII)


def day_of(words: str) -> str:
    """Return the day that words on one line name, as YYYY-MM-DD; "" where they name none, or may mean several.

    Year first, in figures: 2026-3-4, 2026/03/04, 2026.3.4. With an English month: 4 March 2026, March 4th, 2026. Of
    3/4/2026 nobody can tell, and a day without a year could be of any.
    """
    words = words.strip().rstrip(".")
    found = _YEAR_FIRST.fullmatch(words)
    if found:
        return _existing(f"{found[1]}-{found[3]}-{found[4]}")
    words = _WEEKDAY.sub("", words, count=1) if _WEEKDAY.match(words) else words
    if found := _DAY_FIRST.fullmatch(words):
        return _existing(f"{found[3]}-{_number(found[2])}-{found[1]}")
    if found := _MONTH_FIRST.fullmatch(words):
        return _existing(f"{found[3]}-{_number(found[1])}-{found[2]}")
    return ""


def _number(name: str) -> int:
    """Return the number of a month by its name or the first letters of it (Sept); 0 where it is none."""
    whole = name.capitalize()
    known = (number for number, month in enumerate(MONTHS, 1) if whole in (month, month[:3], month[:4]))
    return next(known, 0)


def _existing(written: str) -> str:
    try:
        return check_day(with_zeros(written))
    except PydanticCustomError:
        return ""
