"""What the model says about the places of a file, as far as writing it down goes: order of fields, dates, texts."""

import types
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from briefwright import schema
from briefwright.registries import KINDS
from briefwright.schema.types import check_day, check_line, check_partial_date, check_prose


class Sort(Enum):
    """What stands at a place: one of five sorts of scalars, the fields of a model, a list, or a mapping of its own."""

    DAY = "a whole date"
    PARTIAL_DATE = "a date, perhaps of a month or a year"
    TEXT = "text for readers"
    TERM = "a term of a vocabulary, or true or false"
    WORD = "an id, a code, an address"
    FIELDS = "the fields of a model"
    LIST = "a list"
    MAPPING = "a mapping with names that are up to the editor"


DATES = frozenset([Sort.DAY, Sort.PARTIAL_DATE])


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand at a place. `fields` in the order of the model; `item` of a list or a free mapping."""

    sort: Sort
    fields: dict[str, "Shape"] = field(default_factory=dict)
    item: "Shape | None" = None
    model: type[BaseModel] | None = None

    def inside(self, part: str | int) -> "Shape | None":
        """Return what may stand one step further in, or None where the model says nothing about it."""
        if self.sort is Sort.FIELDS:
            return self.fields.get(str(part))
        return self.item

    def as_scalar(self) -> Sort:
        """Return the sort of a single scalar that stands here: a list of one, or an id for a whole entry."""
        if self.sort is Sort.LIST and self.item is not None:
            return self.item.as_scalar()
        return Sort.WORD if self.sort in (Sort.FIELDS, Sort.LIST, Sort.MAPPING) else self.sort


_SORTS: dict[Any, Sort] = {
    check_day: Sort.DAY,
    check_partial_date: Sort.PARTIAL_DATE,
    check_line: Sort.TEXT,
    check_prose: Sort.TEXT,
}


_SCALE = ("likelihood", "confidence", "scale_origin", "horizon", "resolves_if", "outcome")

ORDERS: dict[type[BaseModel], tuple[str, ...]] = {
    schema.KeyJudgement: ("text", *_SCALE, "basis", "about", "sources"),
    schema.AnalystView: ("analyst", "affiliation", "view", "quote", "stated_on", *_SCALE, "about", "sources"),
}
"""The order of fields where that of the model begins with what two models share, and not with who says what."""


@cache
def briefing_shape() -> Shape:
    """Return the shape of a briefing's file."""
    return _shape(schema.Briefing, ())


@cache
def registry_shape(registry: str, is_list: bool) -> Shape:
    """Return the shape of a file of a registry ("actors", …): a list of entries, or a single one."""
    models = {"actor": schema.Actor, "issue": schema.Issue, "publisher": schema.Publisher, "dossier": schema.Dossier}
    entry = _shape(models[KINDS[registry]], ())
    return Shape(Sort.LIST, item=entry) if is_list else entry


def _shape(annotation: Any, metadata: tuple[Any, ...]) -> Shape:
    annotation, metadata = _bare(annotation, metadata)
    origin = get_origin(annotation)
    if origin is tuple:
        return Shape(Sort.LIST, item=_shape(get_args(annotation)[0], ()))
    if origin is dict:
        return Shape(Sort.MAPPING, item=_shape(get_args(annotation)[1], ()))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(Sort.FIELDS, fields=_fields(annotation), model=annotation)
    if annotation is bool or (isinstance(annotation, type) and issubclass(annotation, StrEnum)):
        return Shape(Sort.TERM)
    validators = [one.func for one in metadata if isinstance(one, AfterValidator)]
    return Shape(next((_SORTS[one] for one in validators if one in _SORTS), Sort.WORD))


def _fields(model: type[BaseModel]) -> dict[str, Shape]:
    found = {
        part.alias or name: _shape(part.annotation, tuple(part.metadata)) for name, part in model.model_fields.items()
    }
    first = {name: found[name] for name in ORDERS.get(model, ()) if name in found}
    return first | found


def _bare(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without None and without what is annotated to it, and all that was annotated."""
    while True:
        if get_origin(annotation) in (Union, types.UnionType):
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        elif hasattr(annotation, "__metadata__"):
            metadata = (*metadata, *annotation.__metadata__)
            annotation = get_args(annotation)[0]
        else:
            return annotation, metadata
