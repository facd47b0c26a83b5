"""Markers of a merge conflict that was left in a text."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

HINT = "decide which lines stay, and delete the lines with <<<<<<<, ======= and >>>>>>>"
"""What to do about any of them."""

_MARK = re.compile(r"^(?:<{7}|>{7})(?=[ \r\n]|\Z).*", re.MULTILINE)


class Conflict(NamedTuple):
    """A marker line, in characters from 0, and what it says."""

    start: int
    end: int
    message: str


def conflicts(text: str, line_at: Callable[[int], int]) -> Iterator[Conflict]:
    """Find the markers that git leaves; one conflict from each opening to its closing marker.

    `line_at` returns the number of the line, from 0, that a position stands in.
    """
    found = list(_MARK.finditer(text))
    for at, mark in enumerate(found):
        follower = found[at + 1] if at + 1 < len(found) else None
        if mark[0].startswith("<"):
            closed = follower is not None and follower[0].startswith(">")
            upto = f" to line {line_at(follower.start()) + 1}" if follower is not None and closed else ""
            message = f"unresolved merge conflict from here{upto}"
        elif at and found[at - 1][0].startswith("<"):
            continue
        else:
            message = "end of a merge conflict that was half removed"
        yield Conflict(mark.start(), mark.end(), message)
