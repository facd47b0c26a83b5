"""Folding and splitting in Python: the shared cases, and what holds for any text."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefwright.search.fold import LONGEST, words

CASES = json.loads((Path(__file__).parent / "cases" / "search" / "folding.json").read_text(encoding="utf-8"))
ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_cases(case: dict[str, object]) -> None:
    assert words(str(case["text"])) == case["words"]


def test_there_are_cases_for_every_script() -> None:
    assert len(CASES) >= 60
    assert len({case["text"] for case in CASES}) == len(CASES)


@given(ANY_TEXT)
def test_words_are_sound_whatever_the_text(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= LONGEST
        assert "=" not in word
        assert not any(letter.isspace() for letter in word)
        assert all(unicodedata.category(letter)[0] in "LNM" for letter in word if not is_paired(letter))


@given(ANY_TEXT)
def test_a_word_is_its_own_only_word(text: str) -> None:
    for word in words(text):
        # Pairs part again, and an article may be followed by letters that look like another one.
        if not any(map(is_paired, word)) and not "\u0600" <= word[0] <= "\u06ff":
            assert words(word) == [word]


@given(ANY_TEXT, ANY_TEXT)
def test_a_text_has_the_words_of_its_parts(one: str, other: str) -> None:
    assert words(f"{one} {other}") == words(one) + words(other)


@given(ANY_TEXT)
def test_forms_of_a_text_are_one(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(text) == words(unicodedata.normalize("NFC", text))


def is_paired(letter: str) -> bool:
    return len(words(letter * 3)) > 1
