"""Names of what briefings refer to: from the registries of one side, then those of the other."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from briefwright.changes.change import Thing
from briefwright.changes.slots import Key
from briefwright.problems import clip
from briefwright.prose_syntax import plain
from briefwright.registries import Registries
from briefwright.schema import ActorUse, Briefing, PublisherUse

LABEL = 70
"""Characters of a text that stands for itself in a sentence."""

Table = Mapping[tuple[str, str], str]
"""Kind and id → name."""


def title_of(entry: object) -> str:
    """Return what readers call a registry's entry."""
    return str(getattr(entry, "name", None) or getattr(entry, "title", ""))


def registered(registries: Registries) -> dict[tuple[str, str], str]:
    """Return the names in registries."""
    return {
        (kind, id): title_of(found.entry)
        for kind, entries in registries.entries.items()
        for id, found in entries.items()
    }


def described(briefings: Iterable[Briefing]) -> dict[tuple[str, str], str]:
    """Return the names of the actors and publishers that briefings write in place."""
    found: dict[tuple[str, str], str] = {}
    for briefing in briefings:
        for actor in briefing.actors:
            if actor.name:
                found.setdefault(("actor", actor.key), actor.name)
        for source in briefing.sources:
            if source.publisher and source.publisher.name:
                found.setdefault(("publisher", source.publisher.key), source.publisher.name)
    return found


def facts(use: ActorUse | PublisherUse, other: ActorUse | PublisherUse, entry: object) -> dict[str, str | None]:
    """Return what a briefing says of an actor or a publisher by field, for comparison with another state of it.

    Where that is written in place and this one is an id, what the registry has under the id counts.
    """
    own = {field: getattr(use, field) for field in _FACTS if field in type(use).model_fields}
    if use.name is not None or other.name is None:
        return own
    return {field: value or getattr(entry, field, None) for field, value in own.items()}


_FACTS = ("name", "kind", "country", "ownership")


class Names:
    """Looks up names; where two things of a kind have one name, their ids tell them apart."""

    def __init__(self, own: Table, other: Table, registries: Registries, moved: Collection[Key]) -> None:
        """Take the names on one side, those on the other for what is there only, and the registries of the side.

        `moved` are the ids that things gave up: under their new ones they are no others, and need not be told apart.
        """
        self._names = {**other, **own}
        self._registries = registries
        self._shared = Counter((key[0], name) for key, name in self._names.items() if key not in moved)

    def of(self, kind: str, id: str) -> str:
        """Return the name of a thing, or its id where nobody knows it."""
        name = self._names.get((kind, id))
        if name is None:
            return id
        return name if self._shared[kind, name] <= 1 else f"{name} ({id})"

    def entry(self, kind: str, id: str) -> object | None:
        """Return what the registry of this side has under an id."""
        found = self._registries.entries.get(kind, {}).get(id)
        return found.entry if found else None

    def thing(self, kind: str, id: str) -> Thing:
        """Return a thing with its name."""
        return Thing(kind, id, self.of(kind, id))

    def link(self, id: str) -> str:
        """Return the name of whatever a [[link]] means."""
        for kind in ("actor", "issue", "dossier", "briefing", "publisher"):
            if (kind, id) in self._names:
                return self._names[kind, id]
        return id

    def label(self, text: str, most: int = LABEL) -> str:
        """Return the beginning of a prose field in quotation marks, to tell it from others."""
        words = plain(text, self.link)
        cut = clip(words, most)
        return f"“{cut if cut == words else cut.rsplit(' ', 1)[0] + ' …'}”"
