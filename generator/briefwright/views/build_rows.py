"""Rows from the index: positions with their changes, views, briefings, sources, entries."""

from collections.abc import Iterable

from briefwright.corpus import Corpus
from briefwright.digest import Cited, Digest
from briefwright.prose_syntax import plain
from briefwright.views.index import Held, Index, Offered, Used
from briefwright.views.rows import BriefingRow, PositionRow, Ref, SourceRef, SourceRow, ViewRow, briefing_row
from briefwright.vocabulary import Stance, Status

COURSE_LENGTH = 12
"""How many of an actor's latest stances the small strip beside an issue shows."""

SUMMARY_LENGTH = 280
"""Characters of a summary on a card."""


def ref(corpus: Corpus, kind: str, id: str) -> Ref:
    """Return a reference with its name; the id stands in for a name that is not shown, such as a draft's."""
    return Ref(kind, id, corpus.name(kind, id) or id)


def as_of(corpus: Corpus) -> str:
    """Return for when the latest stance is said to hold; what a selection has left out may have changed it since."""
    return "in this bundle" if corpus.scope else "now"


def briefing_ref(briefing: Digest) -> Ref:
    """Return the reference to a briefing."""
    return Ref("briefing", briefing.id, briefing.title)


def source_refs(corpus: Corpus, briefing: Digest, cited: Iterable[Cited]) -> tuple[SourceRef, ...]:
    """Return citations of a briefing's sources, in the order in which they are given."""
    found = []
    for number, locator, credibility in cited:
        source = briefing.sources[number - 1]
        publisher = corpus.publishers.get(source.publisher) if source.publisher else None
        name = publisher.name if publisher else "no publisher named"
        found.append(SourceRef(number, source.id, locator, name, credibility))
    return tuple(found)


def plain_summary(corpus: Corpus, text: str, most: int = SUMMARY_LENGTH) -> str:
    """Return prose as plain text, cut at a word where it is longer than `most` characters."""
    return _cut(plain(text, lambda id: (corpus.find(id) or ("", id))[1]), most)


def summary_of(corpus: Corpus, briefing: Digest, most: int = SUMMARY_LENGTH) -> str:
    """Return a briefing's summary as plain text, cut like other prose."""
    return _cut(briefing.summary, most) if briefing.summary_is_plain else plain_summary(corpus, briefing.summary, most)


def _cut(words: str, most: int) -> str:
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + " …"


def briefing_line(corpus: Corpus, briefing: Digest, note: str | None = None) -> BriefingRow:
    """Return the line about a briefing."""
    dossier = ref(corpus, "dossier", briefing.dossier) if briefing.dossier else None
    summary = corpus.summaries.get(briefing.id)
    if summary is None:
        # The text of a withdrawn briefing was taken off the site, so off the lists as well.
        gone = briefing.status is Status.WITHDRAWN
        summary = "" if gone else summary_of(corpus, briefing)
        corpus.summaries[briefing.id] = summary
    return briefing_row(briefing, dossier, summary, note)


def position_rows(corpus: Corpus, held: list[Held]) -> list[PositionRow]:
    """Return rows for positions of one actor on one issue, latest first, each with the stance before it."""
    rows = []
    for at, item in enumerate(held):
        earlier = held[at + 1].position.stance if at + 1 < len(held) else None
        changed = earlier is not None and earlier is not item.position.stance
        rows.append(position_row(corpus, item, earlier if changed else None))
    return rows


def position_row(
    corpus: Corpus, held: Held, before: Stance | None = None, course: tuple[tuple[str, Stance], ...] = ()
) -> PositionRow:
    """Return the row for one position."""
    position, briefing = held
    return PositionRow(
        actor=ref(corpus, "actor", position.actor),
        issue=ref(corpus, "issue", position.issue),
        stance=position.stance,
        stated_on=position.stated_on,
        before=before,
        position=position,
        speaker=ref(corpus, "actor", position.speaker) if position.speaker else None,
        sources=source_refs(corpus, briefing, position.sources),
        briefing=briefing_ref(briefing),
        course=course,
    )


def course(held: list[Held]) -> tuple[tuple[str, Stance], ...]:
    """Return the last stances, from the earlier to the later, of positions that run latest first."""
    return tuple((item.position.stated_on, item.position.stance) for item in reversed(held[:COURSE_LENGTH]))


def standing(corpus: Corpus, held: list[Held]) -> PositionRow:
    """Return where an actor stands on an issue now, from its positions there, latest first."""
    changed = next((item.position.stance for item in held if item.position.stance is not held[0].position.stance), None)
    return position_row(corpus, held[0], changed, course(held))


def by_issue(held: list[Held]) -> dict[str, list[Held]]:
    """Group one actor's positions by issue, those with the latest word first."""
    groups: dict[str, list[Held]] = {}
    for item in held:
        groups.setdefault(item.position.issue, []).append(item)
    return groups


def by_actor(held: list[Held]) -> dict[str, list[Held]]:
    """Group the positions on one issue by actor, those with the latest word first."""
    groups: dict[str, list[Held]] = {}
    for item in held:
        groups.setdefault(item.position.actor, []).append(item)
    return groups


def view_row(corpus: Corpus, offered: Offered) -> ViewRow:
    """Return the row for an analyst's view."""
    view, briefing = offered
    analyst = ref(corpus, "actor", view.analyst)
    return ViewRow(analyst, view, source_refs(corpus, briefing, view.sources), briefing_ref(briefing))


def source_row(corpus: Corpus, used: Used) -> SourceRow:
    """Return the row for a source on its publisher's page."""
    source, number, briefing = used
    name = corpus.name("publisher", source.publisher) if source.publisher else None
    return SourceRow(
        title=source.title,
        url=source.url,
        published=source.published,
        reliability=source.reliability.value if source.reliability else None,
        ref=SourceRef(number, source.id, None, name or ""),
        briefing=briefing_ref(briefing),
    )


def index_of_changes(index: Index, most: int) -> list[PositionRow]:
    """Return the latest changes of stance in the corpus, latest first."""
    changes: list[tuple[tuple[str, str, str, str, str], Held, Stance]] = []
    for actor in sorted(index.positions_of):
        for issue, held in by_issue(index.positions_of[actor]).items():
            for later, earlier in zip(held, held[1:], strict=False):
                if later.position.stance is not earlier.position.stance:
                    position = later.position
                    key = (position.stated_on, later.briefing.date, later.briefing.id, actor, issue)
                    changes.append((key, later, earlier.position.stance))
    changes.sort(key=lambda item: item[0], reverse=True)
    return [position_row(index.corpus, held, before) for _, held, before in changes[:most]]
