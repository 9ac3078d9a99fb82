"""POLECAT's lines, with or without intensity, and with columns that came and went."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.store.export.codes import forms
from dragoman.store.imported.cells import Row, known_countries
from dragoman.store.imported.event import Event, Side
from dragoman.tables.load import toml

NEEDED = ("Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country")
_INTENSITIES = ("Intensity", "Event Intensity")


def read(columns: Sequence[str], cells: Sequence[str]) -> Event:
    """Return the event of a line; raises ValueError."""
    row = Row(columns, cells, forms()["polecat"]["missing"])
    name = row.text("Event ID")
    kind = (row.text("Event Type") or "").upper()
    countries = known_countries(row.listed("Country"))
    quads = {words: int(number) for number, words in forms()["polecat"]["quads"].items()}
    return Event(
        event=name, story=None if name is None else name.split("_")[0], day=row.day("Event Date"),
        published=row.day("Publication Date"), type=kind if kind in toml("plover")["types"] else None,
        modes=row.listed("Event Mode"), cameo=None, quad=quads.get((row.text("Quad Code") or "").upper()),
        intensity=next((row.number(column) for column in _INTENSITIES if row.text(column) is not None), None),
        actor=_side(row, "Actor"), recipient=_side(row, "Recipient"), place=row.text("Placename"),
        place_country=countries[0] if countries else None, lat=row.number("Latitude"), lon=row.number("Longitude"),
        source=row.text("Source"),
    )


def _side(row: Row, role: str) -> Side:
    return Side(row.listed(f"{role} Name") or row.listed(f"{role} Name Raw"),
                known_countries(row.listed(f"{role} Country")), row.listed(f"{role} Sectors"))
