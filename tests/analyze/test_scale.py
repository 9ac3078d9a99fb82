"""The barometer: better, worse and unchanged, and how sure one can be of it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from dragoman.analyze.acts import units_between
from dragoman.analyze.scale import Series, barometer, latest, spells

SETTINGS = {"window": 12, "least": 3, "quantile": 1.645}


def _series(*months: tuple[float, ...], exposure: tuple[float, ...] | None = None) -> Series:
    """Return a series from the intensities of each month's acts."""
    starts = units_between(date(2030, 1, 1), date(2031, 12, 1), "month")[:len(months)]
    acts, total, square = (np.array([sum(act**power for act in month) for month in months], dtype=np.float64)
                           for power in (0, 1, 2))
    return Series(tuple(starts), acts, total, square, np.array(exposure or [1.0] * len(months), dtype=np.float64))


USUAL = ((4.0,), (-2.0, 4.0), (), (4.0,), (-2.0,), (4.0, 4.0))
CASES: tuple[tuple[tuple[float, ...], str, str], ...] = (
    ((-9.0,) * 6, "worse", "an attack of many acts"),
    ((-6.0,), "unchanged", "one sanction may be chance"),
    ((10.0,) * 6, "better", "help of many kinds"),
    ((4.0,), "unchanged", "as always"),
    ((), "unchanged", "nothing, as often"),
)


@pytest.mark.parametrize("acts,state,note", CASES, ids=[case[-1] for case in CASES])
def test_a_month_is_compared_with_the_months_before(acts: tuple[float, ...], state: str, note: str) -> None:
    point = barometer(_series(*USUAL, acts), **SETTINGS)[-1]  # type: ignore[arg-type]
    assert point.state == state, note
    assert point.acts == len(acts)
    assert point.level == sum(acts)
    assert point.baseline == pytest.approx(16 / 6)
    assert point.low is not None
    assert point.high is not None
    assert point.low <= point.level <= point.high


def test_the_first_months_have_nothing_to_be_compared_with() -> None:
    states = [point.state for point in barometer(_series(*USUAL), **SETTINGS)]  # type: ignore[arg-type]
    assert states[:3] == ["unknown"] * 3
    assert "unknown" not in states[3:]


def test_bursts_widen_the_interval() -> None:
    calm = barometer(_series(*[(-2.0,)] * 12, (-2.0,) * 4), **SETTINGS)[-1]  # type: ignore[arg-type]
    wild = barometer(_series(*[(), (-2.0,) * 4] * 3, *[(), ()] * 3, (-2.0,) * 4), **SETTINGS)[-1]  # type: ignore[arg-type]
    assert calm.state == "worse"
    assert wild.state == "unchanged"


def test_a_month_of_war_does_not_hide_the_next_but_no_war_is_news_twice() -> None:
    war, quiet = (-9.0,) * 4, (-2.0,)
    again = barometer(_series(*[quiet] * 3, war, *[quiet] * 8, war), **SETTINGS)[-1]  # type: ignore[arg-type]
    still = barometer(_series(*[quiet] * 11, war, war), **SETTINGS)[-1]  # type: ignore[arg-type]
    assert (again.state, again.baseline) == ("worse", -2.0)
    assert still.state == "unchanged"
    assert still.baseline == pytest.approx(-(22 + 36) / 12)


def test_nothing_is_set_aside_of_a_short_past() -> None:
    months = _series((-2.0,), (-9.0,) * 4, (-2.0,), (-2.0,), (-2.0,), (-2.0,))
    points = barometer(months, **SETTINGS)  # type: ignore[arg-type]
    assert points[-1].baseline == pytest.approx(-44 / 5)


def test_a_month_without_reports_has_no_level() -> None:
    points = barometer(_series(*USUAL, (), exposure=(1, 1, 1, 1, 1, 1, 0)), **SETTINGS)  # type: ignore[arg-type]
    assert (points[-1].level, points[-1].state) == (None, "unknown")


def test_levels_are_per_usual_number_of_reports() -> None:
    series = _series((-2.0,), (-2.0,), (-2.0,), (-2.0, -2.0), exposure=(1, 1, 1, 2))
    assert barometer(series, **SETTINGS)[-1].level == -2.0  # type: ignore[arg-type]


def test_the_end_is_taken_together() -> None:
    end = latest(_series(*USUAL, (-9.0,), (-9.0, -9.0), (-9.0,)), recent=3, **SETTINGS)  # type: ignore[arg-type]
    assert end.state == "worse"
    assert end.acts == 4
    assert end.level == -12.0
    assert end.start == date(2030, 7, 1)


@pytest.mark.parametrize("unit,first,last,count", [
    ("month", date(2030, 11, 30), date(2031, 2, 1), 4), ("week", date(2031, 1, 1), date(2031, 1, 6), 2),
    ("day", date(2031, 2, 27), date(2031, 3, 1), 3), ("day", date(2031, 3, 1), date(2031, 2, 27), 0),
])
def test_units_are_without_gaps(unit: str, first: date, last: date, count: int) -> None:
    starts = units_between(first, last, unit)
    assert len(starts) == count
    if unit == "week":
        assert {start.weekday() for start in starts} == {0}


def test_two_months_stand_out_where_neither_does_alone() -> None:
    quiet = [(-2.0,), (4.0,)] * 6
    series = _series(*quiet, (-6.0,), (-6.0,), (4.0,))
    found = spells(series, lengths=(1, 2), **SETTINGS)  # type: ignore[arg-type]
    assert [(start, stop, point.state) for start, stop, point in found if start >= 10] == [(12, 14, "worse")]
    assert found[-1][2].level == -6.0


def test_a_run_is_not_told_beside_the_month_that_makes_it() -> None:
    series = _series(*[(4.0,), (-2.0,)] * 6, (-9.0,) * 6, (-2.0,))
    found = spells(series, lengths=(1, 2), **SETTINGS)  # type: ignore[arg-type]
    assert [(start, stop) for start, stop, point in found if point.state == "worse"] == [(12, 13)]
