"""Makes queries out of the briefings of a corpus, by chance but the same ones each time: titles, typos, loose words."""

import random
import string
from dataclasses import dataclass

from briefwright.search.fold import words
from search_corpus import Documents

SEED = "queries 1"
LEAST_TO_MISTYPE = 4
"""Letters of the shortest word that gets a typo."""


@dataclass(frozen=True)
class TitleQuery:
    """Three words of a briefing's title, in its order; `number` is that of the document."""

    number: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """What a reader types."""
        return " ".join(self.words)


@dataclass(frozen=True)
class TypoQuery:
    """A title query with one typo in one word; `place` is the letter that is wrong, from 0."""

    meant: TitleQuery
    text: str
    place: int


def of_titles(documents: Documents, count: int, purpose: str) -> list[TitleQuery]:
    """Return up to `count` queries, each of three different words of one title, the commonest words left out."""
    rng = random.Random(f"{SEED} {purpose}")
    found = []
    for number in rng.sample(range(len(documents.titles)), len(documents.titles)):
        left = [w for w in dict.fromkeys(words(documents.titles[number])) if w not in documents.common]
        if len(left) >= 3:
            chosen = sorted(rng.sample(range(len(left)), 3))
            found.append(TitleQuery(number, tuple(left[place] for place in chosen)))
        if len(found) == count:
            break
    return found


def with_typo(queries: list[TitleQuery]) -> list[TypoQuery]:
    """Return the queries with one typo each: a letter more, less, another, or two swapped; anywhere in the word.

    A query without a word of four letters is left out.
    """
    rng = random.Random(f"{SEED} typos")
    found = []
    for query in queries:
        long = [n for n, word in enumerate(query.words) if len(word) >= LEAST_TO_MISTYPE]
        if long:
            which = rng.choice(long)
            wrong, place = _mistyped(query.words[which], rng)
            text = " ".join([*query.words[:which], wrong, *query.words[which + 1 :]])
            found.append(TypoQuery(query, text, place))
    return found


def _mistyped(word: str, rng: random.Random) -> tuple[str, int]:
    """Return a word with one typo, and the place of the first wrong letter."""
    while True:
        place, letter = rng.randrange(len(word)), rng.choice(string.ascii_lowercase)
        before, here, after = word[:place], word[place], word[place + 1 :]
        wrong = rng.choice(
            [
                before + letter + here + after,
                before + after,
                before + letter + after,
                before + after[:1] + here + after[1:],
            ]
        )
        if wrong != word:
            return wrong, next(
                (n for n, pair in enumerate(zip(word, wrong, strict=False)) if len(set(pair)) > 1), place
            )


def loose(documents: Documents, count: int, least: int) -> list[tuple[str, ...]]:
    """Return `count` queries of one, two and three words in turn, from anywhere in one document.

    More than `least` documents have all the words of each: how these are ordered is then a question.
    """
    rng = random.Random(f"{SEED} loose")
    having: dict[str, set[int]] = {}
    for number, counts in enumerate(documents.counts):
        for word in counts:
            having.setdefault(word, set()).add(number)
    found: list[tuple[str, ...]] = []
    for _ in range(200 * count):
        choice = sorted(documents.counts[rng.randrange(len(documents.titles))].keys() - documents.common)
        wanted = 1 + len(found) % 3
        if len(choice) >= wanted:
            query = tuple(rng.sample(choice, wanted))
            if len(set.intersection(*(having[word] for word in query))) > least:
                found.append(query)
        if len(found) == count:
            break
    return found
