"""What a page's prose points at: numbered sources, and pages of the site."""

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import normpath
from urllib.parse import quote, unquote

from markupsafe import Markup

from briefwright.addresses import FOLDERS, Addresses
from briefwright.corpus import ALIAS, LEFT_OUT
from briefwright.pages.lean_templates import finished, text
from briefwright.pages.marks import code_mark
from briefwright.prose import NOT_HERE, left_out
from briefwright.schema import SourceUse
from briefwright.views.rows import Ref, SourceRef

_KINDS = {folder: kind for kind, folder in FOLDERS.items()}
_LISTS = {*_KINDS, "analysts", "explore"} - {"archive", "lists"}
_PAGE = re.compile(r"([a-z]+)/([a-z0-9-]+)(?:\.html|\.md|/.*)?")


@dataclass(slots=True)
class Links:
    """Addresses as seen from one page: `base` leads from it to the site's root.

    Where the site is a selection, `left_out` has kind and id of what is not there, and `scope` says what is.
    """

    addresses: Addresses
    base: str
    left_out: Container[tuple[str, str]] = ()
    scope: str = ""

    def to(self, ref: Ref) -> str:
        """Return the address of something that has a page."""
        # Written out for the usual form: a page has a hundred of them.
        if self.addresses.directories:
            return f"{self.base}{FOLDERS[ref.kind]}/{ref.id}/"
        return self.base + self.addresses.page(ref.kind, ref.id)

    def anchor(self, ref: Ref) -> Markup:
        """Return a link to something that has a page; its marked name where a selection has left it out."""
        if ref.kind == LEFT_OUT:
            return finished(left_out(str(text(ref.name))))
        return finished(f'<a href="{self.to(ref)}">{text(ref.name)}</a>')

    def known(self, ref: Ref) -> tuple[str | None, str]:
        """Return address and name of what a [[link]] means; no address for what a selection has left out."""
        return (None if ref.kind == LEFT_OUT else self.to(ref)), ref.name

    def index(self, folder: str) -> str:
        """Return the address of a list's own page."""
        return self.base + self.addresses.index(folder)

    def explore(self, **values: str) -> str:
        """Return the address of a search on the Explore page: a value for each facet, such as `issue="border"`."""
        query = "&".join([f"{facet}={_quoted(value)}" for facet, value in values.items()])
        return f"{self.index('explore')}?{query}"

    def page(self, kind: str, id: str, number: int) -> str:
        """Return the address of a continuation."""
        return self.base + self.addresses.page(kind, id, number)


@dataclass(slots=True)
class BriefingReferences:
    """Citations and links within a briefing's own page.

    Each citation gets an id, so that the numbered source can link back to every place that cites it.
    """

    links: Links
    numbers: dict[str, int]
    names: dict[str, Ref]
    publishers: dict[str, str] = field(default_factory=dict)
    cited: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0
    _rest: dict[str, str] = field(default_factory=dict)

    def cite(self, source: str, locator: str | None) -> str:
        """Return a small number that leads to the source."""
        return self._cite(source, locator, "")

    def cite_use(self, use: SourceUse) -> Markup:
        """Return a citation from a `sources` list, with its credibility if it has one."""
        return finished(self._cite(use.source, use.locator, code_mark(use.credibility) if use.credibility else ""))

    def _cite(self, source: str, locator: str | None, credibility: str) -> str:
        if source not in self.numbers:
            return ""
        self.count += 1
        anchor = f"cite-{self.count}"
        self.cited.setdefault(source, []).append(anchor)
        where = f'<span class="bw-locator">{text(locator)}</span>' if locator else ""
        rest = self._rest.get(source) or self._rest.setdefault(source, self._after_id(source))
        return f'<sup class="bw-cite"><a id="{anchor}"{rest}{where}{credibility}</sup>'

    def _after_id(self, source: str) -> str:
        """Return what all citations of a source have in common."""
        number, publisher = self.numbers[source], self.publishers.get(source)
        title = f' title="{text(publisher)}"' if publisher else ""
        return f' href="#source-{source}" aria-label="source {number}"{title}>{number}</a>'

    def link(self, id: str) -> tuple[str | None, str] | None:
        """Return address and name of what a [[link]] means."""
        ref = self.names.get(id)
        return self.links.known(ref) if ref else None

    def href(self, target: str) -> str | None:
        """Return the address of a relative Markdown link, which counts from the site's root."""
        return relative(self.links, target)


@dataclass(slots=True)
class DistantReferences:
    """Citations and links in prose that is shown away from its briefing."""

    links: Links
    find: Callable[[str], tuple[str, str] | None]

    def cite(self, source: str, locator: str | None) -> str:
        """Return nothing: a row shows all its sources at its end."""
        return ""

    def link(self, id: str) -> tuple[str | None, str] | None:
        """Return address and name of what a [[link]] means."""
        found = self.find(id)
        return self.links.known(Ref(found[0], id, found[1])) if found else None

    def href(self, target: str) -> str | None:
        """Return the address of a relative Markdown link, which counts from the site's root."""
        return relative(self.links, target)


@lru_cache(maxsize=10_000)
def _quoted(value: str) -> str:
    """Return a value as it stands in an address; kept, because a site has the same ones on most of its pages."""
    return quote(value, safe="")


def relative(links: Links, target: str) -> str | None:
    """Return a root-relative target as seen from the page; None for one that would leave the site.

    A page that a selection has left out is NOT_HERE.
    """
    if target.startswith("#"):
        return target
    if target.startswith(("/", "\\")) or ":" in target or ".." in target.split("/"):
        return None
    address, rest = _split(target)
    if links.left_out and _is_left_out(links, address):
        return NOT_HERE
    if address.endswith("/") and not links.addresses.directories:
        target = _file(links, address) + rest
    return links.base + quote(target, safe="/#?&=%~+,;@!$'()*-._")


def _split(target: str) -> tuple[str, str]:
    """Return an address, and the query and the anchor behind it."""
    address = re.split("[?#]", target, maxsplit=1)[0]
    return address, target[len(address) :]


def _is_left_out(links: Links, address: str) -> bool:
    found = _PAGE.fullmatch(normpath(unquote(address)))
    if not found or found[1] not in _KINDS:
        return False
    kind = _KINDS[found[1]]
    return (kind, found[2]) in links.left_out or (kind == "briefing" and (ALIAS, found[2]) in links.left_out)


def _file(links: Links, address: str) -> str:
    """Return the file of an address with a slash at its end, where no server would look for one."""
    page = normpath(address)
    if page == ".":
        return links.addresses.index("")
    return links.addresses.index(page) if page in _LISTS else f"{page}.html"


def source_cites(links: Links, refs: tuple[SourceRef, ...], briefing: Ref) -> Markup:
    """Return the numbers of a distant briefing's sources, each leading to the source there."""
    page = links.to(briefing)
    marks = (
        f'<a href="{page}#source-{ref.id}" aria-label="source {ref.number}" title="{text(ref.publisher)}'
        f'{text(", " + ref.locator) if ref.locator else ""}">{ref.number}</a>'
        f"{code_mark(ref.credibility) if ref.credibility else ''}"
        for ref in refs
    )
    return finished(f'<sup class="bw-cite">{" ".join(marks)}</sup>' if refs else "")


def tightened(html: Markup) -> Markup:
    """Return prose whose citations follow their word without the space that editors type before the bracket.

    A number can then not be left alone at the start of a line.
    """
    cite = '<sup class="bw-cite">'
    if cite not in html:
        return html
    # Markup.replace would escape what it puts in.
    return finished(str(html).replace(f" {cite}", cite).replace(f"\n{cite}", cite))
