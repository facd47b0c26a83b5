"""What is wrong in the pages that are written by hand, as far as MkDocs would publish it without a word."""

import os
from pathlib import Path

from briefwright.conflicts import HINT, conflicts
from briefwright.line_map import Ruler, text_of
from briefwright.problems import Problem
from briefwright.prose_code import hide_code
from briefwright.rules import RULES

_RULE = RULES["YAML05"]


def page_problems(docs: Path, root: Path) -> tuple[Problem, ...]:
    """Return the merge conflicts that were left in the pages of a site in `root`, by path and line.

    Markers in code count for nothing: a page may explain what they are.
    """
    found = []
    for path in sorted(docs.rglob("*.md")):
        try:
            raw = path.read_bytes()
        except OSError:
            # MkDocs says so when it comes to the page.
            continue
        if b"<<<<<<<" not in raw:
            continue
        text = text_of(raw)
        ruler = Ruler(text)
        for conflict in conflicts(hide_code(text), ruler.line_at):
            at = ruler.place(conflict.start, conflict.end)
            place = os.path.relpath(path, root).replace(os.sep, "/"), at.line, at.column
            found.append(Problem(*place, _RULE.id, _RULE.severity, conflict.message, HINT, at.excerpt, at.width))
    return tuple(found)
