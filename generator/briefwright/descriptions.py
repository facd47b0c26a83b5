"""Actors and publishers that briefings write in place: whose description counts, and where two disagree."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError

from briefwright.digest import Digest, NewEntry
from briefwright.schema import Actor, Briefing, Publisher

Entries = dict[str, dict[str, Any]]
"""Kind → id → entry."""

# Besides the name: what one thing cannot be twice. A note may say more here than there.
_FIXED = {"actor": ("kind",), "publisher": ("country",)}


class Disagreement(NamedTuple):
    """A field of a description that says something else than an earlier one; `first` is the file of that, if any."""

    item: Digest
    new: NewEntry
    field: str
    here: str
    there: str
    first: str | None


def with_described(items: Iterable[Digest], entries: Entries) -> Entries:
    """Return the entries and those that the items write in place; where an id is there already, it stays."""
    found = {kind: dict(table) for kind, table in entries.items()}
    for item in items:
        for new in item.new_entries:
            if new.id not in found[new.kind]:
                found[new.kind][new.id] = _make_entry(new)
    return found


def disagreements(items: Iterable[Digest], entries: Entries) -> Iterator[Disagreement]:
    """Yield each description that does not fit the registry's, or that of an earlier item."""
    first: dict[tuple[str, str, str], tuple[str, str | None]] = {}
    for item in items:
        for new in item.new_entries:
            fields = dict(new.fields)
            for field in ("name", *_FIXED[new.kind]):
                if field not in fields:
                    continue
                registered = getattr(entries[new.kind].get(new.id), field, None)
                place = (str(registered), None) if registered else (fields[field], item.path)
                there, path = first.setdefault((new.kind, new.id, field), place)
                if there != fields[field]:
                    yield Disagreement(item, new, field, fields[field], there, path)
                    break


def place_of(new: NewEntry, briefing: Briefing) -> tuple[str | int, ...]:
    """Return the way to the first description of a thing in its briefing."""
    for at, use in enumerate(briefing.actors):
        if new.kind == "actor" and use.key == new.id and use.name:
            return "actors", at
    for at, source in enumerate(briefing.sources):
        publisher = source.publisher
        if new.kind == "publisher" and publisher and publisher.key == new.id and publisher.name:
            return "sources", at, "publisher"
    return ()


def _make_entry(new: NewEntry) -> Actor | Publisher:
    model: type[Actor] | type[Publisher] = Actor if new.kind == "actor" else Publisher
    try:
        return model.model_validate({"id": new.id, **dict(new.fields)})
    except ValidationError as error:  # pragma: no cover - the fields were validated when the file was read
        raise AssertionError(f"a validated entry failed: {error}") from error
