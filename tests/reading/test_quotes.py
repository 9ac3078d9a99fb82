"""Quotations: marks, paragraphs, apostrophes, and who speaks."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading.quotes import quotations
from dragoman.reading.sentences import split

Said = tuple[str, str | None]

CASES: tuple[tuple[str, tuple[Said, ...], str], ...] = (
    ('Ode said: "We leave at once."', (("We leave at once.", "Ode"),), "straight marks, speaker before"),
    ("“We leave at once,” said Prime Minister Ode.", (("We leave at once,", "Prime Minister Ode"),), "verb, then name"),
    ("“We leave at once,” Ode told reporters.", (("We leave at once,", "Ode"),), "name, then verb"),
    ("“We leave,” he added. “Nobody stays.”", (("We leave,", "he"), ("Nobody stays.", None)), "a second one"),
    ("Ode, the mayor of Ves, said “nobody stays”.", (("nobody stays", "Ode"),), "words set in between"),
    ("The mayor called it a “farce”.", (("farce", None),), "no name: doubtful"),
    ("Ode's men don't say 'we leave', Ves wrote.", (("we leave", "Ves"),), "apostrophes are no marks"),
    ("“They cried ‘halt’ and fired,” Ode said.",
     (("They cried ‘halt’ and fired,", "Ode"),), "nested"),
    ("Ode said: “We leave.\n\n“Nobody stays.”\n\nVes slept.", (("We leave.\n\n“Nobody stays.", "Ode"),), "two parts"),
    ("Ode said: “We leave.\n\nVes slept. “Good,” he said.", (("Good,", "he"),), "never closed"),
    ("The 5' wall and the 6\" pipe held.", (), "feet and inches"),
    ("„Wir gehen“, said Ode.", (("Wir gehen", "Ode"),), "low opening mark"),
    ('He said "" and left.', (), "empty"),
)


@pytest.mark.parametrize("text, expected, note", CASES, ids=[note for *_, note in CASES])
def test_quotations(text: str, expected: tuple[Said, ...], note: str) -> None:
    found = quotations(text, split(text))
    assert tuple((q.span.text, q.speaker.text if q.speaker else None) for q in found) == expected, note


@settings(deadline=None)  # machines may be busy
@given(st.text(alphabet=st.sampled_from("aB .\n\"“”‘’'„«»,said Ode"), max_size=200))
def test_quotations_are_in_order_and_do_not_overlap(text: str) -> None:
    found = quotations(text, split(text))
    ends = [0, *(quotation.span.end for quotation in found)]
    assert all(end <= quotation.span.start for end, quotation in zip(ends, found, strict=False))
    assert all(text[q.span.start:q.span.end] == q.span.text for q in found)


@pytest.mark.parametrize("unit", ['"', "“a” ", "'", "Ode said ", '"A '])
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        sentences = split(text)
        started = time.process_time()
        quotations(text, sentences)
        return time.process_time() - started

    short = max(min(seconds(20_000) for _ in range(3)), 5e-3)
    assert min(seconds(200_000) for _ in range(2)) < 60 * short
