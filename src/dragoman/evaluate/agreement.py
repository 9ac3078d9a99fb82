"""Krippendorff's alpha: how far coders agree beyond chance, with missing values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

Value = Hashable
Distance = Callable[[Any, Any], float]


def nominal(one: Any, other: Any) -> float:
    """Return 0 for the same, 1 for anything else."""
    return float(one != other)


def interval(one: float, other: float) -> float:
    """Return the squared difference of two numbers."""
    return (one - other) ** 2


def alpha(units: Iterable[Sequence[Value]], distance: Distance = nominal) -> float | None:
    """Return Krippendorff's alpha.

    Args:
        units: for each thing coded the values that its coders gave; who gave none is left
            out. Units with fewer than two values say nothing and are passed over.
        distance: how far two values are apart, squared: ``nominal`` or ``interval``.

    Returns:
        1 for perfect agreement, 0 for chance, below 0 for worse; None where nothing can
        disagree: no unit with two values, or one value throughout.
    """
    paired = [Counter(values) for values in units if len(values) > 1]
    total = sum((counts for counts in paired), Counter[Value]())
    size = total.total()
    expected = _apart(total, distance) / (size - 1) if size > 1 else 0.0
    if not expected:
        return None
    observed = sum(_apart(counts, distance) / (counts.total() - 1) for counts in paired)
    return 1 - observed / expected


def _apart(counts: Counter[Value], distance: Distance) -> float:
    """Return the sum of the distances of all ordered pairs of values."""
    return sum(n * m * distance(one, other) for one, n in counts.items() for other, m in counts.items())
