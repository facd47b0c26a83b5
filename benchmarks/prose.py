"""Turns the citations and links of synthetic prose into what another generator's author would write for them."""

import re
from collections.abc import Callable
from typing import Any

from world import Entry, World

_CITATION = re.compile(r"\[@([a-z0-9-]+)(?:, ([^\]]+))?\]")
_LINK = re.compile(r"\[\[([a-z0-9-]+)\]\]")

Address = Callable[[str, str], str]
"""(kind, id) → address; the kind is `actors`, `issues`, `dossiers` or `briefings`."""


class Prose:
    """Rewrites prose for one world; `address` says where a thing's page is."""

    def __init__(self, world: World, address: Address) -> None:
        self.world, self.address = world, address
        self._dossiers = {entry["id"]: entry["title"] for entry in world.dossiers}

    def rewrite(self, text: str) -> str:
        """Return Markdown with numbered links to the sources (`s3` is number 3) and ordinary links for `[[id]]`."""
        return _LINK.sub(self._link, _CITATION.sub(_cite, text))

    def plain(self, text: str) -> str:
        """Return the text without its citations."""
        return _CITATION.sub("", text).strip()

    def _link(self, match: re.Match[str]) -> str:
        name = match[1]
        if name in self.world.names:
            return f"[{self.world.names[name]}]({self.address('actors', name)})"
        if name in self.world.issue_titles:
            return f"[{self.world.issue_titles[name]}]({self.address('issues', name)})"
        if name in self._dossiers:
            return f"[{self._dossiers[name]}]({self.address('dossiers', name)})"
        return f"[{self.world.title(int(name[-6:]))}]({self.address('briefings', name)})"


def _cite(match: re.Match[str]) -> str:
    number, locator = match[1][1:], match[2]
    note = f" <small>{locator}</small>" if locator else ""
    return f'<sup class="cite"><a href="#source-{number}">{number}</a>{note}</sup>'


def numbered(uses: list[Any]) -> list[Entry]:
    """Return references to sources with the source's number (`n`) in place of its id."""
    return [
        {"n": int(use["source"][1:]), **{key: use[key] for key in use if key != "source"}}
        if isinstance(use, dict)
        else {"n": int(use[1:])}
        for use in uses
    ]
