"""Faults of the program and of the machine are told apart from those of the briefings: by exit code, and in words."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from briefwright import __version__
from briefwright.commands.crash import CRASHED, crashed
from briefwright.machine import MACHINE
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
    [
        ("KeyboardInterrupt", 130),
        ("OSError(28, 'full')", MACHINE),
        ("SystemExit(3)", 3),
        ("commands.exits.fail('x', 2)", 2),
    ],
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


# The machine.

NOT_AT_FAULT = "The briefings are not at fault; "
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no file that is always full")


def limited(desk: Desk, kilobytes: int, *arguments: str) -> Ran:
    """Run the command where no file may grow larger: what is written then fails as on a disk that fills up."""
    script = f'ulimit -f {kilobytes}; exec "$0" -m briefwright "$@"'
    call = ["bash", "-c", script, sys.executable, *arguments]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(call, cwd=desk.root, env=environment, capture_output=True, text=True, encoding="utf-8")
    return Ran(ran.returncode, ran.stdout, ran.stderr)


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        ("OSError(28, 'No space left')", f"No space left. {NOT_AT_FAULT}make room on the disk, then run this again"),
        ("PermissionError(13, 'Denied', 'a/b')", f"a/b: Denied. {NOT_AT_FAULT}allow reading and writing there, then"),
        ("NotADirectoryError(20, 'No folder', 'a')", f"a: No folder. {NOT_AT_FAULT}look at what lies there, then run"),
        ("OSError('odd')", f"odd. {NOT_AT_FAULT}put that right, then run this again"),
        ("OSError(5, 'Bad', 'a\\n::error::\\x1b[2J')", f"a<U+000A>::error::<U+001B>[2J: Bad. {NOT_AT_FAULT}"),
    ],
)
def test_a_fault_of_the_machine_says_what_to_do(tmp_path: Path, raised: str, said: str) -> None:
    ran = broken(tmp_path, raised)
    assert (ran.code, ran.out) == (MACHINE, "")
    assert ran.err.startswith(f"briefwright: {said}") and len(ran.err.splitlines()) == 1


def test_a_site_for_which_there_is_no_room(desk: Desk) -> None:
    assert desk.run("build").code == 0
    before = desk.site()
    desk.edit("briefings/2026/2026-03-04-talks.yml", "No line.", "No line at all.")
    ran = limited(desk, 4, "build")
    assert ran.code == MACHINE and NOT_AT_FAULT in ran.err and "Traceback" not in ran.err
    assert desk.site() == before
    assert [path.name for path in desk.root.iterdir() if "building" in path.name] == []


def test_a_zip_for_which_there_is_no_room(desk: Desk) -> None:
    # There is room for each file of the site, but not for all of them in one.
    noise = random.Random(1)
    for number in range(3):
        (desk.root / f"docs/noise-{number}.png").write_bytes(noise.randbytes(1_000_000))
    desk.write({"bundle.zip": "an older one"})
    ran = limited(desk, 2000, "bundle")
    assert ran.code == MACHINE and "bundle.zip: " in ran.err and NOT_AT_FAULT in ran.err
    assert (desk.root / "bundle.zip").read_text(encoding="utf-8") == "an older one"


# Unset as for most people, and set as in many containers.
buffering = pytest.mark.parametrize("unbuffered", ["", "1"])


@needs_full
@buffering
def test_a_report_for_which_there_is_no_room(desk: Desk, unbuffered: str) -> None:
    with FULL.open("w") as full:
        call = [sys.executable, "-m", "briefwright", "check"]
        env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        ran = subprocess.run(call, cwd=desk.root, stdout=full, stderr=subprocess.PIPE, check=False, env=env)
    assert ran.returncode == MACHINE and NOT_AT_FAULT.encode() in ran.stderr


@needs_full
@buffering
@pytest.mark.parametrize(("raised", "code"), [("OSError(28, 'full')", MACHINE), ("ValueError('odd')", CRASHED)])
def test_the_exit_code_stays_where_nothing_can_be_said(tmp_path: Path, raised: str, code: int, unbuffered: str) -> None:
    call = [sys.executable, "-c", BROKEN.format(raised=raised), "broken"]
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    with FULL.open("w") as full:
        ran = subprocess.run(call, cwd=tmp_path, stdout=full, stderr=full, check=False, env=env)
    assert ran.returncode == code
