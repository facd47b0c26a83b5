"""The shape that every list-like page has: a head, sections of rows, and its place among its continuations."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefwright.views.rows import Ref, Section, paginate


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of an actor, an issue, a publisher, a dossier, a year or a list.

    `head` is what only the first page shows; its type belongs to the kind. `opening` is the anchor and the title of
    a part of the head that the table of contents names.
    """

    kind: str
    ref: Ref
    number: int
    total: int
    description: str
    head: object
    sections: tuple[Section, ...]
    opening: tuple[str, str] | None = None


def pages(
    kind: str,
    ref: Ref,
    description: str,
    head: object,
    sections: Iterable[Section],
    used: int = 0,
    opening: tuple[str, str] | None = None,
) -> tuple[PageView, ...]:
    """Split sections over as many pages as they need; `used` is the weight of the first page's head."""
    split = paginate([section for section in sections if section.rows], used)
    return tuple(
        PageView(kind, ref, number, len(split), description, head, part, opening if number == 1 else None)
        for number, part in enumerate(split, 1)
    )
