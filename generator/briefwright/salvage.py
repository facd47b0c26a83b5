"""What can still be checked of a briefing whose data is wrong in places: the rest of it, with those places left out.

Without this, a misspelt field would hide every unknown actor and every missing source of the same file, and a
briefing that cannot be read would make all references to it look wrong.
"""

import copy
from typing import Any

from pydantic import ValidationError

from briefwright.schema import Briefing
from briefwright.schema.types import slug
from briefwright.yaml_source import read

UNKNOWN = "unknown-because-damaged"
"""Stands for an id that cannot be read; nothing refers to it by chance, and no check asks for it."""

ROUNDS = 6
"""A field that is taken out may leave its parent incomplete, and so on upwards; no deeper than this."""

_REQUIRED = {"title": "?", "date": "1970-01-01", "summary": "?"}

# An item is replaced, not dropped, so that those after it keep their places.
_ITEMS: dict[str, dict[str, str]] = {
    "actors": {"id": UNKNOWN},
    "positions": {"actor": UNKNOWN, "issue": UNKNOWN, "stance": "mixed"},
    "analyst_views": {"analyst": UNKNOWN, "view": "?"},
    "key_judgements": {"text": "?"},
    "timeline": {"date": "1970", "text": "?"},
    "sources": {"id": UNKNOWN, "title": "?"},
    "related": {"id": UNKNOWN, "rel": "background"},
    "corrections": {"date": "1970-01-01", "text": "?"},
}


def salvage(raw: bytes, path: str) -> tuple[Briefing | None, frozenset[str]]:
    """Return the briefing without what is wrong in it, or None, and the ids about which nothing can be said."""
    data = copy.deepcopy(read(raw, path).data)
    if not isinstance(data, dict):
        return None, frozenset()
    damaged = {UNKNOWN}
    for _ in range(ROUNDS):
        try:
            return Briefing.model_validate(data), frozenset(damaged)
        except ValidationError as error:
            for found in error.errors(include_url=False):
                _take_out(data, list(found["loc"]), found["type"] == "missing", damaged)
    return None, frozenset()


def _take_out(data: dict[str, Any], loc: list[str | int], missing: bool, damaged: set[str]) -> None:
    """Take one wrong place out of the data; what is required is replaced."""
    if len(loc) <= 1:
        name = str(loc[0]) if loc else "status"
        data.pop(name, None)
        if name in _REQUIRED:
            data[name] = _REQUIRED[name]
        return
    if missing and _filled(data, loc):
        return
    if missing:
        loc = loc[:-1]
    parent = _at(data, loc[:-1])
    if isinstance(loc[-1], int):
        _replace_item(data, loc, damaged)
    elif isinstance(parent, dict) and loc[-1] in parent:
        del parent[loc[-1]]
    else:
        # The place itself is not in the file, as in an item written as one word: its parent is wrong.
        _take_out(data, loc[:-1], False, damaged)


def _filled(data: dict[str, Any], loc: list[str | int]) -> bool:
    """Give an item of a list the one field that it lacks, so that its other fields can be checked."""
    item, blank = _at(data, loc[:-1]), _ITEMS.get(str(loc[0]), {})
    if len(loc) != 3 or not isinstance(item, dict) or loc[-1] not in blank:
        return False
    item[loc[-1]] = blank[str(loc[-1])]
    return True


def _replace_item(data: dict[str, Any], loc: list[str | int], damaged: set[str]) -> None:
    name, index = loc[-2], loc[-1]
    items = _at(data, loc[:-1])
    if not isinstance(items, list) or not isinstance(index, int) or index >= len(items):
        _take_out(data, loc[:-1], False, damaged)
        return
    own = _own_ids(items[index])
    damaged |= own
    if len(loc) == 2 and name in _ITEMS:
        items[index] = {**_ITEMS[str(name)], **({"id": min(own)} if name == "sources" and own else {})}
    elif name == "sources":
        items[index] = {"source": UNKNOWN}
    else:
        _take_out(data, loc[:-1], False, damaged)


def _own_ids(item: Any) -> set[str]:
    """Return the ids under which an item could be known elsewhere."""
    if isinstance(item, str):
        return {slug(item)} - {""}
    if not isinstance(item, dict):
        return set()
    return {slug(str(item[key])) for key in ("id", "name") if item.get(key)} - {""}


def _at(data: Any, loc: list[str | int]) -> Any:
    for step in loc:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return None
    return data
