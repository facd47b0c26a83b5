"""A change to a file: what it does to the text, to the data, and how it is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from briefwright.counting import counted
from briefwright.fixes.tree import Edit
from briefwright.line_map import Loc


class Aim(Enum):
    """What a change is good for; the order is that in which changes are told."""

    ID = "ids for names"
    DATE = "dates"
    ORDER = "fields in order"
    QUOTES_OFF = "quotes off"
    QUOTES_ON = "quotes on"
    MARK = "byte order mark removed"
    LINE_ENDS = "line ends are now LF"
    SPACE = "space at line ends removed"
    END = "one line feed at the end"


def nothing(data: Any) -> None:
    """Change no data: what most changes do."""


def put(loc: Loc, value: str, data: Any) -> None:
    """Put a value into the data of a file."""
    for part in loc[:-1]:
        data = data[part]
    data[loc[-1]] = value


@dataclass(frozen=True, slots=True)
class Change:
    """What is done for one aim at one place. `detail` tells what is now different in the data, "" where nothing is."""

    aim: Aim
    edits: tuple[Edit, ...]
    detail: str = ""
    to_data: Callable[[Any], None] = nothing


MOST_DETAILS = 3
"""Changes of the data that are told one by one; of the others only the number."""


def told(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return what was done to a file, in words."""
    words: list[str] = []
    for aim in Aim:
        done = [change for change in changes if change.aim is aim]
        if not done:
            continue
        if done[0].detail:
            more = len(done) - MOST_DETAILS
            words += [change.detail for change in done[:MOST_DETAILS]]
            words += [f"and {more:,} more {aim.value}"] if more > 0 else []
        elif aim is Aim.ORDER:
            words.append(f"{aim.value} in {counted(len(done), 'place')}")
        elif aim in (Aim.QUOTES_OFF, Aim.QUOTES_ON):
            words.append(f"{aim.value} {counted(len(done), 'value')}")
        else:
            words.append(aim.value)
    return tuple(words)
