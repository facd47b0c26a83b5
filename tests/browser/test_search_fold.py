"""Folding and splitting in the browser: the cases that Python shares, and every character there is."""

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from briefwright.search.fold import words

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "generator/briefwright/theme/assets/briefwright/search/fold.js"
CASES = json.loads((ROOT / "tests/cases/search/folding.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    opened.add_script_tag(path=SCRIPT)
    yield opened
    opened.close()


def browser_words(page: Page, texts: list[str], name: str = "words") -> list[list[str]]:
    # As JSON both ways: a lone surrogate does not survive the wire otherwise.
    script = f"""(texts) => JSON.stringify(JSON.parse(texts).map((text) => Briefwright.inner.{name}(text)))"""
    found: list[list[str]] = json.loads(page.evaluate(script, json.dumps(texts)))
    return found


def test_cases(page: Page) -> None:
    found = browser_words(page, [case["text"] for case in CASES])
    assert {case["why"]: words for case, words in zip(CASES, found, strict=True)} == {
        case["why"]: case["words"] for case in CASES
    }


def test_every_character_folds_as_in_python(page: Page) -> None:
    # Characters that this Python does not know yet may be letters for a newer browser.
    known = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Co")]
    assert len(known) > 100_000
    texts = [f"a{letter}b {letter}" for letter in known]
    different = [
        (text, here, there)
        for start in range(0, len(texts), 20_000)
        for text, there in zip(texts[start:], browser_words(page, texts[start : start + 20_000]), strict=False)
        if (here := words(text)) != there
    ]
    assert different == []


def test_places_are_those_of_the_words(page: Page) -> None:
    found = browser_words(page, [case["text"] for case in CASES], "wordPlaces")
    for case, places in zip(CASES, found, strict=True):
        assert [place["word"] for place in places] == case["words"], case["why"]
        units = case["text"].encode("utf-16-le", "surrogatepass")
        for place in places:
            # The text at the place, cut out as JavaScript counts, has the word in it.
            assert place["start"] < place["end"] <= len(units) // 2, case["why"]
            part = units[2 * place["start"] : 2 * place["end"]].decode("utf-16-le", "surrogatepass")
            if len(part) < 50:
                assert place["word"][:1] in "".join(words(part)), case["why"]


def test_places_in_mixed_text(page: Page) -> None:
    text = "Les Élysée’s ça, ﬁn 北京 e\u0301te\u0301"
    (places,) = browser_words(page, [text], "wordPlaces")
    assert [text[place["start"] : place["end"]] for place in places] == [
        *("Les", "Élysée", "s", "ça", "ﬁn", "北京", "京", "e\u0301te\u0301")
    ]
