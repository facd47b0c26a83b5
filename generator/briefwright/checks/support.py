"""Editorial rules on what statements rest on: no source, sources that are all alike, copies of one text."""

from collections.abc import Callable, Iterable, Iterator

from briefwright.checks.backing import TAKEN_OVER
from briefwright.checks.case import Case, Statement
from briefwright.checks.frame import Finding, alone
from briefwright.counting import all_of
from briefwright.problems import Severity, clip
from briefwright.schema import KeyJudgement, Source
from briefwright.vocabulary import Credibility

_NAME_IT = "name the agency or the article in their derived_from"
_CONFIRM = "add the source that confirms it, or write credibility 2: probably true"


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
    if len(sources) < max(2, least):
        return None  # one alone has nothing in common with another
    first = value(sources[0])
    return first if all(value(source) == first for source in sources[1:]) else None


def _in_common(case: Case, value: Callable[[Source], str | None]) -> str | None:
    """Return what sources of several publishers have in common; that all are of one is for another rule to say."""
    found = _alike(case, value, case.desk.limits.alike_sources)
    return None if found is None or _alike(case, _publisher, 2) else found


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

    Where three sources or more (the limit alike_sources) all come from publishers of one country, readers see the event
    through its eyes. Publishers whose country is not known keep the rule quiet.
    """

    def country(source: Source) -> str | None:
        entry = case.publisher(source)
        return entry.country if entry else source.publisher.country if source.publisher else None

    found = _in_common(case, country)
    if found:
        message = f"{all_of(len(case.briefing.sources), 'source')} come from publishers in one country, {found}"
        yield Finding(("sources",), message, "look for a source from elsewhere")


@alone("SRC04", Severity.ADVICE)
def one_language(case: Case) -> Iterator[Finding]:
    """All sources are in one language.

    Where three sources or more (the limit alike_sources) are all in one language, and some actor of the briefing is at
    home in another, what was said there is known in translation only. The rule cannot know which languages the actors
    speak: it only compares the sources, and keeps quiet where the language of one is not given.
    """

    def lang(source: Source) -> str | None:
        entry = case.publisher(source)
        return (source.lang or (entry.lang if entry else None) or "").lower().split("-")[0] or None

    found = _in_common(case, lang)
    if found:
        message = f"{all_of(len(case.briefing.sources), 'source')} are in one language, '{found}'"
        yield Finding(("sources",), message, "if an actor spoke another one, look for a source in it")


@alone("SRC05", Severity.WARNING)
def copies_of_one_text(case: Case) -> Iterator[Finding]:
    """Copies of one text counted as several sources.

    Papers take over the texts of agencies. Two of them that repeat the same agency confirm each other no more than
    two copies of one letter do. The rule follows derived_from. Where all sources of a statement are taken over (their
    origin is wire, translation or aggregation) and none says from where, they may well be copies of one text: name
    the agency or the article in derived_from.
    """
    copies = {source.id for source in case.briefing.sources if source.derived_from or source.origin in TAKEN_OVER}
    if not copies:
        return
    for said in case.statements:
        ids = [id for id in said.source_ids if id in case.sources]
        if len(ids) < 2 or copies.isdisjoint(ids) or case.roots.are_several(ids):
            continue
        sources = f"{all_of(len(ids), 'source')} of {said.what}"
        named = _named(case, ids)
        if case.roots.of(ids[0]) is None:
            message = f"{sources} are taken over, and {_says_nothing(named)}"
            yield Finding((*said.loc, "sources"), message, f"{_NAME_IT}, or a source that has it at first hand")
        elif named:
            hint = "name a source that has it from elsewhere, or keep the one that is nearest to the origin"
            yield Finding((*said.loc, "sources"), f"{sources} go back to one: '{clip(named)}'", hint)


def _named(case: Case, ids: Iterable[str]) -> str | None:
    """Return the first derived_from of some sources."""
    return next(
        (case.sources[id].derived_from for id in ids if id in case.sources and case.sources[id].derived_from), None
    )


def _says_nothing(named: str | None) -> str:
    """Return what is missing of sources that are taken over; one may name another whose own words come from nowhere."""
    if named:
        return f"'derived_from: {clip(named)}' leads to no agency or article that has it at first hand"
    return "nobody says from which agency or article"


@alone("SRC06", Severity.WARNING)
def confirmed_by_nobody(case: Case) -> Iterator[Finding]:
    """Called confirmed, without two independent sources.

    Credibility 1 of the Admiralty code means: confirmed by other independent sources. So the statement needs at
    least two sources that do not repeat each other and have different publishers. Sources that are taken over from
    elsewhere (origin), without a word of where from (derived_from), count as one: they may all repeat one agency.
    """
    sure = [said for said in case.statements if any(use.credibility is Credibility.CONFIRMED for use in said.uses)]
    for said in sure:
        if not case.roots.are_several(said.source_ids):
            what, hint = "only one source", _CONFIRM
            if len(said.source_ids) > 1:
                what = "sources that all go back to one"
                if case.roots.of(said.source_ids[0]) is None:
                    named = _named(case, said.source_ids)
                    what = f"sources that are all taken over, and {_says_nothing(named)}"
                    hint = f"{_NAME_IT}, or {_CONFIRM}"
            message = f"{said.what} is called confirmed (credibility 1), but has {what}"
            yield Finding(_credibility(said, Credibility.CONFIRMED), message, hint)


def _credibility(said: Statement, wanted: Credibility) -> tuple[str | int, ...]:
    """Return the place of a credibility code in a statement."""
    for index, use in enumerate(said.item.sources):
        if use.credibility is wanted:
            return (*said.loc, "sources", index, "credibility")
    return said.loc
