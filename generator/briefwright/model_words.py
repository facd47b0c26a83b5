"""The model's errors in an editor's words: what each thing is called, and what to write instead."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, get_args, get_origin

from pydantic_core import ErrorDetails

from briefwright.line_map import Loc
from briefwright.model_names import descriptions, is_vocabulary, key_target_at, name_of, needs, target_at
from briefwright.problems import clip, closest
from briefwright.schema import types as scalars
from briefwright.schema.source import Named
from briefwright.vocabulary import ActorKind

_CODES = {
    scalars.Lang: ("a language tag", "write a BCP 47 tag such as en, uk or pt-BR"),
    scalars.Country: ("a country code", "write two capital letters of ISO 3166-1, such as NO or UA"),
    scalars.Region: ("a region code", "write an ISO 3166 code such as UA or UA-14, or a UN M49 number such as 150"),
    scalars.Wikidata: ("a Wikidata item", "write the Q and the number, such as Q7747"),
}
_CODE_BY_PATTERN = {get_args(code)[1].pattern: words for code, words in _CODES.items()}


_KEYS = ("id", "name")
"""The fields by which a thing of a briefing is known, of which it may lack either, but not both."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """An error in an editor's words, and where: at the value at `loc`, or at its field name.

    `missing` is the field that is not there; `meant` is the known field that an unknown one stands for.
    """

    loc: Loc
    rule: str
    message: str
    hint: str = ""
    at_key: bool = False
    missing: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class _Error:
    """One of pydantic's errors with what the model says about its place."""

    loc: Loc
    kind: str
    words: str
    value: object
    context: dict[str, Any]
    owner: Any
    target: Any

    @property
    def field(self) -> str:
        """The name of the nearest field, for messages; "" at the top."""
        return next((part for part in reversed(self.loc) if isinstance(part, str)), "")

    @property
    def short_words(self) -> str:
        """What pydantic or the model says, with a long value cut."""
        return self.words.replace(str(self.value), clip(self.value)) if self.value else self.words

    @property
    def subject(self) -> str:
        """What the error is about: a field, an entry of it, or the whole file."""
        if not self.field:
            return "an entry of this file" if self.loc else "the file"
        return f"'{self.field}'" if self.loc[-1] == self.field else f"an entry of '{self.field}'"


def complaint(error: ErrorDetails, target: Any) -> Complaint:
    """Return one of pydantic's errors about data for `target` (a model, or a list of one) in an editor's words."""
    loc = error["loc"]
    at_key = loc[-1:] == ("[key]",)
    loc = loc[:-1] if at_key else loc
    found = _Error(
        loc,
        error["type"],
        error["msg"],
        error["input"],
        error.get("ctx", {}),
        target_at(target, loc[:-1]),
        key_target_at(target, loc) if at_key else target_at(target, loc),
    )
    said = _WORDS.get(found.kind, _other)(found)
    return replace(said, at_key=True) if at_key else said


def _missing(error: _Error) -> Complaint:
    field = str(error.loc[-1])
    about = descriptions(error.owner).get(field, "")
    options = f"One of: {', '.join(_terms(error.target))}." if is_vocabulary(error.target) else ""
    hint = f"{field}: {' '.join(filter(None, (about, options)))}" if about or options else ""
    return Complaint(error.loc[:-1], "DATA01", f"{name_of(error.owner)} needs a field '{field}'", hint, missing=field)


def _unknown_field(error: _Error) -> Complaint:
    field = str(error.loc[-1])
    known = list(descriptions(error.owner))
    meant = closest(field, known)
    hint = f"did you mean '{meant}'?" if meant else f"the fields are: {', '.join(known)}"
    message = f"unknown field '{clip(field)}' in {name_of(error.owner)}"
    return Complaint(error.loc, "DATA02", message, hint, at_key=True, meant=meant)


def _unknown_term(error: _Error) -> Complaint:
    terms = _terms(error.target) if is_vocabulary(error.target) else []
    options = f"one of: {', '.join(terms)}"
    if not isinstance(error.value, str):
        return _not_text(error, "one term", options)
    meant = closest(error.value, terms)
    hint = f"did you mean '{meant}'? ({options})" if meant else options
    return Complaint(error.loc, "DATA03", f"'{clip(error.value)}' is not {name_of(error.target)}", hint)


def _terms(vocabulary: Any) -> list[str]:
    return [term.value for term in vocabulary]


def _wrong_type(error: _Error) -> Complaint:
    if get_origin(error.target) in (tuple, list) and error.value is not None:
        return Complaint(error.loc, "DATA04", f"{error.subject} must be a list", _as_list(error.value))
    if error.kind in ("model_type", "dict_type") and error.value is not None:
        return Complaint(error.loc, "DATA04", f"{error.subject} must be a mapping: fields with values", _fields(error))
    return _not_text(
        error, "a text", "text that begins with a bracket, or has a colon with a space in it, needs quotes"
    )


def _not_text(error: _Error, wanted: str, hint: str) -> Complaint:
    if error.value is None:
        return _empty(error)
    found = "a list" if isinstance(error.value, list) else "a mapping"
    return Complaint(error.loc, "DATA04", f"{error.subject} must be {wanted}, not {found}", hint)


def _as_list(value: object) -> str:
    """Return how to make a list of a value."""
    if isinstance(value, dict):
        return "write a hyphen and a space before the first field of each entry"
    shown = f"[{value}]" if isinstance(value, str) and len(value) < 40 and value.isprintable() else "[one, two]"
    return f"write {shown}, or one entry a line, each after a hyphen and a space"


def _fields(error: _Error) -> str:
    names = list(descriptions(error.target))
    return f"the fields of {name_of(error.target)} are: {', '.join(names)}" if names else ""


def _bad_date(error: _Error) -> Complaint:
    return Complaint(error.loc, "DATA05", error.short_words, "write YYYY-MM-DD")


def _bad_address(error: _Error) -> Complaint:
    hint = "write a whole address that begins with https:// or http://, without spaces"
    return Complaint(error.loc, "DATA06", f"'{clip(error.value)}' is not an http or https address", hint)


def _bad_id(error: _Error) -> Complaint:
    if not error.value:
        return _empty(error)
    suggestion = error.context.get("suggestion", "")
    usable = suggestion and suggestion not in scalars.DEVICE_NAMES
    hint = f"write '{suggestion}'" if usable else "use lower-case letters a to z, digits and single hyphens"
    return Complaint(error.loc, "DATA07", error.short_words, hint)


def _empty(error: _Error) -> Complaint:
    return Complaint(error.loc, "DATA08", f"{error.subject} is empty", _instead_of_nothing(error))


def _instead_of_nothing(error: _Error) -> str:
    """Return what to do about an empty text; a line is only to be deleted where nothing needs it."""
    field = error.loc[-1] if error.loc else None
    what = "an id" if field == "id" else "the text"
    if isinstance(field, str) and needs(error.owner, field):
        return f"write {what}; {name_of(error.owner)} needs the field '{field}'"
    if field in _KEYS and isinstance(error.owner, type) and issubclass(error.owner, Named):
        other = next(key for key in _KEYS if key != field)
        return f"write {what}, or delete the line if a line '{other}: …' stands beside it"
    return f"write {what}, or delete the line"


def _not_one_line(error: _Error) -> Complaint:
    return Complaint(error.loc, "DATA09", f"{error.subject} must stand on one line", "join the lines")


def _not_boolean(error: _Error) -> Complaint:
    if not isinstance(error.value, str):
        return _not_text(error, "true or false", "write true or false")
    return Complaint(error.loc, "DATA10", f"'{clip(error.value)}' is neither true nor false", "write true or false")


def _bad_code(error: _Error) -> Complaint:
    name, hint = _CODE_BY_PATTERN.get(error.context.get("pattern", ""), ("a code of this kind", ""))
    return Complaint(error.loc, "DATA11", f"'{clip(error.value)}' is not {name}", hint)


def _no_id(error: _Error) -> Complaint:
    if "name" not in error.context:
        return Complaint(
            error.loc, "DATA12", f"{name_of(error.target)} has {error.words}", "write an id of the registry, or a name"
        )
    words = error.words.replace(str(error.context["name"]), clip(error.context["name"]))
    return Complaint((*error.loc, "name"), "DATA12", words, "add an id of lower-case letters, digits and hyphens")


def _no_kind(error: _Error) -> Complaint:
    kinds = ", ".join(kind.value for kind in ActorKind)
    return Complaint(error.loc, "DATA01", error.words, f"add a line 'kind: …' with one of: {kinds}", missing="kind")


def _no_withdrawal(error: _Error) -> Complaint:
    hint = "add withdrawal: {date: YYYY-MM-DD, reason: …}"
    return Complaint((*error.loc, "status"), "DATA13", error.words, hint)


def _other(error: _Error) -> Complaint:
    return Complaint(error.loc, "DATA04", f"{error.subject} cannot be used: {error.words}")


_WORDS: dict[str, Callable[[_Error], Complaint]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_field,
    "enum": _unknown_term,
    "string_type": _wrong_type,
    "tuple_type": _wrong_type,
    "list_type": _wrong_type,
    "dict_type": _wrong_type,
    "model_type": _wrong_type,
    "bool_type": _not_boolean,
    "bool_parsing": _not_boolean,
    "string_pattern_mismatch": _bad_code,
    "bad_date": _bad_date,
    "bad_url": _bad_address,
    "bad_id": _bad_id,
    "empty_text": _empty,
    "not_one_line": _not_one_line,
    "no_id": _no_id,
    "no_kind": _no_kind,
    "no_withdrawal": _no_withdrawal,
}
"""What to say for each of pydantic's and the model's error types."""
