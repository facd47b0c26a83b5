"""Reports: what they look like, that carets stand where they should, and that nothing in a file can do harm."""

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefwright.printable import harmless, is_unsafe, visible
from briefwright.problems import Problem, Severity
from briefwright.reports import FORMATS, TAB, WIDTH, _cut, _cut_in_cells, summary
from one_problem import REF01

EXPECTED = """\
briefings/2026/2026-03-04-harbour-talks.yml:14:12 REF01 error: unknown actor 'cost-state'
  14 |   - actor: cost-state
     |            ^^^^^^^^^^
  hint: did you mean 'coast-state'?
"""
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def test_nothing_unsafe_passes_for_text_that_needs_no_look() -> None:
    unsafe = [chr(number) for number in range(0x110000) if is_unsafe(chr(number))]
    assert {"\x1b", "\u202e", "\u2028", "\ufeff", "\ud800"} <= set(unsafe)
    assert all(harmless(f"a{character}b") == f"a{visible(character)}b" for character in unsafe)


def text(*problems: Problem, colour: bool = False) -> str:
    return FORMATS["text"](problems, colour)


def columns(shown: str) -> int:
    """The columns a terminal needs, counted another way than the code does: by category first."""
    width = 0
    for character in shown:
        if unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            width += 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
    return width


def marked(excerpt: str, column: int, width: int) -> tuple[str, int]:
    """Return what stands above the carets of a report, and the columns before them."""
    block = text(REF01._replace(excerpt=excerpt, column=column, width=width, hint=""))
    _, line, carets = block.rstrip("\n").split("\n")
    line, carets = line.removeprefix("  14 | "), carets.removeprefix("     | ")
    before, under = carets.index("^"), carets.count("^")
    start = next(i for i in range(len(line) + 1) if columns(line[:i]) == before)
    end = next((i for i in range(start + 1, len(line) + 1) if columns(line[start:i]) >= under), len(line))
    return line[start:end], before


def test_text_is_as_designed() -> None:
    assert text(REF01) == EXPECTED
    assert text(REF01, REF01) == EXPECTED * 2
    assert text() == ""


def test_hint_and_excerpt_may_be_missing() -> None:
    bare = REF01._replace(hint="", excerpt="", severity=Severity.WARNING)
    assert text(bare) == "briefings/2026/2026-03-04-harbour-talks.yml:14:12 REF01 warning: unknown actor 'cost-state'\n"


def test_long_line_numbers_keep_the_caret_in_place() -> None:
    lines = text(REF01._replace(line=123456)).split("\n")
    assert lines[1:3] == ["123456 |   - actor: cost-state", "       |            ^^^^^^^^^^"]


def test_colour_only_where_asked_for() -> None:
    coloured = text(REF01, colour=True)
    assert "\x1b[31m" in coloured
    assert "\x1b[33m" in text(REF01._replace(severity=Severity.WARNING), colour=True)
    assert ESCAPES.sub("", coloured) == EXPECTED
    assert "\x1b" not in text(REF01)
    assert "\x1b" not in FORMATS["json"]([REF01], True)


@pytest.mark.parametrize(
    ("excerpt", "word", "before"),
    [
        ("title: talks", "talks", 7),
        ("\ttitle: talks", "talks", TAB + 7),
        ("ab\ttitle: talks", "talks", TAB + 7),
        ("海峡: talks", "talks", 6),
        ("title: 海峡会談 x", "海峡会談", 7),
        ("cafe\u0301: talks", "talks", 6),
        ("a\u200db: talks", "talks", 4),
        ("Київ: talks", "talks", 6),
        ("ﾊﾝ: talks", "talks", 4),
        ("Ａ: talks", "talks", 4),
        ("x\x1b[31m: talks", "talks", len("x<U+001B>[31m: ")),
        ("x\u202e: talks", "talks", len("x<U+202E>: ")),
    ],
)
def test_carets_stand_under_the_word(excerpt: str, word: str, before: int) -> None:
    assert marked(excerpt, excerpt.index(word) + 1, len(word)) == (word, before)


def test_a_tab_is_marked_over_its_whole_width() -> None:
    assert marked("\tx: y", 1, 1) == (" " * TAB, 0)


@pytest.mark.parametrize("filler", ["a", "ab ", "海", "e\u0301", "\t"])
@pytest.mark.parametrize("at", [0, 30, 90, 99, 500, 5_000])
def test_long_lines_are_cut_around_the_caret(filler: str, at: int) -> None:
    head = (filler * at)[:at]
    excerpt = head + "WRONG" + filler * 5_000
    found, before = marked(excerpt, at + 1, 5)
    assert found.lstrip("\u0301") == "WRONG"  # an accent belongs to the letter before
    assert before <= WIDTH
    lines = text(REF01._replace(excerpt=excerpt, column=at + 1, width=5)).split("\n")
    assert all(columns(line) <= WIDTH + 20 for line in lines[1:3])
    assert lines[1].endswith("…")
    assert lines[1].startswith("  14 | …") == (before < columns(head.expandtabs(TAB)))


def test_a_very_wide_mark_is_cut_too() -> None:
    lines = text(REF01._replace(excerpt="a" * 9_000, column=1, width=9_000)).split("\n")
    assert 0 < lines[2].count("^") <= WIDTH
    assert len(lines[1]) <= WIDTH + 20


def test_controls_and_bidi_signs_are_made_visible() -> None:
    nasty = "a\x1b[2Jb\u202ec\u2066d\x07e\x9bf\u2028g\ufeffh\x00i"
    shown = "a<U+001B>[2Jb<U+202E>c<U+2066>d<U+0007>e<U+009B>f<U+2028>g<U+FEFF>h<U+0000>i"
    report = text(Problem(nasty, 1, 1, "YAML04", Severity.ERROR, nasty, nasty, nasty, 1))
    assert report == (
        f"{shown}:1:1 YAML04 error: {shown}\n   1 | {shown}\n     | ^\n  hint: {shown}\n"
    )  # fmt: skip


def test_json_has_every_field() -> None:
    (found,) = json.loads(FORMATS["json"]([REF01._replace(excerpt="  - actor: cost-state # é\u202e\x07")], False))
    assert found == {
        "path": "briefings/2026/2026-03-04-harbour-talks.yml",
        "line": 14,
        "column": 12,
        "rule": "REF01",
        "severity": "error",
        "message": "unknown actor 'cost-state'",
        "hint": "did you mean 'coast-state'?",
        "excerpt": "  - actor: cost-state # é\u202e\x07",
        "width": 10,
    }
    assert json.loads(FORMATS["json"]([], False)) == []


def test_summary_counts() -> None:
    warning = REF01._replace(severity=Severity.WARNING, path="b.yml")
    advice = REF01._replace(severity=Severity.ADVICE)
    assert summary([]) == "no problems"
    assert summary([REF01]) == "1 error in 1 file"
    assert summary([REF01, REF01, REF01, warning]) == "3 errors, 1 warning in 2 files"
    assert summary([warning, warning]) == "2 warnings in 1 file"
    assert summary([REF01, advice]) == "1 error, 1 advice in 1 file"
    assert summary([REF01] * 1200) == "1,200 errors in 1 file"


ANY = st.text(st.characters() | st.sampled_from("\t\x1b\u202e\u0301海 \n\r"), max_size=300)


@settings(max_examples=500)
@given(
    st.builds(
        Problem,
        path=ANY,
        line=st.integers(0, 10**9),
        column=st.integers(0, 500),
        rule=st.just("YAML20"),
        severity=st.sampled_from(Severity),
        message=ANY,
        hint=ANY,
        excerpt=ANY | ANY.map(lambda t: t * 50),
        width=st.integers(0, 500),
    ),
    st.booleans(),
)
def test_no_problem_makes_a_report_raise_or_unsafe(problem: Problem, colour: bool) -> None:
    report = text(problem, colour=colour)
    plain = ESCAPES.sub("", report) if colour else report
    assert plain.count("\n") <= 4
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") for c in plain)
    assert not any(unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "FSI") for c in plain)
    assert report.encode()
    FORMATS["json"]([problem], colour).encode("ascii")
    assert summary([problem]).endswith("in 1 file")


@given(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=130), st.integers(0, 140), st.integers(0, 140)
)
def test_plain_lines_are_cut_like_all_others(excerpt: str, column: int, width: int) -> None:
    problem = REF01._replace(excerpt=excerpt, column=column, width=width)
    assert _cut(problem) == _cut_in_cells(problem)
