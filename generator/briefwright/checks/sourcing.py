"""Editorial rules on sources: whom a statement is known from, how good and how old they are, and who cites them."""

import re
from collections.abc import Iterator

from briefwright.checks.case import Case
from briefwright.checks.frame import Finding, alone
from briefwright.checks.text import WHOLE_DAY, before, listed
from briefwright.counting import all_of, verb
from briefwright.problems import Severity
from briefwright.prose_syntax import citations
from briefwright.references import source_uses
from briefwright.schema import KeyJudgement
from briefwright.vocabulary import AttributedBy, Credibility, Reliability

_ARCHIVE = re.compile(r"https?://(?:web\.archive\.org|archive\.(?:today|ph|is|li|fo|md|vn)|perma\.cc)/", re.IGNORECASE)
_POOR_SOURCE = frozenset([Reliability.E, Reliability.F])
_POOR_STATEMENT = frozenset([Credibility.IMPROBABLE, Credibility.CANNOT_BE_JUDGED])


@alone("SRC07", Severity.ADVICE)
def known_from_an_opponent(case: Case) -> Iterator[Finding]:
    """Position known only from an opponent.

    What a rival says about somebody's position may be right, but the actor should be heard. The rule keeps quiet
    where the same briefing has a position of the actor on the issue that somebody else vouches for.
    """
    heard = {
        (position.actor, position.issue)
        for position in case.briefing.positions
        if position.attributed_by is not AttributedBy.OPPONENT
    }
    for index, position in enumerate(case.briefing.positions):
        if position.attributed_by is AttributedBy.OPPONENT and (position.actor, position.issue) not in heard:
            message = f"the position of '{position.actor}' on '{position.issue}' is known from an opponent only"
            hint = "look for the actor's own words; where there are none, say so and put SRC07 under 'silence'"
            yield Finding(("positions", index, "attributed_by"), message, hint)


@alone("SRC08", Severity.WARNING)
def one_unnamed_official(case: Case) -> Iterator[Finding]:
    """Everything rests on one unnamed source.

    All positions of the briefing come from people without names, in a single article. If that one is wrong, nothing
    of the briefing is left.
    """
    positions = case.briefing.positions
    if not positions or any(item.attributed_by is not AttributedBy.ANONYMOUS for item in positions):
        return
    ids = {id for said in case.statements if said.loc[0] == "positions" for id in said.source_ids}
    if len(ids) == 1:
        message = f"every position rests on unnamed people in one source, '{ids.pop()}'"
        hint = "look for somebody who says it by name, or for a second source; say in the summary how it is known"
        yield Finding(("positions", 0, "attributed_by"), message, hint)


@alone("SRC09", Severity.WARNING)
def newer_than_the_briefing(case: Case) -> Iterator[Finding]:
    """Source newer than the briefing.

    A source was published after the last day that the briefing gives for itself: its date, updated, a correction or
    an outcome. Either one of the dates is wrong, or the briefing was changed and does not say so.
    """
    for index, source in enumerate(case.briefing.sources):
        if source.published and before(case.last_day, source.published):
            message = f"the source '{source.id}' was published on {source.published}, and the briefing ends on "
            day = source.published if len(source.published) == WHOLE_DAY else "YYYY-MM-DD"
            hint = f"correct the date, or write 'updated: {day}' if the briefing was changed then"
            yield Finding(("sources", index, "published"), f"{message}{case.last_day}", hint)


@alone("SRC10", Severity.ADVICE)
def no_archived_copy(case: Case) -> Iterator[Finding]:
    """Source without an archived copy.

    Pages vanish or are changed. Save each source with an archive such as the Wayback Machine while it is there, and
    write the address of the copy into archive_url. There is one message for all sources of a briefing. A source whose
    own address is that of a well-known archive needs no copy.
    """
    count = sum(bool(source.url) for source in case.briefing.sources)
    bare = [
        index
        for index, source in enumerate(case.briefing.sources)
        if source.url and not source.archive_url and not _ARCHIVE.match(source.url)
    ]
    if bare:
        names = listed([case.briefing.sources[index].id for index in bare])
        which = all_of(count, "source") if len(bare) == count else f"{len(bare)} of {count} sources"
        message = f"{which} on the web {verb(len(bare), 'lack')} an archived copy: {names}"
        hint = "save the page at https://web.archive.org/save and write the copy's address into archive_url"
        yield Finding(("sources", bare[0], "url"), message, hint)


@alone("SRC11", Severity.WARNING)
def weak_source_alone(case: Case) -> Iterator[Finding]:
    """Key judgement on weak sources alone.

    All sources of a key judgement are unreliable or cannot be judged (reliability E or F, their own or their
    publisher's), or what they say is improbable or cannot be judged (credibility 5 or 6). A reader should take more
    than that away, or be told in the judgement how weak its ground is.
    """
    for said in case.statements:
        if not isinstance(said.item, KeyJudgement) or not said.source_ids:
            continue
        poor = {use.source for use in said.uses if use.credibility in _POOR_STATEMENT}
        if all(id in poor or case.reliability(id) in _POOR_SOURCE for id in said.source_ids):
            message = f"this key judgement rests on weak sources alone: {listed(list(said.source_ids))}"
            hint = "add a better source; or say in the text how weak the ground is, and put SRC11 under 'silence'"
            yield Finding((*said.loc, "text"), message, hint)


@alone("SRC12", Severity.ADVICE)
def cited_by_nothing(case: Case) -> Iterator[Finding]:
    """Source that nothing cites.

    It is on the list that readers see, but no line says what it is there for. Cite it where it belongs, or take it
    off the list. What another source gives as its derived_from is there for that.
    """
    left = case.sources.keys() - {id for said in case.statements for id in said.source_ids}
    left -= {use.source for _, use in source_uses(case.briefing)} if left else set()
    for _, text in case.prose if left else ():
        # Few texts have what looks like one of the ids that are left.
        if any(id in text for id in left):
            left -= {citation.source for citation in citations(text)}
    if not left or len(left) == len(case.sources):
        return  # a briefing that cites nothing at all lists its sources for the whole of it
    left -= {case.roots.listed(item.derived_from) for item in case.briefing.sources if item.derived_from}
    idle = [index for index, source in enumerate(case.briefing.sources) if source.id in left]
    if idle:
        names = listed([case.briefing.sources[index].id for index in idle])
        hint = "cite it as [@id] or under sources where it belongs, or remove it"
        message = f"no line cites {'this source' if len(idle) == 1 else 'these sources'}: {names}"
        yield Finding(("sources", idle[0], "id"), message, hint)
