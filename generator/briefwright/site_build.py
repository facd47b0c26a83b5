"""`briefwright build`: the whole site through MkDocs, beside the old one, then in its place."""

import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from briefwright.build import ContentError
from briefwright.problems import Problem
from briefwright.progress import Progress
from briefwright.swap import built_beside


class BuildFailedError(Exception):
    """The site was not built. `problems` are those of the briefings, if they are the reason; `usage` a wrong call."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = (), usage: bool = False) -> None:
        super().__init__(message)
        self.problems = problems
        self.usage = usage


@dataclass(frozen=True, slots=True)
class Report:
    """What was built: where, how many of each kind, and how many pages are new or kept."""

    site: Path
    counts: dict[str, int]
    made: int
    kept: int
    problems: tuple[Problem, ...]


class _Messages(logging.Handler):
    """Prints warnings and errors of MkDocs and its plugins; those of the briefings are reported apart."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line, without a logger's name."""
        about_briefings = getattr(record, "briefings", False) or isinstance(sys.exc_info()[1], ContentError)
        if not about_briefings:
            print(f"{record.levelname.lower()}: {record.getMessage()}", file=sys.stderr)


def build_site(config_file: Path, site_dir: Path | None, drafts: bool, strict: bool, progress: Progress) -> Report:
    """Build a site; raises BuildFailedError, and then the last good site is as it was."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # MkDocs takes a good part of a second to import; a wrong call should not wait for it.
    from jinja2 import TemplateError
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    from briefwright.plugin import BriefwrightPlugin

    logger = logging.getLogger("mkdocs")
    handler = _Messages(logging.WARNING)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        config = load_config(str(config_file), strict=strict or None)
        plugin = config.plugins.get("briefwright")
        if not isinstance(plugin, BriefwrightPlugin):
            raise BuildFailedError(
                f"{config_file} does not use the plugin; add 'briefwright' under 'plugins'", usage=True
            )
        plugin.progress = progress
        plugin.drafts = True if drafts else None
        site = (site_dir or Path(config.site_dir)).resolve()
        with built_beside(site) as folder:
            config.site_dir = str(folder)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build(config)
            finally:
                config.plugins.on_shutdown()
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
    written = plugin.written
    return Report(
        site, plugin.counts, written.made if written else 0, written.kept if written else 0, plugin.build.problems
    )
