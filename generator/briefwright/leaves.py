"""Writing the leaf pages of a site: each from an earlier build, or made anew, by several processes."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefwright.cache import fingerprint
from briefwright.jobs import Job, Workshop, all_jobs
from briefwright.parallel import chunks, run
from briefwright.progress import Progress
from briefwright.store import Facts, Files, Kept, Store

CHUNK = 48


@dataclass(slots=True)
class _Bench:
    """What a worker process works with."""

    workshop: Workshop | None = None
    store: Store | None = None


_bench = _Bench()


def write_leaves(workshop: Workshop, store: Store, jobs: int, progress: Progress) -> Files:
    """Write every leaf page of a site; returns them by address."""
    todo = all_jobs(workshop.index)
    parts = chunks(todo, CHUNK)
    pages: dict[str, Kept] = {}
    made = 0
    with progress.stage("Writing pages", len(todo)) as advance:
        for results, part in zip(run(_make_part, parts, jobs, _prepare, (workshop, store)), parts, strict=True):
            for address, key, facts, new in results:
                pages[address] = (key, facts)
                made += new
            advance(len(part))
    return Files(pages, made)


def _prepare(workshop: Workshop, store: Store) -> None:
    _bench.workshop, _bench.store = workshop, store


Made = tuple[str, str, Facts | None, bool]
"""A page's address, its key, what a later build must find, and whether it was made anew."""


def _make_part(part: Sequence[Job]) -> list[Made]:
    workshop, store = _bench.workshop, _bench.store
    assert workshop is not None and store is not None  # _prepare has run
    done: list[Made] = []
    for job in part:
        key = workshop.key(job)
        done += _place_again(workshop, store, job, key) or _make(workshop, store, job, key)
    return done


def _page_key(key: str, number: int) -> str:
    return key if number == 1 else fingerprint(key, str(number))


def _place_again(workshop: Workshop, store: Store, job: Job, key: str) -> list[Made]:
    """Take a job's pages from an earlier build; empty where one of them is missing or is not what it was.

    The pages of a job are remembered together or not at all, so the first number without a page is the end.
    """
    if job[0] == "list" or key not in store.known:
        return []
    addresses = workshop.renderer.addresses
    done: list[Made] = []
    while (page := _page_key(key, len(done) + 1)) in store.known:
        address = addresses.page(*job, len(done) + 1)
        facts = store.place(addresses.file(address), page)
        if facts is None:
            return []
        done.append((address, page, facts, False))
    return done


def _make(workshop: Workshop, store: Store, job: Job, key: str) -> list[Made]:
    done: list[Made] = []
    for number, page in enumerate(workshop.pages(job), 1):
        path = workshop.renderer.addresses.file(page.address)
        name = _page_key(key, number)
        done.append((page.address, name, store.write(path, name, workshop.stamped(page).encode()), True))
    return done
