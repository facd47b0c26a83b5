"""`briefwright fix`: mends how files are written, and nothing of what they say."""

import sys
from pathlib import Path

import click

from briefwright.checks.examine import Wishes
from briefwright.commands.common import config_option, name_in, need_folder, need_paths, settings_or_fail
from briefwright.commands.exits import CLEAN, PROBLEMS, USAGE, fail
from briefwright.counting import counted
from briefwright.discovery import Found, discover
from briefwright.fixes.files import Outcome, mend_files
from briefwright.fixes.names import known_names
from briefwright.machine import MACHINE
from briefwright.printable import harmless
from briefwright.registries import load_registries, read_file
from briefwright.settings import Settings


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@config_option
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit with 1 if something would change.")
def fix(paths: tuple[Path, ...], config_file: Path, only_check: bool) -> None:
    """Mend how the briefings and registries are written, or only those in PATHS (files or folders).

    Fields are put in the order of the model; quotes are taken away where none are needed, and put where other
    programs would read a number or a date; dates get their zeros (2026-3-4 becomes 2026-03-04); an actor or a
    publisher written in place becomes an id where the registry has the same; line ends and space at the end of lines
    are tidied. What a file says stays the same, and so do its comments. A file that is not sound YAML is left alone.

    Exits with 0 when all is well, 1 when a file cannot be fixed or, with --check, would change; 2 when the call itself
    is wrong, 74 when the machine cannot read or write a file.
    """
    site = settings_or_fail(config_file)
    need_folder(site)
    need_paths(paths)
    found = discover(site.briefings, site.name)
    chosen = _chosen(found, tuple(_name(path, site) for path in paths))
    if not chosen:
        fail("there is no briefing and no registry to fix there; name .yml files, or a folder with such files", USAGE)
    known = known_names(load_registries(found.registries, read_file))
    changed = alone = faults = unusable = 0
    for outcome in mend_files(found, chosen, known, write=not only_check):
        changed += bool(outcome.done)
        alone += bool(outcome.left_alone)
        faults += outcome.is_fault
        unusable += outcome.is_unusable
        if outcome.done or outcome.left_alone:
            click.echo(_line(outcome, only_check))
    click.echo(_closing_line(len(chosen), changed, alone, only_check))
    if unusable:
        sys.exit(MACHINE)
    sys.exit(PROBLEMS if faults or (only_check and changed) else CLEAN)


def _chosen(found: Found, names: tuple[str, ...]) -> dict[str, str | None]:
    """Return the files to mend by name, each with the registry that it belongs to."""
    files: dict[str, str | None] = {file.name: None for file in found.briefings}
    files |= {file.name: registry for registry, listed in found.registries.items() for file in listed}
    wishes = Wishes(names=names)
    return {file: registry for file, registry in files.items() if wishes.wants(file)}


def _name(path: Path, site: Settings) -> str:
    """Return how messages call a path; a link is named, not followed."""
    whole = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    return name_in(site, path, whole, "name files or folders that are in it, or none to fix all")


def _line(outcome: Outcome, only_check: bool) -> str:
    if outcome.left_alone:
        return f"{harmless(outcome.name)}: left alone: {harmless(outcome.left_alone)}"
    would = "would change: " if only_check else ""
    return f"{harmless(outcome.name)}: {would}{harmless('; '.join(outcome.done))}"


def _closing_line(files: int, changed: int, alone: int, only_check: bool) -> str:
    parts = []
    if changed:
        parts.append(f"{changed:,} {'would change' if only_check else 'fixed'}")
    if alone:
        parts.append(f"{alone:,} left alone")
    return f"{counted(files, 'file')} read: {', '.join(parts) if parts else 'nothing to do'}"
