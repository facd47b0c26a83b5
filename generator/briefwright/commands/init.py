"""`briefwright init`: makes a new site in a folder of its own."""

import shlex
from pathlib import Path

import click

from briefwright.commands.exits import STOPPED, USAGE, fail
from briefwright.counting import counted
from briefwright.editorial.desk import DeskError, make_desk, name_for
from briefwright.printable import harmless


@click.command()
@click.argument("given", metavar="DIR")
@click.option("--name", help="What the site is called, such as 'Harbour desk'; made from DIR if not given.")
def init(given: str, name: str | None) -> None:
    """Make a new site in DIR, a folder that is new or empty.

    It holds everything that a desk needs: settings, pages, registries, one example briefing to delete, a README that
    says how to go on, and what checks and publishes changes on a code host. It can be built at once.
    """
    if not given.strip():
        # A script whose variable is not set; Path would take it for the folder that this runs in.
        fail("the name of the folder is empty; name one, or write . for the folder that you are in", USAGE)
    folder = Path(given)
    try:
        files = make_desk(folder, name_for(folder) if name is None else name)
    except DeskError as error:
        fail(harmless(str(error)), USAGE)
    except KeyboardInterrupt:
        fail("stopped; nothing was left behind", STOPPED)
    click.echo(f"made a site in {harmless(str(folder))}: {counted(len(files), 'file')}, one example briefing\n")
    click.echo(_next_steps(folder))


def _next_steps(folder: Path) -> str:
    steps = [
        *(() if folder.resolve() == Path.cwd().resolve() else (f"cd {shlex.quote(harmless(_plain(folder)))}",)),
        "make serve     installs what the site needs, and shows it on http://127.0.0.1:8000",
        "README.md      says how to write your first briefing, and how to publish the site",
    ]
    return "\n".join(("Next:", *(f"  {number}. {step}" for number, step in enumerate(steps, 1))))


def _plain(folder: Path) -> str:
    """Return a folder as `cd` takes it: a name that begins with a hyphen would be an option of it."""
    return f"./{folder}" if str(folder).startswith("-") else str(folder)
