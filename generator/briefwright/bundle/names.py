"""Names of files in a bundle: which are safe to read, and which every system can unpack."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

LONGEST_PATH = 180
"""The longest path that is made, top folder included, in UTF-16 units, as Windows counts: it allows 260 in all."""

LONGEST_PART = 255
"""The longest name of one file or folder, in bytes of UTF-8: what the file systems of Linux take."""

LONGEST_READ = 1000
"""The longest path that is read, in characters; longer ones are nobody's files."""

_PLAIN = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", re.ASCII)
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\]')
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    # The raised digits count as digits there.
    f"{device}{digit}"
    for device in ("com", "lpt")
    for digit in "0123456789¹²³"
}


def path_fault(path: str) -> str:
    """Say what makes a path of a zip or a manifest unsafe to read, as in "it climbs out with '..'"; "" if nothing.

    A good path is relative, with forward slashes and without anything that a system would read as something else.
    """
    if len(path) <= LONGEST_READ and _PLAIN.fullmatch(path):
        return ""
    if not path:
        return "it is empty"
    if len(path) > LONGEST_READ:
        return f"it is longer than {LONGEST_READ:,} characters"
    if _CONTROL.search(path) or _SURROGATE.search(path):
        return "it has control characters or such as cannot be written"
    if "\\" in path:
        return "it has a backslash"
    if path.startswith("/"):
        return "it begins at the root of the disk"
    if ":" in path:
        return "it has a colon, as drives do"
    parts = path.split("/")
    if ".." in parts:
        return "it climbs out with '..'"
    if "" in parts or "." in parts:
        return "it has an empty part"
    return ""


def shown(name: str, most: int = 200) -> str:
    """Return a name as a message can hold it: what does not print is escaped, what is too long is cut."""
    cut = name if len(name) <= most else f"{name[: most - 1]}…"
    if cut.isprintable():
        return cut
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in cut)


def name_problems(paths: Iterable[str], top: str) -> list[str]:
    """Return what some system would not take in these paths, as sentences; `top` is the folder they will lie in.

    Looked for: names and characters that Windows keeps to itself, names that differ only in case or in Unicode
    form (one would overwrite the other on Windows and macOS), paths and names that are too long, and the folder
    that updates need. The order follows the paths, sorted.
    """
    listed = sorted(paths)
    found = [_sentence(top, fault) for fault in _part_faults(top)]
    if not top or "/" in top:
        found.append(f"'{shown(top)}' cannot be the top folder: it must be one name.")
    known_good: set[str] = set()
    for path in listed:
        found += [_sentence(path, fault) for fault in _faults(path, top, known_good)]
    return found + list(_clashes(listed))


def _sentence(path: str, fault: str) -> str:
    return f"'{shown(path)}' {fault}; rename the file it is made from."


def _faults(path: str, top: str, known_good: set[str]) -> Iterator[str]:
    fault = path_fault(path)
    if fault and not _NOT_ON_WINDOWS.search(path) and not _CONTROL.search(path):
        yield f"is not a path that can be unpacked: {fault}"
        return
    for part in path.split("/"):
        if part not in known_good:
            faults = list(_part_faults(part))
            yield from faults
            if not faults:
                known_good.add(part)
    length = len(f"{top}/{path}".encode("utf-16-le", "surrogatepass")) // 2
    if length > LONGEST_PATH:
        yield f"is too long: {length} characters with its folders, and {LONGEST_PATH} is the most"
    first = path.split("/", 1)[0].casefold()
    if first == "update":
        yield "lies in the folder 'update', which is kept for what an update says of itself"


def _part_faults(part: str) -> Iterator[str]:
    """Say what is wrong with the name of one file or folder."""
    characters = sorted(set(_NOT_ON_WINDOWS.findall(part)))
    if characters:
        yield f"has characters that Windows does not take ({' '.join(characters)})"
    if _CONTROL.search(part) or _SURROGATE.search(part):
        yield "has control characters or such as cannot be written"
    if part.endswith((".", " ")):
        yield f"has the name '{shown(part)}', whose dot or space at the end Windows drops"
    elif part.split(".", 1)[0].rstrip(" ").casefold() in _DEVICES:
        yield f"has the name '{shown(part)}', which Windows keeps for a device"
    if len(part.encode("utf-8", "surrogatepass")) > LONGEST_PART:
        yield f"has a name of more than {LONGEST_PART} bytes, which Linux does not take"


def _folded(name: str) -> str:
    """Return what file systems compare that tell neither cases nor Unicode forms apart (Unicode 3.13, D145)."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def _clashes(listed: list[str]) -> Iterator[str]:
    """Find paths that would take one another's place; folders count as well as files."""
    folders = sorted({folder for path in listed for folder in _folders(path)})
    seen: dict[str, tuple[str, str]] = {}
    for name, kind in [*((path, "file") for path in listed), *((folder, "folder") for folder in folders)]:
        key = _folded(name)
        if key not in seen:
            seen[key] = (name, kind)
            continue
        other, other_kind = seen[key]
        if kind != other_kind:
            yield f"'{shown(other)}' is the name of a file and of a folder; rename one of them."
        elif name == other:
            yield f"'{shown(name)}' is there twice; leave one of them out."
        else:
            yield f"'{shown(other)}' and '{shown(name)}' differ only in case or Unicode form; rename one of them."


def _folders(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path
