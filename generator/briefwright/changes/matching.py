"""Which item of an old list became which of a new one, whatever their order."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

MOST_PAIRS = 10_000
"""Pairs of items that are compared one by one; in longer lists only equal items and neighbours find each other."""


class Matched(NamedTuple, Generic[T]):
    """Pairs of an old and a new item, and what has no partner, each in the order of its list.

    `places` are those of the pairs in both lists.
    """

    pairs: list[tuple[T, T]]
    gone: list[T]
    come: list[T]
    places: list[tuple[int, int]]


def match(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Hashable],
    likeness: Callable[[T, T], float],
    least: float = 0.0,
) -> Matched[T]:
    """Pair items of the same key: equal ones first, then the most alike whose likeness is `least` or more."""
    left, right = list(range(len(old))), list(range(len(new)))
    taken: dict[int, int] = {}

    def take(candidates: list[tuple[int, int]]) -> None:
        for i, j in candidates:
            if i in free_old and j in free_new:
                taken[j] = i
                free_old.discard(i)
                free_new.discard(j)

    free_old, free_new = set(left), set(right)
    by_value: defaultdict[T, list[int]] = defaultdict(list)
    for i in left:
        by_value[old[i]].append(i)
    for j in right:
        if by_value.get(new[j]):
            take([(by_value[new[j]].pop(0), j)])
    by_key: defaultdict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for i in sorted(free_old):
        by_key[key(old[i])][0].append(i)
    for j in sorted(free_new):
        by_key[key(new[j])][1].append(j)
    for olds, news in by_key.values():
        if len(olds) * len(news) > MOST_PAIRS:
            close = list(zip(olds, news, strict=False))
        else:
            close = [(i, j) for i in olds for j in news]
        scored = [(likeness(old[i], new[j]), i, j) for i, j in close]
        scored.sort(key=lambda found: (-found[0], abs(found[1] - found[2]), found[1], found[2]))
        take([(i, j) for score, i, j in scored if score >= least])
    return Matched(
        [(old[taken[j]], new[j]) for j in sorted(taken)],
        [old[i] for i in sorted(free_old)],
        [new[j] for j in sorted(free_new)],
        [(taken[j], j) for j in sorted(taken)],
    )
