"""Work over processes: in order, whole, and with errors passed on."""

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefwright import parallel
from briefwright.parallel import SMALL, Ahead, chunks, cores, run

pytestmark = pytest.mark.processes

MANY = chunks(range(SMALL + 40), 7)
prepared: list[object] = []


def note(*arguments: object) -> None:
    prepared[:] = arguments


def double(part: Sequence[int]) -> list[int]:
    return [2 * item for item in part]


def who(part: Sequence[int]) -> tuple[int, list[object]]:
    return os.getpid(), list(prepared)


def fail(part: Sequence[int]) -> None:
    if 100 in part:
        raise ValueError("part of 100")


@given(st.lists(st.integers()), st.integers(1, 50))
def test_chunks_lose_nothing(items: list[int], size: int) -> None:
    parts = chunks(items, size)
    assert [item for part in parts for item in part] == items
    assert all(0 < len(part) <= size for part in parts)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs: int) -> None:
    results = list(run(double, MANY, jobs, note, ()))
    assert results == [double(part) for part in MANY]


def test_several_processes_are_used_and_prepared() -> None:
    apart("check")


def check() -> None:
    results = list(run(who, MANY, 2, note, ("a", 1)))
    assert os.getpid() not in {pid for pid, _ in results}
    assert all(arguments == ["a", 1] for _, arguments in results)


@pytest.mark.parametrize("jobs, parts", [(1, MANY), (2, chunks(range(SMALL - 1), 10))])
def test_little_work_stays_here(jobs: int, parts: list[Sequence[int]]) -> None:
    assert {pid for pid, _ in run(who, parts, jobs, note, ())} == {os.getpid()}


def test_no_fork_beside_other_threads() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert {pid for pid, _ in run(who, MANY, 2, note, ())} == {os.getpid()}
    finally:
        done.set()
        other.join()


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_reaches_the_caller(jobs: int) -> None:
    with pytest.raises(ValueError, match="part of 100"):
        list(run(fail, MANY, jobs, note, ()))
    assert multiprocessing.active_children() == []


def test_who_stops_listening_stops_the_work() -> None:
    results = run(double, MANY, 2, note, ())
    next(results)
    results.close()
    assert multiprocessing.active_children() == []


def test_nothing_to_do() -> None:
    assert list(run(double, [], 2, note, ())) == []


def test_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cores() >= 1
    monkeypatch.delattr(parallel.os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(parallel.os, "cpu_count", lambda: None)
    assert cores() == 1


def apart(script: str) -> None:
    """Run a function of this module in a process of its own: beside other tests' threads nothing is forked."""
    text = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_parallel as t; t.{script}()"
    subprocess.run([sys.executable, "-W", "error", "-c", text], check=True, timeout=60)


def slowly(part: Sequence[int]) -> list[int]:
    time.sleep(0.01)
    return double(part)


def fatal(part: Sequence[int]) -> None:
    os._exit(3)


def check_ahead() -> None:
    ahead = Ahead(slowly, MANY)
    time.sleep(0.1)
    done = ahead.take()
    assert 0 < len(done) <= len(MANY) and done == [double(part) for part in MANY[: len(done)]]
    assert ahead.take() == [] and multiprocessing.active_children() == []
    everything = Ahead(double, MANY)
    time.sleep(1)
    assert len(everything.take()) == len(MANY)
    assert Ahead(fatal, MANY).take() == []


def test_work_begun_ahead() -> None:
    apart("check_ahead")


@pytest.mark.parametrize("parts", [[], chunks(range(SMALL - 1), 10)])
def test_nothing_is_begun_ahead_of_little_work(parts: list[Sequence[int]]) -> None:
    assert Ahead(double, parts).take() == []
    assert Ahead(double, MANY, 1).take() == []
