"""A finished page's content, before it gets its look."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents: the anchor on the page, the words, and what is below it."""

    anchor: str
    title: str
    inner: tuple["Heading", ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """One page: where it goes, which mould it takes, and what fills the mould's slots.

    `title` and `description` are plain text; `html` is finished.
    """

    address: str
    kind: str
    title: str
    description: str
    html: str
    contents: tuple[Heading, ...]
