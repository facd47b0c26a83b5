"""The model's refusals: each case file with the report it must give, and the table of names behind the reports."""

from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Union, get_args, get_origin

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from briefwright import schema, vocabulary
from briefwright.model_names import NAMES, target_at
from briefwright.problems import Problem, Severity
from briefwright.reports import FORMATS
from briefwright.rules import RULES
from briefwright.schema.source import Named
from briefwright.validation import MOST, problem_at, validate, validate_data
from briefwright.yaml_source import read

CASES = sorted((Path(__file__).parent / "cases" / "model").glob("*.yml"))
ENTRIES = {
    "actors": schema.Actor,
    "issues": schema.Issue,
    "publishers": schema.Publisher,
    "dossiers": schema.Dossier,
}
HEAD = b"title: Talks\ndate: 2026-03-04\nsummary: They met.\n"


def problems_of(case: Path) -> tuple[Problem, ...]:
    raw, sort = case.read_bytes(), case.name.split("-")[0]
    if sort == "briefing":
        model, problems = validate(raw, case.name, schema.Briefing)
    else:
        adapter = TypeAdapter(list[ENTRIES[sort]])
        model, problems = validate_data(read(raw, case.name).data, raw, case.name, adapter)
    assert (model is None) == bool(problems)
    return problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    expected = case.with_suffix(".expected.txt").read_text(encoding="utf-8")
    assert FORMATS["text"](problems_of(case), False) == expected


def test_good_cases_stay_quiet() -> None:
    good = [case for case in CASES if "good" in case.name]
    assert len(good) >= 3
    assert [problems_of(case) for case in good] == [()] * len(good)


def test_every_rule_fires() -> None:
    fired = {problem.rule for case in CASES for problem in problems_of(case)}
    assert {rule for rule in RULES if rule.startswith("DATA")} <= fired


def test_every_model_and_vocabulary_has_a_name() -> None:
    models = {getattr(schema, name) for name in schema.__all__}
    terms = {v for v in vars(vocabulary).values() if isinstance(v, type) and issubclass(v, StrEnum)} - {StrEnum}
    assert models | terms == set(NAMES)
    assert all(name.startswith(("a ", "an ", "the ")) for name in NAMES.values())


MODELS = [model for model in NAMES if issubclass(model, BaseModel)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nobody_is_told_to_delete_a_field_that_is_needed(model: type[BaseModel]) -> None:
    empty = {field.alias or name: "" for name, field in model.model_fields.items() if str in scalars(field)}
    needed = {field.alias or name for name, field in model.model_fields.items() if field.is_required()}
    raw = "".join(f'{name}: ""\n' for name in empty).encode()
    _, problems = validate_data(dict(empty), raw, "x.yml", TypeAdapter(model))
    told = {next(name for name in empty if p.excerpt.startswith(f"{name}:")): p for p in problems}
    assert [name for name in needed & empty.keys() if "delete" in told[name].hint] == []
    assert all(told[name].hint.startswith("write ") for name in needed & empty.keys())
    # One that may be left out can be deleted, except where an id or a name has to be there.
    free = {name for name in empty.keys() - needed if told[name].rule == "DATA08"}
    assert all("delete the line" in told[name].hint for name in free)
    assert all("beside" in told[name].hint for name in free & {"id", "name"} if issubclass(model, Named))


def scalars(field: FieldInfo) -> tuple[object, ...]:
    """Return the types that a field takes, without annotations."""
    kinds = get_args(field.annotation) if get_origin(field.annotation) in (Union, UnionType) else (field.annotation,)
    return tuple(get_args(kind)[0] if hasattr(kind, "__metadata__") else kind for kind in kinds)


def test_rules_read_as_sentences() -> None:
    for key, rule in RULES.items():
        assert rule.id == key and rule.severity in Severity
        assert rule.title[0].isupper() and not rule.title.endswith(".")
        assert rule.explanation.endswith(".") and 20 < len(rule.explanation) < 400


def test_model_of_a_good_file() -> None:
    briefing, problems = validate((CASES[0].parent / "briefing-good.yml").read_bytes(), "x.yml", schema.Briefing)
    assert problems == ()
    assert briefing is not None
    assert briefing.positions[0].sources[1].credibility is vocabulary.Credibility.PROBABLY_TRUE
    assert briefing.positions[0].statement == (
        "Would accept a joint patrol first,\nand only then talk about the limit."
    )
    assert [actor.key for actor in briefing.actors] == ["coast-state", "highland", "ada-moreno"]
    assert briefing.timeline == () and briefing.trend is None
    assert briefing.regions == ("NO", "UA-14", "150")


def test_a_registry_can_be_checked_entry_by_entry() -> None:
    raw = b"- {id: ada-moreno, name: Ada Moreno, kind: person}\n- {id: highland, name: Highland, kind: land}\n"
    data = read(raw, "x.yml").data
    assert isinstance(data, list)
    adapter = TypeAdapter(schema.Actor)
    first, none = validate_data(data[0], raw, "x.yml", adapter, at=(0,))
    assert isinstance(first, schema.Actor) and none == ()
    second, (problem,) = validate_data(data[1], raw, "x.yml", adapter, at=(1,))
    assert second is None
    assert (problem.line, problem.column, problem.rule, problem.width) == (2, 40, "DATA03", 4)


def test_problem_at_points_to_keys_values_and_pieces_of_text() -> None:
    raw = HEAD + b"body: |\n  First line.\n  As [@gazete] says,\n  and [@gazete,\n  para 4] too.\nlang: en\n"
    value = problem_at(raw, "a.yml", ("lang",), "REF06", "m", "h")
    assert (value.line, value.column, value.width, value.excerpt) == (9, 7, 2, "lang: en")
    assert (value.path, value.rule, value.severity, value.message, value.hint) == (
        "a.yml", "REF06", Severity.ERROR, "m", "h",
    )  # fmt: skip
    assert problem_at(raw, "a.yml", ("lang",), "REF06", "m", key=True).column == 1
    body = problem_at(raw, "a.yml", ("body",), "REF06", "m")
    assert (body.line, body.column, body.width) == (5, 3, len("First line."))
    piece = problem_at(raw, "a.yml", ("body",), "REF06", "m", needle="[@gazete]")
    assert (piece.line, piece.column, piece.width) == (6, 6, 9)
    folded = problem_at(raw, "a.yml", ("body",), "REF06", "m", needle="[@gazete, para 4]")
    assert (folded.line, folded.column, folded.width) == (7, 7, len("[@gazete,"))
    assert problem_at(raw, "a.yml", ("body",), "REF06", "m", needle="[@other]").line == 5
    assert problem_at(raw, "a.yml", ("lang", 0, "x"), "REF12", "m").severity is Severity.WARNING
    assert problem_at(b"", "a.yml", ("lang", 0), "FILE01", "m").line == 1


def test_targets_are_found_through_lists_mappings_and_optional_fields() -> None:
    briefing = schema.Briefing
    assert target_at(briefing, ("positions", 3, "sources", 0)) is schema.SourceUse
    assert target_at(briefing, ("sources", 0, "publisher")) is schema.PublisherUse
    assert target_at(list[schema.Actor], (0, "roles", 1)) is schema.Role
    assert target_at(list[schema.Actor], (0, "roles", 1, "from")) is str
    assert target_at(schema.Issue, ("options", "supports")) is str
    assert target_at(briefing, ("nothing", 0, "here")) is None


def test_a_hopeless_file_reports_a_bounded_number_of_problems() -> None:
    raw = HEAD + b"aliases:\n" + b"- X\n" * 5_000
    _, problems = validate(raw, "x.yml", schema.Briefing)
    assert len(problems) == MOST
    assert "4,801 more problems" in problems[-1].message
    _, problems = validate(HEAD + b"aliases:\n" + b"- X\n" * (MOST + 1), "x.yml", schema.Briefing)
    assert len(problems) == MOST
    assert "and 2 more problems" in problems[-1].message


def test_long_values_are_cut_in_messages() -> None:
    for field in ("lang", "date", "id", "dossier", "status", "x" * 300, "actors", "event"):
        raw = HEAD + f"{field}: {'X' * 5000}\n".encode()
        _, problems = validate(raw, "x.yml", schema.Briefing)
        assert problems
        assert all(len(problem.message) < 200 and len(problem.hint) < 400 for problem in problems)


FIELDS = sorted({name for model in NAMES if hasattr(model, "model_fields") for name in model.model_fields})
SCALARS = st.one_of(
    st.none(),
    st.text(st.characters(min_codepoint=32, exclude_categories=["Cc", "Cs"]), max_size=8),
    st.sampled_from(
        ["", "opposes", "2026-03-04", "coast-state", "true", "en", "https://gazette.example/", "withdrawn"]
    ),
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
    max_leaves=12,
)


@settings(max_examples=300)
@given(DATA, st.sampled_from([schema.Briefing, *ENTRIES.values()]))
def test_any_data_gives_a_model_or_located_problems(data: object, model: type) -> None:
    raw = yaml.safe_dump(data, default_style='"', allow_unicode=True).encode()
    found, problems = validate(raw, "x.yml", model)
    assert (found is None) == bool(problems)
    lines = raw.decode().split("\n")
    for problem in problems:
        assert problem.rule in RULES and problem.message
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(problem.excerpt) + 1
