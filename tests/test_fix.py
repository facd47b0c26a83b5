"""`briefwright fix`: what it mends, what it leaves alone, and that no file ever says something else afterwards."""

import os
import re
import signal
import stat
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from briefwright import schema
from briefwright.fixes.files import mend_files
from briefwright.fixes.mend import mend
from briefwright.fixes.names import Known, KnownNames
from briefwright.fixes.shapes import ORDERS, briefing_shape, registry_shape
from briefwright.machine import MACHINE
from briefwright.registries import KINDS
from briefwright.yaml_source import read
from desks import Desk
from messy_yaml import DATE_FIELDS, messy_briefings

CASES = sorted(path for path in (Path(__file__).parent / "cases" / "fix").glob("*.yml") if ".after" not in path.name)
KNOWN = KnownNames(
    actors={
        "Ada Moreno": Known("ada-moreno", {"name": "Ada Moreno", "kind": "person"}),
        "Coast State": Known("coast", {"name": "Coast State", "kind": "state"}),
    },
    publishers={
        "Harbour Gazette": Known("harbour-gazette", {"name": "Harbour Gazette", "country": "NO", "ownership": None})
    },
)
TALKS = "briefings/2026/2026-03-04-talks.yml"


def mended(raw: bytes, registry: str | None = None) -> tuple[bytes, tuple[str, ...]]:
    result = mend(raw, "x.yml", registry, KNOWN)
    assert result.problems == ()
    return result.raw, result.done


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    registry = case.stem.split("-")[0]
    result = mend(case.read_bytes(), case.name, registry if registry in KINDS else None, KNOWN)
    told = case.with_suffix(".told.txt").read_text(encoding="utf-8").splitlines()
    assert result.raw.decode() == case.with_suffix(".after.yml").read_text(encoding="utf-8")
    assert [*result.done, *(problem.message for problem in result.problems)] == told
    again = mend(result.raw, case.name, registry if registry in KINDS else None, KNOWN)
    assert (again.raw, again.done) == (result.raw, ())


def test_there_are_cases() -> None:
    assert len(CASES) >= 10


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbftitle: x\n", b"title: x\n"),
        (b"title: x\r\nsummary: z\r\n", b"title: x\nsummary: z\n"),
        (b"title: x\rsummary: z", b"title: x\nsummary: z\n"),
        (b"title: x   \n\n\n  \n", b"title: x\n"),
        (b"title: x", b"title: x\n"),
        (b"summary: |\n  x", b"summary: |-\n  x\n"),
        (b"summary: >2  # c\n  x", b"summary: >2-  # c\n  x\n"),
        (b"summary: |+\n  x", b"summary: |-\n  x\n"),
        (b"summary: |+\n  x\n\n", b"summary: |+\n  x\n\n"),
        (b"summary: |  \n  x  \n  y\n", b"summary: |\n  x  \n  y\n"),
        (b'summary: "x \\\n  y  \n  z"\n', b'summary: "x \\\n  y\n  z"\n'),
        (b'summary: "x\\ \n  y"\n', b'summary: "x\\ \n  y"\n'),
        (b"# c \t\ntitle: x\n", b"# c\ntitle: x\n"),
        (b"title: a\tb\n", b"title: a\tb\n"),
    ],
)
def test_line_ends_and_space(before: bytes, after: bytes) -> None:
    assert read(before, "x.yml").data == read(after, "x.yml").data
    assert mended(before)[0] == after
    assert mended(after) == (after, ())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title: "Talks"', "title: Talks"),
        ("title: 'Talks'  # c", "title: Talks  # c"),
        ('title: "Russia\'s own"', "title: Russia's own"),
        ('"title": x', "title: x"),
        ("title: 1984", 'title: "1984"'),
        ("title: 2026-03-04", 'title: "2026-03-04"'),
        ("topics: [no, Yes, fish]", 'topics: ["no", "Yes", fish]'),
        ("sources: [{id: a, title: b, lang: 'en'}]", "sources: [{id: a, title: b, lang: en}]"),
        ('date: "2026-03-04"', "date: 2026-03-04"),
        (
            'positions: [{sources: [{source: a, credibility: "2"}]}]',
            "positions: [{sources: [{source: a, credibility: 2}]}]",
        ),
        ('sources: [{id: a, url: "https://a.example/"}]', None),
        ('sources:\n  - id: a\n    url: "https://a.example/"', "sources:\n  - id: a\n    url: https://a.example/"),
        ('title: "A: b"', None),
        ('title: "A:b"', None),
        ('title: "a #b"', None),
        ('title: "NO"', None),
        ('title: "null"', None),
        ('title: "~"', None),
        ('title: ""', None),
        ('title: " x"', None),
        ('title: "x "', None),
        ('title: "- x"', None),
        ('title: "@x"', None),
        ('title: "caf\\u00e9"', None),
        ('title: "it\'s \\"so\\""', None),
        ("title: 'it''s'", None),
        ('title: "a\u00a0b"', None),
        ('topics: ["a, b"]', None),
        ('topics: ["a"]x', None),
        ('colour: "red"', None),
        ("title: null", None),
        ("title: a\n  b", None),
        ('positions: [{quote: {text: "No line."}}]', None),
        ('"on": x', None),
        ('date: "2026-13-04"', None),
        ("sources: [{id: a, publisher: {name: x, country: NO}}]", None),
        ('regions: ["NO"]', None),
    ],
)
def test_quotes(before: str, after: str | None) -> None:
    expected = f"{before if after is None else after}\n"
    result = mend(f"{before}\n".encode(), "x.yml", None, KnownNames())
    assert result.raw.decode() == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 2026-3-4", "date: 2026-03-04"),
        ("date: '2026-3-4'  # c", "date: 2026-03-04  # c"),
        ("event: {date: 2026-3}", "event: {date: 2026-03}"),
        ("event:\n  date: 2026-3-14", "event:\n  date: 2026-03-14"),
        ("sources: [{id: a, title: b, published: 2026-10-4}]", "sources: [{id: a, title: b, published: 2026-10-04}]"),
        ("date: 2026-3", None),
        ("date: 2026-2-30", None),
        ("date: 2026-3-4T10:00", None),
        ("date: 26-3-4", None),
        ("date: 4-3-2026", None),
        ("date: 2026/3/4", None),
        ("date: 2026-31-3", None),
        ("date: 2026-003-4", None),
        ("date: ２０２６-3-4", None),
        ("summary: 2026-3-4", None),
        ("colour: 2026-3-4", None),
        ("topics: [2026-3-4 and later]", None),
        ("key_judgements: [{text: x, horizon: 2026-0-4}]", None),
    ],
)
def test_dates(before: str, after: str | None) -> None:
    raw, done = mended(f"{before}\n".encode())
    assert raw.decode() == f"{before if after is None else after}\n" or (after is None and '"2026' in raw.decode())
    assert bool([words for words in done if "is now" in words]) is (after is not None)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("actors: [{name: Ada Moreno, kind: person}]", "actors: [ada-moreno]"),
        ("actors: [{kind: person, name: Ada Moreno, role: envoy}]", "actors: [{id: ada-moreno, role: envoy}]"),
        ("actors: [{name: Ada Moreno, id: ada-moreno, kind: person}]", "actors: [ada-moreno]"),
        ("actors:\n  - name: Ada Moreno # c\n    kind: person", "actors:\n  - id: ada-moreno # c"),
        ("actors:\n  - role: x\n    kind: person\n    name: Ada Moreno", "actors:\n  - id: ada-moreno\n    role: x"),
        ("actors: [{name: Coast State, kind: state}]", "actors: [coast]"),
        ("sources: [{id: a, publisher: {name: Harbour Gazette}}]", "sources: [{id: a, publisher: harbour-gazette}]"),
        (
            "sources:\n  - id: a\n    publisher:\n      name: Harbour Gazette\n      country: NO",
            "sources:\n  - id: a\n    publisher:\n      id: harbour-gazette",
        ),
        # What would lose or change something stays.
        ("actors: [{name: Ada Moreno, kind: state}]", None),
        ("actors: [{name: Ada Moreno}]", None),
        ("actors: [{name: ada moreno, kind: person}]", None),
        ("actors: [{name: A. Moreno, kind: person}]", None),
        ("actors: [{id: moreno, name: Ada Moreno, kind: person}]", None),
        ("actors: [{name: Ada Moreno, kind: person, note: x}]", None),
        ("actors: [ada-moreno, {name: Ada Moreno, kind: person}]", None),
        ("actors:\n  - name: Ada Moreno\n    kind: person # sure?", None),
        ("actors: [{name: Coast State, kind: state}]\npositions: [{actor: coast-state}]", None),
        ("summary: See [[coast-state]].\nactors: [{name: Coast State, kind: state}]", None),
        ("sources: [{id: a, publisher: {name: Harbour Gazette, country: SE}}]", None),
        ("sources: [{id: a, publisher: {name: Harbour Gazette, ownership: x}}]", None),
        ("topics: [{name: Ada Moreno, kind: person}]", None),
    ],
)
def test_ids_for_names(before: str, after: str | None) -> None:
    raw, done = mended(f"{before}\n".encode())
    assert raw.decode() == f"{before if after is None else after}\n"
    assert any("is now" in words for words in done) is (after is not None)


def test_a_mention_of_the_same_id_is_no_hindrance() -> None:
    raw, done = mended(b"actors: [{name: Ada Moreno, kind: person}]\npositions: [{actor: ada-moreno}]\n")
    assert raw == b"actors: [ada-moreno]\npositions: [{actor: ada-moreno}]\n"
    assert done == ("'Ada Moreno' is now ada-moreno",)


def test_orders_name_every_field_of_their_models() -> None:
    for model, order in ORDERS.items():
        assert sorted(order) == sorted(field.alias or name for name, field in model.model_fields.items())


def test_shapes_follow_the_models() -> None:
    assert list(briefing_shape().fields) == list(schema.Briefing.model_fields)
    assert list(registry_shape("actors", False).fields) == list(schema.Actor.model_fields)
    assert list(registry_shape("dossiers", True).inside(0).fields) == list(schema.Dossier.model_fields)


def test_a_damaged_file_is_left_alone() -> None:
    for raw in (b"", b"title: a: b\n", b"\xff\n", b"title: a\ntitle: b  \n", b"<<<<<<< x\na\n=======\nb\n>>>>>>> y\n"):
        result = mend(raw, "x.yml", None, KNOWN)
        assert (result.raw, result.done) == (raw, ())
        assert result.problems


def full_date(text: str) -> str:
    """Return a date with its zeros, made another way than the code does."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2})?", text):
        return text
    year, month, *day = (int(part) for part in text.split("-"))
    try:
        date(year, month, *day or [1])
    except ValueError:
        return text
    return "-".join([f"{year:04}", f"{month:02}", *(f"{part:02}" for part in day)])


DAYS = {"accessed"}


def canonical(data: Any, way: tuple[str, ...] = ()) -> Any:
    """Return data with what a fix may change written in one way: dates of date fields, and the known names."""
    if isinstance(data, dict):
        if way == ("actors",) and set(data) <= {"id", "name", "kind", "role"}:
            known = data.get("name", "").strip() == "Ada Moreno" if isinstance(data.get("name"), str) else False
            if known and data.get("kind") == "person" and data.get("id", "ada-moreno") == "ada-moreno":
                data = {"id": "ada-moreno", **({"role": data["role"]} if "role" in data else {})}
        if way == ("sources", "publisher") and set(data) <= {"id", "name", "country"}:
            known = data.get("name") == "Harbour Gazette" and data.get("country", "NO") == "NO"
            if known or data == {"id": "harbour-gazette"}:
                return "harbour-gazette"
        if way == ("actors",) and data == {"id": "ada-moreno"}:
            return "ada-moreno"
        return {name: canonical(value, (*way, name)) for name, value in data.items()}
    if isinstance(data, list):
        return [canonical(value, way) for value in data]
    if isinstance(data, str) and way and way[-1] in DATE_FIELDS:
        whole = full_date(data)
        is_day = way[-1] in DAYS or way == ("date",)
        return data if is_day and len(whole) != 10 else whole
    return data


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(messy_briefings())
def test_the_meaning_never_changes(messy: tuple[bytes, list[str]]) -> None:
    raw, comments = messy
    before = read(raw, "x.yml")
    assume(not before.problems)
    result = mend(raw, "x.yml", None, KNOWN)
    after = read(result.raw, "x.yml")
    assert after.problems == ()
    assert canonical(after.data) == canonical(before.data)
    text = result.raw.decode()
    for words in comments:
        assert text.count(words) >= 1
        assert sum(line.rstrip().endswith(f"# {words.rstrip()}") for line in text.split("\n")) == 1
    assert bool(result.done) is (result.raw != raw)
    again = mend(result.raw, "x.yml", None, KNOWN)
    assert (again.raw, again.done) == (result.raw, ())


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(messy_briefings())
def test_fields_come_out_in_the_order_of_the_model(messy: tuple[bytes, list[str]]) -> None:
    raw, _ = messy
    before = read(raw, "x.yml")
    assume(not before.problems and isinstance(before.data, dict) and b"+" not in raw)
    after = read(mended(raw)[0], "x.yml").data
    known = [name for name in after if name in schema.Briefing.model_fields]
    assert known == [name for name in schema.Briefing.model_fields if name in after]


def test_a_line_of_spaces_does_not_keep_fields_from_their_order() -> None:
    raw = b"body: |\n    Deep.\n   \nkey_judgements: []\ntitle: T\nsummary: |\n  Not so deep.\n"
    text = mend(raw, "x.yml", None, KNOWN).raw.decode()
    assert [line for line in text.split("\n") if line.strip()] == [
        *("title: T", "summary: |", "  Not so deep.", "key_judgements: []", "body: |", "    Deep.")
    ]
    assert read(text.encode(), "x.yml").data == read(raw, "x.yml").data


@settings(max_examples=300)
@given(st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_make_it_raise_or_change_meaning(raw: bytes) -> None:
    result = mend(raw, "x.yml", None, KNOWN)
    assert read(result.raw, "x.yml").data == read(raw, "x.yml").data
    assert mend(result.raw, "x.yml", None, KNOWN).raw == result.raw


# The command.

MESSY = 'date: 2026-3-4\ntitle: "Talks"\nsummary: They met.   \n'
CLEAN = "title: Talks\ndate: 2026-03-04\nsummary: They met.\n"
OTHER = "briefings/2026/2026-04-10-second-round.yml"
NEW = "briefings/2026/2026-03-04-new.yml"


@pytest.fixture
def tidy(desk: Desk, command) -> Desk:
    """A small site whose files need no fixing."""
    assert command(desk, "fix").code == 0
    return desk


def test_fixes_and_says_what_it_did(tidy: Desk, command) -> None:
    tidy.write({NEW: MESSY})
    ran = command(tidy, "fix")
    assert (ran.code, ran.err) == (0, "")
    done = "2026-3-4 is now 2026-03-04; fields in order in 1 place; quotes off 1 value; space at line ends removed"
    assert ran.out.splitlines() == [f"{NEW}: {done}", "7 files read: 1 fixed"]
    assert (tidy.root / NEW).read_text(encoding="utf-8") == CLEAN
    assert command(tidy, "check").code == 0


def test_a_second_run_has_nothing_to_do(tidy: Desk, command) -> None:
    tidy.write({NEW: MESSY})
    command(tidy, "fix")
    before = {path: path.stat().st_mtime_ns for path in tidy.root.rglob("*.yml")}
    assert command(tidy, "fix").out == "7 files read: nothing to do\n"
    assert {path: path.stat().st_mtime_ns for path in tidy.root.rglob("*.yml")} == before


def test_check_changes_nothing(tidy: Desk, command) -> None:
    tidy.write({NEW: MESSY})
    ran = command(tidy, "fix", "--check")
    assert ran.code == 1
    assert ran.out.startswith(f"{NEW}: would change: 2026-3-4 is now")
    assert ran.out.endswith("7 files read: 1 would change\n")
    assert (tidy.root / NEW).read_text(encoding="utf-8") == MESSY
    command(tidy, "fix")
    assert command(tidy, "fix", "--check").code == 0


def test_only_what_is_named(tidy: Desk, command) -> None:
    tidy.write({NEW: MESSY, "briefings/2025/2025-03-04-old.yml": MESSY})
    ran = command(tidy, "fix", "briefings/2025")
    assert ran.out.endswith("\n1 file read: 1 fixed\n")
    assert (tidy.root / NEW).read_text(encoding="utf-8") == MESSY
    assert command(tidy, "fix", NEW, OTHER).out.endswith("\n2 files read: 1 fixed\n")


def test_names_come_from_the_registry(tidy: Desk, command) -> None:
    tidy.write({NEW: f"{CLEAN}actors: [{{name: Jun Park, kind: person}}]\n"})
    assert "'Jun Park' is now jun-park" in command(tidy, "fix").out
    assert (tidy.root / NEW).read_text(encoding="utf-8") == f"{CLEAN}actors: [jun-park]\n"
    assert command(tidy, "check").code == 0


@pytest.mark.parametrize(
    "more", ["- {id: j-park, name: Jun Park, kind: person}\n", "- {id: other, name: [\n", "- {id: A}\n"]
)
def test_no_id_where_the_registry_is_in_doubt(tidy: Desk, command, more: str) -> None:
    path = tidy.root / "briefings/registry/actors.yml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    text = f"{CLEAN}actors: [{{name: Jun Park, kind: person}}]\n"
    tidy.write({NEW: text})
    command(tidy, "fix", NEW)
    assert (tidy.root / NEW).read_text(encoding="utf-8") == text


def test_a_broken_file_is_left_alone_and_hides_no_other(tidy: Desk, command) -> None:
    tidy.write({NEW: MESSY, OTHER: "title: a: b  \n"})
    ran = command(tidy, "fix")
    assert ran.code == 1
    assert f"{OTHER}: left alone: line 1: a colon with a space after it in a text without quotes; run" in ran.out
    assert ran.out.endswith("7 files read: 1 fixed, 1 left alone\n")
    assert (tidy.root / OTHER).read_text(encoding="utf-8") == "title: a: b  \n"


def test_permissions_are_kept(tidy: Desk, command) -> None:
    tidy.write({NEW: MESSY})
    (tidy.root / NEW).chmod(0o640)
    command(tidy, "fix")
    assert stat.S_IMODE((tidy.root / NEW).stat().st_mode) == 0o640
    assert (tidy.root / NEW).read_text(encoding="utf-8") == CLEAN


def test_a_file_that_may_only_be_read_stays(tidy: Desk, command) -> None:
    tidy.write({NEW: MESSY})
    (tidy.root / NEW).chmod(0o444)
    ran = command(tidy, "fix")
    assert ran.code == 1
    assert f"{NEW}: left alone: it may only be read; allow writing, then fix again\n" in ran.out
    assert (tidy.root / NEW).read_text(encoding="utf-8") == MESSY


def test_links_are_not_followed(tidy: Desk, command, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "file.yml"
    outside.write_text(MESSY, encoding="utf-8")
    tidy.write({NEW: MESSY})
    (tidy.root / "briefings/2026/link.yml").symlink_to(tidy.root / NEW)
    (tidy.root / "briefings/2026/out.yml").symlink_to(outside)
    ran = command(tidy, "fix", "briefings/2026/link.yml")
    assert ran.code == 0
    assert "link.yml: left alone: it is a link" in ran.out
    assert (tidy.root / NEW).read_text(encoding="utf-8") == MESSY
    command(tidy, "fix")
    assert (tidy.root / "briefings/2026/link.yml").is_symlink()
    assert (tidy.root / NEW).read_text(encoding="utf-8") == CLEAN
    assert outside.read_text(encoding="utf-8") == MESSY
    assert command(tidy, "fix", "briefings/2026/out.yml").code == 2


def test_a_file_that_changes_meanwhile_is_not_overwritten(tidy: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefwright.discovery import discover
    from briefwright.fixes import files

    tidy.write({NEW: MESSY})
    mend_first = files.mend

    def slow(raw: bytes, *rest: Any) -> Any:
        (tidy.root / NEW).write_text("title: Newer\n", encoding="utf-8")
        return mend_first(raw, *rest)

    monkeypatch.setattr(files, "mend", slow)
    found = discover(tidy.root / "briefings", "briefings")
    (outcome,) = mend_files(found, {NEW: None}, KNOWN, write=True)
    assert "somebody changed it" in outcome.left_alone and outcome.is_fault
    assert (tidy.root / NEW).read_text(encoding="utf-8") == "title: Newer\n"
    assert [path.name for path in (tidy.root / NEW).parent.iterdir() if path.name.startswith(".")] == []


def test_nothing_is_half_written_when_the_disk_is_full(tidy: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    tidy.write({NEW: MESSY})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = command(tidy, "fix")
    assert ran.code == MACHINE
    assert f"{NEW}: left alone: it cannot be read or written: No space left on device\n" in ran.out
    assert (tidy.root / NEW).read_text(encoding="utf-8") == MESSY
    assert [path.name for path in (tidy.root / NEW).parent.iterdir() if path.name.startswith(".")] == []


def test_ctrl_c_leaves_whole_files(tidy: Desk) -> None:
    files = {f"briefings/2026/2026-03-04-n{number}.yml": MESSY for number in range(3_000)}
    tidy.write(files)
    process = tidy.start("fix")
    deadline = time.monotonic() + 60
    while not (first := list((tidy.root / "briefings/2026").glob("*n0.yml"))) or first[0].read_text() == MESSY:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    texts = [(tidy.root / name).read_text(encoding="utf-8") for name in files]
    assert set(texts) == {MESSY, CLEAN}
    assert [path.name for path in (tidy.root / "briefings/2026").iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("arguments", [["docs"], ["/"], ["nothing.yml"], ["-f", "no.yml"], ["--nothing"]])
def test_a_wrong_call(desk: Desk, command, arguments: list[str]) -> None:
    ran = command(desk, "fix", *arguments)
    assert ran.code == 2
    assert ran.err and "Traceback" not in ran.err + ran.out


def test_a_folder_without_briefings_is_a_wrong_call(desk: Desk, command) -> None:
    desk.write({"briefings/notes/README.md": "x\n"})
    ran = command(desk, "fix", "briefings/notes")
    assert (ran.code, "no briefing and no registry" in ran.err) == (2, True)
