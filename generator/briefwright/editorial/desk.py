"""A desk of one's own: the files of a new site, and a folder that holds all of them or none."""

import re
from pathlib import Path

from briefwright import __version__
from briefwright.editorial.new_files import new_files
from briefwright.editorial.quoting import UnusableTextError, one_line, quoted
from briefwright.schemas import schemas

TEMPLATES = Path(__file__).parent.parent / "desk"
"""The files of a new site. In their names `dot-` stands for a leading dot, and what ends in `.template` loses that;
@@WORDS@@ in them are filled in."""

DEFAULT_NAME = "Briefings"
NAME_LENGTH = 100

NOTHING = frozenset([".git", ".DS_Store", "Thumbs.db", "desktop.ini"])
"""What a folder may hold before: somebody made the repository first, or looked into the folder with a file manager."""

_DOT, _TEMPLATE = "dot-", ".template"
_SLOT = re.compile(r"@@([A-Z_]+)@@")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|!&$~])")


class DeskError(Exception):
    """The desk cannot be made; the message says why and what to do."""


def desk_files(name: str) -> dict[str, str]:
    """Return the path, with forward slashes, and the text of every file of a new site; `name` is the site's name.

    Raises DeskError for a name that cannot be used.
    """
    name = _usable(name)
    words = {"NAME_YAML": quoted(name), "NAME_MARKDOWN": _MARKDOWN.sub(r"\\\1", name), "VERSION": __version__}
    found = {}
    for path in sorted(TEMPLATES.rglob("*")):
        parts = path.relative_to(TEMPLATES).parts
        # What a file manager or an editor left there is not ours.
        if path.is_file() and not any(part.startswith((".", "__")) for part in parts):
            text = path.read_bytes().decode("utf-8")
            path_there = "/".join(_with_dot(part) for part in parts).removesuffix(_TEMPLATE)
            found[path_there] = _SLOT.sub(lambda slot: words[slot[1]], text)
    found |= {f"schema/{file}": text for file, text in schemas().items()}
    return dict(sorted(found.items()))


def name_for(folder: Path) -> str:
    """Return what a site is called where nobody says: "harbour-desk" → "Harbour desk"."""
    try:
        words = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip()
        return _usable(words[:1].upper() + words[1:])
    except (DeskError, OSError, RuntimeError):
        # A link in a circle; that the folder cannot be used is said later.
        return DEFAULT_NAME


def make_desk(folder: Path, name: str) -> tuple[str, ...]:
    """Write a new site into a folder that is not there yet, or empty, and return the paths of its files.

    Raises DeskError, and then, as when it is interrupted, the folder is as it was before.
    """
    texts = desk_files(name)
    _check_free(folder)
    try:
        with new_files() as files:
            for path, text in texts.items():
                files.write(folder / path, text)
    except OSError as error:
        hint = "name a folder in a place of your own"
        raise DeskError(f"{folder} cannot be written: {error.strerror or error}; {hint}") from error
    return tuple(texts)


def _usable(name: str) -> str:
    try:
        name = one_line(name)
    except UnusableTextError as error:
        raise DeskError(f"the name of the site cannot be used: {error}; type it anew") from error
    if not name:
        raise DeskError("the name of the site is empty; write one, such as --name 'Harbour desk'")
    if len(name) > NAME_LENGTH:
        raise DeskError(f"the name of the site has {len(name)} characters; at most {NAME_LENGTH} fit above a page")
    if set(name) & set("<>"):
        raise DeskError("the name of the site cannot have < or > in it")
    return name


def _with_dot(part: str) -> str:
    return f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part


def _check_free(folder: Path) -> None:
    try:
        if folder.is_dir():
            there = sorted(path.name for path in folder.iterdir() if path.name not in NOTHING)
            if there:
                shown = ", ".join(there[:3]) + (", …" if len(there) > 3 else "")
                raise DeskError(f"{folder} holds files already ({shown}); name a folder that is new or empty")
        elif folder.exists() or folder.is_symlink():
            raise DeskError(f"{folder} is there and is not a folder; name another one")
    except OSError as error:
        raise DeskError(f"{folder} cannot be used: {error.strerror or error}; name another folder") from error
