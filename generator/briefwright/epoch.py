"""SOURCE_DATE_EPOCH (reproducible-builds.org): the moment that stands in for the clock, where somebody names one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from briefwright.printable import harmless
from briefwright.problems import clip

VARIABLE = "SOURCE_DATE_EPOCH"
"""The name of the environment variable."""

LATEST = 2**32 - 1
"""The last second that the time of a file can be made of."""


class EpochError(ValueError):
    """The variable holds something else than a moment; the message says what it must be."""


def epoch() -> datetime | None:
    """Return the moment that the variable names, in UTC; None where it is not set, or empty.

    Raises EpochError for anything but a number of seconds since 1970 that the time of a file can be made of.
    """
    written = os.environ.get(VARIABLE)
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 20 and int(written) <= LATEST):
        raise EpochError(
            f"{VARIABLE} must be a number of seconds since 1970, below 2^32, not '{harmless(clip(written))}'"
        )
    return datetime.fromtimestamp(int(written), UTC)


@contextmanager
def standing_in(moment: datetime) -> Iterator[None]:
    """Let the variable name a moment as long as this lasts, for libraries that look there before they read the clock.

    A moment that somebody named before stays; raises EpochError where it cannot be one.
    """
    before = os.environ.get(VARIABLE)
    if epoch() is None:
        # The news of 1962 are as old as it gets.
        os.environ[VARIABLE] = str(min(max(0, int(moment.timestamp())), LATEST))
    try:
        yield
    finally:
        os.environ.pop(VARIABLE, None)
        if before is not None:
            os.environ[VARIABLE] = before
