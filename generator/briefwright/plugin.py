"""The MkDocs plugin: the only module that knows MkDocs. It lends the pipeline its look and its folder."""

import logging
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from mkdocs.config import config_options as option
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from briefwright.addresses import Addresses
from briefwright.build import Build, ContentError, Site, Written
from briefwright.download import SLOT as OFFER
from briefwright.download import Download, DownloadError, download
from briefwright.epoch import EpochError, standing_in
from briefwright.exports.page_text import sections
from briefwright.exports.redirects import write_redirects
from briefwright.exports.sitemap import write_sitemap
from briefwright.exports.theme_search import empty_theme_search
from briefwright.fragments import EXPLORE, LISTS, Fragments
from briefwright.hand_written import page_problems
from briefwright.offline import STYLE as OFFLINE_STYLE
from briefwright.offline import UPDATE_PAGE, Offline, leave_the_network, notice, update_markdown
from briefwright.progress import Progress
from briefwright.reports import summary, text_report
from briefwright.schema.types import slug
from briefwright.search.entries import PageText
from briefwright.settings import folder_name
from briefwright.shells import SHELLS, STEM, index_markdown
from briefwright.stamp import CONTENT, HEADING, HEADING_ANCHOR, Mould, ShellError, make_mould

THEME = Path(__file__).parent / "theme"
SLOT = "<!-- briefwright -->"
STYLES = tuple(
    f"assets/briefwright/{name}.css"
    for name in ("base", "chrome", "page", "rows", "sources", "marks", "labels", "home", "lists", "matrix", "print")
)
log = get_plugin_logger("briefwright")


def _says_something(record: logging.LogRecord) -> bool:
    """Keep out MkDocs' note on each shell that it was skipped: that is what shells are for."""
    return not (record.msg.startswith("Page skipped:") and STEM in record.msg)


logging.getLogger("mkdocs.commands.build").addFilter(_says_something)


class BriefwrightConfig(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say below `plugins: - briefwright:`."""

    briefings_dir = option.Type(str, default="briefings")
    cache_dir = option.Type(str, default=".cache/briefwright")
    drafts = option.Type(bool, default=False)
    jobs = option.Type(int, default=0)
    search = option.Type(bool, default=True)
    bundle = option.Type(bool, default=False)
    edit_base = option.Type(str, default="")
    rules = option.Type(dict, default={})
    limits = option.Type(dict, default={})


class BriefwrightPlugin(BasePlugin[BriefwrightConfig]):  # type: ignore[no-untyped-call]
    """Hooks in the order in which MkDocs calls them."""

    def __init__(self) -> None:
        self.progress = Progress()
        self.drafts: bool | None = None
        self.offline: Offline | None = None
        self.written: Written | None = None
        self.counts: dict[str, int] = {}
        self.serving = False
        self.download: Download | None = None
        self._until_built = ExitStack()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Stay alive between the builds of one `serve`: MkDocs keeps only plugins that have this hook."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring our templates and styles, behind the user's own; watch the briefings while serving."""
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra_css[:0] = STYLES
        if self.offline:
            leave_the_network(config.theme, config.extra)
            config.extra_css.append(OFFLINE_STYLE)
        config.watch.append(str(self._briefings(config)))
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the briefings; add the shells, and the lists that docs/ does not have."""
        in_pages = page_problems(Path(config.docs_dir), _root(config))
        if in_pages:
            raise ContentFailureError(in_pages)
        self.build = Build(self._site(config), self.progress)
        self.fragments = self._start()
        self.moulds: dict[str, Mould] = {}
        self.pages: list[PageText] = []
        self._keep_the_clock_out()
        self._make_download(config)
        if self.offline:
            config.extra["bw_offline"] = notice(self.fragments.today, self.fragments.selection)
            if self.offline.update:
                files.append(_page(config, UPDATE_PAGE, update_markdown()))
        for shell in SHELLS:
            files.append(_page(config, shell.path, shell.markdown()))
        for path, title in LIST_PAGES.items():
            if files.get_file_from_path(path) is None:
                files.append(_page(config, path, index_markdown(title)))
        return files

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put content into the lists, and the slot for content into the shells."""
        shell = SHELL_BY_PATH.get(page.file.src_uri)
        if shell:
            page.edit_url = None
            page.toc = TableOfContents([AnchorLink(HEADING, HEADING_ANCHOR, 2)])
            return CONTENT
        name = LIST_BY_PATH.get(page.file.src_uri)
        if name is None:
            self.pages += _page_text(page, html)
            return html
        offer = self.download.offer("./") if self.download else ""
        return _with_content(html, self.fragments.html[name].replace(OFFER, offer))

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Light the tab that a shell's pages belong to."""
        shell = SHELL_BY_PATH.get(page.file.src_uri)
        self.lit = [page for page in nav.pages if shell and page.file.src_uri == f"{shell.tab}/index.md"]
        for lit in self.lit:
            lit.active = True
        return context

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Catch the shells, after every other plugin has had its say; they are not written."""
        shell = SHELL_BY_PATH.get(page.file.src_uri)
        if shell is None:
            return output
        for lit in self.lit:
            lit.active = False
        try:
            self.moulds[shell.kind] = make_mould(output, page.url)
        except ShellError as error:
            raise PluginError(f"{error}. Check the theme's overrides for main.html.") from error
        return ""

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Leave the shells out of the sitemap."""
        if "pages" in context:
            context["pages"] = [file for file in context["pages"] if file.src_uri not in SHELL_BY_PATH]
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write every leaf and the search index, and tell the sitemap about them."""
        site, url = Path(config.site_dir), config.site_url or ""
        self.written = self._write(site)
        self.counts = {**self.fragments.counts, "pages": len(self.written.addresses)}
        write_redirects(site, Addresses(config.use_directory_urls), self.fragments.redirects, url)
        write_sitemap(site, url, self.written.addresses, self.fragments.dates, self.fragments.today)
        empty_theme_search(site)
        if self.download:
            self.download.place(site)
        self._clear()

    def on_build_error(self, *, error: Exception) -> None:
        """Undo what was set for the time of the build."""
        self._clear()

    def _start(self) -> Fragments:
        try:
            fragments = self.build.fragments()
        except ContentError as error:
            raise ContentFailureError(error.problems) from error
        if self.build.problems:
            # `briefwright build` reports the same problems itself, with colours; `mkdocs` has only the log.
            log.warning("\n%s", text_report(self.build.problems, False), extra={"briefings": True})
        return fragments

    def _write(self, site: Path) -> Written:
        try:
            return self.build.write(self.moulds, site, tuple(self.pages))
        except ContentError as error:
            raise ContentFailureError(error.problems) from error

    def _briefings(self, config: MkDocsConfig) -> Path:
        return _root(config) / self.config.briefings_dir

    def _site(self, config: MkDocsConfig) -> Site:
        name = folder_name(self.config.briefings_dir, _root(config))
        return Site(
            briefings=self._briefings(config),
            name=name,
            cache=self._cache(_root(config)),
            drafts=self.config.drafts if self.drafts is None else self.drafts,
            jobs=self.config.jobs,
            edit_base=_with_slash(self.config.edit_base) or _edit_base(config, name),
            directories=config.use_directory_urls,
            search=self.config.search,
            selection=self.offline.selection if self.offline else None,
            language=str(config.theme.get("language") or "en"),
        )

    def _cache(self, root: Path) -> Path | None:
        """Return where results are kept: those of the site and of an offline copy would drive each other out."""
        if not self.config.cache_dir:
            return None
        cache = root / self.config.cache_dir
        return cache / "offline" if self.offline else cache

    def _keep_the_clock_out(self) -> None:
        # MkDocs writes the time of the build into the sitemap unless this variable names another one.
        today = datetime.fromisoformat(self.fragments.today).replace(tzinfo=UTC)
        try:
            self._until_built.enter_context(standing_in(today))
        except EpochError as error:
            raise PluginError(str(error)) from error

    def _make_download(self, config: MkDocsConfig) -> None:
        """Make the offline copy first, for the home page tells its size; serving would take too long with it."""
        self.download = None
        if not self.config.bundle or self.offline or self.serving:
            return
        drafts = self.config.drafts if self.drafts is None else self.drafts
        making = download(Path(config.config_file_path or "mkdocs.yml"), slug(config.site_name) or "briefings", drafts)
        with self.progress.stage("Making the offline copy", 1) as advance:
            try:
                self.download = self._until_built.enter_context(making)
            except DownloadError as error:
                raise PluginError(str(error)) from error
            advance(1)

    def _clear(self) -> None:
        self._until_built.close()


class ContentFailureError(PluginError, ContentError):
    """The briefings have errors, in the words that MkDocs prints."""

    def __init__(self, problems: Any) -> None:
        super().__init__(f"{summary(problems)}\n\n{text_report(problems, False)}")
        self.problems = problems


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def _page(config: MkDocsConfig, path: str, text: str) -> File:
    return File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV)


def _page_text(page: Page, html: str) -> list[PageText]:
    """Return the text of a hand-written page, unless it is to be kept out of the search."""
    options = page.meta.get("search")
    if isinstance(options, dict) and options.get("exclude"):
        return []
    title = str(page.title or page.url)
    parts = tuple(("" if heading == title else heading, text) for heading, text in sections(html))
    return [PageText(page.url, title, parts)]


def _with_content(html: str, content: str) -> str:
    return html.replace(SLOT, content) if SLOT in html else html + content


def _with_slash(address: str) -> str:
    return f"{address.rstrip('/')}/" if address else ""


def _edit_base(config: MkDocsConfig, briefings: str) -> str:
    """Return the address under which the repository's host edits the briefings folder, if it is known."""
    if not config.repo_url or not config.edit_uri:
        return ""
    edit = config.edit_uri if "://" in config.edit_uri else config.repo_url.rstrip("/") + "/" + config.edit_uri
    docs = Path(config.docs_dir).name
    return edit.rstrip("/").removesuffix(f"/{docs}") + f"/{briefings}/"


SHELL_BY_PATH = {shell.path: shell for shell in SHELLS}
LIST_BY_PATH = {"index.md": "", **{f"{name}/index.md": name for name in (*LISTS, EXPLORE)}}
LIST_PAGES = {"index.md": "Briefings", **{f"{name}/index.md": name.capitalize() for name in (*LISTS, EXPLORE)}}
