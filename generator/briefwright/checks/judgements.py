"""Editorial rules on judgements: how likely and how sure, in whose terms, on what basis, and until when."""

import re
from collections.abc import Iterator

from briefwright.checks.case import Case
from briefwright.checks.frame import Finding, alone
from briefwright.checks.terms import same_step, term_in, two_rows
from briefwright.checks.text import own_words, sentences
from briefwright.problems import Severity
from briefwright.schema import KeyJudgement
from briefwright.vocabulary import ActorKind

# The confidence of consumers or investors is another thing.
_SURE = re.compile(
    r"\b(?:low|moderate|high)(?:er|est)? confidence\b"
    r"|(?:^|(?<=[;:,(] )|\b(?:our|my|the|their|its|his|her|overall|and|but"
    r"|although|though|while|whereas|because|since|as|that) )"
    r"confidence (?:is|was) (?:low|moderate|high)\b",
    re.IGNORECASE,
)
_BEGINS = r"(?:^|(?<=[.!?;:] )|(?<=[.!?][\"'”’»)] ))"
# "Could not" mostly tells what was tried in vain. A capital May is the month, unless no month could go on like that.
_VAGUE = re.compile(
    r"(?:\b(?:may|might(?:n['’]t)?|could(?! not\b))"
    rf"|{_BEGINS}(?:Might(?:n['’]t)?(?! makes\b)|Could(?! not\b)"
    r"|May(?= (?:(?:not|also|yet|still|well|soon) )?(?:be|have|become|remain|prove|happen)\b)))\b(?: \w+)?"
)
_FIELDS = {"key_judgements": "text", "analyst_views": "view"}


@alone("JUD01", Severity.WARNING)
def two_scales_in_a_sentence(case: Case) -> Iterator[Finding]:
    """Likelihood and confidence in one sentence.

    "We have high confidence that it is likely" leaves readers with one number where there are two: how probable the
    event is, and how well founded the judgement. ICD 203 asks to keep them in separate sentences. The rule knows
    English words only.
    """
    if not case.is_english:
        return
    for said, item in case.assessed:
        text = item.text if isinstance(item, KeyJudgement) else item.view
        for sentence in sentences(own_words(text)) if "onfidence" in text else ():
            likely, sure = term_in(sentence), _SURE.search(sentence)
            if likely and sure:
                message = f"one sentence has both a likelihood, '{likely}', and a confidence, '{sure[0]}'"
                hint = "say them in two sentences, or leave them to the fields likelihood and confidence"
                yield Finding((*said.loc, _FIELDS[str(said.loc[0])]), message, hint, sure[0])


@alone("JUD02", Severity.WARNING)
def two_rows_of_terms(case: Case) -> Iterator[Finding]:
    """Terms of both rows of the scale.

    ICD 203 has two words for each step, such as "likely" and "probable". A briefing that uses both rows makes readers
    wonder what the difference is; there is none. The rule looks at the field likelihood, and at English texts of key
    judgements and views, quotations left out. Terms that are the analyst's own are left as they are.
    """
    found = two_rows(case)
    if found:
        first, other = found
        where = "further up" if first.item < other.item else "further down" if first.item > other.item else "beside it"
        message = f"'{other.words}' is from the other row of the scale than '{first.words}' {where}"
        hint = (
            f"write '{same_step(other.words)}' in its place, the word for the same step in the row of '{first.words}'"
        )
        yield Finding(other.loc, message, hint, "" if other.loc[-1] == "likelihood" else other.words)


@alone("JUD03", Severity.WARNING)
def vague_word(case: Case) -> Iterator[Finding]:
    """May, might or could, and no term of likelihood.

    "May" fits anything from 1 to 99 per cent, and "may not" as well. A key judgement that says so tells readers nothing
    unless it also carries a term: set likelihood, or say what is known. "Could not" is left alone, since it mostly
    tells what was tried in vain, and so are quotations. The rule knows English words only.
    """
    if not case.is_english:
        return
    for index, judgement in enumerate(case.briefing.key_judgements):
        text = judgement.text
        if judgement.likelihood or not ("may" in text or "ould" in text or "ight" in text or "May" in text):
            continue
        found = _VAGUE.search(own_words(text))
        if found:
            message = f"this judgement says '{found[0].split()[0]}' and gives no likelihood"
            hint = (
                "write what is known instead, or set 'likelihood' to the term that is meant, "
                "with 'scale_origin', 'horizon' and 'resolves_if'"
            )
            yield Finding(("key_judgements", index, "text"), message, hint, found[0])


@alone("JUD04", Severity.WARNING)
def nothing_beneath(case: Case) -> Iterator[Finding]:
    """Judgement without basis and source.

    Nothing says what the key judgement rests on. Write the basis, and name the sources.
    """
    for said in case.statements:
        if isinstance(said.item, KeyJudgement) and said.item.basis is None and not said.source_ids:
            hint = "add 'basis: …' with the reasons, and 'sources: [...]'"
            yield Finding((*said.loc, "text"), "this key judgement has neither a basis nor a source", hint)


@alone("JUD05", Severity.ADVICE)
def no_reasons(case: Case) -> Iterator[Finding]:
    """Judgement without basis.

    The key judgement names its sources, but not how it follows from them. A sentence or two under basis tell a reader
    what speaks for it, and what against.
    """
    for said in case.statements:
        if isinstance(said.item, KeyJudgement) and said.item.basis is None and said.source_ids:
            hint = "add 'basis: …' with the reasons"
            yield Finding((*said.loc, "text"), "this key judgement does not say what it rests on", hint)


@alone("JUD06", Severity.WARNING)
def no_end(case: Case) -> Iterator[Finding]:
    """Forecast without an end.

    A likelihood of something to come can only be compared with what came if it says until when (horizon) and by what
    one will know (resolves_if). Here both are missing. Where the likelihood is about something that has happened, say
    in resolves_if what would settle it, and in horizon until when you expect to know.
    """
    for said, item in case.assessed:
        if item.likelihood and not item.outcome and item.horizon is None and item.resolves_if is None:
            message = f"'{item.likelihood}' says neither until when it holds nor what would settle it"
            yield Finding((*said.loc, "likelihood"), message, "add 'horizon: YYYY-MM-DD' and 'resolves_if: …'")


@alone("JUD07", Severity.ADVICE)
def half_an_end(case: Case) -> Iterator[Finding]:
    """Forecast with half an end.

    The forecast says until when it holds, or what would settle it, but not both, so that people may differ later on
    whether it came about.
    """
    for said, item in case.assessed:
        if item.likelihood and not item.outcome and (item.horizon is None) is not (item.resolves_if is None):
            missing, hint = "'resolves_if': what would settle it", "add 'resolves_if: …'"
            if item.horizon is None:
                missing, hint = "'horizon': until when it holds", "add 'horizon: YYYY-MM-DD'"
            yield Finding((*said.loc, "likelihood"), f"the forecast '{item.likelihood}' lacks {missing}", hint)


@alone("JUD08", Severity.WARNING)
def analyst_of_nowhere(case: Case) -> Iterator[Finding]:
    """Analyst without affiliation.

    Readers weigh a view by where the analyst stands. Write the affiliation that the analyst had at the time. An
    organisation needs none, nor does an analyst of whom the registry has roles or what they are part of, or whose other
    view in the same briefing has one.
    """
    views = case.briefing.analyst_views
    placed = {view.analyst for view in views if view.affiliation}
    own = {use.key: use for use in case.briefing.actors if use.name or use.role}
    for index, view in enumerate(views):
        use, entry = own.get(view.analyst), case.desk.actors.get(view.analyst)
        kind = entry.kind if entry else use.kind if use else None
        described = bool(use and use.role) or bool(entry and (entry.roles or entry.part_of))
        if view.analyst not in placed and not described and kind is ActorKind.PERSON:
            placed.add(view.analyst)
            message = f"nothing says where the analyst '{view.analyst}' works"
            yield Finding(("analyst_views", index, "analyst"), message, "add 'affiliation: …', as it was at the time")


@alone("JUD09", Severity.WARNING)
def nobodys_term(case: Case) -> Iterator[Finding]:
    """Term without saying whose it is.

    A likelihood or a confidence may be the analyst's own word or the editor's reading of other words. Readers must
    be told which: set scale_origin to analyst or editor.
    """
    for said, item in case.assessed:
        if item.scale_origin is None and (item.likelihood or item.confidence):
            field = "likelihood" if item.likelihood else "confidence"
            message = f"nothing says whose term '{item.likelihood or item.confidence}' is"
            hint = "add 'scale_origin: analyst' if the analyst used the word, else 'scale_origin: editor'"
            yield Finding((*said.loc, field), message, hint)
