"""The facets of a briefing: which values it has, what readers call them, and the shard that lists them all."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from briefwright.corpus import Corpus
from briefwright.digest import Digest
from briefwright.search.encode import string, varint
from briefwright.search.runs import Merged, Postings
from briefwright.views.index import involved
from briefwright.views.languages import language
from briefwright.views.places import place
from briefwright.vocabulary import Stance, label

FACETS = ("dossier", "actor", "issue", "stance", "analyst", "publisher", "region", "topic", "lang")
"""The facets that have a shard of their own, by the name that a query and a term use."""

HAS_QUOTE = "has=quote"
"""The term for briefings with somebody's own words; it has no list of values."""

STANCE_NUMBER = {stance: number for number, stance in enumerate(Stance)}
"""A stance as a position's entry in the index holds it: its place in the vocabulary, from 0."""


class Value(NamedTuple):
    """A value of a facet: what the data has, what readers see, and the briefings that have it."""

    value: str
    label: str
    postings: Postings


def issues_of(item: Digest) -> dict[str, None]:
    """Return the issues on which a briefing has a position, or about which it has a view; each once."""
    ids = [position.issue for position in item.positions]
    ids += [issue for view in item.views for issue in view.about]
    return dict.fromkeys(ids)


def facet_terms(item: Digest, quoted: bool) -> list[str]:
    """Return the `FACET=VALUE` terms of a briefing, each once; `quoted` says whether it has a quotation."""
    terms = [f"actor={id}" for id in involved(item)]
    terms += [f"issue={id}" for id in issues_of(item)]
    terms += dict.fromkeys(f"stance={position.stance}" for position in item.positions)
    terms += dict.fromkeys(f"analyst={view.analyst}" for view in item.views)
    terms += dict.fromkeys(f"publisher={source.publisher}" for source in item.sources if source.publisher)
    terms += dict.fromkeys(f"region={code}" for code in item.regions)
    terms += dict.fromkeys(f"topic={topic}" for topic in item.topics)
    if item.dossier:
        terms.append(f"dossier={item.dossier}")
    if item.lang:
        terms.append(f"lang={item.lang}")
    if quoted:
        terms.append(HAS_QUOTE)
    return terms


def _language(tag: str) -> str:
    name = language(tag)
    return f"{name} ({tag})" if "-" in tag and name != tag else name


def labels(corpus: Corpus) -> dict[str, Callable[[str], str]]:
    """Return by facet the function from a value to the words that readers see for it."""

    def name(kind: str) -> Callable[[str], str]:
        return lambda id: corpus.name(kind, id) or id

    return {
        "dossier": name("dossier"),
        "actor": name("actor"),
        "issue": name("issue"),
        "stance": lambda value: label(Stance(value)),
        "analyst": name("actor"),
        "publisher": name("publisher"),
        "region": place,
        "topic": str,
        "lang": _language,
    }


def facet_values(merged: Merged, corpus: Corpus) -> Iterator[tuple[str, list[Value]]]:
    """Yield each facet with its values, those of most briefings first, then by value."""
    named = labels(corpus)
    found: dict[str, list[Value]] = {facet: [] for facet in FACETS}
    for term, postings in merged.terms.items():
        facet, sign, value = term.partition("=")
        if sign and facet in found:
            found[facet].append(Value(value, named[facet](value), postings))
    for facet, values in found.items():
        yield facet, sorted(values, key=lambda item: (-item.postings.count, item.value))


def facet_data(values: list[Value]) -> bytes:
    """Return the content of a facet's shard: the values with their labels and counts, then their blocks."""
    parts = [varint(len(values))]
    parts += (
        string(value) + string(words) + varint(postings.count) + varint(postings.size)
        for value, words, postings in values
    )
    parts += (postings.block() for _, _, postings in values)
    return b"".join(parts)
