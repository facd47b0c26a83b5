"""The command line: arguments in, one call, an exit code out."""

import gc
import signal
import sys
import time
from pathlib import Path
from types import FrameType

import click

from briefwright import __version__
from briefwright.check import check_briefings
from briefwright.commands.bundle import bundle
from briefwright.commands.common import CLEAN, PROBLEMS, STOPPED, USAGE, config_option, count, fail, print_problems
from briefwright.commands.diff import diff
from briefwright.commands.docs import docs
from briefwright.commands.fix import fix
from briefwright.commands.from_form import from_form
from briefwright.commands.init import init
from briefwright.commands.new import new
from briefwright.commands.pdf import pdf
from briefwright.commands.reporting import report_check
from briefwright.commands.rules import rules
from briefwright.editorial.base import check_since
from briefwright.editorial.repository import RepositoryError
from briefwright.problems import Problem, Severity
from briefwright.reports import FORMATS
from briefwright.schemas import schemas
from briefwright.settings import Settings, SettingsError, settings
from briefwright.site_build import BuildFailedError, Report, build_site
from briefwright.swap import SwapError
from briefwright.terminal import TerminalProgress


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefwright")
def cli() -> None:
    """Structured YAML briefings in, a searchable static site out."""


@cli.command()
@config_option
@click.option(
    "--site-dir", type=click.Path(path_type=Path), help="Where the site goes, if not to mkdocs.yml's site_dir."
)
@click.option("--drafts", is_flag=True, help="Show drafts and briefings in review as well.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def build(config_file: Path, site_dir: Path | None, drafts: bool, strict: bool) -> None:
    """Check the briefings and build the site.

    The site is built beside the old one and takes its place when it is whole. If something is wrong,
    the last good site stays as it is.
    """
    start = time.monotonic()
    _settings(config_file)
    try:
        report = build_site(config_file, site_dir, drafts, strict, TerminalProgress())
    except BuildFailedError as error:
        print_problems(error.problems)
        fail(f"{error}. The last good site was left as it is.", USAGE if error.usage else PROBLEMS)
    except SwapError as error:
        fail(str(error), USAGE)
    print_problems(report.problems)
    click.echo(_closing_line(report, time.monotonic() - start))


def _closing_line(report: Report, seconds: float) -> str:
    counts = ", ".join(count(report.counts[name], name[:-1]) for name in report.counts if name != "pages")
    shown = report.site
    if shown.is_relative_to(Path.cwd()):
        shown = shown.relative_to(Path.cwd())
    pages = f"{count(report.made + report.kept, 'page')} ({report.made:,} new, {report.kept:,} unchanged)"
    return f"{counts}: {pages} in {shown}, {seconds:.1f} s"


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@config_option
@click.option(
    "--format", "form", type=click.Choice(sorted(FORMATS)), default="text", show_default=True, help="How to report."
)
@click.option("--base", metavar="REV", help="Only the problems that the change since this git revision brings.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too; advice never fails.")
def check(paths: tuple[Path, ...], config_file: Path, form: str, base: str | None, strict: bool) -> None:
    """Check the briefings, or only those in PATHS (files or folders).

    Every problem of every file is listed with its place and what to do about it. Exits with 0 when there
    is none, 1 when there are errors, 2 when the call itself is wrong.
    """
    site = _settings(config_file)
    if not site.briefings.is_dir():
        fail(f"there is no folder {site.briefings}; put the briefings there, or set briefings_dir", USAGE)
    names = tuple(_name(path, site) for path in paths)
    if base is None:
        checked, problems = check_briefings(site, names, TerminalProgress())
        older = 0
    else:
        checked, problems, older = _since(site, base, names)
    report_check(problems, form, count(checked, "briefing"), site.root, older)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(PROBLEMS if any(problem.severity in failing for problem in problems) else CLEAN)


def _since(site: Settings, base: str, names: tuple[str, ...]) -> tuple[int, tuple[Problem, ...], int]:
    try:
        found = check_since(site, base, names, TerminalProgress())
    except RepositoryError as error:
        fail(str(error), USAGE)
    return found.checked, found.problems, found.older


def _name(path: Path, site: Settings) -> str:
    """Return how problems call a path; it must lie in the briefings folder."""
    whole, folder = path.resolve(), site.briefings.resolve()
    if not whole.is_relative_to(folder):
        fail(f"{path} is not in the briefings folder {site.briefings}", USAGE)
    inner = whole.relative_to(folder).as_posix()
    return site.name if inner == "." else f"{site.name}/{inner}"


@cli.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("schema"))
def schema(folder: Path) -> None:
    """Write the JSON Schemas of briefings and registries to FOLDER (default: schema).

    Editors with YAML support use them for completion and for checks while typing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        path = folder / name
        part = path.with_suffix(".json.part")
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
        click.echo(f"wrote {path}")


cli.add_command(docs)
cli.add_command(from_form)
cli.add_command(bundle)
cli.add_command(pdf)
cli.add_command(diff)
cli.add_command(init)
cli.add_command(new)
cli.add_command(fix)
cli.add_command(rules)


def _settings(config_file: Path) -> Settings:
    try:
        return settings(config_file)
    except SettingsError as error:
        fail(str(error), USAGE)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Run the command; ctrl-C and a request to end leave everything as it was."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        cli(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(USAGE)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("briefwright: stopped; the last good site was left as it is", err=True)
        sys.exit(STOPPED)
    except OSError as error:
        # A full disk, a folder that may not be written: what was being made is cleared away by whoever made it.
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"briefwright: {where}{error.strerror or error}", err=True)
        sys.exit(PROBLEMS)
    finally:
        # What a large corpus left behind goes with the process: to look through it first takes seconds.
        gc.freeze()
