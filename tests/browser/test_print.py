"""A printed briefing: the text and its sources with their addresses, and nothing of the site around it."""

import shutil
import subprocess

import pytest

from briefwright.vocabulary import Stance, label

from .everything import BRIEFING_ID, LONG_ADDRESS
from .faults import assert_none

pytestmark = pytest.mark.browser

CHROME = (
    ".md-header",
    ".md-tabs",
    ".md-footer",
    ".md-sidebar",
    ".md-search",
    ".md-top",
    ".md-skip",
    ".bw-edit",
    "td .bw-tip",
)
SOLID = "e => getComputedStyle(e).opacity !== '0'"


@pytest.fixture
def printed(visit):
    opened = visit("full", f"briefings/{BRIEFING_ID}/", scheme="dark")
    opened.page.emulate_media(media="print")
    return opened


@pytest.mark.parametrize("selector", CHROME)
def test_chrome_is_left_out(printed, selector: str):
    found = printed.page.locator(selector).all()
    assert_none(each.inner_text() for each in found if each.is_visible() and each.evaluate(SOLID))


def test_text_and_sources_are_there(printed):
    page = printed.page
    assert page.locator("h1").is_visible()
    addresses = page.locator(".bw-sources .bw-address")
    assert addresses.first.inner_text() == LONG_ADDRESS
    assert all(found.is_visible() for found in addresses.all())
    shown = {found.inner_text() for found in page.locator(".bw-issue .bw-stance").all() if found.is_visible()}
    assert shown == {label(stance) for stance in Stance}
    assert page.locator(".bw-quote").first.is_visible()


def test_code_says_what_it_means(printed):
    words = printed.page.locator(".bw-issue .bw-code .bw-tip").first
    assert words.is_visible()
    assert words.inner_text() == "Credibility 2: probably true"


def test_prints_black_on_white_though_the_screen_is_dark(printed):
    colours = "e => [getComputedStyle(document.body).backgroundColor, getComputedStyle(e).color]"
    background, text = printed.page.locator(".bw-standfirst p").first.evaluate(colours)
    assert background in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert max(int(part) for part in text[text.index("(") + 1 : -1].split(",")[:3]) < 80, text


def test_pdf_holds_the_text(printed, tmp_path):
    target = tmp_path / "briefing.pdf"
    printed.page.pdf(path=target, format="A4")
    data = target.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(data) > 10_000
    assert printed.trouble == []
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", str(target), "-"], check=True, capture_output=True, text=True).stdout
        assert "Nine hours, no text" in text
