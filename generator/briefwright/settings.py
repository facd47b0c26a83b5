"""What mkdocs.yml says about the briefings, read without starting MkDocs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from mkdocs.utils.yaml import get_yaml_loader


class SettingsError(Exception):
    """mkdocs.yml is not there or cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the briefings are, what problems call their folder, and where results are kept."""

    root: Path
    briefings: Path
    name: str
    cache: Path | None
    drafts: bool
    jobs: int


class _Unknown:
    """Stands for a tag of mkdocs.yml that does not concern us, such as a Python name."""


def loader() -> type[yaml.Loader]:
    """Return what reads mkdocs.yml as data, whatever tags are in it."""

    class Loader(get_yaml_loader(yaml.SafeLoader)):  # type: ignore[misc]
        """Reads plain data; whatever a tag would make is of no interest here, and is not made."""

    Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: _Unknown())
    return Loader


def settings(config: Path) -> Settings:
    """Read the plugin's options from mkdocs.yml.

    Raises SettingsError where the file is missing, is not YAML, or does not list the plugin.
    """
    try:
        with config.open(encoding="utf-8") as file:
            data = yaml.load(file, Loader=loader())
    except FileNotFoundError as error:
        message = f"there is no {config}; run this in the folder of a site, or name its mkdocs.yml with -f"
        raise SettingsError(message) from error
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(f"{config} cannot be read: {error}") from error
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
    )


T = TypeVar("T", str, bool, int)


def _option(options: dict[str, Any], name: str, default: T, config: Path) -> T:
    """Return an option of the plugin, or raise SettingsError where it is not of its default's type."""
    value = options.get(name, default)
    if type(value) is not type(default):
        kind = {str: "a text", bool: "true or false", int: "a whole number"}[type(default)]
        raise SettingsError(f"{config}: the option '{name}' of the plugin briefwright must be {kind}")
    return value


def _options(data: Any, config: Path) -> dict[str, Any]:
    plugins = data.get("plugins") if isinstance(data, dict) else None
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
