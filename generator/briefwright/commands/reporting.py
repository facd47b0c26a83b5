"""How the result of a check reaches whoever asked: on a terminal, as data, or on a code host."""

import os
from collections.abc import Sequence
from pathlib import Path
from posixpath import normpath

import click

from briefwright.commands.common import shown
from briefwright.counting import counted
from briefwright.problems import Problem
from briefwright.report_github import github_summary
from briefwright.reports import FORMATS, summary

_DATA = ("json", "sarif")
_ON_A_CODE_HOST = ("github", "sarif")


def report_check(problems: Sequence[Problem], form: str, checked: str, root: Path, older: int = 0) -> None:
    """Print the problems in the form asked for; `checked` says how much was read, `root` is the site's folder.

    `older` problems are only counted: they were there before the change that is checked.
    In GitHub Actions the form github also adds all problems to the summary of the step (GITHUB_STEP_SUMMARY).
    """
    closing = f"{checked} checked: {summary(problems)}"
    if older:
        closing += f"; {counted(older, 'older problem')} that this change does not bring"
    if form in _ON_A_CODE_HOST:
        problems = _from_workspace(problems, root)
    if problems or form in _DATA:
        report = shown(problems) if form == "text" else FORMATS[form](problems, False)
        # A blank line parts the problems from the closing line; a program's output has none.
        click.echo(report, nl=form == "text")
    if form not in _DATA:
        click.echo(closing)
    if form == "github":
        _add_to_summary(github_summary(problems, closing))


def _from_workspace(problems: Sequence[Problem], root: Path) -> Sequence[Problem]:
    """Return the problems with paths from the top of the repository, where the site lies deeper in it."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if not workspace or not root.resolve().is_relative_to(top := Path(workspace).resolve()):
        return problems
    inner = root.resolve().relative_to(top)
    # The briefings may lie beside the site's folder, and not in it.
    return [problem._replace(path=normpath((inner / problem.path).as_posix())) for problem in problems]


def _add_to_summary(text: str) -> None:
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"{text}\n")
    except OSError as error:
        # The check itself went well: its exit code tells how the briefings are, not how the machine is.
        click.echo(f"briefwright: the step's summary cannot be written: {error.strerror or error}", err=True)
