"""Briefings with the ids that a registry gave up replaced, so that a merge is told once and not in each of them."""

from typing import Any

from briefwright.changes.slots import Key
from briefwright.schema import Briefing

_KIND_OF_FIELD = {"actor": "actor", "analyst": "actor", "speaker": "actor", "issue": "issue", "dossier": "dossier"}


def inherited(briefing: Briefing, heirs: dict[Key, str]) -> Briefing:
    """Return a briefing with the ids that were merged or changed in the registries replaced by the new ones.

    What changed in the registry is told once, there, and not again as a changed position in each briefing.
    """

    def walk(value: Any, field: str) -> Any:
        if isinstance(value, dict):
            if field in ("actors", "publisher") and value.get("id") and not value.get("name"):
                kind = "actor" if field == "actors" else "publisher"
                return {**value, "id": heirs.get((kind, value["id"]), value["id"])}
            return {name: walk(item, name) for name, item in value.items()}
        if isinstance(value, list | tuple):
            return [walk(item, field) for item in value]
        if isinstance(value, str):
            kind = "issue" if field == "about" else _KIND_OF_FIELD.get(field, "")
            return heirs.get((kind, value), value)
        return value

    return Briefing.model_validate(walk(briefing.model_dump(exclude_none=True), ""))
