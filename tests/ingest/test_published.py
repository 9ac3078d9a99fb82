"""Days of publication: one meaning, or none."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.ingest.published import day


@pytest.mark.parametrize("value,expected", [
    ("2031-04-09", "2031-04-09"), ("2031-4-9", "2031-04-09"), ("2031/04/09", "2031-04-09"), ("20310409", "2031-04-09"),
    (20310409, "2031-04-09"), ("2031-04-09T23:30:00-08:00", "2031-04-09"), ("2031-04-09 10:00", "2031-04-09"),
    ("Wed, 09 Apr 2031 10:00:00 GMT", "2031-04-09"), ("9 April 2031", "2031-04-09"), ("April 9, 2031", "2031-04-09"),
    ("Wednesday, April 9, 2031", "2031-04-09"), ("9-Apr-2031", "2031-04-09"), ("Sept. 3, 2031", "2031-09-03"),
    (date(2031, 4, 9), "2031-04-09"), (datetime(2031, 4, 9, 10, tzinfo=UTC), "2031-04-09"),
    (None, None), ("", None), ("  ", None),
])
def test_a_day_that_can_mean_one_thing_is_understood(value: object, expected: str | None) -> None:
    assert day(value) == expected


@pytest.mark.parametrize("value", ["05/12/2031", "2031-13-01", "2031-02-29", "April 2031", "2031", "soon", 7])
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(InputError):
        day(value)


@given(st.dates())
def test_iso_days_come_back(value: date) -> None:
    assert day(value.isoformat()) == day(value) == value.isoformat()
