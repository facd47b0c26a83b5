"""Registries from files: a registry is one file, or a folder of files, with lists of entries."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from briefwright.discovery import ContentFile
from briefwright.problems import Problem
from briefwright.prose_checks import prose_problems
from briefwright.references import entry_prose
from briefwright.schema import Actor, Dossier, Issue, Publisher
from briefwright.validation import problem_at, validate_data
from briefwright.yaml_source import Reading, read

KINDS: dict[str, str] = {"actors": "actor", "issues": "issue", "publishers": "publisher", "dossiers": "dossier"}
"""Registry → the kind of thing in it."""

ADAPTERS: dict[str, TypeAdapter[Any]] = {
    "actors": TypeAdapter(Actor),
    "issues": TypeAdapter(Issue),
    "publishers": TypeAdapter(Publisher),
    "dossiers": TypeAdapter(Dossier),
}
"""Registry → the model of an entry of it."""


_EMPTY = "YAML03"
"""The rule that a file with nothing in it breaks."""


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """An entry, the file it stands in, and the way to it from the top of that file."""

    entry: Any
    file: ContentFile
    at: tuple[str | int, ...]


@dataclass(slots=True)
class Registries:
    """All entries by kind and id, and what was wrong.

    `damaged` are the ids of entries that are there but cannot be used, `unread` the kinds of which a whole file
    could not be read.
    """

    entries: dict[str, dict[str, RegistryEntry]] = field(default_factory=lambda: {kind: {} for kind in KINDS.values()})
    problems: list[Problem] = field(default_factory=list)
    damaged: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in KINDS.values()})
    unread: set[str] = field(default_factory=set)


def is_empty(reading: Reading) -> bool:
    """Say whether there is nothing in a file but space and comments, as in a registry that has no entries yet."""
    return reading.data is None and {problem.rule for problem in reading.problems} == {_EMPTY}


def _add_file(found: Registries, registry: str, file: ContentFile, raw: bytes) -> None:
    kind = KINDS[registry]
    reading = read(raw, file.name)
    if is_empty(reading):
        return
    found.problems.extend(reading.problems)
    if not isinstance(reading.data, (dict, list)):
        # Nobody knows which entries the file should have: nothing is said about references to them.
        found.unread.add(kind)
    if reading.data is None:
        return
    single = isinstance(reading.data, dict)
    items = reading.data if isinstance(reading.data, list) else [reading.data]
    for index, item in enumerate(items):
        at: tuple[str | int, ...] = () if single else (index,)
        entry, problems = validate_data(item, raw, file.name, ADAPTERS[registry], at)
        found.problems.extend(problems)
        if entry is None:
            # References to a damaged entry are not wrong as well: one mistake, one message.
            id = item.get("id") if isinstance(item, dict) else None
            found.damaged[kind].add(str(id))
        else:
            fields = (((*at, *loc), text) for loc, text in entry_prose(entry))
            found.problems.extend(prose_problems(fields, None, raw, file.name))
            _add_entry(found, kind, RegistryEntry(entry, file, at), raw)


def _add_entry(found: Registries, kind: str, new: RegistryEntry, raw: bytes) -> None:
    first = found.entries[kind].setdefault(new.entry.id, new)
    if first is not new:
        message = f"the {kind} '{new.entry.id}' is already in {first.file.name}"
        hint = "give one of them another id, or make one entry of the two"
        found.problems.append(problem_at(raw, new.file.name, (*new.at, "id"), "REF09", message, hint))


def load_registries(
    files: dict[str, tuple[ContentFile, ...]], read_file: Callable[[ContentFile], tuple[bytes, list[Problem]]]
) -> Registries:
    """Read every registry; an id that comes twice is a problem, and the first one counts."""
    found = Registries()
    for registry in KINDS:
        for file in files[registry]:
            raw, problems = read_file(file)
            found.problems.extend(problems)
            if problems:
                found.unread.add(KINDS[registry])
            else:
                _add_file(found, registry, file, raw)
    return found


def read_file(file: ContentFile) -> tuple[bytes, list[Problem]]:
    """Return a file's bytes, or the problem that it cannot be read."""
    try:
        return Path(file.path).read_bytes(), []
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "check that the file is there and may be read"
        return b"", [problem_at(b"", file.name, (), "FILE01", f"this file cannot be read: {reason}", hint)]
