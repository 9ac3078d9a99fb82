"""Places with their acts as GeoJSON (RFC 7946), each with a geometry as precise as the reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.web.views.map import POINTS, Place
from dragoman.web.views.words import QUADS
from dragoman.web.views.world import provinces

_FEWEST_CORNERS = 3


def collection(places: Iterable[Place]) -> dict[str, Any]:
    """Return places as a collection.

    Sites, towns and districts are points, provinces the hulls of their towns. Countries and
    wider regions have no geometry: other programs draw a country from its code better than
    a dot in its middle would.
    """
    return {"type": "FeatureCollection",
            "features": [_feature(place) for place in places if place.precision != "none"]}


def _feature(place: Place) -> dict[str, Any]:
    geometry, drawn = _geometry(place)
    told = {"place": place.place, "country": place.country, "admin1": place.admin1, "precision": place.precision,
            "drawn_as": drawn, "acts": place.acts, "intensity": round(place.intensity, 3),
            **{name.replace(" ", "_"): acts for name, acts in zip(QUADS.values(), place.quads, strict=True)}}
    return {"type": "Feature", "id": place.key, "geometry": geometry, "properties": told}


def _geometry(place: Place) -> tuple[dict[str, Any] | None, str]:
    if place.precision in POINTS and place.lat is not None:
        return {"type": "Point", "coordinates": [place.lon, place.lat]}, "point"
    corners = provinces().get((place.country or "", place.admin1 or place.place or ""), ())
    if place.precision == "province" and len(corners) >= _FEWEST_CORNERS:
        ring = [list(corner) for corner in (*corners, corners[0])]
        return {"type": "Polygon", "coordinates": [ring]}, "hull of the towns of the province"
    return None, "none"
