"""What mkdocs.yml says, with the files that it inherits: read as MkDocs reads it, but without MkDocs."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given
from hypothesis import settings as limits_of_a_test
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

from briefwright.mkdocs_yml import read_config
from briefwright.paper.site_facts import site_facts
from briefwright.settings import SettingsError, settings
from desks import REGISTRY, TALKS, Desk
from gits import git

TALKS_FILE = "2026/2026-03-04-talks.yml"
THEME = "theme: {name: material, language: uk}\n"

INHERITING: dict[str, dict[str, str]] = {
    "nothing": {"mkdocs.yml": f"site_name: Desk\n{THEME}plugins: [briefwright: {{jobs: 2}}]\n"},
    "a file beside": {
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: Desk\n",
        "base.yml": f"{THEME}plugins: [search, briefwright: {{drafts: true, briefings_dir: texts}}]\n",
    },
    "a file further up": {
        "a/b/mkdocs.yml": "INHERIT: ../../base.yml\n",
        "base.yml": f"site_name: Base\n{THEME}plugins: {{briefwright: {{limits: {{quote_words: 7}}}}}}\n",
    },
    "ways that count from the file they stand in": {
        "a/mkdocs.yml": "INHERIT: ../b/middle.yml\nsite_name: Desk\n",
        "b/middle.yml": "INHERIT: c/base.yml\nsite_name: Middle\n",
        "b/c/base.yml": "plugins: [briefwright: {cache_dir: ''}]\nsite_name: Base\n",
        "c/base.yml": "plugins: [briefwright: {cache_dir: wrong}]\n",
    },
    "a mapping of plugins": {
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: D\nplugins: {briefwright: {jobs: 3, rules: {SRC01: error}}}\n",
        "base.yml": "plugins: {search: {}, briefwright: {jobs: 2, drafts: true, rules: {SRC02: off, SRC01: advice}}}\n",
    },
    "a list of plugins in place of a mapping": {
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: Desk\nplugins: [briefwright]\n",
        "base.yml": "plugins: {briefwright: {jobs: 2, drafts: true}}\n",
    },
    "a mapping of plugins in place of a list": {
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: Desk\nplugins: {briefwright: {jobs: 2}}\n",
        "base.yml": "plugins: [briefwright: {drafts: true}]\n",
    },
    "nothing in place of a mapping": {
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: Desk\nplugins: {briefwright: null}\n",
        "base.yml": "plugins: {briefwright: {drafts: true}}\n",
    },
    "a theme in both": {
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: Desk\ntheme: {name: material}\nplugins: [briefwright]\n",
        "base.yml": "theme: {language: nb, name: mkdocs}\n",
    },
    "an empty file": {
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: Desk\nplugins: [briefwright]\n",
        "base.yml": "# later\n",
    },
    "a file of the environment": {
        "mkdocs.yml": "INHERIT: !ENV [NO_SUCH_BASE, base.yml]\nsite_name: Desk\n",
        "base.yml": "plugins: [briefwright: {jobs: !ENV [NO_SUCH_JOBS, 4]}]\nextra: {x: !!python/name:os.getcwd }\n",
    },
}


@pytest.mark.parametrize("name", INHERITING)
@pytest.mark.parametrize("way", ["whole", "from here", "through a link"])
def test_it_says_what_mkdocs_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, way: str) -> None:
    desk = Desk(tmp_path / "site").write(INHERITING[name])
    config = next(path for path in INHERITING[name] if path.endswith("mkdocs.yml"))
    (desk.root / config).with_name("docs").mkdir()
    if way == "through a link":
        (tmp_path / "link").symlink_to(desk.root)
    monkeypatch.chdir(desk.root)
    path = {"whole": desk.root / config, "from here": Path(config), "through a link": tmp_path / "link" / config}[way]
    theirs = load_config(str(path))
    options = theirs.plugins["briefwright"].config
    ours, root = settings(path), (desk.root / config).parent
    assert ours.root == root and ours.briefings == root / options.briefings_dir
    assert ours.cache == (root / options.cache_dir if options.cache_dir else None)
    assert (ours.drafts, ours.jobs) == (options.drafts, options.jobs)
    assert {rule: weight or False for rule, weight in ours.rules.items()} == options.rules
    assert {key: getattr(ours.limits, key) for key in options.limits} == options.limits
    assert ours.language == (theirs.theme.get("language") or "en")
    assert site_facts(path).name == theirs.site_name


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        *[(folder, "texts") for folder in ("texts", "texts/", "./texts", "texts//", "x/../texts", "../site/texts")],
        ("a/b/", "a/b"),
        ("../content/", "../content"),
        *[(folder, None) for folder in ("''", ".", "./", "..", "../../", "../site")],
    ],
)
def test_the_briefings_folder_has_one_name(tmp_path: Path, folder: str, name: str | None) -> None:
    desk = Desk(tmp_path / "site").write({"mkdocs.yml": f"plugins: [briefwright: {{briefings_dir: {folder}}}]\n"})
    if name is None:
        with pytest.raises(SettingsError, match="must name a folder of its own"):
            settings(desk.root / "mkdocs.yml")
    else:
        found = settings(desk.root / "mkdocs.yml")
        assert found.name == name and found.briefings.resolve() == (desk.root / name).resolve()


def test_a_whole_path_to_the_briefings_is_called_by_the_way_to_it(tmp_path: Path) -> None:
    text = f"plugins: [briefwright: {{briefings_dir: {tmp_path.as_posix()}/site/texts}}]\n"
    assert settings(Desk(tmp_path / "site").write({"mkdocs.yml": text}).root / "mkdocs.yml").name == "texts"


WORDS = st.sampled_from(["a", "b", "c", "plugins", "theme", "nav"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.integers(0, 3), inner, max_size=4),
    max_leaves=12,
)
FILES = st.dictionaries(WORDS, VALUES, max_size=5)


@limits_of_a_test(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FILES, min_size=1, max_size=4))
def test_files_are_merged_as_mkdocs_merges_them(tmp_path: Path, files: list[dict[str, Any]]) -> None:
    for number, data in enumerate(files):
        above = {"INHERIT": f"{number + 1}.yml"} if number + 1 < len(files) else {}
        (tmp_path / f"{number}.yml").write_text(yaml.safe_dump({**data, **above}), encoding="utf-8")
    with (tmp_path / "0.yml").open("rb") as file:
        theirs = yaml_load(file)
    ours = read_config(tmp_path / "0.yml").data
    assert ours == theirs
    # The order decides which of several plugins of one name counts.
    assert yaml.safe_dump(ours, sort_keys=False) == yaml.safe_dump(theirs, sort_keys=False)


BASE = "plugins: [briefwright]\n"
UNUSABLE: dict[str, tuple[dict[str, str], str]] = {
    "not there": (
        {"mkdocs.yml": "INHERIT: ../no.yml\n"},
        "mkdocs.yml: INHERIT leads to ../no.yml, which is not there; the way to it counts from the folder of ",
    ),
    "not there, further up": (
        {"mkdocs.yml": "INHERIT: b/base.yml\n", "b/base.yml": "INHERIT: no.yml\n"},
        "b/base.yml: INHERIT leads to b/no.yml, which is not there; ",
    ),
    "not YAML": (
        {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "plugins: [\n"},
        "base.yml, which mkdocs.yml inherits, cannot be read: ",
    ),
    "a date that is none": (
        {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "extra: 2020-02-30\n"},
        "base.yml, which mkdocs.yml inherits, cannot be read: ",
    ),
    "a folder": (
        {"mkdocs.yml": "INHERIT: docs\n", "docs/index.md": ""},
        "docs, which mkdocs.yml inherits, cannot be read: ",
    ),
    "a list": (
        {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "- a\n"},
        "base.yml, which mkdocs.yml inherits, must hold settings, each as name: value",
    ),
    "a text": (
        {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "INHERIT\n"},
        "base.yml, which mkdocs.yml inherits, must hold settings, each as name: value",
    ),
    "itself": (
        {"mkdocs.yml": "INHERIT: mkdocs.yml\n"},
        "INHERIT leads in a circle: mkdocs.yml → mkdocs.yml; remove it from one of them",
    ),
    "a circle": (
        {"mkdocs.yml": "INHERIT: b/a.yml\n", "b/a.yml": "INHERIT: c.yml\n", "b/c.yml": "INHERIT: ../b/a.yml\n"},
        "INHERIT leads in a circle: b/a.yml → b/c.yml → b/a.yml; remove it from one of them",
    ),
    "a wrong option there": (
        {"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "plugins: [briefwright: {jobs: many}]\n"},
        "mkdocs.yml (with base.yml): the option 'jobs' of the plugin briefwright must be a whole number",
    ),
    "no plugin in any": (
        {
            "mkdocs.yml": "INHERIT: b/base.yml\nplugins: [search]\n",
            "b/base.yml": f"INHERIT: c.yml\n{BASE}",
            "b/c.yml": "",
        },
        "mkdocs.yml (with b/base.yml, b/c.yml) does not use the plugin; ",
    ),
}


@pytest.mark.parametrize("name", UNUSABLE)
@pytest.mark.parametrize("what", ["check", "build"])
def test_what_cannot_be_inherited(empty_desk: Desk, command, name: str, what: str) -> None:
    files, words = UNUSABLE[name]
    ran = command(empty_desk.write(dict(files)), what)
    assert ran.code == 2 and ran.err.startswith(f"briefwright: {words}")


@pytest.mark.parametrize(
    "value", ["", "[]", "[base.yml]", "{a: b}", "7", "true", "''", "!ENV NO_SUCH_BASE", "!relative"]
)
def test_a_way_that_is_no_text(empty_desk: Desk, command, value: str) -> None:
    ran = command(empty_desk.write({"mkdocs.yml": f"INHERIT: {value}\n", "base.yml": BASE}), "check")
    assert ran.code == 2
    assert ran.err == "briefwright: mkdocs.yml: INHERIT must be the way to another file, such as ../base.yml\n"


ODD = [
    *("[" * 5_000, "{a: " * 5_000, "a: &a {b: *a}\nINHERIT: base.yml", 'INHERIT: "a\\0b"', "INHERIT: " + "x" * 5_000),
    *("a: !!bool x", "a: !!int ''", "a: !!timestamp x", 'INHERIT: "\\e[2J.yml"', "INHERIT: loop.yml"),
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("name", ["mkdocs.yml", "base.yml"])
def test_no_text_ends_in_a_traceback(empty_desk: Desk, command, name: str, text: str) -> None:
    empty_desk.write({"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": "a: &a {b: *a}\n", name: f"{text}\n"})
    (empty_desk.root / "loop.yml").symlink_to("loop.yml")
    ran = command(empty_desk, "check")
    assert ran.code == 2 and ran.err.startswith("briefwright: ")
    assert "Traceback" not in ran.err and "\x1b" not in ran.err


@pytest.fixture
def inheriting(empty_desk: Desk) -> Desk:
    """A site in a folder of its own, whose options all stand in a file beside that folder."""
    files = {name.replace("briefings/", "desk/texts/"): text for name, text in REGISTRY.items()}
    options = "{briefings_dir: texts, rules: {SRC02: off, SRC12: error}}"
    empty_desk.write(
        {
            "base.yml": f"theme: {{name: material}}\nplugins: {{search: {{}}, briefwright: {options}}}\n",
            "desk/mkdocs.yml": "INHERIT: ../base.yml\nsite_name: Harbour desk\n",
            "desk/docs/index.md": "# Harbour desk\n",
            f"desk/texts/{TALKS_FILE}": TALKS,
            **files,
        }
    )
    return Desk(empty_desk.root / "desk")


def test_the_commands_see_what_is_inherited(inheriting: Desk, command) -> None:
    assert command(inheriting, "check").out.startswith("1 briefing checked: ")
    assert "off here, advice by default" in command(inheriting, "rules", "SRC02").out
    ran = command(inheriting, "new", "A third round", "--date=2026-05-06")
    assert ran.out.startswith("wrote texts/2026/2026-05-06-a-third-round.yml\n")
    ran = command(inheriting, "fix", "texts/2026/2026-05-06-a-third-round.yml")
    assert ran.out == "1 file read: nothing to do\n"
    (inheriting.root / "texts/2026/2026-05-06-a-third-round.yml").unlink()
    inheriting.edit(f"texts/{TALKS_FILE}", "sources:\n", "sources:\n  - {id: idle, title: Idle}\n")
    ran = command(inheriting, "check")
    assert ran.code == 1 and " SRC12 error: " in ran.out
    assert command(inheriting, "build").code == 0


def test_a_change_is_told_from_a_folder_that_is_inherited(inheriting: Desk, command, git_of_nobody: None) -> None:
    git(inheriting.root, "init", "--quiet", "--initial-branch", "main")
    git(inheriting.root, "add", "--all")
    git(inheriting.root, "commit", "--quiet", "--message", "All")
    inheriting.edit(f"texts/{TALKS_FILE}", "stance: supports", "stance: mixed")
    assert "supports → mixed" in command(inheriting, "diff", "main").out


def test_mkdocs_is_not_loaded_for_it(inheriting: Desk) -> None:
    call = "import sys; from briefwright import cli; sys.argv[1:] = ['check']\ntry: cli.main()\n"
    call += "except SystemExit: print(sorted(name for name in sys.modules if name.startswith(('mkdocs', 'jinja2'))))"
    ran = subprocess.run([sys.executable, "-c", call], cwd=inheriting.root, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
