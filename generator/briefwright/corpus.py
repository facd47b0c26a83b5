"""The corpus: every briefing's digest and every registry entry, with all references checked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from briefwright.descriptions import Disagreement, Entries, disagreements, place_of, with_described
from briefwright.digest import Digest
from briefwright.discovery import ContentFile
from briefwright.problems import Problem, did_you_mean
from briefwright.prose_syntax import links
from briefwright.references import Reference, entry_prose, outward_references
from briefwright.registries import Registries
from briefwright.schema import Actor, Briefing, Dossier, Issue, Publisher
from briefwright.validation import problem_at
from briefwright.vocabulary import Relation, Status

HIDDEN = frozenset([Status.DRAFT, Status.REVIEW])
"""States of briefings that a published site leaves out."""

LINK_KINDS = ("actor", "issue", "dossier", "briefing", "publisher")
"""The order in which a [[link]] is looked up."""

LEFT_OUT = "left-out"
"""What `Corpus.find` calls the kind of something that a selection has left out: it has a name, but no page."""

ALIAS = "alias"
"""The kind under which `Corpus.left_out` has the old ids of briefings; no [[link]] means one."""

RULE_OF_KIND = {
    "actor": "REF01",
    "issue": "REF02",
    "publisher": "REF03",
    "dossier": "REF04",
    "any": "REF07",
    "briefing": "REF08",
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """What the pages are made from. `briefings` are those that are shown, newest first."""

    briefings: tuple[Digest, ...]
    by_id: dict[str, Digest]
    actors: dict[str, Actor]
    issues: dict[str, Issue]
    publishers: dict[str, Publisher]
    dossiers: dict[str, Dossier]
    summaries: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """Plain summaries by briefing, filled as they are asked for: each is shown on some ten pages."""
    described: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False, compare=False)
    """Kind and id of the entries that stand in no registry: some briefing writes them in place."""
    left_out: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """What a selection has left out: kind and id → name, so that it can still be named; empty for the whole."""
    left_out_relations: dict[str, tuple[tuple[Relation, str], ...]] = field(default_factory=dict, repr=False)
    """What briefings that were left out are to one that is here: by its id, the relations and their titles."""
    scope: str = ""
    """What a selection holds, in a sentence for readers; empty for the whole."""

    @property
    def live(self) -> tuple[Digest, ...]:
        """The briefings whose content counts: those that were not withdrawn, newest first."""
        return tuple(item for item in self.briefings if item.status is not Status.WITHDRAWN)

    @property
    def today(self) -> str:
        """The newest date in the content, or the beginning of time where there is none."""
        return max((item.updated or item.date for item in self.briefings), default="1970-01-01")

    def name(self, kind: str, id: str) -> str | None:
        """Return what readers call a thing, or None where it is not known."""
        if kind == "actor":
            actor = self.actors.get(id)
            return actor.name if actor else None
        if kind == "issue":
            issue = self.issues.get(id)
            return issue.title if issue else None
        if kind == "briefing":
            briefing = self.by_id.get(id)
            return briefing.title if briefing else None
        if kind == "publisher":
            publisher = self.publishers.get(id)
            return publisher.name if publisher else None
        dossier = self.dossiers.get(id)
        return dossier.title if dossier else None

    def find(self, id: str) -> tuple[str, str] | None:
        """Return kind and name of whatever a [[link]] means, or None.

        What it means does not depend on the selection: something that was left out has the kind LEFT_OUT, also where
        another thing of the same id is there.
        """
        left_out = self.left_out
        for kind in LINK_KINDS:
            name = self.name(kind, id)
            if name is not None:
                return kind, name
            if left_out and (kind, id) in left_out:
                return LEFT_OUT, left_out[kind, id]
        return None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The outcome of resolving: a corpus that may be built where no problem is an error."""

    corpus: Corpus
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Resolver:
    """What resolving needs besides the data: the files, to point at a line where something is wrong."""

    files: dict[str, ContentFile]
    read_raw: Callable[[ContentFile], bytes]
    parse: Callable[[bytes, ContentFile], Briefing | None]

    def resolve(
        self,
        digests: Iterable[Digest],
        registries: Registries,
        drafts: bool = False,
        damaged: frozenset[str] = frozenset(),
    ) -> Resolved:
        """Check every reference between the files and put the corpus together.

        `damaged` are ids of things that stand in files with errors: whether a reference to one is right cannot be said.
        """
        ordered = sorted(digests, key=lambda item: item.path)
        by_id, problems = self._unique(ordered)
        registered = {kind: {id: e.entry for id, e in found.items()} for kind, found in registries.entries.items()}
        described = with_described(ordered, registered)
        problems += (self._disagreement(found) for found in disagreements(ordered, registered))
        known = self._known(registries, described, by_id, ordered)
        problems += self._registry_problems(registries, known)
        unread = {*registries.unread, "any"} if registries.unread else set()
        for item in ordered:
            missing = [
                ref
                for ref in item.references
                if ref.id not in known[ref.kind] and ref.kind not in unread and ref.id not in damaged
            ]
            if missing:
                problems += self._unknown(item, frozenset(missing), known)
        shown = [item for item in by_id.values() if drafts or item.status not in HIDDEN]
        entries = _shown_entries(shown, registered, described)
        shown.sort(key=lambda item: item.id)
        shown.sort(key=lambda item: item.date, reverse=True)
        corpus = Corpus(
            briefings=tuple(shown),
            by_id={item.id: item for item in shown},
            actors=_sorted(entries["actor"]),
            issues=_sorted(entries["issue"]),
            publishers=_sorted(entries["publisher"]),
            dossiers=_sorted(entries["dossier"]),
            described=frozenset((kind, id) for kind, own in entries.items() for id in own.keys() - registered[kind]),
        )
        return Resolved(corpus, tuple(problems))

    def _known(
        self, registries: Registries, described: Entries, by_id: dict[str, Digest], read: list[Digest]
    ) -> Entries:
        """Return the ids that references may lead to, by kind.

        What is damaged counts as known: one mistake, one message.
        """
        known: Entries = {**described, "briefing": dict(by_id)}
        usable = {item.path for item in read}
        known["briefing"].update((file.stem, None) for name, file in self.files.items() if name not in usable)
        for kind, ids in registries.damaged.items():
            known[kind] = {**known[kind], **dict.fromkeys(ids)}
        known["any"] = {id: None for kind in LINK_KINDS for id in known[kind]}
        return known

    def _problem(self, item: Digest, loc: tuple[str | int, ...], rule: str, message: str, hint: str) -> Problem:
        file = self.files[item.path]
        return problem_at(self.read_raw(file), item.path, loc, rule, message, hint)

    def _unique(self, ordered: list[Digest]) -> tuple[dict[str, Digest], list[Problem]]:
        by_id: dict[str, Digest] = {}
        problems = []
        for item in ordered:
            first = by_id.setdefault(item.id, item)
            if first is not item:
                message = f"the id '{item.id}' is already that of {first.path}"
                hint = "rename one of the files: ids are unique over all years"
                problems.append(self._problem(item, ("id",), "REF09", message, hint))
        taken: dict[str, str] = {}
        for item in ordered:
            for index, alias in enumerate(item.aliases):
                other = by_id[alias].path if alias in by_id else taken.setdefault(alias, item.path)
                if alias == item.id:
                    message = f"the alias '{alias}' is the briefing's own id"
                    problems.append(self._problem(item, ("aliases", index), "REF10", message, "remove it"))
                elif alias in by_id or other != item.path:
                    message = f"the alias '{alias}' is already used by {other}"
                    hint = "an old id can lead to one briefing only"
                    problems.append(self._problem(item, ("aliases", index), "REF10", message, hint))
        return by_id, problems

    def _disagreement(self, found: Disagreement) -> Problem:
        new = found.new
        file = self.files[found.item.path]
        briefing = self.parse(self.read_raw(file), file)
        loc = (*place_of(new, briefing), found.field) if briefing else ()
        if found.field == "name":
            message = f"'{found.here}' has the id '{new.id}', which is that of '{found.there}'"
            hint = f"give it an id of its own, or write just the id '{new.id}' if the two are one"
        else:
            where = found.first or "the registry"
            message = f"the {found.field} of '{new.id}' is '{found.here}' here and '{found.there}' in {where}"
            hint = f"put it into registry/{new.kind}s.yml once, and write just the id '{new.id}' here"
        return self._problem(found.item, loc, "REF12", message, hint)

    def _unknown(self, item: Digest, missing: frozenset[Reference], known: Entries) -> Iterator[Problem]:
        """Read the file again to say where each unknown id stands."""
        file = self.files[item.path]
        raw = self.read_raw(file)
        briefing = self.parse(raw, file)
        for reference, place in outward_references(briefing) if briefing else ():
            if reference not in missing:
                continue
            kind = "page" if reference.kind == "any" else reference.kind
            message = f"unknown {kind} '{reference.id}'"
            hint = did_you_mean(reference.id, known[reference.kind]) or _how_to_add(reference.kind)
            rule = RULE_OF_KIND[reference.kind]
            yield problem_at(raw, item.path, place.loc, rule, message, hint, needle=place.needle)

    def _registry_problems(self, registries: Registries, known: Entries) -> Iterator[Problem]:
        for kind, found in registries.entries.items():
            for registered in found.values():
                for reference, loc, needle in _entry_references(kind, registered.entry):
                    other, id = reference
                    unread = other in registries.unread or (other == "any" and registries.unread)
                    if id in known[other] or unread:
                        continue
                    raw = self.read_raw(registered.file)
                    hint = did_you_mean(id, known[other]) or _how_to_add(other)
                    rule, what = ("REF07", "page") if other == "any" else ("REF11", other)
                    message = f"unknown {what} '{id}' in the {kind} '{registered.entry.id}'"
                    at = (*registered.at, *loc)
                    yield problem_at(raw, registered.file.name, at, rule, message, hint, needle=needle)


def _shown_entries(shown: list[Digest], registered: Entries, described: Entries) -> Entries:
    """Return the entries that readers may see.

    A draft or a withdrawn briefing adds none of its own, unless something that is shown refers to them.
    """
    live = sorted((item for item in shown if item.status is not Status.WITHDRAWN), key=lambda item: item.path)
    entries = with_described(live, registered)
    for kind, table in described.items():
        left = table.keys() - entries[kind].keys()
        if left:
            wanted = {ref.id for item in shown for ref in item.references if ref.kind in (kind, "any")}
            named = (ref for own, found in registered.items() for e in found.values() for ref in outward(own, e))
            wanted |= {ref.id for ref in named if ref.kind in (kind, "any")}
            entries[kind].update((id, table[id]) for id in sorted(left & wanted))
    return entries


def _sorted(entries: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(entries.items()))


def _entry_references(kind: str, entry: Any) -> Iterator[tuple[Reference, tuple[str | int, ...], str]]:
    """Yield what an entry of a registry points at, with its place in the entry and the text to look for there."""
    if kind == "actor" and entry.part_of:
        yield Reference("actor", entry.part_of), ("part_of",), ""
    if kind == "dossier":
        for field, other in (("issues", "issue"), ("actors", "actor")):
            for index, id in enumerate(getattr(entry, field)):
                yield Reference(other, id), (field, index), ""
    for loc, text in entry_prose(entry):
        for link in links(text):
            yield Reference("any", link.id), loc, link.written


def outward(kind: str, entry: Any) -> Iterator[Reference]:
    """Yield what an entry of a registry points at: what it is part of or lists, and the links in its texts."""
    return (reference for reference, _, _ in _entry_references(kind, entry))


def _how_to_add(kind: str) -> str:
    if kind == "actor":
        return "add it to registry/actors.yml, or write it in place under 'actors' with a name"
    if kind == "briefing":
        return "the id of a briefing is the name of its file without .yml"
    if kind == "any":
        return "a [[link]] takes the id of an actor, an issue, a dossier, a publisher or a briefing"
    return f"add it to registry/{kind}s.yml"
