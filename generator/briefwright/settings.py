"""What mkdocs.yml says about the briefings, read without starting MkDocs."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml
from yaml_env_tag import construct_env_tag

from briefwright.checks.case import Limits
from briefwright.checks.silence import NOT_NEEDED, can_be_silenced
from briefwright.problems import Severity, did_you_mean
from briefwright.rules import RULES


class SettingsError(Exception):
    """mkdocs.yml is not there or cannot be used; the message says what to do."""


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


class _Unknown:
    """Stands for a tag of mkdocs.yml that does not concern us, such as a Python name."""


class _Loader(yaml.SafeLoader):
    """Reads plain data; whatever a tag would make is of no interest here, and is not made."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: _Unknown())
# MkDocs' own two tags, without MkDocs: to load it would take longer than to check a file.
_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_constructor("!relative", lambda loader, node: _Unknown())


def read_config(config: Path) -> dict[str, Any]:
    """Return what mkdocs.yml says, nothing where it is no mapping.

    Raises SettingsError where the file is missing or is not YAML.
    """
    try:
        with config.open("rb") as file:
            data = yaml.load(file, Loader=_Loader)
    except FileNotFoundError as error:
        message = (
            f"there is no {config}; run this in the folder of a site, or name its mkdocs.yml with -f. "
            "`briefwright init` makes a new site"
        )
        raise SettingsError(message) from error
    except (OSError, yaml.YAMLError, ValueError) as error:
        # ValueError is what a date such as 2020-02-30 ends in.
        raise SettingsError(f"{config} cannot be read: {error}") from error
    return data if isinstance(data, dict) else {}


def settings(config: Path) -> Settings:
    """Read the plugin's options from mkdocs.yml.

    Raises SettingsError where the file is missing, is not YAML, or does not list the plugin.
    """
    data = read_config(config)
    options = _options(data, config)
    root = config.resolve().parent
    folder = _option(options, "briefings_dir", "briefings", config)
    cache = _option(options, "cache_dir", ".cache/briefwright", config)
    return Settings(
        root=root,
        briefings=root / folder,
        name=folder.strip("/"),
        cache=root / cache if cache else None,
        drafts=_option(options, "drafts", False, config),
        jobs=_option(options, "jobs", 0, config),
        rules={str(rule): _weight(rule, value, config) for rule, value in _mapping(options, "rules", config).items()},
        limits=_limits(_mapping(options, "limits", config), config),
        language=_language(data),
        docs=root / _docs(data),
    )


T = TypeVar("T", str, bool, int)


def _option(options: dict[str, Any], name: str, default: T, config: Path) -> T:
    """Return an option of the plugin, or raise SettingsError where it is not of its default's type."""
    value = options.get(name, default)
    if type(value) is not type(default):
        kind = {str: "a text", bool: "true or false", int: "a whole number"}[type(default)]
        raise SettingsError(f"{config}: the option '{name}' of the plugin briefwright must be {kind}")
    return value


def _mapping(options: dict[str, Any], name: str, config: Path) -> dict[Any, Any]:
    """Return an option of the plugin that holds names and values, empty where it is left out."""
    value = options.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SettingsError(f"{config}: the option '{name}' of the plugin briefwright must be a mapping: name: value")
    return value


def _weight(rule: object, value: Any, config: Path) -> Severity | None:
    """Return the weight that the option `rules` gives to a rule, None for off.

    YAML reads `off` without quotes as false.
    """
    editorial = [*can_be_silenced(), NOT_NEEDED]
    if rule not in editorial:
        known = (
            f"{rule} is no editorial rule, so its weight is fixed" if rule in RULES else f"there is no rule '{rule}'"
        )
        hint = did_you_mean(str(rule), editorial) or "the reference lists those that can be set"
        raise SettingsError(f"{config}: under 'rules' of the plugin briefwright: {known}; {hint}")
    if value is False or value == "off":
        return None
    if value in list(Severity):
        return Severity(value)
    raise SettingsError(
        f"{config}: under 'rules' of the plugin briefwright, {rule} must be error, warning, advice or off"
    )


def _limits(given: dict[Any, Any], config: Path) -> Limits:
    known = [limit.name for limit in fields(Limits)]
    for name, value in given.items():
        if name not in known:
            hint = did_you_mean(str(name), known) or f"the limits are {', '.join(known)}"
            raise SettingsError(f"{config}: under 'limits' of the plugin briefwright: there is no '{name}'; {hint}")
        if type(value) is not int or value < 1:
            raise SettingsError(
                f"{config}: under 'limits' of the plugin briefwright, {name} must be a whole number above 0"
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


def _options(data: dict[str, Any], config: Path) -> dict[str, Any]:
    plugins = data.get("plugins")
    entries = [plugins] if isinstance(plugins, dict) else plugins if isinstance(plugins, list) else []
    for entry in entries:
        if entry == "briefwright":
            return {}
        if isinstance(entry, dict) and "briefwright" in entry:
            found = entry["briefwright"] or {}
            if not isinstance(found, dict):
                raise SettingsError(f"{config}: the options of the plugin briefwright must be a mapping")
            return found
    raise SettingsError(f"{config} does not use the plugin; add 'briefwright' under 'plugins'")
