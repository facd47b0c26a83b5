"""What several commands share: the option for the site, ways to say things."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from briefwright.commands.exits import USAGE, fail
from briefwright.problems import Problem
from briefwright.reports import text_report
from briefwright.settings import Settings, SettingsError, settings

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
        click.echo(text_report(problems, sys.stdout.isatty()))


def settings_or_fail(config_file: Path) -> Settings:
    """Return what mkdocs.yml says, or end with what is wrong with it."""
    try:
        return settings(config_file)
    except SettingsError as error:
        fail(str(error), USAGE)
