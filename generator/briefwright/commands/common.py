"""What several commands share: the option for the site, ways to say things."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from briefwright.commands.exits import USAGE, fail
from briefwright.discovery import SAVED_AS_TEXT, TEXTS
from briefwright.printable import harmless
from briefwright.problems import Problem, did_you_mean
from briefwright.reports import MARGIN, WIDTH, text_report
from briefwright.settings import FOLDER, Settings, SettingsError, settings
from briefwright.terminal import columns, in_colour

config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The site's mkdocs.yml.",
)


def print_problems(problems: Sequence[Problem]) -> None:
    """Print problems for people, coloured on a terminal; nothing where there are none."""
    if problems:
        click.echo(shown(problems))


def shown(problems: Sequence[Problem]) -> str:
    """Return problems as the standard output can show them: in colour and as narrow as a terminal is, or plain."""
    return text_report(problems, in_colour(sys.stdout), columns(sys.stdout, WIDTH + MARGIN) - MARGIN)


def need_folder(site: Settings) -> None:
    """End where a site has no folder of briefings."""
    if not site.briefings.is_dir():
        hint = "put the briefings there, or name their folder in mkdocs.yml, as briefings_dir"
        fail(f"there is no folder {site.briefings}; {hint}", USAGE)


def need_named_folder(site: Settings) -> None:
    """End where mkdocs.yml itself names a folder of briefings that is not there.

    A new site may have no briefings yet. But a slip in the name would put a site without any in the place of the last.
    """
    if site.name != FOLDER:
        need_folder(site)


def need_paths(paths: Iterable[Path]) -> None:
    """End where a path that somebody named leads nowhere, or to a text that is never a briefing."""
    for path in paths:
        if not _is_there(path):
            hint = _near(path) or "name a file or a folder of the briefings"
            fail(f"there is no file or folder {harmless(str(path))}; {harmless(hint)}", USAGE)
        if path.is_file() and path.name.endswith(TEXTS) and not path.name.endswith(SAVED_AS_TEXT):
            fail(f"{harmless(str(path))} is no briefing and no registry: such a file ends in .yml", USAGE)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False  # such as a name that is longer than any can be


def _near(path: Path) -> str:
    """Return which of the paths beside one that leads nowhere may be meant."""
    try:
        return did_you_mean(str(path), (str(one) for one in path.parent.iterdir()))
    except OSError:
        return ""


def name_in(site: Settings, path: Path, whole: Path, hint: str) -> str:
    """Return how messages call a path that somebody named, and that is `whole`; it must lie in the briefings folder."""
    folder = site.briefings.resolve()
    if not whole.is_relative_to(folder):
        fail(f"{harmless(str(path))} is not in the briefings folder {site.briefings}; {hint}", USAGE)
    inner = whole.relative_to(folder).as_posix()
    return site.name if inner == "." else f"{site.name}/{inner}"


def settings_or_fail(config_file: Path) -> Settings:
    """Return what mkdocs.yml says, or end with what is wrong with it."""
    try:
        return settings(config_file)
    except SettingsError as error:
        fail(str(error), USAGE)
