"""Briefings and entries with the ids that things gave up replaced, so that a merge is told once and not everywhere."""

from typing import Any

from pydantic import BaseModel

from briefwright.changes.slots import Key
from briefwright.prose_syntax import Link, marks
from briefwright.schema import Briefing

Heirs = dict[Key, str]
"""Kind and old id → new id."""

_KIND_OF_FIELD = {"actor": "actor", "analyst": "actor", "speaker": "actor", "issue": "issue", "dossier": "dossier"}
_KIND_OF_ID = {"actors": "actor", "publisher": "publisher", "related": "briefing"}
_PROSE = {"summary", "body", "reason", "text", "basis", "note", "statement", "view"}
_NO_PROSE = {"quote", "silence"}
_LINKED = ("publisher", "briefing", "dossier", "issue", "actor")
"""Kinds that a [[link]] may mean; where two have one id, it means the last."""


def inherited(briefing: Briefing, heirs: Heirs) -> Briefing:
    """Return a briefing with the ids that were merged or changed elsewhere replaced by the new ones, in links as well.

    What changed in the registry, or of another briefing, is told once, there, and not again in each briefing.
    """
    links = _links(heirs)

    def walk(value: Any, field: str, part: str) -> Any:
        if isinstance(value, dict):
            made = {name: walk(item, name, field) for name, item in value.items()}
            if field in _KIND_OF_ID and value.get("id") and not value.get("name"):
                made["id"] = heirs.get((_KIND_OF_ID[field], value["id"]), value["id"])
            return made
        if isinstance(value, list | tuple):
            return [walk(item, field, part) for item in value]
        if isinstance(value, str):
            if field in _PROSE and part not in _NO_PROSE:
                return _relinked(value, links)
            kind = "issue" if field == "about" else _KIND_OF_FIELD.get(field, "")
            return heirs.get((kind, value), value)
        return value

    return Briefing.model_validate(walk(briefing.model_dump(exclude_none=True), "", ""))


def inherited_entry(entry: BaseModel, heirs: Heirs) -> BaseModel:
    """Return a registry's entry with the ids that were merged or changed replaced by the new ones."""
    links = _links(heirs)
    update: dict[str, Any] = {}
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if field in ("actors", "issues"):
            kind = field.removesuffix("s")
            update[field] = tuple(dict.fromkeys(heirs.get((kind, id), id) for id in value))
        elif field == "part_of":
            update[field] = heirs.get(("actor", value), value)
        elif field in _PROSE and value:
            update[field] = _relinked(value, links)
    return entry.model_copy(update=update)


def _links(heirs: Heirs) -> dict[str, str]:
    return {id: heir for kind in _LINKED for (of, id), heir in heirs.items() if of == kind}


def _relinked(text: str, links: dict[str, str]) -> str:
    """Return a prose field whose [[links]] name the new ids."""
    if "[[" not in text:
        return text
    parts: list[str] = []
    at = 0
    for mark in marks(text):
        if isinstance(mark.what, Link) and mark.what.id in links:
            parts += [text[at : mark.start], mark.what.written.replace(mark.what.id, links[mark.what.id], 1)]
            at = mark.end
    return "".join([*parts, text[at:]])
