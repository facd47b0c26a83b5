"""What things are called in messages, and which part of the model stands at a place of a file."""

import types
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from briefwright import schema, vocabulary
from briefwright.line_map import Loc

NAMES: dict[type, str] = {
    schema.Briefing: "a briefing",
    schema.ActorUse: "an actor of a briefing",
    schema.Event: "an event",
    schema.Quote: "a quotation",
    schema.Position: "a position",
    schema.Outcome: "an outcome",
    schema.KeyJudgement: "a key judgement",
    schema.AnalystView: "an analyst's view",
    schema.TimelineEntry: "an entry of the timeline",
    schema.Trend: "a trend",
    schema.Related: "a related briefing",
    schema.Correction: "a correction",
    schema.Withdrawal: "a withdrawal",
    schema.Silence: "a silenced rule",
    schema.Source: "a source",
    schema.SourceUse: "a reference to a source",
    schema.PublisherUse: "the publisher of a source",
    schema.Actor: "an actor of the registry",
    schema.Role: "a role",
    schema.Issue: "an issue",
    schema.Publisher: "a publisher",
    schema.Dossier: "a dossier",
    vocabulary.Stance: "a stance",
    vocabulary.AttributedBy: "a way to attribute a position",
    vocabulary.Likelihood: "a term of likelihood",
    vocabulary.Confidence: "a level of confidence",
    vocabulary.ScaleOrigin: "an origin of a term",
    vocabulary.Reliability: "a reliability code",
    vocabulary.Credibility: "a credibility code",
    vocabulary.SourceKind: "a kind of source",
    vocabulary.Origin: "an origin of a text",
    vocabulary.Status: "a status",
    vocabulary.Precision: "a precision of a date",
    vocabulary.Direction: "a direction",
    vocabulary.Relation: "a relation between briefings",
    vocabulary.ActorKind: "a kind of actor",
}
"""What each model and each vocabulary is called in a sentence, with its article."""


def target_at(target: Any, loc: Loc) -> Any:
    """Return the type that stands at `loc` inside of `target`, without None and annotations; None where unknown."""
    target = _bare(target)
    for part in loc:
        if isinstance(part, str) and isinstance(target, type) and issubclass(target, BaseModel):
            fields = {field.alias or name: field for name, field in target.model_fields.items()}
            target = _bare(fields[part].annotation) if part in fields else None
        else:
            arguments = get_args(target)
            index = 1 if get_origin(target) is dict else 0
            target = _bare(arguments[index]) if len(arguments) > index else None
    return target


def _bare(annotation: Any) -> Any:
    while True:
        if get_origin(annotation) in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        elif hasattr(annotation, "__metadata__"):
            annotation = get_args(annotation)[0]
        else:
            return annotation


def key_target_at(target: Any, loc: Loc) -> Any:
    """Return the type of the key that `loc` ends with, in a mapping with free keys; None elsewhere."""
    arguments = get_args(target_at(target, loc[:-1]))
    return _bare(arguments[0]) if arguments else None


def name_of(target: Any) -> str:
    """Return what a model or a vocabulary is called, with its article."""
    return NAMES.get(target, "an entry") if isinstance(target, type) else "an entry"


def descriptions(owner: Any) -> dict[str, str]:
    """Return the fields of a model as they are written in a file, each with its description."""
    if not (isinstance(owner, type) and issubclass(owner, BaseModel)):
        return {}
    return {field.alias or name: field.description or "" for name, field in owner.model_fields.items()}


def needs(owner: Any, field: str) -> bool:
    """Say whether a model cannot do without a field, by its name in a file."""
    if not (isinstance(owner, type) and issubclass(owner, BaseModel)):
        return False
    return any(known.is_required() for name, known in owner.model_fields.items() if field == (known.alias or name))


def is_vocabulary(target: Any) -> bool:
    """Say whether a type is one of the vocabularies."""
    return isinstance(target, type) and issubclass(target, StrEnum)
