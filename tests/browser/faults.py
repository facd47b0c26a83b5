"""One way to say that nothing was found, which shows what was found instead."""

from collections.abc import Iterable

import pytest


def assert_none(faults: Iterable[str], what: str = "", most: int = 15) -> None:
    """Fail with the first few faults, in order, and how many more there are; pass where there is none."""
    found = sorted(set(faults))
    if found:
        more = [f"... and {len(found) - most} more"] if len(found) > most else []
        pytest.fail("\n".join([what or "found:", *found[:most], *more]), pytrace=False)
