"""Tests of words that both sides of an act claim."""

from __future__ import annotations

import pytest

from dragoman.reading.decode import Passage
from dragoman.reading.sides import apart

TEXT = ["Oslo", "Bern", "Oslo", "Lima"]


def words(passage: Passage) -> str:
    return " ".join(TEXT[passage[0] : passage[1]]).casefold()


@pytest.mark.parametrize(
    ("actors", "recipients", "spare", "expected", "note"),
    [
        ([(0, 1, 0.9)], [(1, 2, 0.8)], ([], []), ([(0, 1, 0.9)], [(1, 2, 0.8)]), "nothing shared, nothing changes"),
        ([(1, 2, 0.9)], [(1, 2, 0.6)], ([], []), ([(1, 2, 0.9)], []), "the likelier side keeps the words"),
        ([(1, 2, 0.5)], [(1, 2, 0.6)], ([], []), ([], [(1, 2, 0.6)]), "whichever side that is"),
        (
            [(1, 2, 0.9)],
            [(1, 2, 0.6)],
            ([], [(1, 2, 0.6), (3, 4, 0.2)]),
            ([(1, 2, 0.9)], [(3, 4, 0.2)]),
            "the next best follows",
        ),
        (
            [(1, 2, 0.9)],
            [(1, 2, 0.6), (3, 4, 0.5)],
            ([], [(0, 1, 0.55)]),
            ([(1, 2, 0.9)], [(3, 4, 0.5)]),
            "only if nothing is left",
        ),
        (
            [(0, 1, 0.9)],
            [(2, 3, 0.6)],
            ([], [(2, 3, 0.6), (1, 2, 0.3)]),
            ([(0, 1, 0.9)], [(1, 2, 0.3)]),
            "one name, two mentions",
        ),
        (
            [(0, 2, 0.5)],
            [(1, 2, 0.9)],
            ([(0, 1, 0.3), (1, 2, 0.4)], []),
            ([(0, 1, 0.3)], [(1, 2, 0.9)]),
            "passages that overlap",
        ),
        ([(0, 1, 0.9)], [], ([], [(1, 2, 0.9)]), ([(0, 1, 0.9)], []), "a side that had nothing gets nothing"),
    ],
)
def test_each_passage_is_on_one_side(
    actors: list[Passage],
    recipients: list[Passage],
    spare: tuple[list[Passage], list[Passage]],
    expected: tuple[list[Passage], list[Passage]],
    note: str,
) -> None:
    assert apart(actors, recipients, spare, words) == expected, note
