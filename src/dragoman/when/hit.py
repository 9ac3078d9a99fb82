"""A rule that was found in a phrase, with what its action needs to read the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from dragoman.when.anchor import Anchor
from dragoman.when.days import Interval
from dragoman.when.rules import Rule, Words

_NUMBER_WORDS = re.compile(r"\d+|[a-z]+")
_TENS = range(20, 100, 10)
_BARE_PLURALS = {"minutes": (2, 59), "hours": (2, 23), "days": (2, 6), "weeks": (2, 4), "months": (2, 11),
                 "years": (2, 9), "decades": (2, 3)}


@dataclass(frozen=True, slots=True)
class Hit:
    """One rule found in one phrase.

    Attributes:
        found: the match.
        rule: the row.
        anchor: what relative words lean on.
        words: what single words mean.
        reader: reads a part of the phrase by the whole table.
    """

    found: re.Match[str]
    rule: Rule
    anchor: Anchor
    words: Words
    reader: Callable[[str, Anchor], Interval | None]

    def read(self, words: str, *, ahead: bool | None = None) -> Interval | None:
        """Return what a part of the phrase means; ``ahead`` overrides the drift of the event."""
        anchor = self.anchor if ahead is None else replace(self.anchor, ahead=ahead)
        return self.reader(words, anchor)

    def group(self, name: str) -> str | None:
        """Return the words of a named group, None if the rule lacks it or it took no part."""
        return self.found[name] if name in self.rule.pattern.groupindex else None

    def either(self, name: str) -> str | None:
        """Return the words of a group or of its twin (``month`` or ``month2``)."""
        return self.group(name) or self.group(name + "2")

    @property
    def published(self) -> date | None:
        """The day of publication, if known."""
        return self.anchor.published

    def month(self, name: str = "month") -> int:
        """Return the month of a group or of one in another language, 1 … 12; raises KeyError when there is none."""
        named = self.group(name)
        return self.words.abroad[self.group("abroad") or ""] if named is None else self.words.months[named]

    def weekday(self) -> int:
        """Return the weekday named, Monday is 0; raises KeyError when none is."""
        return self.words.weekdays[self.either("weekday") or ""]

    def unit(self) -> str:
        """Return the unit named by words or row, singular; nights count as days."""
        unit = (self.either("unit") or str(self.rule.options.get("unit", "day"))).removesuffix("s")
        return {"night": "day", "weekend": "week", "fortnight": "week"}.get(unit, unit)

    def number(self) -> tuple[int, int]:
        """Return the lowest and highest number meant; bare plurals mean two to nine."""
        words = self.group("n")
        if (self.either("unit") or "").startswith("fortnight") and words is not None:
            low, high = read_number(words, self.words)
            return 2 * low, 2 * high
        if self.rule.options.get("one"):
            return 1, 1
        if words is None:
            return _BARE_PLURALS.get(self.either("unit") or "", (1, 1))
        return read_number(words, self.words)


def read_number(phrase: str, words: Words) -> tuple[int, int]:
    """Return the lowest and highest number that the words of a count may mean."""
    found = [(int(word), int(word)) if word.isdecimal() else words.numbers[word]
             for word in _NUMBER_WORDS.findall(phrase) if word.isdecimal() or word in words.numbers]
    if len(found) > 1 and found[0][0] == 1:  # "a few", "a couple of"
        found = found[1:]
    if len(found) > 1 and found[0][0] in _TENS and found[1][1] < _TENS.step and "-" in phrase:
        return found[0][0] + found[1][0], found[0][1] + found[1][1]
    return min(low for low, _ in found), max(high for _, high in found)
