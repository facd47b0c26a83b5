"""The workflows: least permissions, pinned actions, nothing of a stranger's in a command, steps that run as written.

What `uses:` names is not run here: the fetched repository and the virtual environment are there already, and what is
kept of a run is not sent anywhere. `.ci/run` itself stands for a list of targets, because it runs these tests.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gits import git
from runners import ROOT, WORKFLOWS, Runner, environment_broken, environment_there, job, workflow

NAMES = sorted(path.name for path in WORKFLOWS.iterdir())
JOBS = [(name, which) for name in NAMES for which in workflow(name)["jobs"]]

PERMISSIONS = {
    ("ci.yml", "all"): {"contents": "read"},
    ("comment.yml", "comment"): {"contents": "read", "actions": "read", "pull-requests": "write"},
    ("form.yml", "read"): {"contents": "read"},
    ("form.yml", "draft"): {"contents": "write", "pull-requests": "write", "issues": "write"},
    ("links.yml", "look"): {"contents": "read"},
    ("links.yml", "report"): {"issues": "write"},
    ("publish.yml", "build"): {"contents": "read"},
    ("publish.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("pull-request.yml", "briefings"): {"contents": "read"},
}

HARMLESS = re.compile(
    r"steps\.\w+\.(outcome|outputs\.\w+)|needs\.\w+\.outputs\.\w+|runner\.temp|"
    r"github\.(token|repository|server_url|run_id|event\.issue\.number|event\.repository\.default_branch)"
)
"""What steps may be given: numbers, words of ours, and names that the desk itself chose."""


def steps(name: str) -> list[dict[str, Any]]:
    return [step for one in workflow(name)["jobs"].values() for step in one["steps"]]


def given(value: object) -> list[str]:
    """Return the expressions in a value of a workflow."""
    return [found.strip() for found in re.findall(r"\$\{\{(.*?)\}\}", str(value), re.DOTALL)]


@pytest.mark.parametrize("name", NAMES)
def test_actions_are_pinned_by_commit_and_say_their_version(name: str) -> None:
    lines = [line for line in (WORKFLOWS / name).read_text(encoding="utf-8").splitlines() if "uses:" in line]
    for line in lines:
        assert re.fullmatch(r"\s*(- )?uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line
    assert len(lines) == sum("uses" in step for step in steps(name))


def test_an_action_has_one_version_everywhere() -> None:
    used = {step["uses"] for name in NAMES for step in steps(name) if "uses" in step}
    assert len({action.split("@")[0] for action in used}) == len(used)


@pytest.mark.parametrize(("name", "which"), JOBS)
def test_permissions_are_the_least(name: str, which: str) -> None:
    whole = workflow(name)
    assert "permissions" in whole and whole["permissions"] in ({}, "", "{}", {"contents": "read"})
    assert whole["jobs"][which].get("permissions", whole["permissions"]) == PERMISSIONS[name, which]
    assert int(whole["jobs"][which]["timeout-minutes"]) <= 60
    assert "concurrency" in whole


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_put_into_a_script_and_no_secret_is_named(name: str) -> None:
    text = (WORKFLOWS / name).read_text(encoding="utf-8")
    assert "pull_request_target" not in text and "secrets." not in text and "issue_comment" not in text
    for step in steps(name):
        assert given(step.get("run", "")) == []
        for key in ("env", "with"):
            for expression in given(step.get(key, {})):
                assert HARMLESS.fullmatch(expression), f"{name}: {expression}"
    for one in workflow(name)["jobs"].values():
        for expression in given(one.get("env", {})):
            assert HARMLESS.fullmatch(expression), f"{name}: {expression}"


@pytest.mark.parametrize("name", NAMES)
def test_no_credentials_are_left_in_the_clone(name: str) -> None:
    for step in steps(name):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_where_a_contributors_code_runs_no_token_is_given() -> None:
    for name in ("ci.yml", "pull-request.yml"):
        assert "token" not in (WORKFLOWS / name).read_text(encoding="utf-8")
        assert all("write" not in PERMISSIONS[job].values() for job in PERMISSIONS if job[0] == name)


def test_where_a_comment_is_written_no_contributors_code_is_fetched() -> None:
    fetched = [step["with"].get("ref") for step in steps("comment.yml") if "uses" in step]
    assert fetched == ["${{ github.event.repository.default_branch }}"]
    assert [step["run"] for step in steps("comment.yml") if "run" in step] == ["python3 .github/scripts/comment.py"]
    assert workflow("comment.yml")["on"]["workflow_run"]["workflows"] == [workflow("pull-request.yml")["name"]]


def test_a_form_starts_by_the_label_of_somebody_who_may_sort_issues() -> None:
    assert workflow("form.yml")["on"] == {"issues": {"types": ["labeled"]}}
    assert job("form.yml", "read")["if"] == "${{ github.event.label.name == 'draft it' }}"
    # The other job ends where this one was passed over.
    assert job("form.yml", "draft")["needs"] == "read"
    assert job("form.yml", "draft")["if"] == "${{ !cancelled() && needs.read.result != 'skipped' }}"


def test_where_packages_are_installed_nothing_can_be_written() -> None:
    for name, which in JOBS:
        installs = any(re.search(r"\b(make|pip)\b", step.get("run", "")) for step in job(name, which)["steps"])
        assert not installs or set(PERMISSIONS[name, which].values()) == {"read"}, (name, which)


SCHEMAS = {
    "vendor.github-workflows": [f"workflows/{name}" for name in NAMES],
    "vendor.github-issue-forms": ["ISSUE_TEMPLATE/suggest-a-briefing.yml", "ISSUE_TEMPLATE/report-a-correction.yml"],
    "vendor.github-issue-config": ["ISSUE_TEMPLATE/config.yml"],
    "vendor.dependabot": ["dependabot.yml"],
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_for_the_code_host_fit_its_schemas(schema: str) -> None:
    files = [str(ROOT / ".github" / name) for name in SCHEMAS[schema]]
    linted("check-jsonschema", "--builtin-schema", schema, *files)


def test_an_audit_of_the_workflows_finds_nothing() -> None:
    linted("zizmor", "--offline", "--no-progress", "--quiet", *(str(WORKFLOWS / name) for name in NAMES))


def linted(tool: str, *arguments: str) -> None:
    """Run a tool of the virtual environment, which must find nothing."""
    program = Path(sys.executable).parent / tool
    ran = subprocess.run([str(program), *arguments], capture_output=True, text=True, cwd=ROOT)
    assert ran.returncode == 0, ran.stdout + ran.stderr


# Below, the steps are run.

LEFT_OUT = ("benchmarks/", "tests/golden/", "tests/cases/", "tests/browser/")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository as it stands, as one commit on main of a scratch repository."""
    folder = tmp_path_factory.mktemp("project") / "clone"
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in listed:
        if name and not name.startswith(LEFT_OUT) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All")
    return folder


@pytest.fixture
def clone(project: Path, tmp_path: Path) -> Path:
    """A clone of its own, with a virtual environment that is ready."""
    git(tmp_path, "clone", "--quiet", str(project), "clone")
    environment_there(tmp_path / "clone")
    return tmp_path / "clone"


@pytest.fixture
def runner(clone: Path, tmp_path: Path) -> Runner:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    return Runner(clone, tmp_path / "temp", {"pull_request": {"number": 5}}, programs)


GOOD = """\
title: Harbour talks end without a text
date: 2026-03-04
summary: Two delegations met for nine hours in Port Vell and parted without a joint text. [@gazette]
sources:
  - id: gazette
    title: Nine hours, no text
    publisher: {name: Harbour Gazette}
    url: https://gazette.example/talks
    published: 2026-03-04
"""


def merged(clone: Path, files: dict[str, str]) -> None:
    """Merge a branch with these files into main, as the code host does for a pull request."""
    git(clone, "switch", "--quiet", "--create", "x;touch${IFS}hacked")
    for name, text in files.items():
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_text(text, encoding="utf-8")
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--message", "`touch hacked` $(touch hacked)")
    git(clone, "switch", "--quiet", "--detach", "main")
    git(clone, "merge", "--quiet", "--no-ff", "--message", "Merge", "x;touch${IFS}hacked")


def outcomes(runner: Runner) -> dict[str, str]:
    ended = runner.run(job("pull-request.yml", "briefings")["steps"])
    assert not (runner.workspace / "hacked").exists()
    return {name: ran.outcome for name, ran in ended.items()}


def verdict(runner: Runner) -> str:
    return (runner.temp / "report" / "verdict.txt").read_text(encoding="utf-8")


def test_a_good_contribution(runner: Runner) -> None:
    merged(runner.workspace, {"briefings/2026/2026-03-04-harbour-talks.yml": GOOD})
    ended = outcomes(runner)
    assert set(ended.values()) == {"success"}, [ran.printed for ran in runner.steps.values()]
    assert verdict(runner) == "fine briefings preview content\n"
    assert "Harbour talks end without a text" in (runner.temp / "report" / "meaning.md").read_text(encoding="utf-8")
    assert "**The briefings are in order.**" in runner.summary and "Harbour talks end" in runner.summary
    for page in ("site/index.html", "preview/index.html", "preview/briefings/2026-03-04-harbour-talks.html"):
        assert (runner.temp / page).is_file()


def test_a_fault_in_the_contribution(runner: Runner) -> None:
    bad = GOOD.replace("2026-03-04\nsummary", "2026-02-30\nsummary")
    merged(runner.workspace, {"briefings/2026/2026-03-04-harbour-talks.yml": bad})
    ended = outcomes(runner)
    assert [name for name, outcome in ended.items() if outcome == "failure"] == ["Finish"]
    assert "::error file=briefings/2026/2026-03-04-harbour-talks.yml,line=2" in runner.steps["check"].printed
    assert verdict(runner) == "problems briefings none content\n"
    assert "has to be put right" in runner.summary
    assert ended["Build the site"] == ended["Keep the preview"] == "skipped"


def test_an_old_fault_does_not_block_a_good_contribution(runner: Runner) -> None:
    old = runner.workspace / "briefings/2026/2026-01-01-old.yml"
    old.parent.mkdir(exist_ok=True)
    old.write_text(GOOD.replace("2026-03-04\nsummary", "2026-02-30\nsummary"), encoding="utf-8")
    git(runner.workspace, "add", "--all")
    git(runner.workspace, "commit", "--quiet", "--message", "Old")
    merged(runner.workspace, {"briefings/2026/2026-03-04-harbour-talks.yml": GOOD})
    assert outcomes(runner)["Finish"] == "success"
    assert verdict(runner) == "older briefings none content\n"
    assert "does not seem to be the cause" in runner.summary


def test_a_desk_with_another_folder(runner: Runner) -> None:
    git(runner.workspace, "mv", "briefings", "content")
    config = runner.workspace / "mkdocs.yml"
    text, found = re.subn(
        r"( +)- briefwright:\n", r"\g<0>\1    briefings_dir: content\n", config.read_text(encoding="utf-8")
    )
    assert found == 1
    config.write_text(text, encoding="utf-8")
    old = GOOD.replace("2026-03-04\nsummary", "2026-02-30\nsummary")
    (runner.workspace / "content/2026/2026-01-01-old.yml").write_text(old, encoding="utf-8")
    git(runner.workspace, "add", "--all")
    git(runner.workspace, "commit", "--quiet", "--message", "Old")
    merged(runner.workspace, {"content/2026/2026-03-04-harbour-talks.yml": GOOD})
    assert outcomes(runner)["Finish"] == "success"
    assert verdict(runner) == "older briefings none content\n"


def test_settings_that_cannot_be_used(runner: Runner) -> None:
    merged(runner.workspace, {"mkdocs.yml": "site_name: [\n"})
    assert outcomes(runner)["Finish"] == "failure"
    assert verdict(runner) == "settings own none content\n"


def test_a_fault_of_the_machinery_is_told_apart(runner: Runner) -> None:
    merged(runner.workspace, {"briefings/2026/2026-03-04-harbour-talks.yml": GOOD})
    environment_broken(runner.workspace)
    ended = outcomes(runner)
    assert [name for name, outcome in ended.items() if outcome == "failure"] == ["Install", "Finish"]
    assert verdict(runner) == "install briefings none content\n"
    assert "The machinery failed; this says nothing about the pull request" in runner.summary


BROKEN_OFF = ["exit 70", "exit 74", "exit 139", "echo 'Traceback (most recent call last):' >&2; exit 1"]


@pytest.mark.parametrize("end", BROKEN_OFF)
def test_a_program_that_breaks_off_is_the_machinerys_fault(runner: Runner, end: str) -> None:
    merged(runner.workspace, {"README.md": "x\n"})
    (runner.workspace / ".venv/bin/briefwright").write_text(f"#!/bin/sh\n{end}\n", encoding="utf-8")
    assert outcomes(runner)["Finish"] == "failure"
    assert verdict(runner) == "check own none code\n"
    assert "so the cause may lie in it all the same" in runner.summary


def test_a_machine_on_which_nothing_can_be_kept_is_not_the_contributors_fault(runner: Runner) -> None:
    merged(runner.workspace, {"briefings/2026/2026-03-04-harbour-talks.yml": GOOD})
    # A folder stands where the words of each step are kept: as on a full disk, they have no place.
    (runner.temp / "errors").mkdir(parents=True)
    ended = outcomes(runner)
    assert [name for name, outcome in ended.items() if outcome == "failure"] == ["Finish"]
    assert runner.steps["check"].outputs["code"] == "74"
    assert verdict(runner) == "check briefings none content\n"
    assert "The machinery failed; this says nothing about the pull request" in runner.summary


def test_a_site_for_which_there_is_no_room_is_not_the_contributors_fault(runner: Runner) -> None:
    merged(runner.workspace, {"briefings/2026/2026-03-04-harbour-talks.yml": GOOD})
    program = runner.workspace / ".venv/bin/briefwright"
    # Python must not leave its own files half written; it does not notice.
    limit = 'if [ "$1" = build ]; then ulimit -f 4; fi\nexport PYTHONDONTWRITEBYTECODE=1\n'
    program.write_text(
        program.read_text(encoding="utf-8").replace("#!/bin/sh\n", f"#!/bin/sh\n{limit}"), encoding="utf-8"
    )
    assert outcomes(runner)["Finish"] == "failure"
    assert "The briefings are not at fault" in runner.steps["site"].printed
    assert runner.steps["site"].outputs["code"] == "74"
    assert verdict(runner) == "site briefings none content\n"


def test_publishing(runner: Runner) -> None:
    ended = runner.run(job("publish.yml", "build")["steps"])
    assert {ran.outcome for ran in ended.values()} == {"success"}, ended
    assert (runner.workspace / "site/index.html").is_file()


def test_the_projects_own_checks(runner: Runner) -> None:
    whole = (runner.workspace / ".ci/run").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)$", whole, re.MULTILINE)
    # To run the tests inside of a test would have no end: the targets are listed, not made.
    (runner.workspace / ".ci/run").write_text(whole.replace("make ", "make --dry-run "), encoding="utf-8")
    ended = runner.run(job("ci.yml", "all")["steps"])
    assert {ran.outcome for ran in ended.values()} == {"success"}, ended
    assert targets == ["check", "test", "site"]
    assert "briefwright build" in ended[".ci/run"].printed and "pytest" in ended[".ci/run"].printed
