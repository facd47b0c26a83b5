"""Words that are the same but for one slip of the pen, found without comparing each with each."""

from collections.abc import Collection, Iterator, Sequence


def alike(words: Sequence[str], least: int, asked: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the places of two words that are the same, or one slip apart, in the order of the second.

    `least` is the length from which one slip counts as a likeness; `asked` are the places that the second word may
    have. Two words one slip apart have a form in common once a letter is taken out of either; so each word is compared
    with those few that share such a form. Empty ones are like nothing.
    """
    lengths = {length for index in asked for length in range(len(words[index]) - 1, len(words[index]) + 2)}
    shelves: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        if not word or len(word) not in lengths:
            continue
        near: set[int] = set()
        for form in forms(word, least):
            shelf = shelves.setdefault(form, [])
            near.update(shelf)
            shelf.append(index)
        if index in asked:
            yield from ((other, index) for other in sorted(near) if one_slip(words[other], word, least))


def forms(word: str, least: int) -> set[str]:
    """Return a word, and where it is long enough, what is left of it without each of its letters."""
    if len(word) < least:
        return {word}
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def one_slip(one: str, other: str, least: int) -> bool:
    """Say whether two words are the same but for one letter more, less or changed, or two that changed places.

    Words shorter than `least` have to be the same, and so have figures.
    """
    if one == other:
        return True
    if min(len(one), len(other)) < least or abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    tail = 0
    while tail < min(len(one), len(other)) - start and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    left, right = one[start : len(one) - tail], other[start : len(other) - tail]
    if any(c.isdigit() for c in left + right):
        return False
    return max(len(left), len(right)) == 1 or (len(left) == 2 and left == right[::-1])
