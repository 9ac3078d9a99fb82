"""Read one time phrase: the first rule that is found in it and gives an interval decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from dragoman.when.actions import ACTIONS
from dragoman.when.anchor import Anchor
from dragoman.when.days import Interval
from dragoman.when.hit import Hit
from dragoman.when.rules import TimeRules

_PLAIN = str.maketrans({"–": "-", "—": "-", "‑": "-", "’": "'", "‘": "'", ",": " "})
_PLAIN |= {0x660 + digit: str(digit) for digit in range(10)} | {0x6F0 + digit: str(digit) for digit in range(10)}
_POSSESSIVE = re.compile(r"(?<!\d)'s?$")
_YEAR = re.compile(r"\b(?:1[0-9]|20|21)\d\d\b")
_MAX_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase was read as, and by which rule."""

    interval: Interval
    rule: str


def plain(phrase: str) -> str:
    """Return a phrase as the patterns expect it: lower case, plain hyphens, no commas."""
    text = " ".join(phrase.lower().translate(_PLAIN).split())
    return _POSSESSIVE.sub("", text) if "'" in text else text


def read_phrase(phrase: str, anchor: Anchor, rules: TimeRules) -> Meaning | None:
    """Return what a time phrase means, None when no rule gives an interval.

    Relative phrases need ``anchor.published``; explicit dates do not. The same
    phrase with the same anchor always gives the same interval.
    """
    return _read(plain(phrase), anchor, rules, _MAX_DEPTH)


def _read(text: str, anchor: Anchor, rules: TimeRules, depth: int) -> Meaning | None:
    """Try the called rules in order; ``depth`` bounds how often rules may call the table."""
    if depth == 0:
        return None
    inner = partial(_inner, whole=text, rules=rules, depth=depth - 1)
    for number in rules.called(text):
        rule = rules.rules[number]
        found = rule.pattern.search(text)
        if found is None:
            continue
        try:
            interval = ACTIONS[rule.do](Hit(found, rule, anchor, rules.words, inner))
        except (OverflowError, ValueError):  # a count that leaves the calendar, such as 9,000 years ago
            continue
        if interval is not None:
            return Meaning(interval, rule.id)
    return None


def _inner(text: str, anchor: Anchor, *, whole: str, rules: TimeRules, depth: int) -> Interval | None:
    """Read a part of a phrase; a year named once in the whole phrase holds for the part."""
    years = _YEAR.findall(whole)
    if len(years) == 1 and not _YEAR.search(text):
        text = f"{text} {years[0]}"
    meaning = _read(text, anchor, rules, depth)
    return meaning.interval if meaning else None
