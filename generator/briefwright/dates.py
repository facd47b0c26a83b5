"""Dates as readers see them; the same whatever the locale."""

from functools import lru_cache

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@lru_cache(maxsize=8192)
def day(text: str) -> str:
    """Return "2 December 2025" for 2025-12-02, "December 2025" for 2025-12, "2025" for 2025."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    month = f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return month if len(parts) == 2 else f"{int(parts[2])} {month}"


def span(first: str, last: str | None) -> str:
    """Return "14–15 December 2025" for two days of one month; longer forms where month or year differ."""
    if last is None or last == first:
        return day(first)
    if len(first) == len(last) == 10 and first[:7] == last[:7]:
        return f"{int(first[8:])}–{day(last)}"
    if len(first) == len(last) == 10 and first[:4] == last[:4]:
        return f"{day(first).rsplit(' ', 1)[0]} – {day(last)}"
    return f"{day(first)} – {day(last)}"
