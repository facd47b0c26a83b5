"""JSON Schemas of the files that editors write, for completion and checks while typing."""

import json
import re
from typing import Any

from pydantic import TypeAdapter

from briefwright.schema import Actor, Briefing, Dossier, Issue, Publisher

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# A registry is a list of entries; in a folder of files, one file may hold a single entry.
_REGISTRIES: dict[str, tuple[str, TypeAdapter[Any]]] = {
    "actors": ("Registry of actors", TypeAdapter(list[Actor] | Actor)),
    "issues": ("Registry of issues", TypeAdapter(list[Issue] | Issue)),
    "publishers": ("Registry of publishers", TypeAdapter(list[Publisher] | Publisher)),
    "dossiers": ("Registry of dossiers", TypeAdapter(list[Dossier] | Dossier)),
}


def schemas() -> dict[str, str]:
    """Return file name → JSON Schema (draft 2020-12), as text that ends with a line end."""
    found = {"briefing.json": _document("Briefing", TypeAdapter(Briefing).json_schema(by_alias=True))}
    for name, (title, adapter) in _REGISTRIES.items():
        found[f"{name}.json"] = _document(title, adapter.json_schema(by_alias=True))
    return found


def _document(title: str, schema: dict[str, Any]) -> str:
    whole = {"$schema": DIALECT, **_simplified(schema), "title": title}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _simplified(part: Any) -> Any:
    """Return a schema without the machine's own titles and without null: a field is left out, not null."""
    if isinstance(part, list):
        return [_simplified(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _simplified(value) for key, value in part.items() if not _is_noise(key, value)}
    kept.update(_as_editors_read(kept))
    options = [option for option in kept.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1 and isinstance(options[0], dict):
        del kept["anyOf"]
        return {**options[0], **kept}
    if options:
        kept["anyOf"] = options
    return kept


def _as_editors_read(part: dict[str, Any]) -> dict[str, Any]:
    """Return what changes in a text's schema because YAML editors take 1984 for a number, and we for text."""
    if part.get("type") != "string" or "format" in part or "const" in part:
        return {}
    if "enum" in part:
        numbers = [int(term) for term in part["enum"] if term.isdecimal()]
        return {"type": ["string", "integer"], "enum": [*part["enum"], *numbers]} if numbers else {}
    if "pattern" not in part:
        return {"type": ["string", "number", "boolean"]}
    takes_numbers = any(re.search(part["pattern"], number) for number in ("150", "2026"))
    return {"type": ["string", "integer"]} if takes_numbers else {}


def _is_noise(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value in (None, [], {}))
