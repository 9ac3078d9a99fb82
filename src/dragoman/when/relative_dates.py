"""Actions for phrases that lean on the publication day or on an earlier date."""

from __future__ import annotations

from datetime import date

from dragoman.when import days
from dragoman.when.days import Interval
from dragoman.when.hit import Hit

_DAYS_IN = {"day": 1, "week": 7}
_MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200}
_YEARS_IN = {"year": 1, "decade": 10, "century": 100}
_HOURS = 24
_SATURDAY, _SUNDAY = 5, 6
_SHIFTS = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}


def shifted(day: date, unit: str, number: int) -> Interval:
    """Return the time ``number`` units from ``day``, as fine as the unit says: weeks give a day."""
    if unit in ("minute", "hour"):
        return days.of_day(days.add_days(day, int(number / _HOURS) if unit == "hour" else 0))
    if unit in _DAYS_IN:
        return days.of_day(days.add_days(day, number * _DAYS_IN[unit]))
    if unit == "month":
        return days.of_month(*days.add_months(day, number))
    year = day.year + number * _YEARS_IN[unit]
    return days.of_years(year, year)


def _about(day: date, unit: str, low: int, high: int) -> Interval:
    """Return the interval from ``low`` to ``high`` units off ``day``."""
    if low == high:
        return shifted(day, unit, low)
    return days.cover(shifted(day, unit, low), shifted(day, unit, high))


def between(hit: Hit) -> Interval | None:
    """From one time to another; a year or month given once holds for both."""
    first, last = hit.read(hit.found["rest"]), hit.read(hit.found["rest2"])
    if first is not None and last is not None and last.last < first.first:
        last = hit.read(hit.found["rest2"], ahead=True)
    if first is None or last is None or last.last < first.first:
        return None
    return Interval(first.from_, last.to)


def since(hit: Hit) -> Interval | None:
    """From a time up to publication."""
    start = hit.read(hit.found["rest"])
    return _up_to_publication(hit, start)


def since_history(hit: Hit) -> Interval | None:
    """``since the Korean War``: from its end up to publication."""
    last = hit.words.periods[hit.found["period"]][1]
    return _up_to_publication(hit, Interval(last, last))


def since_earlier(hit: Hit) -> Interval | None:
    """``since then``: from the earlier date up to publication."""
    return _up_to_publication(hit, hit.anchor.earlier)


def _up_to_publication(hit: Hit, start: Interval | None) -> Interval | None:
    """Return the interval from ``start`` to the day of publication."""
    published = hit.published
    if start is None or published is None or start.first > published:
        return start
    return Interval(start.from_, published.isoformat())


def until(hit: Hit) -> Interval | None:
    """From publication up to a time ahead; a time behind stands for itself."""
    end = hit.read(hit.found["rest"])
    if end is None or hit.published is None or end.last < hit.published or end.from_ != end.to:
        return end
    return Interval(hit.published.isoformat(), end.to)


def rest_of(hit: Hit) -> Interval | None:
    """What is left of the week, month or year."""
    return _part_of_period(hit, ahead=True)


def later_in(hit: Hit) -> Interval | None:
    """``later this year``: the year; ``later this week``: the days after publication."""
    if hit.found["span"] != "week" or hit.published is None:
        return period(hit)
    tomorrow = days.add_days(hit.published, 1)
    return days.of_days(tomorrow, days.week_of(tomorrow).last)


def earlier_in(hit: Hit) -> Interval | None:
    """``earlier this year``: the year; ``earlier this week``: its days before publication."""
    return _part_of_period(hit, ahead=False) if hit.found["span"] == "week" else period(hit)


def _part_of_period(hit: Hit, *, ahead: bool) -> Interval | None:
    """Return the days of this week, month or year on one side of publication, with its day."""
    whole = period(hit)
    if whole is None or hit.published is None:
        return None
    if ahead:
        return days.of_days(hit.published, whole.last)
    return days.of_days(whole.first, max(whole.first, days.add_days(hit.published, -1)))


def ago(hit: Hit) -> Interval | None:
    """``three months ago``: counted back from publication."""
    if hit.published is None:
        return None
    low, high = hit.number()
    return _about(hit.published, hit.unit(), -high, -low)


def ago_to_the_day(hit: Hit) -> Interval | None:
    """``ten years ago this day``: the same day of an earlier year."""
    published, (number, _) = hit.published, hit.number()
    try:
        return days.of_day(published.replace(year=published.year - number)) if published else None
    except ValueError:  # 29 February
        return None


def chain(hit: Hit) -> Interval | None:
    """``two days later``, ``the same day``: counted from the earlier date, else from publication."""
    sign = int(hit.rule.options["sign"])
    low, high = hit.number()
    base = _base(hit, hit.unit())
    if base is None:
        return None
    return _about(base, hit.unit(), *sorted((sign * low, sign * high)))


def _base(hit: Hit, unit: str) -> date | None:
    """Return the day that a chain counts from; a month or year will do for its own unit."""
    earlier = hit.anchor.earlier
    if earlier is not None and earlier.precision in (unit, "day"):
        return earlier.first
    return hit.anchor.running


def chain_period(hit: Hit) -> Interval | None:
    """``the previous month``, ``that year``: counted from the earlier date."""
    base = hit.anchor.earlier.first if hit.anchor.earlier else hit.published
    if base is None:
        return None
    return _whole(base, hit.unit(), int(hit.rule.options["sign"]))


def after_event(hit: Hit) -> Interval | None:
    """``a day after``: before the words of an event it dates that event back from the running day."""
    base = hit.anchor.running
    if base is None:
        return None
    if not hit.anchor.before_event:
        return days.of_day(base)
    low, high = hit.number()
    return _about(base, hit.unit(), -high, -low)


def offset_from(hit: Hit) -> Interval | None:
    """``two days after May 3``: counted from a time that the phrase itself names."""
    base = hit.read(hit.found["rest"])
    if base is None or base.precision not in ("day", hit.unit()):
        return None
    sign, (low, high) = int(hit.rule.options["sign"]), hit.number()
    return _about(base.first, hit.unit(), *sorted((sign * low, sign * high)))


def near_event(hit: Hit) -> Interval | None:
    """``just hours after``: the running day; with longer units only its month or year."""
    base = hit.anchor.running
    if base is None:
        return None
    unit = hit.unit()
    if unit in ("minute", "hour"):
        return days.of_day(base)
    return _whole(base, "year" if unit in ("month", "year") else "month", 0)


def running(hit: Hit) -> Interval | None:
    """``in the evening``: the day that the narrative has reached."""
    base = hit.anchor.running
    return days.of_day(base) if base else None


def offset(hit: Hit) -> Interval | None:
    """Days counted from publication, as the row says."""
    published = hit.published
    if published is None:
        return None
    first, last = hit.rule.options["offset"]
    return days.of_days(days.add_days(published, first), days.add_days(published, last))


def weekday(hit: Hit) -> Interval | None:
    """The last such day up to publication; ahead, the next one."""
    published, which = hit.published, hit.rule.options.get("which")
    if published is None:
        return None
    ahead = which == "next" or (which is None and hit.anchor.ahead)
    pick = days.weekday_after if ahead else days.weekday_before
    return days.of_day(pick(published, hit.weekday(), strictly=which is not None))


def weekday_of_week(hit: Hit) -> Interval | None:
    """``Tuesday next week``."""
    if hit.published is None:
        return None
    week = days.week_of(hit.published, _SHIFTS[hit.found["which"]])
    return days.of_day(days.add_days(week.first, hit.weekday()))


def weekend(hit: Hit) -> Interval | None:
    """The Saturday and Sunday last begun; ahead, the next ones."""
    published = hit.published
    if published is None:
        return None
    which = hit.group("which")
    ahead = which in ("next", "coming") or (which not in ("last", "past", "previous") and hit.anchor.ahead)
    if ahead:
        saturday = days.weekday_before(days.weekday_after(published, _SUNDAY), _SATURDAY)
    else:
        back = days.add_days(published, -2) if which in ("last", "previous") else published
        saturday = days.weekday_before(back, _SATURDAY)
    return days.of_days(saturday, days.add_days(saturday, 1))


def period(hit: Hit) -> Interval | None:
    """This, last or next week, month, year, decade or century."""
    if hit.published is None:
        return None
    unit, shift = hit.either("span") or "", int(hit.rule.options.get("shift", 0))
    if (unit, shift) == ("week", 0) and hit.anchor.ahead and hit.published.weekday() == _SUNDAY:
        shift = 1  # on a Sunday, what will happen "this week" happens in the week that begins
    return _whole(hit.published, unit, shift)


def _whole(day: date, unit: str, shift: int) -> Interval:
    """Return the calendar unit around ``day``, moved by ``shift`` units."""
    if unit == "day":
        return days.of_day(days.add_days(day, shift))
    if unit == "week":
        return days.week_of(day, shift)
    if unit == "month":
        return days.of_month(*days.add_months(day, shift))
    length = _YEARS_IN[unit]
    first = (day.year // length + shift) * length
    return days.of_years(first, first + length - 1)


def stretch_back(hit: Hit) -> Interval | None:
    """``the past three days``: so many units up to and with publication."""
    if hit.published is None:
        return None
    _, high = hit.number()
    return _back(hit.published, hit.unit(), high)


def _back(day: date, unit: str, number: int) -> Interval:
    """Return the ``number`` units that end with ``day``."""
    if unit in ("minute", "hour"):
        return days.of_days(days.add_days(day, -_days_of(number, unit)), day)
    if unit in _DAYS_IN:
        length = number * _DAYS_IN[unit]
        return days.of_days(days.add_days(day, 1 - max(length, 2)), day)
    return Interval(shifted(day, unit, -number).from_, day.isoformat())


def _days_of(number: int, unit: str) -> int:
    """Return how many days so many hours may touch; minutes touch none but their own."""
    return -(-number // _HOURS) if unit == "hour" else 0


def stretch_ahead(hit: Hit) -> Interval | None:
    """``the next three days``: so many units from publication on."""
    return _ahead(hit, exact=False)


def within(hit: Hit) -> Interval | None:
    """``within two weeks``: from publication to the last day that keeps it."""
    return _ahead(hit, exact=True)


def _ahead(hit: Hit, *, exact: bool) -> Interval | None:
    """Return the units from publication on; ``exact`` counts months to the day."""
    published, unit = hit.published, hit.unit()
    if published is None:
        return None
    _, high = hit.number()
    start = days.add_days(published, 1) if hit.rule.options.get("from_tomorrow") else published
    if unit in ("minute", "hour"):
        return days.of_days(published, days.add_days(published, -(-high // _HOURS) if unit == "hour" else 0))
    if unit in _DAYS_IN:
        return days.of_days(start, days.add_days(published, high * _DAYS_IN[unit]))
    if exact and unit == "month":
        year, month = days.add_months(published, high)
        last = days.of_month(year, month).last
        return days.of_days(published, last.replace(day=min(published.day, last.day)))
    return days.cover(shifted(published, unit, 0), shifted(published, unit, high))


def in_units(hit: Hit) -> Interval | None:
    """``in two days``: so many units ahead; of something past, so many units up to publication."""
    if hit.published is None or not hit.anchor.ahead:
        return stretch_back(hit)
    low, high = hit.number()
    return _about(hit.published, hit.unit(), low, high)


def day_long(hit: Hit) -> Interval | None:
    """``three-day``: so many days from the running day on."""
    base = hit.anchor.running
    if base is None:
        return None
    _, high = hit.number()
    return days.of_days(base, days.add_days(base, high - 1))


def stretch(hit: Hit) -> Interval | None:
    """``for nine years``: up to publication; ahead, from publication on.

    What has gone on for some weeks began on the same day of the week: coders of our training sets have it so in 7
    phrases of 8.
    """
    if hit.anchor.ahead:
        return stretch_ahead(hit)
    _, high = hit.number()
    if hit.published is None or hit.unit() != "week" or high == 1:
        return stretch_back(hit)
    return days.of_days(days.add_days(hit.published, -high * _DAYS_IN["week"]), hit.published)
