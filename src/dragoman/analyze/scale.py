"""The barometer: how good a relation is in each unit of time, against the time before.

The level is the sum of the intensities of the acts, per usual number of reports.
How far it may stray by chance follows from a compound Poisson law, whose bursts
are measured in the window before. Rule ``relation.barometer``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from dragoman.analyze.changes import Floats, squares_left

BETTER, WORSE, UNCHANGED, UNKNOWN = "better", "worse", "unchanged", "unknown"
_ENOUGH = 6  # units of a window, so many that one can be set aside


@dataclass(frozen=True, slots=True)
class Point:
    """The relation in one unit of time.

    Attributes:
        start: first day of the unit.
        acts: number of acts.
        level: sum of intensities per usual number of reports; None where there were no reports.
        low, high: 90 % interval of the level.
        baseline: mean level of the window before; None where it is too short.
        state: ``better``, ``worse``, ``unchanged`` against the baseline, or ``unknown``.
    """

    start: date
    acts: int
    level: float | None
    low: float | None
    high: float | None
    baseline: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Series:
    """Acts by unit of time, each of shape (units,).

    Attributes:
        starts: first days of the units.
        acts: number of acts.
        total: sum of their intensities.
        square: sum of the squares of their intensities.
        exposure: reports against the usual number; 0 where there were none.
    """

    starts: tuple[date, ...]
    acts: Floats
    total: Floats
    square: Floats
    exposure: Floats


def barometer(series: Series, *, window: int, least: int, quantile: float) -> tuple[Point, ...]:
    """Return a point a unit.

    Args:
        series: the acts.
        window: units of the baseline.
        least: units with reports that a baseline needs.
        quantile: half-width of the interval in standard deviations.
    """
    return tuple(_point(series, place, place + 1, window, least, quantile) for place in range(len(series.starts)))


def latest(series: Series, *, recent: int, window: int, least: int, quantile: float) -> Point:
    """Return the last ``recent`` units taken together, as mean level a unit, against the window before them."""
    stop = len(series.starts)
    return _point(series, max(stop - recent, 0), stop, window, least, quantile)


def spells(
    series: Series, *, lengths: Sequence[int], window: int, least: int, quantile: float,
) -> tuple[tuple[int, int, Point], ...]:
    """Return the units, and runs of units, that are better or worse than the window before them, in order.

    A longer run is told only where no part of it, and no run that it overlaps, is told
    with the same state.

    Args:
        series: the acts.
        lengths: how many units are taken together, least first.
        window: units of the baseline.
        least: units with reports that a baseline needs.
        quantile: half-width of the interval in standard deviations.

    Returns:
        First unit, the unit after the last, and the mean level a unit with its baseline.
    """
    told: list[tuple[int, int, Point]] = []
    for length in lengths:
        for start in range(len(series.starts) - length + 1):
            point = _point(series, start, start + length, window, least, quantile)
            is_new = all(not (a < start + length and start < b and point.state == known.state) for a, b, known in told)
            if point.state in (BETTER, WORSE) and is_new:
                told.append((start, start + length, point))
    return tuple(sorted(told, key=lambda item: item[:2]))


def _point(series: Series, start: int, stop: int, window: int, least: int, quantile: float) -> Point:
    acts = int(series.acts[start:stop].sum())
    seen = float(series.exposure[start:stop].sum())
    past = slice(max(start - window, 0), start)
    known = int((series.exposure[past] > 0).sum())
    if seen == 0:
        return Point(series.starts[start], acts, None, None, None, None, UNKNOWN)
    level = float(series.total[start:stop].sum()) / seen
    own = float(series.square[start:stop].sum()) / seen
    if known < least:
        spread = quantile * math.sqrt(own / seen)
        return Point(series.starts[start], acts, level, level - spread, level + spread, None, UNKNOWN)
    baseline, noise, burst, length = _past(series, past)
    variance = burst * (own + noise) / 2 / seen
    spread = quantile * math.sqrt(variance)
    gap = quantile * math.sqrt(variance + burst * noise / length)
    state = WORSE if level < baseline - gap else BETTER if level > baseline + gap else UNCHANGED
    return Point(series.starts[start], acts, level, level - spread, level + spread, baseline, state)


def _past(series: Series, past: slice) -> tuple[float, float, float, float]:
    """Return mean level, second moment a unit, how much acts come in bursts (at least 1), and exposure.

    The one unit that strays most is set aside, for a month of war would otherwise hide
    the next for as long as it stays in the window; but not if it is the last, for what
    goes on from there is no news.
    """
    exposure, total, square = series.exposure[past], series.total[past], series.square[past]
    known, farthest, share = int((exposure > 0).sum()), int(np.argmax(_strays(exposure, total))), 1.0
    if known >= _ENOUGH and farthest < len(exposure) - 1:
        exposure, total, square = (np.delete(column, farthest) for column in (exposure, total, square))
        share = 1 - 1 / known
    length = float(exposure.sum())
    mean, noise = float(total.sum()) / length, float(square.sum()) / length
    if noise == 0:
        return mean, 0.0, 1.0, length
    strays = float(_strays(exposure, total).sum()) / squares_left(share) / length
    return mean, noise, max(1.0, strays / noise), length


def _strays(exposure: Floats, total: Floats) -> Floats:
    """Return how far each unit strays from the mean level of all, squared."""
    strays: Floats = np.square(total - total.sum() / exposure.sum() * exposure)
    return strays
