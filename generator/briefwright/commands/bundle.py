"""`briefwright bundle`: makes the site as one zip for reading from a disk, or an update of one, or verifies one."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefwright.bundle.errors import BundleError
from briefwright.bundle.reading import State, opened, read_state
from briefwright.bundle.verify import verify
from briefwright.commands.common import config_option, need_named_folder, print_problems
from briefwright.commands.exits import CLEAN, PROBLEMS, USAGE, fail
from briefwright.counting import counted
from briefwright.selection import Selection, SelectionError
from briefwright.settings import SettingsError, settings
from briefwright.site_build import BuildFailedError
from briefwright.swap import SwapError
from briefwright.terminal import TerminalProgress

if TYPE_CHECKING:
    from briefwright.bundle.make import Made


@click.command()
@config_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The zip to write; bundle.zip, or update.zip with --since, if not given.",
)
@click.option(
    "--dossier",
    "dossiers",
    multiple=True,
    metavar="ID",
    help="Only the briefings of this dossier; may be given several times.",
)
@click.option(
    "--after", metavar="DATE", help="Only briefings of this day or later, such as 2025-12-01, 2025-12 or 2025."
)
@click.option("--before", metavar="DATE", help="Only briefings of this day or earlier.")
@click.option("--lang", metavar="CODE", help="Only briefings in this language, such as en or uk.")
@click.option("--drafts", is_flag=True, help="Drafts and briefings in review as well.")
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help="Make an update: only what changed since this zip or unpacked folder.",
)
@click.option(
    "--verify",
    "verified",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Make nothing; compare this zip or unpacked folder with the manifest in it.",
)
def bundle(
    config_file: Path,
    output: Path | None,
    dossiers: tuple[str, ...],
    after: str | None,
    before: str | None,
    lang: str | None,
    drafts: bool,
    since: Path | None,
    verified: Path | None,
) -> None:
    """Make the whole site as one zip that opens from a disk, search included.

    Unpacked anywhere, index.html opens in any browser, without a network and without a server. With a selection
    of dossiers, dates or a language, lists, links and search hold only what is in it.

    Exits with 0 when the zip was made or is as it was made, 1 when it was not, 2 when the call itself is wrong,
    74 when the machine has no room for it.
    """
    try:
        if verified is not None:
            if output or dossiers or after or before or lang or drafts or since:
                fail("--verify goes with no other option", USAGE)
            _verify(verified)
            return
        need_named_folder(settings(config_file))
        selection = Selection(dossiers, after, before, lang)
        out = output or Path("update.zip" if since else "bundle.zip")
        _make(config_file, _checked(out), selection, drafts, _state(since) if since else None)
    except BuildFailedError as error:
        print_problems(error.problems)
        fail(f"{error}. No bundle was made.", USAGE if error.usage else PROBLEMS)
    except (SettingsError, SelectionError, SwapError) as error:
        fail(str(error), USAGE)
    except BundleError as error:
        fail(str(error), PROBLEMS)


def _checked(out: Path) -> Path:
    if out.is_dir():
        fail(f"{out} is a folder; name the zip, such as {out / 'bundle.zip'}", USAGE)
    return out


def _state(since: Path) -> State:
    with opened(since) as old:
        return read_state(old)


def _verify(path: Path) -> None:
    findings = verify(path, TerminalProgress())
    for line in findings.lines():
        click.echo(line)
    sys.exit(CLEAN if findings.well else PROBLEMS)


def _make(config_file: Path, out: Path, selection: Selection, drafts: bool, since: State | None) -> None:
    # What makes a bundle takes a while to import; whoever only verifies one need not wait for it.
    from briefwright.bundle.make import Order, make_bundle

    start = time.monotonic()
    made = make_bundle(Order(config_file, out, selection, drafts, since), TerminalProgress())
    print_problems(made.report.problems)
    click.echo(_closing_line(made, out, time.monotonic() - start))


def _closing_line(made: "Made", out: Path, seconds: float) -> str:
    manifest = made.manifest
    what = f"{counted(manifest.briefings, 'briefing')}, {counted(manifest.pages, 'page')}"
    if made.difference:
        what = f"{counted(len(made.difference.changed), 'new or changed file')}, {len(made.difference.gone):,} gone"
    return f"{what}: {counted(made.files, 'file')} in {out} ({_size(made.size)}), {seconds:.1f} s"


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.1f} kB"
