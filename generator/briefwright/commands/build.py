"""`briefwright build`: the site, built beside the old one."""

import time
from pathlib import Path

import click

from briefwright.commands.common import config_option, need_named_folder, print_problems, settings_or_fail
from briefwright.commands.exits import PROBLEMS, USAGE, fail
from briefwright.counting import counted
from briefwright.site_build import BuildFailedError, Report, build_site
from briefwright.swap import SwapError
from briefwright.terminal import TerminalProgress


@click.command()
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
    need_named_folder(settings_or_fail(config_file))
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
    counts = ", ".join(counted(report.counts[name], name[:-1]) for name in report.counts if name != "pages")
    shown = report.site
    if shown.is_relative_to(Path.cwd()):
        shown = shown.relative_to(Path.cwd())
    pages = f"{counted(report.made + report.kept, 'page')} ({report.made:,} new, {report.kept:,} unchanged)"
    return f"{counts}: {pages} in {shown}, {seconds:.1f} s"
