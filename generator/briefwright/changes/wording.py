"""Changed words of a text: what went, what came, what stayed; and how alike two texts are."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from briefwright.changes.change import Mark, Sentence, Span

MOST_WORDS = 4000
"""Words of a changed passage up to which it is compared word by word; a longer one is shown as replaced."""

CONTEXT = 8
"""Words that stay in sight on either side of a change."""

MOST_SHOWN = 120
"""Words of one passage that went or came, shown in a sentence; the whole is in the data."""

# Chinese and Japanese are written without spaces: there each character counts as a word.
_WORD = re.compile(r"(\s*)([\u2e80-\u9fff\uf900-\ufaff]|[^\s\u2e80-\u9fff\uf900-\ufaff]+)")


def _split(text: str) -> tuple[list[str], list[bool]]:
    """Return the words of a text, and whether space stands before each."""
    found = _WORD.findall(text.strip())
    return [word for _, word in found], [bool(space) for space, _ in found]


def same_words(old: str | None, new: str | None) -> bool:
    """Say whether two texts differ in white space at most; between Chinese or Japanese signs it counts for nothing."""
    return old == new or _split(old or "")[0] == _split(new or "")[0]


def difference(old: str, new: str) -> Sentence:
    """Return the new text with what went from the old one marked in its place, word by word."""
    before, gaps_before = _split(old)
    after, gaps_after = _split(new)
    spans: list[Span] = []
    for tag, i, j, k, m in _steps(before, after):
        if tag == "equal":
            spans.append(_span(after, gaps_after, k, m, Mark.PLAIN))
            continue
        if j > i:
            spans.append(_span(before, gaps_before, i, j, Mark.OLD))
        if m > k:
            spans.append(_span(after, gaps_after, k, m, Mark.NEW))
    return tuple(spans)


Step = tuple[str, int, int, int, int]


def _steps(before: list[str], after: list[str]) -> list[Step]:
    """Return difflib's steps from one list of words to the other; what is too long for it is replaced as a whole."""
    first = 0
    shorter = min(len(before), len(after))
    while first < shorter and before[first] == after[first]:
        first += 1
    last = 0
    while last < shorter - first and before[-1 - last] == after[-1 - last]:
        last += 1
    inner = before[first : len(before) - last], after[first : len(after) - last]
    steps: list[Step] = [("equal", 0, first, 0, first)] if first else []
    if max(map(len, inner)) > MOST_WORDS:
        steps.append(("replace", first, len(before) - last, first, len(after) - last))
    else:
        found = SequenceMatcher(None, *inner, autojunk=max(map(len, inner)) > MOST_WORDS // 4).get_opcodes()
        steps += [(tag, i + first, j + first, k + first, m + first) for tag, i, j, k, m in _joined(found)]
    if last:
        steps.append(("equal", len(before) - last, len(before), len(after) - last, len(after)))
    return steps


def _joined(steps: Sequence[Step]) -> list[Step]:
    """Join changes with just one word between them: two short passages read better than shreds."""
    joined: list[Step] = []
    for at, (tag, i, j, k, m) in enumerate(steps):
        between = tag == "equal" and j - i == 1 and 0 < at < len(steps) - 1
        if joined and (between or tag != "equal") and joined[-1][0] != "equal":
            joined[-1] = ("replace", joined[-1][1], j, joined[-1][3], m)
        else:
            joined.append((tag, i, j, k, m))
    return joined


def _span(words: list[str], gaps: list[bool], first: int, last: int, mark: Mark) -> Span:
    """Return a passage; the space before it belongs to it, so that passages can be put together as they are."""
    return Span("".join((" " if gaps[at] else "") + words[at] for at in range(first, last)), mark)


def in_short(sentence: Sentence) -> Sentence:
    """Return a difference with only a few words left around each change."""
    return tuple(
        _shortened(span, at > 0, at < len(sentence) - 1) if span.mark is Mark.PLAIN else _capped(span)
        for at, span in enumerate(sentence)
    )


def _shortened(span: Span, follows: bool, leads: bool) -> Span:
    words, gaps = _split(span.text)
    if len(words) <= CONTEXT * (follows + leads) + 2 or not words:
        return span
    gaps[0] = span.text[:1].isspace()
    head = _span(words, gaps, 0, CONTEXT, Mark.PLAIN).text if follows else ""
    tail = _span(words, gaps, len(words) - CONTEXT, len(words), Mark.PLAIN).text if leads else ""
    return Span(f"{head} …{tail}" if head else f"…{tail}")


def _capped(span: Span) -> Span:
    words, gaps = _split(span.text)
    if len(words) <= MOST_SHOWN:
        return span
    gaps[0] = span.text[:1].isspace()
    return Span(_span(words, gaps, 0, MOST_SHOWN, span.mark).text + f" … ({len(words):,} words)", span.mark)


def likeness(one: str, other: str) -> float:
    """Return how many of their words two texts share, 0 to 1 (Dice's coefficient); their order does not count."""
    first, second = (Counter(_split(text.casefold())[0]) for text in (one, other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0
