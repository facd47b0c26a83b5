"""Shells: one hidden page for each kind of leaf, which the site builder makes like any page of its own."""

from dataclasses import dataclass

from briefwright.addresses import FOLDERS
from briefwright.stamp import DESCRIPTION, TITLE

STEM = "briefwright-shell"
"""Longer than it need be: no briefing is called so by chance."""

WITH_CONTENTS = frozenset(["briefing", "actor", "issue", "dossier", "publisher"])


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell's kind, its file among the site's sources, and the tab that is lit for it."""

    kind: str
    path: str
    tab: str

    @property
    def has_contents(self) -> bool:
        """Whether pages of this kind have a table of contents."""
        return self.kind.removesuffix("-more") in WITH_CONTENTS

    def markdown(self) -> str:
        """Return the source of the hidden page."""
        hidden = ["navigation", "feedback"] + ([] if self.has_contents else ["toc"])
        lines = [
            "---",
            f'title: "{TITLE}"',
            f'description: "{DESCRIPTION}"',
            "search:",
            "  exclude: true",
            f"hide: [{', '.join(hidden)}]",
            "---",
            "",
        ]
        return "\n".join(lines)


def _tab(kind: str) -> str:
    return "briefings" if kind == "archive" else "" if kind == "list" else FOLDERS[kind]


def index_markdown(title: str) -> str:
    """Return the source of a list's own page, where docs/ has none."""
    return f'---\ntitle: "{title}"\nhide: [navigation, toc]\n---\n\n# {title}\n'


SHELLS: tuple[Shell, ...] = (
    *(Shell(kind, f"{folder}/{STEM}.md", _tab(kind)) for kind, folder in FOLDERS.items()),
    *(
        Shell(f"{kind}-more", f"{folder}/{STEM}/page-2.md", _tab(kind))
        for kind, folder in FOLDERS.items()
        if kind != "briefing"
    ),
)
