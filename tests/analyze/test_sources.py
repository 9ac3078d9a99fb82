"""The mix of sources: exposure, and shifts beyond chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from dragoman.analyze.acts import units_between
from dragoman.analyze.history import History
from dragoman.analyze.sources import Mix, reported
from dragoman.types import Coding, Report
from tests.analyze.conftest import told


def _mix(*rows: tuple[int, ...]) -> Mix:
    starts = units_between(date(2030, 1, 1), date(2032, 1, 1), "month")[:len(rows)]
    return Mix(tuple(starts), ("The Courier", "The Herald")[:len(rows[0])], np.array(rows, dtype=np.float64))


def test_exposure_is_one_for_the_usual_number_and_nought_for_none() -> None:
    assert _mix((4, 0), (0, 0), (6, 2)).exposure().tolist() == [4 / 6, 0, 8 / 6]
    assert _mix((0, 0)).exposure().tolist() == [0]


@pytest.mark.parametrize("rows,least,most,note", [
    (((50, 50), (50, 50)), 0.0, 0.0, "the same mix"),
    (((100, 0), (0, 100)), 0.85, 1.0, "one publisher for the other"),
    (((3, 2), (2, 3)), 0.0, 0.05, "few reports differ by chance"),
    (((300, 200), (200, 300)), 0.1, 0.2, "many do not"),
    (((0, 0), (5, 5)), 0.0, 0.0, "nothing to compare with"),
])
def test_a_shift_is_what_chance_does_not_explain(
    rows: tuple[tuple[int, ...], ...], least: float, most: float, note: str,
) -> None:
    assert least <= _mix(*rows).shift(0, 1, 2) <= most, note


def test_steady_publishers_report_nearly_always() -> None:
    mix = _mix(*[(3, 1 if month < 5 else 0) for month in range(10)], (0, 0))
    assert mix.steady(0.9) == ("The Courier",)
    assert mix.steady(0.5) == ("The Courier", "The Herald")
    assert _mix((0, 0)).steady(0.5) == ()


def test_the_mix_of_a_store_has_shares(history: Callable[..., History]) -> None:
    acts = [told("2031-01-10", "NOR", "AID", "SUR"), told("2031-01-11", "NOR", "AID", "SUR", source="The Herald"),
            told("2031-02-11", "NOR", "AID", "SUR")]
    with history(acts) as store:
        rows = store.source_mix(until="2031-01").fetchall()
    assert rows == [(date(2031, 1, 1), "The Courier", 1, 0.5), (date(2031, 1, 1), "The Herald", 1, 0.5)]


STARTS = units_between(date(2031, 1, 1), date(2031, 4, 1), "month")


@pytest.mark.parametrize("first, last, sources, names, counts", [
    pytest.param(0, 4, (), ("Evening Post", "The Courier", "The Herald"), [[0, 2, 1], [0, 1, 0], [0, 0, 0], [1, 0, 0]],
                 id="everything, also where there was nothing"),
    pytest.param(1, 3, (), ("The Courier",), [[1], [0]], id="only who reported then"),
    pytest.param(2, 3, (), (), [[]], id="nobody"),
    pytest.param(0, 2, ("The Herald", "Unheard of"), ("The Herald",), [[1], [0]], id="some publishers"),
])
def test_the_mix_of_a_stretch_is_read_from_all_reports(
    history: Callable[..., History], first: int, last: int, sources: tuple[str, ...], names: tuple[str, ...],
    counts: list[list[int]],
) -> None:
    acts = [told("2031-01-10", "NOR", "AID", "SUR"), told("2031-01-31", "NOR", "CONSULT", "SUR"),
            told("2031-01-11", "NOR", "AID", "SUR", source="The Herald"), told("2031-02-11", "NOR", "AID", "SUR"),
            told("2031-04-30", "NOR", "AID", "SUR", source="Evening Post")]
    with history(acts) as store:
        found = reported(store, "month")
    assert found is not None
    assert (found.first, found.last) == (date(2031, 1, 10), date(2031, 4, 30))
    mix = found.mix(STARTS[first:last], sources)
    assert (mix.starts, mix.sources) == (tuple(STARTS[first:last]), names)
    assert mix.reports.tolist() == counts


def test_without_a_day_there_is_no_mix(history: Callable[..., History]) -> None:
    with history([Coding(Report.of("Nothing happened."), ())]) as store:
        assert reported(store, "month") is None
