"""A few files checked beside what is remembered of the others: the same problems as when everything is read."""

import dataclasses
import os
import random
import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefwright import check, remembered
from briefwright.cache import Cache
from briefwright.check import check_briefings
from briefwright.discovery import Found, discover
from briefwright.problems import Problem
from briefwright.progress import Progress
from briefwright.settings import Settings
from desks import REGISTRY, SECOND, TALKS, Desk

CASES = Path(__file__).parent / "cases"
RULES = sorted((CASES / "checks").glob("*.yml"))
CORPORA = sorted(path for path in (CASES / "corpus").iterdir() if path.is_dir())
FIRST = "briefings/2026/2026-03-04-talks.yml"
LATER = "briefings/2026/2026-04-10-second-round.yml"
PLACED = TALKS.replace("[coast-state, highland]", "[coast-state, highland, {name: Ada Moreno, kind: person}]")
FEW = "only what was remembered may be asked"


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of these tests were written just now, and count as settled all the same."""
    monkeypatch.setattr(remembered, "SETTLED", -(10**12))


def site(root: Path) -> Settings:
    return Settings(root, root / "briefings", "briefings", root / "cache", drafts=False, jobs=1)


def whole(desk: Settings, *names: str) -> tuple[Problem, ...]:
    """Return the problems as they are found when every file is read."""
    return check_briefings(dataclasses.replace(desk, cache=None), names, Progress())[1]


def few(desk: Settings, *names: str) -> tuple[Problem, ...]:
    """Return the problems as they are found beside what is remembered; reading everything is a failure."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "load", lambda *_: pytest.fail(FEW))
        return check_briefings(desk, names, Progress())[1]


def assert_same(desk: Settings) -> None:
    """Compare both ways for each file alone, for two together, and for a folder."""
    names = [file.name for file in discover(desk.briefings, desk.name).briefings]
    asked = [*((name,) for name in names), *zip(names, names[1:], strict=False), ("briefings/2026",)]
    for some in asked:
        assert few(desk, *some) == whole(desk, *some), some


@pytest.mark.parametrize("case", RULES, ids=lambda case: case.stem)
def test_every_rule_finds_the_same(case: Path, tmp_path: Path) -> None:
    Desk(tmp_path).write({**REGISTRY, **yaml.safe_load(case.read_text(encoding="utf-8"))["files"]})
    desk = site(tmp_path)
    check_briefings(desk, (), Progress())
    assert_same(desk)


@pytest.mark.parametrize("case", CORPORA, ids=lambda case: case.name)
def test_every_reference_is_judged_the_same(case: Path, tmp_path: Path) -> None:
    shutil.copytree(case, tmp_path / "briefings", symlinks=True)
    desk = site(tmp_path)
    check_briefings(desk, (), Progress())
    assert_same(desk)


SLIPPED = PLACED.replace("kind: person", "kind: persn")
HEARSAY = TALKS.replace("statement: No line.", "statement: No line., attributed_by: opponent")

BEFORE: dict[str, dict[str, str]] = {
    "plain": {},
    "with one in place": {FIRST: PLACED},
    "with a slip in place": {FIRST: SLIPPED, LATER: SECOND.replace("coast-state", "ada-moreno")},
    "with hearsay": {FIRST: HEARSAY, LATER: TALKS.replace("opposes", "supports")},
}

CHANGES: dict[str, dict[str, str | None]] = {
    "nothing": {},
    "a reference to nobody": {FIRST: TALKS.replace("coast-state", "cost-state")},
    "two stances on a day": {LATER: TALKS.replace("opposes", "supports")},
    "the other one goes": {FIRST: None},
    "a new one of the same id": {"briefings/2025/2026-03-04-talks.yml": TALKS},
    "an alias that another has": {LATER: f"{SECOND}aliases: [2026-03-04-talks]\n"},
    "an actor leaves the registry": {
        "briefings/registry/actors.yml": "- {id: highland, name: Highland, kind: state}\n"
    },
    "a registry goes": {"briefings/registry/issues.yml": None},
    "a broken registry": {"briefings/registry/issues.yml": "- {id: fishing-limits\n"},
    "an entry with a slip": {"briefings/registry/publishers.yml": "- {id: harbour-gazette, nam: Harbour Gazette}\n"},
    "a broken neighbour": {LATER: "title: [\n"},
    "a neighbour with a slip": {LATER: SECOND.replace("stance: mixed", "stance: mixt")},
    "a draft that is referred to": {FIRST: f"{TALKS}status: draft\n"},
    "the same in place": {FIRST: PLACED, LATER: PLACED, "briefings/2026/third.yml": PLACED},
    "in place as another": {FIRST: PLACED, LATER: PLACED.replace("kind: person", "kind: group")},
    "a file that does not belong": {"briefings/2026/notes.doc": "x"},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_after_a_change(before: dict[str, str], change: dict[str, str | None], tmp_path: Path) -> None:
    files = Desk(tmp_path).write({**REGISTRY, FIRST: TALKS, LATER: SECOND, **before})
    desk = site(tmp_path)
    check_briefings(desk, (), Progress())
    files.write(change)
    assert_same(desk)


def test_a_passing_state_is_not_remembered_in_place_of_todays(tmp_path: Path) -> None:
    for folder in ("today", "then"):
        Desk(tmp_path / folder).write({**REGISTRY, FIRST: TALKS, LATER: SECOND})
    desk = site(tmp_path / "today")
    check_briefings(desk, (), Progress())
    kept = Cache(desk.cache).last_snapshot("briefings")
    then = dataclasses.replace(desk, briefings=tmp_path / "then" / "briefings")
    check_briefings(then, (), Progress(), passing=True)
    assert Cache(desk.cache).last_snapshot("briefings") == kept is not None
    check_briefings(then, (), Progress())
    assert Cache(desk.cache).last_snapshot("briefings") != kept


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_after_any_edits(synthetic: Path, tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = tmp_path_factory.mktemp("edits")
    years = sorted((synthetic / "briefings").glob("*/*.yml"))
    chance = random.Random(seed)
    files = chance.sample([path for path in years if path.parent.name != "registry"], 12)
    for path in files:
        target = folder / path.relative_to(synthetic)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    copy_entries(synthetic, folder, "".join(path.read_text(encoding="utf-8") for path in files))
    desk = site(folder)
    check_briefings(desk, (), Progress())
    here = [folder / path.relative_to(synthetic) for path in files]
    for path in chance.sample(here, 3):
        path.write_text(mixed(path, chance.choice(here), chance), encoding="utf-8")
    here[0].rename(here[0].with_name("renamed.yml"))
    names = [file.name for file in discover(desk.briefings, "briefings").briefings]
    for name in chance.sample(names, 4):
        assert few(desk, name) == whole(desk, name)


def copy_entries(synthetic: Path, folder: Path, texts: str) -> None:
    """Copy the entries of the registries that some texts name: to read all the others takes longer than the test."""
    for path in (synthetic / "briefings" / "registry").glob("*.yml"):
        entries = re.findall(r"^- id: (\S+)((?:.*\n)(?:(?!- ).*\n)*)", path.read_text(encoding="utf-8"), re.MULTILINE)
        named = [f"- id: {id}{rest}" for id, rest in entries if id.strip('"') in texts]
        target = folder / path.relative_to(synthetic)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("".join(named), encoding="utf-8")


def mixed(path: Path, other: Path, chance: random.Random) -> str:
    """Return the text of a file with some of its lines from another: other actors, days, stances, ids, and faults."""
    lines, others = (file.read_text(encoding="utf-8").splitlines() for file in (path, other))
    for number, line in enumerate(lines):
        key = line.split(":")[0]
        same = [candidate for candidate in others if candidate.split(":")[0] == key]
        if same and chance.random() < 0.3:
            lines[number] = chance.choice(same)
    return "\n".join(lines) + "\n"


def test_what_a_build_has_read_is_remembered_too(desk: Desk, command) -> None:
    assert command(desk, "build").code == 0
    assert few(dataclasses.replace(site(desk.root), cache=desk.root / ".cache" / "briefwright"), FIRST) == ()


def test_without_memory_everything_is_read(tmp_path: Path) -> None:
    Desk(tmp_path).write({**REGISTRY, FIRST: TALKS.replace("coast-state", "cost-state"), LATER: SECOND})
    desk = site(tmp_path)
    assert check_briefings(desk, (FIRST,), Progress())[1] == whole(desk, FIRST) != ()


def test_a_registry_that_is_asked_for_means_everything(tmp_path: Path) -> None:
    name = "briefings/registry/actors.yml"
    Desk(tmp_path).write({**REGISTRY, FIRST: TALKS, LATER: SECOND})
    desk = site(tmp_path)
    check_briefings(desk, (), Progress())
    with pytest.raises(pytest.fail.Exception, match=FEW):
        few(desk, name)
    assert check_briefings(desk, (name,), Progress())[1] == whole(desk, name)


def test_when_many_files_are_new_everything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefwright.load_few.FEW", 1)
    files = Desk(tmp_path).write({**REGISTRY, FIRST: TALKS, LATER: SECOND})
    desk = site(tmp_path)
    check_briefings(desk, (), Progress())
    few(desk, FIRST)
    files.edit(LATER, "mixed", "opposes")
    with pytest.raises(pytest.fail.Exception, match=FEW):
        few(desk, FIRST)


@pytest.mark.parametrize("table", ["briefings", "registries", "positions"])
def test_what_is_damaged_is_not_believed(table: str, tmp_path: Path) -> None:
    Desk(tmp_path).write({**REGISTRY, FIRST: TALKS, LATER: TALKS.replace("opposes", "supports")})
    desk = site(tmp_path)
    check_briefings(desk, (), Progress())
    Cache(desk.cache).change("UPDATE snapshot SET data = x'7b7d' WHERE name LIKE ?", [(f"{table}%",)])
    assert check_briefings(desk, (LATER,), Progress())[1] == whole(desk, LATER) != ()
    # Whoever had to read everything leaves a whole memory to the next one.
    check_briefings(desk, (), Progress())
    assert remembers_registries(desk)
    assert few(desk, LATER) == whole(desk, LATER)


def remembers_registries(desk: Settings) -> bool:
    found = discover(desk.briefings, desk.name)
    memory = remembered.recall(Cache(desk.cache), found.registry_files)
    return memory is not None and memory.registries is not None


def test_a_registry_without_entries_is_remembered_like_the_others(tmp_path: Path) -> None:
    empty = {"briefings/registry/actors/later.yml": "# nobody yet\n", "briefings/registry/actors.yml": None}
    files = Desk(tmp_path).write({**REGISTRY, FIRST: TALKS, LATER: SECOND})
    files.write({**empty, "briefings/registry/actors/all.yml": REGISTRY["briefings/registry/actors.yml"]})
    desk = site(tmp_path)
    check_briefings(desk, (), Progress())
    assert remembers_registries(desk)
    files.write({"briefings/registry/actors/later.yml": "- {id: ada, name: Ada, kind: person}\n"})
    assert not remembers_registries(desk)


def test_a_file_that_comes_while_files_are_listed_waits_for_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = Desk(tmp_path).write({**REGISTRY, FIRST: TALKS})

    def then_one_more(folder: Path, name: str) -> Found:
        found = discover(folder, name)
        files.write({LATER: f"{SECOND}silence: [{{rule: LNK04, reason: it is early}}]\n"})
        return found

    monkeypatch.setattr(check, "discover", then_one_more)
    assert {problem.path for problem in check_briefings(site(tmp_path), (), Progress())[1]} <= {FIRST}


def test_a_file_written_again_at_once_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second change within the tick of a clock leaves the same size and times: such a file is not remembered."""
    monkeypatch.undo()
    files = Desk(tmp_path).write({**REGISTRY, FIRST: TALKS, LATER: SECOND.replace("mixed", "supports")})
    desk = site(tmp_path)
    check_briefings(desk, (), Progress())
    taken = remembered.marks(str(tmp_path / FIRST))
    files.edit(FIRST, "date: 2026-03-04", "date: 2026-04-10")
    monkeypatch.setattr(remembered, "marks", lambda path: taken)
    found = few(desk, LATER)
    assert "POS01" in {problem.rule for problem in found}
    assert found == whole(desk, LATER)


@pytest.mark.parametrize("kept", ["size", "time"])
def test_marks_tell_a_change(kept: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("one")
    before = remembered.marks(str(path))
    assert before == remembered.marks(str(path)) is not None
    found = path.stat()
    path.write_text("two" if kept == "size" else "three")
    if kept == "time":
        os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert remembered.marks(str(path)) != before
    path.unlink()
    assert remembered.marks(str(path)) is None
