"""Positions in briefings that did not change, found by a search of git's and not by reading them all."""

from collections import defaultdict
from collections.abc import Sequence

from briefwright.changes.between import is_briefing
from briefwright.changes.pairing import Item
from briefwright.changes.standing import Pair, Stood, stood
from briefwright.editorial.repository import Repository
from briefwright.schema import Briefing
from briefwright.validation import validate

READ = 300
"""Briefings that are read in all; of an actor and an issue that need more, nothing is said rather than half of it."""


class Standings:
    """Looks up earlier positions in the files of a revision, or of the working tree if that is None.

    Files in `changed`, by path in the folder, do not count.
    """

    def __init__(self, repository: Repository, rev: str | None, changed: set[str]) -> None:
        self.repository = repository
        self.rev = rev
        self.changed = changed

    def __call__(self, pairs: Sequence[Pair]) -> dict[Pair, list[Stood]]:
        """Return the positions of each actor on each issue, as far as they can be found out in time."""
        naming = self._naming({id for pair in pairs for id in pair})
        chosen: dict[Pair, set[str]] = {}
        paths: set[str] = set()
        for actor, issue in pairs:
            both = naming[actor] & naming[issue]
            if len(paths | both) <= READ:
                chosen[actor, issue] = both
                paths |= both
        found: dict[Pair, list[Stood]] = {pair: [] for pair in chosen}
        wanted = sorted(paths)
        files = self.repository.read(self.rev, wanted) if self.rev else self.repository.read_now(wanted)
        for path, raw in files.items():
            briefing = validate(raw, path, Briefing)[0]
            if briefing is None:
                # Whoever stands in it may have said something later than all the others.
                found = {pair: held for pair, held in found.items() if path not in chosen[pair]}
                continue
            for pair, position in stood(Item(path, briefing)):
                if pair in found:
                    found[pair].append(position)
        return found

    def _naming(self, ids: set[str]) -> dict[str, set[str]]:
        """Return the files that hold each id, anywhere."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for path, line in self.repository.lines_with(sorted(ids), self.rev):
            if path not in self.changed and is_briefing(f"x/{path}", "x"):
                for id in ids:
                    if id in line:
                        found[id].add(path)
        return found
