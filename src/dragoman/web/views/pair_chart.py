"""Where things stand in the pictures of Pair: four charts over one axis of time, as numbers for SVG.

All share the width of 1000 and the columns; a chart's own height is in its dataclass. The
pictures are made here, not by a script in the page: they print, they need no library, and
they are there with scripts off.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.web.views.pair import Shown, Turn, Unit

WIDTH, LEFT, RIGHT = 1000.0, 140.0, 6.0
_BAROMETER, _BARS, _MIX, _ROW, _AXIS = 170.0, 170.0, 90.0, 22.0, 20.0
_LABELS = 14
_SHADES = 5
_ROOM_FOR_DIGITS = 15.0


@dataclass(frozen=True, slots=True)
class Column:
    """A unit of time: left edge, middle and width; ``label`` is empty where there is no room for one."""

    start: date
    x: float
    middle: float
    width: float
    label: str
    is_looked_at: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A height and what it means."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A level: where, how it stands against the time before, and its figure."""

    x: float
    y: float
    state: str
    column: int
    level: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A change point: its place, the edges of its interval, and the change's number from 1."""

    x: float
    left: float
    right: float
    direction: str
    is_sure: bool
    number: int


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``kind`` is its side, shade or publisher, ``count`` its figure, ``column`` its unit."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    count: int
    column: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Rectangles with heights that mean something; ``zero`` is the line they stand on."""

    height: float
    zero: float
    ticks: tuple[Tick, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Barometer:
    """The level with its interval as a ribbon, and the mean of the window before as steps; paths of SVG."""

    height: float
    zero: float
    ticks: tuple[Tick, ...]
    ribbon: str
    line: str
    baseline: str
    dots: tuple[Dot, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The four charts, the columns they share, and the height of the axis under each."""

    columns: tuple[Column, ...]
    barometer: Barometer
    bars: Chart
    grid: Chart
    mix: Chart
    axis: float = _AXIS
    has_digits: bool = True


def pictures(shown: Shown) -> Pictures:
    """Return the charts of a relation."""
    columns = _columns(shown)
    return Pictures(columns, _barometer(shown.units, shown.turns, columns), _bars(shown.units, columns),
                    _grid(shown, columns), _mix(shown.units, columns), has_digits=columns[0].width >= _ROOM_FOR_DIGITS)


def _columns(shown: Shown) -> tuple[Column, ...]:
    width = (WIDTH - LEFT - RIGHT) / len(shown.units)
    every = math.ceil(len(shown.units) / _LABELS)
    made = []
    for place, unit in enumerate(shown.units):
        start, x = unit.point.start, LEFT + place * width
        label = (start.isoformat()[2:7] if shown.asked.unit == "month" else start.strftime("%-d %b")) \
            if place % every == 0 else ""
        made.append(Column(start, x, x + width / 2, width, label, start == shown.asked.at))
    return tuple(made)


def _barometer(units: Sequence[Unit], turns: Sequence[Turn], columns: Sequence[Column]) -> Barometer:
    values = [abs(value) for unit in units for value in (unit.point.low, unit.point.high, unit.point.baseline)
              if value is not None]
    top = _round_up(max([5.0, *values]))
    half = _BAROMETER / 2

    def y(value: float) -> float:
        return half - value / top * (half - 8)

    known = [(column, unit.point) for column, unit in zip(columns, units, strict=True) if unit.point.level is not None]
    places = {column.start: place for place, column in enumerate(columns)}
    upper = [(column.middle, y(point.high or 0.0)) for column, point in known]
    lower = [(column.middle, y(point.low or 0.0)) for column, point in reversed(known)]
    dots = tuple(Dot(column.middle, y(point.level or 0.0), point.state, places[column.start], f"{point.level:+.1f}")
                 for column, point in known)
    steps = [(x, y(point.baseline)) for column, point in known if point.baseline is not None
             for x in (column.x, column.x + column.width)]
    rules = tuple(_rule(turn, number, columns, places) for number, turn in enumerate(turns, 1))
    ticks = tuple(Tick(y(value), f"{value:+g}" if value else "0") for value in (top, 0.0, -top))
    return Barometer(_BAROMETER, half, ticks, _path([*upper, *lower]) + "Z" if known else "",
                     _path([(dot.x, dot.y) for dot in dots]), _path(steps), dots, rules)


def _rule(turn: Turn, number: int, columns: Sequence[Column], places: dict[date, int]) -> Rule:
    first, last = columns[places[turn.first]], columns[places[turn.last]]
    return Rule(columns[places[turn.change.start]].x, first.x, last.x + last.width, turn.change.direction,
                turn.change.is_sure, number)


def _bars(units: Sequence[Unit], columns: Sequence[Column]) -> Chart:
    """Return acts by side, stacked: cooperation above the line, conflict below it."""
    sums = [[(side[0] + side[1], side[2] + side[3]) for side in unit.counts] for unit in units]
    top = _round_up(max(3, *(sum(side[part] for side in unit) for unit in sums for part in (0, 1))))
    half = _BARS / 2
    scale = (half - 8) / top
    boxes = []
    for place, (column, unit) in enumerate(zip(columns, sums, strict=True)):
        inner = max(column.width * 0.74, 1.0)
        for part, step in ((0, -1), (1, 1)):
            y = half
            for kind, side in zip(("out", "back", "both"), unit, strict=True):
                height = side[part] * scale
                if height:
                    boxes.append(Box(column.middle - inner / 2, y - height if step < 0 else y, inner, height, kind,
                                     side[part], place))
                    y += step * height
    ticks = (Tick(half - top * scale, f"{top:g}"), Tick(half, "0"), Tick(half + top * scale, f"{top:g}"))
    return Chart(_BARS, half, ticks, tuple(boxes))


def _grid(shown: Shown, columns: Sequence[Column]) -> Chart:
    most = max((count for unit in shown.units for count in unit.rows), default=0)
    boxes = []
    for place, (column, unit) in enumerate(zip(columns, shown.units, strict=True)):
        for row, count in enumerate(unit.rows):
            if count:
                shade = 1 + min(_SHADES - 1, int((_SHADES - 1) * math.log(count) / math.log(most))) if most > 1 else 1
                boxes.append(Box(column.x + 0.5, row * _ROW + 0.5, column.width - 1, _ROW - 1,
                                 f"{row + 1} shade-{shade}", count, place))
    ticks = tuple(Tick(row * _ROW + _ROW / 2, name) for row, name in enumerate(shown.rows))
    return Chart(_ROW * len(shown.rows), 0.0, ticks, tuple(boxes))


def _mix(units: Sequence[Unit], columns: Sequence[Column]) -> Chart:
    boxes = []
    for place, (column, unit) in enumerate(zip(columns, units, strict=True)):
        y = _MIX
        for number, share in enumerate(unit.shares, 1):
            y -= share * _MIX
            if share:
                boxes.append(Box(column.x + 0.5, y, max(column.width - 1, 0.5), share * _MIX, str(number),
                                 round(share * unit.reports), place))
    return Chart(_MIX, _MIX, (Tick(0.0, "all"), Tick(_MIX / 2, "half")), tuple(boxes))


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) if points else ""


def _round_up(value: float) -> float:
    """Return the next round number.

    >>> _round_up(4), _round_up(5.0), _round_up(12), _round_up(70)
    (4, 6, 15, 80)
    """
    size: float = 10 ** math.floor(math.log10(value))
    return next(step * size for step in (1, 1.5, 2, 3, 4, 6, 8, 10) if step * size >= value)
