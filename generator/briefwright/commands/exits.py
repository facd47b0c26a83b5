"""How a command ends: its exit codes, and the last word where something is wrong."""

import sys
from contextlib import suppress
from typing import NoReturn

import click

CLEAN, PROBLEMS, USAGE, STOPPED = 0, 1, 2, 130


def tell(message: str) -> None:
    """Say something on standard error; where that cannot be written either, the exit code has to do."""
    with suppress(OSError):
        click.echo(message, err=True)


def fail(message: str, code: int) -> NoReturn:
    """Say what is wrong, on standard error, and end with an exit code."""
    tell(f"briefwright: {message}")
    sys.exit(code)
