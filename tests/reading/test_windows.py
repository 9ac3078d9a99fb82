"""Windows cover every sentence exactly once, whatever the report's length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from dragoman.reading.sentences import split
from dragoman.reading.windows import IN_CONTEXT, IN_FOCUS, IN_TITLE, LONGEST, TITLE, windows


def _letters() -> Tokenizer:
    """A tokenizer with one piece a byte: no model needed, windows fill up fast."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE({letter: number for number, letter in enumerate(alphabet)}, []))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    return tokenizer


LETTERS = _letters()
TEXT = "The envoy left. The minister stayed. " * 12


def test_a_short_report_is_one_window_without_context() -> None:
    text = "Envoys met."
    (window,) = windows(LETTERS, text, split(text), None)
    assert set(window.segments) == {IN_FOCUS}
    assert "".join(text[a:b] for a, b in window.offsets) == "Envoysmet."


def test_the_title_stands_first_and_has_no_offsets() -> None:
    text = "Envoys met."
    (window,) = windows(LETTERS, text, split(text), "A title far longer than the room that is kept for it")
    head = [offset for offset, segment in zip(window.offsets, window.segments, strict=True) if segment == IN_TITLE]
    assert head == [(0, 0)] * TITLE


def test_later_windows_carry_earlier_sentences_as_context() -> None:
    found = windows(LETTERS, TEXT, split(TEXT), None)
    assert len(found) > 1
    assert all(IN_CONTEXT in window.segments for window in found[1:])


@settings(deadline=None)
@given(st.text(alphabet="abc é—.\n\"'", max_size=900), st.none() | st.text(max_size=40))
def test_each_character_is_read_once_and_no_window_is_too_long(text: str, title: str | None) -> None:
    read: list[tuple[int, int]] = []
    sentences = split(text)
    for window in windows(LETTERS, text, sentences, title):
        assert len(window.pieces) == len(window.offsets) == len(window.segments) <= LONGEST
        focus = zip(window.offsets, window.segments, strict=True)
        read += [offset for offset, segment in focus if segment == IN_FOCUS and offset[0] < offset[1]]
    wanted = {i for s in sentences for i in range(s.start, s.end) if not text[i].isspace()}
    seen = {i for a, b in read for i in range(a, b)}
    assert wanted <= seen
    assert read == sorted(read)


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_to_read_gives_no_window(text: str) -> None:
    assert windows(LETTERS, text, split(text), "Title") == []
