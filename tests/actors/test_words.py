"""Words and their keys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors.words import fold, key_of, words_of


@pytest.mark.parametrize("word, key", [
    ("U.S.", "us"), ("Erdoğan’s", "erdogan"), ("Søren", "soren"), ("Zelenskyy", "zelensky"), ("Kata'ib", "kataib"),
    ("Kiribati", "kiribati"),
])
def test_fold(word: str, key: str) -> None:
    assert fold(word, {}) == key


def test_spellings_count_as_one() -> None:
    assert key_of("Sergei Lavrov", {"sergei": "sergey"}) == key_of("Sergey Lavrov", {"sergei": "sergey"})


def test_hyphens_separate() -> None:
    assert key_of("Kim Jong-un", {}) == key_of("Kim Jong Un", {})


@given(st.text())
def test_offsets_lead_back_to_the_text(text: str) -> None:
    found = words_of(text, {})
    assert all(text[word.start:word.end] == word.text for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


@given(st.text(min_size=1, max_size=20))
def test_folding_twice_changes_nothing_for_plain_words(text: str) -> None:
    keys = [word.key for word in words_of(text, {}) if word.key.isascii() and word.key.isalpha()]
    keys = [key for key in keys if not key.endswith(("yy", "iy"))]
    assert [fold(key, {}) for key in keys] == keys
