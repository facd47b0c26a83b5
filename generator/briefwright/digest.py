"""What other pages need to know of a briefing: small frozen records, without the long prose.

The digests of all briefings are held in memory together; the briefings themselves are not.
"""

from collections.abc import Iterable, Mapping
from itertools import repeat
from sys import intern
from typing import Any, NamedTuple

from briefwright.prose_syntax import plain
from briefwright.references import Reference, outward_references
from briefwright.schema import AnalystView, Briefing, Position, Source
from briefwright.vocabulary import (
    AttributedBy,
    Confidence,
    Credibility,
    Direction,
    Likelihood,
    Relation,
    Reliability,
    ScaleOrigin,
    Stance,
    Status,
)


class SourceDigest(NamedTuple):
    """A source as other pages list it; its number is its place in the briefing's list, from 1."""

    id: str
    title: str
    publisher: str | None
    published: str | None
    url: str | None
    reliability: Reliability | None


Cited = tuple[int, str | None, Credibility | None]
"""A source's number in its briefing, where in it to look, and how credible what it says there is."""


class PositionDigest(NamedTuple):
    """A position with the day it counts from, and its quote's words and speaker, if any."""

    actor: str
    issue: str
    stance: Stance
    stated_on: str
    statement: str | None
    quote: str | None
    speaker: str | None
    attributed_by: AttributedBy | None
    sources: tuple[Cited, ...]


class ViewDigest(NamedTuple):
    """An analyst's view."""

    analyst: str
    affiliation: str | None
    view: str
    likelihood: Likelihood | None
    confidence: Confidence | None
    scale_origin: ScaleOrigin | None
    about: tuple[str, ...]
    stated_on: str
    sources: tuple[Cited, ...]


class NewEntry(NamedTuple):
    """An actor or a publisher that a briefing writes in place."""

    kind: str
    id: str
    fields: tuple[tuple[str, str], ...]


class Digest(NamedTuple):
    """One briefing as the rest of the site sees it. `key` stands for the bytes of its file.

    The summary is plain text, unless it has [[links]]: only the whole corpus knows their names.
    """

    id: str
    path: str
    key: str
    title: str
    date: str
    updated: str | None
    status: Status
    lang: str | None
    dossier: str | None
    place: str | None
    event_date: str
    event_until: str | None
    summary: str
    summary_is_plain: bool
    first_judgement: str | None
    trend: Direction | None
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    actors: tuple[tuple[str, str | None], ...]
    positions: tuple[PositionDigest, ...]
    views: tuple[ViewDigest, ...]
    sources: tuple[SourceDigest, ...]
    related: tuple[tuple[str, Relation], ...]
    aliases: tuple[str, ...]
    new_entries: tuple[NewEntry, ...]
    references: frozenset[Reference]


def _cited(item: Position | AnalystView, numbers: dict[str, int]) -> tuple[Cited, ...]:
    return tuple((numbers[use.source], use.locator, use.credibility) for use in item.sources if use.source in numbers)


def _position(position: Position, day: str, numbers: dict[str, int]) -> PositionDigest:
    quote = position.quote
    return PositionDigest(
        actor=intern(position.actor),
        issue=intern(position.issue),
        stance=position.stance,
        stated_on=intern(position.stated_on or day),
        statement=position.statement,
        quote=quote.text if quote else None,
        speaker=intern(quote.speaker or position.actor) if quote else None,
        attributed_by=position.attributed_by,
        sources=_cited(position, numbers),
    )


def _view(view: AnalystView, day: str, numbers: dict[str, int]) -> ViewDigest:
    return ViewDigest(
        analyst=intern(view.analyst),
        affiliation=view.affiliation,
        view=view.view,
        likelihood=view.likelihood,
        confidence=view.confidence,
        scale_origin=view.scale_origin,
        about=view.about,
        stated_on=view.stated_on or day,
        sources=_cited(view, numbers),
    )


def _source(source: Source) -> SourceDigest:
    return SourceDigest(
        id=intern(source.id),
        title=source.title,
        publisher=intern(source.publisher.key) if source.publisher else None,
        published=source.published,
        url=source.url,
        reliability=source.reliability,
    )


def _new_entries(briefing: Briefing) -> tuple[NewEntry, ...]:
    entries = []
    for actor in briefing.actors:
        if actor.name is not None:
            fields = {"name": actor.name, "kind": actor.kind and actor.kind.value, "note": actor.note}
            entries.append(NewEntry("actor", actor.key, tuple((k, v) for k, v in fields.items() if v)))
    for source in briefing.sources:
        publisher = source.publisher
        if publisher is not None and publisher.name is not None:
            fields = {"name": publisher.name, "country": publisher.country, "ownership": publisher.ownership}
            entries.append(NewEntry("publisher", publisher.key, tuple((k, v) for k, v in fields.items() if v)))
    return tuple(entries)


def digest(briefing: Briefing, path: str, stem: str, key: str) -> Digest:
    """Return the digest of a briefing read from `path`, whose id is `stem` unless it says otherwise."""
    event = briefing.event
    day = event.date if event else briefing.date
    numbers = {source.id: number for number, source in enumerate(briefing.sources, 1)}
    return Digest(
        id=briefing.id or stem,
        path=path,
        key=key,
        title=briefing.title,
        date=intern(briefing.date),
        updated=briefing.updated,
        status=briefing.status,
        lang=briefing.lang,
        dossier=intern(briefing.dossier) if briefing.dossier else None,
        place=event.place if event else None,
        event_date=day,
        event_until=event.until if event else None,
        summary=briefing.summary if "[[" in briefing.summary else plain(briefing.summary, str),
        summary_is_plain="[[" not in briefing.summary,
        first_judgement=briefing.key_judgements[0].text if briefing.key_judgements else None,
        trend=briefing.trend.direction if briefing.trend else None,
        topics=briefing.topics,
        regions=briefing.regions,
        actors=tuple((intern(actor.key), actor.role) for actor in briefing.actors),
        positions=tuple(_position(position, day, numbers) for position in briefing.positions),
        views=tuple(_view(view, day, numbers) for view in briefing.analyst_views),
        sources=tuple(_source(source) for source in briefing.sources),
        related=tuple((related.id, related.rel) for related in briefing.related),
        aliases=briefing.aliases,
        new_entries=_new_entries(briefing),
        references=frozenset(reference for reference, _ in outward_references(briefing)),
    )


_BLANK = Digest(
    id="",
    path="",
    key="",
    title="",
    date="",
    updated=None,
    status=Status.PUBLISHED,
    lang=None,
    dossier=None,
    place=None,
    event_date="",
    event_until=None,
    summary="",
    summary_is_plain=True,
    first_judgement=None,
    trend=None,
    topics=(),
    regions=(),
    actors=(),
    positions=(),
    views=(),
    sources=(),
    related=(),
    aliases=(),
    new_entries=(),
    references=frozenset(),
)


def outline(briefing: Briefing, path: str, stem: str, key: str) -> Digest:
    """Return a digest with what checks of a whole corpus ask of a briefing, and all else blank.

    It is made and sent in half the time that the whole digest takes.
    """
    day = briefing.event.date if briefing.event else briefing.date
    return _BLANK._replace(
        id=briefing.id or stem,
        path=path,
        key=key,
        date=intern(briefing.date),
        status=briefing.status,
        dossier=intern(briefing.dossier) if briefing.dossier else None,
        positions=tuple(_stance(position, day) for position in briefing.positions),
        related=tuple((related.id, related.rel) for related in briefing.related),
        aliases=briefing.aliases,
        new_entries=_new_entries(briefing),
        references=frozenset(reference for reference, _ in outward_references(briefing)),
    )


def _stance(position: Position, day: str) -> PositionDigest:
    stated_on = intern(position.stated_on or day)
    actor, issue = intern(position.actor), intern(position.issue)
    return PositionDigest(actor, issue, position.stance, stated_on, None, None, None, position.attributed_by, ())


def outlines(columns: Mapping[str, Iterable[Any]]) -> tuple[Digest, ...]:
    """Return digests from the values of some of their fields, field by field; all others are blank.

    A check of one file makes one for each of the others, and an editor waits: hence columns instead of calls.
    """
    all_columns = (columns.get(name, repeat(blank)) for name, blank in zip(Digest._fields, _BLANK, strict=True))
    return tuple(map(Digest._make, zip(*all_columns, strict=False)))
