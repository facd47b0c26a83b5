"""Filled forms become drafts: whatever stands in a form is data in the draft, and never anything else."""

import datetime
import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from briefwright.editorial.days import day_of
from briefwright.editorial.form_fields import (
    CORRECTION,
    EMPTY,
    MOST,
    SUGGESTION,
    Field,
    Fields,
    Form,
    FormError,
    answers,
)
from briefwright.editorial.forms import draft
from briefwright.fixes.mend import Mended, mend
from briefwright.fixes.names import KnownNames
from briefwright.schema import Briefing
from briefwright.validation import validate
from briefwright.yaml_source import read
from desks import Desk

FORMS = Path(__file__).parent.parent / ".github" / "ISSUE_TEMPLATE"

HOSTILE = [
    'Talks "end" without a text',
    "It's: 'quoted' \\ and \\\" escaped",
    "`$(touch hacked)` $(id) `id` ; rm -rf / && echo $HOME %0A::set-output name=a::b",
    "${{ github.token }} ${{ secrets.A }}",
    "../../../etc/passwd",
    "..\\..\\windows",
    "- a: [b, {c: d}]",
    "title: other",
    "# not a comment",
    "&anchor *alias !!python/object/apply:os.system [id] <<: *x",
    "| literal",
    ">- folded",
    "~",
    "null",
    "NO",
    "2026-03-04",
    "--- end ... ",
    "<script>alert(1)</script> <!-- --> ]]>",
    "@everyone [link](https://evil.example/) #1",
    "Переговори завершилися без тексту",
    "المحادثات تنتهي بلا نص",
    "谈判结束，没有文本",
    "🎣" * 300,
    "x" * 500,
    "con",
    "index",
    "\ufeffmark \u2028separator\u202e reversed",
]


def body(title: str, date: str = "2026-03-04", summary: str = "Nine hours.", sources: str = "", more: str = "") -> str:
    """Return a form's text as the code host writes it."""
    return written(SUGGESTION, title, date, summary, sources, more)


def written(fields: Fields, *texts: str) -> str:
    """Return the text of a form that was filled with these answers."""
    return "\n\n".join(f"### {field.label}\n\n{text or EMPTY}" for field, text in zip(fields, texts, strict=True))


def made(text: str, opened: str = "2026-05-01") -> tuple[dict[str, object], str]:
    """Return the data that a reader gets from the draft of a form, and the draft's stem."""
    result = draft(Form(text, 12, opened))
    reading = read(result.text.encode("utf-8"), "x.yml")
    assert reading.problems == ()
    assert isinstance(reading.data, dict)
    return reading.data, result.stem


def test_a_form_becomes_a_draft_that_is_valid() -> None:
    sources = (
        "https://gazette.example/talks Nine hours, no text\n"
        "- Patrols first: <https://ministry.example/a?b=c&d=(1)>.\n\nHarbour Gazette of 4 March, page 2"
    )
    result = draft(Form(body("Harbour talks end", sources=sources, more="The Highland: no."), 12, "2026-05-01"))
    assert (result.date, result.stem) == ("2026-03-04", "2026-03-04-harbour-talks-end")
    raw = result.text.encode("utf-8")
    data, problems = validate(raw, "x.yml", Briefing)
    assert problems == () and data is not None
    assert (data.title, data.status, data.summary, data.body) == (
        "Harbour talks end",
        "draft",
        "Nine hours.",
        "The Highland: no.",
    )
    assert [(source.id, source.title, source.url) for source in data.sources] == [
        ("source-1", "Nine hours, no text", "https://gazette.example/talks"),
        ("source-2", "Patrols first", "https://ministry.example/a?b=c&d=(1)"),
        ("source-3", "[Harbour Gazette of 4 March, page 2]", None),
    ]


@pytest.mark.parametrize(
    ("file", "fields"), [("suggest-a-briefing.yml", SUGGESTION), ("report-a-correction.yml", CORRECTION)]
)
def test_the_labels_are_those_of_the_form(file: str, fields: Fields) -> None:
    template = yaml.safe_load((FORMS / file).read_text(encoding="utf-8"))
    asked = [field for field in template["body"] if field["type"] != "markdown"]
    assert tuple(Field(field["attributes"]["label"], field["type"] == "input") for field in asked) == fields
    assert "draft it" not in template["labels"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_looks_like_a_command_stays_data(text: str) -> None:
    data, stem = made(body(text, summary=f"{text}\n\n{text}", sources=text, more=text))
    assert data["title"] == " ".join(text.split())
    assert data["summary"] == f"{text}\n\n{text}".strip()
    assert data["body"] == text.strip()
    assert re.fullmatch(r"2026-03-04-[a-z0-9-]+", stem) and len(stem) <= 80
    assert set(data) == {"title", "date", "status", "summary", "body", "sources"}
    assert (data["status"], data["date"]) == ("draft", "2026-03-04")


SAFE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff"))


@given(SAFE.map(str.strip).filter(lambda text: text and text != EMPTY and not text.startswith("### ")))
def test_the_title_read_back_is_the_title_in_the_form(title: str) -> None:
    data, _ = made(body(title))
    assert data["title"] == " ".join(title.split())


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_any_text_gives_a_draft_or_a_word_on_what_is_missing(title: str, summary: str, sources: str) -> None:
    try:
        data, _ = made(body(title, "x", summary, sources))
    except FormError as error:
        assert "“###" in str(error)
    else:
        assert list(data)[:4] == ["title", "date", "summary", "status"]
        assert data["date"] == "2026-05-01"


NO_DAYS = [
    "4 March",
    "2026-02-30",
    "30 February 2026",
    "2026-03",
    "3/4/2026",
    "2026-03-04 title: x",
    "../2026",
    "4 Mai 2026",
]

WORDS = st.text(max_size=80)
DAYS = st.sampled_from(["2026-03-04", "", "2026-3-4", "4 March 2026", *NO_DAYS]) | WORDS


@given(WORDS, DAYS, WORDS, WORDS, WORDS)
@example("Talks end", "2026-03-04", "Nine hours.", "https://a.example/x No text\nA paper", "The Highland: no.")
@example("Talks: no end", "4 March 2026", "No", "https://a.example/#x 1984", "2026")
def test_fix_leaves_a_draft_as_it_is(title: str, date: str, summary: str, sources: str, more: str) -> None:
    try:
        raw = draft(
            Form(body(title, date, summary, sources, more), 12, "2026-05-01"), "../../schema/briefing.json"
        ).text.encode()
    except FormError:
        assume(False)
    assert mend(raw, "x.yml", None, KnownNames()) == Mended(raw)


@given(st.text(max_size=2000))
def test_any_body_is_read(text: str) -> None:
    form = Form(text, 12, "2026-05-01")
    assert set(answers(form, SUGGESTION, ())) == {field.label for field in SUGGESTION}
    try:
        made(text)
    except FormError as error:
        assert "Nothing stands under" in str(error)


def test_headings_of_a_text_stay_in_it() -> None:
    text = "Before.\n\n### My own heading\n\nafter\n\n### Headline\n\nAnother title\n\n### Date\n\n1999-01-01"
    data, _ = made(body("One title", summary=text))
    assert (data["title"], data["date"], data["summary"]) == ("One title", "2026-03-04", text)


OWN_WORDS = "Before.\n\n{}\n\nafter"
ONE_HEADING = st.sampled_from([f"### {field.label}" for field in SUGGESTION])


@pytest.mark.parametrize("typed", [f"### {field.label}" for field in SUGGESTION])
def test_a_heading_that_a_reader_types_stays_text(typed: str) -> None:
    own = OWN_WORDS.format(typed)
    data, _ = made(body("One title", summary=own, sources="https://a.example/ A", more="More."))
    assert (data["summary"], data["body"], len(data["sources"])) == (own, "More.", 1)
    data, _ = made(body("One title", sources="https://a.example/ A", more=own))
    assert (data["summary"], data["body"], len(data["sources"])) == ("Nine hours.", own, 1)


def test_a_line_that_is_not_set_apart_is_no_heading_of_the_form() -> None:
    own = "He wrote\n### Sources\nand left."
    data, _ = made(body("One title", summary=own, sources="https://a.example/ A\n### Sources"))
    assert (data["summary"], [source["title"] for source in data["sources"]]) == (own, ["A", "[### Sources]"])


@given(st.lists(ONE_HEADING | st.just("words"), max_size=6).map("\n\n".join))
def test_whatever_headings_are_typed_no_word_is_lost(typed: str) -> None:
    own = f"x\n\n{typed}".strip()
    for text in (body("A", summary=own, sources="s"), body("A", sources="s", more=own)):
        given = answers(Form(text, 12, "2026-05-01"), SUGGESTION, ())
        again = written(SUGGESTION, *(given[field.label] for field in SUGGESTION))
        assert again.replace(EMPTY, "").split() == text.replace(EMPTY, "").split()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("### Headline\nA\n### What happened\nB\n### Sources\nC", ("A", "", "B", "C", "")),
        ("### What happened\n\nB\n\n### Headline\n\nA", ("A", "", "", "", "")),
        ("### Headline\n\nA\n\n### Anything else\n\nM", ("A", "", "", "", "M")),
        ("Words above.\n\n### Headline\n\nA", ("A", "", "", "", "")),
    ],
)
def test_a_form_that_was_changed_by_hand(text: str, first: tuple[str, ...]) -> None:
    assert tuple(answers(Form(text, 12, "2026-05-01"), SUGGESTION, ()).values()) == first


def test_windows_line_ends() -> None:
    plain = body("A title", summary="One.\n\nTwo.", sources="https://a.example/ A\nhttps://b.example/ B")
    assert draft(Form(plain.replace("\n", "\r\n"), 12, "2026-05-01")) == draft(Form(plain, 12, "2026-05-01"))


@pytest.mark.parametrize(
    "date",
    [
        *("2026-3-4", "2026/03/04", "2026.3.4", "4 March 2026", "4th of March, 2026", "March 4, 2026", "Mar. 4th 2026"),
        *("Wednesday, 4 March 2026", "wed 4 MAR 2026", "4. March 2026."),
    ],
)
def test_a_date_in_other_words_is_understood(date: str) -> None:
    result = draft(Form(body("A title", date), 12, "2026-05-01"))
    assert (result.date, result.stem) == ("2026-03-04", "2026-03-04-a-title")
    assert result.remark == f"The form gives the date as “{date}”."
    assert f"\n# {result.remark}\ndate: 2026-03-04\n" in result.text


def test_a_date_as_it_is_asked_for_needs_no_remark() -> None:
    assert draft(Form(body("A title"), 12, "2026-05-01")).remark == ""


@given(
    st.dates(),
    st.sampled_from(["{0.year:04}-{0.month}-{0.day}", "{0.day} {0:%B} {0.year:04}", "{0:%b} {0.day}, {0.year:04}"]),
)
def test_every_day_is_understood(day: datetime.date, form: str) -> None:
    assert day_of(form.format(day)) == day.isoformat()


@pytest.mark.parametrize("date", [*NO_DAYS, "٤ March 2026", "x" * 900, "4 March 26", "1 mar\u202e 2026"])
def test_a_date_that_is_not_understood_is_kept_in_words(date: str) -> None:
    result = draft(Form(body("A title", date), 12, "2026-05-01"))
    assert result.date == "2026-05-01"
    assert date.replace("\u202e", "<U+202E>")[:150] in result.remark
    assert result.remark.endswith("in which no day is certain; 2026-05-01 is the day on which it was sent.")
    assert f"\n# {result.remark}\ndate: 2026-05-01\n" in result.text
    with pytest.raises(FormError, match="year-month-day"):
        draft(Form(body("A title", date), 12, "soon"))


def test_no_date_is_the_day_of_the_form() -> None:
    result = draft(Form(body("A title", ""), 12, "2026-05-01"))
    assert result.remark == "The form names no date; 2026-05-01 is the day on which it was sent."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "“### Headline” and “### What happened”"),
        ("Just words.", "“### Headline” and “### What happened”"),
        (body(""), "Nothing stands under “### Headline”."),
        (body("A title", summary=" \n "), "Nothing stands under “### What happened”."),
        ("## Headline\n\nA title\n\n### What happened\n\nx", "“### Headline”."),
        ("x" * (MOST + 1), "at most 65,536"),
    ],
)
def test_a_form_that_lacks_something(text: str, said: str) -> None:
    with pytest.raises(FormError) as error:
        draft(Form(text, 12, "2026-05-01"))
    assert said in str(error.value)


def test_a_title_without_letters_gets_the_name_of_the_form() -> None:
    assert made(body("谈判"))[1] == "2026-03-04-form-12"


def test_a_very_long_form() -> None:
    sources = "\n".join(f"https://a.example/{number}" for number in range(1200))
    data, _ = made(body("A title", summary="word " * 6000, sources=sources))
    assert len(str(data["summary"])) == 29_999
    assert isinstance(data["sources"], list) and len(data["sources"]) == 100
    assert "1100 more" in draft(Form(body("A title", sources=sources), 12, "2026-05-01")).text


def event(desk: Desk, text: object, **other: object) -> str:
    """Write the event of an issue, and return its file's name."""
    issue = {"number": 12, "body": text, "created_at": "2026-05-01T08:00:00Z", "title": "$(id)", **other}
    (desk.root / "event.json").write_text(json.dumps({"action": "labeled", "issue": issue}), encoding="utf-8")
    return "event.json"


def test_the_command_writes_a_draft_that_passes_the_check(desk: Desk, command) -> None:
    ran = command(desk, "from-form", event(desk, body("A `$(touch hacked)` title", sources="https://a.example/ A")))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "briefings/2026/2026-03-04-a-touch-hacked-title.yml\n"
    assert not (desk.root / "hacked").exists()
    assert command(desk, "check").code == 0


def test_the_way_to_the_schema_is_that_of_the_site(desk: Desk, command) -> None:
    file = event(desk, body("No schema"))
    assert "$schema" not in (desk.root / command(desk, "from-form", file).out.strip()).read_text(encoding="utf-8")
    desk.write({"schema/briefing.json": "{}\n"})
    desk.edit("mkdocs.yml", "  - briefwright\n", "  - briefwright:\n      briefings_dir: a/b\n")
    (desk.root / "a/b").mkdir(parents=True)
    path = desk.root / command(desk, "from-form", file).out.strip()
    way = re.findall(r"\$schema=(.*)", path.read_text(encoding="utf-8"))[0]
    assert (path.parent / way).resolve() == desk.root / "schema/briefing.json"


def test_the_command_overwrites_nothing(desk: Desk, command) -> None:
    file = event(desk, body("Talks"))
    before = (desk.root / "briefings/2026/2026-03-04-talks.yml").read_bytes()
    (desk.root / "briefings/2026/2026-03-04-talks-2.yaml").write_text("title: Other\n", encoding="utf-8")
    assert command(desk, "from-form", file).out == "briefings/2026/2026-03-04-talks-3.yml\n"
    assert command(desk, "from-form", file).out == "briefings/2026/2026-03-04-talks-4.yml\n"
    assert (desk.root / "briefings/2026/2026-03-04-talks.yml").read_bytes() == before


def test_a_form_that_lacks_something_writes_nothing(desk: Desk, command) -> None:
    before = sorted(desk.root.rglob("*.yml"))
    ran = command(desk, "from-form", event(desk, "### Headline\n\n`rm`"))
    assert (ran.code, ran.out) == (1, "")
    assert "What happened" in ran.err and "Traceback" not in ran.err
    assert sorted(desk.root.rglob("*.yml")) == before


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"\xff\xfe\x00",
        b'{"issue": null}',
        b'{"issue": {"body": 1, "number": 2, "created_at": "x"}}',
        b'{"issue": {"body": "x", "number": "$(id)", "created_at": "x"}}',
        b'{"issue": {"body": "x", "number": -1, "created_at": "x"}}',
        b"[" * 100_000,
        b" " * 5_000_001,
    ],
    ids=range(11),
)
def test_a_file_that_is_no_event(desk: Desk, command, raw: bytes) -> None:
    (desk.root / "event.json").write_bytes(raw)
    ran = command(desk, "from-form", "event.json")
    assert (ran.code, ran.out) == (2, "")
    assert "event of an issue" in ran.err or "an event of an issue is smaller" in ran.err


def test_an_empty_body_and_half_a_character(desk: Desk, command) -> None:
    assert command(desk, "from-form", event(desk, None)).code == 1
    ran = command(desk, "from-form", event(desk, body("Half \ud800 a character\x00")))
    assert ran.code == 0
    text = (desk.root / ran.out.strip()).read_text(encoding="utf-8")
    assert "title: Half \ufffd a character\ufffd\n" in text


@pytest.mark.parametrize("name", ["missing.json", "briefings"])
def test_a_wrong_call(desk: Desk, command, name: str) -> None:
    assert command(desk, "from-form", name).code == 2
