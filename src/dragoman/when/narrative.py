"""What time a report tells, phrase by phrase: each leans on the day of publication or on a date told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.types import Span
from dragoman.when.anchor import Anchor
from dragoman.when.days import Interval
from dragoman.when.expressions import Meaning, read_phrase
from dragoman.when.rules import TimeRules
from dragoman.when.spotting import Spotted


@dataclass(frozen=True, slots=True)
class Told:
    """A time phrase of a report with what it means where it stands, None if no rule reads it."""

    spotted: Spotted
    meaning: Meaning | None


def tell(text: str, sentences: Sequence[Span], published: date | None, rules: TimeRules) -> tuple[Told, ...]:
    """Return the time phrases of a text in order with their meanings.

    Args:
        text: the report.
        sentences: its sentences in order.
        published: the day that relative phrases lean on, None if unknown.
        rules: the tables.
    """
    earlier: Interval | None = None
    told = []
    for spotted in rules.spots.find(text):
        span = spotted.span
        sentence = next((s for s in sentences if span.start < s.end), span)
        anchor = Anchor(published, earlier, ahead=rules.spots.looks_ahead(text, sentence, span))
        meaning = read_phrase(span.text, anchor, rules)
        told.append(Told(spotted, meaning))
        if meaning is not None and meaning.interval.precision != "span":
            earlier = meaning.interval
    return tuple(told)
