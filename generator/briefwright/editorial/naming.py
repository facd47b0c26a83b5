"""Actors and issues as somebody at a terminal names them: ids or names, several separated by commas."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefwright.checks.text import folded
from briefwright.editorial.drafting import DraftError, Known, is_known, unknown
from briefwright.problems import did_you_mean


def ids_of(answer: str, kind: str, there: Known, in_place: Callable[[], Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the ids that an answer names, each once; none for an empty one.

    `kind` is "actor" or "issue"; `in_place` reads the actors that briefings write in place, and is called only where
    the registry does not have a name. Raises DraftError with all names that nobody has, or that several have.
    """
    found: list[str] = []
    faults: list[str] = []
    for word in _words(answer, kind, there):
        ids = _meant(word, kind, there.entries(kind)) or ([word] if is_known(there, kind, word) else [])
        others = in_place() if not ids and kind == "actor" else {}
        ids = ids or _meant(word, kind, others)
        if len(ids) == 1:
            found += ids
        elif ids:
            faults.append(f"'{word}' may be {' or '.join(ids)}; write the id")
        else:
            near = others if did_you_mean(word, {**there.entries(kind), **others}) else _by_name(there, kind, others)
            faults.append(unknown(there, kind, word, near))
    if faults:
        raise DraftError("\n".join(faults))
    return tuple(dict.fromkeys(found))


def _words(answer: str, kind: str, there: Known) -> Iterator[str]:
    """Yield what stands between commas; the whole where that is a name with a comma in it."""
    answer = " ".join(answer.split())
    if _meant(answer, kind, there.entries(kind)):
        yield answer
        return
    yield from (word.strip() for word in answer.split(",") if word.strip())


def _meant(word: str, kind: str, entries: Mapping[str, Any]) -> list[str]:
    """Return the id that a word is, or else the ids of the entries that have it as a name, in order."""
    if word in entries:
        return [word]
    wanted = folded(word)
    return sorted(id for id, entry in entries.items() if wanted and wanted in map(folded, _names(entry)))


def _names(entry: Any) -> list[str]:
    names = [getattr(entry, "name", ""), getattr(entry, "title", ""), *getattr(entry, "aliases", ())]
    return [name for name in (*names, *getattr(entry, "names", {}).values()) if name]


def _by_name(there: Known, kind: str, others: Mapping[str, Any]) -> dict[str, Any]:
    """Return all entries by their names."""
    return {name: entry for entry in (*there.entries(kind).values(), *others.values()) for name in _names(entry)}
