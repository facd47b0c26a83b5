"""The theme's own search index, emptied: its worker has ours to read, but the theme asks for this file at start."""

import json
from pathlib import Path


def empty_theme_search(site: Path) -> None:
    """Leave a small valid index behind, where the theme's search is switched on."""
    path = site / "search" / "search_index.json"
    if not path.is_file():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    index["docs"] = []
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8", newline="\n")
    # On a page that was opened from a disk, the theme reads a script instead.
    path.with_suffix(".js").write_text(f"var __index = {text};", encoding="utf-8", newline="\n")
