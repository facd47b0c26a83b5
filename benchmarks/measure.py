"""Runs one command to its end and says how long it took and how much memory its whole process tree held."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

INTERVAL = 0.05
"""Seconds between two samples of memory, at least."""

SHARE = 20
"""A sample may cost one part in this many of the time: large processes are looked at less often."""


@dataclass(frozen=True)
class Run:
    """What one run took: wall time and processor time in seconds, memory in bytes; `code` is the exit code."""

    code: int
    seconds: float
    cpu_seconds: float
    peak_bytes: int


def run(command: list[str], folder: Path, log: Path, environment: Mapping[str, str] = MappingProxyType({})) -> Run:
    """Run a command in a folder, its output into `log`; `environment` is added to what is set here.

    Peak memory is the larger of two figures: the sampled sum of PSS over the process and all its descendants (memory
    that several of them share counts once), and the largest RSS of a single process as the kernel recorded it, which
    catches what lies between two samples. An interrupt ends the whole tree before it goes on.
    """
    # Programs in Python are measured as they are used, compiled once and not at each start.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**inherited, **environment},
            start_new_session=True,
        )
        try:
            sampled = _watch(process.pid)
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            _end(process)
            raise
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = max(sampled, usage.ru_maxrss * 1024)
    return Run(process.returncode, seconds, usage.ru_utime + usage.ru_stime, peak)


def _watch(pid: int) -> int:
    """Sample a process tree until its root ends; return the highest sum of PSS in bytes."""
    peak, wait = 0, INTERVAL
    handle = os.pidfd_open(pid)
    try:
        ended = select.poll()
        ended.register(handle, select.POLLIN)
        while not ended.poll(wait * 1000):
            start = time.perf_counter()
            peak = max(peak, sum(_pss(member) for member in _tree(pid)))
            wait = max(INTERVAL, SHARE * (time.perf_counter() - start))
    finally:
        os.close(handle)
    return peak


def _tree(root: int) -> list[int]:
    """Return a process and all its descendants; those that end meanwhile are left out."""
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                queue += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _pss(pid: int) -> int:
    """Return the proportional set size of a process in bytes; 0 once it has ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_bytes().splitlines():
            if line.startswith(b"Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the session that `run` started: politely, after five seconds firmly."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(timeout=5)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
