"""The command: every way to call it wrongly ends with a word on what to do, and never with a traceback."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from briefwright import __version__, schema
from briefwright.machine import MACHINE
from briefwright.schemas import schemas
from briefwright.validation import validate
from briefwright.yaml_source import read
from desks import CONFIG, Desk, Ran

ROOT = Path(__file__).parent.parent
BAD = "title: Bad\ndate: 2026-05-05\nsummary: Bad.\ndossier: port-wel\n"
WARNING = "title: Odd\ndate: 2026-05-05\nsummary: Odd.\nactors: [{id: coast-state, name: The Coast, kind: state}]\n"


def is_short(ran: Ran) -> bool:
    return "Traceback" not in ran.out + ran.err and len(ran.err.strip().splitlines()) <= 4


def test_without_arguments_it_says_what_it_can_do(desk: Desk, command) -> None:
    ran = command(desk)
    assert ran.code == 2
    assert all(name in ran.out + ran.err for name in ("build", "check", "schema"))


@pytest.mark.parametrize("option", ["--help", "-h"])
@pytest.mark.parametrize("name", ["", "build", "bundle", "check", "pdf", "schema"])
def test_help(desk: Desk, command, name: str, option: str) -> None:
    ran = command(desk, *name.split(), option)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Usage: ")


@pytest.mark.parametrize("option", [[], ["--help"]])
def test_help_tells_of_each_command_in_a_whole_sentence(desk: Desk, command, option: list[str]) -> None:
    ran = command(desk, *option)
    listed = (ran.out + ran.err).split("Commands:\n", 1)[1]
    assert "..." not in listed and listed.count(".\n") == len(re.findall(r"^  [a-z]", listed, re.MULTILINE)) > 9
    assert "from-form" not in listed


def test_a_command_that_was_misspelt(desk: Desk, command) -> None:
    ran = command(desk, "chek")
    assert ran.code == 2 and "Did you mean" in ran.err and "'check'" in ran.err


def test_trouble_with_the_disk_is_said_in_a_line(desk: Desk, command) -> None:
    ran = command(desk, "schema", "mkdocs.yml/inner")
    assert ran.code == MACHINE
    assert is_short(ran) and "mkdocs.yml" in ran.err


def test_version(desk: Desk, command) -> None:
    assert command(desk, "--version") == Ran(0, f"briefwright, version {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nothing"],
        ["biuld"],
        ["build", "--nothing"],
        ["build", "extra"],
        ["build", "--site-dir"],
        ["check", "--format", "xml"],
        ["check", "briefings/2026/missing.yml"],
        ["check", "docs"],
        ["check", "/"],
        ["check", "briefings/.."],
        ["-f", "mkdocs.yml", "check"],
        ["check", "-f", "missing.yml"],
        ["build", "-f", "missing.yml"],
        ["build", "-f", "docs"],
        ["schema", "mkdocs.yml"],
    ],
)
def test_a_wrong_call(desk: Desk, command, arguments: list[str]) -> None:
    ran = command(desk, *arguments)
    assert ran.code == 2
    assert is_short(ran) and ran.err


CONFIGS = {
    "no plugin": (CONFIG.replace("  - briefwright\n", ""), "add 'briefwright' under 'plugins'"),
    "no plugins at all": ("site_name: x\n", "add 'briefwright' under 'plugins'"),
    "not YAML": ("site_name: [\n", "cannot be read"),
    "empty": ("", "add 'briefwright' under 'plugins'"),
    "a list": ("- a\n", "add 'briefwright' under 'plugins'"),
}


@pytest.mark.parametrize("name", CONFIGS)
@pytest.mark.parametrize("what", ["build", "check"])
def test_a_configuration_that_cannot_be_used(desk: Desk, command, name: str, what: str) -> None:
    text, words = CONFIGS[name]
    desk.write({"mkdocs.yml": text})
    ran = command(desk, what)
    assert ran.code == 2
    assert words in ran.err and "Traceback" not in ran.err
    assert not (desk.root / "site").exists()


OPTIONS = ["jobs: many", "jobs: [1]", "briefings_dir: [a]", "cache_dir: {a: b}", "drafts: 7x", "nonsense: 1"]


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("what", ["build", "check"])
def test_an_option_of_the_plugin_that_is_wrong(desk: Desk, command, option: str, what: str) -> None:
    desk.edit("mkdocs.yml", "  - briefwright\n", f"  - briefwright: {{{option}}}\n")
    ran = command(desk, what)
    if what == "check" and option.startswith(("drafts", "nonsense")):
        return  # What checking does not need, it does not judge.
    assert ran.code in ((0, 2) if option.startswith("nonsense") else (2,))
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("odd", ["extra: {since: 2020-02-30}", "extra: !!int x", "extra: [", "extra: !!unknown x"])
def test_a_config_with_a_value_that_is_none(desk: Desk, command, odd: str) -> None:
    desk.write({"mkdocs.yml": f"site_name: Harbour desk\n{odd}\nplugins: [briefwright]\n"})
    ran = command(desk, "check")
    assert ran.code == 2 and ran.err.startswith("briefwright: mkdocs.yml cannot be read: ")


def test_no_mkdocs_yml(empty_desk: Desk, command) -> None:
    for what in ("build", "check"):
        ran = command(empty_desk, what)
        assert ran.code == 2 and "there is no mkdocs.yml" in ran.err


def test_plugins_may_be_a_mapping_and_tags_are_passed_over(desk: Desk, command) -> None:
    desk.edit("mkdocs.yml", "plugins:\n  - search\n  - briefwright\n", "plugins: {search: {}, briefwright: null}\n")
    desk.edit("mkdocs.yml", "extra:\n", "extra:\n  x: !!python/name:os.getcwd\n  y: !ENV [NOT_SET, z]\n")
    assert command(desk, "check").code == 0


def test_no_briefings_folder(desk: Desk, command) -> None:
    shutil.rmtree(desk.root / "briefings")
    ran = command(desk, "check")
    assert ran.code == 2 and "there is no folder" in ran.err
    assert command(desk, "build").code == 0
    assert "No briefing has been published yet" in desk.page("index.html")


@pytest.mark.parametrize("what", ["build", "bundle"])
def test_a_slip_in_the_name_of_the_folder_does_not_empty_the_site(desk: Desk, command, what: str) -> None:
    assert command(desk, what).code == 0
    before = desk.site(".")
    desk.edit("mkdocs.yml", "  - briefwright\n", "  - briefwright: {briefings_dir: breifings}\n")
    ran = command(desk, what)
    assert ran.code == 2 and "there is no folder" in ran.err and "breifings" in ran.err
    assert {**desk.site("."), "mkdocs.yml": b""} == {**before, "mkdocs.yml": b""}


def test_check_clean(desk: Desk, command) -> None:
    assert command(desk, "check") == Ran(0, "2 briefings checked: no problems\n", "")
    assert command(desk, "check", "--format", "json") == Ran(0, "[]\n", "")


def test_check_finds(desk: Desk, command) -> None:
    desk.write({"briefings/2026/bad.yml": BAD})
    ran = command(desk, "check")
    assert ran.code == 1
    assert ran.out.startswith("briefings/2026/bad.yml:4:10 REF04 error: unknown dossier 'port-wel'\n")
    assert ran.out.endswith("3 briefings checked: 1 error in 1 file\n")


def test_check_as_json(desk: Desk, command) -> None:
    desk.write({"briefings/2026/bad.yml": BAD})
    ran = command(desk, "check", "--format", "json")
    (problem,) = json.loads(ran.out)
    assert ran.code == 1
    assert {**problem, "hint": ""} == {
        "path": "briefings/2026/bad.yml",
        "line": 4,
        "column": 10,
        "rule": "REF04",
        "severity": "error",
        "message": "unknown dossier 'port-wel'",
        "hint": "",
        "excerpt": "dossier: port-wel",
        "width": 8,
    }


@pytest.mark.parametrize(
    "paths, count, code",
    [
        (["briefings/2026/bad.yml"], 1, 1),
        (["briefings/2026/2026-03-04-talks.yml"], 1, 0),
        (["briefings/2026"], 3, 1),
        (["briefings"], 4, 1),
        (["briefings/2025"], 1, 0),
        (["briefings/2025", "briefings/2026/bad.yml"], 2, 1),
        (["briefings/2026/../2025"], 1, 0),
    ],
)
def test_check_with_paths(desk: Desk, command, paths: list[str], count: int, code: int) -> None:
    desk.write({"briefings/2026/bad.yml": BAD, "briefings/2025/old.yml": BAD.replace("dossier: port-wel\n", "")})
    ran = command(desk, "check", *paths)
    assert ran.code == code
    assert ran.out.splitlines()[-1].startswith(f"{count} briefing{'' if count == 1 else 's'} checked: ")


@pytest.mark.parametrize("path", ["briefings/registry", "briefings/registry/", "briefings/registry/actors.yml"])
def test_check_of_registries_alone(desk: Desk, command, path: str) -> None:
    assert command(desk, "check", path) == Ran(0, "registries checked: no problems\n", "")


@pytest.mark.parametrize("what", ["check", "fix"])
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("briefings/2026/2026-03-04-talk.yml", "did you mean 'briefings/2026/2026-03-04-talks.yml'?"),
        ("nowhere/at/all.yml", "name a file or a folder of the briefings"),
        ("briefings/2026/notes.txt", "no briefing and no registry"),
    ],
)
def test_a_path_that_is_no_briefing(desk: Desk, command, what: str, path: str, said: str) -> None:
    desk.write({"briefings/2026/notes.txt": "Who was there?\n"})
    ran = command(desk, what, path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("briefwright: ") and path in ran.err and said in ran.err


@pytest.mark.parametrize("path", ["", "briefings/2026/2026-05-05-strike.yml.txt"])
def test_a_briefing_that_was_saved_as_text(desk: Desk, command, path: str) -> None:
    desk.write({"briefings/2026/2026-05-05-strike.yml.txt": BAD, "briefings/2026/notes.txt": "Who was there?\n"})
    ran = command(desk, "check", *path.split())
    assert ran.code == 1 and ran.out.count("FILE01") == 1
    assert "hint: rename the file to 2026-05-05-strike.yml\n" in ran.out


def on_a_terminal(desk: Desk, columns: int, variables: dict[str, str], *arguments: str) -> list[str]:
    """Return the lines that the command shows on a terminal of so many columns."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    unset = ("COLUMNS", "NO_COLOR", "TERM")
    environment = {name: value for name, value in os.environ.items() if name not in unset} | variables
    call = [sys.executable, "-m", "briefwright", *arguments]
    subprocess.run(call, cwd=desk.root, env=environment, stdout=theirs, stderr=theirs, check=False, timeout=60)
    shown = os.read(ours, 65_536).decode()
    os.close(ours)
    os.close(theirs)
    return shown.replace("\r\n", "\n").split("\n")


LONG = f"title: {'long ' * 8}\ndate: 2026-05-05\nsummary: {'Word upon word. ' * 5}[@nowhere] {'And on. ' * 9}\n"


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_a_caret_stays_under_its_word_on_a_narrow_terminal(desk: Desk, command, columns: int) -> None:
    desk.write({"briefings/2026/bad.yml": LONG})
    shown = on_a_terminal(desk, columns, {"TERM": "dumb"}, "check", "briefings/2026/bad.yml")
    excerpt, carets = shown[1:3]
    assert len(excerpt) <= columns
    assert excerpt[carets.index("^") : carets.rindex("^") + 1] == "[@nowhere]"
    if columns == 200:
        assert shown[:-1] == command(desk, "check", "briefings/2026/bad.yml").out.split("\n")[:-1]


@pytest.mark.parametrize("columns", [50, 80, 200])
def test_an_explanation_is_as_narrow_as_the_terminal(desk: Desk, columns: int) -> None:
    shown = on_a_terminal(desk, columns, {"TERM": "dumb"}, "rules", "SRC05")
    widest = max(map(len, shown[1:]))
    assert min(columns, 100) - 15 < widest <= min(columns, 100)


@pytest.mark.parametrize(
    ("variables", "coloured"), [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({}, True)]
)
def test_colours_on_a_terminal(desk: Desk, variables: dict[str, str], coloured: bool) -> None:
    desk.write({"briefings/2026/bad.yml": BAD})
    shown = "\n".join(on_a_terminal(desk, 80, variables, "check", "briefings/2026/bad.yml"))
    assert ("\x1b[31m" in shown) == coloured


def test_a_plain_terminal_gets_plain_text(desk: Desk) -> None:
    desk.write({"briefings/2026/bad.yml": BAD})
    assert "\x1b" not in "\n".join(on_a_terminal(desk, 80, {"TERM": "dumb"}, "check"))


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii", "utf-8"])
def test_an_output_that_lacks_a_letter_shows_its_code(desk: Desk, encoding: str) -> None:
    """On Windows a pipe has the encoding of the country, and a briefing may be in any language."""
    desk.write({"briefings/2026/bad.yml": BAD.replace("title: Bad", "title: Рада → é").replace("port-wel", "Рада")})
    call = [sys.executable, "-m", "briefwright", "check", "briefings/2026/bad.yml"]
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    ran = subprocess.run(call, cwd=desk.root, env=environment, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, b"")
    shown = "Рада" if encoding in ("utf-8", "ascii") else r"\u0420\u0430\u0434\u0430"  # click turns ASCII into UTF-8
    assert f"'{shown}'" in ran.stdout.decode("utf-8")


def test_check_sees_drafts(desk: Desk, command) -> None:
    desk.write({"briefings/2026/bad.yml": BAD + "status: draft\n"})
    assert command(desk, "check").code == 1
    assert command(desk, "build").code == 1


def test_warnings(desk: Desk, command) -> None:
    desk.write({"briefings/2026/odd.yml": WARNING})
    ran = command(desk, "check")
    assert ran.code == 0 and "REF12 warning" in ran.out
    assert command(desk, "check", "--strict").code == 1
    ran = command(desk, "build")
    assert ran.code == 0 and ran.out.count("REF12 warning") == 1 and ran.err == ""
    before = desk.site()
    ran = command(desk, "build", "--strict")
    assert ran.code == 1 and "The last good site was left as it is" in ran.err
    assert desk.site() == before


def test_build_with_errors_leaves_the_site(desk: Desk, command) -> None:
    assert command(desk, "build").code == 0
    before = desk.site()
    desk.write({"briefings/2026/bad.yml": BAD})
    ran = command(desk, "build")
    assert ran.code == 1
    assert "bad.yml:4:10 REF04 error" in ran.out
    assert ran.err == "briefwright: the briefings have errors. The last good site was left as it is.\n"
    assert desk.site() == before
    assert not list(desk.root.glob(".site*"))


def test_the_closing_line(desk: Desk, command) -> None:
    ran = command(desk, "build")
    line = (
        r"2 briefings, 3 actors, 2 issues, 1 publisher, 1 dossier: 9 pages \(9 new, 0 unchanged\) in site, [0-9.]+ s\n"
    )
    assert re.fullmatch(line, ran.out)


def test_drafts(desk: Desk, command) -> None:
    desk.write({"briefings/2026/draft.yml": BAD.replace("dossier: port-wel", "status: draft")})
    assert command(desk, "build").code == 0
    assert not (desk.root / "site/briefings/draft/index.html").exists()
    assert command(desk, "build", "--drafts").code == 0
    assert (desk.root / "site/briefings/draft/index.html").exists()
    assert command(desk, "build").code == 0
    assert not (desk.root / "site/briefings/draft/index.html").exists()


def test_another_site_dir(desk: Desk, command) -> None:
    ran = command(desk, "build", "--site-dir", "deep/public")
    assert ran.code == 0 and "in deep/public," in ran.out
    assert (desk.root / "deep/public/index.html").exists() and not (desk.root / "site").exists()


@pytest.mark.parametrize("place", ["mkdocs.yml", "docs", "briefings", ".", "/proc/site", "mkdocs.yml/site"])
def test_a_site_dir_that_cannot_be(desk: Desk, command, place: str) -> None:
    before = {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()}
    ran = command(desk, "build", "--site-dir", place)
    assert ran.code == 2 and is_short(ran)
    after = {path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file()}
    assert {path: after.get(path) for path in before} == before


def test_a_site_in_another_folder_is_built_from_there(desk: Desk, command, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Desk(tmp_path / "elsewhere")
    assert command(elsewhere, "build", "-f", "../mkdocs.yml").code == 0
    assert (desk.root / "site/index.html").exists()
    assert command(elsewhere, "check", "-f", "../mkdocs.yml", "../briefings/2026").code == 0


# JSON Schemas.


def test_schema_is_written(empty_desk: Desk, command) -> None:
    ran = command(empty_desk, "schema", "here/there")
    assert ran.code == 0
    written = {path.name: path.read_text(encoding="utf-8") for path in (empty_desk.root / "here/there").iterdir()}
    assert written == schemas()


def test_the_committed_schemas_are_those_of_the_models() -> None:
    committed = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "schema").glob("*.json")}
    assert committed == schemas(), "run: briefwright schema"


@pytest.mark.parametrize("name", schemas())
def test_schemas_are_sound(name: str) -> None:
    document = json.loads(schemas()[name])
    Draft202012Validator.check_schema(document)
    assert "null" not in json.dumps(document)


def as_an_editor_reads(value: object) -> object:
    """Return what a YAML 1.2 editor makes of plain text: numbers and booleans, but no dates."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads(item) for item in value]
    if isinstance(value, str) and re.fullmatch(r"[-+]?(0|[1-9][0-9]*)", value):
        return int(value)
    return {"true": True, "false": False}.get(value, value) if isinstance(value, str) else value


def complaints(name: str, data: object) -> list[str]:
    validator = Draft202012Validator(json.loads(schemas()[name]))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(as_an_editor_reads(data))]


FILES = sorted((ROOT / "briefings").rglob("*.yml")) + sorted((ROOT / "tests/golden/site/briefings").rglob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_files_fit_the_schemas(path: Path) -> None:
    name = f"{path.stem}.json" if path.parent.name == "registry" else "briefing.json"
    assert complaints(name, read(path.read_bytes(), path.name).data) == []


HEAD = "title: Talks\ndate: 2026-03-04\nsummary: They met.\n"
WRONG = [
    "colour: red",
    "title: [a]",
    "status: finished",
    "updated: [2026]",
    "dossier: Port Vell",
    "aliases: [Old Talks]",
    "event: 2026",
    "event: {place: Port Vell}",
    "event: {date: soon}",
    "regions: [Norway]",
    "regions: {a: b}",
    "lang: english",
    "topics: {a: b}",
    "actors: [{name: Union, kind: club}]",
    "actors: [Coast State]",
    "actors: coast-state",
    "positions: [{actor: a, issue: b}]",
    "positions: [{actor: a, issue: b, stance: strongly-opposes}]",
    "positions: [{actor: a, issue: b, stance: opposes, quote: No.}]",
    "positions: [{actor: a, issue: b, stance: opposes, quote: {speaker: a}}]",
    "positions: [{actor: a, issue: b, stance: opposes, sources: [{locator: p. 1}]}]",
    "positions: [{actor: a, issue: b, stance: opposes, sources: [{source: x, credibility: 7}]}]",
    "analyst_views: [{analyst: a}]",
    "analyst_views: [{analyst: a, view: So., likelihood: maybe}]",
    "analyst_views: [{analyst: a, view: So., confidence: some}]",
    "analyst_views: [{analyst: a, view: So., outcome: {value: perhaps, on: 2026-03-04}}]",
    "key_judgements: [A judgement.]",
    "timeline: [{text: A step.}]",
    "trend: improving",
    "trend: {direction: up, reason: So.}",
    "sources: [{id: a}]",
    "sources: [{id: a, title: A, url: 'ftp://files.example/'}]",
    "sources: [{id: a, title: A, reliability: G}]",
    "sources: [{id: a, title: A, kind: rumour}]",
    "sources: [{id: a, title: A, publisher: [b]}]",
    "related: [{id: a}]",
    "related: [a]",
    "corrections: [{date: 2026-03-04}]",
    "withdrawal: {date: 2026-03-04}",
]


@pytest.mark.parametrize("line", WRONG)
def test_what_the_models_refuse_the_schema_refuses(line: str) -> None:
    raw = (HEAD.replace("title: Talks\n", "") if line.startswith("title") else HEAD).encode() + line.encode() + b"\n"
    model, problems = validate(raw, "x.yml", schema.Briefing)
    assert model is None and problems
    assert complaints("briefing.json", read(raw, "x.yml").data) != []


RIGHT = [
    "regions: [150, NO, UA-14]",
    "event: {date: 2026}",
    "event: {date: 2026-03}",
    "topics: one",
    "topics: [2026, two]",
    "positions: [{actor: a, issue: b, stance: opposes, sources: [{source: x, credibility: 2, locator: 12}]}]",
    "analyst_views: [{analyst: a, view: So., outcome: {value: true, on: 2026-03-04}}]",
    "sources: [{id: a, title: 1984, published: 1949, author: Orwell}]",
    "actors: [{name: 112, id: emergency, kind: organisation}]",
    "withdrawal: {date: 2026-03-04, reason: 1}",
    "licence: true",
]


@pytest.mark.parametrize("line", RIGHT)
def test_what_the_models_take_the_schema_takes(line: str) -> None:
    raw = HEAD.encode() + line.encode() + b"\n"
    model, problems = validate(raw, "x.yml", schema.Briefing)
    assert model is not None and problems == ()
    assert complaints("briefing.json", read(raw, "x.yml").data) == []


@pytest.mark.skipif(os.name == "nt", reason="needs a shell of POSIX")
@pytest.mark.parametrize("call", ["--version", "check", "fix --check", "new"])
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_was_closed_before_is_no_fault(desk: Desk, call: str, closed: str) -> None:
    def code(streams: str) -> tuple[int, bytes]:
        line = f"{sys.executable} -m briefwright {call} {streams}"
        ran = subprocess.run(["sh", "-c", line], cwd=desk.root, capture_output=True, check=False)
        return ran.returncode, ran.stderr

    expected, _ = code("</dev/null")
    got, said = code(closed)
    assert got == expected and b"Traceback" not in said


def test_a_path_that_leads_nowhere_is_named_whole(desk: Desk) -> None:
    ran = desk.run("check", "briefings/2026/2026-03-04-talk.yml")
    assert ran.code == 2 and "did you mean 'briefings/2026/2026-03-04-talks.yml'?" in ran.err
    ran = desk.run("check", "x" * 300)
    assert ran.code == 2 and "name a file or a folder of the briefings" in ran.err
