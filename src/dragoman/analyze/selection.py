"""Which acts are counted: places in time, statuses, sides, sources; as conditions of SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from dragoman.errors import UsageError
from dragoman.tables.load import toml

UNITS = ("day", "week", "month")
COUNTS = ("episodes", "mentions")
SIDES = ("state", "all")
STATUSES = ("actual", "future", "hypothetical", "negated")
_YEARS = range(1000, 3000)


@cache
def rules() -> Mapping[str, Any]:
    """Return ``relations.toml``: how relations are read."""
    return toml("relations")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which acts are counted.

    Attributes:
        since, until: first and last day; None for as far as the reports go.
        statuses: statuses that count.
        sides: ``state``, those who speak for a country (rule ``relation.sides``), or ``all``.
        confidence: the least that counts, 0 to 1.
        sources: only reports of these publishers; empty for all.
        lag: most days from act to report; None for any.
    """

    since: date | None = None
    until: date | None = None
    statuses: Sequence[str] = ("actual",)
    sides: str = "state"
    confidence: float = 0.0
    sources: Sequence[str] = ()
    lag: int | None = None

    def __post_init__(self) -> None:
        """Raise UsageError for what there is not."""
        _check("sides", self.sides, SIDES)
        for status in self.statuses:
            _check("status", status, STATUSES)
        if not 0 <= self.confidence <= 1:
            raise UsageError(f"confidence {self.confidence} is not between 0 and 1")
        if self.since is not None and self.until is not None and self.since > self.until:
            raise UsageError(f"nothing lies between {self.since} and {self.until}")


def day(words: str | date | None, *, is_end: bool = False) -> date | None:
    """Return the first, or with ``is_end`` the last, day of a prefix date.

    >>> day("2015-02"), day("2015", is_end=True)
    (datetime.date(2015, 2, 1), datetime.date(2015, 12, 31))

    Raises:
        UsageError: it is no date.
    """
    if words is None or isinstance(words, date):
        return words
    parts = words.split("-")
    try:
        numbers = [int(part) for part in parts]
        first = within_reason(date(*[*numbers, 1, 1][:3]))
    except (ValueError, TypeError, OverflowError) as error:
        raise UsageError(f"date {words!r} not understood; write 2015, 2015-04 or 2015-04-12") from error
    if not is_end or len(parts) == 3:  # noqa: PLR2004 - year, month, day
        return first
    year, month = (first.year + 1, 1) if len(parts) == 1 or first.month == 12 else (first.year, first.month + 1)  # noqa: PLR2004
    return date.fromordinal(date(year, month, 1).toordinal() - 1)


def within_reason(day: date) -> date:
    """Return a day as it is, so that one can count years from it in both directions.

    Raises:
        ValueError: it lies before 1000 or after 2999.
    """
    if day.year not in _YEARS:
        raise ValueError(f"the year {day.year} is out of range")
    return day


def unit_of(name: str) -> str:
    """Return the unit; raises UsageError if there is none of that name."""
    return _check("unit", name, UNITS)


def count_of(name: str) -> str:
    """Return what is counted; raises UsageError if there is nothing of that name."""
    return _check("count", name, COUNTS)


def placed(unit: str, selection: Selection) -> tuple[str, dict[str, Any]]:
    """Return a query for the rows of ``dyads`` that count, with ``start``, their unit, and its values.

    An act is in the unit that its days lie in; one without days in that of its report.
    What spans more than one unit has no place in any, and is left out.
    """
    values: dict[str, Any] = {"statuses": list(selection.statuses), "confidence": selection.confidence}
    conditions = ["list_contains($statuses, status)", "confidence >= $confidence",
                  f"date_trunc('{unit}', first_day) = date_trunc('{unit}', last_day)"]
    for name, condition in _bounds(unit).items():
        value = getattr(selection, name)
        if value is not None:
            conditions.append(condition)
            values[name] = value
    if selection.sources:
        conditions.append("list_contains($sources, source)")
        values["sources"] = list(selection.sources)
    if selection.sides == "state":
        conditions.append(_BY_STATES)
        values |= {"speaks": rules()["sides"]["speaks"], "against": rules()["sides"]["against"]}
    days = "*, coalesce(day_from, published) AS first_day, coalesce(day_to, published) AS last_day"
    query = (f"SELECT * EXCLUDE (last_day), date_trunc('{unit}', first_day)::DATE AS start "  # noqa: S608 - own words
             f"FROM (SELECT {days} FROM dyads) WHERE {' AND '.join(conditions)}")
    return query, values


_BY_STATES = (
    "list_has_any(actor_sectors, $speaks) AND CASE WHEN mutual THEN list_has_any(recipient_sectors, $speaks) "
    "ELSE NOT list_has_all($against, recipient_sectors) END"
)


def _bounds(unit: str) -> dict[str, str]:
    return {
        "since": f"first_day >= date_trunc('{unit}', $since::DATE)",
        "until": "last_day <= $until",
        "lag": "published <= last_day + $lag::INTEGER",
    }


def _check(what: str, name: str, known: Sequence[str]) -> str:
    if name not in known:
        raise UsageError(f"no {what} {name!r}; there are {', '.join(known)}")
    return name
