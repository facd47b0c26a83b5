"""A new briefing: its ids checked, its place found, its file written; and never over one that is there."""

import os
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from briefwright.discovery import Found, discover
from briefwright.editorial.corpus_now import corpus_now
from briefwright.editorial.draft_text import NewSource, Opening, draft_text
from briefwright.editorial.new_files import new_files
from briefwright.editorial.quoting import UnusableTextError, one_line
from briefwright.problems import clip, did_you_mean
from briefwright.progress import Progress
from briefwright.registries import Registries, load_registries, read_file
from briefwright.schema.types import check_day, check_id, check_url, slug
from briefwright.settings import Settings

NAME_LENGTH = 60
"""Characters of a title that go into the name of its file; the name ends with a whole word."""

SCHEMA = "schema/briefing.json"
"""Where a site keeps the description of a briefing for text editors, if it has one."""


class DraftError(Exception):
    """The briefing cannot be begun as asked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for, as it was written; `id` is "" where it is to be made from date and title."""

    title: str
    date: str
    id: str = ""
    dossier: str = ""
    actors: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already: the site's files, and the entries of its registries."""

    site: Settings
    found: Found
    registries: Registries

    def entries(self, kind: str) -> dict[str, Any]:
        """Return the entries of a registry by id."""
        return {id: found.entry for id, found in self.registries.entries[kind].items()}


def known(site: Settings) -> Known:
    """Read the registries of a site, and list its briefings without reading them."""
    found = discover(site.briefings, site.name)
    return Known(site, found, load_registries(found.registries, read_file))


def usable_title(text: str) -> str:
    """Return a title on one line; raises DraftError where nothing is in it, or something that no file may hold."""
    try:
        title = one_line(text)
    except UnusableTextError as error:
        raise DraftError(f"this title cannot be used: {error}; type it anew") from error
    if not title:
        raise DraftError("the title is empty; write the headline")
    return title


def usable_day(text: str) -> str:
    """Return a day, YYYY-MM-DD; raises DraftError where it is none."""
    try:
        return check_day(text.strip())
    except PydanticCustomError as error:
        raise DraftError(f"{clip(error.message())}; write YYYY-MM-DD, such as 2026-03-04") from error


def id_for(day: str, title: str) -> str:
    """Return the id that belongs to a day and a title; "" where the title has no letters that an id can have."""
    name = slug(title)
    if len(name) > NAME_LENGTH:
        name = name[: NAME_LENGTH + 1].rpartition("-")[0] or name[:NAME_LENGTH]
    # The figures alone of a title in another script say nothing about it.
    says_nothing = name.replace("-", "").isdigit() and any(c.isalpha() for c in title)
    return "" if not name or says_nothing else f"{day}-{name}"


def write_draft(wish: Wish, there: Known, progress: Progress) -> Path:
    """Write a new briefing and return where it is; raises DraftError, and then nothing was written."""
    title, day = usable_title(wish.title), usable_day(wish.date)
    id = _usable_id(wish.id) if wish.id else id_for(day, title)
    if not id:
        raise DraftError(
            f"no file name can be made from the title '{clip(title)}'; name one in letters a to z, "
            f"such as --id {day}-harbour-talks"
        )
    _check_references(wish, there, progress)
    path = _free_place(id, day, there)
    opening = Opening(
        title=title,
        date=day,
        dossier=wish.dossier,
        actors=tuple(dict.fromkeys(wish.actors)),
        issues=tuple(dict.fromkeys(wish.issues)),
        sources=_sources(wish.sources, there.entries("publisher")) or (NewSource("source-1"),),
    )
    site = there.site
    command = f"briefwright check {shlex.quote(f'{site.name}/{day[:4]}/{path.name}')}"
    text = draft_text(opening, there.entries("issue"), way_to_schema(site, path.parent), command)
    try:
        with new_files() as files:
            files.write(path, text)
    except OSError as error:
        raise DraftError(f"{path} cannot be written: {error.strerror or error}; mend that, and try again") from error
    return path


def way_to_schema(site: Settings, folder: Path) -> str:
    """Return the way from a folder of briefings to the JSON Schema, "" where the site has none."""
    schema = site.root / SCHEMA
    return os.path.relpath(schema, folder).replace(os.sep, "/") if schema.is_file() else ""


def _usable_id(id: str) -> str:
    try:
        return check_id(id)
    except PydanticCustomError as error:
        meant = slug(id)
        raise DraftError(f"{clip(error.message(), 150)}{f'; write --id {meant}' if meant != id else ''}") from error


def _free_place(id: str, day: str, there: Known) -> Path:
    """Return where a briefing of this id goes; raises DraftError where one of this id is there, in any year."""
    taken = {file.stem: file.name for file in there.found.briefings}
    if id in taken:
        number = next(n for n in range(2, len(taken) + 3) if f"{id}-{n}" not in taken)
        raise DraftError(f"there is already {taken[id]}; go on with that one, or add --id {id}-{number} for another")
    folder = there.site.briefings / day[:4]
    if not folder.resolve().is_relative_to(there.site.briefings.resolve()):
        raise DraftError(f"{folder} leads out of the briefings folder; put a folder there instead of the link")
    return folder / f"{id}.yml"


def _check_references(wish: Wish, there: Known, progress: Progress) -> None:
    """Raise DraftError with all ids that lead nowhere."""
    asked = [("dossier", wish.dossier)] if wish.dossier else []
    asked += [("actor", id) for id in wish.actors] + [("issue", id) for id in wish.issues]
    missing = [(kind, id) for kind, id in asked if not is_known(there, kind, id)]
    if any(kind == "actor" for kind, _ in missing):
        # Perhaps a briefing writes the actor in place; only then it is worth to read them all.
        actors = actors_of_briefings(there.site, progress)
        missing = [(kind, id) for kind, id in missing if kind != "actor" or id not in actors]
    else:
        actors = {}
    if missing:
        raise DraftError(
            "\n".join(
                unknown(there, kind, id, actors if kind == "actor" else {}) for kind, id in dict.fromkeys(missing)
            )
        )


def is_known(there: Known, kind: str, id: str) -> bool:
    """Say whether a registry has an id; one that cannot be read has it perhaps, and `check` says what is wrong."""
    found = there.registries
    perhaps = id in found.damaged[kind] or kind in found.unread
    return id in found.entries[kind] or (perhaps and _is_id(id))


def _is_id(text: str) -> bool:
    try:
        check_id(text)
    except PydanticCustomError:
        return False
    return True


def actors_of_briefings(site: Settings, progress: Progress) -> Mapping[str, Any]:
    """Return all actors by id, those included that some briefing writes in place: it reads all of them."""
    return corpus_now(site, discover(site.briefings, site.name), True, progress).actors


def unknown(there: Known, kind: str, id: str, actors: Mapping[str, Any]) -> str:
    """Return the words for an id that nobody has; `actors` are names that might be meant besides the registry's ids."""
    meant = did_you_mean(id, {**there.entries(kind), **actors})
    where = f"the ids stand in {there.site.name}/registry/{kind}s.yml; add it there first"
    return f"unknown {kind} '{clip(id)}': {meant or where}"


def _sources(addresses: tuple[str, ...], publishers: Mapping[str, Any]) -> tuple[NewSource, ...]:
    """Return a source for each address, with a short id, and its publisher where one has a site at the same host."""
    hosts: dict[str, list[str]] = {}
    for id, publisher in publishers.items():
        hosts.setdefault(_host(publisher.url or ""), []).append(id)
    found: list[NewSource] = []
    for address in dict.fromkeys(addresses):
        try:
            url = check_url(one_line(address))
        except (PydanticCustomError, UnusableTextError) as error:
            message = f"'{clip(address)}' is not an address; write a whole one that begins with https://"
            raise DraftError(message) from error
        at_host = hosts.get(_host(url), [])
        publisher_id = at_host[0] if len(at_host) == 1 else ""
        found.append(NewSource(_short_id(_host(url), {source.id for source in found}), url, publisher_id))
    return tuple(found)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _short_id(host: str, taken: set[str]) -> str:
    """Return the most telling part of a host as an id that is not taken: "news.gazette.example" → "gazette"."""
    parts = host.split(".")
    name = slug(max(parts[:-1] or parts, key=len)) or "source"
    numbered = (name if n == 1 else f"{name}-{n}" for n in range(1, len(taken) + 2))
    return next(id for id in numbered if id not in taken)
