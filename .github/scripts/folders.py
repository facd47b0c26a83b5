"""Tells in which folders a site keeps its briefings and its pages, by what mkdocs.yml says.

Works with nothing but Python, before anything is installed: so it looks for the two options and does not read the rest.
Called as a program, it writes the output `folders`, for a command line.
"""

import os
import re
from pathlib import Path, PurePosixPath

DEFAULTS = {"briefings_dir": "briefings", "docs_dir": "docs"}

_WORD = r"""\s*:\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'#,{}&*!][^#,}\n]*))"""
_PLAIN = re.compile(r"[\w.-]+(?:/[\w.-]+)*", re.ASCII)
_DEEPEST = 10
"""Files that may inherit from each other."""


def folder_of(option: str, config: Path = Path("mkdocs.yml")) -> str:
    """Return the folder that an option names, as git writes it; the usual one where the option is not found.

    So it is with a name that has anything in it but letters without accents, figures, `.`, `-` and `_`.
    """
    for _ in range(_DEEPEST):
        try:
            lines = config.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            break
        text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
        found = _value(option, text)
        if found is not None:
            path = PurePosixPath(found.rstrip("/")).as_posix()
            return path if _PLAIN.fullmatch(path) and ".." not in path.split("/") and path != "." else DEFAULTS[option]
        parent = _value("INHERIT", text)
        if not parent:
            break
        config = config.parent / parent
    return DEFAULTS[option]


def _value(name: str, text: str) -> str | None:
    found = re.search(rf"""(?<![\w"'-])["']?{name}["']?{_WORD}""", text)
    return next(value.strip() for value in found.groups() if value is not None) if found else None


def main() -> None:
    """Write the output."""
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        # Behind ./ no name is an option of a command.
        output.write(f"folders=./{folder_of('briefings_dir')} ./{folder_of('docs_dir')}\n")


if __name__ == "__main__":
    main()
