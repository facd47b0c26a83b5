"""The shape of the package: imports go down its floors only, every module says its job, files stay short."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "generator" / "briefwright"
MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

FLOORS = (
    (
        *("problems", "printable", "rules", "vocabulary", "addresses", "dates", "progress", "parallel", "__init__"),
        *("conflicts", "counting", "epoch", "machine", "writing"),
    ),
    ("schema", "yaml_source", "yaml_syntax", "yaml_faults", "line_map", "model_names", "model_words", "validation"),
    (
        "prose_syntax",
        "prose_code",
        "discovery",
        "references",
        "digest",
        "reading",
        "registries",
        "corpus",
        "descriptions",
        "prose_checks",
        "hand_written",
        "salvage",
        "selection",
    ),
    ("views", "checks", "changes"),
    ("prose", "prose_markdown", "prose_shortcut", "pages", "fragments", "stamp", "exports", "search"),
    ("records", "cache", "load", "load_few", "remembered", "store", "jobs", "leaves", "indexing", "build", "shells"),
    (
        *("fixes", "report_github", "report_sarif"),
        *("plugin", "swap", "site_build", "mkdocs_yml", "settings", "check", "schemas", "reports", "bundle"),
        *("reference", "reference_fields", "reference_words", "paper", "offline", "download", "editorial"),
    ),
    ("cli", "terminal", "commands", "__main__"),
)
"""Modules by floor, the lowest first; the name of a folder stands for everything in it."""

MOST_LINES = 300
TABLES = {"rules"}
"""Modules that are one long table, whose length is that of what they list."""


def floor(module: str) -> int:
    top = module.split(".")[0]
    found = [number for number, names in enumerate(FLOORS) if top in names]
    # A module that stands nowhere fails every test that asks for its floor.
    return found[0] if found else -1


def imported(path: Path) -> set[str]:
    """Return the modules of the package that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "briefwright":
            assert node.level == 0
            inner = (node.module or "").removeprefix("briefwright").removeprefix(".")
            for alias in node.names:
                whole = f"{inner}.{alias.name}".removeprefix(".")
                found.add(whole if whole in MODULES else inner or "__init__")
        elif isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("briefwright.") for alias in node.names if "briefwright" in alias.name}
    return found


IMPORTS = {module: imported(path) - {module} for module, path in MODULES.items()}


def test_every_module_stands_on_one_floor() -> None:
    listed = [name for names in FLOORS for name in names]
    assert len(listed) == len(set(listed))
    assert [module for module in MODULES if floor(module) < 0] == []


@pytest.mark.parametrize("module", MODULES)
def test_imports_go_down(module: str) -> None:
    upwards = {other for other in IMPORTS[module] if floor(other) > floor(module)}
    assert not upwards


def test_no_module_imports_itself_through_others() -> None:
    done: set[str] = set()
    while left := [m for m in IMPORTS if m not in done and IMPORTS[m] <= done]:
        done.update(left)
    assert set(IMPORTS) - done == set()


def test_the_table_names_only_what_is_there() -> None:
    there = {module.split(".")[0] for module in MODULES}
    assert {name for names in FLOORS for name in names} <= there


@pytest.mark.parametrize("module", MODULES)
def test_says_its_job_and_is_short(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    first = text.split("\n", 1)[0]
    assert first.startswith('"""') and len(first) > 20
    assert text.count("\n") <= MOST_LINES or module in TABLES


def calls(path: Path) -> set[str]:
    """Return the names of the functions that a file calls, dots included."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}


@pytest.mark.parametrize("module", [m for m in MODULES if floor(m) <= 5])
def test_lower_floors_neither_print_nor_read_clock_locale_or_network(module: str) -> None:
    printing = {"print", "click.echo", "sys.stdout.write", "sys.stderr.write"}
    clock = {"datetime.now", "datetime.today", "date.today", "time.time", "time.localtime", "time.monotonic"}
    outside = {"locale.getlocale", "locale.setlocale", "urlopen", "socket.socket", "requests.get"}
    assert not calls(MODULES[module]) & (printing | clock | outside)


def test_only_the_plugin_and_its_neighbours_know_mkdocs() -> None:
    def knows(path: Path) -> bool:
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
        return any(name.split(".")[0] in ("mkdocs", "material") for name in names)

    assert {module for module, path in MODULES.items() if knows(path)} == {"plugin", "site_build"}


@pytest.mark.parametrize("name", ["os", "sys"])
def test_imported_finds_imports(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.py"
    path.write_text(f"import {name}\nfrom briefwright.views import rows\ndef f():\n    from briefwright import cli\n")
    assert imported(path) == {"views.rows", "cli"}
