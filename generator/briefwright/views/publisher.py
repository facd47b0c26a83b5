"""A publisher's pages: who it is, its sources, and where they are used."""

from dataclasses import dataclass

from briefwright.schema import Publisher
from briefwright.views.build_rows import source_row
from briefwright.views.index import Index
from briefwright.views.page import PageView, pages
from briefwright.views.rows import Group, Ref, Section


@dataclass(frozen=True, slots=True)
class PublisherHead:
    """What a publisher's first page begins with."""

    publisher: Publisher
    sources: int
    briefings: int


def publisher_pages(index: Index, id: str) -> tuple[PageView, ...]:
    """Return the pages of one publisher."""
    publisher = index.corpus.publishers[id]
    used = index.sources_of[id]
    rows = tuple(source_row(index.corpus, item) for item in used)
    head = PublisherHead(publisher, len(rows), len({item.briefing.id for item in used}))
    sections = (Section("sources", "Sources and where they are used", "source", (Group("", rows),), total=len(rows)),)
    description = f"{publisher.name}: its sources in this collection, and the briefings that use them."
    return pages("publisher", Ref("publisher", id, publisher.name), description, head, sections, used=5)
