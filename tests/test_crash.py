"""A fault of the program is told apart from faults of the briefings: by its exit code, and by what is said."""

import subprocess
import sys
from pathlib import Path

import pytest

from briefwright import __version__
from briefwright.commands.crash import CRASHED, crashed
from desks import Desk, Ran

BROKEN = """\
from briefwright import cli, commands

@cli.cli.command()
def broken() -> None:
    raise {raised}

cli.main()
"""


def broken(folder: Path, raised: str) -> Ran:
    """Run a command of the program that raises something, in a process of its own."""
    call = [sys.executable, "-c", BROKEN.format(raised=raised), "broken"]
    ran = subprocess.run(call, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize("raised", ["ValueError('odd')", "KeyError('x')", "RecursionError()", "AssertionError()"])
def test_a_fault_of_the_program_has_an_exit_code_of_its_own(tmp_path: Path, raised: str) -> None:
    ran = broken(tmp_path, raised)
    assert (ran.code, ran.out) == (CRASHED, "")
    first, second, *_, last = ran.err.splitlines()
    assert first.startswith("briefwright: the program itself has failed") and "issue tracker" in first
    assert second == "Traceback (most recent call last):"
    assert last.startswith(raised.split("(", maxsplit=1)[0])


def test_a_fault_while_briefings_are_read(desk: Desk) -> None:
    call = "from briefwright import cli; from briefwright.commands import check; "
    call += "check.check_briefings = lambda *_: 1 / 0; cli.main()"
    ran = subprocess.run([sys.executable, "-c", call, "check"], cwd=desk.root, capture_output=True, check=False)
    assert ran.returncode == CRASHED and b"ZeroDivisionError" in ran.stderr


@pytest.mark.parametrize(
    ("raised", "code"),
    [("KeyboardInterrupt", 130), ("OSError(28, 'full')", 1), ("SystemExit(3)", 3), ("commands.exits.fail('x', 2)", 2)],
)
def test_what_is_no_fault_of_the_program_ends_as_ever(tmp_path: Path, raised: str, code: int) -> None:
    ran = broken(tmp_path, raised)
    assert ran.code == code and "Traceback" not in ran.err


def test_it_says_whose_fault_it_is_and_shows_where(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        try:
            raise ValueError("a \x1b[2J \u202e title\n  ::error::of a briefing")
        except ValueError:
            crashed()
    out, err = capsys.readouterr()
    assert (end.value.code, out) == (70, "")
    first, second, *rest = err.splitlines()
    assert "not of the briefings" in first and "issue tracker" in first and f"briefwright {__version__} " in first
    assert second == "Traceback (most recent call last):"
    assert Path(__file__).name in rest[0]
    assert rest[-2:] == ["ValueError: a <U+001B>[2J <U+202E> title", "|   ::error::of a briefing"]
