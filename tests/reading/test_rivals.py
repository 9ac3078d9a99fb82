"""Candidates of one sentence that tell one act are weighed against each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.rivals import Bid, settle

AGAIN, TOGETHER, FLOOR = 0.6, 0.5, 0.4
CASES = [
    ("one sure candidate", [(1, "ASSAULT", 0.7)], [0], {}),
    ("one doubtful candidate", [(1, "ASSAULT", 0.3)], [], {}),
    ("a second one of the type must be surer", [(1, "ASSAULT", 0.8), (1, "ASSAULT", 0.5)], [0], {}),
    ("a second one that is sure stays", [(1, "ASSAULT", 0.8), (1, "ASSAULT", 0.65)], [0, 1], {}),
    ("another type is no rival", [(1, "ASSAULT", 0.8), (1, "COERCE", 0.5)], [0, 1], {}),
    ("nor is another sentence", [(1, "ASSAULT", 0.8), (2, "ASSAULT", 0.5)], [0, 1], {}),
    ("two doubtful ones make one", [(1, "ASSAULT", 0.31), (1, "ASSAULT", 0.27)], [0], {0: (1,)}),
    ("the likelier of them, wherever it stands", [(1, "COERCE", 0.2), (1, "COERCE", 0.35)], [1], {1: (0,)}),
    ("two very doubtful ones make none", [(1, "ASSAULT", 0.25), (1, "ASSAULT", 0.2)], [], {}),
    ("of equals the earlier is taken", [(1, "ASSAULT", 0.3), (1, "ASSAULT", 0.3)], [0], {0: (1,)}),
]
BIDS = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["ASSAULT", "COERCE"]), st.floats(0, 1)), max_size=12)


def _bids(rows: list[tuple[int, str, float]]) -> list[Bid]:
    return [Bid(*row, FLOOR) for row in rows]


@pytest.mark.parametrize(("note", "rows", "coded", "beside"), CASES, ids=[case[0] for case in CASES])
def test_rivals(
    note: str, rows: list[tuple[int, str, float]], coded: list[int], beside: dict[int, tuple[int, ...]],
) -> None:
    outcomes = settle(_bids(rows), AGAIN, TOGETHER)
    assert [number for number, outcome in enumerate(outcomes) if outcome.reason is None] == coded
    assert {number: outcome.beside for number, outcome in enumerate(outcomes) if outcome.beside} == beside


def test_reasons_name_the_threshold_that_was_missed() -> None:
    rows = [(1, "ASSAULT", 0.8), (1, "ASSAULT", 0.5), (2, "ASSAULT", 0.399)]
    first, second, third = settle(_bids(rows), AGAIN, TOGETHER)
    assert first.reason is None
    assert second.reason == "score 0.500 is under the threshold 0.60 of a second ASSAULT in a sentence"
    assert third.reason == "score 0.399 is under the threshold 0.40 of ASSAULT"


@given(BIDS)
def test_a_sentence_loses_no_type_that_was_sure(rows: list[tuple[int, str, float]]) -> None:
    outcomes = settle(_bids(rows), AGAIN, TOGETHER)
    sure = {row[:2] for row in rows if row[2] >= FLOOR}
    assert sure <= {row[:2] for row, outcome in zip(rows, outcomes, strict=True) if outcome.reason is None}


@given(BIDS)
def test_switched_off_each_is_decided_alone(rows: list[tuple[int, str, float]]) -> None:
    outcomes = settle(_bids(rows), 0.0, float("inf"))
    assert [outcome.reason is None for outcome in outcomes] == [score >= FLOOR for _, _, score in rows]
