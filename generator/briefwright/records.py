"""Validated data for the cache: written once, read back without checking each field again."""

from collections.abc import Sequence
from functools import cache
from typing import Any

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


# Without the second argument, the models inside would be read by their own validators, checks and all.
_reader = SchemaValidator(_without_functions(Briefing.__pydantic_core_schema__), _use_prebuilt=False)


def record(briefing: Briefing) -> bytes:
    """Return a briefing as JSON that `read_record` understands."""
    return briefing.model_dump_json(exclude_defaults=True, by_alias=True).encode()


def read_record(data: bytes) -> Briefing:
    """Return the briefing in a record; raises pydantic's ValidationError where it is not one."""
    briefing: Briefing = _reader.validate_json(data)
    return briefing


Entry = Actor | Issue | Publisher | Dossier

_MODELS: dict[str, type[Entry]] = {"actor": Actor, "issue": Issue, "publisher": Publisher, "dossier": Dossier}


def record_of_entries(entries: Sequence[Entry]) -> str:
    """Return a registry's entries as JSON that `read_entries` understands."""
    return f"[{','.join(entry.model_dump_json(exclude_defaults=True, by_alias=True) for entry in entries)}]"


def read_entries(kind: str, data: str) -> list[Any]:
    """Return the entries in a record; raises pydantic's ValidationError where they are none of that kind."""
    entries: list[Any] = _entry_reader(kind).validate_json(data)
    return entries


@cache
def _entry_reader(kind: str) -> SchemaValidator:
    schema = core_schema.list_schema(_without_functions(_MODELS[kind].__pydantic_core_schema__))
    return SchemaValidator(schema, _use_prebuilt=False)
