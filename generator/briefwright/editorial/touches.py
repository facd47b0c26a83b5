"""How many briefings name a registry entry: one search of git's, instead of reading every briefing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from briefwright.changes.between import is_briefing
from briefwright.changes.slots import Key
from briefwright.editorial.repository import Repository
from briefwright.references import Reference, outward_references
from briefwright.schema import Briefing
from briefwright.validation import validate

READ = 200
"""Briefings up to which those that may name an entry are read; of more, the lines alone are looked at."""

_KEYS = {
    "actor": "actors|actor|analyst|speaker|id",
    "issue": "issue|about",
    "publisher": "publisher|id",
    "dossier": "dossier",
}
"""Kind of an entry → the fields of a briefing that name one."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Touches:
    """Counts the briefings of a revision, or of the working tree if that is None, that name registry entries."""

    def __init__(self, repository: Repository, rev: str | None) -> None:
        self.repository = repository
        self.rev = rev

    def __call__(self, keys: Sequence[Key]) -> dict[Key, int]:
        """Return the number for each kind and id."""
        found = self._candidates(keys)
        read = self._named(sorted(set().union(*found.values()))) if found else {}
        return {key: sum(path not in read or key in read[path] for path in found[key]) for key in keys}

    def _candidates(self, keys: Sequence[Key]) -> dict[Key, set[str]]:
        """Return the files that seem to name each entry, by the look of a line."""
        patterns = {key: _naming(*key) for key in keys}
        by_id: defaultdict[str, list[Key]] = defaultdict(list)
        for key in keys:
            by_id[key[1]].append(key)
        found: dict[Key, set[str]] = {key: set() for key in keys}
        for path, line in self.repository.lines_with(sorted(by_id), self.rev):
            if not is_briefing(f"x/{path}", "x"):
                continue
            for word in set(_ID.findall(line)) & by_id.keys():
                for key in by_id[word]:
                    if path not in found[key] and patterns[key].search(line):
                        found[key].add(path)
        return found

    def _named(self, paths: Sequence[str]) -> dict[str, set[Key]]:
        """Return what each briefing names, if they are few enough to be read; broken ones are left out."""
        if len(paths) > READ:
            return {}
        files = self.repository.read(self.rev, paths) if self.rev else self.repository.read_now(paths)
        read = ((path, validate(raw, path, Briefing)[0]) for path, raw in files.items())
        return {path: set(_keys(ref for ref, _ in outward_references(item))) for path, item in read if item}


def _keys(references: Iterable[Reference]) -> Iterable[Key]:
    for reference in references:
        kinds = _KEYS if reference.kind == "any" else (reference.kind,)
        yield from ((kind, reference.id) for kind in kinds)


def _naming(kind: str, id: str) -> re.Pattern[str]:
    """Return what finds an id where a line of YAML names it: after its field, as an item of a list, as a [[link]]."""
    edge = rf"(?<![\w-]){re.escape(id)}(?![\w-])"
    item = rf"|^\s*-\s*[\"']?{edge}[\"']?\s*(?:#.*)?$" if kind in ("actor", "issue") else ""
    return re.compile(rf"\b(?:{_KEYS[kind]})[\"']?\s*:[^:]*?(?:\{{\s*id\s*:\s*[\"']?)?{edge}{item}|\[\[\s*{edge}")
