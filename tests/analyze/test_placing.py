"""How surely a change stands where it stands."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyze.placing import interval


def _counts(before: int, after: int, middle: int, units: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[before if unit < middle else after] for unit in range(units)], dtype=np.float64)


def test_a_sharp_change_is_placed_to_the_unit() -> None:
    assert interval(_counts(1, 30, 12, 24), np.ones(24), (0, 12, 24), trim=0.1) == (12, 12)


def test_a_slight_change_may_lie_in_several_units() -> None:
    first, last = interval(_counts(2, 4, 12, 24), np.ones(24), (0, 12, 24), trim=0.1)
    assert first < 12 < last


def test_the_interval_stays_between_the_changes_beside_it() -> None:
    first, last = interval(_counts(2, 3, 12, 24), np.ones(24), (8, 12, 16), trim=0.1)
    assert 8 < first <= 12 <= last < 16


@given(counts=st.lists(st.integers(0, 9), min_size=4, max_size=30), place=st.integers(1, 29),
       share=st.floats(0.5, 0.99))
def test_the_interval_always_holds_the_change(counts: list[int], place: int, share: float) -> None:
    middle = 1 + place % (len(counts) - 1)
    seen = np.array(counts, dtype=np.float64)[:, None]
    first, last = interval(seen, np.ones(len(counts)), (0, middle, len(counts)), trim=0.1, share=share)
    assert 1 <= first <= middle <= last < len(counts)


@pytest.mark.parametrize("share", [0.5, 0.9, 0.99])
def test_more_of_the_weight_takes_no_fewer_units(share: float) -> None:
    counts = _counts(2, 4, 12, 24)
    narrow = interval(counts, np.ones(24), (0, 12, 24), trim=0.1, share=0.4)
    wide = interval(counts, np.ones(24), (0, 12, 24), trim=0.1, share=share)
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]
