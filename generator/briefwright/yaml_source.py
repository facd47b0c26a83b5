"""YAML text into plain data: every scalar stays the text in the file, and what YAML allows but we don't is refused."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from briefwright.line_map import MAX_BYTES, MAX_DEPTH, LineMap, Loader, Place, line_map
from briefwright.problems import Problem
from briefwright.yaml_faults import CONTROL, NULLS, find_faults

__all__ = ["MAX_BYTES", "MAX_DEPTH", "LineMap", "Place", "Reading", "line_map", "read"]

_BAD_KEYS = frozenset(["", "<<"])
# Text that YAML would cut off as a comment. The sign comes first, so that only what follows one is looked at.
_CUT_OFF = re.compile(rb"#(?<=[ \t]#)[^\s#]")
_BAD_START = re.compile(rb"^(?:\xef\xbb\xbf)?(?:[ ]*\t|<{7}|>{7})", re.MULTILINE)
_OF_BAD_START = (b"\t", b"<<<<<<<", b">>>>>>>")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: dicts, lists and text (None for an empty value), and what is wrong with it.

    `data` is None where the file holds nothing that could be checked further. Where problems leave the rest readable,
    such as a field given twice, the data is there too, so that one run finds everything.
    """

    data: object | None
    problems: tuple[Problem, ...]


class _Suspect(Exception):  # noqa: N818 - not an error yet: the careful pass decides
    """Something that the fast pass leaves to the careful one."""


def read(raw: bytes, path: str) -> Reading:
    """Return the data of a file and its problems; never raises, whatever the bytes.

    Sound files take the fast pass, which keeps no positions. Anything else is read again with care.
    """
    try:
        if len(raw) > MAX_BYTES or _CUT_OFF.search(raw) or _starts_badly(raw):
            raise _Suspect
        return Reading(_build(raw.decode("utf-8-sig")), ())
    except (_Suspect, UnicodeDecodeError, yaml.YAMLError):
        return Reading(*find_faults(raw, path))


def _starts_badly(raw: bytes) -> bool:
    """Say whether a line begins with a tab, or with the mark of a merge conflict."""
    return any(mark in raw for mark in _OF_BAD_START) and _BAD_START.search(raw) is not None


def _build(text: str) -> Any:
    """Return the one document of a text as plain data, or raise where anything is out of the ordinary."""
    parser = Loader(text)
    next_event = parser.get_event
    root: list[Any] = []
    stack: list[tuple[Any, bool, str | None]] = []
    container: Any = root
    in_mapping = False
    key: str | None = None
    documents = 0
    while True:
        event = next_event()
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            value = event.value
            if event.tag is not None or event.anchor is not None:
                raise _Suspect
            if in_mapping and key is None:
                if value in container or value in _BAD_KEYS:
                    raise _Suspect
                key = value
                continue
            style = event.style
            if not style:
                if value in NULLS:
                    value = None
            elif style == '"' and CONTROL.search(value):
                raise _Suspect
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.tag is not None or event.anchor is not None or (in_mapping and key is None):
                raise _Suspect
            if len(stack) >= MAX_DEPTH:
                raise _Suspect
            new: Any = {} if kind is yaml.MappingStartEvent else []
            stack.append((container, in_mapping, None))
            if in_mapping:
                container[key] = new
            else:
                container.append(new)
            container, in_mapping, key = new, kind is yaml.MappingStartEvent, None
            continue
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            container, in_mapping, key = stack.pop()
            continue
        elif kind is yaml.StreamEndEvent:
            break
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                raise _Suspect
            continue
        elif kind is yaml.AliasEvent:
            raise _Suspect
        else:
            continue
        if in_mapping:
            container[key] = value
            key = None
        else:
            container.append(value)
    if not root or root[0] is None:
        raise _Suspect
    return root[0]
