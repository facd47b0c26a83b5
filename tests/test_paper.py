"""Briefings and dossiers on paper: what a PDF says is what the briefing says, and nothing comes from outside."""

import builtins
import importlib
import io
import re
import socket
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from briefwright.paper import pdf as paper_pdf
from briefwright.paper.fitting import OnPaper, Title, fit
from briefwright.paper.pdf import make_pdf
from desks import CONFIG, Desk

WHOLE = """\
title: Harbour & coast agree on "half" a line <again>
date: 2026-05-02
updated: 2026-05-09
dossier: port-vell
lang: en
status: corrected
event: {date: 2026-05-01, until: 2026-05-02, place: Port Vell}
regions: ["NO"]
topics: [fishing]
authors: [Mara Lind]
reviewers: [Tom Ek]
licence: CC-BY-4.0
summary: |
  Both sides met [@gazette, para 4][@radio]. See [[highland]], [[2026-03-04-talks]] and [a page](https://away.example/x).
key_judgements:
  - {text: A deal is near., likelihood: likely, confidence: moderate, scale_origin: editor,
     basis: "Two talks [@radio].", sources: [{source: gazette, credibility: "2"}]}
trend: {direction: improving, reason: They talk., sources: [radio]}
actors:
  - {id: coast-state, role: host}
  - {name: Ada Moreno, kind: person, role: lead negotiator}
positions:
  - actor: coast-state
    issue: fishing-limits
    stance: supports-with-conditions
    statement: Half a line would do.
    quote: {text: Half a line is better than a long quarrel between two neighbours, speaker: ada-moreno, lang: en}
    conditions: [joint boats]
    attributed_by: self
    stated_on: 2026-05-01
    sources: [gazette]
  - {actor: highland, issue: joint-patrol, stance: declines-to-say, statement: Will not say., sources: [radio]}
analyst_views:
  - analyst: jun-park
    affiliation: Institute
    view: Meant for home.
    quote: {text: Каждый получил своё, lang: ru}
    likelihood: unlikely
    scale_origin: analyst
    sources: [radio]
timeline:
  - {date: 2026-04, text: The line was drawn., sources: [gazette]}
body: |
  First words [@radio].

  ##### A deep heading

  Then a [dead end](#nowhere), the [other one](briefings/2026-03-04-talks/), an image
  ![x](https://away.example/spy.png) and <img src="https://away.example/spy.gif">.
corrections:
  - {date: 2026-05-09, text: The place was wrong.}
sources:
  - {id: gazette, title: "Half & half", publisher: harbour-gazette, published: 2026-05-02, lang: en, kind: news,
     url: "https://gazette.example/a/very/long/address/that/goes/on?and=on&on", origin: original,
     archive_url: "https://archive.example/1", note: "Also see [@radio].", reliability: B}
  - {id: radio, title: Harbour radio, publisher: {name: Radio Vell}}
related:
  - {id: 2026-03-04-talks, rel: follows}
aliases: [old-name]
"""
NAME = "2026-05-02-half-a-line"
QUOTES = ("Half a line is better than a long quarrel between two neighbours", "Каждый получил своё")
DRAFT = "title: Not yet\ndate: 2026-06-01\nsummary: Still written.\nstatus: draft\ndossier: port-vell\nbody: More.\n"
WITHDRAWN = """\
title: Taken back
date: 2026-06-02
summary: Words that must not come back.
status: withdrawn
withdrawal: {date: 2026-06-03, reason: It was wrong from the start.}
"""


@pytest.fixture
def press(desk: Desk) -> Desk:
    return desk.write(
        {
            f"briefings/2026/{NAME}.yml": WHOLE,
            "briefings/2026/2026-06-01-not-yet.yml": DRAFT,
            "briefings/2026/2026-06-02-taken-back.yml": WITHDRAWN,
        }
    )


def read(path: Path) -> PdfReader:
    return PdfReader(io.BytesIO(path.read_bytes()))


def words(reader: PdfReader) -> str:
    """Return all text, on one line: where lines break is the layout's business."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def printed(desk: Desk, command, *arguments: str, name: str = NAME) -> PdfReader:
    ran = command(desk, "pdf", *arguments)
    assert (ran.code, ran.err) == (0, ""), ran
    path = desk.root / f"{name}.pdf"
    reader = read(path)
    pages = len(reader.pages)
    assert ran.out == f"wrote {name}.pdf, {pages} page{'s' if pages > 1 else ''}\n"
    return reader


def annotations(reader: PdfReader) -> list[DictionaryObject]:
    return [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]


def structure(element: Any) -> list[str]:
    """Return the types of all structure elements, in the order of reading."""
    found: list[str] = []
    element = element.get_object() if isinstance(element, IndirectObject) else element
    if isinstance(element, ArrayObject):
        for child in element:
            found += structure(child)
    elif isinstance(element, DictionaryObject):
        if "/S" in element:
            found.append(str(element["/S"]))
        if "/K" in element:
            found += structure(element["/K"])
    return found


def test_a_briefing_says_all_that_its_page_says(press: Desk, command) -> None:
    said = words(printed(press, command, NAME))
    for part in (
        *('Harbour & coast agree on "half" a line <again>', "Harbour desk", "Mara Lind", "Tom Ek", "CC-BY-4.0"),
        *("1–2 May 2026", "Port Vell", "Corrected", "updated 9 May 2026", "The Port Vell talks", "Norway", "fishing"),
        *("A deal is near.", "55–80", "moderate confidence", "the editor’s reading", "Basis: Two talks"),
        *("Trend: improving.", "Coast State", "host", "lead negotiator", "Should the twelve-mile line stand?"),
        *("Half a line would do.", "Supports, with conditions", "Declines to say", "joint boats"),
        *("Coast State Supports, with conditions Half a line would do.1", "Highland Declines to say Will not say.2"),
        *("met1 para 4, 2.", "A deal is near.1 (Credibility 2: probably true)", "April 2026 The line was drawn.1"),
        *("Ada Moreno, in English", "Jun Park, in Russian", "in the actor’s own words", "Institute"),
        *("unlikely", "20–45", "April 2026", "The line was drawn.", "A deep heading", "The place was wrong."),
        *("Half & half", "Harbour radio", "Radio Vell", "https://archive.example/1", "usually reliable"),
        *("Credibility 2: probably true", "Follows", "para 4"),
        *("https://gazette.example/a/very/long/address/that/goes/on?and=on&on", "https://away.example/x"),
        *("Corrected on 9 May 2026: what changed, page", "Content as of", "Contents"),
    ):
        assert part in said, part
    for quote in QUOTES:
        assert f"“{quote}”" in said or f"«{quote}»" in said or f"„{quote}“" in said
    assert re.search(r"1\. ?Half & half", said) and re.search(r"2\. ?Harbour radio", said)


def test_pages_are_numbered_and_named(press: Desk, command) -> None:
    reader = printed(press, command, NAME)
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(pages) > 2
    for number, text in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in text and "Harbour desk" in text
        assert ('Harbour & coast agree on "half" a line <again>' in text) or number > 1
    assert all("Harbour & coast agree" in text for text in pages)


def test_contents_name_the_page_that_a_part_is_on(press: Desk, command) -> None:
    reader = printed(press, command, NAME)
    listed = " ".join(reader.pages[0].extract_text().split())
    listed = listed[listed.index("Contents") :]
    found = dict(re.findall(r"(Key judgements|Positions|Fishing limits|Timeline|Sources|Related)[. ]+(\d+)", listed))
    assert len(found) == 6
    for title, page in found.items():
        assert title in reader.pages[int(page) - 1].extract_text()


def test_every_link_leads_somewhere(press: Desk, command) -> None:
    reader = printed(press, command, NAME)
    notes = annotations(reader)
    inner = [str(note["/Dest"]) for note in notes if "/Dest" in note]
    outer = {str(note["/A"]["/URI"]) for note in notes if "/A" in note}
    assert len(inner) + sum("/A" in note for note in notes) == len(notes)
    assert set(inner) <= set(reader.named_destinations)
    assert inner.count(f"{NAME}.source-radio") == 7 and inner.count(f"{NAME}.source-gazette") == 4
    assert {"https://gazette.example/a/very/long/address/that/goes/on?and=on&on", "https://archive.example/1"} <= outer
    assert "https://desk.example/actors/highland/" in outer
    assert f"https://desk.example/briefings/{NAME}/" in outer
    assert not any("explore" in address or not address.startswith("https://") for address in outer)
    assert all(note["/Contents"] and "/StructParent" in note for note in notes)
    assert "source 2" in {str(note["/Contents"]) for note in notes}


def test_without_a_published_site_other_pages_are_plain_text(press: Desk, command) -> None:
    press.edit("mkdocs.yml", "site_url: https://desk.example/\n", "")
    reader = printed(press, command, NAME)
    outer = {str(note["/A"]["/URI"]) for note in annotations(reader) if "/A" in note}
    assert outer and all(address.split("/")[2] in WEB for address in outer)
    assert "Highland" in words(reader)


WEB = ("gazette.example", "archive.example", "away.example")


def test_it_is_tagged_for_screen_readers(press: Desk, command) -> None:
    reader = printed(press, command, NAME)
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == 'Harbour & coast agree on "half" a line <again>'
    assert reader.metadata.author == "Mara Lind"
    xmp = root["/Metadata"].get_data().decode()
    assert re.search(r'pdfuaid:part="1"', xmp)
    types = structure(root["/StructTreeRoot"]["/K"])
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Link", "/Table", "/TH", "/TD", "/P"} <= set(types)
    assert "/Figure" not in types  # drawings are decoration: their words stand beside them
    levels = [int(name[2]) for name in types if re.fullmatch(r"/H[1-6]", name)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_outline_has_the_parts(press: Desk, command) -> None:
    def titles(outline: list[Any]) -> list[str]:
        return [t for item in outline for t in (titles(item) if isinstance(item, list) else [str(item.title)])]

    found = titles(printed(press, command, NAME).outline)
    assert found[0].startswith("Harbour & coast") and {"Key judgements", "Fishing limits", "Sources"} <= set(found)
    assert "Contents" not in found


def test_a_dossier_holds_its_briefings_in_order(press: Desk, command) -> None:
    reader = printed(press, command, "--dossier", "port-vell", name="port-vell")
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert "4 March – 1 May 2026" in pages[0] and "Briefings 3" in pages[0]
    assert "Two states and a line." in pages[0]
    listed = next(text for text in pages if "Contents" in text)
    found = re.findall(r"(Harbour talks end|A second round is set|Harbour & coast)[^0-9]*?[. ]+(\d+)", listed)
    assert [title for title, _ in found] == ["Harbour talks end", "A second round is set", "Harbour & coast"]
    for title, page in found:
        assert title in pages[int(page) - 1] and title not in pages[int(page) - 2].split("page ")[0][:30]
    assert all(quote in " ".join(pages) for quote in QUOTES)
    assert "Not yet" not in " ".join(pages)


def test_links_between_the_briefings_of_a_dossier_stay_inside(press: Desk, command) -> None:
    reader = printed(press, command, "--dossier", "port-vell", name="port-vell")
    notes = annotations(reader)
    inner = {str(note["/Dest"]) for note in notes if "/Dest" in note}
    assert inner <= set(reader.named_destinations)
    assert {"2026-03-04-talks.top", f"{NAME}.source-radio", f"{NAME}.issue-fishing-limits", "the.dossier.top"} <= inner
    outer = [str(note["/A"]["/URI"]) for note in notes if "/A" in note]
    # Each briefing names its own address in print; nothing else leads to a page that the document holds.
    assert outer.count("https://desk.example/briefings/2026-03-04-talks/") == 1
    types = structure(reader.root_object["/StructTreeRoot"]["/K"])
    levels = [int(name[2]) for name in types if re.fullmatch(r"/H[1-6]", name)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("word", [NAME, "old-name", f"briefings/2026/{NAME}.yml", f"./briefings/2026/{NAME}.yml"])
def test_ways_to_name_a_briefing(press: Desk, command, word: str) -> None:
    assert "Half & half" in words(printed(press, command, word))


WRONG = {
    (f"{NAME[:-1]}",): f"did you mean '{NAME}'?",
    (f"briefings/2026/{NAME}s.yml",): f"did you mean '{NAME}'?",
    ("nothing-like-it-at-all",): "there is no briefing 'nothing-like-it-at-all'",
    ("mkdocs.yml",): "mkdocs.yml is no briefing of this site",
    ("--dossier", "port-wel"): "did you mean 'port-vell'?",
    ("--dossier", "empty"): "nothing to print",
    (NAME, "--dossier", "port-vell"): "either a BRIEFING or a --dossier",
    (): "either a BRIEFING or a --dossier",
    (NAME, "-f", "no.yml"): "there is no no.yml",
    (NAME, "-o", "docs"): "docs is a folder",
    (NAME, "-o", ""): ". is a folder",
    (NAME, "-o", "no/such/folder.pdf"): "cannot be written",
    (NAME, "-o", "mkdocs.yml/x.pdf"): "cannot be written",
    (NAME, "--paper", "foolscap"): "foolscap",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_wrong_call(press: Desk, command, arguments: tuple[str, ...]) -> None:
    entry = "- {id: empty, title: Empty, summary: Nothing.}\n"
    press.edit("briefings/registry/dossiers.yml", "- {id: port-vell", f"{entry}- {{id: port-vell")
    ran = command(press, "pdf", *arguments)
    assert ran.code == 2 and WRONG[arguments] in " ".join(ran.err.split()) and "Traceback" not in ran.err
    assert list(press.root.rglob("*.pdf")) + list(press.root.rglob("*.part")) == []


def test_errors_in_the_briefings(press: Desk, command) -> None:
    press.edit(f"briefings/2026/{NAME}.yml", "dossier: port-vell", "dossier: port-wel")
    ran = command(press, "pdf", NAME)
    assert ran.code == 1 and "REF04" in ran.out and "nothing was printed" in ran.err
    assert list(press.root.glob("*.pdf")) == []


def test_a_draft_says_so_on_every_page(press: Desk, command) -> None:
    reader = printed(press, command, "2026-06-01-not-yet", name="2026-06-01-not-yet")
    assert [("Draft: not published" in page.extract_text()) for page in reader.pages] == [True, True]
    assert "https://desk.example/briefings/2026-06-01-not-yet/" not in words(reader)
    assert "Draft: not published" not in words(printed(press, command, NAME))


def test_a_briefing_with_nothing_but_a_summary_is_one_page(press: Desk, command) -> None:
    press.write({"briefings/2026/short.yml": "title: Short\ndate: 2026-06-01\nsummary: All there is.\n"})
    reader = printed(press, command, "short", name="short")
    assert len(reader.pages) == 1 and "Contents" not in reader.pages[0].extract_text().replace("Content as", "")


def test_drafts_of_a_dossier_are_printed_when_asked_for(press: Desk, command) -> None:
    reader = printed(press, command, "--dossier", "port-vell", "--drafts", name="port-vell")
    marked = ["Draft: not published" in page.extract_text() for page in reader.pages]
    assert marked[-1] and not marked[0]
    drafted = next(n for n, page in enumerate(reader.pages) if "Still written." in page.extract_text())
    assert marked == [n >= drafted for n in range(len(marked))]


def test_a_published_briefing_does_not_hint_at_drafts(press: Desk, command) -> None:
    press.edit(
        "briefings/2026/2026-06-01-not-yet.yml",
        "status: draft",
        f"status: draft\nrelated: [{{id: {NAME}, rel: follows}}]",
    )
    assert "Not yet" not in words(printed(press, command, NAME))


def test_a_withdrawn_briefing_prints_why_and_nothing_else(press: Desk, command) -> None:
    reader = printed(press, command, "2026-06-02-taken-back", name="2026-06-02-taken-back")
    said = words(reader)
    assert "Withdrawn on 3 June 2026" in said and "wrong from the start" in said
    assert "must not come back" not in said and "must not come back" not in str(reader.metadata)
    assert all("Withdrawn: do not cite" in page.extract_text() for page in reader.pages)


def test_the_same_input_gives_the_same_bytes(press: Desk) -> None:
    made = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Kathmandu")):
        ran = press.run("pdf", "--dossier", "port-vell", PYTHONHASHSEED=seed, TZ=zone)
        assert (ran.code, ran.err) == (0, "")
        made.append((press.root / "port-vell.pdf").read_bytes())
    assert made[0] == made[1]


def test_it_carries_the_date_of_the_content_or_the_one_it_is_told(
    press: Desk, command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert str(printed(press, command, NAME).metadata.creation_date_raw).startswith("D:20260602000000")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert str(printed(press, command, NAME).metadata.creation_date_raw).startswith("D:19700102000000")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    ran = command(press, "pdf", NAME)
    assert ran.code == 2 and "SOURCE_DATE_EPOCH" in ran.err


@pytest.mark.parametrize(("size", "width"), [("a4", 595), ("letter", 612)])
def test_sizes_of_paper(press: Desk, command, size: str, width: int) -> None:
    reader = printed(press, command, NAME, "--paper", size)
    assert {round(page.mediabox.width) for page in reader.pages} == {width}
    reader = printed(press, command, "--dossier", "port-vell", "--paper", size, name="port-vell")
    # The table of who stands where lies on its side.
    wide = [page for page in reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(wide) == 1 and "Who stands where" in wide[0].extract_text()
    assert {round(min(page.mediabox[2:])) for page in reader.pages} == {width}


def test_nothing_is_fetched(press: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError(f"reached for {arguments}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(urllib.request.OpenerDirector, "open", only_drawings(urllib.request.OpenerDirector.open))
    reader = printed(press, command, NAME)
    assert [image for page in reader.pages for image in page.images] == []


def only_drawings(open_: Any) -> Any:
    def opened(self: object, request: Any, *arguments: object, **options: object) -> Any:
        url = request if isinstance(request, str) else request.full_url
        assert url.startswith("data:image/svg+xml;base64,"), url
        return open_(self, request, *arguments, **options)

    return opened


HOSTILE = {
    "an image of the web": '<img alt="x" src="https://away.example/spy.png">',
    "an image of this machine": '<img alt="x" src="file:///etc/hostname">',
    "a picture of another kind": '<img alt="x" src="data:image/png;base64,AAAA">',
    "a style": '<link rel="stylesheet" href="https://away.example/x.css">',
    "a background": '<p style="background: url(https://away.example/x.png)">x</p>',
    "an attachment": '<link rel="attachment" href="file:///etc/hostname">',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_fetcher_refuses_even_what_a_document_asks_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        urllib.request.OpenerDirector, "open", lambda self, request, *_, **__: asked.append(str(request))
    )
    opened = builtins.open
    monkeypatch.setattr(
        builtins,
        "open",
        lambda file, *a, **k: asked.append(str(file)) if "hostname" in str(file) else opened(file, *a, **k),
    )
    made = make_pdf(f'<html lang="en"><title>x</title>{HOSTILE[name]}<p>y', "2026-01-01T00:00:00Z")
    assert made.pages == 1 and asked == [] and b"EmbeddedFile" not in made.data
    assert made.complaints and "nothing is loaded from outside" in " ".join(made.complaints)


def test_our_own_drawings_are_loaded(press: Desk) -> None:
    svg = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5IiBoZWlnaHQ9IjkiLz4="
    html = f'<html lang="en"><title>x</title><p style="background:url(data:image/svg+xml;base64,{svg})">x'
    assert make_pdf(html, "2026-01-01T00:00:00Z").complaints == ()


def missing(error: Exception) -> Any:
    real = importlib.import_module

    def imported(name: str, *arguments: Any) -> Any:
        if name == "weasyprint":
            print("a page of advice")
            raise error
        return real(name, *arguments)

    return imported


def test_without_the_extra(press: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper_pdf, "import_module", missing(ModuleNotFoundError("weasyprint")))
    ran = command(press, "pdf", NAME)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "briefwright: briefwright pdf needs WeasyPrint: pip install 'briefwright[pdf]'\n"


def test_without_pango(press: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    words_ = "cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file"
    monkeypatch.setattr(paper_pdf, "import_module", missing(OSError(words_)))
    ran = command(press, "pdf", NAME)
    assert (ran.code, ran.out) == (2, "") and ran.err.count("\n") == 1
    assert "needs the system library libpango-1.0-0" in ran.err


def test_a_failure_of_weasyprint_is_told_in_a_line(press: Desk, command, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no room on this page")

    monkeypatch.setattr(paper_pdf.weasyprint().HTML, "render", broken)
    ran = command(press, "pdf", NAME)
    assert ran.code == 2 and "no room on this page" in ran.err and ran.err.count("\n") == 1
    assert list(press.root.glob("*.pdf")) == []


def test_a_second_run_takes_the_place_of_the_first(press: Desk, command) -> None:
    path = press.root / f"{NAME}.pdf"
    path.write_bytes(b"old")
    printed(press, command, NAME)
    assert path.read_bytes().startswith(b"%PDF-1.7") and list(press.root.glob(".*part")) == []
    path.rename(press.root / "first.pdf")
    printed(press, command, NAME)
    assert path.read_bytes() == (press.root / "first.pdf").read_bytes()


def test_use_directory_urls_and_language_of_the_site(press: Desk, command) -> None:
    press.write({"mkdocs.yml": CONFIG.replace("  name: material\n", "  name: material\n  language: de\n")})
    press.edit("mkdocs.yml", "extra:\n", "use_directory_urls: false\nextra:\n")
    press.edit(f"briefings/2026/{NAME}.yml", "lang: en\nstatus", "status")
    reader = printed(press, command, NAME)
    assert reader.root_object["/Lang"] == "de"
    outer = {str(note["/A"]["/URI"]) for note in annotations(reader) if "/A" in note}
    assert "https://desk.example/actors/highland.html" in outer


def test_fit_makes_dead_links_plain_text_and_keeps_the_rest() -> None:
    html = (
        '<h1 id="top">A &amp; <b>b</b></h1><h4 id="x">C</h4><a href="#x">here</a><a href="#y">gone</a>'
        '<a href="site:briefings/one/#x">one</a><a href="site:explore/?a=b">find</a><a href="site:actors/z/">z</a>'
        '<a href="https://away.example/?a&amp;b">out</a><svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'
    )
    fitted = fit(html, "part", 1, OnPaper({"briefings/one/": "one"}, ""))
    assert fitted.titles == [Title(2, "part.top", "A &amp; b"), Title(3, "part.x", "C")]
    assert '<a href="#part.x">here</a><span>gone</span><a href="#one.top">one</a><span>find</span><span>z</span>' in (
        fitted.html
    )
    assert '<a class="paper-out" href="https://away.example/?a&amp;b">out</a>' in fitted.html
    assert '<h2 id="part.top">A &amp; <b>b</b></h2><h3 id="part.x">C</h3>' in fitted.html
    assert "<svg" not in fitted.html and "data:image/svg+xml;base64," in fitted.html
