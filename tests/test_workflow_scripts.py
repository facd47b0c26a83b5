"""What the workflows write for people: the one comment, the one issue of dead links, the draft from a form.

The code host is a small program called `gh`, which answers from a list and notes what it is asked to do.
"""

import html
import io
import json
import re
import runpy
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefwright.settings import settings
from desks import SMALL_SITE, Desk
from gits import git
from runners import ROOT, WORKFLOWS, Ran, Runner, environment_broken, environment_there, job
from test_forms import body
from test_reader_reports import body as report
from test_workflows import BROKEN_OFF

SCRIPTS = ROOT / ".github" / "scripts"
SHA = "a" * 40
MARK = "<!-- briefwright: what this pull request means -->"

GH = """\
import json, os, sys
from pathlib import Path
folder = Path(os.environ["GH_ANSWERS"])
called = " ".join(sys.argv[1:])
given = sys.stdin.read() if "--input" in sys.argv else ""
for index, word in enumerate(sys.argv):
    if word == "--body-file":
        given = Path(sys.argv[index + 1]).read_text(encoding="utf-8")
with (folder / "calls").open("a", encoding="utf-8") as calls:
    calls.write(json.dumps([called, given]) + "\\n")
for start, answer in json.loads((folder / "answers.json").read_text(encoding="utf-8")):
    if called.startswith(start):
        if isinstance(answer, dict) and "file" in answer:
            sys.stdout.buffer.write(Path(answer["file"]).read_bytes())
        else:
            print(answer if isinstance(answer, str) else json.dumps(answer))
        break
"""


class Host:
    """The code host: answers by the beginning of what is asked, and a list of what was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "programs"
        self.programs.mkdir(parents=True)
        (self.programs / "python3").symlink_to(sys.executable)
        (self.programs / "gh").write_text(f"#!{sys.executable} -SE\n{GH}", encoding="utf-8")
        (self.programs / "gh").chmod(0o755)
        self.answers: list[tuple[str, Any]] = []

    def answer(self, start: str, answer: Any) -> None:
        self.answers.append((start, answer))
        (self.folder / "answers.json").write_text(json.dumps(self.answers), encoding="utf-8")

    def calls(self) -> list[tuple[str, str]]:
        path = self.folder / "calls"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        return [(called, given) for called, given in map(json.loads, lines)]

    def written(self) -> list[tuple[str, str]]:
        """Return what was changed, and with which body."""
        return [
            (called.removesuffix(" --input -"), json.loads(given)["body"])
            for called, given in self.calls()
            if "--method" in called
        ]


@pytest.fixture
def host(tmp_path: Path) -> Host:
    made = Host(tmp_path / "host")
    made.answer("nothing", "")
    return made


def packed(folder: Path, files: dict[str, bytes]) -> dict[str, str]:
    """Write a zip with these files, and return the answer that sends it."""
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    (folder / "report.zip").write_bytes(raw.getvalue())
    return {"file": str(folder / "report.zip")}


def pull(number: int, sha: str) -> dict[str, Any]:
    return {"number": number, "head": {"sha": sha}}


def comments(*texts: str, author: str = "github-actions[bot]") -> list[dict[str, Any]]:
    return [{"id": 900 + at, "user": {"login": author}, "body": text} for at, text in enumerate(texts)]


FINE = {"verdict.txt": b"fine briefings preview content\n", "meaning.md": b"- **Coast State** on Fishing limits\n"}


def say(host: Host, files: dict[str, bytes] | None, conclusion: str = "success", size: int = 0) -> Ran:
    """Run comment.py on a finished run that kept these files; None: it kept nothing."""
    kept = []
    if files is not None:
        sent = packed(host.folder, files)
        size = size or Path(sent["file"]).stat().st_size
        kept = [{"id": 3, "name": "report", "expired": False, "size_in_bytes": size}]
        host.answer("api repos/desk/harbour/actions/artifacts/3/zip", sent)
    host.answer("api repos/desk/harbour/actions/runs/77/artifacts", {"artifacts": kept})
    host.answer("api repos/desk/harbour/pulls?state=open", [pull(4, "b" * 40), pull(5, SHA)])
    host.answer("api repos/desk/harbour/issues/5/comments", [])
    event = {"workflow_run": {"id": 77, "head_sha": SHA, "conclusion": conclusion, "head_branch": "$(touch hacked)"}}
    event["repository"] = {"default_branch": "main"}
    runner = Runner(ROOT, host.folder / "temp", event, host.programs, {"GH_ANSWERS": str(host.folder)})
    return runner.run(job("comment.yml", "comment")["steps"])["Comment"]


def test_a_comment_is_made(host: Host) -> None:
    assert say(host, FINE).outcome == "success"
    [(called, text)] = host.written()
    assert called == "api --method POST repos/desk/harbour/issues/5/comments"
    assert text.startswith(f"{MARK}\n**The briefings are in order.**")
    assert "(https://code.example/desk/harbour/actions/runs/77)" in text
    assert "- **Coast State** on Fishing limits" in text


def test_the_comment_is_updated_in_place(host: Host) -> None:
    host.answer(
        "api repos/desk/harbour/issues/5/comments",
        [*comments(f"{MARK} mine?", author="mallory"), *[{**one, "id": 950} for one in comments("Hi", f"{MARK}\nOld")]],
    )
    say(host, FINE)
    assert [called for called, _ in host.written()] == [
        "api --method PATCH repos/desk/harbour/issues/comments/950",
    ]


@pytest.mark.parametrize("conclusion", ["cancelled", "timed_out"])
def test_a_run_that_did_not_end_takes_back_what_an_earlier_push_was_told(host: Host, conclusion: str) -> None:
    condition = job("comment.yml", "comment")["if"]
    [ended] = re.findall(r"fromJSON\('(.*?)'\)", condition)
    assert conclusion in json.loads(ended) and not {"skipped", "action_required", "neutral"} & set(json.loads(ended))
    host.answer("api repos/desk/harbour/issues/5/comments", comments(f"{MARK}\n**The briefings are in order.**"))
    say(host, None, conclusion)
    [(called, text)] = host.written()
    assert "PATCH" in called and "Run it again" in text and "in order" not in text
    # A newer push has called it off: that one's own run will tell.
    host.answers.insert(0, ("api repos/desk/harbour/pulls?state=open", [pull(5, "c" * 40)]))
    say(host, None, conclusion)
    assert len(host.written()) == 1


def test_the_comment_is_found_behind_a_hundred_others(host: Host) -> None:
    first = "api repos/desk/harbour/issues/5/comments?per_page=100&page="
    host.answer(f"{first}1", comments(*["Hi"] * 100))
    host.answer(f"{first}2", comments(f"{MARK}\nOld"))
    say(host, FINE)
    assert [called.split()[2] for called, _ in host.written()] == ["PATCH"]


def test_a_commit_that_is_no_pull_requests_newest_gets_no_comment(host: Host) -> None:
    host.answer("api repos/desk/harbour/pulls?state=open", [pull(5, "c" * 40)])
    ran = say(host, {**FINE, "number.txt": b"5"})
    assert (ran.outcome, host.written()) == ("success", [])
    assert "nothing to say" in ran.printed


def test_nothing_is_said_of_a_change_of_the_code_alone(host: Host) -> None:
    quiet = {**FINE, "verdict.txt": b"fine own preview code\n"}
    say(host, quiet)
    assert host.written() == []
    host.answers.insert(0, ("api repos/desk/harbour/issues/5/comments", comments(f"{MARK}\nOld")))
    say(host, quiet)
    assert len(host.written()) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("problems briefings none content", "**Something in this pull request has to be put right.**"),
        ("settings own none content", "mkdocs.yml, are changed in it"),
        ("install briefings none content", "**The machinery failed; this says nothing about the pull request.**"),
        ("install own none content", "the cause may lie in it all the same"),
        ("older own none content", "does not seem to be the cause"),
    ],
)
def test_the_comment_tells_the_machinery_from_the_contribution(host: Host, line: str, said: str) -> None:
    say(host, {**FINE, "verdict.txt": line.encode()}, "failure")
    [(_, text)] = host.written()
    assert said in text and "There is no preview this time." in text


NO_REPORTS: dict[str, dict[str, bytes] | None] = {
    "nothing kept": None,
    "no verdict": {"meaning.md": b"x"},
    "no meaning": {"verdict.txt": b"fine briefings preview content\n"},
    "an unknown word": {**FINE, "verdict.txt": b"splendid briefings preview content\n"},
    "more words": {**FINE, "verdict.txt": b"fine briefings preview content @everyone\n"},
    "not UTF-8": {**FINE, "meaning.md": b"\xff\xfe"},
    "binary": {**FINE, "meaning.md": b"a\0b"},
    "too large": {**FINE, "meaning.md": b"x" * 60_001},
    "a bomb": {**FINE, "meaning.md": b"0" * 50_000_000},
    "it says fine, the host says failure": FINE,
}


@pytest.mark.parametrize("files", NO_REPORTS.values(), ids=NO_REPORTS)
def test_a_report_that_cannot_be_trusted_is_not_shown(host: Host, files: dict[str, bytes] | None) -> None:
    ran = say(host, files, "failure" if files is FINE else "success")
    assert ran.outcome == "success"
    [(_, text)] = host.written()
    assert "The machinery failed" in text and "The run ended before it could say anything" in text
    assert "@everyone" not in text and len(text) < 1000


def test_a_large_artefact_is_not_even_fetched(host: Host) -> None:
    say(host, FINE, size=200_001)
    assert not any(called.endswith("/zip") for called, _ in host.calls())
    assert "The machinery failed" in host.written()[0][1]


def test_a_damaged_zip(host: Host) -> None:
    (host.folder / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    host.answer("api repos/desk/harbour/actions/artifacts/3/zip", {"file": str(host.folder / "broken.zip")})
    assert say(host, FINE).outcome == "success"
    assert "The machinery failed" in host.written()[0][1]


ATTACKS = [
    "@everyone and @desk/editors",
    "<img src=https://evil.example/x.png> <!-- --> <details>",
    "![picture](https://evil.example/x.png)",
    "[text](https://evil.example/) [text][1] [text](<https://evil.example/>)",
    "[1]: https://evil.example/",
    "http://evil.example/ www.evil.example ftp://evil.example HTTPS://evil.example WWW.evil.example",
    "ada@desk.example mailto:ada@desk.example xmpp:a@b.example",
    "&commat;everyone &#64;everyone &#x40;desk/editors &num;1 GH&#45;2 https&colon;//evil.example &dollar;x",
    "Closes #1, fixes GH-2, desk/harbour#3",
    "\\<b> \\@everyone \u202e turned \x1b[31m",
    "```mermaid\nclick a\n```\n~~~geojson\n~~~ $x$ $$\\href{a}$$",
    f"{MARK}",
]


@pytest.mark.parametrize("text", ATTACKS, ids=range(len(ATTACKS)))
def test_a_contributors_text_calls_nobody_and_links_nowhere(host: Host, text: str) -> None:
    say(host, {**FINE, "meaning.md": text.encode()})
    shown = host.written()[0][1].split("index.html.\n", 1)[1]
    assert "<" not in shown and "](" not in shown and "][" not in shown and "]:" not in shown
    # Each of these is what the code host would make a link, a name or a picture of, once it has read the entities.
    shown = html.unescape(shown)
    for call in ("@e", "@d", "://", "www.e", "WWW.e", "#1", "#3", "GH-2", "\u202e", "\x1b", "```", "~~~", "$x", "$$"):
        assert call not in shown
    assert "@b" not in shown


CONFIGS = {
    "none": ("", "briefings", "docs"),
    "plain": ("docs_dir: pages\nplugins:\n  - briefwright:\n      briefings_dir: content\n", "content", "pages"),
    "deep": ("plugins:\n  - briefwright:\n      briefings_dir: a/b.c/d-e_f/ # where\n", "a/b.c/d-e_f", "docs"),
    "quoted": (
        "docs_dir: \"pages\"\nplugins: [{briefwright: {'briefings_dir': 'content', jobs: 1}}]\n",
        "content",
        "pages",
    ),
    "braces": ("plugins: [{briefwright: {jobs: 1, briefings_dir: content}}]\n", "content", "docs"),
    "mapping": ("plugins:\n  briefwright:\n    briefings_dir: content\n", "content", "docs"),
    "comment": (
        "# docs_dir: pages\nplugins:\n  - briefwright:\n      # briefings_dir: content\n      jobs: 1\n",
        "briefings",
        "docs",
    ),
    "other names": ("extra: {my_docs_dir: x, my-docs_dir: y}\nplugins: [briefwright]\n", "briefings", "docs"),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_the_folders_are_those_of_the_settings(tmp_path: Path, name: str) -> None:
    text, briefings, pages = CONFIGS[name]
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    folder = runpy.run_path(str(SCRIPTS / "folders.py"))["folder_of"]
    found = [folder(option, tmp_path / "mkdocs.yml") for option in ("briefings_dir", "docs_dir")]
    assert found == [briefings, pages]
    if text:
        assert settings(tmp_path / "mkdocs.yml").name == briefings


@pytest.mark.parametrize(
    "word", ["../x", "$(touch hacked)", "a b", "`x`", "!ENV X", "-x; rm", "", "a/../../b", "é", "."]
)
def test_a_folder_that_no_command_should_get_is_the_usual_one(tmp_path: Path, word: str) -> None:
    folder = runpy.run_path(str(SCRIPTS / "folders.py"))["folder_of"]
    for text in (f"docs_dir: {word}\n", f"docs_dir: '{word}'\n"):
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
        assert folder("docs_dir", tmp_path / "mkdocs.yml") == "docs"


def test_a_folder_may_stand_in_the_file_that_mkdocs_inherits_from(tmp_path: Path) -> None:
    folder = runpy.run_path(str(SCRIPTS / "folders.py"))["folder_of"]
    config = tmp_path / "site" / "mkdocs.yml"
    Desk(tmp_path).write({"site/mkdocs.yml": "INHERIT: ../base.yml\n", "base.yml": "docs_dir: pages\n"})
    assert folder("docs_dir", config) == "pages"
    Desk(tmp_path).write({"base.yml": "INHERIT: site/mkdocs.yml\n"})
    assert folder("docs_dir", config) == "docs"


def test_links_are_looked_for_in_the_desks_own_folders(host: Host) -> None:
    desk = Desk(host.folder / "desk").write({"mkdocs.yml": CONFIGS["plain"][0]})
    (desk.root / ".github").symlink_to(ROOT / ".github")
    runner = Runner(desk.root, host.folder / "temp", {}, host.programs)
    steps = job("links.yml", "look")["steps"]
    runner.run([step for step in steps if step.get("id") == "where"])
    [arguments] = [step["with"]["args"] for step in steps if step.get("id") == "ask"]
    assert " ./content ./pages README.md " in runner.filled(arguments)


LYCHEE = {
    "successful": 9,
    "error_map": {
        "./briefings/2026/2026-03-04-talks.yml": [
            {"url": "https://gazette.example/talks", "status": {"text": "404 Not Found", "code": 404}},
            {"url": "https://a.example/?q=`$(id)`&x=<b>", "status": {"text": "`@everyone`\n<b>", "code": 500}},
        ]
    },
    "timeout_map": {"docs/about.md": [{"url": "https://slow.example/", "status": {"text": "Timeout"}}]},
}


def listed(host: Host, report: str, code: str = "2") -> tuple[Ran, Runner]:
    desk = Desk(host.folder / "desk").write({**SMALL_SITE, "links.json": report})
    # The scripts belong to the fetched repository.
    (desk.root / ".github").symlink_to(ROOT / ".github")
    runner = Runner(desk.root, host.folder / "temp", {}, host.programs, {"GH_ANSWERS": str(host.folder)})
    asked, *rest = (step for step in job("links.yml", "look")["steps"] if step.get("id") in ("ask", "list"))
    runner.steps[asked["id"]] = Ran("success", {"exit_code": code})
    return runner.run(rest)["List the dead ones"], runner


def test_dead_links_are_listed_with_where_to_look_for_a_copy(host: Host) -> None:
    ran, runner = listed(host, json.dumps(LYCHEE))
    assert (ran.outcome, ran.outputs) == ("success", {"dead": "3"})
    text = (runner.temp / "links" / "issue.md").read_text(encoding="utf-8")
    assert (
        "- [ ] `briefings/2026/2026-03-04-talks.yml:12`\n  - `https://gazette.example/talks`\n"
        "  - what was said: `404 Not Found`\n"
        "  - archived copies: <https://web.archive.org/web/*/https://gazette.example/talks>\n"
    ) in text
    assert "`@everyone <b>`" in text and "web/*/https://a.example/?q=%60%24%28id%29%60&x=%3Cb%3E>" in text
    assert "`docs/about.md`" in text


def test_a_very_long_list_fits_into_an_issue(host: Host) -> None:
    many = [{"url": f"https://a.example/{number}", "status": {"text": "404"}} for number in range(2000)]
    _, runner = listed(host, json.dumps({"error_map": {"a.yml": many}}))
    text = (runner.temp / "links" / "issue.md").read_text(encoding="utf-8")
    assert len(text) < 60_000
    assert f"And {2000 - text.count('- [ ]')} more." in text


@pytest.mark.parametrize(
    ("report", "code", "said"),
    [
        ("", "2", "no report that can be read"),
        ("{", "2", "no report that can be read"),
        ("[]", "2", "no report that can be read"),
        ('{"error_map": {"a": [{}]}}', "2", "no report that can be read"),
        ('{"error_map": [1]}', "2", "no report that can be read"),
        ('{"error_map": {}}', "1", "broke off with 1"),
        (json.dumps({**LYCHEE, "successful": 0}), "2", "the network was at fault, not the links"),
    ],
)
def test_a_link_checker_that_failed_itself(host: Host, report: str, code: str, said: str) -> None:
    ran, _ = listed(host, report, code)
    assert ran.outcome == "failure"
    assert said in ran.printed and "Run the workflow again" in ran.printed and "Traceback" not in ran.printed


def test_links_that_all_answer_need_no_report(host: Host) -> None:
    assert listed(host, "", "0")[0].outputs == {"dead": "0"}


@pytest.mark.parametrize(
    ("number", "dead", "done"),
    [
        ("", "0", []),
        ("7", "0", ["issue close 7"]),
        ("7", "3", ["issue edit 7"]),
        ("", "3", ["label create dead links", "issue create --title Links that no longer answer"]),
    ],
)
def test_one_issue_is_opened_updated_or_closed(host: Host, number: str, dead: str, done: list[str]) -> None:
    host.answer("issue list", number)
    (host.folder / "links").mkdir()
    (host.folder / "links" / "issue.md").write_text("x", encoding="utf-8")
    report = job("links.yml", "report")
    runner = Runner(host.folder, host.folder / "temp", {}, host.programs, {"GH_ANSWERS": str(host.folder)})
    runner.needs = {"look": {"dead": dead}}
    ended = runner.run(report["steps"], report["env"])
    assert ended["Open or update the issue"].outcome == "success"
    calls = [called for called, _ in host.calls()]
    assert len(calls) == len(done) + 1
    assert all(called.startswith(start) for called, start in zip(calls[1:], done, strict=True))


TITLE = "`$(touch hacked)` \"; touch hacked; ' ${{ github.token }} ../../x"


@pytest.fixture
def drafting(host: Host, tmp_path: Path) -> Runner:
    """A clone of a small site with an origin of its own, and the event of a form that got its label."""
    desk = Desk(tmp_path / "first").write(dict(SMALL_SITE))
    stand_ins = (
        "Makefile",
        "pyproject.toml",
        "requirements.txt",
        ".github/scripts/coded.sh",
        ".github/scripts/draft_pull_request.md",
        ".github/scripts/report_pull_request.md",
        ".gitignore",
    )
    desk.write({name: (ROOT / name).read_text(encoding="utf-8") for name in stand_ins})
    git(desk.root, "init", "--quiet", "--initial-branch", "main")
    git(desk.root, "add", "--all")
    git(desk.root, "commit", "--quiet", "--message", "All")
    git(tmp_path, "clone", "--quiet", "--bare", "first", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "clone")
    environment_there(tmp_path / "clone")
    issue = {"number": 12, "title": TITLE, "body": body(TITLE), "created_at": "2026-05-01T08:00:00Z"}
    event = {"issue": issue, "label": {"name": "draft it"}}
    return Runner(tmp_path / "clone", tmp_path / "temp", event, host.programs, {"GH_ANSWERS": str(host.folder)})


def drafted(runner: Runner, meddle: Callable[[Path], object] | None = None) -> dict[str, Ran]:
    read, draft = job("form.yml", "read"), job("form.yml", "draft")
    ended = runner.run(read["steps"])
    assert not any("GH_TOKEN" in step.get("env", {}) for step in read["steps"])
    outputs = {name: runner.filled(value) for name, value in read["outputs"].items()}
    if meddle:
        meddle(runner.temp / "form")
    # The other machine has a clone of its own, and of this one only what was kept.
    git(runner.workspace, "clean", "--quiet", "--force", "-d")
    git(runner.workspace, "checkout", "--quiet", ".")
    runner.needs, runner.steps = {"read": outputs}, {}
    ended |= runner.run(draft["steps"], draft["env"])
    assert not any(path.name == "hacked" for path in runner.temp.parent.rglob("hacked"))
    return ended


def test_a_form_becomes_a_pull_request(host: Host, drafting: Runner) -> None:
    ended = drafted(drafting)
    assert ended["Open the pull request"].outcome == "success", ended
    assert ended["Say that the machinery failed"].outcome == "skipped"
    path = "briefings/2026/2026-03-04-touch-hacked-touch-hacked-github-token-x.yml"
    origin = drafting.workspace.parent / "origin.git"
    assert git(origin, "diff", "--name-only", "main", "form-12") == path
    assert git(origin, "log", "-1", "--format=%s", "form-12") == "Draft from issue #12"
    assert "status: draft\n" in git(origin, "show", f"form-12:{path}")
    calls = [called for called, _ in host.calls()]
    assert [called.split(" --")[0] for called in calls] == ["auth setup-git", "pr create", "issue comment 12"]
    assert all("hacked" not in called for called in calls)


@pytest.mark.parametrize(
    "place",
    ["mkdocs.yml", ".github/workflows/x.yml", "briefings/../mkdocs.yml", "/etc/x.yml", "-x/y.yml", "docs/index.md", ""],
)
def test_what_the_reading_job_leaves_goes_nowhere_but_into_a_briefing(host: Host, drafting: Runner, place: str) -> None:
    ended = drafted(drafting, lambda kept: (kept / "path").write_text(f"{place}\n", encoding="utf-8"))
    assert ended["Open the pull request"].outcome == ended["Say that the machinery failed"].outcome == "failure"
    assert "no briefing of this site" in ended["Open the pull request"].printed
    assert git(drafting.workspace.parent / "origin.git", "branch", "--list", "form-*") == ""
    assert [called.split(" --")[0] for called, _ in host.calls()] == ["auth setup-git", "issue comment 12"]


def test_a_report_becomes_a_pull_request(host: Host, drafting: Runner) -> None:
    drafting.event["issue"]["body"] = report(page="2026-03-04-talks", wrong=f"{TITLE}\n<<<<<<< `$(touch hacked)`")
    ended = drafted(drafting)
    assert ended["Open the pull request"].outcome == "success", ended
    path, origin = "briefings/2026/2026-03-04-talks.yml", drafting.workspace.parent / "origin.git"
    assert git(origin, "diff", "--name-only", "main", "form-12") == path
    changed = [line for line in git(origin, "diff", "-U0", "main", "form-12").splitlines() if line[:1] in "+-"]
    assert len(changed) > 9 and all(line.startswith(("+#", "+++", "---")) for line in changed)
    assert git(origin, "log", "-1", "--format=%s", "form-12") == "Report from issue #12"
    [(_, _), (created, text), (answered, _)] = host.calls()
    assert created.startswith("pr create --draft --head form-12 --title Report from issue #12")
    assert text == (SCRIPTS / "report_pull_request.md").read_text(encoding="utf-8")
    assert "see “Report from issue #12”" in answered


def test_a_report_on_no_briefing_is_told_so(host: Host, drafting: Runner) -> None:
    drafting.event["issue"]["body"] = report(page="../../mkdocs.yml @everyone")
    assert drafted(drafting)["Say what is missing in the form"].outcome == "success"
    [(_, text)] = host.calls()
    assert "is not the address of a briefing of this site" in text and "everyone" not in text
    assert git(drafting.workspace, "status", "--porcelain", "--untracked-files=no") == ""


def test_the_pull_request_says_what_the_reader_wrote_for_the_date(host: Host, drafting: Runner) -> None:
    drafting.event["issue"]["body"] = body("Talks", date="3/4/2026 <b>@everyone")
    assert drafted(drafting)["Open the pull request"].outcome == "success"
    text = host.calls()[1][1]
    assert text.startswith((SCRIPTS / "draft_pull_request.md").read_text(encoding="utf-8"))
    assert text.endswith(
        "\n\n    The form gives the date as “3/4/2026 <b>@everyone”, in which no day is certain; "
        "2026-05-01 is the day on which it was sent.\n"
    )


def test_a_branch_whose_name_ends_alike_is_another_one(host: Host, drafting: Runner) -> None:
    git(drafting.workspace, "push", "--quiet", "origin", "HEAD:refs/heads/ferry/form-12")
    assert drafted(drafting)["Open the pull request"].outcome == "success"
    assert (
        git(drafting.workspace.parent / "origin.git", "log", "-1", "--format=%s", "form-12") == "Draft from issue #12"
    )


def test_a_label_given_twice_leaves_the_first_draft_as_it_is(host: Host, drafting: Runner) -> None:
    drafted(drafting)
    git(drafting.workspace, "switch", "--quiet", "main")
    before = git(drafting.workspace.parent / "origin.git", "rev-parse", "form-12")
    assert drafted(drafting)["Open the pull request"].outcome == "success"
    assert git(drafting.workspace.parent / "origin.git", "rev-parse", "form-12") == before
    assert "There is a draft already" in host.calls()[-1][0]


def test_a_form_that_lacks_something_is_told_so(host: Host, drafting: Runner) -> None:
    drafting.event["issue"]["body"] = "### Headline\n\n@everyone"
    ended = drafted(drafting)
    assert ended["Say what is missing in the form"].outcome == "success"
    assert ended["Say that the machinery failed"].outcome == "skipped"
    [(called, text)] = host.calls()
    assert called.startswith("issue comment 12 --body-file")
    assert "\n    briefwright: Nothing stands under “### What happened”." in text


def test_a_form_is_not_blamed_for_the_machinery(host: Host, drafting: Runner) -> None:
    environment_broken(drafting.workspace)
    ended = drafted(drafting)
    assert ended["Install"].outcome == ended["Say that the machinery failed"].outcome == "failure"
    [(_, text)] = host.calls()
    assert "the machinery failed, not the form" in text and "/actions/runs/77" in text


@pytest.mark.parametrize("end", BROKEN_OFF)
def test_a_form_is_not_blamed_for_a_program_that_breaks_off(host: Host, drafting: Runner, end: str) -> None:
    (drafting.workspace / ".venv/bin/briefwright").write_text(f"#!/bin/sh\n{end}\n", encoding="utf-8")
    ended = drafted(drafting)
    assert ended["Say what is missing in the form"].outcome == "skipped"
    assert ended["Say that the machinery failed"].outcome == "failure"
    [(_, text)] = host.calls()
    assert "the machinery failed, not the form" in text and "Traceback" not in text


def test_the_page_for_desks_explains_every_verdict_and_every_workflow() -> None:
    page = (ROOT / "docs" / "workflow.md").read_text(encoding="utf-8")
    words = runpy.run_path(str(SCRIPTS / "verdicts.py"))["WORDS"]
    for headline, advice in words.values():
        assert f"| **{headline}** |" in page
        assert advice.endswith(".")
    listed = re.findall(r"^\| `([\w-]+\.yml)` \|", page, re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in WORKFLOWS.iterdir())


def test_the_hooks_for_other_desks_name_commands_that_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["briefwright-check", "briefwright-fix"]
    for hook in hooks:
        assert (hook["language"], hook["files"]) == ("python", r"^briefings/.*\.ya?ml$")
        help_ = [sys.executable, "-m", *hook["entry"].split(), "--help"]
        ran = subprocess.run(help_, capture_output=True, text=True)
        assert ran.returncode == 0 and "PATHS" in ran.stdout
