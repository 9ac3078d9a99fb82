"""Feasts that move: days that almanacs give, and what holds for every year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.when.days import Interval
from dragoman.when.feasts import easter, in_year, orthodox_easter

YEARS = st.integers(1600, 2500)


@pytest.mark.parametrize(("feast", "year", "first", "last"), [
    ("easter+0", 1998, "1998-04-12", "1998-04-12"),
    ("easter-2", 2024, "2024-03-29", "2024-03-29"),
    ("orthodox+0", 2021, "2021-05-02", "2021-05-02"),
    ("weekday 11 3 4", 2023, "2023-11-23", "2023-11-23"),
    ("weekday 5 0 -1", 2022, "2022-05-30", "2022-05-30"),
    ("islamic 9", 2023, "2023-03", "2023-04"),
    ("islamic 10 1", 2020, "2020-05-23", "2020-05-25"),
])
def test_a_feast_falls_as_almanacs_say(feast: str, year: int, first: str, last: str) -> None:
    assert in_year(feast, year) == (Interval(first, last),)


def test_an_islamic_month_may_begin_twice_in_a_year() -> None:
    assert len(in_year("islamic 9", 2030)) == 2


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="lunar 3"):
        in_year("lunar 3", 2020)


@given(YEARS)
def test_easters_are_sundays_in_spring(year: int) -> None:
    for day in (easter(year), orthodox_easter(year)):
        assert day.weekday() == 6
        assert 3 <= day.month <= 5


@given(YEARS, st.sampled_from(["islamic 9", "islamic 1", "islamic 12 10"]))
def test_an_islamic_feast_begins_once_or_twice_a_year_or_in_the_next(year: int, feast: str) -> None:
    assert len(in_year(feast, year)) + len(in_year(feast, year + 1)) >= 1
