"""What is wrong with a text by itself: citations of sources that are not there, open brackets, unsafe links."""

from collections.abc import Iterable, Iterator

from briefwright.problems import Problem, did_you_mean
from briefwright.prose_syntax import citations, unread, web_links
from briefwright.references import Loc
from briefwright.validation import problem_at


def prose_problems(
    fields: Iterable[tuple[Loc, str]], sources: frozenset[str] | None, raw: bytes, path: str
) -> Iterator[Problem]:
    """Yield the problems of texts, each with its way from the top of the file.

    `sources` are the ids that the texts may cite; None where the file has no sources at all.
    """
    for loc, text in fields:
        if "[" not in text and "<" not in text:
            # Most fields are nothing but words.
            continue
        for citation in citations(text):
            if sources is None:
                message = f"this cites '{citation.source}', but a registry has no sources"
                hint = "say in words where it comes from, or cite it in a briefing"
                yield problem_at(raw, path, loc, "REF06", message, hint, needle=citation.written)
            elif citation.source not in sources:
                message = f"this cites '{citation.source}', which is not among the sources of this briefing"
                hint = how_to_cite(citation.source, sources)
                yield problem_at(raw, path, loc, "REF06", message, hint, needle=citation.written)
        for written in unread(text):
            rule, form = ("REF06", "[@source]") if written.startswith("[@") else ("REF07", "[[id]]")
            message = f"'{written}' begins like {form} but is not one, so readers would see it as it stands"
            hint = f"write it as {form}, closed and without spaces"
            yield problem_at(raw, path, loc, rule, message, hint, needle=written)
        for target in web_links(text):
            problem = _link_problem(target)
            if problem:
                yield problem_at(raw, path, loc, *problem, needle=target)


def how_to_cite(word: str, sources: Iterable[str]) -> str:
    """Return the hint for a source that is not there."""
    return did_you_mean(word, sorted(sources)) or f"add it under 'sources', with 'id: {word}'"


def _link_problem(target: str) -> tuple[str, str, str] | None:
    address = "".join(c for c in target if c > " ").lower()
    scheme = address.split("/", 1)[0].partition(":")
    if address.startswith(("http://", "https://", "#")):
        return None
    if scheme[1] or address.startswith(("//", "\\")):
        return "LINK01", f"'{target}' is not an http or https address", "link to a page that begins with https://"
    depth = 0
    for part in address.split("?")[0].split("#")[0].replace("\\", "/").split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0 or address.startswith("/"):
            hint = "write the address from the site's first page on, such as method/"
            return "LINK02", f"the link '{target}' leads out of the site", hint
    return None
