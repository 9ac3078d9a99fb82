"""The world as it is drawn: where a place lies on the map, and which areas there are.

``static/world.json`` is made with the drawings by ``frontend/world.mjs``, which projects with
d3-geo; the same projection stands here for the places of a store, and a test compares both.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.tables.load import rows


@dataclass(frozen=True, slots=True)
class Area:
    """A country or territory: its name and its box on the map."""

    id: str
    name: str
    x: float
    y: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def extent(self) -> float:
        """The longer side of its box, in units of the map."""
        return max(self.right - self.left, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class World:
    """The map's measures, in tenths of a unit as in its drawings, and its areas by ISO3 or own id (``X-…``)."""

    width: float
    height: float
    scale: float
    middle: tuple[float, float]
    areas: Mapping[str, Area]

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a place lies on the map (Natural Earth projection, Šavrič and others 2011)."""
        x, y = math.radians(lon), math.radians(lat)
        y2 = y * y
        y4 = y2 * y2
        across = x * (0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4)))
        up = y * (1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4)))
        return self.middle[0] + self.scale * across, self.middle[1] - self.scale * up


@cache
def world() -> World:
    """Return the packaged world."""
    told = json.loads(files("dragoman.web").joinpath("static", "world.json").read_text(encoding="utf-8"))
    fine = told["fine"]
    sides = ("x", "y", "left", "top", "right", "bottom")
    areas = {name: Area(name, area["name"], *(area[side] * fine for side in sides))
             for name, area in told["areas"].items()}
    return World(told["width"] * fine, told["height"] * fine, told["scale"] * fine,
                 (told["translate"][0] * fine, told["translate"][1] * fine), areas)


@cache
def provinces() -> Mapping[tuple[str, str], tuple[tuple[float, float], ...]]:
    """Return the corners (longitude, latitude) of the hull of a province's towns, by country and name."""
    return {(country, name): tuple((float(lon), float(lat)) for lon, _, lat in
                                   (corner.partition(",") for corner in outline.split()))
            for country, name, outline in rows("map_provinces")}
