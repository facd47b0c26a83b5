"""From how many independent places the sources of a statement come."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from briefwright.checks.text import folded
from briefwright.schema import Publisher, Source
from briefwright.vocabulary import Origin

TAKEN_OVER = frozenset([Origin.WIRE, Origin.TRANSLATION, Origin.AGGREGATION])
"""Origins of texts that somebody else published first."""


class Roots:
    """Where the words of a briefing's sources were first published, as far as the briefing says."""

    def __init__(self, sources: Mapping[str, Source], publishers: Mapping[str, Publisher]) -> None:
        """Take the sources of a briefing and the publishers of the registry, both by id."""
        self._sources = sources
        self._registered = publishers
        self._known: dict[str, str | None] = {}

    @cached_property
    def _publishers(self) -> dict[str, str]:
        """Keys and folded names of the sources' publishers, each with the key of the publisher that it means."""
        publishers: dict[str, str] = {}
        for source in self._sources.values():
            if source.publisher:
                key = source.publisher.key
                entry = self._registered.get(key)
                names = {key, folded(source.publisher.name or ""), folded(entry.name) if entry else ""}
                publishers.update(dict.fromkeys(names - {""}, key))
        return publishers

    def of(self, id: str) -> str | None:
        """Return a name for the root of a source; None where that cannot be told.

        Two sources with the same root say the same thing once. A source that says nothing of where it has its words
        from counts as its publisher's own.
        """
        if id not in self._known:
            self._known[id] = self._found(id)
        return self._known[id]

    def are_several(self, ids: Iterable[str]) -> bool:
        """Say whether sources have two independent roots or more.

        All whose root is unknown may go back to the same agency, so that together they count as one.
        """
        roots = (self.of(id) for id in ids)
        first = next(roots, None)
        return any(root != first for root in roots)

    def _found(self, id: str) -> str | None:
        seen: set[str] = set()
        while id not in seen and id in self._sources:
            seen.add(id)
            source = self._sources[id]
            if source.derived_from is None:
                return None if source.origin in TAKEN_OVER else _own(source)
            other = self.listed(source.derived_from)
            if other is None or other == id:
                return self._named(source.derived_from)
            id = other
        return None

    def listed(self, name: str) -> str | None:
        """Return the source of the briefing that a `derived_from` means by its id, its address or its title."""
        if name in self._sources:
            return name
        if "://" in name:
            return next((source.id for source in self._sources.values() if source.url == name), None)
        return self._titled(folded(name))

    def _titled(self, wanted: str) -> str | None:
        """Return the first source with a title that folds to this one."""
        # Mostly no title has such a word; to fold them all would take longer than all else here.
        if self._titles.isascii() and wanted.split(" ", 1)[0] not in self._titles:
            return None
        return next((source.id for source in self._sources.values() if folded(source.title) == wanted), None)

    @cached_property
    def _titles(self) -> str:
        return "\n".join([source.title for source in self._sources.values()]).lower().replace("'", "")

    def _named(self, name: str) -> str:
        """Return the root that a `derived_from` names: a publisher that is known, or just the words."""
        wanted = folded(name)
        return f"publisher {self._publishers[wanted]}" if wanted in self._publishers else f"words {wanted}"


def _own(source: Source) -> str:
    return f"publisher {source.publisher.key}" if source.publisher else f"source {source.id}"
