"""One briefing file into a briefing, its digest, and every problem that the file alone shows."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from briefwright.digest import Digest, digest
from briefwright.discovery import ContentFile
from briefwright.problems import Problem
from briefwright.prose_checks import how_to_cite, prose_problems
from briefwright.references import prose_fields, source_uses
from briefwright.salvage import UNKNOWN, salvage
from briefwright.schema import Briefing
from briefwright.schema.types import DEVICE_NAMES, check_id, slug
from briefwright.validation import problem_at, validate


class ReadBriefing(NamedTuple):
    """A file that was read: its digest where there is one, its problems, and ids about which nothing can be said."""

    digest: Digest | None
    problems: tuple[Problem, ...]
    damaged: frozenset[str] = frozenset()


def read_briefing(
    raw: bytes, file: ContentFile, key: str, make: Callable[[Briefing, str, str, str], Digest] = digest
) -> tuple[Briefing | None, ReadBriefing]:
    """Validate one file; where its data is wrong in places, the rest is checked all the same.

    The briefing is None where nothing can be read at all. It is whole where there are no problems. `make` is `digest`,
    or `outline` where nothing is built.
    """
    briefing, problems = validate(raw, file.name, Briefing)
    damaged: frozenset[str] = frozenset()
    if briefing is None:
        briefing, damaged = salvage(raw, file.name)
    if briefing is None:
        return None, ReadBriefing(None, problems, frozenset({file.stem}))
    found = (*problems, *_id_problems(briefing, raw, file))
    known = frozenset(source.id for source in briefing.sources) | damaged
    found += tuple(_source_problems(briefing, known, raw, file.name))
    found += tuple(prose_problems(prose_fields(briefing), known, raw, file.name))
    return briefing, ReadBriefing(make(briefing, file.name, file.stem, key), found, damaged)


def _id_problems(briefing: Briefing, raw: bytes, file: ContentFile) -> Iterator[Problem]:
    if briefing.id is not None:
        return
    try:
        check_id(file.stem)
    except ValueError as error:
        better = slug(file.stem)
        if not better or better == file.stem or better in DEVICE_NAMES:
            better = "a-short-name"
        hint = f"rename the file to {better}.yml"
        yield problem_at(raw, file.name, (), "DATA07", f"the file's name is the briefing's id, but {error}", hint)


def _source_problems(briefing: Briefing, known: frozenset[str], raw: bytes, path: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, source in enumerate(briefing.sources):
        if source.id in seen and source.id != UNKNOWN:
            message = f"the source '{source.id}' is listed twice"
            yield problem_at(raw, path, ("sources", index, "id"), "REF09", message, "give the second one another id")
        seen.add(source.id)
    for loc, use in source_uses(briefing):
        if use.source not in known:
            message = f"there is no source '{use.source}' in this briefing"
            yield problem_at(raw, path, (*loc, "source"), "REF05", message, how_to_cite(use.source, known))
