"""Map: acts by place and time, each as precisely as the reports place them, never more so."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from dragoman.errors import UsageError
from dragoman.web.views.placed import Acts, Spot
from dragoman.web.views.words import QUADS, types
from dragoman.web.views.world import Area, provinces, world

POINTS = ("site", "city", "district")
PRECISIONS = (*POINTS, "province", "country", "region")
VIEWS = {"world": (0.0, 40.0, 10000.0, 4480.0), "europe": (4650.0, 300.0, 1900.0, 988.0),
         "middle east": (5450.0, 1190.0, 1900.0, 1120.0), "africa": (4200.0, 1250.0, 2600.0, 1352.0),
         "asia": (6300.0, 550.0, 3000.0, 1560.0), "americas": (900.0, 250.0, 4000.0, 2080.0)}
NEAR = 5000.0
"""Width of what is seen, in tenths of a unit, below which the finer drawing is used."""
TONES = (-6.0, -3.0, -1.0, 1.0, 3.0, 6.0)
"""Edges of the seven shades, from conflict to cooperation, on PLOVER's scale."""
MUCH = (3, 10, 30)
"""Acts from which an area is shaded more strongly."""
MOST_PLACES, _MOST_ACTS = 60, 60
_MANY_YEARS = 12
_SMALL = 0.006
_LABELLED = 0.02


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        since, until: first and last day on which an act began.
        quad: class 1 to 4, or None for all.
        type: one of the 16, or None.
        actor: ISO3 of who did it, or None.
        view: one of ``VIEWS``.
        box: what is seen, (x, y, width, height) in tenths of a unit; instead of the view's own.
        at: key of the place that is looked at, or empty.
        has_all: whether the list has all places.
    """

    since: date
    until: date
    quad: int | None = None
    type: str | None = None
    actor: str | None = None
    view: str = "world"
    box: tuple[float, float, float, float] | None = None
    at: str = ""
    has_all: bool = False

    @property
    def seen(self) -> tuple[float, float, float, float]:
        """What is seen of the map."""
        return self.box or VIEWS[self.view]

    def moved(self, step: int) -> tuple[date, date]:
        """Return the window as long, later (1) or earlier (-1)."""
        span = timedelta(days=(self.until - self.since).days + 1)
        return self.since + step * span, self.until + step * span


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its acts.

    Attributes:
        precision: one of ``PRECISIONS``, ``unlocated`` (a name without coordinates) or ``none``.
        place: its name, None for ``none``.
        country: ISO3, or None.
        admin1: its province, or None.
        lat, lon: degrees, of points only.
        acts: how many.
        intensity: their mean, -10 to 10.
        quads: acts by class.
    """

    precision: str
    place: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    acts: int
    intensity: float
    quads: tuple[int, ...]

    @property
    def key(self) -> str:
        """What names it in an address."""
        return _key(self)

    @property
    def tone(self) -> int:
        """Its shade, 1 (conflict) to 7 (cooperation)."""
        return 1 + sum(self.intensity >= edge for edge in TONES)

    @property
    def much(self) -> int:
        """How strongly an area is shaded for its acts, 1 to 4."""
        return 1 + sum(self.acts >= edge for edge in MUCH)


@dataclass(frozen=True, slots=True)
class Point:
    """A circle for a place that reports name as a point."""

    place: Place
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Shape:
    """An area: ``id`` of a country's drawing, or ``path`` of a province's outline; ``small`` where neither can be seen.

    Attributes:
        place: what lies in it.
        id: of the drawing, or empty.
        path: of SVG, or empty.
        x, y: where its number is written, or its frame is drawn if it is too small to be seen.
        is_small: whether it is too small at this scale.
        has_label: whether its number has room.
    """

    place: Place
    id: str
    path: str
    x: float
    y: float
    is_small: bool
    has_label: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A month or year of the strip: its days, acts, and its place on a strip of 1000 by 60."""

    label: str
    since: date
    until: date
    acts: int
    x: float
    width: float
    height: float
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class There:
    """An act at the place that is looked at."""

    act: str
    record: str
    report: str
    day: date
    type: str
    quad: int
    intensity: float
    mentions: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows.

    Attributes:
        asked: what was asked.
        places: all places of the selection, those with most acts first.
        points, shapes: what is drawn.
        bars: the strip of time.
        unplaced: acts that no report places; ``regions``: in wider regions, which have no outline; ``unlocated``:
            at named places whose coordinates are unknown.
        chosen: the place that is looked at, or None.
        there: its acts.
        unit: size of a pixel on a map 1000 pixels wide, in tenths of a unit.
    """

    asked: Asked
    places: tuple[Place, ...]
    points: tuple[Point, ...]
    shapes: tuple[Shape, ...]
    bars: tuple[Bar, ...]
    unplaced: int
    regions: int
    unlocated: int
    chosen: Place | None
    there: tuple[There, ...]
    unit: float

    @property
    def listed(self) -> tuple[Place, ...]:
        """The places of the list: those with a name, and unless all are asked for the first of them."""
        named = tuple(place for place in self.places if place.precision != "none")
        return named if self.asked.has_all else named[:MOST_PLACES]


def places(acts: Acts, asked: Asked) -> tuple[Place, ...]:
    """Return the places of a selection, those with most acts first."""
    chosen = acts.chosen(asked.since, asked.until, asked.quad, asked.type, asked.actor)
    spot, size = acts.spot[chosen], len(acts.spots)
    counts = np.bincount(spot, minlength=size)
    sums = np.bincount(spot, weights=acts.intensity[chosen], minlength=size)
    quads = np.stack([np.bincount(spot[acts.quad[chosen] == quad], minlength=size) for quad in QUADS])
    made = [_place(acts.spots[number], int(counts[number]), float(sums[number]), tuple(quads[:, number].tolist()))
            for number in np.flatnonzero(counts)]
    return tuple(sorted(made, key=lambda place: (-place.acts, place.key)))


def _place(spot: Spot, acts: int, total: float, quads: tuple[int, ...]) -> Place:
    return Place(spot.precision, spot.place, spot.country, spot.admin1, spot.lat, spot.lon, acts, total / acts, quads)


def shown(acts: Acts, asked: Asked, whole: tuple[date, date]) -> Shown:
    """Return the map of a selection; ``whole`` are the days of the oldest and the newest report."""
    found = places(acts, asked)
    unit = asked.seen[2] / 1000
    by_precision = {name: sum(place.acts for place in found if place.precision == name)
                    for name in ("none", "region", "unlocated")}
    chosen = next((place for place in found if place.key == asked.at), None)
    return Shown(
        asked, found, tuple(_points(found, unit)), tuple(_shapes(found, asked.seen[2])), _bars(acts, asked, whole),
        by_precision["none"], by_precision["region"], by_precision["unlocated"], chosen,
        _there(acts, asked) if chosen else (), unit)


def _there(acts: Acts, asked: Asked) -> tuple[There, ...]:
    """Return the last acts at the place that is looked at, the newest first."""
    at = [number for number, spot in enumerate(acts.spots) if _key(spot) == asked.at]
    chosen = acts.chosen(asked.since, asked.until, asked.quad, asked.type, asked.actor)
    there = chosen[np.isin(acts.spot[chosen], at)]
    last = there[np.argsort(-acts.day[there], kind="stable")][:_MOST_ACTS]
    return tuple(_told(acts, number) for number in last.tolist())


def _told(acts: Acts, number: int) -> There:
    act, record, report = acts.names[number]
    return There(act, record, report, date.fromordinal(int(acts.day[number])), types()[acts.kind[number]],
                 int(acts.quad[number]), float(acts.intensity[number]), int(acts.mentions[number]))


def _points(found: Sequence[Place], unit: float) -> list[Point]:
    """Return circles whose area grows with the acts, the greatest first, so that small ones lie on top."""
    made = []
    for place in found:
        if place.precision in POINTS and place.lat is not None and place.lon is not None:
            x, y = world().place(place.lat, place.lon)
            made.append(Point(place, x, y, min(2.4 + 1.3 * math.sqrt(place.acts), 20.0) * unit))
    return made


def _shapes(found: Sequence[Place], width: float) -> list[Shape]:
    """Return countries, then provinces, which lie on them."""
    made = []
    for place in (*_of(found, "country"), *_of(found, "province")):
        area = world().areas.get(place.country or "")
        if place.precision == "country" and area is not None:
            made.append(_country(place, area, width))
        elif place.precision == "province":
            made += _province(place, width)
    return made


def _of(found: Sequence[Place], precision: str) -> list[Place]:
    return [place for place in found if place.precision == precision]


def _country(place: Place, area: Area, width: float) -> Shape:
    return Shape(place, area.id, "", area.x, area.y, area.extent < _SMALL * width, area.extent > _LABELLED * width)


def _province(place: Place, width: float) -> list[Shape]:
    corners = provinces().get((place.country or "", place.admin1 or place.place or ""), ())
    if not corners:
        return []
    on_map = [world().place(lat, lon) for lon, lat in corners]
    x, y = (sum(axis) / len(on_map) for axis in zip(*on_map, strict=True))
    extent = max(max(axis) - min(axis) for axis in zip(*on_map, strict=True))
    path = "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in on_map) + "Z"
    return [Shape(place, "", path, x, y, extent < _SMALL * width, extent > _LABELLED * width)]


def _bars(acts: Acts, asked: Asked, whole: tuple[date, date]) -> tuple[Bar, ...]:
    """Return acts with a place by month, or by year where reports span many, within the days of the reports."""
    chosen = acts.chosen(*whole, asked.quad, asked.type, asked.actor)
    has_place = np.array([spot.precision != "none" for spot in acts.spots], dtype=bool)
    days = Counter(acts.day[chosen[has_place[acts.spot[chosen]]]].tolist())
    is_yearly = whole[1].year - whole[0].year > _MANY_YEARS
    months = [(year, month) for year in range(whole[0].year, whole[1].year + 1) for month in range(1, 13)
              if (whole[0].year, whole[0].month) <= (year, month) <= (whole[1].year, whole[1].month)]
    units = sorted({(year, 0) for year, _ in months}) if is_yearly else months
    counts = dict.fromkeys(units, 0)
    for ordinal, number in days.items():
        on = date.fromordinal(ordinal)
        counts[on.year, 0 if is_yearly else on.month] += number
    most = max(1, *counts.values())
    width = 1000 / len(units)
    return tuple(_bar(unit, number, place * width, width, most, asked)
                 for place, (unit, number) in enumerate(counts.items()))


def _bar(unit: tuple[int, int], acts: int, x: float, width: float, most: int, asked: Asked) -> Bar:
    year, month = unit
    first = date(year, month or 1, 1)
    last = (date(year, 12, 31) if month in (0, 12) else date(year, month + 1, 1) - timedelta(days=1))
    return Bar(f"{year}-{month:02d}" if month else str(year), first, last, acts, x, width, 52 * acts / most,
               asked.since <= last and asked.until >= first)


def _key(place: Place | Spot) -> str:
    return f"{place.precision}|{place.country or ''}|{place.place or ''}"


def box_of(words: str) -> tuple[float, float, float, float] | None:
    """Return what is seen from ``x,y,width,height``; None for no words.

    Raises:
        UsageError: they are not four numbers within the map.
    """
    if not words:
        return None
    try:
        x, y, width, height = (float(part) for part in words.split(","))
    except ValueError as error:
        raise UsageError(f"{words!r} is no box: write x,y,width,height") from error
    is_within = all(map(math.isfinite, (x, y, width, height))) and 50 <= width <= 10000 and 20 <= height <= 10000  # noqa: PLR2004
    if not is_within or not (-5000 <= x <= 10000 and -5000 <= y <= 10000):  # noqa: PLR2004 - the map and its margin
        raise UsageError(f"{words!r} is not within the map")
    return x, y, width, height
