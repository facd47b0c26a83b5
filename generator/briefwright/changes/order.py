"""Lists that readers see in their order: whether what stayed in one stands in another order now."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from briefwright.changes.change import Change, Sentence, Thing, turn
from briefwright.changes.matching import Matched

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

MOST_SHOWN = 6
"""Items of a list that are shown on either side, from the first one that moved."""


@dataclass(frozen=True, slots=True)
class OrderChanged(Change):
    """What stayed in a list stands in another order; `of` is the statement that has the list, empty for the briefing.

    `before` and `after` hold the same items; what came or went is left out.
    """

    of: str
    list: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def say(self) -> Sentence:
        """Return "Order of the actors: Coast State; Highland → Highland; Coast State"."""
        what = f"{self.of}, order of the {self.list}" if self.of else f"Order of the {self.list}"
        return turn(what, _from_the_move(self.before, self.after), _from_the_move(self.after, self.before))


def _from_the_move(items: Sequence[str], others: Sequence[str]) -> str:
    """Return the items between those that stand the same at the beginning and at the end."""
    apart = [at for at, (one, other) in enumerate(zip(items, others, strict=True)) if one != other]
    first, last = apart[0], apart[-1] + 1
    shown = items[first : min(last, first + MOST_SHOWN)]
    begin = "… " if first else ""
    return f"{begin}{'; '.join(shown)}{' …' if first + len(shown) < len(items) else ''}"


def order_change(
    subject: Thing, of: str, called: str, found: Matched[T], label: Callable[[T], str]
) -> Iterator[OrderChanged]:
    """Yield the change of a list's order, if what stayed in it moved; `label` names an item of the new side."""
    names = dict(zip((was for was, _ in found.places), (label(item) for _, item in found.pairs), strict=True))
    yield from _told(subject, of, called, list(names), names)


def order_of_keys(
    subject: Thing, of: str, called: str, old: Sequence[K], new: Sequence[K], label: Callable[[K], str]
) -> Iterator[OrderChanged]:
    """Yield the change of the order of the ids that are in both lists; `label` names one."""
    at = {id: place for place, id in reversed(list(enumerate(old)))}
    stayed = [id for id in dict.fromkeys(new) if id in at]
    yield from _told(subject, of, called, [at[id] for id in stayed], {at[id]: label(id) for id in stayed})


def _told(subject: Thing, of: str, called: str, places: list[int], names: dict[int, str]) -> Iterator[OrderChanged]:
    """Yield the change, if there is one; `places` are those that the items of the new list had in the old one."""
    if places == sorted(places):
        return
    # Two items may read the same: then the place that each had tells them apart.
    count: Counter[str] = Counter(names.values())
    own = {place: name if count[name] == 1 else f"{name} (was number {place + 1})" for place, name in names.items()}
    yield OrderChanged(subject, of, called, tuple(own[at] for at in sorted(places)), tuple(own[at] for at in places))
