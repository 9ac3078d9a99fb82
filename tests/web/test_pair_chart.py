"""What stands in the pictures of Pair is where the figures say."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyze.scale import Point
from dragoman.web.views import pair_chart
from dragoman.web.views.pair import Asked, Outlet, Shown, Unit

SIDES = st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4).map(tuple), min_size=3, max_size=3).map(tuple)


def _shown(counts: list[tuple[tuple[int, ...], ...]]) -> Shown:
    first = date(2031, 1, 6)
    units = tuple(Unit(Point(first + timedelta(weeks=week), sum(map(sum, sides)), week, week - 2.0, week + 2.0, 0.0,
                             "unchanged"), sides, tuple(map(sum, zip(*sides, strict=True))), 4, (0.75, 0.25))
                  for week, sides in enumerate(counts))
    asked = Asked("NOR", "SUR", "week", first, units[-1].point.start, at=first)
    outlets = (Outlet("The Courier", 3, is_new=False), Outlet("Evening Post", 1, is_new=True))
    return Shown(asked, "unchanged", (), (), units, (), (), ("a", "b", "c", "d"), outlets, 2, (), {}, 0, None, None, 0)


@given(st.lists(SIDES, min_size=1, max_size=70))
def test_bars_stand_within_the_chart_and_count_every_act(counts: list[tuple[tuple[int, ...], ...]]) -> None:
    bars = pair_chart.pictures(_shown(counts)).bars
    assert sum(box.count for box in bars.boxes) == sum(sum(map(sum, sides)) for sides in counts)
    assert all(box.y >= -0.01 and box.y + box.height <= bars.height + 0.01 for box in bars.boxes)
    assert all(box.x >= pair_chart.LEFT and box.x + box.width <= pair_chart.WIDTH for box in bars.boxes)


@given(st.lists(SIDES, min_size=1, max_size=70))
def test_cooperation_stands_above_the_line_and_conflict_below(counts: list[tuple[tuple[int, ...], ...]]) -> None:
    bars = pair_chart.pictures(_shown(counts)).bars
    above = sum(box.count for box in bars.boxes if box.y + box.height <= bars.zero + 0.01)
    assert above == sum(side[0] + side[1] for sides in counts for side in sides)


@given(st.lists(SIDES, min_size=1, max_size=70))
def test_the_grid_has_a_cell_for_each_row_and_unit_with_acts(counts: list[tuple[tuple[int, ...], ...]]) -> None:
    grid = pair_chart.pictures(_shown(counts)).grid
    assert sum(box.count for box in grid.boxes) == sum(sum(map(sum, sides)) for sides in counts)
    assert {box.kind.split("-")[-1] for box in grid.boxes} <= set("12345")


def test_there_are_never_more_labels_than_have_room() -> None:
    for units in (1, 14, 15, 60):
        columns = pair_chart.pictures(_shown([((1, 0, 0, 0),) * 3] * units)).columns
        assert 1 <= sum(bool(column.label) for column in columns) <= 15
