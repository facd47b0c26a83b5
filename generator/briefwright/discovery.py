"""Which files belong to a corpus: the briefings, the registries, and what lies there by mistake."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from briefwright.problems import Problem
from briefwright.validation import problem_at

REGISTRY_FOLDER = "registry"
REGISTRIES = ("actors", "issues", "publishers", "dossiers")
SUFFIXES = (".yml", ".yaml")
TEXTS = (".md", ".txt")
"""Ends of files that explain a folder; no program reads them."""

SAVED_AS_TEXT = tuple(f"{suffix}.txt" for suffix in SUFFIXES)


class ContentFile(NamedTuple):
    """A file of the corpus: where it is, and how problems name it."""

    path: str
    name: str

    @property
    def stem(self) -> str:
        """The file's name without its ending: the id of the briefing in it."""
        return self.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Found:
    """What a briefings folder holds, in the order of the names."""

    briefings: tuple[ContentFile, ...]
    registries: dict[str, tuple[ContentFile, ...]]
    problems: tuple[Problem, ...]

    @property
    def registry_files(self) -> list[ContentFile]:
        """The files of all registries."""
        return [file for files in self.registries.values() for file in files]


def _walk(folder: str, name: str, root: str) -> Iterator[ContentFile | Problem]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda item: item.name)
    except OSError as error:
        why = f"this folder cannot be read: {error.strerror}"
        yield problem_at(b"", name, (), "FILE01", why, "mend its permissions")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        inner = f"{name}/{entry.name}"
        if entry.is_symlink() and not _leads_to_a_file_inside(entry, root):
            # A link to a folder may lead in circles, so none is followed, inside or not.
            message = "this link leads to a folder or out of the briefings folder"
            yield problem_at(b"", inner, (), "LINK02", message, "put the file itself here instead of a link to it")
        elif entry.is_dir():
            yield from _walk(entry.path, inner, root)
        else:
            yield ContentFile(entry.path, inner)


def _leads_to_a_file_inside(link: os.DirEntry[str], root: str) -> bool:
    try:
        return not link.is_dir() and Path(link.path).resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        # A link that leads to itself.
        return False


def discover(folder: Path, name: str) -> Found:
    """List the files of a briefings folder; `name` is how problems call the folder.

    A folder that does not exist is an empty one. Names that begin with a dot, and text files that explain
    the folder (README.md), are passed over; any other file that is not YAML is a problem, not a surprise. So is a
    briefing that an editor has saved as text (talks.yml.txt): it would be missing without a word.
    """
    briefings: list[ContentFile] = []
    registries: dict[str, list[ContentFile]] = {key: [] for key in REGISTRIES}
    problems: list[Problem] = []
    found = _walk(str(folder), name, str(folder.resolve())) if folder.is_dir() else iter(())
    for item in found:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        parts = item.name.removeprefix(f"{name}/").split("/")
        registry = _registry_of(parts)
        if not item.name.endswith(SUFFIXES):
            if item.name.endswith(SAVED_AS_TEXT):
                right = item.name.rsplit("/", 1)[-1].removesuffix(".txt")
                problems.append(_unexpected(item, "its name ends in .txt", f"rename the file to {right}"))
            elif not item.name.endswith(TEXTS):
                problems.append(_unexpected(item, "it is not a YAML file", "briefings end in .yml"))
        elif registry is None:
            briefings.append(item)
        elif registry in registries:
            registries[registry].append(item)
        else:
            problems.append(
                _unexpected(item, f"there is no registry '{registry}'", f"the registries are {', '.join(REGISTRIES)}")
            )
    return Found(tuple(briefings), {key: tuple(files) for key, files in registries.items()}, tuple(problems))


def _registry_of(parts: list[str]) -> str | None:
    if parts[0] != REGISTRY_FOLDER:
        return None
    return parts[1] if len(parts) > 2 else parts[1].rsplit(".", 1)[0]


def _unexpected(file: ContentFile, why: str, hint: str) -> Problem:
    return problem_at(b"", file.name, (), "FILE01", f"this file is not used: {why}", hint)
