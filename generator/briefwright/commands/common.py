"""What several commands share: exit codes, the option for the site, ways to say things."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from briefwright.problems import Problem
from briefwright.reports import text_report

CLEAN, PROBLEMS, USAGE, STOPPED = 0, 1, 2, 130

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


def count(number: int, noun: str) -> str:
    """Return "1 page", "2,000 pages"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong, on standard error, and end with an exit code."""
    click.echo(f"briefwright: {message}", err=True)
    sys.exit(code)
