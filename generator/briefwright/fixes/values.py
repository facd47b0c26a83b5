"""How values are written: dates in full, quotes where they are needed and only there."""

import re
from collections.abc import Iterator
from functools import partial

import yaml
from pydantic_core import PydanticCustomError

from briefwright.fixes.change import Aim, Change, put
from briefwright.fixes.shapes import DATES, Sort
from briefwright.fixes.tree import QUOTES, Edit, Kind, Node
from briefwright.schema import Quote
from briefwright.schema.types import check_partial_date
from briefwright.yaml_faults import NULLS

_SHORT_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_OF_YAML_1_2 = re.compile(
    r"[-+]?(?:0o[0-7]+|0x[0-9a-fA-F]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)|[yYnN]"
)
_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers


def dates(root: Node) -> Iterator[Change]:
    """Yield the dates of which month or day lack a zero (2026-3-4), where the model says that it is a date."""
    for node in _values(root):
        written = _full_date(node)
        if written != node.value:
            detail = f"{node.value} is now {written}"
            yield Change(Aim.DATE, (Edit(node.start, node.end, written),), detail, partial(put, node.loc, written))


def _full_date(node: Node) -> str:
    """Return the value of a node, as a full date where it is one that lacks a zero."""
    sort = node.shape.as_scalar() if node.shape else None
    found = _SHORT_DATE.fullmatch(node.value)
    if sort not in DATES or not found or (sort is Sort.DAY and not found[3]) or node.style not in (None, *QUOTES):
        return node.value
    return with_zeros(node.value)


def with_zeros(written: str) -> str:
    """Return a date of which month or day lack a zero (2026-3-4) in full, and anything else as it is."""
    found = _SHORT_DATE.fullmatch(written)
    full = "-".join(part.zfill(2) for part in found.groups() if part) if found else written
    return full if _is_date(full) else written


def _is_date(value: str) -> bool:
    try:
        return bool(check_partial_date(value))
    except PydanticCustomError:
        return False


def unquoted(text: str, root: Node) -> Iterator[Change]:
    """Yield the names of fields and the values that are in quotes and need none.

    The words of a quotation keep theirs, and so does what another program would take for a number, a date, or yes
    and no.
    """
    for node in root.walk():
        if (
            node.kind is not Kind.SCALAR
            or node.style not in QUOTES
            or text[node.start + 1 : node.end - 1] != node.value
        ):
            continue
        needs_none = _is_plain_name(node) if node.is_key else _is_plain_value(node, root)
        if needs_none and _stands_apart(node, text):
            yield Change(Aim.QUOTES_OFF, (Edit(node.start, node.end, node.value),))


def _is_plain_name(node: Node) -> bool:
    return bool(_NAME.fullmatch(node.value)) and not is_taken_for_another_type(node.value)


def _is_plain_value(node: Node, root: Node) -> bool:
    if node.shape is None or _is_quotation(node, root):
        return False
    return needs_no_quotes(node.value, node.shape.as_scalar(), node.in_flow)


def needs_no_quotes(value: str, sort: Sort, in_flow: bool = False) -> bool:
    """Say whether a value of a sort is written without quotes; `in_flow` says that brackets stand around it."""
    if not _is_safe(value, in_flow):
        return False
    if sort is Sort.TEXT and re.search(r'[":#]', value):
        # It would be sound without quotes, but the next hand in it might add the space that breaks it.
        return False
    if sort in DATES:
        return _is_date(value)
    return sort is Sort.TERM or not is_taken_for_another_type(value)


def _is_quotation(node: Node, root: Node) -> bool:
    parent = root.at(*node.loc[:-1])
    return parent is not None and parent.shape is not None and parent.shape.model is Quote and node.loc[-1] == "text"


def _is_safe(value: str, in_flow: bool) -> bool:
    """Say whether a text means itself without quotes; where in doubt it does not."""
    if not value[:1].isalnum() or not value.isprintable() or value != value.strip() or value in NULLS:
        return False
    if re.search(r":(?:\s|$)|\s#", value):
        return False
    return not (in_flow and re.search(r"[,:\[\]{}#]", value))


def _stands_apart(node: Node, text: str) -> bool:
    """Say whether nothing touches a text in quotes that would become part of it without them."""
    before, after = text[node.start - 1 : node.start], text[node.end : node.end + 2]
    if node.is_key:
        return after[:1] == ":" and after[1:] in (" ", "\n", "") and (before in ("", " ", "\n") or before in "{[,")
    if node.in_flow:
        return before in (" ", "\n", "[", "{", ",") and after[:1] in (" ", "\n", "]", "}", ",")
    return before == " " and (after[:1] in ("\n", "") or after[:1] == " ")


def quoted(text: str, root: Node) -> Iterator[Change]:
    """Yield texts for readers without quotes that another program would take for a number, a date, or yes and no."""
    for node in _values(root):
        is_text = node.shape is not None and node.shape.as_scalar() is Sort.TEXT
        plain = node.style is None and node.value not in NULLS and text[node.start : node.end] == node.value
        if is_text and plain and is_taken_for_another_type(node.value):
            yield Change(Aim.QUOTES_ON, (Edit(node.start, node.end, f'"{node.value}"'),))


def is_taken_for_another_type(value: str) -> bool:
    """Say whether YAML 1.1 or 1.2 reads a text without quotes as something else than text."""
    resolvers = [*_RESOLVERS.get(value[:1], []), *_RESOLVERS.get("", [])]
    return any(pattern.match(value) for _, pattern in resolvers) or bool(_OF_YAML_1_2.fullmatch(value))


def _values(root: Node) -> Iterator[Node]:
    return (node for node in root.walk() if node.kind is Kind.SCALAR and not node.is_key)
