"""SOURCE_DATE_EPOCH: read in one way everywhere, and put back as it was after a build."""

import os
from datetime import UTC, datetime

import pytest

from briefwright.epoch import VARIABLE, EpochError, epoch, standing_in
from desks import Desk

NEWEST = datetime(2026, 4, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        (None, None),
        ("", None),
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("0001000000000", datetime(2001, 9, 9, 1, 46, 40, tzinfo=UTC)),
        ("4294967295", datetime(2106, 2, 7, 6, 28, 15, tzinfo=UTC)),
    ],
)
def test_the_moment_that_it_names(monkeypatch: pytest.MonkeyPatch, written: str | None, moment: datetime) -> None:
    set_to(monkeypatch, written)
    assert epoch() == moment


ODD = ["soon", "-1", "1e9", " 5", "٥", "4294967296", "0" * 20 + "9" * 30, "9" * 5000, "\x1b[2J"]


@pytest.mark.parametrize("written", ODD, ids=range(len(ODD)))
def test_what_names_no_moment_is_said_on_one_harmless_line(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    set_to(monkeypatch, written)
    with pytest.raises(EpochError, match="^SOURCE_DATE_EPOCH must be a number of seconds since 1970") as error:
        epoch()
    assert len(str(error.value)) < 200 and "\x1b" not in str(error.value)


@pytest.mark.parametrize(("before", "during"), [(None, "1775779200"), ("", "1775779200"), ("86400", "86400")])
def test_a_moment_stands_in_only_where_none_is_named(
    monkeypatch: pytest.MonkeyPatch, before: str | None, during: str
) -> None:
    set_to(monkeypatch, before)
    with pytest.raises(KeyboardInterrupt), standing_in(NEWEST):
        assert os.environ[VARIABLE] == during
        raise KeyboardInterrupt
    assert os.environ.get(VARIABLE) == before


@pytest.mark.parametrize(("year", "stands"), [(1962, "0"), (2026, "1767225600"), (2200, "4294967295")])
def test_a_moment_that_no_file_can_have_becomes_one(monkeypatch: pytest.MonkeyPatch, year: int, stands: str) -> None:
    set_to(monkeypatch, None)
    with standing_in(datetime(year, 1, 1, tzinfo=UTC)):
        assert os.environ[VARIABLE] == stands
        assert epoch() is not None


@pytest.mark.parametrize("what", ["build", "bundle"])
def test_an_empty_one_is_as_none(desk: Desk, command, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setenv(VARIABLE, "")
    ran = command(desk, what)
    assert (ran.code, ran.err) == (0, "")
    assert os.environ[VARIABLE] == ""


def test_mkdocs_itself_says_what_is_odd(desk: Desk) -> None:
    ran = desk.run("build", program="mkdocs", SOURCE_DATE_EPOCH="soon")
    assert ran.code == 1 and "SOURCE_DATE_EPOCH must be a number" in ran.err and "Traceback" not in ran.err


def set_to(monkeypatch: pytest.MonkeyPatch, written: str | None) -> None:
    if written is None:
        monkeypatch.delenv(VARIABLE, raising=False)
    else:
        monkeypatch.setenv(VARIABLE, written)
