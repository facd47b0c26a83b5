"""Git as seen by the editorial commands: real repositories, of every awkward sort, and never a traceback."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from briefwright.editorial.git_advice import fetch_branches
from briefwright.editorial.git_listings import Change
from briefwright.editorial.repository import Repository, RepositoryError
from gits import commit, git

pytestmark = pytest.mark.usefixtures("git_of_nobody")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with one commit."""
    folder = tmp_path / "desk"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"a.yml": "one\n" * 9, "b/ö ü.yml": "two\n", "outside.txt": "three\n"})
    return folder


def test_changes_of_the_working_tree(root: Path) -> None:
    (root / "a.yml").write_text("other\n", encoding="utf-8")
    (root / "b/ö ü.yml").unlink()
    (root / "new \"name\" 'x' `y`.yml").write_text("new\n", encoding="utf-8")
    assert Repository(root).changed("HEAD") == [
        Change("M", "a.yml"),
        Change("D", "b/ö ü.yml"),
        Change("A", "new \"name\" 'x' `y`.yml"),
    ]


def test_changes_between_commits_with_a_renaming(root: Path) -> None:
    commit(root, {"a.yml": None, "c.yml": "one\n" * 9 + "more\n", "b/new.yml": "n\n"})
    repository = Repository(root)
    assert repository.changed("HEAD~1", "HEAD") == [Change("A", "b/new.yml"), Change("R", "c.yml", "a.yml")]
    assert repository.changed("HEAD", "HEAD") == []


def test_ignored_files_are_no_change(root: Path) -> None:
    commit(root, {".gitignore": "*.tmp\n"})
    (root / "x.tmp").write_text("x", encoding="utf-8")
    assert Repository(root).changed("HEAD") == []


def test_a_file_out_of_the_index_that_still_lies_there(root: Path) -> None:
    git(root, "rm", "--quiet", "--cached", "a.yml")
    assert Repository(root).changed("HEAD") == [Change("M", "a.yml")]


def test_only_the_folder_counts_and_paths_begin_there(root: Path) -> None:
    commit(root, {"b/c.yml": "c\n", "d.yml": "d\n"})
    repository = Repository(root / "b")
    assert repository.changed("HEAD~1", "HEAD") == [Change("A", "c.yml")]
    assert repository.files("HEAD") == ["c.yml", "ö ü.yml"]
    assert repository.read("HEAD", ["c.yml", "ö ü.yml", "d.yml"]) == {"c.yml": b"c\n", "ö ü.yml": b"two\n"}


def test_reading_of_a_revision(root: Path) -> None:
    repository = Repository(root)
    wanted = ["a.yml", "missing.yml", "b", "b/ö ü.yml", "line\nbreak.yml", "blob 12", "../desk/a.yml"]
    assert repository.read("HEAD", wanted) == {"a.yml": b"one\n" * 9, "b/ö ü.yml": b"two\n"}
    assert repository.read("HEAD", []) == {}


def test_reading_of_the_working_tree_stays_inside(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s", encoding="utf-8")
    (root / "link.yml").symlink_to(tmp_path / "secret")
    (root / "circle.yml").symlink_to("circle.yml")
    repository = Repository(root)
    assert repository.read_now(["link.yml", "a.yml", "gone.yml", "a.yml/x"]) == {"a.yml": b"one\n" * 9}


def test_links_and_submodules_are_no_files(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    commit(other, {"x.yml": "x\n"})
    git(root, "submodule", "--quiet", "add", str(other), "sub.yml")
    (root / "link.yml").symlink_to("a.yml")
    commit(root, {})
    repository = Repository(root)
    assert repository.changed("HEAD~1", "HEAD") == [Change("A", ".gitmodules")]
    assert "sub.yml" not in repository.files("HEAD") and "link.yml" not in repository.files("HEAD")
    assert repository.read("HEAD", ["sub.yml", "a.yml"]) == {"a.yml": b"one\n" * 9}


def test_names_that_mean_something_to_git(root: Path) -> None:
    names = [":(glob)*.yml", "--help.yml", "*.yml", "HEAD"]
    commit(root, dict.fromkeys(names, "x\n"))
    repository = Repository(root)
    assert {change.path for change in repository.changed("HEAD~1", "HEAD")} == set(names)
    assert set(repository.read("HEAD", names)) == set(names)


def test_lines_with_words(root: Path) -> None:
    commit(root, {"b/c.yml": "actor: coast-state\nissue: x\nactor: the-coast\n"})
    (root / "b/new.yml").write_text("actor: coast-state\n", encoding="utf-8")
    repository = Repository(root)
    assert list(repository.lines_with(["coast-state"], "HEAD")) == [("b/c.yml", "actor: coast-state")]
    assert {path for path, _ in repository.lines_with(["coast-state", "none"], None)} == {"b/c.yml", "b/new.yml"}
    assert list(repository.lines_with([], "HEAD")) == list(repository.lines_with(["absent"], "HEAD")) == []


def test_a_fork_is_where_the_histories_left_each_other(root: Path) -> None:
    start = git(root, "rev-parse", "HEAD")
    git(root, "checkout", "--quiet", "-b", "work")
    mine = commit(root, {"mine.yml": "m\n"})
    git(root, "checkout", "--quiet", "main")
    commit(root, {"theirs.yml": "t\n"})
    repository = Repository(root)
    assert repository.fork("main", "work") == start
    assert repository.changed(repository.fork("main", "work"), "work") == [Change("A", "mine.yml")]
    # An earlier state, seen from a later one, is compared as it is asked for.
    assert repository.fork(mine, start) == mine
    assert repository.fork("HEAD", None) == git(root, "rev-parse", "main")


def test_histories_without_a_common_beginning(root: Path) -> None:
    git(root, "checkout", "--quiet", "--orphan", "other")
    commit(root, {"x.yml": "x\n"})
    assert Repository(root).fork("main", "other") == git(root, "rev-parse", "main")


def test_a_detached_head(root: Path) -> None:
    git(root, "checkout", "--quiet", "--detach")
    (root / "a.yml").write_text("x\n", encoding="utf-8")
    assert Repository(root).changed("main") == [Change("M", "a.yml")]


def test_a_merge_conflict_is_a_change(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "work")
    commit(root, {"a.yml": "mine\n"})
    git(root, "checkout", "--quiet", "main")
    commit(root, {"a.yml": "theirs\n"})
    with pytest.raises(subprocess.CalledProcessError):
        git(root, "merge", "work")
    repository = Repository(root)
    assert repository.changed("HEAD") == [Change("M", "a.yml")]
    assert b"<<<<<<<" in repository.read_now(["a.yml"])["a.yml"]


@pytest.mark.parametrize(
    ("rev", "advice"),
    [
        ("mian", "did you mean 'main'?"),
        ("nothing-like-it", "git branch --all"),
        ("-x", "is an option"),
        ("--output=x", "is an option"),
        ("", "an empty name"),
        ("main..HEAD", "two words"),
        ("main...HEAD", "two words"),
        ("a.yml", "is a file or a folder"),
        ("b", "is a file or a folder"),
        ("HEAD:a.yml", "there is no"),
        ("x" * 300, "there is no branch, tag or commit"),
        ("x/" * 3000, "there is no branch, tag or commit"),
        ("a\nb; rm -rf $(x) `y` ${{ z }}", "there is no"),
    ],
)
def test_a_wrong_revision_is_explained(root: Path, rev: str, advice: str) -> None:
    for ask in (Repository(root).commit, Repository(root).changed, Repository(root).files):
        with pytest.raises(RepositoryError) as caught:
            ask(rev)
        assert advice in str(caught.value)
    assert sorted(path.name for path in root.iterdir()) == [".git", "a.yml", "b", "outside.txt"]


def test_a_branch_that_only_the_other_side_has(root: Path, tmp_path: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "work")
    git(tmp_path, "clone", "--quiet", str(root), "copy")
    with pytest.raises(RepositoryError, match="did you mean 'origin/main'"):
        Repository(tmp_path / "copy").commit("main")


def test_a_shallow_clone_says_so(root: Path, tmp_path: Path) -> None:
    commit(root, {"a.yml": "x\n"})
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
    repository = Repository(tmp_path / "shallow")
    assert repository.shallow
    with pytest.raises(RepositoryError, match="fetch-depth: 0"):
        repository.commit("HEAD~1")


@pytest.mark.parametrize("how", ["--depth=1", "--single-branch"])
def test_a_clone_of_one_branch_says_how_to_get_the_others(root: Path, tmp_path: Path, how: str) -> None:
    git(root, "checkout", "--quiet", "-b", "work")
    commit(root, {"mine.yml": "m\n"})
    git(tmp_path, "clone", "--quiet", how, "--branch=work", f"file://{root}", "clone")
    with pytest.raises(RepositoryError) as found:
        Repository(tmp_path / "clone").fork("origin/main", None)
    said = str(found.value)
    assert "this clone knows one branch only" in said and "origin/HEAD" not in said
    # What it says is what helps.
    for command in re.findall(r"git ((?:remote|fetch)[^(]*?)(?: and| \(|$)", said):
        git(tmp_path / "clone", *shlex.split(command))
    assert Repository(tmp_path / "clone").fork("origin/main", None) == git(root, "rev-parse", "main")


def test_a_shallow_clone_that_ends_before_the_fork(root: Path, tmp_path: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "work")
    commit(root, {"mine.yml": "m\n"})
    git(root, "checkout", "--quiet", "main")
    commit(root, {"theirs.yml": "t\n"})
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{root}", "shallow")
    repository = Repository(tmp_path / "shallow")
    for head in ("origin/work", None):
        with pytest.raises(RepositoryError, match="does not reach back .* git fetch --unshallow"):
            repository.fork("main" if head else "origin/work", head)
    assert repository.fork("HEAD", None) == git(root, "rev-parse", "main")
    git(repository.root, "fetch", "--quiet", "--deepen=1")
    assert repository.fork("main", "origin/work") == git(root, "rev-parse", "main~1")


def test_an_empty_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(RepositoryError, match="no commit yet"):
        Repository(tmp_path).commit("HEAD")
    with pytest.raises(RepositoryError, match="nothing was committed"):
        Repository(tmp_path).commit("main")


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="not in a git repository"):
        Repository(tmp_path)
    with pytest.raises(RepositoryError, match="there is no folder"):
        Repository(tmp_path / "missing")


def test_a_repository_without_a_working_tree(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "bare")
    with pytest.raises(RepositoryError, match="not in the working tree"):
        Repository(tmp_path / "bare")


def test_no_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RepositoryError, match="install git"):
        Repository(root)


def test_the_surroundings_lead_git_nowhere_else(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    monkeypatch.setenv("GIT_PAGER", "false")
    assert Repository(root).files("HEAD") == ["a.yml", "b/ö ü.yml", "outside.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script")
def test_no_program_of_the_repository_is_run(root: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for name in ("diff.external", "core.fsmonitor", "core.pager", "diff.yml.textconv", "diff.yml.command"):
        git(root, "config", name, str(trap))
    hook = root / ".git/hooks/post-index-change"
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes(trap.read_bytes())
    hook.chmod(0o755)
    (root / ".gitattributes").write_text("*.yml diff=yml\n", encoding="utf-8")
    (root / "a.yml").write_text("changed\n", encoding="utf-8")
    repository = Repository(root)
    repository.changed("HEAD")
    repository.read("HEAD", ["a.yml"])
    list(repository.lines_with(["one"], None))
    assert not (tmp_path / "sprung").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text(root: Path) -> None:
    name = os.fsdecode(b"caf\xe9.yml")
    (root / name).write_text("x\n", encoding="utf-8")
    commit(root, {})
    repository = Repository(root)
    assert repository.changed("HEAD~1", "HEAD") == [Change("A", name)]
    assert repository.read("HEAD", [name]) == {name: b"x\n"}


def test_a_remote_that_brings_all_branches_is_enough() -> None:
    every, one = "remote.origin.fetch +refs/heads/*:refs/remotes/origin/*", "remote.mirror.fetch +refs/heads/main:x"
    assert fetch_branches(f"{every}\n{one}\n", False) == fetch_branches("", False) == ""
    assert "git remote set-branches mirror '*'" in fetch_branches(f"{one}\n", False)
