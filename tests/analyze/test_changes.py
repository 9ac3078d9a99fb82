"""Change points: exact, the same as another library's, and quiet where nothing changed."""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.analyze.changes import CountCost, Floats, change_points, dispersion, pelt
from dragoman.analyze.selection import rules

COUNTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), min_size=2, max_size=9)


def _cost(counts: Floats, size: float = math.inf, exposure: Floats | None = None) -> CountCost:
    seen = np.ones(len(counts)) if exposure is None else exposure
    return CountCost(counts, seen, np.full(counts.shape[1], size))


def _of(cost: CountCost, start: int, stop: int) -> float:
    return float(cost(np.array([start]), stop)[0])


def _total(cost: CountCost, points: tuple[int, ...], units: int, penalty: float) -> float:
    edges = [0, *points, units]
    return sum(_of(cost, a, b) for a, b in pairwise(edges)) + penalty * len(points)


def test_the_cost_is_twice_the_log_likelihood_of_poisson_counts() -> None:
    counts = np.array([[3.0], [5.0], [4.0]])
    differs = _of(_cost(counts), 0, 3) - _of(_cost(counts), 0, 1) - _of(_cost(counts), 1, 3)

    def likelihood(values: list[float]) -> float:
        rate = sum(values) / len(values)
        return sum(value * math.log(rate) - rate - math.lgamma(value + 1) for value in values)
    expected = -2 * (likelihood([3, 5, 4]) - likelihood([3]) - likelihood([5, 4]))
    assert differs == pytest.approx(expected, rel=1e-4)


def test_the_cost_is_twice_the_log_likelihood_of_bursts() -> None:
    counts, size = np.array([[0.0], [9.0], [2.0]]), 1.5

    def likelihood(values: list[float]) -> float:
        rate = sum(values) / len(values)
        return sum(math.lgamma(value + size) - math.lgamma(size) - math.lgamma(value + 1)
                   + size * math.log(size / (size + rate))
                   + (value * math.log(rate / (size + rate)) if value else 0) for value in values)
    found = _of(_cost(counts, size), 0, 3) - _of(_cost(counts, size), 0, 2) - _of(_cost(counts, size), 2, 3)
    assert found == pytest.approx(-2 * (likelihood([0, 9, 2]) - likelihood([0, 9]) - likelihood([2])))


@given(COUNTS, st.floats(0, 12), st.sampled_from([0.7, 4.0, math.inf]), st.integers(1, 3))
@settings(max_examples=60, deadline=None)
def test_no_other_set_of_points_is_cheaper(
    rows: list[tuple[int, int]], penalty: float, size: float, least: int,
) -> None:
    counts = np.array(rows, dtype=np.float64)
    units = len(rows)
    cost = _cost(counts, size)
    found = pelt(cost, units, penalty, least)
    sets = [points for many in range(units) for points in combinations(range(1, units), many)
            if all(b - a >= least for a, b in zip((0, *points), (*points, units), strict=True))]
    if sets:
        best = min(_total(cost, points, units, penalty) for points in sets)
        assert _total(cost, found, units, penalty) == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_ruptures_finds_the_same_points(seed: int) -> None:
    ruptures: Any = pytest.importorskip("ruptures")

    class Ours(ruptures.base.BaseCost):  # type: ignore[misc,unused-ignore]
        """Our cost under their search."""

        model = ""
        min_size = 1

        def fit(self, signal: Floats) -> Ours:
            self.signal = signal
            self.cost = _cost(signal, 3.0)
            return self

        def error(self, start: int, end: int) -> float:
            return _of(self.cost, start, end)

    rng = np.random.default_rng(seed)
    rates = np.repeat(rng.uniform(0.3, 12, size=(4, 2)), 15, axis=0)
    counts = rng.poisson(rates).astype(np.float64)
    theirs = ruptures.Pelt(custom_cost=Ours(), min_size=1, jump=1).fit(counts).predict(pen=10.0)
    assert pelt(_cost(counts, 3.0), len(counts), 10.0) == tuple(theirs[:-1])


def test_a_war_of_one_month_is_found_and_so_is_its_end() -> None:
    counts = np.array([[1, 0, 2, 1, 0, 1, 25, 1, 0, 1, 2, 0]], dtype=np.float64).T
    found = change_points(counts, np.ones(12), strictness=1.0, trim=0.1, least=1)
    assert found == (6, 7)


def test_twice_the_acts_in_twice_the_reports_is_no_change() -> None:
    counts = np.array([[10, 9, 11, 10, 21, 19, 20, 22]], dtype=np.float64).T
    exposure = np.array([1, 1, 1, 1, 2, 2, 2, 2], dtype=np.float64)
    assert change_points(counts, exposure, strictness=1.0, trim=0.1, least=1) == ()
    assert change_points(counts, np.ones(8), strictness=1.0, trim=0.1, least=1) == (4,)


def test_months_without_reports_are_no_peace() -> None:
    counts = np.array([[10, 9, 11, 0, 0, 0, 10, 10]], dtype=np.float64).T
    exposure = np.array([1, 1, 1, 0, 0, 0, 1, 1], dtype=np.float64)
    assert change_points(counts, exposure, strictness=1.0, trim=0.1, least=1) == ()


@pytest.mark.slow
@pytest.mark.parametrize("grade,most", [("sure", 0.12), ("likely", 0.4)])
def test_false_alarms_are_as_rare_as_documented(grade: str, most: float) -> None:
    rng = np.random.default_rng(7)
    strictness = rules()["changes"]["strictness"][grade]
    alarms = [bool(change_points(rng.poisson((0.5, 0.8, 0.6), (48, 3)).astype(np.float64), np.ones(48),
                                 strictness=strictness, trim=0.1, least=1)) for _ in range(60)]
    assert np.mean(alarms) < most


def test_dispersion_is_infinite_for_even_counts_and_small_for_bursts() -> None:
    rng = np.random.default_rng(3)
    even, bursts = rng.poisson(8, 400), rng.negative_binomial(2, 2 / (2 + 8), 400)
    sizes = dispersion(np.stack([even, bursts], axis=1).astype(np.float64), np.ones(400), trim=0.0)
    assert sizes[0] > 20
    assert 1.2 < sizes[1] < 3.5


@pytest.mark.parametrize("units", [0, 1])
def test_too_few_units_have_no_change(units: int) -> None:
    assert change_points(np.zeros((units, 3)), np.ones(units), strictness=1.0, trim=0.1, least=1) == ()
