"""Two sets of events side by side: ours and those of others, by type, pair of countries, or time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from dragoman.errors import NothingFound, UsageError
from dragoman.store import Store

OURS = "records"
TOTAL = "all"
_Key = tuple[str, str, str]
_KEYS: dict[str, Callable[[_Key, date], str]] = {
    "type": lambda key, _: key[2],
    "dyad": lambda key, _: f"{key[0]}-{key[1]}",
    "day": lambda _, found: found.isoformat(),
    "month": lambda _, found: found.isoformat()[:7],
}
BY = tuple(_KEYS)
"""By what agreement can be told."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two sets agree on one type, pair, day or month; on everything, for the key ``all``.

    Attributes:
        key: type, ``USA-RUS``, ``2015-04-12`` or ``2015-04``.
        one, other: events in each set.
        one_in_other, other_in_one: how many of them the other set has too.
    """

    key: str
    one: int
    other: int
    one_in_other: int
    other_in_one: int

    @property
    def agreement(self) -> float | None:
        """Share of the events of both sets that both have, 0 to 1 (Dice's); None without events."""
        count = self.one + self.other
        return (self.one_in_other + self.other_in_one) / count if count else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Agreement in the days from ``since`` to ``until``: of everything, and row by row."""

    since: date | None
    until: date | None
    total: Agreement
    rows: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts as the same event.

    Attributes:
        days: most days between two reports of one event.
        is_any_type: the type may differ, and who acts on whom.
        since, until: first and last day; None for the days that both sets cover.
        confidence: the least that a record of ours must have, 0 to 1.

    Raises:
        UsageError: a negative number of days.
    """

    days: int = 1
    is_any_type: bool = False
    since: date | None = None
    until: date | None = None
    confidence: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if self.days < 0:
            raise UsageError("events cannot be less than 0 days apart")


def compare(store: Store, one: str, other: str, *, by: str = "type", terms: Terms | None = None) -> Comparison:
    """Set two sets of events side by side.

    An event is a day, a PLOVER type, and the countries of actor and recipient; several of
    one kind on one day count once. Talks (CONSULT) have no direction. Acts of which the
    day or a country is not known cannot be compared and are left out on both sides.

    Args:
        store: where both are.
        one: ``records`` for our codings of what was done, or the name of an import.
        other: likewise.
        by: ``type``, ``dyad``, ``day`` or ``month``.
        terms: what counts as the same.

    Raises:
        UsageError: no such ``by``.
        NothingFound: no import of that name.
    """
    if by not in _KEYS:
        raise UsageError(f"no rows by {by!r}; there are: {', '.join(BY)}")
    asked = terms or Terms()
    values = {"one": _number(store, one), "other": _number(store, other), "confidence": asked.confidence,
              "any": asked.is_any_type}
    first, last = _range(store, asked, values)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    rows = store.sql(_query() + _LISTED, values | {"first": first, "last": last})
    for key, found in _matched(rows.batches(1000), asked.days):
        for name in (_KEYS[by](key, found[0]), TOTAL):
            counts[name][found[1]] += 1
            counts[name][2 + found[1]] += found[2]
    total = Agreement(TOTAL, *counts.pop(TOTAL, [0, 0, 0, 0]))
    return Comparison(first, last, total, tuple(Agreement(name, *counts[name]) for name in sorted(counts)))


_LISTED = """SELECT actor, recipient, type,
    list(day ORDER BY day) FILTER (side = 0), list(day ORDER BY day) FILTER (side = 1)
FROM events WHERE day BETWEEN $first AND $last GROUP BY actor, recipient, type ORDER BY actor, recipient, type"""

_COVERED = """SELECT max(first), min(last)
FROM (SELECT min(day) AS first, max(day) AS last FROM events GROUP BY side)"""


@cache
def _query() -> str:
    return files("dragoman.analyze").joinpath("compare.sql").read_text(encoding="utf-8")


def _number(store: Store, name: str) -> int:
    """Return the number of an import; 0 for our records."""
    if name == OURS:
        return 0
    found = store.sql("SELECT import FROM imports WHERE name = ?", [name]).fetchall()
    if not found:
        known = [row[0] for row in store.sql("SELECT name FROM imports ORDER BY import").fetchall()]
        raise NothingFound(f"no import {name!r}; there are: {', '.join((OURS, *known))}")
    return int(found[0][0])


def _range(store: Store, terms: Terms, values: dict[str, Any]) -> tuple[date | None, date | None]:
    """Return the days asked for, or those that both sets cover."""
    (first, last), = store.sql(_query() + _COVERED, values).fetchall()
    return terms.since or first, terms.until or last


def _matched(
    batches: Iterator[list[tuple[Any, ...]]], most: int,
) -> Iterator[tuple[_Key, tuple[date, int, bool]]]:
    """Yield every event: its key; its day, its side, and whether the other side has it too."""
    for rows in batches:
        for actor, recipient, kind, one, other in rows:
            key, pairs = (actor, recipient, kind), matches(one or (), other or (), most)
            for side, days in enumerate((one or (), other or ())):
                found = {pair[side] for pair in pairs}
                yield from ((key, (day, side, number in found)) for number, day in enumerate(days))


def matches(one: Sequence[date], other: Sequence[date], most: int) -> list[tuple[int, int]]:
    """Return the places of as many pairs as possible, at most ``most`` days apart, each day in one pair only.

    Both are in order; the earliest that can be paired is, which loses no pair.

    Example:
        >>> matches([date(2031, 4, 1), date(2031, 4, 9)], [date(2031, 4, 2)], 1)
        [(0, 0)]
    """
    found, left, right = [], 0, 0
    while left < len(one) and right < len(other):
        apart = (one[left] - other[right]).days
        if abs(apart) <= most:
            found.append((left, right))
        left += apart <= most
        right += apart >= -most
    return found
