"""Plain text out of the HTML of a hand-written page, section by section."""

from html.parser import HTMLParser

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
UNREAD = frozenset(["script", "style", "template", "svg", "button"])
"""Elements whose text nobody reads as text."""

BLOCKS = frozenset(["p", "li", "dt", "dd", "td", "th", "tr", "pre", "blockquote", "div", "br", "figcaption", "summary"])


def sections(html: str) -> tuple[tuple[str, str], ...]:
    """Return the parts of a page as heading and text, the part before the first heading with an empty one."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple((heading, text) for heading, text in reader.read() if heading or text)


class _Reader(HTMLParser):
    """Collects text; the sign behind a heading that links to it is left out."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[list[str], list[str]]] = [([], [])]
        self._in_heading = False
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD or dict(attrs).get("class") == "headerlink":
            self._unread += 1
        elif self._unread:
            self._unread += tag == "a"
        elif tag in HEADINGS:
            self._in_heading = True
            self._parts.append(([], []))
        elif tag in BLOCKS:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            self._unread -= tag in UNREAD or tag == "a"
        elif tag in HEADINGS:
            self._in_heading = False
        elif tag in BLOCKS:
            self._add(" ")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._add(data)

    def _add(self, data: str) -> None:
        self._parts[-1][not self._in_heading].append(data)

    def read(self) -> list[tuple[str, str]]:
        """Return what was collected, with single spaces."""
        return [(" ".join("".join(heading).split()), " ".join("".join(text).split())) for heading, text in self._parts]
