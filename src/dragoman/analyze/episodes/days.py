"""Prefix dates as numbers of days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache


@cache
def first_day(prefix: str) -> int | None:
    """Return the number of the first day that a prefix date stands for, or None if it is none.

    >>> first_day("2015-03") == first_day("2015-03-01")
    True
    """
    parts = _parts(prefix)
    return None if parts is None else _number(*([*parts, 1, 1])[:3])


@cache
def last_day(prefix: str) -> int | None:
    """Return the number of the last day that a prefix date stands for, or None if it is none.

    >>> last_day("2016-02") == last_day("2016-02-29")
    True
    """
    parts = _parts(prefix)
    if parts is None:
        return None
    year, month = ([*parts, 12])[:2]
    if not (1 <= year <= date.max.year and 1 <= month <= 12):  # noqa: PLR2004 - months
        return None
    return _number(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])  # noqa: PLR2004 - y, m, d


def _parts(prefix: str) -> list[int] | None:
    try:
        return [int(part) for part in prefix[:10].split("-")]
    except ValueError:
        return None


def _number(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None
