"""The bounds that a number in words or digits gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.events.amount_rules import AmountRules, amount_rules, any_hit
from dragoman.events.numerals import Numeral, is_ordinal, numerals

Bounds = tuple[int | None, int | None]

_BETWEEN = re.compile(r"\b(?:between|from)\W*$", re.IGNORECASE)
_PART_OF = re.compile(r"^ (?:out )?of (?:the |its |their |his |her |these |those )?$", re.IGNORECASE)
_JOINT = re.compile(r"\band\b|[,;]", re.IGNORECASE)
_UNITS = re.compile(r"\b(?:battalion|brigade|division|regiment|compan(?:y|ie)|platoon|squad|warship|tank|jet)s?\b",
                    re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"(?<=\w)[.!?]\s+[A-Z].*$", re.DOTALL)
_PARTS = re.compile(r"^[^,:(–—]*[,:(–—]")
_WORDS = re.compile(r"\d+(?:st|nd|rd|th)\b|[a-z]+")


def bounds(phrase: str, kind: str) -> Bounds:
    """Return low and high of a phrase; both None when it gives no number.

    Args:
        phrase: the words.
        kind: what they count; battalions and ships are no count of ``troops``.
    """
    rules = amount_rules()
    if any_hit(rules.nothing, phrase) or (kind == "troops" and _UNITS.search(phrase)):
        return None, None
    if any_hit(rules.zero, phrase):
        return 0, 0
    words = _masked(_NEXT_SENTENCE.sub("", phrase), rules)
    found = _merged(words, _counting(words), rules)
    if not found:
        ordinal = any(is_ordinal(word) for word in _WORDS.findall(words.lower()))
        is_aged = words != phrase and bool(words.strip())
        return (1, 1) if ordinal or is_aged else (None, None)
    if _is_split_up(words, found):
        found = found[:1]
    each = [_qualified(words, found, place, rules) for place in range(len(found))]
    return _total([low for low, _ in each]), _total([high for _, high in each])


def _is_split_up(phrase: str, found: Sequence[Numeral]) -> bool:
    """Say whether the first number is told again in its parts ("ten, an officer and nine privates")."""
    whole, *parts = found
    told_again = len(parts) > 1 and whole.low == whole.high == sum(part.low for part in parts)
    return told_again and _PARTS.match(phrase[whole.end:parts[0].start]) is not None


def _masked(phrase: str, rules: AmountRules) -> str:
    """Return a phrase with the words blanked that count nothing of their own; offsets stay."""
    for rule in rules.left_out:
        for found in rule.pattern.finditer(phrase):
            if found.start() > 0 or found.end() < len(phrase):
                phrase = phrase[:found.start()] + " " * len(found.group()) + phrase[found.end():]
    return phrase


def _counting(phrase: str) -> list[Numeral]:
    """Return the numerals that count something: no wholes ("12 of 40"), articles only on their own."""
    found = list(numerals(phrase))
    kept: list[Numeral] = []
    for place, numeral in enumerate(found):
        following = found[place + 1].start if place + 1 < len(found) else None
        if kept and _PART_OF.match(phrase[kept[-1].end:numeral.start]):
            continue
        if numeral.implied and not _stands_alone(phrase, numeral, following, first=not kept):
            continue
        kept.append(numeral)
    return kept


def _stands_alone(phrase: str, article: Numeral, following: int | None, *, first: bool) -> bool:
    """Say whether an article counts as one: no number before the next comma or "and", and one may begin here."""
    begins = first or _JOINT.search(phrase[:article.start][-len(", and "):]) is not None
    return begins and (following is None or _JOINT.search(phrase[article.end:following]) is not None)


def _merged(phrase: str, found: Sequence[Numeral], rules: AmountRules) -> list[Numeral]:
    """Return the numerals with the ends of every range put together."""
    merged: list[Numeral] = []
    for numeral in found:
        spread = _range(phrase, merged[-1], numeral, rules) if merged else None
        if spread is None:
            merged.append(numeral)
        else:
            merged[-1] = spread
    return merged


def _range(phrase: str, first: Numeral, second: Numeral, rules: AmountRules) -> Numeral | None:
    """Return the range that two numerals make, None if they make none."""
    joint = phrase[first.end:second.start]
    if first.implied or not (any_hit(rules.joint, joint) or _between(phrase[:first.start], joint)):
        return None
    low = _shorthand(phrase, first, second).low
    return Numeral(first.start, second.end, low, second.high) if low <= second.low else None


def _between(before: str, joint: str) -> bool:
    return joint.strip().lower() == "and" and _BETWEEN.search(before) is not None


def _shorthand(phrase: str, first: Numeral, second: Numeral) -> Numeral:
    """Let the first number share the second one's scale, as in "two to three million" or "two or three dozen"."""
    hundred, dozen = 100, 12
    scales: tuple[int, ...] = (1_000_000, 1_000, hundred)
    if "dozen" in phrase[second.start:second.end].lower() and "dozen" not in phrase[first.start:first.end].lower():
        scales = (dozen,)
    for scale in scales:
        if second.low % scale == 0 and second.low >= scale and first.low < hundred and second.low // scale >= first.low:
            return replace(first, low=first.low * scale)
    return first


def _qualified(phrase: str, found: Sequence[Numeral], place: int, rules: AmountRules) -> Bounds:
    """Open a bound of a numeral that the words around it leave open."""
    numeral = found[place]
    before = phrase[found[place - 1].end if place else 0:numeral.start]
    opened = {rule.value for rule in rules.before if rule.pattern.search(before)}
    opened |= {rule.value for rule in rules.after if rule.pattern.search(phrase[numeral.end:])}
    is_range = numeral.high is not None and numeral.high > numeral.low
    if is_range or not opened:
        return numeral.low, numeral.high
    return (numeral.low, None) if "low" in opened else (None, numeral.high)


def _total(ends: Sequence[int | None]) -> int | None:
    """Add bounds up; one open bound leaves the sum open."""
    return None if None in ends else sum(end for end in ends if end is not None)
