"""Actions for dates that name a day, month, year or a part of one."""

from __future__ import annotations

from datetime import date

from dragoman.when import days, feasts
from dragoman.when.days import Interval
from dragoman.when.hit import Hit

_THIRDS = {"early": 0, "mid": 1, "middle": 1, "late": 2}
_ORDINALS = {"first": 1, "1st": 1, "1": 1, "second": 2, "2nd": 2, "2": 2, "third": 3, "3": 3,
             "fourth": 4, "last": 4, "final": 4, "latter": 2, "4": 4}
_DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (6, 9)}
_DECEMBER, _QUARTER, _HALF, _THIRD = 12, 3, 6, 4
_FAR, _CLOSE = 270, 31
"""Days: a date without a year that lies so far back is the next one, if that is so close."""
_WHICH = {"last": -1, "past": -1, "previous": -1, "the previous": -1, "this": 0, "next": 1, "coming": 1}


def year(hit: Hit) -> Interval:
    """A year: ``in 1998``."""
    return days.of_years(int(hit.found["year"]), int(hit.found["year"]))


def years(hit: Hit) -> Interval | None:
    """From one year to another; two digits complete from the first (``1992-95``)."""
    first, last = hit.found["year"], hit.found["year2"]
    last = first[:2] + last if len(last) == 2 else last  # noqa: PLR2004
    return days.of_years(int(first), int(last)) if int(first) < int(last) else None


def decade(hit: Hit) -> Interval:
    """A decade: ``the 1990s``."""
    return days.of_years(int(hit.found["decade"]), int(hit.found["decade"]) + 9)


def decades(hit: Hit) -> Interval | None:
    """Two decades and what lies between."""
    first, last = int(hit.found["decade"]), int(hit.found["decade2"])
    return days.of_years(first, last + 9) if first <= last else None


def decade_part(hit: Hit) -> Interval:
    """The early, middle or late years of a decade, by convention 0-3, 4-6, 6-9."""
    first, last = _DECADE_PARTS[hit.found["part"]]
    start = int(hit.found["decade"])
    return days.of_years(start + first, start + last)


def century(hit: Hit) -> Interval | None:
    """A century: the 19th is 1801 to 1900."""
    last = int(hit.found["century"]) * 100
    return days.of_years(last - 99, last) if 0 < last <= 2200 else None  # noqa: PLR2004


def numeric(hit: Hit) -> Interval | None:
    """A date in digits, day before month unless that is impossible; None if no such day."""
    day, month = int(hit.found["d"]), int(hit.found["m"])
    if month > _DECEMBER >= day:
        day, month = month, day
    return _day(int(hit.found["year"]), month, day)


def date_(hit: Hit) -> Interval | None:
    """A day of a month; without a year the last one up to publication, ahead the next one."""
    month, day = hit.month(), int(hit.found["day"])
    named = hit.group("year")
    if named is not None:
        return _day(int(named), month, day)
    return _near(hit, month, day)


def date_relative_year(hit: Hit) -> Interval | None:
    """A day of a month of this, last or next year."""
    if hit.published is None:
        return None
    month = hit.words.months[hit.either("month") or ""]
    return _day(hit.published.year + _WHICH[hit.found["which"]], month, int(hit.either("day") or 0))


def days_of_month(hit: Hit) -> Interval | None:
    """From one day of a month to another."""
    month, first, last = hit.month(), int(hit.found["day"]), int(hit.found["day2"])
    named = hit.group("year")
    start = _day(int(named), month, first) if named else _near(hit, month, first)
    end = _day(start.first.year, month, last) if start else None
    return Interval(start.from_, end.to) if start and end and first < last else None


def month(hit: Hit) -> Interval | None:
    """A month; without a year the last one up to publication, ahead the next one."""
    named = hit.group("year")
    if named is not None:
        return days.of_month(int(named), hit.month())
    found = _near_month(hit, hit.month())
    return days.of_month(*found) if found else None


def month_relative(hit: Hit) -> Interval | None:
    """``last March``, ``this August``, ``March of last year``."""
    published, number = hit.published, hit.words.months[hit.either("month") or ""]
    if published is None:
        return None
    of_year = hit.group("which2")
    if of_year is not None:
        return days.of_month(published.year + _WHICH[of_year], number)
    shift = _WHICH[hit.found["which"]]
    if shift < 0:
        return days.of_month(published.year - (number >= published.month), number)
    if shift > 0:
        return days.of_month(published.year + (number <= published.month), number)
    return days.of_month(published.year, number)


def months(hit: Hit) -> Interval | None:
    """From one month to another, over New Year if the second comes first in the calendar."""
    first, last, named = hit.month(), hit.month("month2"), hit.group("year")
    if named is not None:
        end = int(named), last
    else:
        near = _near_month(hit, first if hit.anchor.ahead else last)
        if near is None:
            return None
        end = (near[0] + (last < first), last) if hit.anchor.ahead else near
    return days.of_months((end[0] - (last < first), first), end)


def season(hit: Hit) -> Interval | None:
    """A season of the northern year; without a year the last one begun, ahead the next one."""
    first, last = hit.words.seasons[hit.found["season"]]
    named = hit.group("year")
    if named is not None:
        start = int(named)
    else:
        near = _near_month(hit, first)
        if near is None:
            return None
        start = near[0] + (hit.group("which") == "this" and near[0] < _published(hit).year and first < _DECEMBER)
    return days.of_months((start, first), (start + (last > _DECEMBER), (last - 1) % days.MONTHS + 1))


def holiday(hit: Hit) -> Interval | None:
    """A holiday with a fixed date."""
    month_, day = hit.words.holidays[hit.found["holiday"]]
    named = hit.group("year")
    return _day(int(named), month_, day) if named else _near(hit, month_, day)


def feast(hit: Hit) -> Interval | None:
    """A feast that moves; without a year the last one begun, ahead the next one."""
    rule, named = hit.words.feasts[hit.found["feast"]], hit.group("year")
    if named is not None:
        return next(iter(feasts.in_year(rule, int(named))), None)
    published = hit.published
    if published is None:
        return None
    near = [found for away in (-1, 0, 1) for found in feasts.in_year(rule, published.year + away)]
    if hit.anchor.ahead:
        return min((found for found in near if found.last >= published), key=lambda found: found.first, default=None)
    return max((found for found in near if found.first <= published), key=lambda found: found.first, default=None)


def period(hit: Hit) -> Interval:
    """A named stretch of history."""
    return Interval(*hit.words.periods[hit.found["period"]])


def quarter(hit: Hit) -> Interval | None:
    """A quarter of a year; without one, of the year of publication."""
    number = _ORDINALS[hit.found["ordinal"]]
    return _months_of(_year_of(hit), _QUARTER * (number - 1), _QUARTER)


def half(hit: Hit) -> Interval | None:
    """The first or second half of a year."""
    is_first = hit.found["ordinal"] in ("first", "1st")
    return _months_of(_year_of(hit), 0 if is_first else _HALF, _HALF)


def part_of(hit: Hit) -> Interval | None:
    """Early, mid or late in a year is a third of it; in anything shorter it is all of that."""
    whole = hit.read(hit.found["rest"])
    if whole is None or whole.precision != "year":
        return whole
    return _months_of(whole.first.year, _THIRD * _THIRDS[hit.found["part"]], _THIRD)


def end_of(hit: Hit) -> Interval | None:
    """The end of a year is its December; of a month that month; of days the last one."""
    whole = hit.read(hit.group("rest") or f"{hit.group('which') or 'this'} {hit.found['span']}")
    if whole is None:
        return None
    if len(whole.to) == len("YYYY"):
        return days.of_month(int(whole.to), _DECEMBER)
    return Interval(whole.to, whole.to)


def start_of(hit: Hit) -> Interval | None:
    """The start of a year is its January; of a month that month; of days the first one."""
    whole = hit.read(hit.found["rest"])
    if whole is None:
        return None
    if len(whole.from_) == len("YYYY"):
        return days.of_month(int(whole.from_), 1)
    return Interval(whole.from_, whole.from_)


def _year_of(hit: Hit) -> int | None:
    """Return the year that a quarter or half belongs to."""
    rest = hit.group("rest")
    whole = hit.read(rest) if rest else None
    if whole is not None:
        return whole.first.year
    return hit.published.year if hit.published else None


def _months_of(year_: int | None, first: int, length: int) -> Interval | None:
    """Return ``length`` months of a year from its month number ``first`` (0 is January)."""
    return None if year_ is None else days.of_months((year_, first + 1), (year_, first + length))


def _day(year_: int, month_: int, day: int) -> Interval | None:
    """Return a day, None if the calendar has no such day."""
    try:
        return days.of_day(date(year_, month_, day))
    except ValueError:
        return None


def _near(hit: Hit, month_: int, day: int) -> Interval | None:
    """Return the day of a month that is nearest on the side the event lies on."""
    published = hit.published
    if published is None:
        return None
    there, ahead = _on_side(published, month_, day, 1 if hit.anchor.ahead else -1), _on_side(published, month_, day, 1)
    if there and ahead and (published - there.first).days > _FAR and (ahead.first - published).days < _CLOSE:
        return ahead  # in late December "on 3 January" is the one to come, whatever the tense
    return there


def _on_side(published: date, month_: int, day: int, step: int) -> Interval | None:
    """Return the nearest such day from publication on (``step`` 1) or up to it (-1)."""
    for year_ in (published.year + step * away for away in range(5)):
        found = _day(year_, month_, day)  # 29 February may be four years off
        if found is not None and (found.first - published).days * step >= 0:
            return found
    return None


def _near_month(hit: Hit, month_: int) -> tuple[int, int] | None:
    """Return the year and month nearest to publication on the side the event lies on."""
    published = hit.published
    if published is None:
        return None
    if hit.anchor.ahead:
        return published.year + (month_ < published.month), month_
    return published.year - (month_ > published.month), month_


def _published(hit: Hit) -> date:
    """Return the publication day of a hit known to have one."""
    return hit.published or date.max
