"""`briefwright pdf`: a briefing or a dossier on paper."""

from pathlib import Path

import click

from briefwright.build import Build, ContentError, Site
from briefwright.commands.common import config_option, need_folder, print_problems
from briefwright.commands.exits import PROBLEMS, USAGE, fail
from briefwright.counting import counted
from briefwright.digest import Digest
from briefwright.epoch import EpochError, epoch
from briefwright.load import briefing_of
from briefwright.paper.document import Document, Press
from briefwright.paper.finding import NotFoundError, check_dossier, find_briefing
from briefwright.paper.pdf import SIZES, PaperError, Pdf, make_pdf, weasyprint
from briefwright.paper.site_facts import SiteFacts, site_facts
from briefwright.schema import Briefing
from briefwright.settings import Settings, SettingsError, settings
from briefwright.writing import write_whole


@click.command()
@click.argument("briefing", required=False)
@click.option("--dossier", metavar="ID", help="Print a dossier with all its briefings instead.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Where the PDF goes, if not to ID.pdf.")
@click.option("--drafts", is_flag=True, help="Print a dossier's drafts and briefings in review as well.")
@click.option(
    "--paper", type=click.Choice(sorted(SIZES)), default="a4", show_default=True, help="The size of the paper."
)
@config_option
def pdf(
    briefing: str | None, dossier: str | None, output: Path | None, drafts: bool, paper: str, config_file: Path
) -> None:
    """Print BRIEFING (an id or a file), or a whole dossier, to a PDF.

    The PDF has a title page, contents, numbered sources and links, and is tagged for screen readers (PDF/UA).
    A draft may be printed; every page of it says so. WeasyPrint is needed: pip install 'briefwright[pdf]'.
    """
    if (briefing is None) == (dossier is None):
        raise click.UsageError("name either a BRIEFING or a --dossier")
    try:
        # A missing library should not be found after minutes of reading.
        weasyprint()
        site, facts = settings(config_file), site_facts(config_file)
        need_folder(site)
        if dossier is not None:
            name, document = dossier, _dossier(site, facts, dossier, drafts)
        else:
            name, document = _briefing(site, facts, briefing or "", drafts)
        made = make_pdf(document.html, _created(document.day), paper)
        path = output or Path(f"{name}.pdf")
        _write(path, made)
    except ContentError as error:
        print_problems(error.problems)
        fail("the briefings have errors; nothing was printed", PROBLEMS)
    except (SettingsError, NotFoundError, PaperError, EpochError) as error:
        fail(str(error), USAGE)
    _report(path, made)


def _dossier(site: Settings, facts: SiteFacts, id: str, drafts: bool) -> Document:
    press = _press(_build(site, site.drafts or drafts), facts)
    check_dossier(press.index.corpus, id)
    return press.dossier(id)


def _briefing(site: Settings, facts: SiteFacts, word: str, drafts: bool) -> tuple[str, Document]:
    """Return the id and the document of a briefing.

    Drafts are only read where the briefing asked for is one itself: no other one should hint at them.
    """
    build = _build(site, site.drafts or drafts)
    try:
        item = find_briefing(build.index().corpus, build.given.found.briefings, word)
    except NotFoundError:
        if build.site.drafts:
            raise
        build = _build(site, True)
        item = find_briefing(build.index().corpus, build.given.found.briefings, word)
    return item.id, _press(build, facts).briefing(item)


def _build(site: Settings, drafts: bool) -> Build:
    return Build(Site(briefings=site.briefings, name=site.name, cache=site.cache, drafts=drafts, jobs=site.jobs))


def _press(build: Build, facts: SiteFacts) -> Press:
    files = {file.name: file for file in build.given.found.briefings}

    def read(item: Digest) -> Briefing:
        briefing = briefing_of(build.cache, files[item.path], item.key)
        if briefing is None:
            raise PaperError(f"{item.path} changed while it was printed; print again")
        return briefing

    return Press(build.index(), facts, read)


def _created(day: str) -> str:
    """Return the time that the PDF says it was made: of SOURCE_DATE_EPOCH, or else of the newest content."""
    moment = epoch()
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else f"{day}T00:00:00Z"


def _write(path: Path, made: Pdf) -> None:
    if path.is_dir():
        raise PaperError(f"{path} is a folder; name a file")
    try:
        write_whole(path, made.data)
    except OSError as error:
        raise PaperError(f"{path} cannot be written: {error.strerror or error}") from error


def _report(path: Path, made: Pdf) -> None:
    for complaint in made.complaints:
        click.echo(f"warning: {complaint}", err=True)
    click.echo(f"wrote {path}, {counted(made.pages, 'page')}")
