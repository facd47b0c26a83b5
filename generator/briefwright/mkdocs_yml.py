"""mkdocs.yml as data, with the files that it inherits: read as MkDocs reads it, but without starting MkDocs."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from briefwright.conflicts import HINT, conflicts
from briefwright.line_map import Ruler, text_of
from briefwright.printable import harmless

INHERIT = "INHERIT"
"""Names another file of settings, which this one adds to and changes."""


class SettingsError(Exception):
    """mkdocs.yml is not there or cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """What mkdocs.yml says, nothing where it is no mapping; and how messages call it and the files that it inherits."""

    data: dict[str, Any]
    name: str


class _Unknown:
    """Stands for a tag of mkdocs.yml that does not concern us, such as a Python name."""


class _Loader(yaml.SafeLoader):
    """Reads plain data; whatever a tag would make is of no interest here, and is not made."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: _Unknown())
# MkDocs' own two tags, without MkDocs: to load it would take longer than to check a file.
_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_constructor("!relative", lambda loader, node: _Unknown())


def read_config(config: Path) -> Config:
    """Return what mkdocs.yml says, and what it inherits where it says nothing else.

    Raises SettingsError where one of the files is missing or is not YAML, and where they inherit each other.
    """
    try:
        data = _loaded(config, str(config))
    except FileNotFoundError as error:
        message = (
            f"there is no {config}; run this in the folder of a site, or name its mkdocs.yml with -f. "
            "`briefwright init` makes a new site"
        )
        raise SettingsError(message) from error
    if not isinstance(data, dict):
        return Config({}, str(config))
    way, heirs = [config], []
    while INHERIT in data:
        parent = _parent(way[-1], data.pop(INHERIT))
        heirs.append(data)
        data = _inherited(parent, way)
        way.append(parent)
    try:
        for heir in reversed(heirs):
            data = _merged(data, heir)
    except RecursionError as error:
        raise SettingsError(f"{config} cannot be read: a value in it holds itself") from error
    parents = ", ".join(_shown(path) for path in way[1:])
    return Config(data, f"{config} (with {parents})" if parents else str(config))


def _parent(heir: Path, given: object) -> Path:
    """Return the file that another one inherits, by a way that counts from the folder of that one."""
    if not isinstance(given, str) or not given:
        raise SettingsError(f"{_shown(heir)}: {INHERIT} must be the way to another file, such as ../base.yml")
    # As MkDocs does it, x/.. leads nowhere, even where x is a link to a folder elsewhere.
    return Path(os.path.normpath(heir.parent / given))


def _inherited(parent: Path, way: list[Path]) -> dict[str, Any]:
    """Return what a file says that the last one of the way inherits; `way` are the files that led there."""
    heir = _shown(way[-1])
    name = f"{_shown(parent)}, which {heir} inherits,"
    try:
        data = _loaded(parent, name)
    except FileNotFoundError as error:
        counts = f"the way to it counts from the folder of {heir}"
        raise SettingsError(f"{heir}: {INHERIT} leads to {_shown(parent)}, which is not there; {counts}") from error
    real = [path.resolve() for path in way]
    if parent.resolve() in real:
        circle = [*way[real.index(parent.resolve()) :], parent]
        names = " → ".join(_shown(path) for path in circle)
        raise SettingsError(f"{INHERIT} leads in a circle: {names}; remove it from one of them")
    if data is not None and not isinstance(data, dict):
        raise SettingsError(f"{name} must hold settings, each as name: value")
    return data or {}


def _shown(path: Path) -> str:
    return harmless(str(path))


def _loaded(path: Path, name: str) -> Any:
    """Return the data of a file; raises FileNotFoundError, and SettingsError for whatever else is wrong with it."""
    try:
        raw = path.read_bytes()
        _refuse_conflict(raw, name)
        return yaml.load(raw, Loader=_Loader)
    except FileNotFoundError:
        raise
    except (OSError, yaml.YAMLError, ValueError) as error:
        # ValueError is what a date such as 2020-02-30 ends in.
        raise SettingsError(f"{name} cannot be read: {error}") from error
    except RecursionError as error:
        raise SettingsError(f"{name} cannot be read: it has too many lists or mappings inside each other") from error
    except (LookupError, AttributeError, TypeError) as error:
        # So end values that are not of the type that a tag before them names, such as !!bool x.
        raise SettingsError(f"{name} cannot be read: a value in it is not what its tag says") from error


def _refuse_conflict(raw: bytes, name: str) -> None:
    """Raise SettingsError where git's markers were left in a file: YAML's own complaint would name none of them."""
    if b"<<<<<<<" not in raw:
        return
    ruler = Ruler(text_of(raw))
    for found in conflicts(ruler.text, ruler.line_at):
        raise SettingsError(f"{name}, line {ruler.line_at(found.start) + 1}: {found.message}; {HINT}")


def _merged(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """Return what a file says with what it inherits: mappings become one, and all else of the file replaces."""
    merged = dict(parent)
    for key, value in child.items():
        above = parent.get(key)
        merged[key] = _merged(above, value) if isinstance(above, dict) and isinstance(value, dict) else value
    return merged
