"""The way of a new editor, from an empty folder to a published briefing, and what is said on it when something is off.

Every step of the way is the real command in a process of its own, in a repository of git's.
"""

import re
import shlex
import shutil
import textwrap
from collections import Counter
from pathlib import Path

import pytest

from desks import Desk, Ran
from gits import git
from search_reader import Reader, posting

BRIEFING = "briefings/2026/2026-05-02-ferry-strike-halts-port-vell.yml"
RENAMED = "briefings/2026/2026-05-02-ferry-strike.yml"

OLDER = """\
# yaml-language-server: $schema=../../schema/briefing.json
title: The April round is called off
date: 2026-04-01
summary: The round that was to follow in April will not take place. [@gazette]
dossier: harbour-talks
key_judgements:
  - text: The delegations are unlikely to meet before the summer.
    likelihood: unlikely
    scale_origin: editor
    basis: Neither side has named another day. [@gazette]
    sources: [gazette]
sources:
  - id: gazette
    title: No April round
    publisher: harbour-gazette
    url: https://gazette.example/april
    published: 2026-04-01
    archive_url: https://archive.example/april
"""
"""A briefing that was published with a forecast without an end: JUD06 has something to say of it."""

BLANKS = (
    ("\nsummary: >-\n", "\nsummary: >-\n  The crews of the ferries stopped work for a day. [@gazette]\n"),
    ("status: draft\n", "status: published # Bo has read it.\n"),
    ("    stance:\n", "    stance: mixed\n"),
    ("    statement: >-\n", "    statement: >-\n      Will hear the crews, and talk about the limit then.\n"),
    ("      -\n", "      - gazette\n"),
    ("    title:\n", "    title: Ferries stay in port\n"),
)
"""What an editor writes into the blanks: what stands there, and what then stands there."""

VIEW = (
    ("  - analyst:\n", "  - analyst: jun-park\n"),
    ("    affiliation:\n", "    affiliation: Coastal Studies Institute\n"),
    ("    view: >-\n", "    view: >-\n      The crews will have their rise before the summer.\n"),
    ("    likelihood:\n", "    likelihood: likely\n"),
    ("    scale_origin:\n", "    scale_origin: editor\n    horizon: 2026-06-30\n    resolves_if: a rise is signed\n"),
    ("      -\n", "      - gazette\n"),
)
"""The same for the view of an analyst, whose lines stand in the draft as notes."""

SLOPPY = (
    ("title: Ferry strike halts Port Vell\n", "title: 'Ferry strike halts Port Vell'  \n"),
    ("    published:\n", "    published: 2026-5-2\n"),
    ("    publisher: harbour-gazette\n", "    publisher: {name: Harbour Gazette, country: NO}\n"),
    ("    stance: mixed\n    # NEEDED. The", "    # NEEDED. The"),
    ("talk about the limit then.\n", "talk about the limit then.\n    stance: mixed # Bo: or opposes?\n"),
)
"""What a hurried editor leaves behind: wrong order, needless quotes, a half date, a publisher that is registered."""


WORKFLOW = (Path(__file__).parent.parent / "docs" / "workflow.md").read_text(encoding="utf-8")
"""The page that shows editors what they will see on this way."""


def said(ran: Ran, code: int = 0) -> str:
    """Return what a run printed; it must have ended with this code, and without a word of the machinery's."""
    assert (ran.code, ran.err) == (code, ""), ran
    return ran.out


def refused(ran: Ran) -> str:
    """Return the one line with which a wrong call was answered."""
    assert (ran.code, ran.out) == (2, "") and ran.err.startswith("briefwright: "), ran
    assert len(ran.err.splitlines()) == 1
    return ran.err


def keep(desk: Desk, message: str) -> None:
    git(desk.root, "add", ".")
    git(desk.root, "commit", "--quiet", "-m", message)


def write_into(desk: Desk, name: str, *edits: tuple[str, str], after: str = "") -> None:
    """Make each edit at the first place behind the words of `after`."""
    path = desk.root / name
    text = path.read_text(encoding="utf-8")
    start = text.index(after)
    for old, new in edits:
        at = text.index(old, start)
        text = text[:at] + new + text[at + len(old) :]
    path.write_text(text, encoding="utf-8")


def notes(desk: Desk, name: str) -> Counter[str]:
    """Return the comments of a file."""
    text = (desk.root / name).read_text(encoding="utf-8")
    return Counter(re.findall(r"(?:^|(?<= ))#.*", text, re.MULTILINE))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk as `briefwright init` makes it, with its first commit on the branch main."""
    top = tmp_path_factory.mktemp("walk")
    out = said(Desk(top).run("init", "harbour-desk"))
    assert "made a site in harbour-desk" in out and "cd harbour-desk" in out and "README.md" in out
    desk = Desk(top / "harbour-desk")
    git(desk.root, "init", "--quiet", "-b", "main")
    keep(desk, "A desk of our own")
    return desk


@pytest.fixture
def own(begun: Desk, tmp_path: Path) -> Desk:
    """A copy of that desk, for one test."""
    return Desk(Path(shutil.copytree(begun.root, tmp_path / "harbour-desk")))


def test_from_nothing_to_a_published_briefing(own: Desk) -> None:
    it_builds_at_once(own)
    a_briefing_is_begun(own)
    check_names_the_blanks(own)
    the_blanks_are_filled_in(own)
    fix_mends_a_sloppy_edit(own)
    the_branch_is_told_only_what_it_brings(own)
    diff_says_what_the_new_briefing_means(own)
    git(own.root, "switch", "--quiet", "main")
    git(own.root, "merge", "--quiet", "--no-ff", "-m", "Merge", "ferry-strike")
    diff_says_what_a_second_branch_means(own)
    git(own.root, "switch", "--quiet", "main")
    git(own.root, "merge", "--quiet", "--no-ff", "-m", "Merge", "second-thoughts")
    the_page_is_there_and_found(own)


def it_builds_at_once(desk: Desk) -> None:
    assert "1 briefing, 4 actors, 1 issue, 2 publishers, 1 dossier: " in said(desk.run("build"))
    home = desk.page("index.html")
    assert "Example: harbour talks" in home and "<b>1</b> briefing</a>" in home
    assert "Latest briefings" not in home, "there is none besides the one above"
    assert 'placeholder="Search in 1 briefing"' in desk.page("explore/index.html")
    assert git(desk.root, "status", "--porcelain") == "", "what a build makes is nothing to commit"
    desk.write({"briefings/2026/2026-04-01-april.yml": OLDER})
    keep(desk, "The April round")


def a_briefing_is_begun(desk: Desk) -> None:
    git(desk.root, "switch", "--quiet", "-c", "ferry-strike")
    out = said(
        desk.run(
            *("new", "Ferry strike halts Port Vell", "--date=2026-05-02", "--dossier=harbour-talks"),
            *("--actor=coast-state", "--issue=fishing-limits", "--source=https://gazette.example/ferries"),
        )
    )
    assert out.startswith(f"wrote {BRIEFING}\n") and f"briefwright check {BRIEFING}" in out


def check_names_the_blanks(desk: Desk) -> None:
    out = said(desk.run("check", BRIEFING), code=1)
    named = ("'summary'", "'stance'", "'statement'", "'sources'", "'title'")
    errors = [line for line in out.splitlines() if " error: " in line]
    assert [[name for name in named if name in line] for line in errors] == [[name] for name in named]
    assert out.count("  hint: ") == len(named)
    assert out.endswith("\n1 briefing checked: 5 errors in 1 file\n")


def the_blanks_are_filled_in(desk: Desk) -> None:
    write_into(desk, BRIEFING, *BLANKS)
    path = desk.root / BRIEFING
    head, start, rest = path.read_text(encoding="utf-8").partition("# analyst_views:\n")
    view, end, rest = rest.partition("\n\n")
    view = "".join(line.removeprefix("#").removeprefix(" ") for line in f"{start}{view}".splitlines(keepends=True))
    path.write_text(head + view + end + rest, encoding="utf-8")
    write_into(desk, BRIEFING, *VIEW, after="\nanalyst_views:\n")
    out = said(desk.run("check", BRIEFING))
    assert "SRC10 advice: " in out and out.endswith("\n1 briefing checked: 1 advice in 1 file\n")


def fix_mends_a_sloppy_edit(desk: Desk) -> None:
    write_into(desk, BRIEFING, *SLOPPY)
    path = desk.root / BRIEFING
    before, remarks = path.read_bytes(), notes(desk, BRIEFING)
    assert f"{BRIEFING}: would change: " in said(desk.run("fix", "--check", BRIEFING), code=1)
    assert path.read_bytes() == before
    assert said(desk.run("fix")).endswith(": 1 fixed\n")
    text = path.read_text(encoding="utf-8")
    for line in ("title: Ferry strike halts Port Vell\n", "published: 2026-05-02\n", "publisher: harbour-gazette\n"):
        assert line in text
    assert text.index("    stance: mixed # Bo: or opposes?\n") < text.index("    statement: >-\n")
    assert notes(desk, BRIEFING) == remarks
    assert said(desk.run("fix")).endswith("files read: nothing to do\n")
    assert path.read_text(encoding="utf-8") == text


def the_branch_is_told_only_what_it_brings(desk: Desk) -> None:
    keep(desk, "The ferry strike")
    out = said(desk.run("check", "--base", "main"))
    assert "JUD06" not in out and "SRC10 advice: " in out
    closing = out.splitlines()[-1]
    assert "; 1 older problem " in closing and f"\n    {closing}\n" in WORKFLOW
    write_into(desk, BRIEFING, ("    archive_url:\n", "    archive_url: https://archive.example/ferries\n"))
    keep(desk, "Keep a copy of the source")
    out = said(desk.run("check", "--base", "main"))
    assert out.startswith("3 briefings checked: no problems; 1 older problem ")


def diff_says_what_the_new_briefing_means(desk: Desk) -> None:
    out = said(desk.run("diff", "main"))
    assert "\nFerry strike halts Port Vell\n" in out
    assert "- New briefing (published, of 2 May 2026): 1 position, 1 analyst view, 1 source" in out
    assert "- Coast State on Fishing limits: supports with conditions → mixed; " in out
    # The April briefing came on another branch, and is none of this one's business.
    assert "April" not in out and "2 changes in 1 briefing" in out


def diff_says_what_a_second_branch_means(desk: Desk) -> None:
    git(desk.root, "switch", "--quiet", "-c", "second-thoughts")
    git(desk.root, "mv", BRIEFING, RENAMED)
    write_into(desk, RENAMED, ("stance: mixed", "stance: supports"), ("likelihood: likely", "likelihood: very likely"))
    keep(desk, "The statement says more than we took from it")
    old, new = Path(BRIEFING).stem, Path(RENAMED).stem
    out = said(desk.run("diff", "main"))
    assert textwrap.indent(out, "    ") in WORKFLOW
    assert "- Coast State on Fishing limits: mixed → supports\n" in out
    assert re.search(r"- View of Jun Park “The crews.*”, likelihood: likely → very likely\n", out)
    assert f"- Renamed to {new} from {old}, which now leads nowhere\n" in out
    advice = re.search(r"warning: (.*): this briefing was renamed .*; write in it: (aliases: .*)", out)
    assert advice and advice.groups() == (RENAMED, f"aliases: [{old}]")
    with (desk.root / RENAMED).open("a", encoding="utf-8") as file:
        file.write(f"{advice[2]}\n")
    keep(desk, "Keep the old address")
    out = said(desk.run("diff", "main"))
    assert "warning" not in out and f"- Renamed to {new} from {old}" in out
    assert "no problems" in said(desk.run("check", "--base", "main"))


def the_page_is_there_and_found(desk: Desk) -> None:
    assert "3 briefings" in said(desk.run("build"))
    home = desk.page("index.html")
    assert "Ferry strike halts Port Vell" in home and "Latest briefings" in home and "<b>3</b> briefings</a>" in home
    id = Path(RENAMED).stem
    page = f"briefings/{id}/"
    assert "The crews of the ferries stopped work for a day." in desk.page(f"{page}index.html")
    assert f'href="../../{page}"' in desk.page(f"briefings/{Path(BRIEFING).stem}/index.html")
    index = Reader(desk.site("site/search"))
    terms, cards = index.terms(), index.cards("cards")
    hits = [set(posting(block, count, True)) for count, block in (terms[word] for word in ("ferry", "strike", "halts"))]
    found = [cards[number] for number in set.intersection(*hits)]
    assert [(card["i"], card["t"]) for card in found] == [(id, "Ferry strike halts Port Vell")]


# What is off, as a new editor meets it.


def test_outside_of_a_site(empty_desk: Desk, command) -> None:
    for call in (["check"], ["build"], ["new", "Hello"], ["fix"], ["diff", "main"]):
        assert "there is no mkdocs.yml; run this in the folder of a site" in refused(command(empty_desk, *call))
    assert list(empty_desk.root.iterdir()) == []


COMPARING = (["diff", "main"], ["check", "--base", "main"])
"""The two commands that ask git what there was before."""


def test_a_folder_that_git_does_not_know(own: Desk, command) -> None:
    shutil.rmtree(own.root / ".git")
    for call in COMPARING:
        answer = refused(command(own, *call))
        assert "is not in a git repository" in answer and "git init" in answer
    git(own.root, "init", "--quiet")
    assert "nothing was committed; keep a first state with git add" in refused(command(own, "diff", "main"))


def test_a_machine_without_git(own: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for call in COMPARING:
        assert "install git" in refused(command(own, *call))


def test_a_base_that_is_not_there(own: Desk, command) -> None:
    assert "no branch, tag or commit 'mian'; did you mean 'main'?" in refused(command(own, "diff", "mian"))
    assert "`git branch --all` lists the branches" in refused(command(own, "check", "--base", "harbour"))
    assert "is a file or a folder, not a revision" in refused(command(own, "diff", "briefings"))


def test_a_detached_head(own: Desk, command) -> None:
    git(own.root, "switch", "--quiet", "--detach")
    own.edit("briefings/2026/2026-03-04-example.yml", "stance: supports\n", "stance: mixed\n")
    assert "- Highland on Fishing limits: supports → mixed\n" in said(command(own, "diff", "main"))
    assert "no problems" in said(command(own, "check", "--base", "main"))


def test_a_shallow_clone(own: Desk, command, tmp_path: Path) -> None:
    git(own.root, "switch", "--quiet", "-c", "work")
    own.edit("briefings/2026/2026-03-04-example.yml", "stance: supports\n", "stance: mixed\n")
    keep(own, "Ours")
    git(own.root, "switch", "--quiet", "main")
    own.write({"briefings/2026/2026-04-01-april.yml": OLDER})
    keep(own, "Theirs")
    options = ("--quiet", "--depth=1", "--no-single-branch", "--branch=work")
    git(tmp_path, "clone", *options, f"file://{own.root}", "shallow")
    shallow = Desk(tmp_path / "shallow")
    # What others did meanwhile must not look as if this branch had deleted it.
    for call in (["diff", "origin/main"], ["check", "--base", "origin/main"]):
        answer = refused(command(shallow, *call))
        assert "shallow" in answer and "'origin/main'" in answer and "git fetch --unshallow" in answer
    git(shallow.root, "fetch", "--quiet", "--unshallow")
    assert "1 change in 1 briefing." in said(command(shallow, "diff", "origin/main"))


def test_a_merge_conflict_that_was_left(own: Desk, command) -> None:
    example = "briefings/2026/2026-03-04-example.yml"
    own.edit(
        example,
        "    stance: supports\n",
        "<<<<<<< HEAD\n    stance: mixed\n=======\n    stance: opposes\n>>>>>>> work\n",
    )
    conflicted = (own.root / example).read_bytes()
    for call in (["check"], ["check", "--base", "main"]):
        out = said(command(own, *call), code=1)
        assert f"{example}:41:1 YAML05 error: unresolved merge conflict from here to line 45" in out
        assert "delete the lines with <<<<<<<, ======= and >>>>>>>" in out
    assert "left alone: line 41: unresolved merge conflict" in said(command(own, "fix"), code=1)
    out = said(command(own, "diff", "main"))
    assert f"cannot be compared: {example}, now: a merge conflict was left in it" in out
    assert out.endswith("\nIn what can be compared, nothing changed in meaning.\n")
    ran = command(own, "build")
    assert ran.code == 1 and "YAML05" in ran.out and "the briefings have errors" in ran.err
    assert (own.root / example).read_bytes() == conflicted and not (own.root / "site").exists()


def test_a_path_outside_of_the_site(own: Desk, command) -> None:
    elsewhere = own.root.parent / "notes.yml"
    elsewhere.write_text("title:   'x'  \n", encoding="utf-8")
    for name in ("check", "fix"):
        assert "is not in the briefings folder" in refused(command(own, name, "../notes.yml"))
    assert elsewhere.read_text(encoding="utf-8") == "title:   'x'  \n"


def test_the_git_commands_of_the_pages_lead_from_one_briefing_to_the_next(own: Desk, tmp_path: Path) -> None:
    """Word for word, twice: the second branch must not bring along what the first one brought."""
    readme = (own.root / "README.md").read_text(encoding="utf-8").split("## Work together", 1)[1]
    page = WORKFLOW.split("## From an event", 1)[1].split("\n## ", 1)[0]
    commands = [re.findall(r"`git ([^`]+)`", text.split("\n## ", 1)[0]) for text in (readme, page)]
    assert commands[0] == commands[1] and len(commands[0]) == 6
    git(tmp_path, "clone", "--quiet", "--bare", str(own.root), "host.git")
    git(own.root, "remote", "add", "origin", str(tmp_path / "host.git"))
    git(own.root, "push", "--quiet", "-u", "origin", "main")
    for name in ("ferry-strike", "harbour-fire"):
        begin, commit = commands[0][:3], commands[0][3:]
        for command in begin:
            git(own.root, *shlex.split(command.replace("ferry-strike", name)), "--quiet")
        own.write({f"briefings/2026/2026-05-02-{name}.yml": OLDER.replace("The April round is called off", name)})
        out = said(own.run("diff", "main"))
        assert f"\n{name}\n" in out and " in 1 briefing" in out
        for command in commit:
            git(own.root, *shlex.split(command.replace("ferry-strike", name)))
        merge(tmp_path / "host.git", name)


def merge(host: Path, branch: str) -> None:
    """Merge a branch as a code host does: all of it as one new commit."""
    tree = git(host, "rev-parse", f"{branch}^{{tree}}")
    git(host, "update-ref", "refs/heads/main", git(host, "commit-tree", tree, "-p", "main", "-m", branch))
