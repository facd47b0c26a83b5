"""Changes of a briefing's sources: which came and went, what is said of them, and what rests on them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefwright.changes.change import Change, Thing
from briefwright.changes.kinds import FieldChanged, ProseChanged
from briefwright.changes.matching import match
from briefwright.changes.names import Names, facts
from briefwright.changes.order import order_of_keys
from briefwright.changes.source_kinds import (
    BackingAdded,
    BackingLost,
    CredibilityChanged,
    LeftWithoutSource,
    SourceAdded,
    SourceChanged,
    SourceLost,
)
from briefwright.changes.values import both_rows, same_value
from briefwright.changes.wording import difference, same_words
from briefwright.dates import day
from briefwright.problems import clip
from briefwright.prose_syntax import citations
from briefwright.references import prose_fields, source_uses
from briefwright.schema import Briefing, Source, SourceUse
from briefwright.vocabulary import label

LABEL = 90
"""Characters of a source's title in a sentence."""

WHOLE = "the whole"
"""What a reference means that names no place in its source."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The names on both sides, and the sources of a briefing that stayed (old id → new id), came and went."""

    subject: Thing
    before: Names
    after: Names
    stayed: dict[str, str]
    old: dict[str, Source]
    new: dict[str, Source]


def sides(subject: Thing, old: Briefing, new: Briefing, before: Names, after: Names) -> Sides:
    """Find out which source is which: by id, else by address, else by title and publisher."""
    olds = {source.id: source for source in old.sources}
    news = {source.id: source for source in new.sources}
    stayed = {id: id for id in olds if id in news}
    for key in (_by_address, _by_title):
        free = {key(source): id for id, source in news.items() if id not in stayed.values()}
        for id, source in olds.items():
            if id not in stayed and key(source) is not None and key(source) in free:
                stayed[id] = free.pop(key(source))
    return Sides(subject, before, after, stayed, olds, news)


def _by_address(source: Source) -> object:
    return source.url


def _by_title(source: Source) -> object:
    return source.title, source.publisher.key if source.publisher else None


def source_label(source: Source, names: Names) -> str:
    """Return "“Nine hours, no text” (Harbour Gazette, 4 March 2026)"."""
    about = [names.of("publisher", source.publisher.key)] if source.publisher else []
    about += [day(source.published)] if source.published else []
    said = f" ({', '.join(about)})" if about else ""
    return f"“{clip(source.title, LABEL)}”{said}"


def source_changes(on: Sides, old: Briefing, new: Briefing) -> Iterator[Change]:
    """Yield what happened to the list of sources."""
    used_before, used_after = _uses(old), _uses(new)
    for id, source in on.old.items():
        if id not in on.stayed:
            yield SourceLost(on.subject, source_label(source, on.before), used_before[id])
    for id, source in on.new.items():
        if id not in on.stayed.values():
            yield SourceAdded(on.subject, source_label(source, on.after), used_after[id])
    for id, same in on.stayed.items():
        yield from _facts(on, on.old[id], on.new[same])
    was, now = [on.stayed[id] for id in on.old if id in on.stayed], list(on.new)
    yield from order_of_keys(on.subject, "", "sources", was, now, lambda id: source_label(on.new[id], on.after))


def _uses(briefing: Briefing) -> Counter[str]:
    """Count the places that rest on each source."""
    found = Counter(use.source for _, use in source_uses(briefing))
    found.update(citation.source for _, text in prose_fields(briefing) for citation in citations(text))
    return found


# Field → what readers call it; in the order of their weight.
_FIELDS = {
    "title": "title",
    "reliability": "reliability",
    "publisher": "publisher",
    "origin": "origin",
    "derived_from": "derived from",
    "kind": "kind",
    "published": "published",
    "url": "address",
    "archive_url": "archived copy",
    "lang": "language",
    "accessed": "accessed",
}


def _facts(on: Sides, old: Source, new: Source) -> Iterator[Change]:
    if old == new:
        return
    of = source_label(new, on.after)
    if old.id != new.id:
        # Its place on the page, to which others may have led their readers, is called after it.
        yield SourceChanged(on.subject, of, "id", old.id, new.id)
    for field, called in _FIELDS.items():
        before, after = _shown(old, field, on.before), _shown(new, field, on.after)
        # A publisher under another name in the registry is a change there, not one of each of its sources.
        if not same_value(before, after) and not (field == "publisher" and _same_publisher(old, new)):
            yield SourceChanged(on.subject, of, called, before, after)
    yield from _publisher_facts(on, of, old, new)
    before, after = both_rows(old.author, new.author, ", ")
    if not same_value(before, after):
        yield SourceChanged(on.subject, of, "author", before or None, after or None)
    if not same_words(old.note, new.note):
        yield ProseChanged(on.subject, f"Note on {of}", difference(old.note or "", new.note or ""))


def _publisher_facts(on: Sides, of: str, old: Source, new: Source) -> Iterator[Change]:
    """Yield what a briefing says otherwise of the same publisher, which it writes in place."""
    one, other = old.publisher, new.publisher
    if not one or not other or one.key != other.key:
        return
    was = facts(one, other, on.before.entry("publisher", one.key))
    now = facts(other, one, on.after.entry("publisher", other.key))
    for field, called in _PUBLISHER_FIELDS.items():
        if not same_value(was[field], now[field]):
            yield SourceChanged(on.subject, of, f"{called} of the publisher", was[field], now[field])


_PUBLISHER_FIELDS = {"name": "name", "country": "country", "ownership": "owner"}


def _same_publisher(old: Source, new: Source) -> bool:
    return bool(old.publisher and new.publisher and old.publisher.key == new.publisher.key)


def _shown(source: Source, field: str, names: Names) -> str | None:
    if field == "publisher":
        return names.of("publisher", source.publisher.key) if source.publisher else None
    if field == "reliability":
        return f"{source.reliability.value} ({label(source.reliability)})" if source.reliability else None
    value = getattr(source, field)
    return str(value) if value is not None else None


def backing_changes(on: Sides, of: str, old: Sequence[SourceUse], new: Sequence[SourceUse]) -> Iterator[Change]:
    """Yield what a statement no longer rests on, what it rests on besides, and how far that is believed.

    A source that the whole briefing lost or gained is named once, by `source_changes`, not for each statement.
    """
    before = _by_source([(on.stayed.get(use.source, ""), use) for use in old])
    after = _by_source([(use.source, use) for use in new])
    for id, uses in before.items():
        if id and id not in after:
            yield BackingLost(on.subject, of, source_label(on.old[uses[0].source], on.before))
    for id in after:
        if id not in before and id in on.new and id in on.stayed.values():
            yield BackingAdded(on.subject, of, source_label(on.new[id], on.after))
    for id in after:
        if id in before and id in on.new:
            yield from _use_changes(on, of, before[id], after[id])
    yield from order_of_keys(
        on.subject, of, "sources", list(before), list(after), lambda id: source_label(on.new[id], on.after)
    )
    if old and not new:
        yield LeftWithoutSource(on.subject, of)


def _by_source(uses: list[tuple[str, SourceUse]]) -> dict[str, list[SourceUse]]:
    found: dict[str, list[SourceUse]] = {}
    for id, use in uses:
        found.setdefault(id, []).append(use)
    return found


def _use_changes(on: Sides, of: str, old: list[SourceUse], new: list[SourceUse]) -> Iterator[Change]:
    """Yield what changed of a source's uses for one statement; two of them are told apart by their places."""
    label = source_label(on.new[new[0].source], on.after)
    found = match(old, new, lambda use: None, lambda one, other: one.locator == other.locator)
    for one, other in found.pairs:
        if one.credibility is not other.credibility:
            yield CredibilityChanged(on.subject, of, label, one.credibility, other.credibility)
        if not same_value(one.locator, other.locator):
            yield FieldChanged(on.subject, of, f"place in {label}", one.locator, other.locator)
    for use in found.gone:
        yield FieldChanged(on.subject, of, f"place in {label}", use.locator or WHOLE, None)
    for use in found.come:
        yield FieldChanged(on.subject, of, f"place in {label}", None, use.locator or WHOLE)
