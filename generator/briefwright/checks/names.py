"""Editorial rules on names and registries: what is written in place, twice, or for nobody."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefwright.checks.frame import Finding, FoundIn, Known, over_corpus
from briefwright.checks.slips import alike
from briefwright.checks.text import folded
from briefwright.corpus import outward
from briefwright.counting import counted, verb
from briefwright.digest import Digest, NewEntry
from briefwright.problems import Severity
from briefwright.registries import RegistryEntry
from briefwright.vocabulary import Status

_ANY = {"actor", "issue", "publisher"}
"""Kinds of entries that something should refer to; dossiers have a rule of their own."""


_MARKS = {"actor": "wikidata", "publisher": "country"}
"""What two things of the same name differ in."""


def _are_two(one: str | None, other: str | None) -> bool:
    """Say whether two marks show that things of the same name are two."""
    return one is not None and other is not None and one != other


# Several rules ask the same of one corpus.
@lru_cache(maxsize=1)
def _in_place(known: Known) -> tuple[tuple[Digest, NewEntry, dict[str, str]], ...]:
    """Return what is written in place and can be seen, with its briefing and its fields."""
    return tuple(
        (briefing, new, dict(new.fields))
        for briefing in known.digests
        if briefing.new_entries and briefing.status is not Status.WITHDRAWN
        for new in briefing.new_entries
    )


def _could_be_told(known: Known, kind: str) -> bool:
    """Say whether somebody asks for findings where there can be any: in a registry, or where a name is in place."""
    files = {entry.file.name for entry in known.registries.entries[kind].values()}
    if any(known.wants(name) for name in files):
        return True
    return any(new.kind == kind and known.wants(item.path) for item, new, _ in _in_place(known))


def _found(briefing: Digest, new: NewEntry, message: str, hint: str) -> FoundIn:
    return FoundIn(briefing.path, Finding(("name",), message, hint, about=new))


def _referred(id: str, new: NewEntry) -> str:
    """Return how to use an entry of a registry instead of a thing written in place; what else it has there stays."""
    without = "name and kind" if new.kind == "actor" else "its name"
    also = f", also where this file says '{new.id}'" if new.kind == "actor" and new.id != id else ""
    return f"refer to it by the id '{id}', without {without}{also}"


def _names_of(entry: object) -> set[str]:
    """Return the folded names of an entry of a registry: its name, other spellings, other languages."""
    names = [getattr(entry, "name", ""), *getattr(entry, "aliases", ()), *getattr(entry, "names", {}).values()]
    return {folded(name) for name in names} - {""}


@lru_cache(maxsize=1)
def _registered(known: Known) -> dict[tuple[str, str, str], list[str]]:
    """Return the ids of actors and publishers of the registries: kind, kind of actor, folded name → ids."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for kind in ("actor", "publisher"):
        for id, registered in known.registries.entries[kind].items():
            for name in sorted(_names_of(registered.entry)):
                found.setdefault((kind, getattr(registered.entry, "kind", ""), name), []).append(id)
    return found


def _registered_as(known: Known, new: NewEntry, fields: dict[str, str]) -> str | None:
    """Return the id of the registry's entry that a thing written in place may be, by name and kind, if there is one."""
    mark = _MARKS[new.kind]
    ids = _registered(known).get((new.kind, fields.get("kind", ""), folded(fields["name"])), ())
    entries = known.registries.entries[new.kind]
    return next((id for id in ids if not _are_two(fields.get(mark), getattr(entries[id].entry, mark))), None)


@over_corpus("WRI03", Severity.WARNING)
def registered_already(known: Known) -> Iterator[FoundIn]:
    """Written in place, and in the registry.

    The registry has an actor or a publisher of this name (or with this other spelling), of the same kind. If it is the
    same one, write just its id: else readers find half of it on one page and half on another. Publishers of different
    countries are known to be two.
    """
    for briefing, new, fields in _in_place(known):
        id = _registered_as(known, new, fields) if known.wants(briefing.path) else None
        if id:
            message = f"the registry has the {new.kind} '{id}' under the name '{fields['name']}'"
            hint = f"if it is the same one, {_referred(id, new)}; else tell the two apart in their names"
            yield _found(briefing, new, message, hint)


@over_corpus("WRI04", Severity.ADVICE)
def often_in_place(known: Known) -> Iterator[FoundIn]:
    """Written in place in several briefings.

    What comes up in three briefings (the limit in_place_briefings) will come up again. In the registry it is described
    once, for all of them. The message stands in the latest of the briefings.
    """
    wanted = {(new.kind, new.id) for briefing, new, _ in _in_place(known) if known.wants(briefing.path)}
    uses: dict[tuple[str, str], dict[str, tuple[Digest, NewEntry]]] = {}
    for briefing, new, fields in _in_place(known):
        key = (new.kind, new.id)
        if key in wanted and not _registered_as(known, new, fields):
            uses.setdefault(key, {}).setdefault(briefing.path, (briefing, new))
    for (kind, id), places in uses.items():
        if len(places) >= known.limits.in_place_briefings and id not in known.registries.entries[kind]:
            briefing, new = list(places.values())[-1]
            count = len(places)
            message = f"{counted(count, 'briefing')} {verb(count, 'write')} the {kind} '{id}' in place"
            where = "briefing" if count == 1 else "briefings"
            hint = f"put it into registry/{kind}s.yml once, and in the {where} {_referred(id, new)}"
            yield _found(briefing, new, message, hint)


@over_corpus("WRI05", Severity.ADVICE)
def for_nobody(known: Known) -> Iterator[FoundIn]:
    """Entry of a registry that nothing refers to.

    No briefing, no draft and no other entry has this id. It may wait for its first briefing; or it is left from an old
    one, or a misspelt twin of the entry that is used. Nothing is said while a file cannot be read, and of a young site
    with fewer than ten briefings (the limit unused_briefings), whose registries are often filled first.
    """
    if not known.is_whole or len(known.digests) < known.limits.unused_briefings:
        return
    used = {(ref.kind, ref.id) for briefing in known.digests for ref in briefing.references}
    for kind, entries in known.registries.entries.items():
        for id, registered in entries.items():
            used.update((ref.kind, ref.id) for ref in outward(kind, registered.entry) if ref.id != id)
    for kind in sorted(_ANY):
        for id, registered in known.registries.entries[kind].items():
            if (kind, id) not in used and ("any", id) not in used:
                hint = "use it, or remove the entry"
                finding = Finding((*registered.at, "id"), f"nothing refers to the {kind} '{id}'", hint)
                yield FoundIn(registered.file.name, finding)


class _Name(NamedTuple):
    """A name that is compared: as written, whose it is, the file, and the entry of a registry or the briefing in it.

    `mark` is what two of that name differ in: the wikidata item of an actor, the country of a publisher.
    """

    compact: str
    written: str
    id: str
    kind: str
    mark: str | None
    path: str
    entry: RegistryEntry | None = None
    place: tuple[Digest, NewEntry] | None = None


@over_corpus("WRI06", Severity.ADVICE)
def near_twins(known: Known) -> Iterator[FoundIn]:
    """Two names that are nearly the same.

    Two actors of one kind, or two publishers, have names that differ in nothing but case, accents and marks, or in one
    letter of a long name (ten letters or more, the limit slip_letters). If they are one, keep one entry, with the other
    spelling of an actor under its aliases. Different wikidata items, countries of publishers and figures in the names
    show that two are two.
    """
    for what in ("actor", "publisher"):
        if not _could_be_told(known, what):
            continue
        told: set[frozenset[str]] = set()
        names = [*_registry_names(known, what), *_in_place_names(known, what)]
        asked = {index for index, name in enumerate(names) if known.wants(name.path)}
        for one, other in alike([name.compact for name in names], known.limits.slip_letters, asked):
            first, second = names[one], names[other]
            apart = _are_two(first.mark, second.mark)
            pair = frozenset([first.id, second.id])
            if first.id == second.id or first.kind != second.kind or apart or pair in told:
                continue
            told.add(pair)
            message = f"'{second.written}' ({second.id}) is nearly the same name as '{first.written}' ({first.id})"
            hint = f"if the two are one, {_one_of(what, first, second)}; {_two_of(what, second)}"
            if second.entry:
                yield FoundIn(second.entry.file.name, Finding((*second.entry.at, "name"), message, hint))
            elif second.place:
                yield _found(*second.place, message, hint)


def _one_of(what: str, first: _Name, second: _Name) -> str:
    """Return how to make one thing of two; only actors of the registry have room for another spelling."""
    if second.entry:
        alias = ", and list the other spelling under its aliases" if what == "actor" else ""
        return f"keep one of the entries, and its id in the briefings{alias}"
    if first.entry and second.place:
        alias = ", and list this spelling under the aliases of the entry" if what == "actor" else ""
        return f"{_referred(first.id, second.place[1])}{alias}"
    return "write one spelling and one id in both places"


def _two_of(what: str, second: _Name) -> str:
    """Return what to do where the two are two; a briefing may silence the rule, a registry cannot."""
    if second.place:
        return "if not, put WRI06 under 'silence', with the reason"
    return "if not, give both their " + (
        "wikidata items" if what == "actor" else "countries, or tell them apart by name"
    )


def _registry_names(known: Known, what: str) -> Iterator[_Name]:
    for id, registered in known.registries.entries[what].items():
        entry = registered.entry
        kind, mark = getattr(entry, "kind", ""), getattr(entry, _MARKS[what])
        for written in (entry.name, *getattr(entry, "aliases", ())):
            compact = folded(written).replace(" ", "")
            yield _Name(compact, written, id, kind, mark, registered.file.name, entry=registered)


def _in_place_names(known: Known, what: str) -> Iterator[_Name]:
    """Yield names that are written in place, each id's first one; of those that the registry has, WRI03 tells."""
    seen = set(known.registries.entries[what])
    for briefing, new, fields in _in_place(known):
        if new.kind == what and new.id not in seen and not _registered_as(known, new, fields):
            seen.add(new.id)
            compact = folded(fields["name"]).replace(" ", "")
            kind, mark = fields.get("kind", ""), fields.get(_MARKS[what])
            yield _Name(compact, fields["name"], new.id, kind, mark, briefing.path, place=(briefing, new))
