"""`briefwright from-form`: writes what a filled form asks for. The workflow of the forms calls it."""

import json
import stat
from pathlib import Path
from typing import Any

import click

from briefwright.commands.common import config_option, need_folder
from briefwright.commands.exits import PROBLEMS, USAGE, fail
from briefwright.editorial.drafting import way_to_schema
from briefwright.editorial.form_fields import Form, FormError, is_correction
from briefwright.editorial.forms import draft
from briefwright.editorial.reader_reports import report
from briefwright.settings import Settings, SettingsError, settings
from briefwright.terminal import TerminalProgress
from briefwright.writing import write_whole

MOST_BYTES = 5_000_000
"""An event's file is a few times as large as the form in it."""


@click.command("from-form", hidden=True)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--notes", type=click.Path(dir_okay=False, path_type=Path), help="Where to write what to know besides.")
@config_option
def from_form(file: Path, notes: Path | None, config_file: Path) -> None:
    """Write the draft that the form in FILE asks for, or the reader's report into its briefing, and print the path.

    FILE is the code host's event of an issue, in JSON. Exits with 1 where the form lacks something, 2 where the
    call or the file is wrong. A draft never overwrites a briefing; a report comes in as comments, and nothing else
    of that briefing changes.
    """
    try:
        site = settings(config_file)
        form = _form(file)
        path, remark = _report(site, form) if is_correction(form) else _write(site, form)
        if notes:
            notes.write_text(f"{remark}\n" if remark else "", encoding="utf-8")
    except FormError as error:
        fail(str(error), PROBLEMS)
    except SettingsError as error:
        fail(str(error), USAGE)
    except OSError as error:
        fail(f"the draft cannot be written: {error.strerror or error}", USAGE)
    click.echo(path)


def _report(site: Settings, form: Form) -> tuple[Path, str]:
    """Write a reader's words into the briefing that they are about; return its path as seen from the site's folder."""
    need_folder(site)
    path, raw = report(form, site, TerminalProgress())
    write_whole(path, raw, stat.S_IMODE(path.stat().st_mode))
    return _seen_from(site.root.resolve(), path), ""


def _seen_from(root: Path, path: Path) -> Path:
    return path.relative_to(root) if path.is_relative_to(root) else path


def _form(file: Path) -> Form:
    """Return the form in an event's file; ends the program where the file is no such event."""
    try:
        if file.stat().st_size > MOST_BYTES:
            fail(f"{file} has more than {MOST_BYTES:,} bytes; an event of an issue is smaller", USAGE)
        event: Any = json.loads(file.read_bytes())
        issue = event["issue"]
        body, number, opened = issue["body"] or "", issue["number"], issue["created_at"]
        if isinstance(body, str) and isinstance(opened, str) and isinstance(number, int) and number > 0:
            return Form(body, number, opened[:10])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    fail(f"{file} is not the event of an issue: it has no issue with a number, a body and a created_at", USAGE)


def _write(site: Settings, form: Form) -> tuple[Path, str]:
    """Write a draft where nothing stands yet; return its path as seen from the site's folder, and the remark on it."""
    need_folder(site)
    # A folder of a year lies as deep as any other.
    made = draft(form, way_to_schema(site, site.briefings / "2026"))
    folder = site.briefings / made.date[:4]
    folder.mkdir(exist_ok=True)
    for number in range(1, 100):
        # Ids are unique over all years, but a date is a part of this one.
        path = folder / f"{made.stem}{f'-{number}' if number > 1 else ''}.yml"
        if path.with_suffix(".yaml").exists():
            continue
        try:
            with path.open("x", encoding="utf-8", newline="\n") as out:
                out.write(made.text)
        except FileExistsError:
            continue
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return _seen_from(site.root, path), made.remark
    raise FormError(f"There are 99 briefings called {made.stem} already. Choose another headline.")
