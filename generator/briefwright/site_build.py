"""A whole site through MkDocs: beside the old one and then in its place, or for a bundle."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefwright.build import Build, ContentError
from briefwright.epoch import EpochError, epoch
from briefwright.fragments import Fragments
from briefwright.offline import Offline
from briefwright.problems import Problem
from briefwright.progress import Progress
from briefwright.swap import built_beside

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from briefwright.plugin import BriefwrightPlugin


class BuildFailedError(Exception):
    """The site was not built. `problems` are those of the briefings, if they are the reason; `usage` a wrong call."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = (), usage: bool = False) -> None:
        super().__init__(message)
        self.problems = problems
        self.usage = usage


@dataclass(frozen=True, slots=True)
class Report:
    """What was built: where, how many of each kind, how many pages are new or kept, and how."""

    name: str
    site: Path
    counts: dict[str, int]
    made: int
    kept: int
    build: Build
    fragments: Fragments

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the briefings, none of it an error."""
        return self.build.problems


class _Messages(logging.Handler):
    """Prints warnings and errors of MkDocs and its plugins; those of the briefings are reported apart."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line, without a logger's name."""
        about_briefings = getattr(record, "briefings", False) or isinstance(sys.exc_info()[1], ContentError)
        if not about_briefings:
            print(f"{record.levelname.lower()}: {record.getMessage()}", file=sys.stderr)


def build_site(config_file: Path, site_dir: Path | None, drafts: bool, strict: bool, progress: Progress) -> Report:
    """Build a site; raises BuildFailedError, and then the last good site is as it was."""
    with _mkdocs(config_file, strict=strict or None) as (config, plugin):
        _ask(plugin, None, drafts, progress)
        site = (site_dir or Path(config.site_dir)).resolve()
        with built_beside(site) as folder:
            _build(config, folder)
    return _report(config, plugin, site)


def build_offline(config_file: Path, folder: Path, offline: Offline, drafts: bool, progress: Progress) -> Report:
    """Build a site that works from a disk into an empty folder; raises BuildFailedError."""
    with _mkdocs(config_file, use_directory_urls=False, site_url="") as (config, plugin):
        _ask(plugin, offline, drafts, progress)
        _build(config, folder)
    return _report(config, plugin, folder)


def _ask(plugin: "BriefwrightPlugin", offline: Offline | None, drafts: bool, progress: Progress) -> None:
    """Say what is wanted; all of it, because MkDocs uses a plugin again for the next build in the same process."""
    plugin.progress = progress
    plugin.drafts = True if drafts else None
    plugin.offline = offline


def _build(config: "MkDocsConfig", folder: Path) -> None:
    from mkdocs.commands.build import build

    config.site_dir = str(folder)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def _report(config: "MkDocsConfig", plugin: "BriefwrightPlugin", site: Path) -> Report:
    written = plugin.written
    return Report(
        name=config.site_name,
        site=site,
        counts=plugin.counts,
        made=written.made if written else 0,
        kept=written.kept if written else 0,
        build=plugin.build,
        fragments=plugin.fragments,
    )


@contextmanager
def _mkdocs(config_file: Path, **options: Any) -> "Iterator[tuple[MkDocsConfig, BriefwrightPlugin]]":
    """Yield a site's configuration and our plugin in it; whatever goes wrong becomes a BuildFailedError."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # MkDocs takes a good part of a second to import; a wrong call should not wait for it.
    from jinja2 import TemplateError
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from briefwright.plugin import BriefwrightPlugin

    try:
        epoch()
    except EpochError as error:
        raise BuildFailedError(str(error), usage=True) from error
    logger = logging.getLogger("mkdocs")
    handler = _Messages(logging.WARNING)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        config = load_config(str(config_file), **options)
        plugin = config.plugins.get("briefwright")
        if not isinstance(plugin, BriefwrightPlugin):
            raise BuildFailedError(
                f"{config_file} does not use the plugin; add 'briefwright' under 'plugins'", usage=True
            )
        yield config, plugin
    except ContentError as error:
        raise BuildFailedError("the briefings have errors", error.problems) from error
    except TemplateError as error:
        raise BuildFailedError(f"a template of the theme cannot be used: {error}") from error
    except ConfigurationError as error:
        raise BuildFailedError(str(error), usage=True) from error
    except Abort as error:
        # MkDocs raises this in place of the plugin's own error, which is still there as its context.
        if isinstance(error.__context__, ContentError):
            raise BuildFailedError("the briefings have errors", error.__context__.problems) from error
        # MkDocs has said before what is wrong with its configuration.
        raise BuildFailedError(str(error).rstrip("!."), usage="configuration" in str(error)) from error
    finally:
        logger.removeHandler(handler)
