"""`briefwright diff`: what a change of the briefings means."""

from pathlib import Path

import click

from briefwright.commands.common import config_option, need_folder
from briefwright.commands.exits import USAGE, fail
from briefwright.editorial.diff import compare
from briefwright.editorial.reports_of_changes import FORMATS
from briefwright.editorial.repository import RepositoryError
from briefwright.printable import harmless
from briefwright.settings import SettingsError, settings


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True, help="How to report."
)
@config_option
def diff(base: str, head: str | None, form: str, config_file: Path) -> None:
    """Say what changed in meaning since BASE: stances, judgements, sources, corrections; wording last.

    BASE and HEAD are branches, tags or commits of git; without HEAD, the files as they are now count. Where the two
    went apart, only what HEAD brings is told. Exits with 0 whether or not anything changed, 2 when the call is wrong.
    """
    try:
        site = settings(config_file)
        need_folder(site)
        found = compare(site, base, head)
    except (SettingsError, RepositoryError) as error:
        fail(harmless(str(error)), USAGE)
    click.echo(FORMATS[form](found), nl=False)
