"""From an HTML document to a PDF by way of WeasyPrint: tagged, with nothing from outside, the same bytes each time."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

STYLE = Path(__file__).with_name("paper.css")
SIZES = {"a4": "A4", "letter": "letter"}
"""Sizes of paper, by the word for the command line, as CSS names them."""

DRAWING = "data:image/svg+xml;base64,"
"""What the address of a drawing in the document itself begins with: all that may be loaded."""


class PaperError(Exception):
    """No PDF could be made; the message says why and what to do."""


class MissingError(PaperError):
    """WeasyPrint or a library that it needs is not installed."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished PDF: its bytes, its number of pages, and what WeasyPrint found wrong on the way."""

    data: bytes
    pages: int
    complaints: tuple[str, ...]


def weasyprint() -> Any:
    """Return the module WeasyPrint; raises MissingError with a line on what to install."""
    try:
        # Where a library is missing, WeasyPrint prints a page about it before it raises.
        with redirect_stdout(StringIO()):
            return import_module("weasyprint")
    except ModuleNotFoundError as error:
        raise MissingError("briefwright pdf needs WeasyPrint: pip install 'briefwright[pdf]'") from error
    except OSError as error:
        library = _library(str(error))
        raise MissingError(
            f"briefwright pdf needs the system library {library}; "
            "on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error


def _library(message: str) -> str:
    """Return the library that an error of the loader names, as in "cannot load library 'libpango-1.0-0': …"."""
    parts = message.split("'")
    return parts[1] if len(parts) > 2 else "Pango"


def make_pdf(html: str, created: str, size: str = "a4") -> Pdf:
    """Set an HTML document on paper.

    `created` is the time of making in the form of ISO 8601, such as 2025-12-04T00:00:00Z; `size` a key of SIZES.
    Raises MissingError without WeasyPrint, and PaperError where it fails.
    """
    library = weasyprint()
    style = (
        STYLE.read_text(encoding="utf-8")
        + f"\n@page {{ size: {SIZES[size]} }} @page wide {{ size: {SIZES[size]} landscape }}\n"
    )
    with _complaints() as complaints:
        try:
            document = library.HTML(string=html, base_url="about:blank", url_fetcher=_fetcher(library)).render(
                stylesheets=[library.CSS(string=style, base_url="about:blank", url_fetcher=_fetcher(library))],
                pdf_variant="pdf/ua-1",
            )
            document.metadata.created = document.metadata.modified = created
            data = document.write_pdf(
                finisher=_describe_links,
                pdf_variant="pdf/ua-1",
                pdf_identifier=sha256((style + html).encode()).hexdigest()[:32].encode("ascii"),
            )
        except Exception as error:
            # What a layout engine may raise is without end; a reader's document failed, and a traceback helps nobody.
            raise PaperError(f"WeasyPrint could not make the PDF: {type(error).__name__}: {error}") from error
    return Pdf(data, len(document.pages), tuple(dict.fromkeys(complaints)))


def _fetcher(library: Any) -> Any:
    """Return a fetcher that loads the document's own drawings and refuses everything else, files included."""

    class Refusing(library.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(DRAWING):
                raise ValueError("nothing is loaded from outside")
            return super().fetch(url, headers)

    return Refusing(allowed_protocols=("data",))


def _describe_links(document: Any, pdf: Any) -> None:
    """Give every link a description in words, as PDF/UA asks; WeasyPrint puts in the bare target."""
    for page in document.pages:
        for link in page.links:
            annotation = getattr(link[-1], "link_annotation", None)
            element = getattr(link[-1], "element", None)
            if annotation is not None and element is not None:
                words = element.get("aria-label") or " ".join("".join(element.itertext()).split())
                if words:
                    annotation["Contents"] = type(annotation["Contents"])(words)


class _Collector(logging.Handler):
    """Keeps the messages of a logger."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Yield a list that fills with the errors that WeasyPrint and its helpers log; nothing of it is shown."""
    collector = _Collector()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.propagate = False
    try:
        yield collector.messages
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.removeHandler(collector)
            logger.propagate = propagate
