"""Everything besides briefings as the index sees it: actors, issues, publishers, dossiers, hand-written pages."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from briefwright.prose_syntax import plain
from briefwright.schema import Actor, Dossier, Issue, Publisher
from briefwright.search.cards import Passage, card, packed
from briefwright.search.documents import SearchDocument
from briefwright.search.facets import issues_of
from briefwright.search.weights import BODY, NAMES, SUMMARY, TITLE
from briefwright.views.index import Index
from briefwright.views.places import place
from briefwright.vocabulary import label

KINDS = ("actor", "issue", "publisher", "dossier", "page")
"""Kinds of entries in the order of their numbers."""


class PageText(NamedTuple):
    """A hand-written page: its address from the site's root, its title, and its parts as heading and plain text."""

    address: str
    title: str
    parts: tuple[tuple[str, str], ...]


_Text = tuple[int, Passage]
"""The weight of a passage, and the passage."""


def entry_documents(index: Index, pages: Iterable[PageText] = ()) -> Iterator[SearchDocument]:
    """Yield the documents of all entries, sorted by kind, then by id; pages by address."""
    corpus = index.corpus
    names = _Names(index)
    on = _briefings_on(index)
    for id, actor in corpus.actors.items():
        yield _document("actor", id, actor.name, len(index.briefings_of.get(id, ())), names.actor(actor))
    for id, issue in corpus.issues.items():
        yield _document("issue", id, issue.title, on.get(id, 0), names.issue(issue))
    for id, publisher in corpus.publishers.items():
        count = len({used.briefing.id for used in index.sources_of.get(id, ())})
        yield _document("publisher", id, publisher.name, count, names.publisher(publisher))
    for id, dossier in corpus.dossiers.items():
        yield _document("dossier", id, dossier.title, len(index.dossier_of.get(id, ())), names.dossier(dossier))
    yield from map(_page, sorted(pages))


def _briefings_on(index: Index) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in index.corpus.live:
        for issue in issues_of(item):
            counts[issue] = counts.get(issue, 0) + 1
    return counts


def _document(kind: str, id: str, title: str, count: int, texts: Iterable[_Text]) -> SearchDocument:
    found = list(texts)
    shown = card({"k": kind, "i": id, "t": title, "n": count, "x": packed([passage for _, passage in found])})
    weighted = tuple((weight, passage[1]) for weight, passage in found)
    return SearchDocument(((TITLE, title), *weighted), shown, KINDS.index(kind))


def _page(page: PageText) -> SearchDocument:
    passages: list[Passage] = [("body", text, heading) if heading else ("body", text) for heading, text in page.parts]
    shown = card({"k": "page", "u": page.address, "t": page.title, "x": packed(passages)})
    headings = ((NAMES, heading) for heading, _ in page.parts if heading)
    texts = ((TITLE, page.title), *headings, *((BODY, text) for _, text in page.parts))
    return SearchDocument(texts, shown, KINDS.index("page"))


class _Names:
    """The texts of the entries of the registries."""

    def __init__(self, index: Index) -> None:
        self._corpus = index.corpus

    def _plain(self, text: str) -> str:
        return plain(text, lambda id: (self._corpus.find(id) or ("", id))[1])

    def _note(self, weight: int, text: str | None) -> Iterator[_Text]:
        if text:
            yield weight, ("note", self._plain(text))

    def actor(self, actor: Actor) -> Iterator[_Text]:
        """Yield an actor's other names, offices and note."""
        others = "; ".join(dict.fromkeys((*actor.names.values(), *actor.aliases)))
        if others:
            yield NAMES, ("note", others, "Other names")
        roles = "; ".join(", ".join(filter(None, (role.title, role.of))) for role in actor.roles)
        if roles:
            yield BODY, ("note", roles, "Offices")
        yield from self._note(BODY, actor.note)

    def issue(self, issue: Issue) -> Iterator[_Text]:
        """Yield an issue's question, what each stance means for it, and its note."""
        yield SUMMARY, ("note", issue.question)
        for stance, meaning in issue.options.items():
            yield BODY, ("note", meaning, label(stance))
        yield from self._note(BODY, issue.note)

    def publisher(self, publisher: Publisher) -> Iterator[_Text]:
        """Yield a publisher's country, owner and note."""
        if publisher.country:
            yield BODY, ("note", place(publisher.country), "Country")
        if publisher.ownership:
            yield BODY, ("note", publisher.ownership, "Ownership")
        yield from self._note(BODY, publisher.note)

    def dossier(self, dossier: Dossier) -> Iterator[_Text]:
        """Yield a dossier's summary and note."""
        yield from self._note(SUMMARY, dossier.summary)
        yield from self._note(BODY, dossier.note)
