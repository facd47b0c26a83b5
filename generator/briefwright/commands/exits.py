"""How a command ends: its exit codes, and the last word where something is wrong."""

import sys
from typing import NoReturn

import click

CLEAN, PROBLEMS, USAGE, STOPPED = 0, 1, 2, 130


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong, on standard error, and end with an exit code."""
    click.echo(f"briefwright: {message}", err=True)
    sys.exit(code)
