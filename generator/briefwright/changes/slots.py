"""Where in a briefing each registry entry is named, told by what stands around it and not by the entry itself."""

from collections import defaultdict
from collections.abc import Iterator

from briefwright.schema import Briefing

Key = tuple[str, str]
"""Kind and id of an entry."""

Slot = tuple[str | None, ...]


def slots(briefing: Briefing) -> dict[Key, set[Slot]]:
    """Return the places of each entry. If one entry takes the places of another, the references moved.

    An actor that is only listed, without a role, has no place: any other could stand there.
    """
    found: defaultdict[Key, set[Slot]] = defaultdict(set)
    for kind, id, slot in _named(briefing):
        found[kind, id].add(slot)
    return dict(found)


def _named(briefing: Briefing) -> Iterator[tuple[str, str, Slot]]:
    if briefing.dossier:
        yield "dossier", briefing.dossier, ("dossier",)
    for use in briefing.actors:
        if use.name is None and use.role:
            yield "actor", use.key, ("role", use.role)
    for item in briefing.positions:
        yield "actor", item.actor, ("position", item.issue, item.stance, item.statement)
        yield "issue", item.issue, ("position", item.actor, item.stance, item.statement)
        if item.quote and item.quote.speaker:
            yield "actor", item.quote.speaker, ("speaker", item.quote.text)
    for view in briefing.analyst_views:
        yield "actor", view.analyst, ("view", view.view)
        if view.quote and view.quote.speaker:
            yield "actor", view.quote.speaker, ("speaker", view.quote.text)
        for issue in view.about:
            yield "issue", issue, ("view", view.view)
    for judgement in briefing.key_judgements:
        for issue in judgement.about:
            yield "issue", issue, ("judgement", judgement.text)
    for source in briefing.sources:
        if source.publisher and source.publisher.name is None:
            yield "publisher", source.publisher.key, ("source", source.title)
