"""Fixtures that several test files share: small sites in temporary folders, and the command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefwright import cli
from desks import BENCHMARKS, SMALL_SITE, Desk, Ran
from made_once import made_once

# How long an example takes says how busy the machine is, and nothing about the program.
settings.register_profile("briefwright", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefwright")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/expected anew")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A small site without problems."""
    return Desk(tmp_path).write(dict(SMALL_SITE))


@pytest.fixture
def empty_desk(tmp_path: Path) -> Desk:
    """A folder without any files."""
    return Desk(tmp_path)


@pytest.fixture
def git_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git without the settings and the surroundings of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    """Run the command in this process: command(desk, "check", …) → Ran."""

    def run(desk: Desk, *arguments: str) -> Ran:
        monkeypatch.chdir(desk.root)
        monkeypatch.setattr(sys, "argv", ["briefwright", *arguments])
        monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
        capfd.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run


@pytest.fixture(scope="session")
def synthetic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a synthetic site of 300 briefings; copy it before changing anything."""

    def make(folder: Path) -> Path:
        called = [sys.executable, str(BENCHMARKS / "corpus.py"), "300", str(folder / "site")]
        subprocess.run(called, check=True, capture_output=True)
        return folder / "site"

    return made_once(tmp_path_factory, "synthetic", make)
