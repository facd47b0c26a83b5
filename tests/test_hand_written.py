"""Pages written by hand, and settings: a merge conflict left in one is named before readers see it."""

import pytest

from desks import Desk

LEFT = """# About

<<<<<<< HEAD
We are a desk.
=======
We were a desk.
>>>>>>> main
"""
WHERE = "docs/team/about.md:3:1 YAML05 error: unresolved merge conflict from here to line 7"
EXPLAINED = f"# About\n\nGit leaves `<<<<<<<` in a file:\n\n```\n{LEFT}```\n"


@pytest.mark.parametrize("what", ["check", "build"])
def test_a_conflict_is_named_with_its_line(desk: Desk, command, what: str) -> None:
    desk.write({"docs/team/about.md": LEFT})
    ran = command(desk, what)
    assert ran.code == 1
    assert WHERE in ran.out + ran.err and "delete the lines with <<<<<<<" in ran.out + ran.err
    assert not (desk.root / "site").exists()


@pytest.mark.parametrize("what", ["check", "build"])
def test_a_page_may_explain_conflicts(desk: Desk, command, what: str) -> None:
    desk.write({"docs/about.md": EXPLAINED})
    assert command(desk, what).code == 0


@pytest.mark.parametrize("what", ["check", "build", "fix"])
def test_a_conflict_in_the_settings_is_named(desk: Desk, command, what: str) -> None:
    before = (desk.root / "mkdocs.yml").read_text(encoding="utf-8")
    desk.write({"mkdocs.yml": f"<<<<<<< HEAD\nsite_name: One\n=======\nsite_name: Two\n>>>>>>> main\n{before}"})
    ran = command(desk, what)
    assert ran.code == 2
    assert "mkdocs.yml, line 1: unresolved merge conflict from here to line 5; decide which lines stay" in ran.err


def test_the_folder_of_the_pages_is_the_one_that_mkdocs_has(desk: Desk, command) -> None:
    desk.edit("mkdocs.yml", "site_name:", "docs_dir: pages\nsite_name:")
    desk.write({"docs/about.md": LEFT})
    assert command(desk, "check").code == 0
    desk.write({"pages/about.md": LEFT})
    assert "pages/about.md:3:1 YAML05" in command(desk, "check").out


def test_a_check_of_one_briefing_is_about_that_one(desk: Desk, command) -> None:
    desk.write({"docs/about.md": LEFT})
    assert command(desk, "check", "briefings/2026").code == 0
