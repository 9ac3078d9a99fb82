"""Confidence: the reader's probabilities, lowered where somebody is unresolved, then calibrated."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records.confidence import calibrate, confidence, explain, load_knots
from dragoman.types import Cast, Draft, Part, Participant, Role, Span

KNOWN = Participant(0, 5, "Arden", country="USA")
UNKNOWN = Participant(0, 5, "Arden")
KNOTS = ((0.2, 0.1), (0.5, 0.6), (0.9, 0.8))


def draft(score: float = 1.0, actor: float = 1.0) -> Draft:
    return Draft(Span(6, 9, "met"), "CONSULT", score, parts=(Part(Role.ACTOR, Span(0, 5, "Arden"), actor),))


def test_sure_of_everything_is_one() -> None:
    assert confidence(draft(), Cast((KNOWN,), (KNOWN,))) == 1.0


def test_what_is_unsure_or_missing_lowers_it() -> None:
    full = confidence(draft(), Cast((KNOWN,)))
    for lower in (confidence(draft(0.8), Cast((KNOWN,))), confidence(draft(actor=0.8), Cast((KNOWN,))),
                  confidence(draft(), Cast((UNKNOWN,))), confidence(draft(), Cast((KNOWN,), (UNKNOWN,))),
                  confidence(draft(), Cast())):
        assert 0 < lower < full


def test_the_reason_names_what_lowered_it() -> None:
    raw, why = explain(draft(0.8), Cast((UNKNOWN,)))
    assert "type 0.80" in why.detail
    assert "unresolved-actor" in why.detail
    assert why.score == round(raw, 4)


@pytest.mark.parametrize("raw, expected, note", [
    (0.0, 0.1, "below the first point"), (0.2, 0.1, "on a point"),
    (0.35, 0.35, "half-way"), (0.95, 0.8, "above the last"),
])
def test_points_of_calibration(raw: float, expected: float, note: str) -> None:
    assert calibrate(raw, KNOTS) == pytest.approx(expected), note


def test_without_points_the_raw_value_stays() -> None:
    assert calibrate(0.37, ()) == 0.37


@settings(deadline=None)  # machines may be busy
@given(st.floats(0, 1), st.floats(0, 1))
def test_calibration_keeps_the_order(first: float, second: float) -> None:
    low, high = sorted((first, second))
    assert calibrate(low, KNOTS) <= calibrate(high, KNOTS) + 1e-12


def test_packaged_points_are_in_order() -> None:
    assert all(a[0] <= b[0] and 0 <= a[1] <= b[1] <= 1 for a, b in pairwise(load_knots()))
