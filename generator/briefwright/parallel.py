"""Work spread over processes, in order; in this process where more would not pay or would not be safe."""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

COLLECT_AFTER = 20_000
"""New objects in a worker before its garbage is collected."""

SMALL = 256
"""Below this many items a pool costs more than it saves."""


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def _start(prepare: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    # ctrl-C reaches the whole group; only the parent may answer it, or each worker prints its own traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whatever the parent does when it is asked to end is not for its workers to do.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What was inherited is never looked through; what the pages leave behind is, or a worker would grow without end.
    gc.freeze()
    gc.enable()
    gc.set_threshold(COLLECT_AFTER)
    # A worker whose parent was killed would wait for work for ever.
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    prepare(*arguments)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


@contextmanager
def without_collector() -> Iterator[None]:
    """Hold the garbage collector back: going through a growing corpus again and again doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def chunks(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """Cut a sequence into pieces of at most `size`."""
    return [items[at : at + size] for at in range(0, len(items), size)]


def run(
    work: Callable[[Sequence[Item]], Result],
    parts: Sequence[Sequence[Item]],
    jobs: int,
    prepare: Callable[..., None],
    arguments: tuple[Any, ...],
) -> Iterator[Result]:
    """Yield `work(part)` for each part, in order, from `jobs` processes that each ran `prepare(*arguments)`.

    Runs in this process with one job, with little to do, or beside other threads: to fork then is not safe.
    """
    if not _pays(parts, jobs):
        prepare(*arguments)
        yield from map(work, parts)
        return
    # Frozen objects are left alone by the collector, so that forked processes go on sharing their memory.
    gc.freeze()
    pool = ProcessPoolExecutor(
        jobs, multiprocessing.get_context("fork" if _can_fork() else "spawn"), _start, (prepare, arguments)
    )
    try:
        yield from _in_order(pool, work, parts, jobs)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods() and os.name == "posix"


def _pays(parts: Sequence[Sequence[Any]], jobs: int) -> bool:
    return jobs > 1 and sum(map(len, parts)) >= SMALL and threading.active_count() == 1


class Ahead(Generic[Item, Result]):
    """One process that begins with work before anybody can use all of it, while this one is busy with other things.

    Does nothing where `run` would not use other processes either, or where a process cannot simply be forked.
    """

    def __init__(
        self, work: Callable[[Sequence[Item]], Result], parts: Sequence[Sequence[Item]], jobs: int = 2
    ) -> None:
        self._connection: Connection | None = None
        if not _pays(parts, jobs) or not _can_fork():
            return
        context = multiprocessing.get_context("fork")
        self._connection, other = context.Pipe()
        gc.freeze()
        self._process = context.Process(target=_work_ahead, args=(other, self._connection, work, parts), daemon=True)
        self._process.start()
        gc.unfreeze()
        other.close()

    def take(self) -> list[Result]:
        """End the process and return the results of the parts that it has done, the first parts first."""
        if self._connection is None:
            return []
        try:
            self._connection.send(None)
            done: list[Result] = self._connection.recv()
        except (OSError, EOFError):
            # It was killed, for want of memory perhaps; what it did is done again.
            done = []
        self._connection.close()
        self._connection = None
        self._process.join()
        return done


def _work_ahead(
    connection: Connection,
    parents: Connection,
    work: Callable[[Sequence[Item]], Result],
    parts: Sequence[Sequence[Item]],
) -> None:
    parents.close()
    _start(_nothing, ())
    done: list[Result] = []
    for part in parts:
        if connection.poll():
            break
        done.append(work(part))
    try:
        connection.recv()
        connection.send(done)
    except (OSError, EOFError):
        # The build was given up.
        return


def _nothing() -> None:
    """There is nothing to prepare."""


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[Sequence[Item]], Result], parts: Sequence[Sequence[Item]], jobs: int
) -> Iterator[Result]:
    """Keep a few parts under way at once: results that nobody has taken yet would fill the memory."""
    waiting = iter(parts)
    running: list[Future[Result]] = [pool.submit(work, part) for part in islice(waiting, jobs * 3)]
    while running:
        yield running.pop(0).result()
        running += [pool.submit(work, part) for part in islice(waiting, 1)]
