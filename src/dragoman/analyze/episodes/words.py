"""The words of a passage, and which of them are telling."""

from __future__ import annotations

import math
import re
from functools import cache

from dragoman.tables import load

_WORD = re.compile(r"[^\W\d_]+")
_STEM = 6  # letters that the forms of one word have in common, mostly
_SHORTEST = 3


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a passage, without case.

    >>> sorted(stems("Shelling of a town; the shells fell"))
    ['fell', 'of', 'shelli', 'shells', 'the', 'town']
    """
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if len(word) > 1)


def telling(text: str) -> frozenset[str]:
    """Return the stems of a passage without those that stand in every other report."""
    kinds = _kinds()
    return frozenset(stem for stem in stems(text) if len(stem) >= _SHORTEST and kinds.get(stem) != "empty")


def rare(found: frozenset[str]) -> frozenset[str]:
    """Return the stems that are not common in news: mostly names."""
    return found - _kinds().keys()


def size(common: int, uncommon: int) -> float:
    """Return the weight of a passage with so many telling stems, ``uncommon`` of them rare."""
    return (common - uncommon) + _RARE * uncommon


def cosine(first: frozenset[str], second: frozenset[str], shared_rare: int, sizes: tuple[float, float]) -> float:
    """Return how alike two sets of telling stems are, 0 … 1; a rare stem counts for three."""
    shared = len(first & second)
    if not shared:
        return 0.0
    return size(shared, shared_rare) / math.sqrt(sizes[0] * sizes[1])


_RARE = 3.0


@cache
def _kinds() -> dict[str, str]:
    return {row[0]: row[1] for row in load.rows("episode_words")}
