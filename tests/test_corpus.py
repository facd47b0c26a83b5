"""From files to a corpus: every rule about references, links and files fires where it should, and only there."""

import shutil
from pathlib import Path

import pytest

from briefwright.cache import Cache
from briefwright.discovery import discover
from briefwright.load import Loaded, load, scan
from briefwright.progress import Progress
from briefwright.reports import text_report
from briefwright.rules import RULES
from desks import REGISTRY, SECOND, TALKS

pytestmark = pytest.mark.processes

CASES = sorted(path for path in (Path(__file__).parent / "cases" / "corpus").iterdir() if path.is_dir())
QUIET = {"quiet", "nothing", "registry-only", "own-publisher-twice"}


def loaded(folder: Path, drafts: bool = False, cache: Path | None = None, jobs: int = 1) -> Loaded:
    return load(scan(discover(folder, "briefings")), Cache(cache), drafts, jobs, Progress())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path, request: pytest.FixtureRequest) -> None:
    report = text_report(loaded(case).problems, False)
    expected = case / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(report, encoding="utf-8")
    assert report == expected.read_text(encoding="utf-8"), "if this is right: pytest --update-golden"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_quiet_cases_are_quiet_and_no_others(case: Path) -> None:
    assert (loaded(case).problems == ()) == (case.name in QUIET)


def test_every_rule_fires() -> None:
    fired = {problem.rule for case in CASES for problem in loaded(case).problems}
    assert {rule for rule in RULES if rule.startswith(("REF", "LINK", "FILE"))} <= fired


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_same_problems_with_a_cache(case: Path, tmp_path: Path) -> None:
    first = loaded(case, cache=tmp_path).problems
    assert loaded(case, cache=tmp_path).problems == first == loaded(case).problems


def test_all_problems_of_all_files_come_together() -> None:
    case = next(case for case in CASES if case.name == "all-together")
    paths = {problem.path.removeprefix("briefings/") for problem in loaded(case).problems}
    assert paths == {"2025/broken.yml", "2025/empty.yml", "2026/a.yml", "2026/b.yml", "2026/c.yml", "2026/d.yml"}


def test_a_bad_file_changes_nothing_about_the_others(tmp_path: Path) -> None:
    together = next(case for case in CASES if case.name == "all-together")
    apart = []
    whole = loaded(together).problems
    for path in {problem.path for problem in whole}:
        folder = tmp_path / path.replace("/", "-")
        shutil.copytree(together, folder)
        for other in {problem.path for problem in whole} - {path}:
            (folder / other.removeprefix("briefings/")).unlink()
        apart += [problem for problem in loaded(folder).problems if problem.path == path]
    # What a.yml says of broken.yml depends on whether that one is there at all.
    assert {p for p in apart if "broken" not in p.message} == {p for p in whole if "broken" not in p.message}


def desk_files(folder: Path, files: dict[str, str]) -> Path:
    for name, text in {**REGISTRY, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "briefings"


def test_a_link_to_a_file_inside_is_followed(tmp_path: Path) -> None:
    folder = desk_files(tmp_path, {"briefings/2026/2026-03-04-talks.yml": TALKS, "briefings/shared.md": "x"})
    (folder / "2026" / "second.yml").symlink_to(folder / "2026" / "2026-03-04-talks.yml")
    result = loaded(folder)
    assert result.problems == ()
    assert {item.id for item in result.corpus.briefings} == {"2026-03-04-talks", "second"}


@pytest.mark.parametrize("target", ["outside.yml", "outside", ".", "loop", "nowhere"])
def test_a_link_to_a_folder_or_outside_is_refused(tmp_path: Path, target: str) -> None:
    folder = desk_files(tmp_path, {"briefings/2026/2026-03-04-talks.yml": TALKS, "outside/a.yml": TALKS})
    (tmp_path / "outside.yml").write_text(TALKS, encoding="utf-8")
    places = {"outside.yml": tmp_path / "outside.yml", "outside": tmp_path / "outside", ".": folder, "loop": folder}
    link = folder / "2026" / "link.yml"
    link.symlink_to(link if target == "loop" else places.get(target, tmp_path / "nowhere.yml"))
    result = loaded(folder)
    assert [(p.path, p.rule) for p in result.problems] in (
        [("briefings/2026/link.yml", "LINK02")],
        [("briefings/2026/link.yml", "FILE01")],
    )
    assert [item.id for item in result.corpus.briefings] == ["2026-03-04-talks"]


def test_a_file_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    folder = desk_files(tmp_path, {"briefings/2026/a.yml": "colour: red\n"})
    (folder / "2026" / "gone.yml").symlink_to(folder / "2026" / "missing.yml")
    rules = {problem.path.rsplit("/", 1)[1]: problem.rule for problem in loaded(folder).problems}
    assert rules["gone.yml"] == "FILE01"
    assert "a.yml" in rules


DRAFT = """\
title: A secret plan
date: 2026-05-01
status: {status}
summary: Not for readers.
actors:
  - {{name: Hidden Hand, kind: group, note: A secret note.}}
  - {{id: highland, name: Highland in disguise, kind: state}}
positions:
  - {{actor: coast-state, issue: fishing-limits, stance: supports}}
sources:
  - {{id: leak, title: A leak, publisher: {{name: Secret Paper}}}}
aliases: [old-secret]
"""


@pytest.mark.parametrize("status", ["draft", "review"])
def test_nothing_of_a_hidden_briefing_is_in_the_corpus(tmp_path: Path, status: str) -> None:
    folder = desk_files(
        tmp_path,
        {"briefings/2026/2026-03-04-talks.yml": TALKS, "briefings/2026/a-secret.yml": DRAFT.format(status=status)},
    )
    shown = loaded(folder).corpus
    assert "ecret" not in repr(shown) and "Hidden Hand" not in repr(shown)
    assert "hidden-hand" not in shown.actors and "secret-paper" not in shown.publishers
    assert shown.actors["highland"].name == "Highland"
    with_drafts = loaded(folder, drafts=True).corpus
    assert "hidden-hand" in with_drafts.actors and "a-secret" in with_drafts.by_id


def test_what_a_shown_briefing_names_is_there_even_if_only_a_draft_describes_it(tmp_path: Path) -> None:
    shown = TALKS.replace("actors: [coast-state, highland]", "actors: [coast-state, hidden-hand]")
    folder = desk_files(
        tmp_path,
        {"briefings/2026/talks.yml": shown, "briefings/2026/a-secret.yml": DRAFT.format(status="draft")},
    )
    assert loaded(folder).corpus.actors["hidden-hand"].name == "Hidden Hand"


def test_a_description_in_a_shown_briefing_comes_before_that_in_a_draft(tmp_path: Path) -> None:
    shown = TALKS.replace(
        "actors: [coast-state, highland]", "actors: [{id: hidden-hand, name: The Hand, kind: person}]"
    )
    folder = desk_files(
        tmp_path,
        {"briefings/2026/talks.yml": shown, "briefings/2026/a-secret.yml": DRAFT.format(status="draft")},
    )
    assert loaded(folder).corpus.actors["hidden-hand"].name == "The Hand"


def test_what_only_a_withdrawn_briefing_describes_is_left_out(tmp_path: Path) -> None:
    text = DRAFT.format(status="withdrawn") + "withdrawal: {date: 2026-05-02, reason: It was made up.}\n"
    folder = desk_files(tmp_path, {"briefings/2026/talks.yml": TALKS, "briefings/2026/a-secret.yml": text})
    corpus = loaded(folder).corpus
    assert "a-secret" in corpus.by_id
    assert "hidden-hand" not in corpus.actors and "secret-paper" not in corpus.publishers


def test_newest_first_and_by_id_within_a_day(tmp_path: Path) -> None:
    days = {"b": "2026-03-04", "a": "2026-03-04", "c": "2026-03-05", "d": "2025-12-31"}
    texts = {f"briefings/x/{id}.yml": f"title: T\ndate: {day}\nsummary: S\n" for id, day in days.items()}
    corpus = loaded(desk_files(tmp_path, texts)).corpus
    assert [item.id for item in corpus.briefings] == ["c", "a", "b", "d"]
    assert corpus.today == "2026-03-05"


def test_several_processes_find_the_same(synthetic: Path) -> None:
    folder = synthetic / "briefings"
    assert loaded(folder, jobs=2) == loaded(folder, jobs=1)


def test_records_give_back_the_same_digests(tmp_path: Path) -> None:
    folder = Path(__file__).parent.parent / "briefings"
    cache = tmp_path / "cache"
    first = loaded(folder, cache=cache)
    assert first.problems == () and len(first.corpus.briefings) >= 19
    assert Cache(cache).records.get(first.corpus.briefings[0].key) is not None
    assert loaded(folder, cache=cache) == first == loaded(folder)


def test_second_round_is_quiet(tmp_path: Path) -> None:
    files = {"briefings/2026/2026-03-04-talks.yml": TALKS, "briefings/2026/2026-04-10-second-round.yml": SECOND}
    assert loaded(desk_files(tmp_path, files)).problems == ()
