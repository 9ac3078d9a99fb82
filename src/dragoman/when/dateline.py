"""The day that a report gives itself in its dateline, for reports that come without one or were published later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.types import Span
from dragoman.when.anchor import Anchor
from dragoman.when.expressions import read_phrase
from dragoman.when.rules import TimeRules

_HEAD = 700
_LATEST = 7


@dataclass(frozen=True, slots=True)
class Dateline:
    """The day, the words that give it, and the row of ``spots.toml`` that found them."""

    day: date
    span: Span
    row: str


def dateline_of(text: str, published: date | None, rules: TimeRules) -> Dateline | None:
    """Return the dateline among a report's first lines; None if there is none or its year stays unknown.

    A dateline of another time than the week up to publication is no dateline but a
    date that the report tells of.
    """
    head = text[:_HEAD]
    for row in rules.spots.datelines:
        found = row.pattern.search(head)
        if found is None:
            continue
        start, end = found.span("date")
        number = rules.spots.release_year.search(head)
        words = head[start:end] if published or number is None else f"{head[start:end]} {number['year']}"
        meaning = read_phrase(words, Anchor(published), rules) or read_phrase(head[start:end], Anchor(published), rules)
        if meaning is not None and meaning.interval.precision == "day":
            day = meaning.interval.first
            if published is None or 0 <= (published - day).days <= _LATEST:
                return Dateline(day, Span.of(text, start, end), row.id)
    return None
