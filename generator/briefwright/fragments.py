"""The content of the pages that the site builder makes itself, and what else of a corpus it must know."""

import json
from dataclasses import dataclass, fields

from briefwright.pages.renderer import Renderer
from briefwright.views.explore import explore
from briefwright.views.home import home
from briefwright.views.index import Index
from briefwright.views.lists import ENTRIES, ListHead, briefings_list, entry_list
from briefwright.views.rows import Section

LISTS = ("briefings", *ENTRIES)
"""Pages that list everything of a kind; each may have hand-written text from docs/ above it."""

EXPLORE = "explore"
"""The page of the search with facets."""

EMPTY = {
    "briefings": "No briefing has been published yet.",
    "actors": "No actor is known yet.",
    "analysts": "No analyst’s view has been recorded yet.",
    "issues": "No issue is known yet.",
    "publishers": "No publisher is known yet.",
    "dossiers": "No dossier has been opened yet.",
}


EMPTY_SELECTION = "The briefings of this bundle have none."
"""What an empty list says in a selection, which cannot know what there is elsewhere."""


@dataclass(frozen=True, slots=True)
class Fragments:
    """HTML by list name ("" is home); old address → new one; dates by address; counts.

    `selection` says in a sentence what a selection holds, and is empty for the whole; `contents` has the fingerprint
    of each briefing's file.
    """

    html: dict[str, str]
    redirects: dict[str, str]
    dates: dict[str, str]
    counts: dict[str, int]
    today: str
    selection: str
    contents: dict[str, str]

    def to_json(self) -> bytes:
        """Return the fragments as bytes that `from_json` understands."""
        # Not dataclasses.asdict: it copies every entry, one by one.
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps(values, ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Fragments":
        """Return fragments from bytes that `to_json` made."""
        return cls(**json.loads(data))


def make_fragments(index: Index, renderer: Renderer) -> Fragments:
    """Render the fragments of a corpus."""
    corpus = index.corpus
    page = renderer.addresses.page
    return Fragments(
        html={
            "": _home(index, renderer),
            EXPLORE: _explore(index, renderer),
            **{name: _list(name, index, renderer) for name in LISTS},
        },
        redirects={
            page("briefing", alias): page("briefing", item.id) for item in corpus.briefings for alias in item.aliases
        },
        dates={page("briefing", item.id): item.updated or item.date for item in corpus.briefings},
        counts={
            "briefings": len(corpus.briefings),
            "actors": len(corpus.actors),
            "issues": len(corpus.issues),
            "publishers": len(corpus.publishers),
            "dossiers": len(corpus.dossiers),
        },
        today=corpus.today,
        selection=corpus.scope,
        contents={item.id: item.key for item in corpus.briefings},
    )


def _home(index: Index, renderer: Renderer) -> str:
    return renderer.fragment("home.html", renderer.addresses.index(""), home=home(index))


def _explore(index: Index, renderer: Renderer) -> str:
    return renderer.fragment("explore.html", renderer.addresses.index(EXPLORE), view=explore(index))


def _list(name: str, index: Index, renderer: Renderer) -> str:
    head: ListHead
    sections: tuple[Section, ...]
    head, sections = briefings_list(index) if name == "briefings" else entry_list(index, name)
    address = renderer.addresses.index(name)
    empty = EMPTY_SELECTION if index.corpus.scope else EMPTY[name]
    return renderer.fragment("index.html", address, head=head, sections=sections, empty=empty)
