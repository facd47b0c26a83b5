"""What readers must be able to rely on: positions never mixed up, counts that hold, a search that survives damage."""

import random
import shutil
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from .search_desk import Engine, make_index, write_desk

pytestmark = pytest.mark.browser

ACTORS = ("coast", "highland", "isle", "moreno")
ISSUES = ("limits", "patrol", "quota")
STANCES = ("opposes", "mixed", "supports")
SHARED_FROM = 520
"""More briefings than it takes for cards to share a dictionary."""

REGISTRY = {
    "actors": "".join(f"- {{id: {id}, name: {id.title()}, kind: state}}\n" for id in ACTORS),
    "issues": "".join(f"- {{id: {id}, title: {id.title()}, question: And {id}?}}\n" for id in ISSUES),
}


def many(count: int) -> dict[str, dict[str, Any]]:
    """Return made-up briefings by id, in the order of their dates."""
    chance = random.Random(7)
    found = {}
    for number in range(count):
        held = {(chance.choice(ACTORS), chance.choice(ISSUES)): chance.choice(STANCES) for _ in range(3)}
        date = f"20{20 + number // 100:02}-{1 + number % 12:02}-{1 + number // 12 % 28:02}"
        text = f"round {chance.choice(['one', 'two', 'three'])} {chance.choice(['north', 'south'])}"
        positions = [(actor, issue, stance) for (actor, issue), stance in held.items()]
        found[f"{date}-{number}"] = {"date": date, "text": text, "positions": positions}
    return found


def as_yaml(briefing: dict[str, Any]) -> str:
    positions = "".join(
        f"- {{actor: {actor}, issue: {issue}, stance: {stance}, statement: Says so., sources: [gazette]}}\n"
        for actor, issue, stance in briefing["positions"]
    )
    return (
        f"title: {briefing['text']}\ndate: {briefing['date']}\nsummary: A meeting.\n"
        f"positions:\n{positions}sources: [{{id: gazette, title: Nine hours}}]\n"
    )


@pytest.fixture(scope="module")
def briefings() -> dict[str, dict[str, Any]]:
    return many(SHARED_FROM)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, briefings: dict[str, dict[str, Any]]) -> Path:
    desk = tmp_path_factory.mktemp("many")
    write_desk(desk, REGISTRY, {id: as_yaml(briefing) for id, briefing in briefings.items()})
    make_index(desk, desk / "site")
    return desk / "site"


def open_engine(browser: Browser, site: Path) -> Engine:
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    return Engine(page)


Choice = dict[str, tuple[str, ...]]


def choices() -> list[Choice]:
    """Return every choice of none, one or two of each facet of a position."""
    some = [[(), *((value,) for value in values), values[:2]] for values in (ACTORS, ISSUES, STANCES)]
    return [dict(zip(("actor", "issue", "stance"), chosen, strict=True)) for chosen in product(*some)]


def holds(position: tuple[str, str, str], choice: Choice) -> bool:
    fields = dict(zip(("actor", "issue", "stance"), position, strict=True))
    return all(not values or fields[facet] in values for facet, values in choice.items())


def expected(briefings: dict[str, dict[str, Any]], choice: Choice, words: list[str]) -> list[str]:
    """Return the ids of the briefings with one position that has all that is chosen, newest first."""
    found = [
        (briefing["date"], id)
        for id, briefing in briefings.items()
        if any(holds(position, choice) for position in briefing["positions"])
        and all(word in briefing["text"] for word in words)
    ]
    return [id for _, id in sorted(found, reverse=True)]


@pytest.mark.parametrize("text", ["", "two north"])
def test_every_choice_finds_what_one_position_says(
    browser: Browser, site: Path, briefings: dict[str, dict[str, Any]], text: str
) -> None:
    engine = open_engine(browser, site)
    all_choices = choices()
    asked = [{"text": text, "filters": choice, "size": 30, "sort": "newest"} for choice in all_choices]
    for choice, found in zip(all_choices, engine.searches(asked), strict=True):
        wanted = expected(briefings, choice, text.split())
        assert not found["failed"]
        if found["partial"]:
            assert not wanted
            continue
        briefing = [item["id"] for item in found["items"] if item["kind"] == "briefing"]
        assert (found["kinds"].get("briefing", 0), briefing) == (len(wanted), wanted[:30]), choice
    engine.page.close()


def test_every_count_is_what_a_reader_gets(browser: Browser, site: Path, briefings: dict[str, dict[str, Any]]) -> None:
    engine = open_engine(browser, site)
    all_choices = choices()
    asked = [{"text": "south", "filters": choice, "counts": ["actor", "issue", "stance"]} for choice in all_choices]
    for choice, found in zip(all_choices, engine.searches(asked), strict=True):
        for facet, values in (("actor", ACTORS), ("issue", ISSUES), ("stance", STANCES)):
            wanted = Counter(
                {value: len(expected(briefings, choice | {facet: (value,)}, ["south"])) for value in values}
            )
            counted = {one["value"]: one["count"] for one in found["counts"][facet]}
            assert counted == {value: n for value, n in wanted.items() if n or value in choice[facet]}, (choice, facet)
    engine.page.close()


def test_dates_are_ranges_of_days(browser: Browser, site: Path, briefings: dict[str, dict[str, Any]]) -> None:
    engine = open_engine(browser, site)
    for after, before in (
        ("2021-03", "2023-07-11"),
        ("2020-01-01", "2020-01-02"),
        ("2019", "2022"),
        ("2024-12", "2030"),
    ):
        found = engine.search("south", after=after, before=before, size=1000)
        wanted = [id for id, one in briefings.items() if after <= one["date"] < before and "south" in one["text"]]
        assert {item["id"] for item in found["items"]} == set(wanted)
    engine.page.close()


def test_an_empty_corpus_finds_nothing(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "briefings").mkdir()
    make_index(tmp_path, tmp_path / "site")
    engine = open_engine(browser, tmp_path / "site")
    for text in ("", "harbour", "actor:moreno", "after:2026", '"a phrase"', "-x"):
        found = engine.search(text, counts=["actor", "stance"])
        assert (found["total"], found["items"], found["failed"]) == (0, [], False), text
    assert engine.call("suggest", "har") == ""
    engine.page.close()


def damaged(site: Path, copy: Path, pattern: str, damage: str) -> Path:
    """Copy a site and damage the parts of the index of a pattern."""
    shutil.copytree(site, copy)
    files = sorted((copy / "search").glob(pattern))
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        if damage == "missing":
            file.unlink()
        elif damage == "truncated":
            file.write_text(text[: len(text) // 2], encoding="utf-8")
        elif damage == "shorter":
            name, low, rest = text.split('","', 2)
            file.write_text('","'.join((name, low[: len(low) // 2], rest)), encoding="utf-8")
        else:
            # Another letter in the middle of the data.
            middle = len(text) // 2
            file.write_text(
                f"{text[:middle]}{'x' if text[middle] != 'x' else 'y'}{text[middle + 1 :]}", encoding="utf-8"
            )
    return copy


@pytest.mark.parametrize("damage", ["missing", "truncated", "shorter"])
@pytest.mark.parametrize("part", ["t/*.js", "c/*.js", "i/*.js", "f/*.js", "d/*.js", "index.js"])
def test_a_damaged_part_is_told_and_the_search_goes_on(
    browser: Browser, site: Path, tmp_path: Path, part: str, damage: str
) -> None:
    if (part, damage) == ("index.js", "shorter"):
        damage = "truncated"
    engine = open_engine(browser, damaged(site, tmp_path / "copy", part, damage))
    found = engine.search("round north", counts=["actor"])
    assert found["failed"]
    assert "could not be read" in found["notes"][-1]
    if part == "f/*.js":
        assert len(found["items"]) == 10
    if part == "c/*.js":
        assert found["total"] > 0
    # Other parts still serve.
    assert engine.search("")["total"] == (0 if part in ("d/*.js", "index.js") else SHARED_FROM)
    engine.page.close()


def test_a_bit_of_damage_breaks_nothing(browser: Browser, site: Path, tmp_path: Path) -> None:
    engine = open_engine(browser, damaged(site, tmp_path / "copy", "[tcfid]/*.js", "a letter"))
    for text in ("round north", "actor:moreno", '"round one"', ""):
        assert isinstance(engine.search(text, counts=["actor", "issue"])["total"], int)
    engine.page.close()


def test_a_part_that_comes_back_is_read(browser: Browser, site: Path, tmp_path: Path) -> None:
    copy = damaged(site, tmp_path / "copy", "t/*.js", "missing")
    engine = open_engine(browser, copy)
    assert engine.search("round")["failed"]
    shutil.copytree(site / "search" / "t", copy / "search" / "t", dirs_exist_ok=True)
    found = engine.search("round")
    assert (found["failed"], found["total"]) == (False, SHARED_FROM)
    engine.page.close()
