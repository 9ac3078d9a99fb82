"""Records with coordinates as a GeoJSON collection (RFC 7946), written as it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from dragoman.store.export.codes import Losses
from dragoman.store.export.flat import COLUMNS, flat
from dragoman.types import Record

_HEAD, _TAIL = b'{"type":"FeatureCollection","features":[\n', b"\n]}\n"


def lines(records: Iterable[Record], losses: Losses) -> Iterator[bytes]:
    """Yield the collection piece by piece; the most specific place of a record is its point."""
    yield _HEAD
    between = b""
    for record in records:
        place = record.where[0] if record.where else None
        if place is None or place.lat is None or place.lon is None:
            losses["loss.coordinates"] += 1
            continue
        losses["loss.place"] += len(record.where) - 1
        yield between + orjson.dumps({
            "type": "Feature", "id": record.id,
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": dict(zip(COLUMNS, flat(record), strict=True)),
        })
        between = b",\n"
    yield _TAIL
