"""The home page: the newest briefing, the next ones, what moved lately, the dossiers, the counts."""

from dataclasses import dataclass

from briefwright.corpus import Corpus
from briefwright.digest import Digest
from briefwright.views.build_rows import briefing_line, index_of_changes, plain_summary, summary_of
from briefwright.views.index import Index
from briefwright.views.lists import dossier_entries
from briefwright.views.rows import BriefingRow, EntryRow, PositionRow

NEXT_SHOWN = 8
CHANGES_SHOWN = 6
DOSSIERS_SHOWN = 6
LEAD_LENGTH = 700
LINE_LENGTH = 140
"""Characters of the summary of the newest briefing, and of each of the next ones."""


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows; `lead` is None while there is no briefing."""

    lead: BriefingRow | None
    lead_judgement: str
    following: tuple[BriefingRow, ...]
    changes: tuple[PositionRow, ...]
    dossiers: tuple[EntryRow, ...]
    counts: tuple[tuple[str, int, str], ...]


def _line(corpus: Corpus, item: Digest, most: int) -> BriefingRow:
    return briefing_line(corpus, item)._replace(summary=summary_of(corpus, item, most))


def _count(folder: str, number: int, noun: str) -> tuple[str, int, str]:
    """Return the list that a count leads to, the count, and the word after it: one briefing, two briefings."""
    return folder, number, noun if number == 1 else f"{noun}s"


def home(index: Index) -> Home:
    """Return the home page's view."""
    corpus = index.corpus
    newest = corpus.live[: NEXT_SHOWN + 1]
    lead = newest[0] if newest else None
    return Home(
        lead=_line(corpus, lead, LEAD_LENGTH) if lead else None,
        lead_judgement=plain_summary(corpus, lead.first_judgement, 400) if lead and lead.first_judgement else "",
        following=tuple(_line(corpus, item, LINE_LENGTH) for item in newest[1:]),
        changes=tuple(index_of_changes(index, CHANGES_SHOWN)),
        dossiers=tuple(dossier_entries(index)[:DOSSIERS_SHOWN]),
        counts=(
            _count("briefings", len(corpus.live), "briefing"),
            _count("actors", len(corpus.actors), "actor"),
            _count("issues", len(corpus.issues), "issue"),
            _count("publishers", sum(len(used) for used in index.sources_of.values()), "source"),
        ),
    )
