"""Validated data for the cache: written once, read back without checking each field again."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import SchemaValidator, core_schema

from briefwright.schema import Actor, Briefing, Dossier, Issue, Publisher


def _without_functions(schema: Any) -> Any:
    """Return a core schema without the checks written in Python: a record's values have passed them before."""
    if isinstance(schema, list):
        return [_without_functions(item) for item in schema]
    if isinstance(schema, tuple):
        return tuple(_without_functions(item) for item in schema)
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") in ("function-before", "function-after", "function-wrap"):
        return _without_functions(schema["schema"])
    return {key: _without_functions(value) for key, value in schema.items()}


@cache
def _reader(model: type[BaseModel], several: bool) -> SchemaValidator:
    schema = _without_functions(model.__pydantic_core_schema__)
    # Without the second argument, the models inside would be read by their own validators, checks and all.
    return SchemaValidator(core_schema.list_schema(schema) if several else schema, _use_prebuilt=False)


def record(briefing: Briefing) -> bytes:
    """Return a briefing as JSON that `read_record` understands."""
    return briefing.model_dump_json(exclude_defaults=True, by_alias=True).encode()


def read_record(data: bytes) -> Briefing:
    """Return the briefing in a record; raises pydantic's ValidationError where it is not one."""
    briefing: Briefing = _reader(Briefing, False).validate_json(data)
    return briefing


Entry = Actor | Issue | Publisher | Dossier

_MODELS: dict[str, type[Entry]] = {"actor": Actor, "issue": Issue, "publisher": Publisher, "dossier": Dossier}


def record_of_entries(entries: Sequence[Entry]) -> str:
    """Return a registry's entries as JSON that `read_entries` understands."""
    return f"[{','.join(entry.model_dump_json(exclude_defaults=True, by_alias=True) for entry in entries)}]"


def read_entries(kind: str, data: str) -> list[Any]:
    """Return the entries in a record; raises pydantic's ValidationError where they are none of that kind."""
    entries: list[Any] = _reader(_MODELS[kind], True).validate_json(data)
    return entries
