"""Krippendorff's alpha, against the example worked out in print and against what it must do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluate.agreement import alpha, interval, nominal

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers, twelve units.
ROWS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = [tuple(value for value in unit if value is not None) for unit in zip(*ROWS, strict=True)]


def test_the_worked_example_comes_out() -> None:
    assert alpha(UNITS, nominal) == pytest.approx(0.743, abs=0.0005)
    assert alpha(UNITS, interval) == pytest.approx(0.849, abs=0.0005)


def test_two_coders_of_yes_and_no_come_out_as_in_print() -> None:
    # The same paper's example A: two observers, ten units, alpha 0.095.
    one, other = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert alpha(list(zip(one, other, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_nothing_to_disagree_about_is_no_agreement() -> None:
    assert alpha([]) is None
    assert alpha([("a",), ("b",)]) is None
    assert alpha([("a", "a"), ("a", "a")]) is None


@given(st.lists(st.text("abc", min_size=1, max_size=1), min_size=2, max_size=30))
def test_who_agrees_throughout_gets_one(values: list[str]) -> None:
    if len(set(values)) > 1:
        assert alpha([(value, value) for value in values]) == pytest.approx(1)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_it_does_not_matter_who_is_named_first(units: list[tuple[str, str]]) -> None:
    turned = alpha([(b, a) for a, b in units])
    assert alpha(units) == (None if turned is None else pytest.approx(turned))
