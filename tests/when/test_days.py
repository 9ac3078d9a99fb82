"""Prefix dates and the calendar arithmetic on them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.when import Interval, days

ANY_DAY = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(("prefix", "first", "last"), [
    ("2015", date(2015, 1, 1), date(2015, 12, 31)),
    ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
    ("2015-05-12", date(2015, 5, 12), date(2015, 5, 12)),
])
def test_prefix_covers_its_days(prefix: str, first: date, last: date) -> None:
    assert (days.first_day(prefix), days.last_day(prefix)) == (first, last)


@pytest.mark.parametrize(("from_", "to", "precision"), [
    ("2015", "2015", "year"), ("2015-05", "2015-05", "month"), ("2015-05-12", "2015-05-12", "day"),
    ("2015", "2015-05-12", "span"), ("2013", "2014", "span"),
])
def test_precision(from_: str, to: str, precision: str) -> None:
    assert Interval(from_, to).precision == precision


def test_inverted_interval_is_refused() -> None:
    with pytest.raises(ValueError, match="inverted"):
        Interval("2015-05-13", "2015-05-12")


@settings(deadline=None)
@given(ANY_DAY, st.integers(-2000, 2000))
def test_months_add_up(day: date, months: int) -> None:
    year, month = days.add_months(day, months)
    assert (year * 12 + month) - (day.year * 12 + day.month) == months
    assert 1 <= month <= 12


@settings(deadline=None)
@given(ANY_DAY, st.integers(-50, 50))
def test_weeks_run_from_monday_to_sunday(day: date, weeks: int) -> None:
    week = days.week_of(day, weeks)
    assert (week.first.weekday(), week.last.weekday()) == (0, 6)
    assert (week.last - week.first).days == 6


@settings(deadline=None)
@given(ANY_DAY, ANY_DAY)
def test_cover_holds_both(one: date, other: date) -> None:
    whole = days.cover(days.of_day(one), days.of_day(other))
    assert whole.first == min(one, other)
    assert whole.last == max(one, other)
