"""Two states of the registries into changes: what came, went, was renamed, merged or described anew."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefwright.changes.change import Change, Thing
from briefwright.changes.entries import (
    EntriesMerged,
    EntryAdded,
    EntryChange,
    EntryChanged,
    EntryIdChanged,
    EntryRemoved,
    EntryRenamed,
    QuestionChanged,
)
from briefwright.changes.inheritance import Heirs, inherited, inherited_entry
from briefwright.changes.kinds import ProseChanged
from briefwright.changes.names import title_of
from briefwright.changes.slots import Key, slots
from briefwright.changes.values import both, same_value
from briefwright.changes.wording import difference, same_words
from briefwright.registries import Registries
from briefwright.schema import Briefing

Moved = dict[Key, tuple[str, int]]
"""Kind and old id → new id, and the number of briefings whose references moved."""


Entries = dict[Key, Any]
"""Kind and id → entry."""


def entries_of(registries: Registries) -> Entries:
    """Return the entries by kind and id."""
    return {(kind, id): found.entry for kind, table in registries.entries.items() for id, found in table.items()}


def unsure(*sides: Registries) -> tuple[set[str], set[Key]]:
    """Return the kinds and the entries of which nothing can be said, because they cannot be read on some side."""
    kinds = {kind for side in sides for kind in side.unread}
    return kinds, {(kind, id) for side in sides for kind, ids in side.damaged.items() for id in ids}


def successors(old: Registries, new: Registries, pairs: Sequence[tuple[Briefing, Briefing]]) -> Moved:
    """Find the removed ids whose references moved to another one, and in how many briefings they did.

    An entry that no briefing names has a successor if another entry has its name; any entry has one that came and
    says the same of itself.
    """
    before, after = entries_of(old), entries_of(new)
    kinds, damaged = unsure(old, new)
    gone = {key for key in before if key not in after and key not in damaged and key[0] not in kinds}
    found: Moved = {}
    while gone:
        # Where an actor and an issue changed their ids at once, the one is known again once the other is.
        heirs = {key: id for key, (id, _) in found.items()}
        states = [(inherited(one, heirs) if heirs else one, other) for one, other in pairs]
        more = _moved(gone, before, after, states) or _twins(gone, before, after)
        if not more:
            break
        found |= more
        gone -= more.keys()
    return found


def _moved(gone: set[Key], before: Entries, after: Entries, states: Iterable[tuple[Briefing, Briefing]]) -> Moved:
    """Return the successors that the references tell, or the names of entries without any reference."""
    votes: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    losses: Counter[Key] = Counter()
    for one, other in states:
        first, then = slots(one), slots(other)
        for key in gone & first.keys() - then.keys():
            losses[key] += 1
            for kind, id in then.keys() & after.keys():
                taken = then[kind, id] - first.get((kind, id), set())
                if kind == key[0] and 2 * len(taken & first[key]) >= len(first[key]):
                    votes[key][id] += 1
    found: Moved = {}
    for key in sorted(gone):
        namesake = _namesake(before[key], key, before, after)
        ranked = sorted(votes[key].items(), key=lambda vote: (-vote[1], vote[0] != namesake, vote[0]))
        if ranked and ranked[0][1] * 2 > losses[key]:
            found[key] = ranked[0]
        elif not losses[key] and namesake:
            found[key] = namesake, 0
    return found


def _twins(gone: set[Key], before: Entries, after: Entries) -> Moved:
    """Return the entries that came and say of themselves just what the ones say that went."""
    came: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for kind, id in sorted(after.keys() - before.keys()):
        came[kind, title_of(after[kind, id])].append(id)
    found: Moved = {}
    for kind, id in sorted(gone):
        for other in came[kind, title_of(before[kind, id])]:
            if before[kind, id].model_copy(update={"id": other}) == after[kind, other]:
                found[kind, id] = other, 0
    return found


def _namesake(entry: Any, key: Key, before: Entries, after: Entries) -> str | None:
    """Return the id of the entry that has the name of a removed one, as its name or as an alias."""
    name = title_of(entry)
    for (kind, id), other in after.items():
        own = kind == key[0] and (kind, id) not in before and title_of(other) == name
        if own or (kind == key[0] and name in getattr(other, "aliases", ())):
            return id
    return None


def registry_changes(old: Registries, new: Registries, moved: Moved, heirs: Heirs) -> Iterator[Change]:
    """Yield what happened to the entries; `moved` is what `successors` found. Nothing is counted yet.

    `heirs` are all ids that things gave up, those of briefings among them: to be named otherwise is no change.
    """
    before, after = entries_of(old), entries_of(new)
    before = {key: inherited_entry(entry, heirs) for key, entry in before.items()} if heirs else before
    kinds, damaged = unsure(old, new)

    def certain(key: Key) -> bool:
        return key[0] not in kinds and key not in damaged

    for key, (id, count) in moved.items():
        gone, subject = _thing(key, before[key]), _thing((key[0], id), after[key[0], id])
        if (key[0], id) in before:
            yield EntriesMerged(subject, count, gone)
        else:
            yield EntryIdChanged(subject, None, gone.id, id)
            yield from _entry(subject, before[key], after[key[0], id])
    inherit = {(key[0], id) for key, (id, _) in moved.items()}
    for key in sorted(after.keys() - before.keys() - inherit):
        if certain(key):
            yield EntryAdded(_thing(key, after[key]), None)
    for key in sorted(before.keys() - after.keys() - moved.keys()):
        if certain(key):
            yield EntryRemoved(_thing(key, before[key]), None)
    for key in sorted(before.keys() & after.keys()):
        if _differ(before[key], after[key]):
            yield from _entry(_thing(key, after[key]), before[key], after[key])


def _differ(one: Any, other: Any) -> bool:
    """Say whether two states of an entry are not the same; names in other languages are shown in their order."""
    return one != other or list(getattr(one, "names", ())) != list(getattr(other, "names", ()))


def _thing(key: Key, entry: Any) -> Thing:
    return Thing(*key, title_of(entry))


_PROSE = {"note", "summary"}
_APART = {"id", "name", "title", "question"} | _PROSE


def _entry(subject: Thing, old: Any, new: Any) -> Iterator[Change]:
    if not same_words(title_of(old), title_of(new)):
        yield EntryRenamed(subject, None, title_of(old), title_of(new))
    if not same_words(getattr(old, "question", ""), getattr(new, "question", "")):
        yield QuestionChanged(subject, None, difference(old.question, new.question))
    for field in type(new).model_fields:
        before, after = getattr(old, field), getattr(new, field)
        if field not in _APART and (before != after or field == "names") and not same_value(before, after):
            yield EntryChanged(subject, None, field.replace("_", " "), *both(before, after))
        elif field in _PROSE and not same_words(before, after):
            yield ProseChanged(subject, field.capitalize(), difference(before or "", after or ""))


def wanted(changes: Iterable[Change]) -> list[Key]:
    """Return the entries of which it should be known how many briefings name them."""
    return sorted({(c.subject.kind, c.subject.id) for c in changes if isinstance(c, EntryChange) and c.touches is None})
