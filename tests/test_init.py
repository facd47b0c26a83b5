"""`briefwright init`: a desk that builds as it stands, whole or not at all, and the same files in the package."""

import os
import re
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefwright import __version__
from briefwright.editorial import desk as making
from briefwright.editorial.desk import NAME_LENGTH, TEMPLATES, DeskError, desk_files, make_desk, name_for
from briefwright.editorial.new_files import NewFiles
from briefwright.schemas import schemas
from desks import Desk

ROOT = Path(__file__).parent.parent

OWN = {".github/CODEOWNERS", ".github/pull_request_template.md"}
"""Files under .github/ that a desk has in words of its own; the others are this project's, byte by byte."""

NOT_FOR_DESKS = {".github/workflows/ci.yml"}
"""What tests the code, of which a desk has none."""


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


SHARED = {
    path: (ROOT / path).read_bytes()
    for path in (f".github/{inner}" for inner in tree(ROOT / ".github") if "__pycache__" not in inner)
    if path not in OWN | NOT_FOR_DESKS
}
"""What stands under .github/ here and belongs to every desk as it is."""

TREE = sorted(
    [
        ".editorconfig",
        ".gitignore",
        "Makefile",
        "README.md",
        "briefings/2026/2026-03-04-example.yml",
        "briefings/registry/actors.yml",
        "briefings/registry/dossiers.yml",
        "briefings/registry/issues.yml",
        "briefings/registry/publishers.yml",
        "docs/about.md",
        "docs/index.md",
        "mkdocs.yml",
        "requirements.txt",
        "schema/actors.json",
        "schema/briefing.json",
        "schema/dossiers.json",
        "schema/issues.json",
        "schema/publishers.json",
        *OWN,
        *SHARED,
    ]
)


def snapshot(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture
def made(empty_desk: Desk, command) -> Desk:
    ran = command(empty_desk, "init", "harbour-desk")
    assert (ran.code, ran.err) == (0, "")
    return Desk(empty_desk.root / "harbour-desk")


def test_the_tree(made: Desk) -> None:
    assert tree(made.root) == TREE
    assert list(desk_files("x")) == TREE


def test_it_says_what_to_do_next(empty_desk: Desk, command) -> None:
    ran = command(empty_desk, "init", "harbour desk")
    assert ran.out.startswith(f"made a site in harbour desk: {len(TREE)} files, one example briefing\n")
    assert re.findall(r"^  (\d\. \S+)", ran.out, re.MULTILINE) == ["1. cd", "2. make", "3. README.md"]
    assert "cd 'harbour desk'" in ran.out
    (empty_desk.root / "here").mkdir()
    ran = command(Desk(empty_desk.root / "here"), "init", ".")
    assert ran.code == 0 and "cd " not in ran.out
    assert tree(empty_desk.root / "here") == TREE


def test_it_builds_at_once(made: Desk, command) -> None:
    ran = command(made, "check", "--strict")
    assert (ran.code, ran.out, ran.err) == (0, "1 briefing checked: no problems\n", "")
    ran = command(made, "build", "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1 briefing, 4 actors, 1 issue, 2 publishers, 1 dossier: ")
    assert "Example: harbour talks" in made.page("index.html")
    page = made.page("briefings/2026-03-04-example/index.html")
    assert all(words in page for words in ("Coast State", "Highland", "Jun Park", "Nine hours, no text"))
    assert re.search(r"<title>[^<]*Harbour desk</title>", made.page("index.html"))
    everything = b"".join(text for name, text in made.site().items() if name.endswith(".html"))
    assert b"@@" not in everything


def test_what_is_left_when_the_example_is_gone(made: Desk, command) -> None:
    (made.root / "briefings/2026/2026-03-04-example.yml").unlink()
    registries = sorted((made.root / "briefings/registry").iterdir())
    for path in registries:
        path.write_text(path.read_text(encoding="utf-8").split("\n- id:")[0], encoding="utf-8")
    made.write({"briefings/registry/dossiers.yml": "[]\n", "briefings/registry/issues.yml": ""})
    assert command(made, "check").out == "0 briefings checked: no problems\n"
    assert command(made, "fix").out == "4 files read: nothing to do\n"
    # A name is still missed, as it is from a registry with other names in it.
    made.write({"briefings/2026/2026-05-01-x.yml": "title: X\ndate: 2026-05-01\nsummary: X.\nactors: [highland]\n"})
    assert "REF01 error: unknown actor 'highland'" in command(made, "check").out
    (made.root / "briefings/2026/2026-05-01-x.yml").unlink()
    for path in registries:
        path.unlink()
    assert command(made, "check").out == "0 briefings checked: no problems\n"
    ran = command(made, "build", "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert "No briefing has been published yet" in made.page("index.html")


def test_the_example_says_that_it_is_one(made: Desk) -> None:
    text = (made.root / "briefings/2026/2026-03-04-example.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schema/briefing.json\n")
    assert "An EXAMPLE to look at and then delete" in text and 'title: "Example: ' in text
    for name in ("actors", "issues", "publishers", "dossiers"):
        registry = (made.root / f"briefings/registry/{name}.yml").read_text(encoding="utf-8")
        assert registry.startswith(f"# yaml-language-server: $schema=../../schema/{name}.json\n")
        assert "made up" in registry


def test_it_depends_on_this_version(made: Desk) -> None:
    assert f"\nbriefwright=={__version__}\n" in (made.root / "requirements.txt").read_text(encoding="utf-8")
    for name, text in schemas().items():
        assert (made.root / "schema" / name).read_text(encoding="utf-8") == text


def site_name(folder: Path) -> str:
    return str(yaml.safe_load((folder / "mkdocs.yml").read_text(encoding="utf-8"))["site_name"])


@pytest.mark.parametrize(
    ("folder", "name"),
    [("harbour-desk", "Harbour desk"), ("the_bay", "The bay"), ("Ärger", "Ärger"), ("a<b", "Briefings")],
)
def test_the_name_comes_from_the_folder(tmp_path: Path, folder: str, name: str) -> None:
    assert name_for(tmp_path / folder) == name


NAMES = [
    "Harbour desk",
    'A "desk": ours',
    "${{ secrets.X }}",
    "../up",
    "!ENV X",
    "a\\b\\",
    "@@VERSION@@",
    "No",
    "海港 🚢",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_a_name(empty_desk: Desk, command, name: str) -> None:
    assert command(empty_desk, "init", "x", f"--name={name}").code == 0
    assert site_name(empty_desk.root / "x") == name
    assert tree(empty_desk.root) == [f"x/{path}" for path in TREE]


def test_a_site_of_an_odd_name_builds(empty_desk: Desk, command) -> None:
    command(empty_desk, "init", "x", "--name", 'Fish & "Ships": ${{ x }} !ENV Y')
    ran = command(Desk(empty_desk.root / "x"), "build")
    assert (ran.code, ran.err) == (0, "")


@settings(max_examples=50)
@given(st.text(max_size=NAME_LENGTH + 5))
def test_any_name_is_kept_or_refused(name: str) -> None:
    try:
        files = desk_files(name)
    except DeskError as error:
        assert "\n" not in str(error)
        return
    assert yaml.safe_load(files["mkdocs.yml"])["site_name"] == " ".join(name.split())
    assert files["README.md"].count("\n") == desk_files("x")["README.md"].count("\n")


@pytest.mark.parametrize("name", ["", "  ", "a\x00b", "a\x1bb", "<script>", "x" * (NAME_LENGTH + 1), "\udc80"])
def test_a_name_that_cannot_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(DeskError, match="name of the site"):
        make_desk(tmp_path / "x", name)
    assert snapshot(tmp_path) == []


def test_a_folder_that_holds_files_is_left_alone(empty_desk: Desk, command) -> None:
    empty_desk.write({"x/README.md": "Mine.\n"})
    ran = command(empty_desk, "init", "x")
    assert ran.code == 2 and ran.out == ""
    assert ran.err == "briefwright: x holds files already (README.md); name a folder that is new or empty\n"
    assert tree(empty_desk.root) == ["x/README.md"]


def test_a_second_run_changes_nothing(made: Desk, empty_desk: Desk, command) -> None:
    made.edit("mkdocs.yml", "Harbour desk", "Ours")
    before = {name: (made.root / name).read_bytes() for name in TREE}
    ran = command(empty_desk, "init", "harbour-desk")
    assert ran.code == 2 and "holds files already (.editorconfig, .github, .gitignore, …)" in ran.err
    assert {name: (made.root / name).read_bytes() for name in tree(made.root)} == before


def test_a_repository_without_files_will_do(empty_desk: Desk, command) -> None:
    empty_desk.write({"x/.git/HEAD": "ref: refs/heads/main\n"})
    assert command(empty_desk, "init", "x").code == 0
    assert tree(empty_desk.root / "x") == sorted([".git/HEAD", *TREE])


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini"])
def test_what_a_file_manager_left_is_as_good_as_nothing(empty_desk: Desk, command, name: str) -> None:
    empty_desk.write({"x/.git/HEAD": "ref: refs/heads/main\n", f"x/{name}": "theirs"})
    assert command(empty_desk, "init", "x").code == 0
    assert tree(empty_desk.root / "x") == sorted([".git/HEAD", name, *TREE])


@pytest.mark.parametrize("given", ["", " ", "\t"])
def test_a_folder_without_a_name(empty_desk: Desk, command, given: str) -> None:
    ran = command(empty_desk, "init", given)
    assert (ran.code, ran.out) == (2, "") and "the name of the folder is empty" in ran.err
    assert snapshot(empty_desk.root) == []


def test_the_way_into_a_folder_whose_name_begins_with_a_hyphen(empty_desk: Desk, command) -> None:
    ran = command(empty_desk, "init", "--", "-dash desk")
    assert ran.code == 0
    way = re.findall(r"1\. (cd .*)", ran.out)[0]
    assert subprocess.run(["sh", "-c", f"{way} && test -f mkdocs.yml"], cwd=empty_desk.root).returncode == 0


@pytest.mark.parametrize("place", ["file", "file/inner", "link", "loop", "/proc/desk", "/dev/null", "x" * 300])
def test_a_place_that_cannot_be(empty_desk: Desk, command, place: str) -> None:
    empty_desk.write({"file": "Mine.\n"})
    (empty_desk.root / "link").symlink_to(empty_desk.root / "nowhere")
    (empty_desk.root / "loop").symlink_to("loop")
    before = snapshot(empty_desk.root)
    ran = command(empty_desk, "init", place)
    assert ran.code == 2 and ran.out == ""
    assert re.search(r"name a(nother one|nother folder| folder in a place of your own)", ran.err)
    assert len(ran.err.splitlines()) == 1
    assert snapshot(empty_desk.root) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission(empty_desk: Desk, command) -> None:
    empty_desk.root.chmod(0o500)
    try:
        ran = command(empty_desk, "init", "x")
    finally:
        empty_desk.root.chmod(0o700)
    assert ran.code == 2 and "Permission denied" in ran.err


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--nothing", "a"], ["a", "--name"], ["a", "--name", ""]])
def test_a_wrong_call(empty_desk: Desk, command, arguments: list[str]) -> None:
    ran = command(empty_desk, "init", *arguments)
    assert ran.code == 2 and ran.err and "Traceback" not in ran.err
    assert snapshot(empty_desk.root) == []


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [(OSError(28, "No space left on device"), 2, "No space left on device"), (KeyboardInterrupt(), 130, "nothing was")],
)
@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("after", [0, 1, 9])
def test_half_a_desk_goes_again(
    empty_desk: Desk,
    command,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    words: str,
    exists: bool,
    after: int,
) -> None:
    if exists:
        empty_desk.write({"deep/x/.git/HEAD": "ref: refs/heads/main\n"})
    before = snapshot(empty_desk.root)
    write, left = NewFiles.write, iter(range(after))

    def failing(self: NewFiles, path: Path, text: str) -> None:
        if next(left, None) is None:
            raise error
        write(self, path, text)

    monkeypatch.setattr(NewFiles, "write", failing)
    ran = command(empty_desk, "init", "deep/x")
    assert ran.code == code and words in ran.err
    assert snapshot(empty_desk.root) == before


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_check_free", lambda folder: None)
    (tmp_path / "x").mkdir()
    (tmp_path / "x/mkdocs.yml").write_text("mine\n", encoding="utf-8")
    with pytest.raises(DeskError, match="File exists"):
        make_desk(tmp_path / "x", "x")
    assert snapshot(tmp_path / "x") == ["mkdocs.yml"]
    assert (tmp_path / "x/mkdocs.yml").read_text(encoding="utf-8") == "mine\n"


# The same text as the project's own.


def template_of(path: str) -> Path:
    name = path.replace(".github", "dot-github", 1)
    return TEMPLATES / (f"{name}.template" if name.endswith(".py") else name)


def test_what_runs_on_the_code_host_is_what_runs_here(pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("--update-golden"):
        for path, text in SHARED.items():
            template_of(path).parent.mkdir(parents=True, exist_ok=True)
            template_of(path).write_bytes(text)
    theirs = {path: text.encode() for path, text in desk_files("x").items() if path.startswith(".github/")}
    differ = sorted(path for path in SHARED | theirs if path not in OWN and SHARED.get(path) != theirs.get(path))
    assert differ == [], "run: pytest tests/test_init.py --update-golden"


def test_the_makefile_has_what_the_workflows_call(made: Desk) -> None:
    makefile = (made.root / "Makefile").read_text(encoding="utf-8")
    called = set()
    for path in (made.root / ".github/workflows").glob("*.yml"):
        called |= set(re.findall(r"\bmake ([\w./]+)", path.read_text(encoding="utf-8")))
    assert called
    for target in called:
        assert f"\n{target.replace('.venv', '$(VENV)')}:" in makefile
    if os.name == "posix":
        ran = subprocess.run(["make", "-n", "site"], cwd=made.root, capture_output=True, text=True, check=False)
        assert ran.returncode == 0 and "briefwright build" in ran.stdout


def test_the_readme_names_only_what_is_there(made: Desk) -> None:
    text = (made.root / "README.md").read_text(encoding="utf-8")
    for place in re.findall(r"`((?:briefings|docs|schema|\.github)/[\w./-]*)`", text):
        assert "YYYY" in place or (made.root / place).exists()
    makefile = (made.root / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make (\w+)`", text):
        assert f"\n{target}:" in makefile


def test_what_runs_on_the_code_host_names_only_what_a_desk_has(made: Desk) -> None:
    """Words that lead into the tool's own repository help nobody in a desk."""
    for path in (made.root / ".github").rglob("*.*"):
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        for place in re.findall(r"\b(?:docs|editorial|generator|tests)/[\w-]+\.\w+", text):
            assert (made.root / place).exists(), (path.name, place)


def test_the_readme_says_how_to_mend_withdraw_and_rename(made: Desk, command) -> None:
    """Nothing else in a desk does: the notes in a new briefing are about what it begins with."""
    text = (made.root / "README.md").read_text(encoding="utf-8").split("## When something was published", 1)[1]
    example = made.root / "briefings/2026/2026-03-04-example.yml"
    before = example.read_text(encoding="utf-8")
    blocks = [textwrap.dedent(block) for block in re.findall(r"(?:^    .*\n)+", text.split("\n## ")[0], re.MULTILINE)]
    assert len(blocks) == 3
    for block in blocks:
        example.write_text(f"{before}{block}", encoding="utf-8")
        assert command(made, "check").out == "1 briefing checked: no problems\n"


def test_the_wheel_holds_the_templates(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("briefwright/desk/")}
    assert held == {f"briefwright/desk/{name}" for name in tree(TEMPLATES)}
