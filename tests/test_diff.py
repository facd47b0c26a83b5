"""`briefwright diff`: what reviewers and programs read, in real repositories; and that it does no harm anywhere."""

import json
import re
import shutil
import unicodedata
from pathlib import Path

import html5lib
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefwright.changes.between import Broken, Caution, Changes, changes_between
from briefwright.changes.change import Thing
from briefwright.changes.kinds import ProseChanged, StatementAdded
from briefwright.changes.wording import difference
from briefwright.editorial.diff import Comparison, changed_paths
from briefwright.editorial.reports_of_changes import FORMATS, MOST_MARKDOWN, escaped
from briefwright.settings import settings
from desks import CONFIG, SMALL_SITE, Desk, Ran
from gits import commit, git

pytestmark = pytest.mark.usefixtures("git_of_nobody")

TALKS = "briefings/2026/2026-03-04-talks.yml"
SECOND = "briefings/2026/2026-04-10-second-round.yml"


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """The small site, in a git repository with one commit."""
    git(desk.root, "init", "--quiet", "--initial-branch=main")
    commit(desk.root, {})
    return desk


def is_an_explained_refusal(ran: Ran) -> bool:
    return ran.code == 2 and ran.out == "" and "Traceback" not in ran.err and len(ran.err.splitlines()) <= 4


def test_no_change_says_so(kept: Desk, command) -> None:
    ran = command(kept, "diff", "HEAD")
    assert ran == Ran(0, "What the working tree changes, compared with HEAD:\n\nNothing changed in meaning.\n", "")
    kept.edit(TALKS, "title:", "# a word\ntitle:")
    assert command(kept, "diff", "main").out.endswith("Nothing changed in meaning. 1 file differs in layout only.\n")


def test_a_change_of_stance_and_wording(kept: Desk, command) -> None:
    kept.edit(TALKS, "stance: opposes", "stance: mixed")
    kept.edit(TALKS, "nine hours.", "ten hours.")
    assert command(kept, "diff", "HEAD").out == (
        "What the working tree changes, compared with HEAD:\n\n"
        "Harbour talks end without a text\n"
        "  - Coast State on Fishing limits: opposes → mixed\n\n"
        "Wording\n\n"
        "Harbour talks end without a text\n"
        "  - Summary: Two delegations met for [-nine-] {+ten+} hours. [@gazette]\n\n"
        "2 changes in 1 briefing.\n"
    )
    assert command(kept, "diff", "HEAD", "--format", "markdown").out == (
        "What the working tree changes, compared with HEAD:\n\n"
        "**Harbour talks end without a text**\n\n"
        "- Coast State on Fishing limits: **opposes → mixed**\n\n"
        "### Wording\n\n"
        "**Harbour talks end without a text**\n\n"
        "- Summary: Two delegations met for ~~nine~~ **ten** hours. \\[@\u200bgazette\\]\n\n"
        "2 changes in 1 briefing.\n"
    )
    data = json.loads(command(kept, "diff", "HEAD", "--format", "json").out)
    stance, prose = data["changes"]
    assert (stance["type"], stance["before"], stance["after"]) == ("stance-changed", "opposes", "mixed")
    assert stance["actor"] == {"kind": "actor", "id": "coast-state", "name": "Coast State"}
    assert (prose["type"], prose["weight"]) == ("prose-changed", "prose")


def test_a_silenced_rule_stands_first_in_every_format(kept: Desk, command) -> None:
    kept.edit(TALKS, "stance: opposes", "stance: mixed")
    kept.edit(TALKS, "dossier:", "silence: [{rule: SRC08, reason: Nobody *else* saw it.}]\ndossier:")
    title = "Harbour talks end without a text"
    text = command(kept, "diff", "HEAD").out
    assert f"{title}\n  - Silences the rule SRC08: Nobody *else* saw it.\n  - Coast State" in text
    made = command(kept, "diff", "HEAD", "--format", "markdown").out
    assert f"**{title}**\n\n- **Silences the rule SRC08**: Nobody \\*else\\* saw it.\n- Coast State" in made
    first = json.loads(command(kept, "diff", "HEAD", "--format", "json").out)["changes"][0]
    assert (first["type"], first["weight"], first["rule"]) == ("rule-silenced", "silence", "SRC08")
    assert first["reason"] == "Nobody *else* saw it."


def test_only_what_the_branch_brings(kept: Desk, command) -> None:
    git(kept.root, "checkout", "--quiet", "-b", "work")
    kept.edit(TALKS, "stance: opposes", "stance: mixed")
    commit(kept.root, {})
    git(kept.root, "checkout", "--quiet", "main")
    commit(kept.root, {SECOND: None})
    ran = command(kept, "diff", "main", "work")
    assert "where the two went apart" in ran.out
    assert "opposes → mixed" in ran.out and "Deleted" not in ran.out
    assert "Deleted briefing" in command(kept, "diff", "HEAD~1").out
    assert "New briefing" in command(kept, "diff", "HEAD", "HEAD~1").out


def test_a_briefing_from_new_to_withdrawn(kept: Desk, command) -> None:
    path = "briefings/2026/2026-05-01-third.yml"
    kept.write({path: "title: A third round\ndate: 2026-05-01\nsummary: Set.\nstatus: draft\n"})
    assert "New briefing (draft, of 1 May 2026): no positions and no sources" in command(kept, "diff", "HEAD").out
    commit(kept.root, {})
    kept.edit(path, "draft", "published")
    assert "Status: Draft → Published" in command(kept, "diff", "HEAD").out
    commit(kept.root, {})
    kept.edit(path, "published", "withdrawn\nwithdrawal: {date: 2026-05-02, reason: Never set.}")
    assert "Withdrawn on 2 May 2026: Never set." in command(kept, "diff", "HEAD").out


THIRD = """\
title: A third round
date: 2026-05-01
summary: Set.
positions:
  - {actor: coast-state, issue: fishing-limits, stance: supports, statement: A line., sources: [s]}
  - {actor: highland, issue: fishing-limits, stance: supports, statement: Still., sources: [s]}
  - {actor: highland, issue: joint-patrol, stance: supports, statement: Yes., sources: [s]}
sources: [{id: s, title: T}]
"""


def test_a_new_briefing_that_turns_a_stance(kept: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.write({"briefings/2026/2026-05-01-third.yml": THIRD})
    turn = "  - Coast State on Fishing limits: mixed → supports; mixed in “A second round is set” (10 April 2026)\n"
    out = command(kept, "diff", "HEAD").out
    assert turn in out and out.count("→") == 1
    kept.edit(SECOND, "date: 2026-04-10", "date: 2026-04-10\nstatus: draft")
    commit(kept.root, {"briefings/2026/2026-05-01-third.yml": None})
    kept.write({"briefings/2026/2026-05-01-third.yml": THIRD})
    # A draft has said nothing yet, so the stance before is that of the first briefing.
    assert "opposes → supports; opposes in “Harbour talks" in command(kept, "diff", "HEAD").out
    # Whoever stands in a file that cannot be read may have said something later.
    kept.edit(TALKS, "title: ", "title: [")
    commit(kept.root, {})
    fourth = THIRD.replace("05-01", "05-02").replace("supports", "opposes")
    kept.write({"briefings/2026/2026-05-02-fourth.yml": fourth})
    out = command(kept, "diff", "HEAD").out
    assert "Highland on Joint patrol: supports → opposes" in out and out.count("→") == 1
    monkeypatch.setattr("briefwright.editorial.standings.READ", 0)
    assert "→" not in command(kept, "diff", "HEAD").out


@pytest.mark.parametrize("staged", [True, False])
def test_a_renamed_file(kept: Desk, command, staged: bool) -> None:
    new = "briefings/2026/2026-03-04-harbour.yml"
    shutil.move(kept.root / TALKS, kept.root / new)
    if staged:
        git(kept.root, "add", "--all")
    ran = command(kept, "diff", "HEAD")
    assert f"warning: {new}: this briefing was renamed from '2026-03-04-talks'" in ran.out
    assert "write in it: aliases: [2026-03-04-talks]" in ran.out
    kept.edit(new, "date:", "aliases: [2026-03-04-talks]\ndate:")
    assert "warning" not in command(kept, "diff", "HEAD").out


def test_registries_and_what_they_touch(kept: Desk, command) -> None:
    kept.edit("briefings/registry/actors.yml", "name: Coast State", "name: The Coast")
    kept.edit("briefings/registry/publishers.yml", "reliability: B", "reliability: C")
    out = command(kept, "diff", "HEAD").out
    assert "Actor The Coast\n  - Name: Coast State → The Coast; 2 briefings name it\n" in out
    assert "  - Reliability: B (usually reliable) → C (fairly reliable); 2 briefings name it\n" in out
    commit(kept.root, {})
    assert "2 briefings name it" in command(kept, "diff", "HEAD~1", "HEAD").out


def test_counts_of_many_briefings_are_taken_from_the_lines(kept: Desk, command, monkeypatch) -> None:
    monkeypatch.setattr("briefwright.editorial.touches.READ", 0)
    kept.write({"briefings/2026/x.yml": "title: X\ndate: 2026-05-01\nsummary: The coast-state and [[highland-2]].\n"})
    commit(kept.root, {})
    kept.edit("briefings/registry/actors.yml", "name: Coast State", "name: The Coast")
    kept.edit("briefings/registry/actors.yml", "name: Highland", "name: The Highland")
    out = command(kept, "diff", "HEAD").out
    assert "Name: Coast State → The Coast; 2 briefings name it" in out
    assert "Name: Highland → The Highland; 1 briefing names it" in out


def test_merged_actors(kept: Desk, command) -> None:
    kept.edit("briefings/registry/actors.yml", "- {id: highland, name: Highland, kind: state}\n", "")
    kept.edit(TALKS, "actor: highland", "actor: jun-park")
    kept.edit(TALKS, "actors: [coast-state, highland]", "actors: [coast-state]")
    out = command(kept, "diff", "HEAD").out
    assert "  - Takes in Highland (highland): 1 briefing that named it names Jun Park now\n" in out
    assert "position removed" not in out


def test_a_broken_file_hides_no_other(kept: Desk, command) -> None:
    kept.edit(TALKS, "title:", "<<<<<<< HEAD\ntitle:")
    kept.edit(SECOND, "stance: mixed", "stance: supports")
    ran = command(kept, "diff", "HEAD")
    assert ran.code == 0
    assert f"cannot be compared: {TALKS}, now: a merge conflict was left in it" in ran.out
    assert "Coast State on Fishing limits: mixed → supports" in ran.out
    commit(kept.root, {})
    assert f"{TALKS}, before the change:" in command(kept, "diff", "HEAD", "HEAD~1").out


def inner(kept: Desk, folder: str) -> Desk:
    """Make a repository inside of the desk's, with a briefing in it."""
    made = Desk(kept.root / "briefings" / folder)
    made.write({"x.yml": "title: X\ndate: 2026-05-01\nsummary: Unseen.\n"})
    git(made.root, "init", "--quiet", "--initial-branch=main")
    return made


@pytest.mark.parametrize("folder", ["2026/inner", "2027"])
def test_a_repository_inside_of_the_briefings_is_named(kept: Desk, command, folder: str) -> None:
    inner(kept, folder)
    out = command(kept, "diff", "HEAD").out
    assert f"cannot be compared: briefings/{folder}: a git repository of its own lies there, and what changed" in out
    assert out.endswith("In what can be compared, nothing changed in meaning.\n")
    made = command(kept, "diff", "HEAD", "--format", "markdown").out
    assert f"> **Cannot be compared:** briefings/{folder}: a git repository" in made
    assert json.loads(command(kept, "diff", "HEAD", "--format", "json").out)["apart"] == [f"briefings/{folder}"]


def test_a_repository_that_git_keeps_by_its_commit_is_named(kept: Desk, command) -> None:
    made = inner(kept, "2026/inner")
    commit(made.root, {})
    commit(kept.root, {})
    said = "cannot be compared: briefings/2026/inner:"
    # It may hold changes that no commit has; between two commits of the desk, its own commit tells.
    assert said in command(kept, "diff", "HEAD").out
    assert said in command(kept, "diff", "HEAD~1", "HEAD").out
    commit(kept.root, {TALKS: None})
    assert said not in command(kept, "diff", "HEAD~1", "HEAD").out
    shutil.rmtree(made.root)
    commit(kept.root, {})
    assert said in command(kept, "diff", "HEAD~1", "HEAD").out


def test_a_repository_beside_files_that_git_keeps_hides_nothing(kept: Desk, command) -> None:
    made = inner(kept, "2026")
    commit(made.root, {})
    kept.edit(TALKS, "stance: opposes", "stance: mixed")
    out = command(kept, "diff", "HEAD").out
    assert "opposes → mixed" in out and "New briefing" in out and "cannot be compared" not in out


def test_a_repository_behind_a_dot_is_none_of_ours(kept: Desk, command) -> None:
    inner(kept, "2026/.tools")
    assert command(kept, "diff", "HEAD").out.endswith("\n\nNothing changed in meaning.\n")


def test_a_site_below_the_repository_s_root(tmp_path: Path, command) -> None:
    desk = Desk(tmp_path / "deep/ö").write(dict(SMALL_SITE))
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, {"briefings/2026/elsewhere.yml": "title: E\n"})
    desk.edit(TALKS, "stance: opposes", "stance: mixed")
    (tmp_path / "briefings/2026/elsewhere.yml").write_text("title: F\n", encoding="utf-8")
    assert "Coast State on Fishing limits: opposes → mixed" in command(desk, "diff", "main").out
    assert changed_paths(settings(desk.root / "mkdocs.yml"), "main") == (TALKS,)


def test_another_name_of_the_briefings_folder(desk: Desk, command) -> None:
    desk.edit("mkdocs.yml", "  - briefwright\n", "  - briefwright: {briefings_dir: content/notes}\n")
    shutil.copytree(desk.root / "briefings", desk.root / "content/notes")
    git(desk.root, "init", "--quiet", "--initial-branch=main")
    commit(desk.root, {})
    desk.edit("content/notes/2026/2026-03-04-talks.yml", "title: Harbour", "title: The harbour")
    assert "The harbour talks end without a text\n" in command(desk, "diff", "main").out


def test_names_in_other_scripts(kept: Desk, command) -> None:
    path = "briefings/2026/переговори.yml"
    kept.write({path: "id: peremovyny\ntitle: Переговори\ndate: 2026-05-01\nsummary: 漢字の要約。\n"})
    commit(kept.root, {})
    kept.edit(path, "漢字", "文字")
    assert "  - Summary: [-漢-] {+文+} 字の要約。\n" in command(kept, "diff", "HEAD").out
    assert changed_paths(settings(kept.root / "mkdocs.yml"), "HEAD") == (path,)


def test_changed_paths_name_what_is_gone(kept: Desk) -> None:
    shutil.move(kept.root / TALKS, kept.root / "briefings/2026/other.yml")
    (kept.root / "mkdocs.yml").write_text(CONFIG + "# x\n", encoding="utf-8")
    site = settings(kept.root / "mkdocs.yml")
    assert changed_paths(site, "HEAD") == (TALKS, "briefings/2026/other.yml")
    assert changed_paths(site, "HEAD", "HEAD") == ()


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["main", "nothing"],
        ["main", TALKS],
        ["main..HEAD"],
        ["--", "-x"],
        ["main", "--format", "xml"],
        ["main", "HEAD", "extra"],
        ["main", "-f", "missing.yml"],
        ["\x1b[31m"],
        ["x" * 300],
        ["main", "x" * 300],
    ],
)
def test_a_wrong_call(kept: Desk, command, arguments: list[str]) -> None:
    ran = command(kept, "diff", *arguments)
    assert is_an_explained_refusal(ran) and ran.err
    assert "\x1b" not in ran.err


def test_without_a_repository(desk: Desk, command) -> None:
    ran = command(desk, "diff", "main")
    assert is_an_explained_refusal(ran) and "not in a git repository" in ran.err


def test_in_a_repository_without_commits(desk: Desk, command) -> None:
    git(desk.root, "init", "--quiet")
    ran = command(desk, "diff", "HEAD")
    assert is_an_explained_refusal(ran) and "no commit yet" in ran.err


def test_in_a_shallow_clone(kept: Desk, command, tmp_path: Path) -> None:
    kept.edit(TALKS, "stance: opposes", "stance: mixed")
    commit(kept.root, {})
    copy = tmp_path / "copy"
    git(kept.root, "clone", "--quiet", "--depth=1", f"file://{kept.root}", str(copy))
    ran = command(Desk(copy), "diff", "HEAD~1")
    assert is_an_explained_refusal(ran) and "git fetch --unshallow" in ran.err
    assert command(Desk(copy), "diff", "HEAD").code == 0


def test_without_git(kept: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ran = command(kept, "diff", "main")
    assert is_an_explained_refusal(ran) and "install git" in ran.err


def test_only_changed_briefings_are_read(kept: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.edit(TALKS, "stance: opposes", "stance: mixed")
    read: list[str] = []
    real = changes_between

    def watched(old: dict[str, bytes], new: dict[str, bytes], *rest: object) -> Changes:
        read.extend([*old, *new])
        return real(old, new, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("briefwright.editorial.diff.changes_between", watched)
    command(kept, "diff", "HEAD")
    assert {path for path in read if not path.startswith("briefings/registry/")} == {TALKS}


NASTY = [
    "@octocat and @desk/editors",
    "${{ secrets.TOKEN }}",
    "`code` ``` fence",
    "| a | b |",
    "<script>alert(1)</script><img src=x onerror=y>",
    "[text](https://evil.example) ![i](x.png)",
    "https://evil.example/?a=1&b=2 www.evil.example",
    "#12 GH-12 !34 desk/site#5 :smile: &amp; <!-- x",
    "**bold** ~~gone~~ _it_ \\ $x$",
    "mail@evil.example",
]


def rendered(text: str) -> object:
    return html5lib.parse(markdown.markdown(text, extensions=["tables", "fenced_code"]), namespaceHTMLElements=False)


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("place", ["name", "title", "path", "prose"])
def test_markdown_shows_everything_as_text(text: str, place: str) -> None:
    thing = Thing("briefing", "x", text if place == "title" else "A title")
    statement = StatementAdded(thing, text if place == "name" else "a name")
    prose = ProseChanged(thing, "Summary", difference("old words", text if place == "prose" else "new words"))
    found = Changes(
        (statement, prose),
        (Caution(text if place == "path" else "a", "message", "hint"),),
        (Broken(text if place == "path" else "b", "after", 1, False),),
        0,
    )
    made = FORMATS["markdown"](Comparison("main", "work", found, 1))
    tags = {element.tag for element in rendered(made).iter()}  # type: ignore[attr-defined]
    assert tags <= {"html", "head", "body", "p", "ul", "li", "strong", "h3", "blockquote"}
    assert not re.search(r"@\w|\$\{|://|(?<!\\)`|(?<!\\)\||<(?!$)|#\d|!\d|GH-\d|:smile:|www\.\w", made)


harmful = st.text(st.sampled_from("@#!`*_~<>|$&{}[]()\\:/.-+= 1aw\n\r\t\x1b\u202e\u2028\ud800"), max_size=40)


@given(harmful, harmful)
def test_no_report_ever_holds_a_control_sequence(one: str, other: str) -> None:
    thing = Thing("briefing", "x", one)
    found = Changes((StatementAdded(thing, other), ProseChanged(thing, one, difference(one, other))), (), (), 0)
    comparison = Comparison(one, other, found, 1)
    for form in ("text", "markdown"):
        made = FORMATS[form](comparison)
        assert not [c for c in made if c != "\n" and unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
        assert "\u202e" not in made
    made = FORMATS["markdown"](comparison)
    lines = [line for line in made.splitlines() if line]
    assert all(re.match(r"What |- |\*\*|### Wording$|\d", line) for line in lines)
    assert not re.search(r"@[\w]|\$\{|://|(?<![\\])<", made)
    assert json.loads(FORMATS["json"](comparison))["changes"][0]["type"] == "statement-added"


@given(st.text(max_size=60))
def test_escaped_text_is_read_as_it_was(text: str) -> None:
    page = rendered(escaped(f"x {text}"))
    shown = "".join(page.itertext())  # type: ignore[attr-defined]
    assert "".join(shown.replace("\u200b", "").split()).startswith("x")
    assert {element.tag for element in page.iter()} <= {"html", "head", "body", "p"}  # type: ignore[attr-defined]


def test_a_long_report_fits_into_a_comment() -> None:
    things = [Thing("briefing", f"x{number}", f"Title {number}") for number in range(500)]
    changes = tuple(StatementAdded(thing, "words " * 100) for thing in things)
    made = FORMATS["markdown"](Comparison("main", "work", Changes(changes, (), (), 0), 500))
    assert len(made) <= MOST_MARKDOWN
    assert "did not fit here" in made and made.endswith("500 changes in 500 briefings.\n")
    assert "Title 499" in FORMATS["text"](Comparison("main", "work", Changes(changes, (), (), 0), 500))


def test_same_change_same_bytes(kept: Desk) -> None:
    kept.edit(TALKS, "actors: [coast-state, highland]", "actors: [{id: highland, role: host}, {id: jun-park, role: x}]")
    kept.edit("briefings/registry/actors.yml", "kind: state", "kind: group")
    runs = [kept.run("diff", "HEAD", PYTHONHASHSEED=seed) for seed in ("1", "2", "3")]
    assert runs[0].code == 0 and runs[0] == runs[1] == runs[2]
