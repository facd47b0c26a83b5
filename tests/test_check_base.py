"""`check --base`: only what a change brings is reported, and what was wrong before is counted in one line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desks import CONFIG, Desk
from gits import git

TALKS = "briefings/2026/2026-03-04-talks.yml"
SECOND = "briefings/2026/2026-04-10-second-round.yml"
OUTSIDE = "  - briefwright: {briefings_dir: ../content}\n"
BAD = "title: Bad\ndate: 2026-05-05\nsummary: Bad.\ndossier: port-wel\n"


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk in a git repository, with one error that has been there all along."""
    desk.write({"briefings/2026/2026-01-01-old.yml": BAD, ".gitignore": ".cache/\nsite/\n"})
    git(desk.root, "init", "-q")
    git(desk.root, "add", ".")
    git(desk.root, "commit", "-q", "-m", "Begin")
    return desk


def errors(ran) -> list[tuple[str, str]]:
    return [(p["path"], p["rule"]) for p in json.loads(ran.out) if p["severity"] == "error"]


def check(command, desk: Desk, *arguments: str) -> list[tuple[str, str]]:
    return errors(command(desk, "check", "--format", "json", "--base", "HEAD", *arguments))


def test_an_old_error_does_not_block_new_work(kept: Desk, command) -> None:
    assert command(kept, "check").code == 1
    ran = command(kept, "check", "--base", "HEAD")
    assert (ran.code, ran.err) == (0, "")
    assert "older problem" in ran.out and "port-wel" not in ran.out


def test_a_folder_beside_the_site_is_read_where_nothing_is_left_behind(kept: Desk, command, tmp_path: Path) -> None:
    git(kept.root, "mv", "briefings", "content")
    kept.write({"site-of-ours/mkdocs.yml": CONFIG.replace("  - briefwright\n", OUTSIDE), "site-of-ours/docs/x.md": "x"})
    git(kept.root, "add", ".")
    git(kept.root, "commit", "-q", "-m", "Two folders")
    kept.write({"content/2026/2026-06-06-new.yml": BAD})
    inside = tmp_path / "temporary" / "inside"
    inside.mkdir(parents=True)
    call = [sys.executable, "-m", "briefwright", "check", "-f", "site-of-ours/mkdocs.yml", "--base", "HEAD"]
    environment = {**os.environ, "TMPDIR": str(inside), "TEMP": str(inside)}
    for _ in range(2):
        ran = subprocess.run(call, cwd=kept.root, env=environment, capture_output=True, text=True, encoding="utf-8")
        assert (ran.returncode, ran.stderr) == (1, "")
        assert "\n../content/2026/2026-06-06-new.yml:4:10 REF04 error: " in ran.stdout
        assert ran.stdout.count(" error: ") == 1 and "; 2 older problems " in ran.stdout
        assert list(inside.parent.rglob("*")) == [inside]
    environment["GITHUB_WORKSPACE"] = str(kept.root)
    ran = subprocess.run([*call, "--format=github"], cwd=kept.root, env=environment, capture_output=True, text=True)
    assert "::error file=content/2026/2026-06-06-new.yml,line=4," in ran.stdout


def test_a_new_error_in_a_new_file_is_reported_alone(kept: Desk, command) -> None:
    kept.write({"briefings/2026/2026-06-06-new.yml": BAD})
    assert check(command, kept) == [("briefings/2026/2026-06-06-new.yml", "REF04")]
    ran = command(kept, "check", "--base", "HEAD")
    assert ran.code == 1 and "older problem" in ran.out


def test_an_old_error_that_moved_down_is_still_old(kept: Desk, command) -> None:
    kept.edit("briefings/2026/2026-01-01-old.yml", "title: Bad", "# A comment\n\ntitle: Bad")
    assert check(command, kept) == []


def test_a_line_that_is_wrong_in_another_way_now_is_new(kept: Desk, command) -> None:
    kept.edit("briefings/2026/2026-01-01-old.yml", "port-wel", "port-well")
    assert check(command, kept) == [("briefings/2026/2026-01-01-old.yml", "REF04")]


def test_an_old_error_whose_line_was_rewritten_is_still_old(kept: Desk, command) -> None:
    kept.edit("briefings/2026/2026-01-01-old.yml", "dossier: port-wel", 'dossier: "port-wel"')
    assert check(command, kept) == []
    kept.write({"briefings/2026/2026-01-01-old.yml": 'dossier: "port-wel"\n' + BAD.replace("dossier: port-wel\n", "")})
    assert command(kept, "fix").code == 0
    assert check(command, kept) == []


def test_of_two_alike_the_one_in_the_line_that_stayed_is_old(kept: Desk, command) -> None:
    old = "briefings/2026/2026-01-01-old.yml"
    judgement = "  - {text: %s, likelihood: likely}\n"
    kept.edit(old, "dossier: port-wel\n", "key_judgements:\n" + judgement % "It ends.")
    git(kept.root, "commit", "-qam", "Judged")
    kept.edit(old, "key_judgements:\n", "key_judgements:\n" + judgement % "It begins.")
    ran = command(kept, "check", "--format", "json", "--base", "HEAD")
    assert [(p["line"], p["rule"]) for p in json.loads(ran.out) if p["rule"] == "JUD06"] == [(5, "JUD06")]


def test_before_the_first_commit_everything_is_new(desk: Desk, command) -> None:
    git(desk.root, "init", "-q")
    desk.write({"briefings/2026/2026-01-01-old.yml": BAD})
    assert check(command, desk) == [("briefings/2026/2026-01-01-old.yml", "REF04")]


def test_the_same_mistake_once_more_is_new(kept: Desk, command) -> None:
    wrong = "related: [{id: nowhere, rel: follows}]\n"
    kept.edit("briefings/2026/2026-01-01-old.yml", "dossier: port-wel\n", wrong)
    git(kept.root, "commit", "-qam", "Wrong")
    kept.edit("briefings/2026/2026-01-01-old.yml", wrong, wrong.replace("}]", "}, {id: nowhere, rel: updates}]"))
    # The line itself was touched, so both of its mistakes are the change's.
    assert {rule for _, rule in check(command, kept)} == {"REF08"}


def test_what_a_change_breaks_in_a_file_that_it_does_not_touch_is_new(kept: Desk, command) -> None:
    kept.edit("briefings/registry/actors.yml", "- {id: highland, name: Highland, kind: state}\n", "")
    assert {(path, rule) for path, rule in check(command, kept)} == {(TALKS, "REF01")}


def test_a_renamed_file_keeps_its_old_errors(kept: Desk, command) -> None:
    git(kept.root, "mv", "briefings/2026/2026-01-01-old.yml", "briefings/2026/2026-01-01-older.yml")
    assert check(command, kept) == []


def test_only_what_came_since_the_branch_left_counts(kept: Desk, command) -> None:
    git(kept.root, "checkout", "-qb", "work")
    git(kept.root, "checkout", "-q", "main")
    kept.write({"briefings/2026/2026-07-07-elsewhere.yml": "title: Fine\ndate: 2026-07-07\nsummary: Fine.\n"})
    git(kept.root, "add", ".")
    git(kept.root, "commit", "-qm", "Elsewhere")
    git(kept.root, "checkout", "-q", "work")
    assert errors(command(kept, "check", "--format", "json", "--base", "main")) == []


def test_paths_narrow_it_down(kept: Desk, command) -> None:
    kept.write(
        {"briefings/2026/2026-06-06-new.yml": BAD, "briefings/2027/2027-06-06-new.yml": BAD.replace("2026", "2027")}
    )
    assert check(command, kept, "briefings/2027") == [("briefings/2027/2027-06-06-new.yml", "REF04")]


def test_the_records_of_today_are_kept(kept: Desk, command) -> None:
    kept.edit(TALKS, "nine hours", "ten hours")
    command(kept, "check", "--base", "HEAD")
    assert command(kept, "check", TALKS).code == 0


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("no-such-branch", "no-such-branch"),
        ("-x", "revision"),
        ("HEAD:briefings", "HEAD:briefings"),
        ("HEAD~9", "HEAD~9"),
    ],
)
def test_a_base_that_is_none_is_said(kept: Desk, command, base: str, said: str) -> None:
    ran = command(kept, "check", f"--base={base}")
    assert ran.code == 2
    assert said in ran.err and "Traceback" not in ran.err


def test_without_a_repository_it_says_so(desk: Desk, command) -> None:
    ran = command(desk, "check", "--base", "HEAD")
    assert ran.code == 2
    assert "git" in ran.err


def test_github_gets_only_new_annotations(kept: Desk, command) -> None:
    kept.write({"briefings/2026/2026-06-06-new.yml": BAD})
    ran = command(kept, "check", "--base", "HEAD", "--format", "github")
    assert ran.out.count("::error ") == 1 and "2026-06-06-new.yml" in ran.out


@pytest.mark.parametrize("base", ["x" * 300, "x/" * 3000])
def test_a_base_too_long_for_any_name_is_explained(kept: Desk, command, base: str) -> None:
    ran = command(kept, "check", "--base", base)
    assert (ran.code, ran.out) == (2, "") and "there is no branch, tag or commit" in ran.err
