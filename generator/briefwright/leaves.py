"""Writing the leaf pages of a site: each from an earlier build, or made anew, by several processes."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefwright.cache import fingerprint
from briefwright.indexing import Indexing, Recipe
from briefwright.jobs import Job, Workshop, entry_jobs
from briefwright.parallel import chunks, run
from briefwright.progress import Progress
from briefwright.store import Facts, Files, Kept, Store

CHUNK = 48


@dataclass(slots=True)
class _Bench:
    """What a worker process works with."""

    workshop: Workshop | None = None
    store: Store | None = None
    recipe: Recipe | None = None


_bench = _Bench()


def write_leaves(workshop: Workshop, store: Store, indexing: Indexing | None, jobs: int, progress: Progress) -> Files:
    """Write every leaf page of a site; returns them by address. The briefings go into the index on the way."""
    recipe = indexing.recipe if indexing else None
    pieces = (
        recipe.pieces if recipe else chunks([("briefing", item.id) for item in workshop.index.corpus.briefings], CHUNK)
    )
    parts = [*chunks(entry_jobs(workshop.index), CHUNK), *pieces]
    pages: dict[str, Kept] = {}
    made = 0
    with progress.stage("Writing pages", sum(map(len, parts))) as advance:
        for (results, indexed), part in zip(
            run(_make_part, parts, jobs, _prepare, (workshop, store, recipe)), parts, strict=True
        ):
            for address, key, facts, new in results:
                pages[address] = (key, facts)
                made += new
            if indexing and indexed:
                indexing.add(part, *indexed)
            advance(len(part))
    return Files(pages, made)


def _prepare(workshop: Workshop, store: Store, recipe: Recipe | None) -> None:
    _bench.workshop, _bench.store, _bench.recipe = workshop, store, recipe


Made = tuple[str, str, Facts | None, bool]
"""A page's address, its key, what a later build must find, and whether it was made anew."""

Indexed = tuple[str, bytes | None]
"""The key of a part of the index, and the part itself where no earlier build has left it."""


def _make_part(part: Sequence[Job]) -> tuple[list[Made], Indexed | None]:
    workshop, store = _bench.workshop, _bench.store
    assert workshop is not None and store is not None  # _prepare has run
    done: list[Made] = []
    keys: list[str] = []
    with workshop.remembering():
        for job in part:
            key = workshop.key(job)
            keys.append(key)
            done += _place_again(workshop, store, job, key) or _make(workshop, store, job, key)
        return done, _index(workshop, part, keys)


def _index(workshop: Workshop, part: Sequence[Job], keys: Sequence[str]) -> Indexed | None:
    recipe = _bench.recipe
    if recipe is None or part[0][0] != "briefing":
        return None
    key = recipe.key(part, keys)
    return key, None if key in recipe.known else recipe.make(workshop, part)


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
