"""Actions for the edges and halves of times: eves, first months, quarters around publication, decades by name."""

from __future__ import annotations

from datetime import date

from dragoman.when import days
from dragoman.when.days import Interval
from dragoman.when.hit import Hit

_QUARTER, _QUARTERS, _HALF_YEAR = 3, 4, 6
_SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (6, 9)}
_YEARS_IN = {"year": 1, "decade": 10, "century": 100}
_DECEMBER, _FEBRUARY = 12, 2
_CENTURY = 100


def eve_of(hit: Hit) -> Interval | None:
    """``the eve of May 9``: the day before a day that the phrase names; of anything longer nothing is known."""
    coming = hit.read(hit.found["rest"], ahead=True)
    is_now = coming is not None and hit.published is not None and days.add_days(coming.first, -1) <= hit.published
    whole = coming if is_now else hit.read(hit.found["rest"])
    if whole is None or whole.precision != "day":
        return None
    return days.of_day(days.add_days(whole.first, -1))


def half_ago(hit: Hit) -> Interval | None:
    """``a year and a half ago``: the month that lies so far back."""
    if hit.published is None:
        return None
    low, _ = hit.number()
    whole = 0 if hit.group("n") is None else low
    months = round((whole + 0.5) * _YEARS_IN[hit.unit()] * days.MONTHS)
    return days.of_month(*days.add_months(hit.published, -months))


def week_from_day(hit: Hit) -> Interval | None:
    """``a week from Tuesday``, ``Tuesday week``: seven days after the next such day."""
    if hit.published is None:
        return None
    day = days.weekday_after(hit.published, hit.weekday(), strictly=True)
    return days.of_day(days.add_days(day, days.WEEK))


def winter(hit: Hit) -> Interval:
    """``the winter of 2014-15``: December to February."""
    year = int(hit.found["year"])
    return days.of_months((year, _DECEMBER), (year + 1, _FEBRUARY))


def season_relative(hit: Hit) -> Interval | None:
    """A season of last, this or next year."""
    if hit.published is None:
        return None
    year = hit.published.year + _SHIFTS[hit.found["which"]]
    first, last = hit.words.seasons[hit.found["season"]]
    return days.of_months((year, first), (year + (last > days.MONTHS), (last - 1) % days.MONTHS + 1))


def edge_units(hit: Hit) -> Interval | None:
    """``the first three months of 2012``: so many units at one end of a time."""
    whole = hit.read(hit.found["rest"])
    if whole is None:
        return None
    (_, number), unit, at_start = hit.number(), hit.unit(), hit.found["edge"] in ("first", "opening")
    if unit == "month":
        edge = whole.first if at_start else whole.last
        other = days.add_months(edge, (number - 1) * (1 if at_start else -1))
        pair = sorted([(edge.year, edge.month), other])
        return days.of_months(pair[0], pair[1])
    length = number * (days.WEEK if unit == "week" else 1) - 1
    if at_start:
        return days.of_days(whole.first, min(whole.last, days.add_days(whole.first, length)))
    return days.of_days(max(whole.first, days.add_days(whole.last, -length)), whole.last)


def quarter_around(hit: Hit) -> Interval | None:
    """``last quarter``, ``this quarter``: the calendar quarter by that of publication."""
    if hit.published is None:
        return None
    first = (hit.published.month - 1) // _QUARTER * _QUARTER + 1
    begin = days.add_months(date(hit.published.year, first, 1), _SHIFTS[hit.found["which"]] * _QUARTER)
    return days.of_months(begin, days.add_months(date(*begin, 1), _QUARTER - 1))


def short_year(hit: Hit) -> Interval:
    """``FY14``: the year."""
    year = int(hit.found["short"])
    full = year if year >= _CENTURY else 2000 + year
    return days.of_years(full, full)


def century_word(hit: Hit) -> Interval:
    """``the nineteenth century``."""
    last = hit.words.ordinals[hit.found["ordinal"]] * _CENTURY
    return days.of_years(last - 99, last)


def decade_word(hit: Hit) -> Interval | None:
    """``the sixties``, ``the '70s``: the last such decade begun by publication."""
    if hit.published is None:
        return None
    named = hit.group("tens")
    ten = hit.words.tens[named] if named is not None else int(hit.found["short"])
    century = hit.published.year // _CENTURY * _CENTURY
    start = century + ten if century + ten <= hit.published.year else century - _CENTURY + ten
    part = hit.group("part")
    first, last = _DECADE_PARTS[part] if part else (0, 9)
    return days.of_years(start + first, start + last)


def new_year(hit: Hit) -> Interval | None:
    """New Year: its first day, the last one up to publication, ahead the next one."""
    named, published = hit.group("year"), hit.published
    if named is not None:
        return days.of_day(date(int(named), 1, 1))
    return days.of_day(date(published.year + hit.anchor.ahead, 1, 1)) if published else None
