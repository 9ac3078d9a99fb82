"""Phrases that count from an event which the report has dated before: "two days after the raid", "since the coup"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.types import Draft, When

_NAMED = re.compile(r"^(?P<count>.*\b(?:after|before|following|since|until|eve of|prior to))\s+(?:the|this|that|last|"
                    r"its|his|her|their|[\w-]+[’']s)\s+(?P<event>(?:[\w-]+\s+){0,2}?[\w-]+)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:after|before|following|since)$", re.IGNORECASE)
_ENDING = re.compile(r"(?:ings?|ed|s|es|ions?|e)$")
_STEM = 6
_FOLLOWING = 50


def stem(words: str) -> str:
    """Return the start of the last word, the same for "attacks" and "attacked"."""
    return _ENDING.sub("", words.rsplit(maxsplit=1)[-1].lower())[:_STEM]


def with_day(phrase: str, behind: str, dated: Sequence[tuple[Draft, When]]) -> str | None:
    """Return the phrase with the day of the event that it names in the event's place; None if it names none dated.

    Args:
        phrase: the time phrase.
        behind: the words of the report behind it, looked at when the phrase itself ends in "after" and the like.
        dated: events dated before with their times, in order.
    """
    words = f"{phrase}{behind[:_FOLLOWING]}" if _OPEN.search(phrase) else phrase
    found = _NAMED.match(words)
    if found is None:
        return None
    names = found["event"].split()
    stems = {stem(name) for name in names}
    day = next((when.from_ for draft, when in reversed(dated)
                if when.precision == "day" and stem(draft.trigger.text) in stems), None)
    return None if day is None else f"{found['count']} {day}"
