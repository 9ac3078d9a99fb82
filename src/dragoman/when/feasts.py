"""Feasts that move from year to year: Easter and what hangs on it, nth weekdays, the Islamic calendar.

Days of the Islamic calendar begin when the moon is seen, which arithmetic gets right to
a day: a feast is therefore given with the day on either side, a month as the calendar
months that it touches.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from dragoman.when import days
from dragoman.when.days import Interval

_ISLAMIC_EPOCH = 1948440 - 385 - 1721425  # as a day number of ``date.toordinal``
_LONG = 30
_LUNAR_YEAR = 354.367


def in_year(feast: str, year: int) -> tuple[Interval, ...]:
    """Return when a feast falls in a Gregorian year: once, of the Islamic calendar also twice or never.

    Args:
        feast: ``easter±N`` or ``orthodox±N`` (days from Easter Sunday), ``weekday M D N`` (the Nth weekday D,
            Monday is 0, of month M; -1 is the last), ``islamic M`` (a month) or ``islamic M D`` (a day).
        year: 1 … 9999.

    Raises:
        ValueError: ``feast`` is none of these.

    >>> in_year("easter+0", 2015), in_year("islamic 9", 2015)
    ((Interval(from_='2015-04-05', to='2015-04-05'),), (Interval(from_='2015-06', to='2015-07'),))
    """
    kind, *numbers = feast.replace("+", " ").replace("-", " -").split()
    found = [int(number) for number in numbers]
    if kind == "easter" and len(found) == 1:
        return (days.of_day(days.add_days(easter(year), found[0])),)
    if kind == "orthodox" and len(found) == 1:
        return (days.of_day(days.add_days(orthodox_easter(year), found[0])),)
    if kind == "weekday" and len(found) == len("MDN"):
        return (days.of_day(nth_weekday(year, *found)),)
    if kind == "islamic" and found:
        return tuple(_islamic(year, *found))
    raise ValueError(f"no such kind of feast: {feast!r}")


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (the method of Meeus and Jones)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the eastern churches, in the Gregorian calendar."""
    epact = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    month, day = divmod(epact + weekday + 114, 31)
    return days.add_days(date(year, month, day + 1), year // 100 - year // 400 - 2)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    """Return the ``number``-th ``weekday`` of a month, -1 for the last."""
    if number < 0:
        return days.weekday_before(date(year, month, calendar.monthrange(year, month)[1]), weekday)
    return days.add_days(days.weekday_after(date(year, month, 1), weekday), days.WEEK * (number - 1))


def islamic_day(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of a day of the tabular Islamic calendar."""
    number = (11 * year + 3) // 30 + 354 * year + _LONG * month - (month - 1) // 2 + day
    return date.fromordinal(number + _ISLAMIC_EPOCH)


def _islamic(year: int, month: int, day: int | None = None) -> Iterator[Interval]:
    """Yield the times that a month or day of the Islamic calendar begins within a Gregorian year."""
    guess = int((year - 622) * 365.2425 / _LUNAR_YEAR)
    for islamic_year in range(max(1, guess - 1), guess + 4):
        first = islamic_day(islamic_year, month, day or 1)
        if first.year == year and day is not None:
            yield days.of_days(days.add_days(first, -1), days.add_days(first, 1))
        elif first.year == year:
            last = days.add_days(first, _LONG - 1)
            yield days.of_months((first.year, first.month), (last.year, last.month))
