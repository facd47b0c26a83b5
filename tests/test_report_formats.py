"""Reports for code hosts: annotations, step summaries, SARIF; nothing in a file becomes a command or a mark."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from markdown import Markdown

from briefwright.problems import Problem, Severity
from briefwright.report_github import MOST_ANNOTATIONS, MOST_BYTES, github_report, github_summary, worst_first
from briefwright.report_sarif import sarif_report
from briefwright.reports import FORMATS
from briefwright.rules import RULES
from desks import Desk
from one_problem import REF01

ATTACKS = (
    "a\n::set-output name=x::y",
    "a\r\n::error::b",
    "::stop-commands::x",
    "##[add-mask]x",
    "a%0A::error::b",
    "]]>",
    "`x` ```\ny",
    "${{ secrets.TOKEN }}",
    "a, line=1::b",
    "<script>alert(1)</script>",
    "| a | b |",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "@everyone #1 https://evil.example www.evil.example a@evil.example",
    "**bold** _it_ ~~no~~ <!-- -->",
    "\x1b[31m\u202e\x00",
    "&lt;b&gt; &#60;",
    "* a\n# b\n> c",
)
COMMAND = re.compile(r"::(error|warning|notice) ([A-Za-z]+=[^,:\r\n]*(?:,[A-Za-z]+=[^,:\r\n]*)*)::([^\r\n]*)")

SARIF: dict[str, Any] = {
    # The required parts of SARIF 2.1.0 (OASIS, 27 March 2020), sections 3.13 to 3.58, as far as they are used here.
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/run"}},
    },
    "definitions": {
        "message": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "run": {
            "type": "object",
            "required": ["tool", "results", "columnKind"],
            "additionalProperties": False,
            "properties": {
                "tool": {
                    "type": "object",
                    "required": ["driver"],
                    "properties": {
                        "driver": {
                            "type": "object",
                            "required": ["name", "rules"],
                            "additionalProperties": False,
                            "properties": {
                                "name": {"type": "string"},
                                "version": {"type": "string"},
                                "rules": {
                                    "type": "array",
                                    "uniqueItems": True,
                                    "items": {"$ref": "#/definitions/rule"},
                                },
                            },
                        }
                    },
                },
                "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                "results": {"type": "array", "items": {"$ref": "#/definitions/result"}},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id", "shortDescription", "help"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "shortDescription": {"$ref": "#/definitions/message"},
                "fullDescription": {"$ref": "#/definitions/message"},
                "help": {"$ref": "#/definitions/message"},
                "defaultConfiguration": {
                    "type": "object",
                    "properties": {"level": {"enum": ["none", "note", "warning", "error"]}},
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["ruleId", "level", "message", "locations"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": 0},
                "level": {"enum": ["none", "note", "warning", "error"]},
                "message": {"$ref": "#/definitions/message"},
                "locations": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/location"}},
            },
        },
        "location": {
            "type": "object",
            "required": ["physicalLocation"],
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "required": ["artifactLocation", "region"],
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "required": ["uri"],
                            "additionalProperties": False,
                            "properties": {
                                "uri": {"type": "string", "pattern": "^(?!/)[A-Za-z0-9._~%/-]*$"},
                                "uriBaseId": {"const": "%SRCROOT%"},
                            },
                        },
                        "region": {
                            "type": "object",
                            "required": ["startLine"],
                            "additionalProperties": False,
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "startColumn": {"type": "integer", "minimum": 1},
                                "endColumn": {"type": "integer", "minimum": 1},
                                "snippet": {"$ref": "#/definitions/text"},
                            },
                        },
                    },
                }
            },
        },
        "text": {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}},
    },
}
Draft7Validator.check_schema(SARIF)
RESULTS = Draft7Validator({**SARIF["definitions"]["run"]["properties"]["results"], "definitions": SARIF["definitions"]})


def github(*problems: Problem) -> list[str]:
    return FORMATS["github"](problems, False).splitlines()


def sarif(*problems: Problem) -> dict[str, Any]:
    found = json.loads(FORMATS["sarif"](problems, False))
    Draft7Validator(SARIF).validate(found)
    return dict(found)


def decoded(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as GitHub's runner does: name, properties, message."""
    found = COMMAND.fullmatch(line)
    assert found, line
    properties = dict(part.split("=", 1) for part in found[2].split(","))
    codes = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}

    def plain(text: str, known: tuple[str, ...]) -> str:
        return re.sub("|".join(known), lambda code: codes[code[0]], text)

    properties = {name: plain(value, tuple(codes)) for name, value in properties.items()}
    return found[1], properties, plain(found[3], ("%0D", "%0A", "%25"))


def test_an_annotation_is_as_documented() -> None:
    assert github(REF01) == [
        "::error file=briefings/2026/2026-03-04-harbour-talks.yml,line=14,col=12,endColumn=22,title=REF01 error"
        "::unknown actor 'cost-state'%0Adid you mean 'coast-state'?"
    ]
    assert github() == []


def test_severities_and_codes() -> None:
    odd = REF01._replace(path="a:b,c%/d.yml", message="100% sure: a, b", hint="", severity=Severity.WARNING)
    assert github(odd) == [
        "::warning file=a%3Ab%2Cc%25/d.yml,line=14,col=12,endColumn=22,title=REF01 warning::100%25 sure: a, b"
    ]
    assert github(REF01._replace(severity=Severity.ADVICE))[0].startswith("::notice file=")


def test_the_worst_come_first_and_only_ten() -> None:
    advice = [REF01._replace(path=f"a{n}.yml", severity=Severity.ADVICE) for n in range(6)]
    warnings = [REF01._replace(path=f"b{n}.yml", severity=Severity.WARNING) for n in range(6)]
    errors = [REF01._replace(path=f"c{n}.yml") for n in range(6)]
    lines = github(*advice, *warnings, *errors)
    names = [decoded(line)[1]["file"] for line in lines[:-1]]
    assert names == [*(f"c{n}.yml" for n in range(6)), *(f"b{n}.yml" for n in range(4))]
    assert len(names) == MOST_ANNOTATIONS
    assert lines[-1] == "and 8 more problems; all of them are in the step's summary"
    assert github(*errors, *warnings[:5])[-1].startswith("and 1 more problem;")
    assert len(github(*errors, *warnings[:4])) == 10
    assert [p.severity for p in worst_first([*advice, *errors])] == [Severity.ERROR] * 6 + [Severity.ADVICE] * 6


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_file_becomes_a_command(attack: str) -> None:
    (line,) = github(REF01._replace(path=attack, message=attack, hint=attack, excerpt=attack))
    name, properties, message = decoded(line)
    assert name == "error" and set(properties) == {"file", "line", "col", "endColumn", "title"}
    assert (properties["line"], properties["title"]) == ("14", "REF01 error")
    assert "\r" not in message and message.count("\n") == 1


ANY = st.text(st.characters() | st.sampled_from("\n\r:,%`|<>[]{}$@#*_\\&\x1b\u202e\ud800 "), max_size=60)
PROBLEMS = st.builds(
    Problem,
    path=ANY,
    line=st.integers(0, 10**6),
    column=st.integers(0, 500),
    rule=st.sampled_from(sorted(RULES)),
    severity=st.sampled_from(Severity),
    message=ANY.filter(bool),
    hint=ANY,
    excerpt=ANY,
    width=st.integers(0, 500),
)


@settings(max_examples=40)
@given(st.lists(PROBLEMS, max_size=14))
def test_whatever_the_problems_the_reports_are_well_formed(problems: list[Problem]) -> None:
    report = github_report(problems, True)
    lines = report.split("\n")[:-1]
    assert len(lines) == min(len(problems), MOST_ANNOTATIONS + 1)
    for line in lines[:MOST_ANNOTATIONS]:
        decoded(line)
    assert report.isprintable() or {c for c in report if not c.isprintable()} <= UNPRINTABLE_BUT_SAFE | {"\n"}
    (run,) = json.loads(sarif_report(problems, True))["runs"]
    assert len(run["results"]) == len(problems)
    RESULTS.validate(run["results"])
    summary = github_summary(problems, "1 briefing checked")
    assert summary.encode()
    assert summary.count("\n") == (len(problems) + 6 if problems else 3)


UNPRINTABLE_BUT_SAFE = {chr(n) for n in range(0x110000) if not chr(n).isprintable() and n > 0x9F}


def rendered(markdown: str) -> str:
    return Markdown(extensions=["tables"]).convert(markdown)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_file_becomes_markdown_or_html(attack: str) -> None:
    nasty = REF01._replace(path=attack, message=attack, hint=attack)
    summary = github_summary([nasty], "1 briefing checked: 1 error in 1 file")
    row = summary.splitlines()[-1]
    assert re.fullmatch(r"\| (?:[^|<>*`@\[\]\\_$~:/!]|&#\d+;)* \| REF01 error \| .* \|", row)
    assert row.count("|") == 4 and row.count("<") == row.count("<br>") == 1
    html = rendered(summary)
    assert set(re.findall(r"<(\w+)", html)) <= {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "br", "em"}
    plain = github_summary([REF01._replace(message="plain", hint="hint")], "x")
    assert [html.count(f"<{tag}") for tag in ("tr", "td", "em")] == [
        rendered(plain).count(f"<{tag}") for tag in ("tr", "td", "em")
    ]


def test_a_summary_has_all_problems_worst_first() -> None:
    warnings = [REF01._replace(line=n, severity=Severity.WARNING) for n in range(1, 31)]
    summary = github_summary([*warnings, REF01], "3 briefings checked")
    rows = [line for line in summary.splitlines() if line.startswith("| briefings")]
    assert len(rows) == 31
    assert "REF01 error" in rows[0] and "REF01 warning" in rows[1]
    assert "| Where | Rule | What |" not in github_summary([], "3 briefings checked: no problems")


def test_a_summary_fits() -> None:
    many = [REF01._replace(line=n) for n in range(1, 8_001)]
    summary = github_summary(many, "x")
    assert MOST_BYTES - 1_000 < len(summary.encode()) < MOST_BYTES + 1_000
    shown = sum(line.startswith("| briefings") for line in summary.splitlines())
    assert summary.endswith(f"\nand {8_000 - shown:,} more, for which there is no room here\n")


def test_sarif_says_everything() -> None:
    (run,) = sarif(REF01)["runs"]
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "briefwright"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "REF01"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(RULES)
    assert result["level"] == "error"
    assert result["message"]["text"] == "unknown actor 'cost-state'\ndid you mean 'coast-state'?"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": REF01.path, "uriBaseId": "%SRCROOT%"}
    assert place["region"] == {"startLine": 14, "startColumn": 12, "endColumn": 22, "snippet": {"text": REF01.excerpt}}
    assert sarif()["runs"][0]["results"] == []
    assert sarif(REF01._replace(severity=Severity.ADVICE))["runs"][0]["results"][0]["level"] == "note"


@pytest.mark.parametrize("path", ["a b/ü:c%.yml", "//evil.example/x", "https://evil.example/", "a?b#c", "\ud800.yml"])
def test_sarif_paths_are_relative_references(path: str) -> None:
    uri = sarif(REF01._replace(path=path))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    text = uri["artifactLocation"]["uri"]
    assert not re.match(r"[a-z]+:|/", text)
    assert unquote(text, errors="surrogatepass") == path.lstrip("/")


def test_sarif_has_no_colour_and_is_ascii() -> None:
    assert sarif_report([REF01._replace(message="\x1b é")], True) == sarif_report(
        [REF01._replace(message="\x1b é")], False
    )
    assert sarif_report([REF01._replace(message="\x1b é")], False).isascii()


# The command.

BAD = "title: Bad\ndate: 2026-05-05\nsummary: Bad.\ndossier: port-wel\n"
NAME = "briefings/2026/2026-05-05-bad.yml"


@pytest.fixture
def bad(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    return desk.write({NAME: BAD})


def test_check_annotates(bad: Desk, command) -> None:
    ran = command(bad, "check", "--format", "github")
    first, *others = ran.out.splitlines()
    assert ran.code == 1
    assert decoded(first)[1]["file"] == NAME and decoded(first)[1]["line"] == "4"
    assert others[-1].startswith("3 briefings checked: 1 error")
    assert not any(line.startswith("::error") for line in others)


def test_check_writes_the_summary_of_the_step(
    bad: Desk, command, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path_factory.mktemp("step") / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    command(bad, "check", "--format", "github")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n### Briefings\n\n3 briefings checked&#58; 1 error")
    assert "REF04 error | unknown dossier" in text
    for form in ("text", "json", "sarif"):
        command(bad, "check", "--format", form)
    assert summary.read_text(encoding="utf-8") == text


def test_a_summary_that_cannot_be_written_is_not_the_briefings_fault(
    bad: Desk, command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(bad.root / "no" / "summary.md"))
    bad.write({NAME: None})
    ran = command(bad, "check", "--format", "github")
    assert ran.code == 0
    assert ran.err == "briefwright: the step's summary cannot be written: No such file or directory\n"


def test_paths_begin_at_the_top_of_the_repository(bad: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(bad.root.parent))
    ran = command(bad, "check", "--format", "github")
    assert decoded(ran.out.splitlines()[0])[1]["file"] == f"{bad.root.name}/{NAME}"
    found = json.loads(command(bad, "check", "--format", "sarif").out)
    places = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in found["runs"][0]["results"]}
    assert f"{bad.root.name}/{NAME}" in places and all(place.startswith(bad.root.name) for place in places)
    assert f"\n{NAME}:4:10 REF04" in "\n" + command(bad, "check").out
    monkeypatch.setenv("GITHUB_WORKSPACE", str(Path("/nowhere")))
    assert decoded(command(bad, "check", "--format", "github").out.splitlines()[0])[1]["file"] == NAME


def test_check_as_sarif(bad: Desk, command) -> None:
    ran = command(bad, "check", "--format", "sarif")
    found = json.loads(ran.out)
    Draft7Validator(SARIF).validate(found)
    assert ran.code == 1 and any(result["ruleId"] == "REF04" for result in found["runs"][0]["results"])
    bad.write({NAME: None})
    ran = command(bad, "check", "--format", "sarif")
    assert ran.code == 0 and not [r for r in json.loads(ran.out)["runs"][0]["results"] if r["level"] == "error"]


# The rules.


def test_rules_lists_every_rule_by_family(desk: Desk, command) -> None:
    ran = command(desk, "rules")
    assert (ran.code, ran.err) == (0, "")
    assert re.findall(r"^  ([A-Z]+\d\d) ", ran.out, re.MULTILINE) == list(RULES)
    assert re.search(r"^References\n  REF01 +error +Unknown actor$", ran.out, re.MULTILINE)


@pytest.mark.parametrize("word", ["REF01", "ref01", " REF01 "])
def test_rules_explains_one(desk: Desk, command, word: str) -> None:
    ran = command(desk, "rules", word)
    assert ran.code == 0
    assert ran.out.startswith("REF01 error: Unknown actor\n\nNo actor has this id")
    assert " ".join(ran.out.split()).endswith(RULES["REF01"].explanation)


@pytest.mark.parametrize(
    ("word", "hint"), [("REF99", "did you mean 'REF"), ("\x1b[31m", "lists them all"), ("", "lists")]
)
def test_rules_knows_no_such_rule(desk: Desk, command, word: str, hint: str) -> None:
    ran = command(desk, "rules", word)
    assert ran.code == 2
    assert ran.err.startswith("briefwright: there is no rule '") and hint in ran.err
    assert "\x1b" not in ran.err


def test_rules_lists_a_family(desk: Desk, command) -> None:
    found = re.findall(r"^  ([A-Z]+\d\d) ", command(desk, "rules", "link").out, re.MULTILINE)
    assert found == [rule for rule in RULES if rule.startswith("LINK")]


def test_rules_as_json(desk: Desk, command) -> None:
    found = json.loads(command(desk, "rules", "--format", "json").out)
    assert [rule["id"] for rule in found] == list(RULES)
    assert set(found[0]) == {"id", "severity", "default_severity", "title", "explanation"}
    (one,) = json.loads(command(desk, "rules", "REF12", "--format", "json").out)
    assert (one["id"], one["severity"]) == ("REF12", "warning")


OPTIONS = "rules: {SRC01: error, SRC03: off, WRI03: warning, SIL02: warning}"


@pytest.fixture
def strict(desk: Desk) -> Desk:
    """A site that weighs rules in its own way: WRI03 as it is weighed anyway."""
    desk.edit("mkdocs.yml", "  - briefwright\n", f"  - briefwright: {{{OPTIONS}}}\n")
    return desk


def test_rules_lists_what_the_site_sets(strict: Desk, command) -> None:
    out = command(strict, "rules").out
    told = re.findall(r"^  (\w+) +(\w+) +.* \((\w+) by default\)$", out, re.MULTILINE)
    assert told == [("SRC01", "error", "warning"), ("SRC03", "off", "advice"), ("SIL02", "warning", "advice")]
    assert re.search(r"^  WRI03 +warning +[^(]+$", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("rule", "weight"),
    [
        ("SRC01", "error here, warning by default"),
        ("SRC03", "off here, advice by default"),
        ("WRI03", "warning"),
        ("REF01", "error"),
    ],
)
def test_rules_explains_one_as_the_site_sets_it(strict: Desk, command, rule: str, weight: str) -> None:
    assert command(strict, "rules", rule).out.startswith(f"{rule} {weight}: {RULES[rule].title}\n\n")


def test_rules_as_json_has_both_severities(strict: Desk, command) -> None:
    found = {rule["id"]: rule for rule in json.loads(command(strict, "rules", "--format", "json").out)}
    assert {id: rule["default_severity"] for id, rule in found.items()} == {
        id: rule.severity for id, rule in RULES.items()
    }
    differ = {id: rule["severity"] for id, rule in found.items() if rule["severity"] != rule["default_severity"]}
    assert differ == {"SRC01": "error", "SRC03": "off", "SIL02": "warning"}


def test_rules_of_a_site_elsewhere(strict: Desk, command) -> None:
    strict.write({"away/x.txt": ""})
    away = Desk(strict.root / "away")
    assert command(away, "rules", "SRC03").out.startswith("SRC03 advice: ")
    assert command(away, "rules", "SRC03", "-f", "../mkdocs.yml").out.startswith("SRC03 off here, advice by default: ")


def test_rules_without_a_site(desk: Desk, empty_desk: Desk, command) -> None:
    there = command(desk, "rules")
    (desk.root / "mkdocs.yml").unlink()
    assert command(empty_desk, "rules") == there
    ran = command(empty_desk, "rules", "SRC01", "-f", "mkdocs.yml")
    assert (ran.code, ran.out) == (2, "") and ran.err.startswith("briefwright: there is no mkdocs.yml")


@pytest.mark.parametrize("text", ["site_name: [\n", "plugins: [search]\n", OPTIONS])
def test_rules_of_a_site_that_cannot_be_read(desk: Desk, command, text: str) -> None:
    desk.write({"mkdocs.yml": text})
    ran = command(desk, "rules", "SRC01")
    assert ran.code == 0 and ran.out.startswith("SRC01 warning: ")
    assert ran.err.startswith("briefwright: mkdocs.yml ") and ran.err.endswith("\nThe severities are the rules' own.\n")
    assert command(desk, "rules", "SRC01", "-f", "mkdocs.yml").code == 2
