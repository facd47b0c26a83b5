"""A reader's report becomes comments in the briefing that it names: never more, and in no other file."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefwright.editorial.form_fields import CORRECTION, Form, answers
from briefwright.editorial.reader_reports import _comments, _ids, _with_comments
from briefwright.fixes.mend import Mended, mend
from briefwright.fixes.names import KnownNames
from briefwright.yaml_source import read
from desks import TALKS, Desk
from test_forms import HOSTILE, written

TALKS_FILE = "briefings/2026/2026-03-04-talks.yml"
ADDRESS = "https://desk.example/briefings/2026-03-04-talks/"
KINDS = "- [X] A fact, a date, a name or a number is wrong.\n- [ ] A source is misread, missing or no longer there."


def body(page: str = ADDRESS, wrong: str = "Nine hours.", right: str = "Ten hours.", sources: str = "A paper") -> str:
    return written(CORRECTION, page, wrong, right, sources, KINDS)


@pytest.fixture
def reported(desk: Desk, command):
    """Hand in a report: reported(body) → how the command ended."""

    def hand_in(text: str, *options: str):
        issue = {"number": 12, "body": text, "created_at": "2026-05-01T08:00:00Z", "title": "$(id)"}
        (desk.root / "event.json").write_text(json.dumps({"issue": issue}), encoding="utf-8")
        return command(desk, "from-form", "event.json", *options)

    return hand_in


def contents(desk: Desk) -> dict[str, bytes]:
    folder = desk.root / "briefings"
    return {str(path.relative_to(desk.root)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_words_stand_in_the_briefing_as_comments(desk: Desk, command, reported) -> None:
    before = contents(desk)
    ran = reported(body())
    assert (ran.code, ran.err, ran.out) == (0, "", f"{TALKS_FILE}\n")
    after = contents(desk)
    assert after[TALKS_FILE].decode() == (
        "# A reader reports, in issue 12. Nothing of it is checked. Delete these lines once it is settled.\n"
        f"# Page:\n#   {ADDRESS}\n"
        "# What is wrong:\n#   Nine hours.\n"
        "# What would be right:\n#   Ten hours.\n"
        "# Sources:\n#   A paper\n"
        "# What sort of fault it is:\n"
        "#   - [X] A fact, a date, a name or a number is wrong.\n"
        "#   - [ ] A source is misread, missing or no longer there.\n" + TALKS
    )
    assert {**after, TALKS_FILE: b""} == {**before, TALKS_FILE: b""}
    assert command(desk, "check").code == 0


PAGES = [
    ADDRESS,
    "2026-03-04-talks",
    "`2026-03-04-talks`.",
    f"See {ADDRESS}#positions, the third line",
    f"[the talks]({ADDRESS}?a=b)",
    "https://desk.example/some/where/briefings/2026-03-04-talks/index.html",
    "preview/briefings/2026-03-04-talks.html",
    f"{ADDRESS} or {ADDRESS}",
    "https://desk.example/briefings/the-talks/",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_briefing_is_named_by_its_address_or_id(desk: Desk, reported, page: str) -> None:
    desk.write({TALKS_FILE: f"{TALKS}aliases: [the-talks]\n"})
    assert reported(body(page)).out == f"{TALKS_FILE}\n"


NO_PAGES = [
    "",
    "Harbour talks end without a text",
    "the line on 2026-03-04-talks is wrong",
    "https://desk.example/actors/highland/",
    "https://desk.example/briefings/",
    "briefings/../2026-03-04-talks",
    "../../etc/passwd",
    "briefings/../../../etc/passwd",
    "briefings/..",
    "briefings/2026/2026-03-04-talks.yml",
    "mkdocs",
    "registry/actors",
    "2026-04-10-draft",
    "https://desk.example/briefings/2026-04-10-draft/",
    f"{ADDRESS} https://desk.example/briefings/2026-04-10-second-round/",
    "x" * 9000,
    *HOSTILE,
]


@pytest.mark.parametrize("page", NO_PAGES, ids=range(len(NO_PAGES)))
def test_what_names_no_briefing_changes_nothing(desk: Desk, reported, page: str) -> None:
    desk.write({"briefings/2026/2026-04-10-draft.yml": "title: X\ndate: 2026-04-10\nsummary: X.\nstatus: draft\n"})
    before = contents(desk)
    ran = reported(body(page))
    assert (ran.code, ran.out) == (1, "")
    assert "under “### Page”" in ran.err and "Traceback" not in ran.err
    assert contents(desk) == before


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_looks_like_a_command_stays_a_comment(desk: Desk, command, reported, text: str) -> None:
    ran = reported(body(wrong=f"{text}\n{text}", right=text, sources=text))
    assert ran.code == 0
    raw = (desk.root / TALKS_FILE).read_bytes()
    assert raw.endswith(TALKS.encode())
    assert all(line.startswith("#") for line in raw.decode().removesuffix(TALKS).splitlines())
    assert read(raw, "x.yml").data == read(TALKS.encode(), "x.yml").data
    assert command(desk, "check").code == 0


FILES = [TALKS.encode(), TALKS.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + TALKS.encode()]
FILES += [b"# yaml-language-server: $schema=../../schema/briefing.json\n" + raw for raw in FILES[:1]]
FILES += [b"---\n" + FILES[0], b"# About this.\n\n" + FILES[0]]
ANSWERS = st.text(max_size=200) | st.sampled_from([*HOSTILE, "a\u2028b: c", "a\x85b: c", "a\r\n<<<<<<< b"])


@given(st.sampled_from(FILES), ANSWERS, ANSWERS)
def test_whatever_it_says_the_briefing_says_the_same(raw: bytes, wrong: str, right: str) -> None:
    form = Form(body(wrong=f"x{wrong}", right=f"x{right}"), 12, "2026-05-01")
    given = {field.label: text for field, text in zip(CORRECTION, (ADDRESS, *_answers(form)), strict=True)}
    after = _with_comments(raw, list(_comments(12, given)))
    assert read(after, "x.yml").problems == ()
    assert read(after, "x.yml").data == read(raw, "x.yml").data
    kept = [line for line in after.decode("utf-8-sig").splitlines() if not line.startswith("#")]
    assert kept == [line for line in raw.decode("utf-8-sig").splitlines() if not line.startswith("#")]
    assert not raw.startswith(b"# yaml") or after.startswith(raw[:58])


def _answers(form: Form) -> list[str]:
    return list(answers(form, CORRECTION, ()).values())[1:]


def test_fix_keeps_the_report_as_it_is(desk: Desk, reported) -> None:
    desk.write({TALKS_FILE: "title: Talks\ndate: 2026-03-04\nsummary: They met.\n"})
    reported(body())
    raw = (desk.root / TALKS_FILE).read_bytes()
    assert mend(raw, "x.yml", None, KnownNames()) == Mended(raw)


def test_a_link_leads_to_the_file_that_is_written(desk: Desk, reported) -> None:
    (desk.root / TALKS_FILE).rename(desk.root / "briefings/2026/talks.txt")
    (desk.root / TALKS_FILE).symlink_to("talks.txt")
    assert reported(body()).out == "briefings/2026/talks.txt\n"
    assert (desk.root / TALKS_FILE).is_symlink()


def test_permissions_stay(desk: Desk, reported) -> None:
    path = desk.root / TALKS_FILE
    path.chmod(0o640)
    reported(body())
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("text", ["### Page", "### Page\n\n2026-03-04-talks\n\n### What is wrong\n\nNine"])
def test_a_report_that_lacks_something(desk: Desk, reported, text: str) -> None:
    before = contents(desk)
    ran = reported(text)
    assert ran.code == 1 and "as the form “Report a correction” does" in ran.err
    assert contents(desk) == before


def test_headings_in_a_report_stay_text() -> None:
    wrong = "It says:\n\n### Sources\n\n### What would be right\n\nthat nine"
    form = Form(body(wrong=wrong), 12, "2026-05-01")
    assert _answers(form) == [wrong, "Ten hours.", "A paper", KINDS]


def test_notes_for_the_pull_request(desk: Desk, reported, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    assert reported(body(), f"--notes={notes}").code == 0
    assert notes.read_text(encoding="utf-8") == ""
    suggestion = "### Headline\n\nTalks\n\n### Date\n\nlast `Tuesday`\n\n### What happened\n\nX"
    assert reported(suggestion, f"--notes={notes}").code == 0
    assert "“last `Tuesday`”, in which no day is certain" in notes.read_text(encoding="utf-8")


@given(st.text())
def test_any_page_is_looked_at(page: str) -> None:
    assert all(id and "/" not in id for id in _ids(page))
