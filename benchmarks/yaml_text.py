"""Writes plain data as YAML the way an editor would, many times faster than a general YAML library."""

import json
import re
from typing import Any

# Plain scalars: start with a letter, hold nothing that YAML could read as structure.
_PLAIN = re.compile(r"[A-Za-zÀ-žЀ-ӿ](?:[\w ,.;()’'/\[\]@|–-]|:(?=[^\s]))*[\w.)\]’'?]")
_PLAIN_IN_LIST = re.compile(r"[A-Za-z][\w .-]*\w")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RESERVED = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])


def scalar(value: Any, plain: re.Pattern[str] = _PLAIN) -> str:
    """Return one value as a YAML scalar: plain where that is safe, else in double quotes (JSON's are YAML's)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if (plain.fullmatch(value) and value.lower() not in _RESERVED) or _DATE.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join([f"{key}: {_flow(item)}" for key, item in value.items()]) + "}"
    return scalar(value, _PLAIN_IN_LIST)


def _is_short(items: list[Any]) -> bool:
    """Tell whether a list reads well on one line: references to sources, ids, a few words."""
    return all(not isinstance(item, dict) or "source" in item for item in items)


def _mapping(lines: list[str], data: dict[str, Any], indent: str, first: str) -> None:
    for key, value in data.items():
        lead = first + key + ":"
        first = indent
        if isinstance(value, dict):
            if key in ("quote", "event") or any(isinstance(item, dict | list) for item in value.values()):
                lines.append(lead)
                _mapping(lines, value, indent + "  ", indent + "  ")
            else:
                lines.append(f"{lead} {_flow(value)}")
        elif isinstance(value, list):
            if _is_short(value):
                lines.append(f"{lead} [{', '.join([_flow(item) for item in value])}]")
            else:
                lines.append(lead)
                _sequence(lines, value, indent + "  ")
        elif isinstance(value, str) and "\n" in value:
            lines.append(lead + " |")
            lines.extend([f"{indent}  {line}" if line else "" for line in value.rstrip("\n").split("\n")])
        else:
            lines.append(f"{lead} {scalar(value)}")


def _sequence(lines: list[str], items: list[Any], indent: str) -> None:
    for item in items:
        if isinstance(item, dict):
            _mapping(lines, item, indent + "  ", indent + "- ")
        else:
            lines.append(f"{indent}- {scalar(item)}")


def dump(data: dict[str, Any] | list[Any]) -> str:
    """Return a mapping, or a list of mappings, as a YAML document that ends with a newline."""
    lines: list[str] = []
    if isinstance(data, dict):
        _mapping(lines, data, "", "")
    else:
        _sequence(lines, data, "")
    return "\n".join(lines) + "\n"
