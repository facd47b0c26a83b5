"""The reader: each refusal with the report it must give, what it accepts, and that nothing makes it raise."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefwright import line_map, yaml_faults, yaml_source
from briefwright.line_map import MAX_BYTES, MAX_DEPTH, LineMap, Loc
from briefwright.problems import Problem, Severity, closest, did_you_mean
from briefwright.reports import FORMATS
from briefwright.rules import RULES
from briefwright.yaml_source import read

CASES = sorted((Path(__file__).parent / "cases" / "reader").glob("*.yml"))

# What an editor or a version-control system might change in a file: (bytes, rule, line, column, part of the message).
BYTES: dict[str, tuple[bytes, str, int, int, str]] = {
    "not UTF-8": (b"title: a\nplace: caf\xc3\xa9 \xff bar\n", "YAML01", 2, 13, "byte 0xff"),
    "Latin-1": ("title: é\n".encode("latin-1"), "YAML01", 1, 8, "byte 0xe9"),
    "cut in a character": (b"title: \xe2\x82", "YAML01", 1, 8, "byte 0xe2"),
    "UTF-16": ("title: a\n".encode("utf-16"), "YAML01", 1, 1, "UTF-16"),
    "not UTF-8 after a byte order mark": (b"\xef\xbb\xbfa: b\r\nc: \xff", "YAML01", 2, 4, "byte 0xff"),
    "over 1 MB": (b"title: " + b"x" * MAX_BYTES, "YAML02", 1, 1, "1,048,583 bytes"),
    "nothing": (b"", "YAML03", 1, 1, "nothing in it"),
    "only a byte order mark": (b"\xef\xbb\xbf", "YAML03", 1, 1, "nothing in it"),
    "only a document mark": (b"---\n", "YAML03", 1, 1, ""),
    "only null": (b"~\n", "YAML03", 1, 1, ""),
    "NUL": (b"title: a\0b\n", "YAML04", 1, 9, "U+0000"),
    "escape character": (b"title: a\nplace: \x1b[31mred\n", "YAML04", 2, 8, "U+001B"),
    "C1 control": ("title: a\u009bb\n".encode(), "YAML04", 1, 9, "U+009B"),
    "brackets": (b"title: " + b"[" * 400_000, "YAML07", 1, 8 + MAX_DEPTH - 1, "32 levels"),
    "braces": (b"{a: " * 200_000, "YAML07", 1, 4 * MAX_DEPTH + 1, "32 levels"),
    "hyphens": (b"- " * 400_000, "YAML07", 1, 2 * MAX_DEPTH + 1, "32 levels"),
    "CRLF": (b"title: a\r\ndate: b\r\ntitle: c\r\n", "YAML08", 3, 1, "line 1"),
    "CR": (b"title: a\rdate: b\rtitle: c\r", "YAML08", 3, 1, "line 1"),
    "byte order mark": (b"\xef\xbb\xbftitle: a\ntitle: c\n", "YAML08", 2, 1, "line 1"),
    "line separators are no lines to an editor": (
        "summary: a\u2028\u2028 b\u0085 c\ntitle: *x\n".encode(), "YAML10", 2, 8, "alias",
    ),
    "conflict after a byte order mark": (b"\xef\xbb\xbf<<<<<<< HEAD\n", "YAML05", 1, 1, "from here"),
    "wide characters": ("title: {海: 1, 海: 2}\n".encode(), "YAML08", 1, 15, "'海' stands on line 1"),
}  # fmt: skip


def rules_of(raw: bytes) -> list[str]:
    return [problem.rule for problem in read(raw, "x.yml").problems]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    problems = read(case.read_bytes(), case.name).problems
    assert FORMATS["text"](problems, False) == case.with_suffix(".expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BYTES)
def test_bytes(name: str) -> None:
    raw, rule, line, column, words = BYTES[name]
    (problem,) = read(raw, "x.yml").problems
    assert (problem.path, problem.rule, problem.line, problem.column) == ("x.yml", rule, line, column)
    assert problem.severity is Severity.ERROR
    assert words in problem.message


def test_every_rule_fires() -> None:
    fired = {rule for case in CASES for rule in rules_of(case.read_bytes())} | {case[1] for case in BYTES.values()}
    assert {rule for rule in RULES if rule.startswith("YAML")} == fired


def test_good_cases_give_their_data() -> None:
    plain = read((CASES[0].parent / "good-plain.yml").read_bytes(), "x.yml")
    assert plain.problems == ()
    assert plain.data == {
        "title": "Harbour talks end without a text",
        "country": "NO",
        "time": "12:30",
        "number": "012",
        "answer": "yes",
        "empty": None,
        "nothing": None,
        "quoted nothing": "null",
        "address": "https://gazette.example/talks?a=1#top",
        "list": ["one", "two, three", {"four": "5"}],
        "under": ["first", ["nested", "list"], {"key": "value", "other": 'it\'s "quoted" \u00e9'}],
        "folded": "One paragraph on two lines.\n",
        "literal": "A list in Markdown:\n\n- with [a link](https://gazette.example/)\n\tand a tab\n---\n"
        "<<<<<<< no conflict, it is indented\n",
    }
    listed = read((CASES[0].parent / "good-list.yml").read_bytes(), "x.yml")
    assert listed == yaml_source.Reading(
        [{"id": "ada-moreno", "name": "Ada Moreno"}, {"id": "coast-state", "name": "Coast State"}], ()
    )


def test_byte_order_mark_and_line_ends_make_no_difference() -> None:
    text = 'title: Talks\nbody: |\n  One.\n\n  Two.\nquote: "a\n  b"\n'
    plain = read(text.encode(), "x.yml")
    assert plain.problems == ()
    assert plain.data == {"title": "Talks", "body": "One.\n\nTwo.\n", "quote": "a b"}
    assert read(b"\xef\xbb\xbf" + text.encode(), "x.yml") == plain
    assert read(text.replace("\n", "\r\n").encode(), "x.yml") == plain
    assert read(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(), "x.yml") == plain


def test_the_limits_themselves_are_allowed() -> None:
    assert rules_of(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH) == []
    assert rules_of(b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1)) == ["YAML07"]
    head = b"title: "
    assert rules_of(head + b"x" * (MAX_BYTES - len(head))) == []
    assert rules_of(head + b"x" * (MAX_BYTES + 1 - len(head))) == ["YAML02"]


def test_what_can_be_read_is_there_in_spite_of_problems() -> None:
    reading = read(b"title: a\ndate: b\ntitle: {c: d}\ntopics: [x, {k: 1, k: 2}]\n", "x.yml")
    assert [problem.rule for problem in reading.problems] == ["YAML08", "YAML08"]
    assert reading.data == {"title": "a", "date": "b", "topics": ["x", {"k": "1"}]}
    assert read(b"a: &x 1\n", "x.yml").data is None
    assert read(b'a: 1\nb: "c" d\n', "x.yml").data is None
    assert read(b"a: 1\n---\nb: 2\n", "x.yml").data is None
    assert read(b"a: 1\n\tb: 2\nc: 3\n", "x.yml").data is None
    assert read(b"a: [\n\t1]\n", "x.yml").data == {"a": ["1"]}


def test_a_hopeless_file_reports_a_bounded_number_of_problems() -> None:
    problems = read(b"{" + b"a: ," * 1000 + b"}", "x.yml").problems
    assert len(problems) == yaml_faults.MOST
    assert "900 more problems" in problems[-1].message
    for raw in (b"- |\n   x\n   \ty\n" * 20_000, b"- &a x\n" * 20_000, b"\x01" * 100_000, b"<<<<<<< a\n" * 20_000):
        assert len(read(raw, "x.yml").problems) <= yaml_faults.MOST


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_without_libyaml_the_reader_says_the_same(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = case.read_bytes()
    expected = read(raw, "x.yml")
    monkeypatch.setattr(line_map, "Loader", yaml.SafeLoader)
    monkeypatch.setattr(yaml_source, "Loader", yaml.SafeLoader)
    found = read(raw, "x.yml")
    assert [(p.rule, p.line) for p in found.problems] == [(p.rule, p.line) for p in expected.problems]
    if case.stem != "tab-in-brackets":  # the parser itself stops at that tab, where libyaml goes on
        assert found.data == expected.data


def positions(loc: Loc, data: object) -> list[Loc]:
    inside = list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []
    return [loc, *(deeper for key, value in inside for deeper in positions((*loc, key), value))]


def test_line_map_finds_every_plain_value_and_key() -> None:
    raw = (CASES[0].parent / "good-plain.yml").read_bytes()
    data = read(raw, "x.yml").data
    places = LineMap(raw.decode())
    for loc in positions((), data)[1:]:
        value: object = data
        for part in loc:
            value = value[part]  # type: ignore[index]
        if isinstance(loc[-1], str):
            key = places.find(loc, key=True)
            assert key.excerpt[key.column - 1 :][: key.width] == loc[-1]
        if isinstance(value, str) and "\n" not in value and "quoted" not in value:
            found = places.find(loc)
            assert found.excerpt[found.column - 1 :][: found.width].strip('"') == value
            assert found.excerpt == raw.decode().split("\n")[found.line - 1]


def test_line_map_takes_the_nearest_place() -> None:
    places = LineMap("# note\na:\n  - b: 1\n    c:\n  - [x, y]\nd: |\n\n  text\n  more\ne: >\nf: {g: 1}\n")

    def at(*loc: str | int, key: bool = False) -> tuple[int, int, int]:
        place = places.find(loc, key)
        return place.line, place.column, place.width

    assert at() == (2, 1, 2)
    assert at("a") == (2, 1, 1)
    assert at("a", 0) == (3, 5, 4)
    assert at("a", 0, "b") == (3, 8, 1)
    assert at("a", 0, "b", key=True) == (3, 5, 1)
    assert at("a", 0, "c") == (4, 5, 1)
    assert at("a", 0, "nothing", "here") == at("a", 0)
    assert at("a", 1) == (5, 5, 6)
    assert at("a", 1, 1) == (5, 9, 1)
    assert at("a", 9) == at("a")
    assert at("d") == (8, 3, 4)
    assert at("e") == (10, 1, 1)
    assert at("f") == (11, 4, 6)
    assert at("f", "g", key=True) == (11, 5, 1)
    assert LineMap("").find(("a",)).line == 1
    assert LineMap("- \n-").find((1,)).line == 2


def test_line_map_finds_text_in_a_value() -> None:
    places = LineMap("a: x [@b] and [@b]\nc: >\n  one [@b,\n  para 4] two\nd: e\n")
    assert (places.find_text(("a",), "[@b]").column, places.find_text(("a",), "[@b]").width) == (6, 4)
    assert places.find_text(("c",), "[@b, para 4]").line == 3
    assert places.find_text(("d",), "[@b]") == places.find(("d",))
    assert places.find_text(("d",), "") == places.find(("d",))


def test_first_of_repeated_keys_is_the_one_that_is_found() -> None:
    places = LineMap("a: 1\nb: 2\na: {c: 3}\n")
    assert places.find(("a",)).line == 1
    assert places.find(("a",), key=True).line == 1
    assert places.find(("a", "c")).line == 1


# Text that is made of what matters to YAML reaches more corners than random bytes do.
PIECES = [
    *(
        "a",
        "é",
        "海",
        "b: ",
        ":",
        "- ",
        "? ",
        ",",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "|",
        ">",
        "#",
        "%",
        "@",
        "\\",
        "~",
        "null",
    ),
    *(" ", "  ", "\n", "\n  ", "\t", "\r", "\u2028", "\ufeff", "\0"),
    *("&x ", "*x", "!t ", "---\n", "...\n", "<<: ", "<<<<<<< ", ">>>>>>> "),
]
YAML_LIKE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def check_reading(raw: bytes) -> None:
    reading = read(raw, "x.yml")
    assert reading.problems or reading.data is not None
    for problem in reading.problems:
        assert problem.rule in RULES and problem.message and problem.line >= 1
        assert 1 <= problem.column <= len(problem.excerpt) + 1 and problem.width >= 1
    places = line_map.line_map(raw)
    for loc in positions((), reading.data):
        assert places.find(loc).line >= 1
        assert places.find(loc, key=True).line >= 1
        assert places.find_text(loc, "a").width >= 1


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    check_reading(raw)


@settings(max_examples=1000)
@given(YAML_LIKE)
@example("? ")
@example("- ? [")
@example("'\n''\n")
@example("%\r")
def test_no_text_makes_the_reader_raise(text: str) -> None:
    check_reading(text.encode())


@settings(max_examples=1000)
@given(YAML_LIKE)
def test_both_passes_agree(text: str) -> None:
    reading = read(text.encode(), "x.yml")
    if not reading.problems:
        assert yaml_faults.find_faults(text.encode(), "x.yml") == (reading.data, ())
        assert reading.data == as_text(yaml.load(text.removeprefix("\ufeff"), Loader=yaml.CBaseLoader), reading.data)


def as_text(loaded: object, like: object) -> object:
    """Return data of yaml.CBaseLoader, which knows no empty values, with None where we have it."""
    if isinstance(loaded, dict) and isinstance(like, dict):
        return {key: as_text(value, like.get(key)) for key, value in loaded.items()}
    if isinstance(loaded, list) and isinstance(like, list) and len(loaded) == len(like):
        return [as_text(one, other) for one, other in zip(loaded, like, strict=True)]
    return None if like is None and loaded in ("", "~", "null", "Null", "NULL") else loaded


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff") | st.just("\n"))
DATA = st.recursive(TEXT, lambda x: st.lists(x) | st.dictionaries(TEXT.filter(lambda k: k not in ("", "<<")), x))


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


@settings(max_examples=300)
@given(DATA, st.booleans())
def test_what_was_written_is_read_again(data: object, unicode: bool) -> None:
    dumped = yaml.dump(data, Dumper=_NoAliases, default_style='"', allow_unicode=unicode)
    assert read(dumped.encode(), "x.yml") == yaml_source.Reading(data, ())


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("sumary", ["title", "summary", "date"], "summary"),
        ("oppose", ["opposes-with-conditions", "opposes", "supports"], "opposes"),
        ("very-likely", ["very unlikely", "very likely", "likely"], "very likely"),
        ("Coast_State", ["coast-state", "coast-stale"], "coast-state"),
        ("moreno-ada", ["ada-moreno", "moreno-ida"], "ada-moreno"),
        ("b", ["A", "B"], "B"),
        ("kind", ["id", "name"], ""),
        ("colour", ["title", "date"], ""),
        ("", ["a"], ""),
        ("a", [], ""),
        ("x" * 1000, ["x" * 999], ""),
    ],
)
def test_did_you_mean(word: str, candidates: list[str], meant: str) -> None:
    assert closest(word, candidates) == meant
    assert closest(word, reversed(candidates)) == meant
    assert did_you_mean(word, candidates) == (f"did you mean '{meant}'?" if meant else "")


def test_did_you_mean_among_very_many() -> None:
    words = ["harbour", "talks", "patrol", "limit", "fishing", "coast", "envoy", "truce", "summit", "joint"]
    chance = random.Random(7)
    ids = [f"{chance.choice(words)}-{chance.choice(words)}-{n}" for n in range(100_000)]
    many = [*ids, "2026-03-04-port-vell", "ada-moreno", "unsc"]
    for word, meant in {
        "2026-03-04-prot-vell": "2026-03-04-port-vell",
        "ada-morena": "ada-moreno",
        "moreno-ada": "ada-moreno",
        "adamoreno": "ada-moreno",
        "uncs": "unsc",
        "qqqqqqqqqqqq": "",
    }.items():
        assert closest(word, many) == meant
        chance.shuffle(many)
        assert closest(word, many) == meant


def test_problems_sort_by_file_and_place() -> None:
    def problem(path: str, line: int, column: int) -> Problem:
        return Problem(path, line, column, "YAML20", Severity.ERROR, "m")

    ordered = [problem("a", 2, 9), problem("a", 10, 1), problem("a", 10, 2), problem("b", 1, 1)]
    assert sorted([ordered[2], ordered[3], ordered[1], ordered[0]]) == ordered
