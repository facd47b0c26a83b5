"""`briefwright new`: begins a briefing, and on a terminal asks for what was not said."""

import shlex
import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import click

from briefwright.commands.common import config_option
from briefwright.commands.exits import STOPPED, USAGE, fail
from briefwright.editorial.drafting import (
    DraftError,
    Known,
    Wish,
    actors_of_briefings,
    id_for,
    known,
    usable_day,
    usable_title,
    write_draft,
)
from briefwright.editorial.naming import ids_of
from briefwright.epoch import EpochError, epoch
from briefwright.printable import harmless
from briefwright.problems import did_you_mean
from briefwright.schema.types import slug
from briefwright.settings import SettingsError, settings
from briefwright.terminal import TerminalProgress, is_terminal


@click.command()
@click.argument("words", nargs=-1, metavar="[TITLE]")
@click.option("--date", "day", metavar="DATE", help="Day of the briefing, YYYY-MM-DD; today if not given.")
@click.option("--dossier", metavar="ID", help="The running story that it belongs to.")
@click.option(
    "--actor", "actors", multiple=True, metavar="ID", help="Somebody who matters; may be given several times."
)
@click.option(
    "--issue",
    "issues",
    multiple=True,
    metavar="ID",
    help="A question in dispute; with a position prepared for each actor; may be given several times.",
)
@click.option("--source", "sources", multiple=True, metavar="URL", help="A source; may be given several times.")
@click.option("--id", "id", metavar="ID", help="Name of the file and of its address, if not made from date and title.")
@config_option
def new(
    words: tuple[str, ...],
    day: str | None,
    dossier: str | None,
    actors: tuple[str, ...],
    issues: tuple[str, ...],
    sources: tuple[str, ...],
    id: str | None,
    config_file: Path,
) -> None:
    """Begin a briefing: write a file with the fields to fill in, each with a note on what it means.

    The file goes to the folder of its year, as a draft, which no reader sees. `briefwright check` says which blanks
    are left. On a terminal, TITLE, date, dossier, actors and issues are asked for where they are missing; actors and
    issues by their ids or their names.
    """
    asks = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    try:
        there = known(settings(config_file))
        title = _title(words)
        if title is None and not asks:
            raise DraftError('say what the briefing is called: briefwright new "Harbour talks end without a text"')
        title = _asked("Title", usable_title) if title is None else usable_title(title)
        day = day if day is not None else _asked("Date", usable_day, _today()) if asks else _today()
        day = usable_day(day)
        if dossier is None and asks:
            dossier = _asked_dossier(there)
        if asks:
            actors = actors or _asked_ids(there, "actor", "Actors")
            issues = issues or _asked_ids(there, "issue", "Issues")
        if id is None and asks and not id_for(day, title):
            id = f"{day}-{_asked('Short name for its address, in letters a to z', _short_name)}"
        path = write_draft(
            Wish(title, day, id or "", dossier or "", actors, issues, sources), there, TerminalProgress()
        )
    except SettingsError as error:
        fail(str(error), USAGE)
    except DraftError as error:
        fail("\n".join(harmless(line) for line in str(error).split("\n")), USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)
        fail("stopped; nothing was written", STOPPED)
    _say_how_to_go_on(path, config_file)


def _title(words: tuple[str, ...]) -> str | None:
    """Return the title of a call, None where it has none; raises DraftError where the shell took it for several."""
    if len(words) > 1:
        raise DraftError(f"a title of several words needs quotes: briefwright new {shlex.quote(' '.join(words))}")
    return words[0] if words else None


def _asked(question: str, usable: Callable[[str], str], default: str | None = None) -> str:
    """Ask until the answer can be used."""

    def checked(answer: str) -> str:
        try:
            return usable(answer)
        except DraftError as error:
            raise click.UsageError(harmless(str(error))) from error

    return str(click.prompt(question, default=default, value_proc=checked))


def _asked_dossier(there: Known) -> str:
    """Let one of the dossiers be chosen, by its number or its id; "" for none."""
    dossiers = there.entries("dossier")
    if not dossiers:
        return ""
    ids = list(dossiers)
    for number, id in enumerate(ids, 1):
        click.echo(f"{number:>4}  {id}  {harmless(dossiers[id].title)}")

    def checked(answer: str) -> str:
        answer = answer.strip()
        if answer.isascii() and answer.isdigit() and 1 <= int(answer[:9]) <= len(ids):
            return ids[int(answer) - 1]
        if answer and answer not in dossiers:
            hint = did_you_mean(answer, ids) or "write a number of the list, or nothing"
            raise click.UsageError(f"there is no dossier '{harmless(answer)}'; {hint}")
        return answer

    return str(
        click.prompt("Dossier, by number or id (Enter: none)", default="", show_default=False, value_proc=checked)
    )


def _asked_ids(there: Known, kind: str, question: str) -> tuple[str, ...]:
    """Let entries of a registry be named, by ids or names; none where there is nothing to choose from."""
    if not there.entries(kind):
        return ()
    in_place = cache(lambda: actors_of_briefings(there.site, TerminalProgress()))

    def checked(answer: str) -> tuple[str, ...]:
        try:
            return ids_of(answer, kind, there, in_place)
        except DraftError as error:
            raise click.UsageError("\n".join(harmless(line) for line in str(error).split("\n"))) from error

    answer: tuple[str, ...] = click.prompt(
        f"{question}, ids or names, with commas between (Enter: none)",
        default="",
        show_default=False,
        value_proc=checked,
    )
    return answer


def _short_name(answer: str) -> str:
    name = slug(answer)
    if not name:
        raise DraftError("there are no letters a to z or figures in it")
    return name


def _today() -> str:
    """Return the day on which this runs, or that of SOURCE_DATE_EPOCH (UTC)."""
    try:
        moment = epoch()
    except EpochError as error:
        raise DraftError(str(error)) from error
    return moment.date().isoformat() if moment else date.today().isoformat()


def _say_how_to_go_on(path: Path, config_file: Path) -> None:
    here = Path.cwd().resolve()
    shown = path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path
    site = "" if config_file == Path("mkdocs.yml") else f" -f {shlex.quote(str(config_file))}"
    click.echo(f"wrote {harmless(str(shown))}")
    click.echo(
        "Next: open it, fill in what is marked NEEDED, then see what is left with:\n"
        f"  briefwright check{site} {harmless(shlex.quote(str(shown)))}"
    )
