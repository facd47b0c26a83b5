"""Registries from files: a registry is one file, or a folder of files, with lists of entries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from briefwright.discovery import ContentFile
from briefwright.problems import Problem
from briefwright.schema import Actor, Dossier, Issue, Publisher
from briefwright.validation import problem_at, validate_data
from briefwright.yaml_source import read

Entry = Actor | Issue | Publisher | Dossier

KINDS: dict[str, str] = {"actors": "actor", "issues": "issue", "publishers": "publisher", "dossiers": "dossier"}
"""Registry → the kind of thing in it."""

ADAPTERS: dict[str, TypeAdapter[list[Any]]] = {
    "actors": TypeAdapter(list[Actor]),
    "issues": TypeAdapter(list[Issue]),
    "publishers": TypeAdapter(list[Publisher]),
    "dossiers": TypeAdapter(list[Dossier]),
}
"""Registry → the model of a file of it."""


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """An entry, the file it stands in, and its place in that file's list."""

    entry: Any
    file: ContentFile
    index: int


@dataclass(slots=True)
class Registries:
    """All entries by kind and id, and what was wrong."""

    entries: dict[str, dict[str, RegistryEntry]] = field(default_factory=lambda: {kind: {} for kind in KINDS.values()})
    problems: list[Problem] = field(default_factory=list)


def _entries(
    file: ContentFile, registry: str, raw: bytes, problems: list[Problem]
) -> Iterable[tuple[int, Any, tuple[str | int, ...]]]:
    reading = read(raw, file.name)
    problems.extend(reading.problems)
    if reading.problems:
        return
    single = isinstance(reading.data, dict)
    data = [reading.data] if single else reading.data
    values, found = validate_data(data, raw, file.name, ADAPTERS[registry])
    problems.extend(found)
    for index, entry in enumerate(values or ()):
        yield index, entry, ("id",) if single else (index, "id")


def load_registries(
    files: dict[str, tuple[ContentFile, ...]], read_file: Callable[[ContentFile], tuple[bytes, list[Problem]]]
) -> Registries:
    """Read every registry; an id that comes twice is a problem, and the first one counts."""
    found = Registries()
    for registry, kind in KINDS.items():
        seen = found.entries[kind]
        for file in files[registry]:
            raw, problems = read_file(file)
            found.problems.extend(problems)
            if problems:
                continue
            for index, entry, loc in _entries(file, registry, raw, found.problems):
                first = seen.setdefault(entry.id, RegistryEntry(entry, file, index))
                if first.entry is not entry:
                    message = f"the {kind} '{entry.id}' is already in {first.file.name}"
                    hint = "give one of them another id, or make one entry of the two"
                    found.problems.append(problem_at(raw, file.name, loc, "REF09", message, hint))
    return found


def read_file(file: ContentFile) -> tuple[bytes, list[Problem]]:
    """Return a file's bytes, or the problem that it cannot be read."""
    try:
        return Path(file.path).read_bytes(), []
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "check that the file is there and may be read"
        return b"", [problem_at(b"", file.name, (), "FILE01", f"this file cannot be read: {reason}", hint)]
