"""How often the coder was right, with intervals, from random samples alone.

Records that were chosen because the coder was unsure of them say nothing about the rest;
and of a random sample only the beginning counts, up to the first record that nobody has
judged: who may pass over hard ones chooses too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import sqrt

from dragoman.analyze.review.fields import FIELDS
from dragoman.analyze.review.state import UNSURE, Judged

_Z = 1.959963984540054  # of an interval of 95 %
_CORE = ("type", "actors", "recipients")
RECORD, CORE = "event", "type, actor and recipient"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a random sample were right; ``low`` and ``high`` bound the share at 95 %.

    Attributes:
        what: ``event`` (there is one), ``type, actor and recipient``, or a field.
        right, of: counts.
        share, low, high: 0 … 1; None where there is nothing to count.
    """

    what: str
    right: int
    of: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What a random sample says; ``unsure`` records count neither as right nor as wrong."""

    judged: int
    unsure: int
    shares: tuple[Share, ...]


def accuracy(sample: Sequence[Judged]) -> Accuracy:
    """Return the shares that were right among the records of a random sample, in the order in which it was drawn."""
    begun = list(takewhile(lambda item: item.verdict is not None or item.into is not None, sample))
    sure = [item for item in begun if item.verdict != UNSURE or item.into is not None]
    real = [item for item in sure if item.is_event]
    shares = [_share(RECORD, len(real), len(sure)),
              _share(CORE, sum(not set(item.corrected) & set(_CORE) for item in real), len(sure)),
              *(_share(field, sum(field not in item.corrected for item in real), len(real)) for field in FIELDS)]
    return Accuracy(len(begun), len(begun) - len(sure), tuple(shares))


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return Wilson's interval of 95 % for a share.

    >>> [round(bound, 3) for bound in wilson(9, 10)]
    [0.596, 0.982]
    """
    share, weight = right / of, _Z * _Z / of
    middle, half = share + weight / 2, _Z * sqrt(share * (1 - share) / of + weight / (4 * of))
    low, high = (middle - half) / (1 + weight), (middle + half) / (1 + weight)
    return low if right else 0.0, high if right < of else 1.0  # there exactly, which rounding would miss


def _share(what: str, right: int, of: int) -> Share:
    if not of:
        return Share(what, 0, 0, None, None, None)
    return Share(what, right, of, right / of, *wilson(right, of))


