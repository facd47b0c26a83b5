"""The leaves in the theme's own search index: titles and summaries."""

import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

from briefwright.fragments import SearchEntry


def add_to_theme_search(site: Path, entries: Iterable[SearchEntry]) -> None:
    """Add entries to search/search_index.json, where the theme's search is switched on."""
    path = site / "search" / "search_index.json"
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    index["docs"] += [
        {"location": entry.location, "title": escape(entry.title), "text": escape(entry.text)} for entry in entries
    ]
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8", newline="\n")
