"""Addresses of pages: one place knows the folder of each kind and how a page's file is called."""

from dataclasses import dataclass

FOLDERS = {
    "briefing": "briefings",
    "actor": "actors",
    "issue": "issues",
    "publisher": "publishers",
    "dossier": "dossiers",
    "archive": "archive",
    "list": "lists",
}
"""Folder of each kind of leaf page."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """How addresses look: `/actors/x/` with directory addresses, `/actors/x.html` without."""

    directories: bool = True

    def page(self, kind: str, id: str, number: int = 1) -> str:
        """Return the address of a leaf page from the site's root; `number` counts its continuations from 1."""
        stem = f"{FOLDERS[kind]}/{id}" if number == 1 else f"{FOLDERS[kind]}/{id}/page-{number}"
        return f"{stem}/" if self.directories else f"{stem}.html"

    def index(self, folder: str) -> str:
        """Return the address of the list page of a folder; the empty folder is the home page."""
        if self.directories:
            return f"{folder}/" if folder else ""
        return f"{folder}/index.html" if folder else "index.html"

    def file(self, address: str) -> str:
        """Return the path of the file that an address is served from."""
        return f"{address}index.html" if address == "" or address.endswith("/") else address

    def base(self, address: str) -> str:
        """Return the prefix that leads from the page at an address to the site's root."""
        return "../" * address.count("/") or "./"
