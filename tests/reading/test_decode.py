"""Scores become spans: runs, thresholds, whole words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading import labels
from dragoman.reading.decode import (
    Candidate,
    candidates,
    role_runs,
    runs,
    sigmoid,
    snap,
    softmax,
    without_determiner,
    without_joints,
)
from dragoman.types import Span

YES = np.ones(6, bool)


def _logits(*rows: tuple[int, float]) -> np.ndarray:
    """One row a piece: the label it prefers and by how much."""
    found = np.zeros((len(rows), labels.TRIGGER_LABELS), np.float32)
    for i, (label, height) in enumerate(rows):
        found[i, label] = height
    return found


def test_runs_end_where_a_new_one_begins() -> None:
    inside = np.array([0, 1, 1, 1, 0, 1, 1], bool)
    begins = np.array([0, 1, 0, 1, 0, 0, 0], bool)
    assert runs(inside, begins, inside) == [(1, 3), (3, 4), (5, 7)]


def test_a_run_without_a_sure_piece_is_none() -> None:
    inside = np.array([0, 1, 1, 1, 0, 1, 1], bool)
    begins = np.array([0, 1, 0, 1, 0, 0, 0], bool)
    sure = np.array([0, 0, 1, 1, 0, 0, 0], bool)
    assert runs(inside, begins, sure) == [(1, 3), (3, 4)]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40))
def test_runs_cover_just_what_is_inside(pieces: list[tuple[bool, bool]]) -> None:
    inside, begins = (np.array([pair[side] for pair in pieces], bool) for side in (0, 1))
    covered = [i for a, b in runs(inside, begins, inside) for i in range(a, b)]
    assert covered == np.flatnonzero(inside).tolist()


def test_a_candidate_takes_the_type_of_all_its_pieces() -> None:
    assault = labels.TYPES.index("ASSAULT")
    found = candidates(_logits((0, 9), (2 * assault + 1, 9), (2 * assault + 2, 9), (0, 9)), YES[:4], 0.4)
    assert [(c.first, c.after) for c in found] == [(1, 3)]
    kind, score = found[0].best()[0]
    assert kind == assault
    assert score > 0.9


def test_runners_up_come_best_first() -> None:
    (found,) = candidates(_logits((1, 6.0)) + _logits((3, 5.0)) + _logits((5, 4.0)), YES[:1], 0.1)
    assert [kind for kind, _ in found.best()] == [0, 1, 2]


def test_the_second_look_can_change_the_type_and_refuse() -> None:
    first_look = Candidate(0, 1, (0.5, 0.4, *[0.0] * 14))
    logits = np.full(17, -9, np.float32)
    logits[2] = 9  # position 0 is "no event"
    assert first_look.judged(logits, first_look=0.5).best()[0][0] == 1
    logits[0] = 30
    assert first_look.judged(logits, first_look=0.5).best()[0][1] < 0.01
    assert first_look.judged(logits, first_look=1.0).odds == pytest.approx(first_look.odds)


MAY_PASS = [  # odds of two types, their thresholds, weight of the first look, a second look may help
    ((0.2, 0.0), (0.4, 0.4), 0.5, True),
    ((0.15, 0.15), (0.4, 0.4), 0.5, False),
    ((0.15, 0.15), (0.4, 0.35), 0.5, True),
    ((0.3, 0.0), (0.4, 0.1), 1.0, False),
    ((0.0, 0.01), (0.9, 0.9), 0.0, True),
]


@pytest.mark.parametrize(("odds", "floors", "weight", "may"), MAY_PASS)
def test_a_second_look_is_taken_where_it_may_help(
    odds: tuple[float, float], floors: tuple[float, float], weight: float, may: bool
) -> None:
    assert Candidate(0, 1, odds).may_pass(floors, weight) is may


def test_no_second_look_brings_over_the_threshold_what_none_was_taken_of() -> None:
    odds = tuple(np.linspace(0, 0.9, 16).tolist())
    for sure in range(16):
        logits = np.full(17, -30, np.float32)
        logits[1 + sure] = 30
        judged = Candidate(0, 1, odds).judged(logits, first_look=0.5)
        may = Candidate(0, 1, tuple(p if k == sure else 0.0 for k, p in enumerate(odds))).may_pass([0.4] * 16, 0.5)
        assert (judged.odds[sure] >= 0.4) is may


def test_a_piece_that_is_not_readable_starts_nothing() -> None:
    assert candidates(_logits((1, 9)), np.zeros(1, bool), 0.1) == []


def test_roles_are_read_apart_and_may_overlap() -> None:
    logits = np.zeros((2, len(labels.ROLES), 3), np.float32)
    logits[:, :, labels.OUTSIDE] = 9
    logits[0, 0] = logits[0, 2] = (0, 9, 0)
    assert [(a, b) for a, b, _ in role_runs(logits, 0, YES[:2], 0.5)] == [(0, 1)]
    assert [(a, b) for a, b, _ in role_runs(logits, 2, YES[:2], 0.5)] == [(0, 1)]
    assert role_runs(logits, 1, YES[:2], 0.5) == []


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("He bombed it", 3, 7, "bombed"),
        ("the talks, again", 3, 10, "talks"),
        ("U.S. forces", 0, 4, "U.S."),
        ("a U.S. official", 4, 15, "U.S. official"),
        ("He left. Troops came", 9, 15, "Troops"),
        ("a cease-fire held", 2, 7, "cease"),
        ("in (Kyiv)", 3, 9, "Kyiv"),
        ("They met in Kyiv.", 12, 17, "Kyiv"),
        ("Works of Acme Inc. burnt", 9, 18, "Acme Inc."),
        ("He left the U.S.", 12, 16, "U.S."),
    ],
)
def test_spans_are_widened_to_words_and_cleaned(text: str, start: int, end: int, words: str) -> None:
    a, b = snap(text, start, end)
    assert text[a:b] == words


@given(st.lists(st.floats(-50, 50, width=32), min_size=2, max_size=9))
def test_probabilities_are_probabilities(logits: list[float]) -> None:
    row = np.array(logits, np.float32)
    assert softmax(row).sum() == pytest.approx(1, abs=1e-5)
    assert ((sigmoid(row) >= 0) & (sigmoid(row) <= 1)).all()


@pytest.mark.parametrize(("words", "kept"), [("signed a", "signed"), ("gave his", "gave"), ("met", "met")])
def test_a_trigger_does_not_end_in_an_article(words: str, kept: str) -> None:
    assert without_determiner(Span(4, 4 + len(words), words)) == Span(4, 4 + len(kept), kept)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("guard in the", "guard"), ("and nurses", "nurses"), ("The Hague", "The Hague"), ("of the", "of the"),
        ("Bank of England", "Bank of England"), ("men", "men"), ("as well", "well"),
    ],
)  # fmt: skip
def test_a_participant_does_not_end_in_words_that_only_join(words: str, kept: str) -> None:
    at = words.index(kept)
    assert without_joints(Span(4, 4 + len(words), words)) == Span(4 + at, 4 + at + len(kept), kept)


def test_neighbouring_pieces_of_one_type_are_one_trigger() -> None:
    first, second = (2 * labels.TYPES.index(kind) + 1 for kind in ("SUPPORT", "ACCUSE"))
    together = candidates(_logits((first, 9), (first, 9)), YES[:2], 0.4)
    assert [(c.first, c.after) for c in together] == [(0, 2)]
    apart = candidates(_logits((first, 9), (second, 9)), YES[:2], 0.4)
    assert [(c.first, c.after) for c in apart] == [(0, 1), (1, 2)]
