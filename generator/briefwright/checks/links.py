"""Editorial rules on addresses and on what a briefing leads to."""

from collections.abc import Iterator

from briefwright.checks.case import Case
from briefwright.checks.frame import Finding, FoundIn, Known, alone, over_corpus
from briefwright.checks.text import listed
from briefwright.corpus import HIDDEN
from briefwright.counting import verb
from briefwright.problems import Severity
from briefwright.references import Loc
from briefwright.vocabulary import Status


@alone("LNK13", Severity.ADVICE)
def not_encrypted(case: Case) -> Iterator[Finding]:
    """Address without https.

    On the way to an http address anybody can read along and change the page. Most sites answer under https as well.
    There is one message for all sources of a briefing.
    """
    plain = [index for index, item in enumerate(case.briefing.sources) if (item.url or "").startswith("http://")]
    if plain:
        names = listed([f"'{case.briefing.sources[index].id}'" for index in plain])
        noun = "address" if len(plain) == 1 else "addresses"
        message = f"the {noun} of {names} {verb(len(plain), 'begin')} with http://"
        hint = "try it with https:// in the browser, and write that if it works"
        yield Finding(("sources", plain[0], "url"), message, hint)


@alone("LNK14", Severity.WARNING)
def archived_as_itself(case: Case) -> Iterator[Finding]:
    """The archived copy is the page itself.

    archive_url is the same address as url, so it will vanish with it.
    """
    for index, source in enumerate(case.briefing.sources):
        if source.archive_url and source.url and _bare(source.archive_url) == _bare(source.url):
            message = f"the archived copy of '{source.id}' is the page itself"
            yield Finding(("sources", index, "archive_url"), message, "write the archive's address, or leave it out")


def _bare(address: str) -> str:
    return address.split("://", 1)[-1].split("#")[0].rstrip("/")


@alone("LNK15", Severity.WARNING)
def one_page_twice(case: Case) -> Iterator[Finding]:
    """One page as two sources.

    Two sources have the same address, so that one page looks like two. Keep one; what stands in different places of it
    goes into locator.
    """
    first: dict[str, str] = {}
    for index, source in enumerate(case.briefing.sources):
        other = first.setdefault(source.url, source.id) if source.url else source.id
        if other != source.id:
            message = f"'{source.id}' has the same address as '{other}'"
            yield Finding(
                ("sources", index, "url"), message, f"remove it, and cite '{other}' in its place, with a locator"
            )


@alone("LNK16", Severity.WARNING)
def related_to_itself(case: Case) -> Iterator[Finding]:
    """Related to itself, or twice.

    related names this very briefing, or another one a second time in the same relation.
    """
    own = case.briefing.id or case.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    seen: set[tuple[str, str]] = set()
    for index, related in enumerate(case.briefing.related):
        said = (related.id, related.rel.value)
        if related.id == own or said in seen:
            what = "this briefing itself" if related.id == own else f"'{related.id}' a second time"
            yield Finding(("related", index, "id"), f"'related' names {what}", "remove the entry")
        seen.add(said)


@alone("LNK20", Severity.WARNING)
def listed_twice(case: Case) -> Iterator[Finding]:
    """Actor listed twice.

    actors names the same actor again, and so does the page. That happens where two entries of the registry have become
    one. What is said of the actor belongs into one place.
    """
    seen: set[str] = set()
    for index, actor in enumerate(case.briefing.actors):
        if actor.key in seen:
            hint = "keep one of the two, with all that is said of the actor"
            yield Finding(("actors", index), f"'actors' lists '{actor.key}' a second time", hint)
        seen.add(actor.key)


@alone("LNK17", Severity.WARNING)
def corrected_without_a_word(case: Case) -> Iterator[Finding]:
    """Corrected without saying what.

    The status is corrected, and no correction is listed; or corrections are listed, and the status says nothing of
    them, so that readers of a list don't see that something was put right.
    """
    briefing = case.briefing
    if briefing.status is Status.CORRECTED and not briefing.corrections:
        hint = "add 'corrections: [{date: …, text: …}]'"
        yield Finding(("status",), "the status is 'corrected', and no correction is listed", hint)
    if briefing.status is Status.PUBLISHED and briefing.corrections:
        message = "corrections are listed, and the status is not 'corrected'"
        yield Finding(("corrections",), message, "write 'status: corrected'")


@over_corpus("LNK18", Severity.WARNING)
def leads_to_a_draft(known: Known) -> Iterator[FoundIn]:
    """Published briefing that refers to a draft.

    The other briefing is a draft or in review, so readers of the site cannot open it. Publish both, or leave the
    reference out until then.
    """
    hidden = {item.id: item for item in known.digests if item.status in HIDDEN}
    for item in known.digests if hidden else ():
        if item.status in HIDDEN:
            continue
        places: list[tuple[str, Loc, str]] = [
            (id, ("related", at, "id"), "") for at, (id, _) in enumerate(item.related)
        ]
        places += [(ref.id, (), f"[[{ref.id}]]") for ref in sorted(item.references) if ref.kind == "any"]
        for id, loc, needle in places:
            if id in hidden:
                message = f"this leads to '{id}', which is not on the site yet: its status is {hidden[id].status}"
                yield FoundIn(
                    item.path,
                    Finding(loc, message, "publish the other one first, or leave this out until then", needle),
                )


@over_corpus("LNK19", Severity.ADVICE)
def dossier_without_briefings(known: Known) -> Iterator[FoundIn]:
    """Dossier without briefings.

    No briefing belongs to this dossier, so its page is empty. Nothing is said while a file cannot be read, and of a
    young site (the limit unused_briefings).
    """
    used = {item.dossier for item in known.digests}
    young = len(known.digests) < known.limits.unused_briefings
    for id, registered in () if young or not known.is_whole else known.registries.entries["dossier"].items():
        if id not in used:
            hint = f"write 'dossier: {id}' into the briefings that belong to it, or remove the entry"
            finding = Finding((*registered.at, "id"), f"no briefing belongs to the dossier '{id}'", hint)
            yield FoundIn(registered.file.name, finding)
