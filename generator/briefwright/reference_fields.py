"""The format field by field, from the models: what to write, whether it is needed, what it means; in Markdown."""

import types
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from markdown.extensions.toc import slugify
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from briefwright.model_names import NAMES, is_vocabulary, name_of
from briefwright.reference_words import MEANINGS
from briefwright.schema import Actor, ActorUse, Briefing, Dossier, Issue, Publisher, Role
from briefwright.schema import types as scalars
from briefwright.schema.source import Named, Shorthand
from briefwright.vocabulary import LIKELIHOOD_RANGE, Likelihood, label

ROOTS: dict[type[BaseModel], str] = {
    Briefing: "A file in `briefings/`, one for each event.",
    Actor: "An entry of `briefings/registry/actors.yml`.",
    Issue: "An entry of `briefings/registry/issues.yml`.",
    Publisher: "An entry of `briefings/registry/publishers.yml`.",
    Dossier: "An entry of `briefings/registry/dossiers.yml`.",
}
"""The models that stand at the top of a file, and where."""

FEW_TERMS = 7
"""A vocabulary of up to so many terms is spelled out in the table of fields."""

_TEXTS: tuple[tuple[Any, str], ...] = (
    (scalars.Id, "an id"),
    (scalars.Day, "date YYYY-MM-DD"),
    (scalars.PartialDate, "date YYYY-MM-DD, YYYY-MM or YYYY"),
    (scalars.WebAddress, "address, https:// or http://"),
    (scalars.Line, "text on one line"),
    (scalars.Prose, "text, Markdown"),
    (scalars.Lines, "text on one line, or a list of such"),
    (scalars.Lang, "language tag such as `en`, `uk`, `pt-BR`"),
    (scalars.Country, "country code such as `NO`, `UA`"),
    (scalars.Region, "region code such as `UA`, `UA-14`, `150`"),
    (scalars.Wikidata, "Wikidata item such as `Q7747`"),
    (bool, "`true` or `false`"),
)

_ID_OF: dict[str, str] = {
    "actor": "an actor",
    "analyst": "an actor",
    "speaker": "an actor",
    "actors": "an actor",
    "part_of": "an actor",
    "issue": "an issue",
    "issues": "an issue",
    "about": "an issue",
    "dossier": "a dossier",
    "source": "a source of this file",
}
"""Field → what the id in it belongs to; other ids name the entry itself or a briefing."""

_SOMETIMES: dict[tuple[type[BaseModel], str], str] = {
    (ActorUse, "kind"): "with `name`",
    (Briefing, "withdrawal"): "if `status` is `withdrawn`",
}
"""Fields that the models' own checks ask for in some cases."""


def fields() -> str:
    """Return a section for each model, in the order in which a reader comes to them."""
    return "\n\n".join(_section(model) for model in models())


def vocabularies() -> str:
    """Return a section for each vocabulary, in the order of the models that use them."""
    found = [kind for kind in NAMES if is_vocabulary(kind)]
    return "\n\n".join(_terms(kind) for kind in found)


def models() -> list[type[BaseModel]]:
    """Return every model that a file can hold, each after the one that mentions it first."""
    found: list[type[BaseModel]] = []

    def visit(model: type[BaseModel]) -> None:
        if model not in found:
            found.append(model)
            for annotation in _hints(model).values():
                for inner in _models_in(annotation):
                    visit(inner)

    for root in ROOTS:
        visit(root)
    return found


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


def _hints(model: type[BaseModel]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def _section(model: type[BaseModel]) -> str:
    lines = [f"### {_title(model)}", "", _opening(model), ""]
    lines += ["| Field | What to write | Needed | Meaning |", "|---|---|---|---|"]
    hints = _hints(model)
    # What cannot be left out comes first; otherwise inherited fields would stand before it.
    for name, field in sorted(model.model_fields.items(), key=lambda item: not item[1].is_required()):
        written = field.alias or name
        what = _what(hints[name], name, model)
        lines.append(f"| `{written}` | {what} | {_needed(model, name, field)} | {_cell(field.description or '')} |")
    return "\n".join(lines)


def _opening(model: type[BaseModel]) -> str:
    summary = (model.__doc__ or "").split("\n", 1)[0]
    said = [summary, ROOTS.get(model, "")]
    if issubclass(model, Shorthand) and model not in ROOTS:
        said.append("Where there is nothing else to say, write just the id.")
    return _cell(" ".join(part for part in said if part))


def _needed(model: type[BaseModel], name: str, field: FieldInfo) -> str:
    if field.is_required():
        return "**yes**"
    if (model, name) in _SOMETIMES:
        return _SOMETIMES[model, name]
    if issubclass(model, Named) and name in ("id", "name"):
        return "one of `id`, `name`"
    if isinstance(field.default, StrEnum):
        return f"no: `{field.default}`"
    return "no"


def _what(annotation: Any, name: str, model: type[BaseModel]) -> str:
    for kind, words in _TEXTS:
        if annotation == kind:
            return _id(name, model) if kind is scalars.Id else words
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _what(next(a for a in arguments if a is not type(None)), name, model)
    if origin is tuple:
        return f"list of: {_what(arguments[0], name, model)}"
    if origin is dict:
        key = _link(arguments[0]) if is_vocabulary(arguments[0]) else _what(arguments[0], name, model)
        return f"mapping from {key} to {_what(arguments[1], name, model)}"
    if is_vocabulary(annotation):
        return _one_of(annotation)
    return _link(annotation)


def _id(name: str, model: type[BaseModel]) -> str:
    owner = _ID_OF.get(name)
    return f"id of {owner}" if owner and model is not Role else "id"


def _one_of(vocabulary: type[StrEnum]) -> str:
    terms = [term.value for term in vocabulary]
    if len(terms) > FEW_TERMS:
        return _link(vocabulary)
    return f"one of: {', '.join(f'`{term}`' for term in terms)} ([meaning](#{_anchor(vocabulary)}))"


def _terms(vocabulary: type[StrEnum]) -> str:
    described = _cell(" ".join((vocabulary.__doc__ or "").split()))
    lines = [f"### {_title(vocabulary)}", "", f"{_used_by(vocabulary)} {described}", ""]
    if vocabulary is Likelihood:
        lines += ["| Write | Range |", "|---|---|"]
        return "\n".join([*lines, *(f"| `{t}` | {low} to {high} % |" for t, (low, high) in LIKELIHOOD_RANGE.items())])
    lines += ["| Write | Meaning |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{term}` | {MEANINGS.get(term, label(term))} |" for term in vocabulary)])


def _used_by(vocabulary: type[StrEnum]) -> str:
    found: dict[str, None] = {}
    for model in models():
        for name, annotation in _hints(model).items():
            if vocabulary in (annotation, *get_args(annotation)):
                found[f"`{name}`"] = None
    return f"For {', '.join(found)}."


def _title(kind: type) -> str:
    name = name_of(kind)
    return name[0].upper() + name[1:]


def _anchor(kind: type) -> str:
    return slugify(_title(kind), "-")


def _link(kind: type) -> str:
    return f"[{name_of(kind)}](#{_anchor(kind)})"


def _cell(text: str) -> str:
    """Return text for a table, with what Markdown would take for a mark made harmless."""
    return literal(text).replace("|", "\\|")


def literal(text: str) -> str:
    """Return text that Markdown shows as it stands, except for code between backticks."""
    if text.count("`") % 2:
        return _escaped(text).replace("`", "\\`")
    parts = text.split("`")
    return "`".join(part if index % 2 else _escaped(part) for index, part in enumerate(parts))


def _escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("\\", "\\\\")
    for mark in "*_[]":
        text = text.replace(mark, f"\\{mark}")
    return text
