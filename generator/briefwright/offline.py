"""What a site is told when it is built to be opened from a disk, without a network."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from briefwright.dates import day
from briefwright.selection import Selection

STYLE = "assets/briefwright/offline.css"

NEEDS_A_SERVER = ("navigation.instant", "announce.dismiss")
"""Features of the theme, by their beginning, that fetch pages or would let a reader hide what this copy is."""

CALLS_OUT = ("analytics", "consent", "version", "polyfills")
"""Entries under `extra` with which the theme sends something to, or fetches something from, other hosts."""

UPDATE_PAGE = "update/what-is-new.md"
UPDATE_SLOT = "<!-- briefwright: what is new -->"


@dataclass(frozen=True, slots=True)
class Offline:
    """What the copy holds, where that is not everything, and whether it has a page about what an update brings."""

    selection: Selection | None = None
    update: bool = False


def leave_the_network(theme: Any, extra: MutableMapping[str, Any]) -> None:
    """Switch off what the theme would fetch, or cannot do from a disk."""
    theme["font"] = False
    features = [name for name in theme["features"] or () if not name.startswith(NEEDS_A_SERVER)]
    theme["features"] = features
    for name in CALLS_OUT:
        extra.pop(name, None)


def notice(today: str, selection: str) -> str:
    """Return what stands above every page: that this is a copy, of which day, and what it leaves out."""
    return " ".join(filter(None, (f"Offline copy. Newest content: {day(today)}.", selection)))


def update_markdown() -> str:
    """Return the source of the page about an update; its content comes when everything else is built."""
    head = ["---", 'title: "What is new"', "hide: [navigation, toc]", "search:", "  exclude: true", "---"]
    return "\n".join([*head, "", "# What is new in this update", "", UPDATE_SLOT, ""])
