"""Nothing that can stand in a briefing or a registry changes unsaid: each field, each item, each order, one by one."""

import copy
import json
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from briefwright import schema, vocabulary
from briefwright.changes.between import Changes, changes_between
from briefwright.changes.change import words
from briefwright.schema import Actor, Briefing, Dossier, Issue, Publisher
from test_changes import reads_alike

Path = tuple[str | int, ...]

PATH = "briefings/2026/2026-03-04-talks.yml"

ENTRIES: dict[str, Any] = yaml.safe_load("""
actors:
  - {id: coast-state, name: Coast State, kind: state, names: {de: Küstenstaat, fr: État côtier}, aliases: [Coast, CS],
     roles: [{title: host, of: Talks, from: "2024", to: "2025"}, {title: guest, of: Talks, from: "2023"}],
     wikidata: Q7747, part_of: highland, note: "On the sea, by [[highland]]."}
  - {id: highland, name: Highland, kind: state}
  - {id: jun-park, name: Jun Park, kind: person}
issues:
  - {id: fishing-limits, title: Fishing limits, question: "Should the line stand?", note: An old line.,
     options: {supports: It stands., opposes: It goes.}}
  - {id: joint-patrol, title: Joint patrol, question: "Should they patrol?"}
publishers:
  - {id: harbour-gazette, name: Harbour Gazette, country: "NO", ownership: its readers, reliability: B,
     url: "https://gazette.example/", lang: en, note: A daily.}
  - {id: wire, name: The wire}
dossiers:
  - {id: port-vell, title: The Port Vell talks, summary: Two states., issues: [fishing-limits, joint-patrol],
     actors: [coast-state, highland], note: Made by hand.}
  - {id: other-story, title: Another story, summary: Three states.}
""")

BRIEFING: dict[str, Any] = yaml.safe_load("""
title: Talks end
date: "2026-03-04"
summary: They met for nine hours.
id: talks
lang: en
status: withdrawn
updated: "2026-03-05"
withdrawal: {date: "2026-03-06", reason: It was made up.}
dossier: port-vell
event: {date: "2026-03-02", until: "2026-03-04", precision: circa, place: Port Vell}
regions: ["NO", "150"]
topics: [sea, fish]
key_judgements:
  - {text: A patrol will be agreed before the summer., basis: What both said., likelihood: unlikely, confidence: low,
     scale_origin: editor, horizon: "2026-06", resolves_if: A text is signed., about: [fishing-limits, joint-patrol],
     outcome: {value: true, "on": "2026-05-01", sources: [gazette, paper]},
     sources: [{source: gazette, credibility: "2", locator: p. 1}, {source: paper}]}
  - {text: Neither can afford another bad season.}
actors:
  - {name: Ada Moreno, id: ada, kind: person, role: pilot, note: Knows the sea.}
  - {id: coast-state, role: host}
positions:
  - {actor: coast-state, issue: fishing-limits, stance: opposes, statement: No line at all., attributed_by: self,
     quote: {text: No line., speaker: ada, lang: en, note: Through an interpreter., sources: [gazette, paper]},
     conditions: [A patrol, A text], stated_on: "2026-03-03", sources: [gazette, paper]}
  - {actor: highland, issue: fishing-limits, stance: supports}
analyst_views:
  - {analyst: jun-park, view: Meant for the home audience., affiliation: Institute, likelihood: likely,
     confidence: high, scale_origin: analyst, horizon: "2026-07", resolves_if: They vote., about: [fishing-limits],
     outcome: {value: false, "on": "2026-08-01", sources: [gazette, paper]}, stated_on: "2026-03-04",
     quote: {text: For home., speaker: ada, lang: en, note: By letter., sources: [gazette, paper]},
     sources: [gazette, paper]}
  - {analyst: highland, view: Nobody at home has heard of it.}
body: A long story.
timeline:
  - {date: "2026-03-01", precision: circa, text: The delegations arrive., sources: [gazette, paper]}
  - {date: "2026-03-02", text: The talks begin.}
trend: {direction: improving, reason: They talk., sources: [gazette, paper]}
sources:
  - {id: gazette, title: Nine hours, publisher: harbour-gazette, author: [Ada Moreno, Bo Lind], lang: en, kind: news,
     url: "https://gazette.example/1", published: "2026-03-04", accessed: "2026-03-05", origin: original,
     archive_url: "https://archive.example/1", derived_from: A wire, reliability: C, note: Seen late.}
  - {id: paper, title: A paper, publisher: {name: Odd Paper, id: odd, country: "NO", ownership: a family}}
related: [{id: first, rel: follows}, {id: second, rel: background}]
corrections: [{date: "2026-03-09", text: It was ten.}, {date: "2026-03-08", text: It was Port Vell.}]
authors: [Ada Moreno, Bo Lind]
reviewers: [Cy Young, Di Fox]
licence: CC-BY-4.0
aliases: [old-talks, older-talks]
silence: [{rule: SRC08, reason: Nobody else was there.}, {rule: SRC02, reason: One paper only.}]
""")

OTHERS: list[Any] = [
    *("jun-park", "joint-patrol", "paper", "wire", "other-story", "2025-05-05", "2025-05", "Quite other words", "RU"),
    *("uk", "https://other.example/", "Q99", "A", "5", "SRC05", "other", False, True),
]
"""What a field may hold instead; the first that the model takes, and that is another value, is tried."""

TERMS = [
    term.value
    for kind in vars(vocabulary).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum)
    for term in kind
]

ORDER_NOT_SHOWN = {"silence", "about"}
"""Lists whose order reaches no page, as that of an issue's options: silenced rules are for colleagues,
and issues of a statement are a set."""


def files(briefing: Any, entries: dict[str, Any]) -> dict[str, bytes]:
    made = {f"briefings/registry/{name}.yml": held for name, held in entries.items()} | {PATH: briefing}
    return {path: yaml.safe_dump(data, sort_keys=False).encode() for path, data in made.items()}


def steps(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every place in data, lists and tables included, with what stands there."""
    if path:
        yield path, value
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from steps(item, (*path, key))


def changed(data: Any, path: Path, value: Any = None) -> Any:
    """Return data with another value at a place; None takes it out."""
    made = copy.deepcopy(data)
    inner = made
    for key in path[:-1]:
        inner = inner[key]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return made


def reads(model: type[BaseModel], data: Any) -> BaseModel | None:
    try:
        return model.model_validate(data)
    except ValidationError:
        return None


def variations(model: type[BaseModel], data: Any) -> Iterator[tuple[str, Any]]:
    """Yield the data with one thing changed, and what that is: a value, a part left out, two items of a list."""
    whole = model.model_validate(data)
    for path, value in steps(data):
        name = ".".join(map(str, path))
        if (without := changed(data, path)) and reads(model, without) not in (None, whole):
            yield f"{name} left out", without
        if isinstance(value, list) and len(value) > 1 and path[-1] not in ORDER_NOT_SHOWN:
            yield f"{name} in another order", changed(data, path, [value[1], value[0], *value[2:]])
        if path[-1] == "names":
            yield f"{name} in another order", changed(data, path, dict(reversed(value.items())))
        if not isinstance(value, list | dict):
            made = (changed(data, path, other) for other in [*OTHERS, *TERMS] if other != value)
            first = next((item for item in made if reads(model, item) not in (None, whole)), None)
            assert first is not None, f"no other value for {name}"
            yield name, first


MODELS = [item for name in schema.__all__ if issubclass(item := getattr(schema, name), BaseModel)]
REGISTRIES = {"actors": Actor, "issues": Issue, "publishers": Publisher, "dossiers": Dossier}

CASES = [(f"briefing: {what}", (made, ENTRIES)) for what, made in variations(Briefing, BRIEFING)]
CASES += [
    (f"{name}: {what}", (BRIEFING, {**ENTRIES, name: [made, *held[1:]]}))
    for name, held in ENTRIES.items()
    for what, made in variations(REGISTRIES[name], held[0])
]


def told(found: Changes) -> list[str]:
    assert not found.broken
    assert not [words(change.say()) for change in found.changes if reads_alike(change)]
    data = [json.loads(json.dumps(change.data())) for change in found.changes]
    assert [item["says"] for item in data] == [words(change.say()) for change in found.changes]
    return [item["says"] for item in data]


@pytest.mark.parametrize(("made", "entries"), [made for _, made in CASES], ids=[what for what, _ in CASES])
def test_no_change_goes_unsaid(made: Any, entries: dict[str, Any]) -> None:
    old, new = files(BRIEFING, ENTRIES), files(made, entries)
    there, back = changes_between(old, new), changes_between(new, old)
    assert told(there) and told(back)
    assert (there.layout, back.layout) == (0, 0)


def test_the_example_has_every_field_of_every_model() -> None:
    seen: dict[str, set[str]] = {}

    def look(value: Any) -> None:
        if isinstance(value, BaseModel):
            held = {name for name in type(value).model_fields if getattr(value, name) not in (None, (), {})}
            seen.setdefault(type(value).__name__, set()).update(held)
            for name in held:
                look(getattr(value, name))
        elif isinstance(value, tuple):
            for item in value:
                look(item)

    look(Briefing.model_validate(BRIEFING))
    for name, held in ENTRIES.items():
        look(REGISTRIES[name].model_validate(held[0]))
    assert seen == {model.__name__: set(model.model_fields) for model in MODELS}


def test_every_list_is_tried_in_another_order() -> None:
    tried = {
        re.sub(r"\.\d+", "", what.removesuffix(" in another order")) for what, _ in CASES if "another order" in what
    }
    assert {"briefing: actors", "briefing: sources", "briefing: trend.sources", "actors: roles"} <= tried
    assert len(tried) > 25
