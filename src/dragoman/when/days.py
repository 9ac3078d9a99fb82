"""Calendar arithmetic on prefix dates: ``2015``, ``2015-04``, ``2015-05-12``.

A prefix date stands for all days that begin with it, so a month is never given a
day that the text does not give. Everything here is pure and knows no clock.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 7
MONTHS = 12
_GRAINS = {4: "year", 7: "month", 10: "day"}
_FIRST = {4: "-01-01", 7: "-01", 10: ""}


def first_day(prefix: str) -> date:
    """Return the first day of a prefix date; raises KeyError or ValueError if it is none."""
    return date.fromisoformat(prefix + _FIRST[len(prefix)])


def last_day(prefix: str) -> date:
    """Return the last day of a prefix date; raises KeyError or ValueError if it is none."""
    day = first_day(prefix)
    if len(prefix) == len("YYYY"):
        return day.replace(month=12, day=31)
    if len(prefix) == len("YYYY-MM"):
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day


@dataclass(frozen=True, slots=True)
class Interval:
    """Prefix dates ``from_`` … ``to``, both inclusive, never inverted."""

    from_: str
    to: str

    def __post_init__(self) -> None:
        """Refuse an interval that ends before it begins."""
        if self.from_ <= self.to:
            return  # prefixes in the order of the alphabet are in that of time; the reverse need not hold
        if first_day(self.from_) > last_day(self.to):
            raise ValueError(f"interval {self.from_} … {self.to} is inverted")

    @property
    def first(self) -> date:
        """The first day of the interval."""
        return first_day(self.from_)

    @property
    def last(self) -> date:
        """The last day of the interval."""
        return last_day(self.to)

    @property
    def precision(self) -> str:
        """``day``, ``month`` or ``year`` for one of them, else ``span``."""
        return _GRAINS[len(self.from_)] if self.from_ == self.to else "span"


def of_day(day: date) -> Interval:
    """Return the interval of one day."""
    written = day.isoformat()
    return Interval(written, written)


def of_days(first: date, last: date) -> Interval:
    """Return the interval from one day to another."""
    return Interval(first.isoformat(), last.isoformat())


def of_month(year: int, month: int) -> Interval:
    """Return the interval of a calendar month."""
    return Interval(f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}")


def of_months(first: tuple[int, int], last: tuple[int, int]) -> Interval:
    """Return the interval from one (year, month) to another."""
    return Interval(f"{first[0]:04d}-{first[1]:02d}", f"{last[0]:04d}-{last[1]:02d}")


def of_years(first: int, last: int) -> Interval:
    """Return the interval from one year to another."""
    return Interval(f"{first:04d}", f"{last:04d}")


def cover(one: Interval, other: Interval) -> Interval:
    """Return the shortest interval that holds both."""
    earlier, later = (one, other) if one.first <= other.first else (other, one)
    return Interval(earlier.from_, (later if later.last >= earlier.last else earlier).to)


def add_months(day: date, months: int) -> tuple[int, int]:
    """Return the (year, month) that lies ``months`` after the month of ``day``."""
    index = day.year * MONTHS + day.month - 1 + months
    return index // MONTHS, index % MONTHS + 1


def add_days(day: date, days: int) -> date:
    """Return ``day`` moved by ``days``."""
    return day + timedelta(days=days)


def week_of(day: date, weeks: int = 0) -> Interval:
    """Return the calendar week (Monday to Sunday) of ``day``, moved by ``weeks``."""
    monday = day - timedelta(days=day.weekday() - WEEK * weeks)
    return of_days(monday, monday + timedelta(days=WEEK - 1))


def weekday_before(day: date, weekday: int, *, strictly: bool = False) -> date:
    """Return the last ``weekday`` (Monday is 0) up to ``day``, or strictly before it."""
    back = (day.weekday() - weekday) % WEEK
    return day - timedelta(days=back or (WEEK if strictly else 0))


def weekday_after(day: date, weekday: int, *, strictly: bool = False) -> date:
    """Return the next ``weekday`` (Monday is 0) from ``day`` on, or strictly after it."""
    ahead = (weekday - day.weekday()) % WEEK
    return day + timedelta(days=ahead or (WEEK if strictly else 0))
