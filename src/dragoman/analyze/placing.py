"""How surely a change point stands where it stands: an interval of units around it."""

from __future__ import annotations

import numpy as np

from dragoman.analyze.changes import CountCost, Floats, dispersion

_SHARE = 0.9


def interval(
    counts: Floats, exposure: Floats, stretch: tuple[int, int, int], *, trim: float, share: float = _SHARE,
) -> tuple[int, int]:
    """Return the first and the last unit with which a change may have begun.

    Each unit within the stretch is weighed by the likelihood of a change there, under the
    cost with which the point was found; from the point outwards the weightier neighbour is
    taken in until the units taken hold ``share`` of all the weight.

    Args:
        counts: shape (units, series), as the change points were found in.
        exposure: shape (units,), 1 for the usual.
        stretch: the point before, the point itself and the point after, as units; the last may be one past the end.
        trim: see ``changes.dispersion``.
        share: of the weight that the interval holds, 0 to 1.
    """
    start, middle, stop = stretch
    cost = CountCost(counts, exposure, dispersion(counts, exposure, trim))
    places = np.arange(start + 1, stop)
    before = np.array([cost(np.array([start]), int(place))[0] for place in places])
    total = before + cost(places, stop)
    weights = np.exp(-(total - total.min()) / 2)
    weights /= weights.sum()
    low = high = middle - start - 1
    held = float(weights[low])
    while held < share and (low > 0 or high < len(weights) - 1):
        down = weights[low - 1] if low > 0 else -1.0
        up = weights[high + 1] if high < len(weights) - 1 else -1.0
        low, high = (low - 1, high) if down >= up else (low, high + 1)
        held += float(max(down, up))
    return int(places[low]), int(places[high])
