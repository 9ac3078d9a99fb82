"""Change points of counts: where their rates changed, as few as the counts bear.

Several series (the four classes of acts) share one set of points. A stretch is
described by one rate a series; its cost is minus twice the log-likelihood of a
negative binomial law whose dispersion is that of the series (Poisson where there
is none), so that bursts do not pass for changes. ``pelt`` finds the set of points
with the least total cost plus a penalty a point, exactly (Killick, Fearnhead and
Eckley 2012).
"""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_MOST = 1e6
_SPIKE = 2


class Cost(Protocol):
    """Cost of stretches that end at one point."""

    def __call__(self, starts: npt.NDArray[np.int64], stop: int) -> Floats:
        """Return the cost of each ``[start, stop)``."""


class CountCost:
    """Minus twice the log-likelihood of counts with one rate a series, without its constant.

    Args:
        counts: shape (units, series), not negative.
        exposure: shape (units,): how much could be seen in each unit, 1 for the usual; 0 where nothing was.
        dispersion: shape (series,): size of the negative binomial law; infinite is Poisson.
    """

    def __init__(self, counts: Floats, exposure: Floats, dispersion: Floats) -> None:
        self._counts = _summed(counts)
        self._exposure = _summed(exposure[:, None])[:, 0]
        # Poisson is the limit; this far the logarithms stay exact enough.
        self._size = np.minimum(dispersion, _MOST)

    def __call__(self, starts: npt.NDArray[np.int64], stop: int) -> Floats:
        """Return the cost of each ``[start, stop)``, shape (starts,)."""
        seen = self._counts[stop] - self._counts[starts]
        length = (self._exposure[stop] - self._exposure[starts])[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            rate = np.where(length > 0, seen / length, 0.0)
            told = np.where(seen > 0, seen * np.log(rate), 0.0)
        size = self._size
        spread = (seen + size * length) * np.log1p(rate / size)
        # Without its constant: what all stretches share whatever the points are.
        total: Floats = 2 * (spread - told).sum(axis=1)
        return total


def pelt(cost: Cost, units: int, penalty: float, least: int = 1) -> tuple[int, ...]:
    """Return the starts of all stretches but the first, in order.

    Args:
        cost: cost of a stretch; must not grow when the stretch is split.
        units: number of units, at least 1.
        penalty: price of one more stretch, not negative.
        least: shortest stretch, in units.
    """
    best = np.full(units + 1, math.inf)
    best[0] = -penalty
    before = np.zeros(units + 1, dtype=np.int64)
    starts = np.zeros(1, dtype=np.int64)
    for stop in range(least, units + 1):
        if stop > least:
            starts = np.append(starts, stop - least)
        totals = best[starts] + cost(starts, stop) + penalty
        place = int(np.argmin(totals))
        best[stop], before[stop] = totals[place], starts[place]
        if least == 1:
            # A start that is dearer now by more than a point never becomes the cheapest.
            starts = starts[totals - penalty <= best[stop]]
    return _traced(before, units)


def dispersion(counts: Floats, exposure: Floats, trim: float = 0.1) -> Floats:
    """Return the size of the negative binomial law of each series, infinite where it is Poisson.

    By moments, from the differences of neighbours, which a change touches only once;
    the share ``trim`` of greatest differences, changes among them, is left out, and at
    least the two that a single extraordinary unit makes.

    Args:
        counts: shape (units, series).
        exposure: shape (units,).
        trim: 0 to 1.
    """
    scaled = counts[exposure > 0] / exposure[exposure > 0][:, None]
    if len(scaled) < 2:  # noqa: PLR2004 - two make a difference
        return np.full(counts.shape[1], math.inf)
    squares = np.sort((scaled[1:] - scaled[:-1]) ** 2 / 2, axis=0)
    kept = max(1, len(squares) - max(_SPIKE, math.ceil(len(squares) * trim)) if trim else len(squares))
    variance, mean = squares[:kept].mean(axis=0) / squares_left(kept / len(squares)), scaled.mean(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        size: Floats = np.where(variance > mean, mean**2 / (variance - mean), math.inf)
    return size


def squares_left(share: float) -> float:
    """Return what is left of the mean of squares of normal values without the greatest but this share of them.

    >>> round(squares_left(0.9), 2), squares_left(1.0)
    (0.62, 1.0)
    """
    if share >= 1:
        return 1.0
    low, high = 0.0, 100.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if math.erf(math.sqrt(middle / 2)) < share else (low, middle)
    return (share - math.sqrt(2 * low / math.pi) * math.exp(-low / 2)) / share


def change_points(counts: Floats, exposure: Floats, *, strictness: float, trim: float, least: int) -> tuple[int, ...]:
    """Return the units at which the rates of ``counts`` change.

    The penalty is ``strictness`` x (series + 1) x log(units): the Bayesian information
    criterion for one more rate a series and one more place.

    Args:
        counts: shape (units, series).
        exposure: shape (units,), 1 for the usual.
        strictness: above 1 for fewer points.
        trim: see ``dispersion``.
        least: shortest stretch, in units.
    """
    units, series = counts.shape
    if units <= least:
        return ()
    cost = CountCost(counts, exposure, dispersion(counts, exposure, trim))
    return pelt(cost, units, strictness * (series + 1) * math.log(units), least)


def _summed(values: Floats) -> Floats:
    zero = np.zeros((1, values.shape[1]))
    return np.concatenate([zero, np.cumsum(values, axis=0, dtype=np.float64)])


def _traced(before: npt.NDArray[np.int64], units: int) -> tuple[int, ...]:
    points: list[int] = []
    place = units
    while place > 0:
        place = int(before[place])
        points.append(place)
    return tuple(sorted(point for point in points if point > 0))
