"""Plain data into models: every error of a file at once, each at its place and in an editor's words."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefwright.line_map import Loc, Place, line_map
from briefwright.model_words import Complaint, complaint
from briefwright.problems import Problem
from briefwright.rules import RULES
from briefwright.yaml_source import read

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MOST = 200
"""Problems that one file may report at this stage; the last one says how many more there are."""

LOOKED_AT = 5 * MOST
"""Errors of one file that are put into words; a file with more of them is broken as a whole."""


class Adapter(Protocol[T_co]):
    """What validate_data needs of a pydantic.TypeAdapter."""

    def validate_python(self, data: Any, /) -> T_co:
        """Return the data as the adapter's type, or raise pydantic.ValidationError."""
        ...


def validate(raw: bytes, path: str, model: type[M]) -> tuple[M | None, tuple[Problem, ...]]:
    """Return the model that a file holds, or None, and the problems of the file in order; never raises.

    A file that can be read in part, such as one with a field given twice, is checked as far as possible, but gives
    no model.
    """
    reading = read(raw, path)
    if reading.data is None:
        return None, reading.problems
    checked, problems = _check(reading.data, raw, path, model.model_validate, model, ())
    if reading.problems:
        return None, tuple(sorted((*reading.problems, *problems)))
    return checked, problems


def validate_data(
    data: object, raw: bytes, path: str, adapter: Adapter[T], at: Loc = ()
) -> tuple[T | None, tuple[Problem, ...]]:
    """Return what a pydantic.TypeAdapter makes of data that was read from a file, or None, and the problems in order.

    `raw` is the file, for the places of problems; `at` is the way from the top of the file to the data, so that the
    entries of a registry can be checked one by one and a bad one does not hide the others.
    """
    return _check(data, raw, path, adapter.validate_python, getattr(adapter, "_type", None), at)


def problem_at(
    raw: bytes, path: str, loc: Loc, rule: str, message: str, hint: str = "", key: bool = False, needle: str = ""
) -> Problem:
    """Return a problem at a value of a file; at its field name with `key`, at a piece of its text with `needle`."""
    places = line_map(raw)
    place = places.find_text(loc, needle) if needle else places.find(loc, key)
    return _problem(path, place, rule, message, hint)


def _problem(path: str, place: Place, rule: str, message: str, hint: str) -> Problem:
    severity = RULES[rule].severity
    return Problem(path, place.line, place.column, rule, severity, message, hint, place.excerpt, place.width)


def _check(
    data: object, raw: bytes, path: str, validator: Any, target: Any, at: Loc
) -> tuple[Any, tuple[Problem, ...]]:
    try:
        return validator(data), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
    empty = {e["loc"] for e in errors if _is_left_out(e)}
    if empty:
        try:
            return validator(_without(data, empty, ())), ()
        except ValidationError as error:
            errors = error.errors(include_url=False)
    complaints = _most_useful(_at_empty(complaint(e, target), empty) for e in errors[:LOOKED_AT])
    located = [
        problem_at(raw, path, (*at, *c.loc), c.rule, c.message, c.hint, key=c.at_key) for c in complaints[: MOST + 1]
    ]
    return None, _limited(sorted(set(located)), len(errors) if len(errors) > LOOKED_AT else len(complaints))


def _is_left_out(error: ErrorDetails) -> bool:
    """Say whether the error is about a field with nothing after its colon, which counts as left out."""
    loc = error["loc"]
    return error["input"] is None and error["type"] != "extra_forbidden" and bool(loc) and isinstance(loc[-1], str)


def _without(data: object, empty: set[Loc], loc: Loc) -> object:
    """Return a copy of the data without the fields at the given places."""
    if isinstance(data, dict):
        return {k: _without(v, empty, (*loc, k)) for k, v in data.items() if (*loc, k) not in empty or v is not None}
    if isinstance(data, list):
        return [_without(v, empty, (*loc, i)) for i, v in enumerate(data)]
    return data


def _at_empty(said: Complaint, empty: set[Loc]) -> Complaint:
    """Point a complaint about a missing field to the field's name, where that stands there with nothing after it."""
    loc = (*said.loc, said.missing)
    if said.missing and loc in empty:
        return replace(said, loc=loc, message=f"{said.message}, and here it is empty", at_key=True, missing="")
    return said


def _most_useful(complaints: Iterable[Complaint]) -> list[Complaint]:
    """Keep one complaint a place, and none about a missing field that is there under a misspelt name."""
    found = list(complaints)
    misspelt = {(*c.loc[:-1], c.meant) for c in found if c.meant}
    kept: dict[tuple[Loc, bool, str], Complaint] = {}
    for c in found:
        if c.missing and (*c.loc, c.missing) in misspelt:
            continue
        kept.setdefault((c.loc, c.at_key, c.missing), c)
    return list(kept.values())


def _limited(problems: list[Problem], count: int) -> tuple[Problem, ...]:
    if count <= MOST:
        return tuple(problems)
    last = problems[MOST - 1]
    more = f"and {count - MOST + 1:,} more problems in this file"
    place = Place(last.line, last.column, last.width, last.excerpt)
    return (*problems[: MOST - 1], _problem(last.path, place, last.rule, more, "mend the ones above first"))
