"""`briefwright check`: what is wrong in the briefings, and what to do about it."""

import gc
import sys
from pathlib import Path

import click

from briefwright.check import check_briefings
from briefwright.commands.common import config_option, name_in, need_folder, need_paths, settings_or_fail
from briefwright.commands.exits import CLEAN, PROBLEMS, USAGE, fail
from briefwright.commands.reporting import report_check
from briefwright.counting import counted
from briefwright.discovery import REGISTRY_FOLDER
from briefwright.parallel import without_collector
from briefwright.printable import harmless
from briefwright.problems import Problem, Severity
from briefwright.reports import FORMATS
from briefwright.settings import Settings
from briefwright.terminal import TerminalProgress


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@config_option
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True, help="How to report."
)
@click.option("--base", metavar="REV", help="Only the problems that the change since this git revision brings.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too; advice never fails.")
def check(paths: tuple[Path, ...], config_file: Path, form: str, base: str | None, strict: bool) -> None:
    """Check the briefings, or only those in PATHS (files or folders).

    Every problem of every file is listed with its place and what to do about it. Exits with 0 when there
    is none, 1 when there are errors, 2 when the call itself is wrong; 70 or 74 says that the program or the machine
    failed, and nothing about the briefings.
    """
    site = settings_or_fail(config_file)
    need_folder(site)
    need_paths(paths)
    names = tuple(name_in(site, path, path.resolve(), "name a file or a folder in it") for path in paths)
    # All that is read is needed to the end: to look for garbage among it, once it is there or at the end, would take
    # half a second.
    with without_collector():
        if base is None:
            checked, problems = check_briefings(site, names, TerminalProgress())
            older = 0
        else:
            checked, problems, older = _since(site, base, names)
        report_check(problems, form, _what(site, checked, names), site.root, older)
        gc.freeze()
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(PROBLEMS if any(problem.severity in failing for problem in problems) else CLEAN)


def _what(site: Settings, checked: int, names: tuple[str, ...]) -> str:
    """Return what was checked, in words; whoever named registries alone should not read of no briefing."""
    folder = f"{site.name}/{REGISTRY_FOLDER}"
    only = names and all(f"{name}/".startswith(f"{folder}/") for name in names)
    return "registries" if only else counted(checked, "briefing")


def _since(site: Settings, base: str, names: tuple[str, ...]) -> tuple[int, tuple[Problem, ...], int]:
    # Loaded only for this: editors run `check` whenever they save, and wait for what it loads.
    from briefwright.editorial.base import check_since
    from briefwright.editorial.repository import RepositoryError

    try:
        found = check_since(site, base, names, TerminalProgress())
    except RepositoryError as error:
        fail(harmless(str(error)), USAGE)
    return found.checked, found.problems, found.older
