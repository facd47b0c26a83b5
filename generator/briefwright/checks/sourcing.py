"""Editorial rules on sources: what has none, what rests on too few, and what is not as independent as it looks."""

from collections.abc import Callable, Iterator

from briefwright.checks.backing import Roots
from briefwright.checks.case import Case, Statement
from briefwright.checks.frame import Finding, alone
from briefwright.checks.text import before, listed
from briefwright.counting import all_of, verb
from briefwright.problems import Severity, clip
from briefwright.prose_syntax import citations
from briefwright.references import source_uses
from briefwright.schema import KeyJudgement, Source
from briefwright.vocabulary import AttributedBy, Credibility, Reliability

_POOR_SOURCE = frozenset([Reliability.E, Reliability.F])
_POOR_STATEMENT = frozenset([Credibility.IMPROBABLE, Credibility.CANNOT_BE_JUDGED])

ENOUGH = 3
"""Sources from which on it says something that all of them have one country or one language."""


@alone("SRC01", Severity.WARNING)
def without_source(case: Case) -> Iterator[Finding]:
    """Position or view without a source.

    A reader cannot check who said so. Name at least one source under sources, or cite one in the text. Key
    judgements have a rule of their own, JUD04.
    """
    for said in case.statements:
        if not said.source_ids and not isinstance(said.item, KeyJudgement):
            field = "actor" if said.loc[0] == "positions" else "analyst"
            message = f"{said.what} names no source"
            yield Finding((*said.loc, field), message, "add 'sources: [...]' with the id of the source that has it")


def _alike(case: Case, value: Callable[[Source], str | None], least: int) -> str | None:
    """Return what all sources have in common, where it is known of each and there are enough of them."""
    sources = case.briefing.sources
    if len(sources) < least:
        return None
    first = value(sources[0])
    return first if all(value(source) == first for source in sources[1:]) else None


def _publisher(source: Source) -> str | None:
    return source.publisher.key if source.publisher else None


@alone("SRC02", Severity.ADVICE)
def one_publisher(case: Case) -> Iterator[Finding]:
    """All sources are from one publisher.

    Two articles of one paper are one view of the event. Look for somebody else who was there, or silence the rule
    with the reason why there is nobody.
    """
    key = _alike(case, _publisher, 2)
    if key:
        message = f"{all_of(len(case.briefing.sources), 'source')} are published by '{key}'"
        yield Finding(("sources",), message, "look for a source of another publisher")


@alone("SRC03", Severity.ADVICE)
def one_country(case: Case) -> Iterator[Finding]:
    """All sources are from one country.

    Where three sources or more all come from publishers of one country, readers see the event through its eyes.
    Publishers whose country is not known keep the rule quiet.
    """

    def country(source: Source) -> str | None:
        entry = case.publisher(source)
        return entry.country if entry else source.publisher.country if source.publisher else None

    found = _alike(case, country, ENOUGH)
    if found and not _alike(case, _publisher, 2):
        message = f"{all_of(len(case.briefing.sources), 'source')} come from publishers in one country, {found}"
        yield Finding(("sources",), message, "look for a source from elsewhere")


@alone("SRC04", Severity.ADVICE)
def one_language(case: Case) -> Iterator[Finding]:
    """All sources are in one language.

    Where three sources or more are all in one language, and some actor of the briefing is at home in another, what
    was said there is known in translation only. The rule cannot know which languages the actors speak: it only
    compares the sources, and keeps quiet where the language of one is not given.
    """

    def lang(source: Source) -> str | None:
        entry = case.publisher(source)
        return (source.lang or (entry.lang if entry else None) or "").lower().split("-")[0] or None

    found = _alike(case, lang, ENOUGH)
    if found and not _alike(case, _publisher, 2):
        message = f"{all_of(len(case.briefing.sources), 'source')} are in one language, '{found}'"
        yield Finding(("sources",), message, "if an actor spoke another one, look for a source in it")


@alone("SRC05", Severity.WARNING)
def copies_of_one_text(case: Case) -> Iterator[Finding]:
    """Copies of one text counted as several sources.

    Papers take over the texts of agencies. Two of them that repeat the same agency confirm each other no more than
    two copies of one letter do. The rule follows derived_from; where it is missing, nothing is said.
    """
    copies = {source.id for source in case.briefing.sources if source.derived_from}
    if not copies:
        return
    origin = Roots(case)
    for said in case.statements:
        ids = [id for id in said.source_ids if id in case.sources]
        if copies.isdisjoint(ids):
            continue
        roots = {origin.of(id) for id in ids}
        taken_over = next((case.sources[id].derived_from for id in ids if case.sources[id].derived_from), None)
        if len(ids) > 1 and len(roots) == 1 and None not in roots and taken_over:
            message = f"{all_of(len(ids), 'source')} of {said.what} go back to one: '{clip(taken_over)}'"
            hint = "name a source that has it from elsewhere, or keep the one that is nearest to the origin"
            yield Finding((*said.loc, "sources"), message, hint)


@alone("SRC06", Severity.WARNING)
def confirmed_by_nobody(case: Case) -> Iterator[Finding]:
    """Called confirmed, without two independent sources.

    Credibility 1 of the Admiralty code means: confirmed by other independent sources. So the statement needs at
    least two sources that do not repeat each other and have different publishers.
    """
    sure = [said for said in case.statements if any(use.credibility is Credibility.CONFIRMED for use in said.uses)]
    roots = Roots(case) if sure else None
    for said in sure:
        if roots and roots.independent(said.source_ids) < 2:
            what = "only one source" if len(said.source_ids) == 1 else "sources that all go back to one"
            message = f"{said.what} is called confirmed (credibility 1), but has {what}"
            hint = "add the source that confirms it, or write credibility 2: probably true"
            yield Finding(_credibility(said, Credibility.CONFIRMED), message, hint)


def _credibility(said: Statement, wanted: Credibility) -> tuple[str | int, ...]:
    """Return the place of a credibility code in a statement."""
    for index, use in enumerate(said.item.sources):
        if use.credibility is wanted:
            return (*said.loc, "sources", index, "credibility")
    return said.loc


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
            hint = "look for the actor's own words, or say in the statement that none were found"
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
            hint = f"correct the date, or write 'updated: {source.published}' if the briefing was changed then"
            yield Finding(("sources", index, "published"), f"{message}{case.last_day}", hint)


@alone("SRC10", Severity.ADVICE)
def no_archived_copy(case: Case) -> Iterator[Finding]:
    """Source without an archived copy.

    Pages vanish or are changed. Save each source with an archive such as the Wayback Machine while it is there, and
    write the address of the copy into archive_url. There is one message for all sources of a briefing.
    """
    count = sum(bool(source.url) for source in case.briefing.sources)
    bare = [index for index, source in enumerate(case.briefing.sources) if source.url and not source.archive_url]
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
            yield Finding(
                (*said.loc, "text"), message, "add a better source, or say in the text how weak the ground is"
            )


@alone("SRC12", Severity.ADVICE)
def cited_by_nothing(case: Case) -> Iterator[Finding]:
    """Source that nothing cites.

    It is on the list that readers see, but no line says what it is there for. Cite it where it belongs, or take it
    off the list.
    """
    cited = {id for said in case.statements for id in said.source_ids}
    if cited.issuperset(case.sources):
        return
    cited.update(use.source for _, use in source_uses(case.briefing))
    cited.update(citation.source for _, text in case.prose for citation in citations(text))
    idle = [index for index, source in enumerate(case.briefing.sources) if source.id not in cited]
    # A briefing that cites nothing at all lists its sources for the whole of it.
    if idle and cited:
        names = listed([case.briefing.sources[index].id for index in idle])
        hint = "cite it as [@id] or under sources where it belongs, or remove it"
        message = f"no line cites {'this source' if len(idle) == 1 else 'these sources'}: {names}"
        yield Finding(("sources", idle[0], "id"), message, hint)
