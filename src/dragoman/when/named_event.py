"""Phrases that count from another event: "two days after the raid", "on the eve of the vote", "ahead of the talks"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.types import Draft, When
from dragoman.when import days
from dragoman.when.anchor import Anchor
from dragoman.when.days import Interval
from dragoman.when.expressions import Meaning, read_phrase
from dragoman.when.rules import TimeRules

_NAMED = re.compile(r"^(?P<count>.*\b(?:after|before|following|since|until|eve of|prior to|ahead of|"
                    r"(?:run|lead)-?up to|advance of))\s+(?:the|this|that|last|its|his|her|their|[\w-]+[’']s)\s+"
                    r"(?P<event>(?:[\w-]+\s+){0,2}?[\w-]+)", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:after|before|following|since|eve of|prior to|ahead of)$", re.IGNORECASE)
_ENDING = re.compile(r"(?:ings?|ed|s|es|ions?|e)$")
_CLAUSE = re.compile(r"[^,.;:()\n]*")
_COUNTED = frozenset({"chain.eve-of", "chain.units-after-time", "chain.units-before-time"})
_IRREGULAR = {"met": "meet", "shot": "shoot", "fought": "fight", "struck": "strik", "spoke": "speech", "sold": "sal",
              "withdrew": "withdr", "withdrawal": "withdr", "seizure": "seiz", "took": "taking", "built": "build"}
_STEM = 6
_FOLLOWING = 50


def stem(words: str) -> str:
    """Return the start of the last word, the same for "attacks" and "attacked", "met" and "meeting"."""
    last = words.rsplit(maxsplit=1)[-1].lower()
    return _IRREGULAR.get(last) or _ENDING.sub("", last)[:_STEM]


def with_day(phrase: str, behind: str, dated: Sequence[tuple[Draft, When]]) -> str | None:
    """Return the phrase with the day of the event that it names in the event's place; None if it names none dated.

    Args:
        phrase: the time phrase.
        behind: the words of the report behind it, looked at when the phrase itself ends in "after" and the like.
        dated: other events with their times, those likeliest to be meant last.
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


def names_event(phrase: str) -> bool:
    """Say whether a phrase counts from an event that it names itself."""
    return _NAMED.match(phrase) is not None


def counts_from_event(phrase: str) -> bool:
    """Say whether a phrase counts from an event that it, or what follows it, may name."""
    return names_event(phrase) or _OPEN.search(phrase) is not None


def read_on(phrase: str, behind: str, anchor: Anchor, rules: TimeRules) -> Meaning | None:
    """Read a phrase together with the rest of its clause, where that gives the day counted from; None elsewhere.

    "two days after the summit" with " of 3 March" behind it counts from the third of March.
    """
    if not counts_from_event(phrase):
        return None
    clause = _CLAUSE.match(behind[:_FOLLOWING])
    meaning = read_phrase(f"{phrase}{clause[0]}", anchor, rules) if clause and clause[0].strip() else None
    return meaning if meaning is not None and meaning.rule in _COUNTED else None


def bound_of(phrase: str, anchor: Anchor, rules: TimeRules) -> Interval | None:
    """Return the time before which a phrase says that something happens ("ahead of Friday's talks"); None for others.

    "ahead of" and its like look forward of publication whatever the tense of the event; "before" does not.
    """
    found = rules.spots.bounds.match(phrase.strip())
    if found is None:
        return None
    ahead = anchor.ahead or found["ahead"] is not None
    meaning = read_phrase(phrase.strip()[found.end():], Anchor(anchor.published, anchor.earlier, ahead=ahead), rules)
    return meaning.interval if meaning is not None else None


def up_to(bound: Interval, anchor: Anchor) -> Interval | None:
    """Return the days from publication up to the one before a bound, for an event that lies ahead; None for others."""
    if not anchor.ahead or anchor.published is None or bound.first <= anchor.published:
        return None
    return days.of_days(anchor.published, days.add_days(bound.first, -1))
