"""ICEWS's lines."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.store.export.codes import forms
from dragoman.store.imported.cells import Row, cameo_code, known_countries, of_icews_sector, quad_of
from dragoman.store.imported.event import Event, Side

NEEDED = ("Event ID", "Event Date", "CAMEO Code", "Source Country", "Target Country")


def read(columns: Sequence[str], cells: Sequence[str]) -> Event:
    """Return the event of a line; raises ValueError."""
    row = Row(columns, cells, forms()["icews"]["missing"])
    code = row.text("CAMEO Code")
    known = cameo_code(code)
    countries = known_countries([name for name in (row.text("Country"),) if name is not None])
    return Event(
        event=row.text("Event ID"), story=row.text("Story ID"), day=row.day("Event Date"), published=None,
        type=known.type or None if known is not None else None,
        modes=(known.mode,) if known is not None and known.mode else (), cameo=code, quad=quad_of(code),
        intensity=row.number("Intensity"), actor=_side(row, "Source"), recipient=_side(row, "Target"),
        place=row.text("City") or row.text("District") or row.text("Province"),
        place_country=countries[0] if countries else None, lat=row.number("Latitude"), lon=row.number("Longitude"),
        source=row.text("Publisher"),
    )


def _side(row: Row, role: str) -> Side:
    name, country = row.text(f"{role} Name"), row.text(f"{role} Country")
    given = [part.strip() for part in (row.text(f"{role} Sectors") or "").split(",")]
    sectors = tuple(dict.fromkeys(of_icews_sector()[part] for part in given if part in of_icews_sector()))
    return Side(() if name is None else (name,), () if country is None else known_countries([country]), sectors)
