"""`briefwright new`: a briefing to fill in, whose blanks are found, and whose words stay words whatever they are."""

import errno
import os
import pty
import re
import select
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from briefwright.commands import new as command_module
from briefwright.editorial.draft_text import NEEDED, NewSource, Opening, draft_text
from briefwright.editorial.drafting import (
    NAME_LENGTH,
    DraftError,
    Known,
    _short_id,
    id_for,
    known,
    usable_day,
    usable_title,
)
from briefwright.editorial.naming import ids_of
from briefwright.editorial.new_files import NewFiles
from briefwright.fixes.mend import Mended, mend
from briefwright.fixes.names import KnownNames
from briefwright.schema import ActorUse, Briefing, Issue
from briefwright.schema.types import check_id, check_url
from briefwright.settings import settings as site_settings
from briefwright.validation import validate
from briefwright.yaml_source import read
from desks import Desk

DAY = "2026-05-06"
AT = f"briefings/2026/{DAY}"
FIELD = re.compile(r"^( *(?:- )?)(\w+):(.*)$")

WORDS = {
    "summary": "They met again. [@gazette]",
    "stance": "mixed",
    "statement": "Wants: a line # and a patrol.",
    "title": '"[Report, title not seen]"',
    "actor": "coast-state",
    "issue": "fishing-limits",
    "analyst": "jun-park",
    "view": "The offer is meant for home.",
    "text": "Little has moved.",
}


def blanks(text: str) -> list[int]:
    """Return the numbers of the lines with a field that is marked as needed."""
    found, needed = [], False
    for number, line in enumerate(text.split("\n")):
        if line.lstrip().startswith("#"):
            needed = needed or line.lstrip().startswith(f"# {NEEDED}")
        elif line.strip():
            if needed and FIELD.match(line):
                found.append(number)
            needed = False
    return found


def filled(text: str) -> str:
    """Fill in what is marked as needed, as an editor would, and nothing else."""
    lines = text.split("\n")
    data = read(text.encode(), "x.yml").data
    assert isinstance(data, dict)
    source = data["sources"][0]["id"]
    for number in reversed(blanks(text)):
        match = FIELD.match(lines[number])
        assert match
        indent = " " * len(match[1])
        if match[3] == " >-":
            assert lines[number + 1] == ""
            lines[number + 1] = f"{indent}  {WORDS[match[2]].replace('gazette', source)}"
        elif match[2] == "sources":
            assert lines[number + 1] == f"{indent}  -"
            lines[number + 1] += f" {source}"
        else:
            assert match[3] == ""
            lines[number] += f" {WORDS[match[2]]}"
    return "\n".join(lines)


def with_everything_used(text: str) -> str:
    """Take away the "# " from the lists that stand there as notes."""
    lines, using = [], False
    for line in text.split("\n"):
        using = bool(line) and (using or bool(re.match(r"# (key_judgements|positions|analyst_views):$", line)))
        lines.append(line.removeprefix("#").removeprefix(" ") if using else line)
    return "\n".join(lines)


ALL = ["--actor=coast-state", "--actor=highland", "--issue=fishing-limits", "--issue=joint-patrol"]
SOME = {
    "the least": [],
    "everything": [*ALL, "--dossier=port-vell", "--source=https://gazette.example/a", "--source=https://x.example/b"],
    "actors": ["--actor=coast-state", "--actor=highland"],
    "issues": ["--issue=fishing-limits", "--issue=joint-patrol"],
    "repeated": ["--actor=highland", "--actor=highland", "--issue=joint-patrol", "--issue=joint-patrol"],
}


@pytest.fixture
def draft(desk: Desk, command):
    """Begin a briefing with some options, and return its text."""

    def begin(*options: str, title: str = "A third round") -> str:
        ran = command(desk, "new", f"--date={DAY}", *options, "--", title)
        assert (ran.code, ran.err) == (0, "")
        return (desk.root / ran.out.split("\n")[0].removeprefix("wrote ")).read_text(encoding="utf-8")

    return begin


def test_what_it_says_and_where_it_writes(desk: Desk, command) -> None:
    ran = command(desk, "new", "A third round", "--date", DAY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"wrote {AT}-a-third-round.yml\n"
        "Next: open it, fill in what is marked NEEDED, then see what is left with:\n"
        f"  briefwright check {AT}-a-third-round.yml\n"
    )
    assert command(desk, "check", f"{AT}-a-third-round.yml").code == 1


@pytest.mark.parametrize("name", SOME)
def test_the_blanks_are_found_and_nothing_else_is(desk: Desk, command, draft, name: str) -> None:
    text = draft(*SOME[name])
    wanted = blanks(text)
    found = command(desk, "check")
    assert found.code == 1
    places = re.findall(rf"^{AT}-a-third-round\.yml:(\d+):\d+ (\w+) error: (.*)$", found.out, re.MULTILINE)
    assert len(places) == len(wanted) == len(re.findall(rf"^ *# {NEEDED}", text, re.MULTILINE))
    assert all(int(line) - 1 in (number, number + 1) for (line, _, _), number in zip(places, wanted, strict=True))
    assert all("empty" in message for _, _, message in places)


@pytest.mark.parametrize("name", SOME)
def test_it_passes_once_they_are_filled(desk: Desk, command, draft, name: str) -> None:
    desk.write({f"{AT}-a-third-round.yml": filled(draft(*SOME[name]))})
    ran = command(desk, "check", f"{AT}-a-third-round.yml")
    assert " error: " not in ran.out and ran.code == 0
    assert command(desk, "build", "--drafts").code == 0
    assert "A third round" in desk.page(f"briefings/{DAY}-a-third-round/index.html")
    assert command(desk, "build").code == 0
    assert not (desk.root / f"site/briefings/{DAY}-a-third-round").exists()


@pytest.mark.parametrize("name", SOME)
def test_what_stands_there_as_notes_can_be_used(draft, name: str) -> None:
    text = filled(with_everything_used(draft(*SOME[name])))
    briefing, problems = validate(text.encode(), "x.yml", Briefing)
    assert briefing is not None and problems == ()
    assert briefing.key_judgements and briefing.positions and briefing.analyst_views


def test_a_body_written_as_its_note_says_keeps_its_lines(desk: Desk, command, draft) -> None:
    text = filled(draft())
    sign = re.findall(
        r"\bWrite (\S+) after the colon, and the text below with two spaces in front\.\nbody:$", text, re.M
    )
    body = "\n  ## Background\n  The talks began.\n\n  - first point\n  - second point"
    desk.write({f"{AT}-a-third-round.yml": text.replace("\nbody:\n", f"\nbody: {sign[0]}{body}\n")})
    assert command(desk, "build", "--drafts").code == 0
    page = desk.page(f"briefings/{DAY}-a-third-round/index.html")
    assert re.search(r"<h\d[^>]*>Background</h\d>\s*<p>The talks began\.</p>", page)
    assert re.search(r"<li>first point</li>\s*<li>second point</li>", page)


def test_a_position_is_prepared_for_each_actor_on_each_issue(draft) -> None:
    data = read(draft(*ALL).encode(), "x").data
    assert isinstance(data, dict)
    assert [(p["issue"], p["actor"]) for p in data["positions"]] == [
        ("fishing-limits", "coast-state"),
        ("fishing-limits", "highland"),
        ("joint-patrol", "coast-state"),
        ("joint-patrol", "highland"),
    ]
    assert [actor["id"] for actor in data["actors"]] == ["coast-state", "highland"]
    assert all(p["stance"] is None and p["sources"] == [None] for p in data["positions"])


def test_nothing_is_said_for_the_editor(draft) -> None:
    data = read(draft(*ALL, "--source=https://gazette.example/a").encode(), "x").data
    assert isinstance(data, dict)
    said = {key: value for key, value in data.items() if value}
    assert said.keys() == {"title", "date", "status", "actors", "positions", "sources"}
    assert data["status"] == "draft"
    assert {key for source in data["sources"] for key, value in source.items() if value} == {"id", "url"}


def test_the_notes_explain(draft) -> None:
    text = draft(*ALL)
    assert "# Fishing limits: Should the twelve-mile line stand?\n" in text
    notes = " ".join(line.strip().removeprefix("# ") for line in text.split("\n") if line.lstrip().startswith("#"))
    for name in ("title", "date", "summary", "status", "dossier", "event", "topics", "sources", "related", "authors"):
        assert Briefing.model_fields[name].description in notes
    assert "opposes, opposes-with-conditions, mixed" in notes
    assert max(map(len, text.split("\n"))) <= 120


def test_the_schema_line_leads_to_the_schema(desk: Desk, draft) -> None:
    assert not draft().startswith("# yaml-language-server")
    desk.write({"schema/briefing.json": "{}\n"})
    first = draft(title="Another").split("\n")[0]
    way = first.removeprefix("# yaml-language-server: $schema=")
    assert (desk.root / "briefings/2026" / way).resolve() == desk.root / "schema/briefing.json"


def test_a_source_knows_its_publisher_by_the_address(desk: Desk, draft) -> None:
    desk.edit("briefings/registry/publishers.yml", "reliability: B", "url: https://www.gazette.example/")
    data = read(draft("--source=https://gazette.example/a", "--source=https://other.example/").encode(), "x").data
    assert isinstance(data, dict)
    assert [(s["id"], s["publisher"]) for s in data["sources"]] == [("gazette", "harbour-gazette"), ("other", None)]


@pytest.mark.parametrize("url", ["https://x.example/a?b=c&d=%20", "https://x.example/a:", "https://x.example/#'\\{é"])
def test_an_address_stays_an_address(draft, url: str) -> None:
    data = read(draft(f"--source={url}").encode(), "x").data
    assert isinstance(data, dict) and data["sources"][0]["url"] == url


@pytest.mark.parametrize(
    ("host", "taken", "id"),
    [
        ("gazette.example", set(), "gazette"),
        ("news.gazette.example", {"gazette"}, "gazette-2"),
        ("a.example", {"a", "a-2"}, "a-3"),
        ("localhost", set(), "localhost"),
        ("新聞.example", set(), "source"),
        ("", set(), "source"),
    ],
)
def test_short_names_of_sources(host: str, taken: set[str], id: str) -> None:
    assert _short_id(host, taken) == id


# Ids.


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--actor=cost-state"], "unknown actor 'cost-state': did you mean 'coast-state'?"),
        (["--issue=fishing"], "unknown issue 'fishing': "),
        (["--dossier=port-wel"], "unknown dossier 'port-wel': did you mean 'port-vell'?"),
        (["--actor=xyz"], "the ids stand in briefings/registry/actors.yml; add it there first"),
        (["--actor="], "unknown actor ''"),
        (["--actor=\x1b[31mx"], "unknown actor '"),
        (["--source=gazette.example"], "'gazette.example' is not an address"),
        (["--source=javascript:alert(1)"], "is not an address"),
        (["--source=https://x.example/a b"], "is not an address"),
        (["--source=https://x.example/\x85b"], "is not an address"),
        (["--source=https://x.example/\x7fb"], "is not an address"),
        (["--date=2026-02-30"], "there is no day 2026-02-30; write YYYY-MM-DD"),
        (["--date=today"], "'today' is not a date; write YYYY-MM-DD"),
        (["--date=2026-02"], "is not a whole date"),
        (["--date="], "is not a date"),
        (["--id=Über"], "'Über' is not an id"),
        (["--id=../x"], "write --id x"),
        (["--id=index"], "'index' cannot be an id"),
        (["--id=con"], "Windows reserves the name"),
        (["--id=" + "x" * 121], "at most 120 characters"),
    ],
)
def test_what_cannot_be_used(desk: Desk, command, options: list[str], words: str) -> None:
    before = sorted(desk.root.rglob("*"))
    ran = command(desk, "new", "A third round", *options)
    assert ran.code == 2 and ran.out == ""
    assert words in ran.err and "\x1b" not in ran.err
    assert [path for path in sorted(desk.root.rglob("*")) if ".cache" not in path.parts] == before


def test_all_unknown_ids_at_once(desk: Desk, command) -> None:
    ran = command(desk, "new", "A third round", "--actor=cost-state", "--issue=joint-patrols", "--dossier=port-val")
    assert [re.findall(r"unknown (\w+)", line) for line in ran.err.splitlines()] == [["dossier"], ["actor"], ["issue"]]


def test_an_actor_that_a_briefing_writes_in_place_is_known(desk: Desk, command) -> None:
    old = "actors: [coast-state, highland]"
    desk.edit("briefings/2026/2026-03-04-talks.yml", old, "actors: [{name: Ada Moreno, kind: person}]")
    assert command(desk, "new", "A third round", "--actor=ada-moreno").code == 0
    ran = command(desk, "new", "A fourth round", "--actor=ada-morena")
    assert ran.code == 2 and "did you mean 'ada-moreno'?" in ran.err


def test_a_registry_that_cannot_be_read_is_left_to_check(desk: Desk, command) -> None:
    desk.write({"briefings/registry/actors.yml": "- {id: coast-state\n", "briefings/registry/issues.yml": "- {id: x}"})
    assert command(desk, "new", "A third round", "--actor=coast-state", "--issue=x").code == 0
    assert command(desk, "check").code == 1
    for id in ("x]\nstatus: published", "x # y", "Coast State", ""):
        ran = command(desk, "new", "A fourth round", f"--actor={id}", f"--issue={id}")
        assert ran.code == 2 and len(ran.err.splitlines()) == 2


# Names of files.


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("A third round", f"{DAY}-a-third-round"),
        ("Çırağan: “the” talks!", f"{DAY}-ciragan-the-talks"),
        ("../../etc/passwd", f"{DAY}-etc-passwd"),
        ("Переговори NATO", f"{DAY}-nato"),
        ("Переговори 2", ""),
        ("海港会谈", ""),
        ("🚢", ""),
        ("1984", f"{DAY}-1984"),
        ("x" * 500, f"{DAY}-{'x' * NAME_LENGTH}"),
        ("word " * 100, f"{DAY}-{'-'.join(['word'] * 12)}"),
    ],
)
def test_ids_of_titles(title: str, id: str) -> None:
    assert id_for(DAY, title) == id
    assert not id or check_id(id) == id


def test_a_title_in_another_script(desk: Desk, command) -> None:
    ran = command(desk, "new", "海港会谈", f"--date={DAY}")
    assert ran.code == 2
    assert f"name one in letters a to z, such as --id {DAY}-harbour-talks" in ran.err
    ran = command(desk, "new", "海港会谈", f"--date={DAY}", f"--id={DAY}-harbour-talks")
    assert ran.code == 0
    assert "title: 海港会谈\n" in (desk.root / f"{AT}-harbour-talks.yml").read_text(encoding="utf-8")


def test_an_existing_briefing_is_not_overwritten(desk: Desk, command, draft) -> None:
    text = draft()
    ran = command(desk, "new", "A third round", f"--date={DAY}")
    assert ran.code == 2 and ran.out == ""
    assert f"there is already {AT}-a-third-round.yml" in ran.err
    proposed = re.findall(r"add (--id \S+) for another", ran.err)[0]
    assert (desk.root / f"{AT}-a-third-round.yml").read_text(encoding="utf-8") == text
    assert command(desk, "new", "A third round", f"--date={DAY}", *proposed.split()).code == 0
    ran = command(desk, "new", "A third round", f"--date={DAY}")
    assert f"--id {DAY}-a-third-round-3 " in ran.err


def test_an_id_of_another_year_or_folder_is_taken_as_well(desk: Desk, command) -> None:
    desk.write({f"briefings/old/deep/{DAY}-a-third-round.yaml": "title: Old\n"})
    ran = command(desk, "new", "A third round", f"--date={DAY}")
    assert ran.code == 2 and f"there is already briefings/old/deep/{DAY}-a-third-round.yaml" in ran.err


def test_a_file_that_appears_meanwhile_stays(desk: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    write = NewFiles.write

    def late(self: NewFiles, path: Path, text: str) -> None:
        path.write_text("mine\n", encoding="utf-8")
        write(self, path, text)

    monkeypatch.setattr(NewFiles, "write", late)
    ran = command(desk, "new", "A third round", f"--date={DAY}")
    assert ran.code == 2 and "File exists" in ran.err
    assert (desk.root / f"{AT}-a-third-round.yml").read_text(encoding="utf-8") == "mine\n"


def test_a_year_without_a_folder(desk: Desk, command) -> None:
    assert command(desk, "new", "Later", "--date=2031-01-02").code == 0
    assert (desk.root / "briefings/2031/2031-01-02-later.yml").is_file()


@pytest.mark.parametrize("what", ["file", "link"])
def test_a_year_that_is_no_folder(desk: Desk, command, what: str) -> None:
    year = desk.root / "briefings/2031"
    if what == "file":
        year.write_text("", encoding="utf-8")
    else:
        (desk.root / "elsewhere").mkdir()
        year.symlink_to(desk.root / "elsewhere")
    ran = command(desk, "new", "Later", "--date=2031-01-02")
    assert ran.code == 2 and ("cannot be written" in ran.err or "leads out of the briefings folder" in ran.err)
    assert not list(desk.root.rglob("2031-01-02*"))


def test_a_write_that_fails_leaves_nothing(desk: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(desk.root.rglob("*"))
    write = NewFiles.write

    def failing(self: NewFiles, path: Path, text: str) -> None:
        write(self, path, text[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(NewFiles, "write", failing)
    ran = command(desk, "new", "Later", "--date=2031-01-02")
    assert ran.code == 2 and "No space left on device" in ran.err
    assert sorted(desk.root.rglob("*")) == before


def test_a_site_elsewhere(desk: Desk, command, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    ran = command(Desk(tmp_path / "elsewhere"), "new", "A third round", f"--date={DAY}", "-f", "../mkdocs.yml")
    assert ran.code == 0
    assert (desk.root / f"{AT}-a-third-round.yml").is_file()
    assert f"briefwright check -f ../mkdocs.yml {desk.root}/{AT}-a-third-round.yml" in ran.out


# Titles.

TITLES = [
    "Talks: the second day",
    "He said \"no\" \\ and 'yes'",
    "${{ github.event.issue.title }} `id` $(id)",
    "# not a note",
    "- a, [b], {c}: *d &e !f |g >h %i @j",
    "No",
    "2026",
    "null",
    "🚢 harbour",
    "x: y # z",
    "<<<<<<< HEAD harbour",
    "harbour \u202e klat",
    "word " * 99 + "harbour",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stays_a_title(desk: Desk, command, title: str) -> None:
    ran = command(desk, "new", f"--date={DAY}", f"--id={DAY}-x", "--", title)
    assert (ran.code, ran.err) == (0, "")
    data = read((desk.root / f"{AT}-x.yml").read_bytes(), "x.yml").data
    assert isinstance(data, dict) and data["title"] == title.strip()
    assert data["date"] == DAY


@pytest.mark.parametrize("title", ["Two\nlines", "Two\r\nlines", " Two\tlines ", "Two\u2028lines", "Two\x85 lines"])
def test_a_title_of_several_lines_is_joined(title: str) -> None:
    assert usable_title(title) == "Two lines"


def test_a_title_without_quotes(desk: Desk, command) -> None:
    before = sorted(desk.root.rglob("*.yml"))
    ran = command(desk, "new", "Ferry", "strike", "at", "Ada's", f"--date={DAY}")
    assert ran.code == 2 and ran.out == ""
    assert "needs quotes: briefwright new 'Ferry strike at Ada'\"'\"'s'" in ran.err
    assert sorted(desk.root.rglob("*.yml")) == before


@pytest.mark.parametrize("title", ["", " ", "\n", "a\x00", "a\x1b[31mb", "a\x7f", "\udc80", "\ufffe"])
def test_a_title_that_cannot_be(title: str) -> None:
    with pytest.raises(DraftError, match=r"title .*; (write the headline|type it anew)$"):
        usable_title(title)


@given(st.text(max_size=600), st.text(max_size=80))
def test_any_title_is_read_back_or_refused(text: str, question: str) -> None:
    try:
        title = usable_title(text)
    except DraftError as error:
        assert "\n" not in str(error)
        return
    assert title == " ".join(text.split())
    try:
        issue = Issue.model_validate({"id": "i", "title": "I", "question": question, "options": {"opposes": question}})
    except ValueError:
        issue = Issue(id="i", title="I", question="Should it?")
    opening = Opening(title, DAY, actors=("a",), issues=("i",), sources=(NewSource("s", "https://x.example/?a='b'"),))
    raw = draft_text(opening, {"i": issue}, "../x.json", "briefwright check x").encode()
    reading = read(raw, "x.yml")
    # What a registry may not hold is refused where that is read, so it does not count here.
    if not any(problem.rule == "YAML04" for problem in reading.problems):
        assert reading.problems == ()
        assert isinstance(reading.data, dict)
        assert reading.data["title"] == title and reading.data["date"] == DAY
        assert len(reading.data["positions"]) == len(reading.data["sources"]) == 1
    id = id_for(DAY, title)
    assert not id or check_id(id) == id


# What `fix` would write, too.

YAML_PIECES = st.sampled_from(
    [
        *("a", "Talks", ": ", ":", " #", "#", "- ", "? ", ", ", "'", '"', "\\", "[", "]", "{", "}", "|", ">", "@", "%"),
        *("&x", "*x", "!x", "~", "`", "null", "no", "Yes", "on", "---", "...", "<<", "=", " ", "½", "海", "🚢"),
        *("1984", "1_000", "0x1F", "1e5", ".5", "12:30", "2026-03-04", "\u00a0", "\u2028", "\u202e", "\ufeff"),
    ]
)
HEADLINES = st.text(max_size=80) | st.lists(YAML_PIECES, max_size=6).map("".join)
ADDRESSES = st.lists(YAML_PIECES | st.sampled_from(["é", "%20", "a?b=c&d", "/"]), max_size=6).map("".join)


@settings(max_examples=300)
@given(HEADLINES, ADDRESSES)
def test_fix_leaves_what_new_writes_as_it_is(text: str, rest: str) -> None:
    try:
        title, address = usable_title(text), check_url(f"https://x.example/{rest}")
    except (DraftError, PydanticCustomError):
        assume(False)
    source = NewSource("s", address)
    opening = Opening(title, DAY, "port-vell", actors=("a", "b"), issues=("i", "j"), sources=(source, NewSource("t")))
    raw = draft_text(opening, {}, "../x.json", "briefwright check x").encode()
    data = read(raw, "x.yml").data
    assert isinstance(data, dict) and (data["title"], data["sources"][0]["url"]) == (title, address)
    assert mend(raw, "x.yml", None, KnownNames()) == Mended(raw)


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Harbour talks end without a text", "title: Harbour talks end without a text"),
        ("Russia's own", "title: Russia's own"),
        ("Talks: the second day", 'title: "Talks: the second day"'),
        ('He said "no"', 'title: "He said \\"no\\""'),
        ("- a", 'title: "- a"'),
        ("No", 'title: "No"'),
        ("2026", 'title: "2026"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(draft, title: str, line: str) -> None:
    assert f"\n{line}\n" in draft(f"--id={DAY}-x", title=title)


@pytest.mark.parametrize("name", SOME)
def test_fix_finds_nothing_to_do_in_a_new_briefing(desk: Desk, command, draft, name: str) -> None:
    draft(*SOME[name])
    assert command(desk, "fix", f"{AT}-a-third-round.yml").out == "1 file read: nothing to do\n"


@pytest.mark.parametrize("day", ["2026-05-06", " 2026-05-06 "])
def test_days(day: str) -> None:
    assert usable_day(day) == DAY


# The date that nobody named.


def test_the_date_is_today(desk: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772600000")
    assert command(desk, "new", "A third round").out.startswith("wrote briefings/2026/2026-03-04-a-third-round.yml\n")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = command_module._today()
    ran = command(desk, "new", "Today")
    assert any(f"/{day}-today.yml" in ran.out for day in (before, command_module._today()))


@pytest.mark.parametrize("epoch", ["soon", "1e9", "9" * 30])
def test_a_clock_that_cannot_be_read(desk: Desk, command, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    ran = command(desk, "new", "A third round")
    assert ran.code == 2 and "SOURCE_DATE_EPOCH must be a number of seconds" in ran.err


# Calls, and no terminal.


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--nothing"], ["a", "--date"], ["a", "-f", "no.yml"], [""]])
def test_a_wrong_call(desk: Desk, command, arguments: list[str]) -> None:
    ran = command(desk, "new", *arguments)
    assert ran.code == 2 and ran.err and "Traceback" not in ran.err and len(ran.err.splitlines()) <= 4


def test_without_a_terminal_nothing_is_asked(desk: Desk) -> None:
    ran = desk.run("new")
    assert ran.code == 2 and ran.out == ""
    assert 'say what the briefing is called: briefwright new "' in ran.err
    assert desk.run("new", "A third round", SOURCE_DATE_EPOCH="1772600000").code == 0


# The questions.


# The terminal becomes the one that ctrl-C at its keyboard is for; and a shell may have made us deaf to that.
AT_A_TERMINAL = """
import fcntl, signal, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.default_int_handler)
from briefwright.cli import main
main()
"""


class Terminal:
    """The command at a terminal: what it shows, and a keyboard."""

    def __init__(self, desk: Desk, *arguments: str) -> None:
        self.screen = ""
        ours, theirs = pty.openpty()
        call = [sys.executable, "-c", AT_A_TERMINAL, "new", *arguments]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1772600000", "TERM": "dumb"}
        self.process = subprocess.Popen(
            call, cwd=desk.root, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)
        self.keyboard = ours

    def answer(self, question: str, keys: str) -> None:
        self._read_until(question)
        os.write(self.keyboard, keys.encode())

    def stop(self, question: str, key: str) -> int:
        """Press a key until the command has ended: a signal just before it reads is only seen at the next one."""
        self._read_until(question)
        for _ in range(30):
            os.write(self.keyboard, key.encode())
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=1)
                break
        return self.end()

    def end(self) -> int:
        self._read_until(None)
        return self.process.wait(timeout=30)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.keyboard)

    def _read_until(self, words: str | None) -> None:
        start, deadline = len(self.screen), time.monotonic() + 30
        while words is None or words not in self.screen[start:]:
            ready = select.select([self.keyboard], [], [], max(0.0, deadline - time.monotonic()))[0]
            assert ready, f"waited for {words!r}, saw {self.screen!r}"
            try:
                read_now = os.read(self.keyboard, 4096)
            except OSError:  # Linux tells the end of a terminal so.
                read_now = b""
            if not read_now:
                assert words is None, f"waited for {words!r}, saw {self.screen!r}"
                return
            self.screen += read_now.decode()


@pytest.fixture
def terminal(desk: Desk):
    """Begin a briefing at a terminal: terminal(arguments) → Terminal."""
    with ExitStack() as stack:

        def start(*arguments: str) -> Terminal:
            at = Terminal(desk, *arguments)
            stack.callback(at.close)
            return at

        yield start


def test_it_asks_for_what_is_missing(desk: Desk, terminal) -> None:
    at = terminal()
    at.answer("Title: ", "\n")
    at.answer("Title: ", "Überraschung am Hafen\n")
    at.answer("Date [2026-03-04]: ", "tomorrow\n")
    at.answer("Date [2026-03-04]: ", "\n")
    at.answer("Dossier, by number or id (Enter: none): ", "port-wel\n")
    at.answer("Dossier, by number or id (Enter: none): ", "1\n")
    at.answer("Actors, ids or names, with commas between (Enter: none): ", "cost-state, highland\n")
    at.answer("Actors, ids or names, with commas between (Enter: none): ", " coast state, highland,\n")
    at.answer("Issues, ids or names, with commas between (Enter: none): ", "Joint patrol\n")
    assert at.end() == 0
    assert "'tomorrow' is not a date" in at.screen
    assert "did you mean 'port-vell'?" in at.screen
    assert "unknown actor 'cost-state': did you mean 'coast-state'?" in at.screen
    assert "   1  port-vell  The Port Vell talks" in at.screen
    text = (desk.root / "briefings/2026/2026-03-04-uberraschung-am-hafen.yml").read_text(encoding="utf-8")
    assert "title: Überraschung am Hafen\n" in text and "\ndossier: port-vell\n" in text
    data = read(text.encode(), "x.yml").data
    assert isinstance(data, dict)
    pairs = [(position["actor"], position["issue"]) for position in data["positions"]]
    assert pairs == [("coast-state", "joint-patrol"), ("highland", "joint-patrol")]


def test_enter_skips(desk: Desk, terminal) -> None:
    at = terminal("海港会谈")
    at.answer("Date [2026-03-04]: ", "2026-05-06\n")
    for kind in ("Dossier", "Actors", "Issues"):
        at.answer(f"{kind}, ", "\n")
    at.answer("Short name for its address, in letters a to z: ", "!\n")
    at.answer("Short name for its address, in letters a to z: ", "Harbour talks\n")
    assert at.end() == 0
    assert "\ndossier:\n" in (desk.root / f"{AT}-harbour-talks.yml").read_text(encoding="utf-8")


def test_nothing_is_asked_where_there_is_nothing_to_choose(desk: Desk, terminal) -> None:
    for kind in ("actors", "issues", "dossiers"):
        desk.write({f"briefings/registry/{kind}.yml": "[]\n"})
    at = terminal("A third round", f"--date={DAY}")
    assert at.end() == 0
    assert at.screen.startswith(f"wrote {AT}-a-third-round.yml")


def test_nothing_is_asked_that_was_said(desk: Desk, terminal) -> None:
    at = terminal("A third round", f"--date={DAY}", "--dossier=port-vell", "--actor=highland", "--issue=joint-patrol")
    assert at.end() == 0
    assert at.screen.startswith(f"wrote {AT}-a-third-round.yml")


def nobody() -> dict[str, Any]:
    raise AssertionError("the briefings are not read where the registry has it")


@pytest.fixture
def there(desk: Desk) -> Known:
    names = "- {id: coast-state, name: Coast State, kind: state, aliases: [The Coast, Silva], names: {no: Kysten}}\n"
    silva = (
        "- {id: silva-r, name: 'Silva, R.', kind: person}\n- {id: silva-s, name: S., kind: person, aliases: [Silva]}\n"
    )
    desk.write({"briefings/registry/actors.yml": names + silva})
    return known(site_settings(desk.root / "mkdocs.yml"))


@pytest.mark.parametrize(
    ("answer", "ids"),
    [
        ("", ()),
        (" , ,", ()),
        ("coast-state", ("coast-state",)),
        ("COAST state,the coast , kysten", ("coast-state",)),
        ("silva-r,coast-state", ("silva-r", "coast-state")),
        ("Silva, R.", ("silva-r",)),
    ],
)
def test_actors_may_be_named(there: Known, answer: str, ids: tuple[str, ...]) -> None:
    assert ids_of(answer, "actor", there, nobody) == ids


def test_an_actor_of_a_briefing_may_be_named(there: Known) -> None:
    in_place = {"ada-moreno": ActorUse(id="ada-moreno", name="Ada Moreno", kind="person")}
    assert ids_of("Ada Moreno, ada-moreno", "actor", there, lambda: in_place) == ("ada-moreno",)
    with pytest.raises(DraftError, match="unknown actor 'Ada Morena': did you mean 'ada-moreno'"):
        ids_of("Ada Morena", "actor", there, lambda: in_place)
    with pytest.raises(DraftError, match="unknown actor 'Kystin': did you mean 'Kysten'"):
        ids_of("Kystin", "actor", there, lambda: in_place)


def test_a_name_of_two_is_asked_again(there: Known) -> None:
    with pytest.raises(DraftError, match=r"'silva' may be coast-state or silva-s; write the id\nunknown actor 'x'"):
        ids_of("silva, x, coast-state", "actor", there, dict)


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_it_can_be_stopped(desk: Desk, terminal, key: str) -> None:
    before = sorted(desk.root.rglob("*"))
    at = terminal("A third round")
    assert at.stop("Date [2026-03-04]: ", key) == 130
    assert "stopped; nothing was written" in at.screen and "Traceback" not in at.screen
    assert sorted(desk.root.rglob("*")) == before
