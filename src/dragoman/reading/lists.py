"""Participants named in one list play one part: "Estonia, Latvia and Romania" all joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.reading.decode import Passage
from dragoman.reading.windows import Window

_WORDS = r"(?:and|or|as well as)\b"
_LINK = re.compile(rf"\s*(?:,\s*(?:{_WORDS})?|{_WORDS}|&|/)\s*(?:the\b)?\s*", re.IGNORECASE)
"""What may stand between two items of a list."""


def whole_lists(text: str, window: Window, kept: Sequence[Passage], doubtful: Sequence[Passage]) -> list[Passage]:
    """Add to the passages of a role those that stand in one list with them.

    Args:
        text: the report's text.
        window: whose pieces the passages count.
        kept: passages that are sure enough by themselves.
        doubtful: passages that are not; those that overlap a kept one are ignored.
    """
    found = list(kept)
    waiting = [passage for passage in doubtful if not any(_overlap(passage, other) for other in kept)]
    while listed := [passage for passage in waiting if any(_linked(text, window, passage, other) for other in found)]:
        found += listed
        waiting = [passage for passage in waiting if passage not in listed]
    return sorted(found)


def _overlap(one: Passage, other: Passage) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _linked(text: str, window: Window, one: Passage, other: Passage) -> bool:
    """Say whether only a comma, an "and" or the like stands between two passages."""
    left, right = sorted((one, other))
    between = text[window.offsets[left[1] - 1][1] : window.offsets[right[0]][0]]
    return _LINK.fullmatch(between) is not None
