"""Which file of an old state became which of a new one: by path, id, alias, git's word, title or content."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefwright.changes.wording import likeness
from briefwright.discovery import ContentFile
from briefwright.schema import Briefing

ALIKE = 0.7
"""Share of common words from which a file that came is one that went, under another name."""

MOST_PAIRS = 2_500
"""Pairs of files whose texts are compared."""


@dataclass(frozen=True, slots=True)
class Item:
    """A briefing and where it stands."""

    path: str
    briefing: Briefing

    @property
    def id(self) -> str:
        """The briefing's id: the file's stem, unless it says otherwise."""
        return self.briefing.id or ContentFile("", self.path).stem


@dataclass(frozen=True, slots=True)
class Paired:
    """Old and new states of the same briefings, and those that are only on one side; each in the order of its paths."""

    both: tuple[tuple[Item, Item], ...]
    gone: tuple[Item, ...]
    come: tuple[Item, ...]


def pair(old: Mapping[str, Briefing], new: Mapping[str, Briefing], renames: Mapping[str, str]) -> Paired:
    """Pair the briefings of two states; `renames` is what git takes for renamed, new path → old path."""
    gone = {path: Item(path, briefing) for path, briefing in sorted(old.items())}
    come = {path: Item(path, briefing) for path, briefing in sorted(new.items())}
    both: dict[str, tuple[Item, Item]] = {}

    def settle(partner: Callable[[Item], str | None]) -> None:
        for path in list(come):
            found = partner(come[path])
            if found is not None and found in gone:
                both[path] = gone.pop(found), come.pop(path)

    settle(lambda item: item.path)
    by_id = {item.id: path for path, item in gone.items()}
    settle(lambda item: by_id.get(item.id))
    settle(lambda item: next((by_id[alias] for alias in item.briefing.aliases if by_id.get(alias) in gone), None))
    settle(lambda item: renames.get(item.path))
    by_title = {(item.briefing.title, item.briefing.date): path for path, item in gone.items()}
    settle(lambda item: by_title.get((item.briefing.title, item.briefing.date)))
    if len(gone) * len(come) <= MOST_PAIRS:
        settle(lambda item: _most_alike(item, gone))
    return Paired(tuple(both[path] for path in sorted(both)), tuple(gone.values()), tuple(come.values()))


def _most_alike(item: Item, gone: Mapping[str, Item]) -> str | None:
    scored = [(likeness(_text(item), _text(other)), path) for path, other in gone.items()]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def _text(item: Item) -> str:
    briefing = item.briefing
    parts = [briefing.title, briefing.summary, briefing.body or ""]
    parts += [position.statement or "" for position in briefing.positions]
    parts += [view.view for view in briefing.analyst_views]
    parts += [judgement.text for judgement in briefing.key_judgements]
    return " ".join(parts)
