"""What mkdocs.yml says about the briefings."""

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from briefwright.checks.case import Limits
from briefwright.checks.silence import NOT_NEEDED, can_be_silenced
from briefwright.mkdocs_yml import SettingsError as SettingsError
from briefwright.mkdocs_yml import read_config
from briefwright.problems import Severity, did_you_mean
from briefwright.rules import RULES

FOLDER = "briefings"
"""The folder of the briefings where mkdocs.yml names none."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the briefings are, what problems call their folder, where results are kept, and what is checked.

    `rules` are severities of editorial rules that differ from their own, None for one that is off. `language` is that
    of briefings that do not name theirs (BCP 47). `docs` is the folder of the hand-written pages.
    """

    root: Path
    briefings: Path
    name: str
    cache: Path | None
    drafts: bool
    jobs: int
    rules: dict[str, Severity | None] = field(default_factory=dict)
    limits: Limits = Limits()
    language: str = "en"
    docs: Path | None = None


def settings(config: Path) -> Settings:
    """Read the plugin's options from mkdocs.yml and the files that it inherits.

    Raises SettingsError where a file is missing, is not YAML, or none lists the plugin.
    """
    found = read_config(config)
    data, name = found.data, found.name
    options = _options(data, name)
    root = config.resolve().parent
    folder = _option(options, "briefings_dir", FOLDER, name)
    cache = _option(options, "cache_dir", ".cache/briefwright", name)
    return Settings(
        root=root,
        briefings=root / folder,
        name=_folder_name(folder, root, name),
        cache=root / cache if cache else None,
        drafts=_option(options, "drafts", False, name),
        jobs=_option(options, "jobs", 0, name),
        rules={str(rule): _weight(rule, value, name) for rule, value in _mapping(options, "rules", name).items()},
        limits=_limits(_mapping(options, "limits", name), name),
        language=_language(data),
        docs=root / _docs(data),
    )


def folder_name(folder: str, root: Path) -> str:
    """Return how problems call the folder that `briefings_dir` names, as seen from the site's folder, `root`.

    So a code host and a terminal find the files: ./briefings/ is briefings, whichever way it is written.
    """
    whole = os.path.normpath(root / folder)
    try:
        return Path(os.path.relpath(whole, root)).as_posix()
    except ValueError:
        # On Windows, a folder on another drive.
        return Path(whole).as_posix()


def _folder_name(folder: str, root: Path, where: str) -> str:
    """Return the name of the briefings folder; raises SettingsError where it would hold the site itself."""
    name = folder_name(folder, root)
    if not name.strip("./"):
        what = "the option 'briefings_dir' of the plugin briefwright"
        raise SettingsError(f"{where}: {what} must name a folder of its own, such as briefings")
    return name


T = TypeVar("T", str, bool, int)


def _option(options: dict[str, Any], name: str, default: T, where: str) -> T:
    """Return an option of the plugin, or raise SettingsError where it is not of its default's type."""
    value = options.get(name, default)
    if type(value) is not type(default):
        kind = {str: "a text", bool: "true or false", int: "a whole number"}[type(default)]
        raise SettingsError(f"{where}: the option '{name}' of the plugin briefwright must be {kind}")
    return value


def _mapping(options: dict[str, Any], name: str, where: str) -> dict[Any, Any]:
    """Return an option of the plugin that holds names and values, empty where it is left out."""
    value = options.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SettingsError(f"{where}: the option '{name}' of the plugin briefwright must be a mapping: name: value")
    return value


def _weight(rule: object, value: Any, where: str) -> Severity | None:
    """Return the weight that the option `rules` gives to a rule, None for off.

    YAML reads `off` without quotes as false.
    """
    editorial = [*can_be_silenced(), NOT_NEEDED]
    if rule not in editorial:
        known = (
            f"{rule} is no editorial rule, so its weight is fixed" if rule in RULES else f"there is no rule '{rule}'"
        )
        hint = did_you_mean(str(rule), editorial) or "the reference lists those that can be set"
        raise SettingsError(f"{where}: under 'rules' of the plugin briefwright: {known}; {hint}")
    if value is False or value == "off":
        return None
    if value in list(Severity):
        return Severity(value)
    raise SettingsError(
        f"{where}: under 'rules' of the plugin briefwright, {rule} must be error, warning, advice or off"
    )


def _limits(given: dict[Any, Any], where: str) -> Limits:
    known = [limit.name for limit in fields(Limits)]
    for name, value in given.items():
        if name not in known:
            hint = did_you_mean(str(name), known) or f"the limits are {', '.join(known)}"
            raise SettingsError(f"{where}: under 'limits' of the plugin briefwright: there is no '{name}'; {hint}")
        if type(value) is not int or value < 1:
            raise SettingsError(
                f"{where}: under 'limits' of the plugin briefwright, {name} must be a whole number above 0"
            )
    return Limits(**given)


def _language(data: dict[str, Any]) -> str:
    """Return the language of the site, as the theme has it."""
    theme = data.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else None
    return language if isinstance(language, str) and language else "en"


def _docs(data: dict[str, Any]) -> str:
    """Return the folder of the hand-written pages; what else stands there is for MkDocs to refuse."""
    folder = data.get("docs_dir")
    return folder if isinstance(folder, str) and folder else "docs"


def _options(data: dict[str, Any], where: str) -> dict[str, Any]:
    plugins = data.get("plugins")
    entries = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    for entry in entries:
        if entry == "briefwright":
            return {}
        if isinstance(entry, dict) and "briefwright" in entry:
            found = entry["briefwright"] or {}
            if not isinstance(found, dict):
                raise SettingsError(f"{where}: the options of the plugin briefwright must be a mapping")
            return found
    raise SettingsError(f"{where} does not use the plugin; add 'briefwright' under 'plugins'")
