"""Actors and publishers written in place that the registry has: their ids instead."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from briefwright.fixes.change import Aim, Change, put
from briefwright.fixes.tree import Edit, Kind, Node
from briefwright.line_map import Loc
from briefwright.problems import clip
from briefwright.registries import Registries
from briefwright.schema.types import slug


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of a registry: its id, and the fields that the same thing written in place may bear."""

    id: str
    facts: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What the registries know by name; a name that two entries bear stands for neither."""

    actors: Mapping[str, Known] = field(default_factory=dict)
    publishers: Mapping[str, Known] = field(default_factory=dict)


def known_names(registries: Registries) -> KnownNames:
    """Return the names of a registry; none of one that is damaged, where the same name may stand in what is broken."""

    def names(kind: str, *fields: str) -> dict[str, Known]:
        if kind in registries.unread or registries.damaged[kind]:
            return {}
        found: dict[str, list[Known]] = {}
        for id, entry in registries.entries[kind].items():
            facts = {name: getattr(entry.entry, name) for name in ("name", *fields)}
            found.setdefault(entry.entry.name, []).append(Known(id, facts))
        return {name: entries[0] for name, entries in found.items() if len(entries) == 1}

    return KnownNames(names("actor", "kind"), names("publisher", "country", "ownership"))


def named_in_place(text: str, root: Node, data: Any, known: KnownNames) -> Iterator[Change]:
    """Yield the entries that a registry has under the same name, and that say nothing else about themselves.

    An entry whose id would be another one than before is left as it is where anything in the file refers to it.
    """
    taken = _ids_in_use(root)
    for node in _entries(root, "actors"):
        found = _match(node, known.actors, {"id", "name", "kind", "role"}, needed={"kind"})
        if found and found.id not in taken and not _is_mentioned(node, found.id, data):
            taken.add(found.id)
            yield from _rewritten(text, node, found)
    for source in _entries(root, "sources"):
        publisher = source.at("publisher")
        if publisher is not None and (
            found := _match(publisher, known.publishers, {"id", "name", "country", "ownership"})
        ):
            yield from _rewritten(text, publisher, found)


def _entries(root: Node, name: str) -> list[Node]:
    listed = root.at(name)
    return listed.items if listed is not None else []


def _fields(node: Node) -> dict[str, str] | None:
    """Return the fields of an entry that has nothing but plain values, each in one word or one line of text."""
    if node.kind is not Kind.MAPPING or any(value.kind is not Kind.SCALAR for _, value in node.pairs):
        return None
    return {key.value: value.value for key, value in node.pairs}


def _ids_in_use(root: Node) -> set[str]:
    """Return the ids that actors of the file have by themselves, without a name beside them."""
    found = set()
    for node in _entries(root, "actors"):
        if node.kind is Kind.SCALAR:
            found.add(node.value)
        elif (fields := _fields(node)) and "name" not in fields:
            found.add(fields.get("id", ""))
    return found


def _match(
    node: Node, names: Mapping[str, Known], allowed: set[str], needed: frozenset[str] | set[str] = frozenset()
) -> Known | None:
    fields = _fields(node)
    if fields is None or not {"name", *needed} <= set(fields) <= allowed:
        return None
    found = names.get(fields["name"].strip())
    if found is None or fields.get("id", found.id) != found.id:
        return None
    agree = all(fields[name].strip() == found.facts[name] for name in fields if name in found.facts)
    return found if agree else None


def _is_mentioned(node: Node, id: str, data: Any) -> bool:
    """Say whether the file refers to an entry by an id that it would no longer have."""
    fields = _fields(node) or {}
    key = fields.get("id") or slug(fields.get("name", ""))
    if key == id:
        return False
    word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    return any(word.search(value) for value in _texts(data))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def _rewritten(text: str, node: Node, known: Known) -> Iterator[Change]:
    dropped = tuple(key.value for key, _ in node.pairs if key.value in known.facts)
    whole = node.flow and {key.value for key, _ in node.pairs} <= {"id", *dropped}
    edits = [Edit(node.start, node.end, known.id)] if whole else _edits(text, node, known)
    if edits is not None:
        to_data = partial(put, node.loc, known.id) if whole else partial(_put_id, node.loc, known.id, dropped)
        yield Change(Aim.ID, tuple(edits), f"'{clip(known.facts['name'])}' is now {known.id}", to_data)


def _put_id(loc: Loc, id: str, dropped: tuple[str, ...], data: Any) -> None:
    """Do to the data of a file what the edits do to its text."""
    for part in loc:
        data = data[part]
    for name in dropped:
        del data[name]
    data["id"] = id


def _edits(text: str, node: Node, known: Known) -> list[Edit] | None:
    """Return what puts the id in the place of the name and takes the other fields out; None where that is not plain.

    A comment on the line of a field that would go keeps the entry as it is.
    """
    keeps_id = node.at("id") is not None
    edits = []
    for index, (key, value) in enumerate(node.pairs):
        if key.value == "name" and not keeps_id:
            edits.append(Edit(key.start, value.end, f"id: {known.id}"))
        elif key.value in known.facts:
            edit = _without_in_flow(text, node, index) if node.flow else _without_line(text, key, value)
            if edit is None:
                return None
            edits.append(edit)
    return edits


def _without_in_flow(text: str, node: Node, index: int) -> Edit | None:
    """Return what takes a field out of a mapping in braces, with the comma before or after it."""
    key, value = node.pairs[index]
    start, end = (node.pairs[index - 1][1].end, value.end) if index else (key.start, node.pairs[1][0].start)
    gap = text[start : key.start] if index else text[value.end : end]
    return Edit(start, end, "") if re.fullmatch(r"[ ]*,[ ]*", gap) else None


def _without_line(text: str, key: Node, value: Node) -> Edit | None:
    """Return what takes out the lines of a field, where nothing else stands on them."""
    start = text.rfind("\n", 0, key.start) + 1
    end = text.find("\n", value.end)
    end = len(text) if end < 0 else end + 1
    if text[start : key.start].strip() or text[value.end : end].strip():
        return None
    return Edit(start, end, "")
