"""One briefing file into a briefing, its digest, and every problem that the file alone shows."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefwright.digest import Digest, digest
from briefwright.discovery import ContentFile
from briefwright.problems import Problem, did_you_mean
from briefwright.prose_syntax import citations, unread, web_links
from briefwright.references import prose_fields, source_uses
from briefwright.schema import Briefing
from briefwright.schema.types import check_id, slug
from briefwright.validation import problem_at, validate


@dataclass(frozen=True, slots=True)
class ReadBriefing:
    """A file that was read: its digest where it could be used, and its problems."""

    digest: Digest | None
    problems: tuple[Problem, ...]


def read_briefing(raw: bytes, file: ContentFile, key: str) -> tuple[Briefing | None, ReadBriefing]:
    """Validate one file; the briefing is None where its data cannot be used at all."""
    briefing, problems = validate(raw, file.name, Briefing)
    if briefing is None:
        return None, ReadBriefing(None, problems)
    found = (*problems, *_id_problems(briefing, raw, file), *_source_problems(briefing, raw, file.name))
    found += tuple(_link_problems(briefing, raw, file.name))
    return briefing, ReadBriefing(digest(briefing, file.name, file.stem, key), found)


def _id_problems(briefing: Briefing, raw: bytes, file: ContentFile) -> Iterator[Problem]:
    if briefing.id is not None:
        return
    try:
        check_id(file.stem)
    except ValueError as error:
        hint = f"rename the file to {slug(file.stem) or 'a-short-name'}.yml"
        yield problem_at(raw, file.name, (), "DATA07", f"the file's name is the briefing's id, but {error}", hint)


def _source_problems(briefing: Briefing, raw: bytes, path: str) -> Iterator[Problem]:
    known: set[str] = set()
    for index, source in enumerate(briefing.sources):
        if source.id in known:
            message = f"the source '{source.id}' is listed twice"
            yield problem_at(raw, path, ("sources", index, "id"), "REF09", message, "give the second one another id")
        known.add(source.id)
    for loc, use in source_uses(briefing):
        if use.source not in known:
            message = f"there is no source '{use.source}' in this briefing"
            yield problem_at(raw, path, (*loc, "source"), "REF05", message, _hint(use.source, known))
    for loc, text in prose_fields(briefing):
        for citation in citations(text):
            if citation.source not in known:
                message = f"this cites '{citation.source}', which is not among the sources of this briefing"
                hint = _hint(citation.source, known)
                yield problem_at(raw, path, loc, "REF06", message, hint, needle=citation.written)
        for written in unread(text):
            rule, form = ("REF06", "[@source]") if written.startswith("[@") else ("REF07", "[[id]]")
            message = f"'{written}' begins like {form} but is not one, so readers would see it as it stands"
            yield problem_at(
                raw, path, loc, rule, message, f"write it as {form}, closed and without spaces", needle=written
            )


def _hint(word: str, known: set[str]) -> str:
    meant = did_you_mean(word, sorted(known))
    return meant or f"add it under 'sources', with 'id: {word}'"


def _link_problems(briefing: Briefing, raw: bytes, path: str) -> Iterator[Problem]:
    for loc, text in prose_fields(briefing):
        for target in web_links(text):
            problem = _link_problem(target)
            if problem:
                yield problem_at(raw, path, loc, *problem, needle=target)


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
