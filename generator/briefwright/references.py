"""Every place in a briefing that points at something else: prose, sources, ids."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefwright.prose_syntax import links
from briefwright.schema import Actor, Briefing, Dossier, Issue, Publisher, SourceUse

Loc = tuple[str | int, ...]


class Reference(NamedTuple):
    """A pointer out of the file: what kind of thing, and its id. Kind "any" is a [[link]]."""

    kind: str
    id: str


_reference = lru_cache(maxsize=8192)(Reference)
"""The same few thousand references stand in all briefings; one object for each is quicker to make and to send."""


class Place(NamedTuple):
    """Where a reference stands: the path of its field, and the text to look for in it."""

    loc: Loc
    needle: str


def prose_fields(briefing: Briefing) -> Iterator[tuple[Loc, str]]:
    """Yield each prose field with its path, in the order of the model."""
    for name, value in (("summary", briefing.summary), ("body", briefing.body)):
        if value:
            yield (name,), value
    if briefing.withdrawal:
        yield ("withdrawal", "reason"), briefing.withdrawal.reason
    if briefing.trend:
        yield ("trend", "reason"), briefing.trend.reason
    for name, field in _LISTS:
        for index, item in enumerate(getattr(briefing, name)):
            text = getattr(item, field)
            if text:
                yield (name, index, field), text


_LISTS = (
    ("key_judgements", "text"),
    ("key_judgements", "basis"),
    ("actors", "note"),
    ("positions", "statement"),
    ("analyst_views", "view"),
    ("timeline", "text"),
    ("sources", "note"),
    ("corrections", "text"),
)


def entry_prose(entry: Actor | Issue | Publisher | Dossier) -> Iterator[tuple[Loc, str]]:
    """Yield each prose field of a registry's entry with its path."""
    for name in ("summary", "note"):
        text = getattr(entry, name, None)
        if text:
            yield (name,), text


# Lists whose items have sources, and the parts of an item that have sources of their own.
_INNER: dict[str, tuple[str, ...]] = {
    "key_judgements": ("outcome",),
    "positions": ("quote",),
    "analyst_views": ("quote", "outcome"),
    "timeline": (),
}


def source_uses(briefing: Briefing) -> Iterator[tuple[Loc, SourceUse]]:
    """Yield each reference to a source in a `sources` list (not those in prose), with its path."""
    for name in _INNER:
        for index, item in enumerate(getattr(briefing, name)):
            yield from _indexed((name, index, "sources"), item.sources)
            for inner in _INNER[name]:
                part = getattr(item, inner)
                if part:
                    yield from _indexed((name, index, inner, "sources"), part.sources)
    if briefing.trend:
        yield from _indexed(("trend", "sources"), briefing.trend.sources)


def _indexed(loc: Loc, uses: tuple[SourceUse, ...]) -> Iterator[tuple[Loc, SourceUse]]:
    for index, use in enumerate(uses):
        yield (*loc, index), use


def outward_references(briefing: Briefing) -> Iterator[tuple[Reference, Place]]:
    """Yield everything that must be found outside of this file, with its place.

    Actors and publishers written in place are not references: they define what they name.
    """
    if briefing.dossier:
        yield _reference("dossier", briefing.dossier), Place(("dossier",), "")
    for index, actor in enumerate(briefing.actors):
        if actor.name is None:
            yield _reference("actor", actor.key), Place(("actors", index), actor.key)
    for index, position in enumerate(briefing.positions):
        yield _reference("actor", position.actor), Place(("positions", index, "actor"), "")
        yield _reference("issue", position.issue), Place(("positions", index, "issue"), "")
    for index, view in enumerate(briefing.analyst_views):
        yield _reference("actor", view.analyst), Place(("analyst_views", index, "analyst"), "")
    for name in ("positions", "analyst_views"):
        for index, item in enumerate(getattr(briefing, name)):
            if item.quote and item.quote.speaker:
                yield _reference("actor", item.quote.speaker), Place((name, index, "quote", "speaker"), "")
    for name in ("key_judgements", "analyst_views"):
        for index, item in enumerate(getattr(briefing, name)):
            for at, issue in enumerate(item.about):
                yield _reference("issue", issue), Place((name, index, "about", at), "")
    for index, source in enumerate(briefing.sources):
        if source.publisher and source.publisher.name is None:
            yield _reference("publisher", source.publisher.key), Place(("sources", index, "publisher"), "")
    for index, related in enumerate(briefing.related):
        yield _reference("briefing", related.id), Place(("related", index, "id"), "")
    for loc, text in prose_fields(briefing):
        for link in links(text) if "[[" in text else ():
            yield _reference("any", link.id), Place(loc, link.written)
