"""A list of participants is taken whole."""

from __future__ import annotations

import pytest

from dragoman.reading.lists import whole_lists
from dragoman.reading.windows import IN_FOCUS, Window


def _window(text: str) -> Window:
    """A piece a word, commas apart."""
    offsets, at = [], 0
    for word in text.replace(",", " ,").split():
        at = text.index(word, at)
        offsets.append((at, at + len(word)))
        at += len(word)
    return Window(tuple(range(len(offsets))), tuple(offsets), (IN_FOCUS,) * len(offsets))


def _passage(text: str, window: Window, words: str, score: float) -> tuple[int, int, float]:
    start = text.index(words)
    touched = [i for i, (a, b) in enumerate(window.offsets) if a < start + len(words) and start < b]
    return touched[0], touched[-1] + 1, score


@pytest.mark.parametrize(
    ("text", "sure", "doubtful", "expected"),
    [
        ("Chad, Mali and Niger signed", ["Chad"], ["Mali", "Niger"], ["Chad", "Mali", "Niger"]),
        ("Chad, Mali, and the Niger signed", ["Niger"], ["Chad", "Mali"], ["Chad", "Mali", "Niger"]),
        ("Chad as well as Mali signed", ["Mali"], ["Chad"], ["Chad", "Mali"]),
        ("Chad met Mali and Niger", ["Chad"], ["Mali", "Niger"], ["Chad"]),
        ("Chad told Mali", ["Chad"], ["Mali"], ["Chad"]),
        ("Chad and Mali signed", ["Chad and Mali"], ["Mali"], ["Chad and Mali"]),
        ("Chad and Mali signed", [], ["Chad", "Mali"], []),
    ],
)
def test_lists_are_whole(text: str, sure: list[str], doubtful: list[str], expected: list[str]) -> None:
    window = _window(text)
    kept = [_passage(text, window, words, 0.9) for words in sure]
    weak = [_passage(text, window, words, 0.2) for words in doubtful]
    found = whole_lists(text, window, kept, weak)
    assert [text[window.offsets[a][0] : window.offsets[b - 1][1]] for a, b, _ in found] == expected
