"""GDELT 2.0's events, which have no header."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.store.export.codes import countries
from dragoman.store.imported.cells import Row, cameo_code, of_cameo_country, of_cameo_role
from dragoman.store.imported.event import Event, Side

_GROUPS = {"UNO": "UNO", "EEC": "EUR"}
_KINDS = {"IGO": "IGO", "NGO": "NGO", "IMG": "IMG", "MNC": "MNC", "NGM": "ISM"}
_TYPES = ("Type1Code", "Type2Code", "Type3Code")


def read(columns: Sequence[str], cells: Sequence[str]) -> Event:
    """Return the event of a line; raises ValueError."""
    row = Row(columns, cells)
    code = row.text("EventCode")
    known = cameo_code(code)
    quad = row.number("QuadClass")
    fips = row.text("ActionGeo_CountryCode")
    return Event(
        event=row.text("GLOBALEVENTID"), story=row.text("SOURCEURL"), day=row.day("SQLDATE"),
        published=row.day("DATEADDED"), type=known.type or None if known is not None else None,
        modes=(known.mode,) if known is not None and known.mode else (), cameo=code,
        quad=None if quad is None else int(quad), intensity=row.number("GoldsteinScale"),
        actor=_side(row, "Actor1"), recipient=_side(row, "Actor2"), place=row.text("ActionGeo_FullName"),
        place_country=next((item.iso3 for item in countries().values() if fips and item.fips == fips), None),
        lat=row.number("ActionGeo_Lat"), lon=row.number("ActionGeo_Long"), source=row.text("SOURCEURL"),
    )


def _side(row: Row, role: str) -> Side:
    name = row.text(f"{role}Name")
    roles = (row.text(f"{role}{column}") or "" for column in _TYPES)
    sectors = tuple(dict.fromkeys(of_cameo_role()[item] for item in roles if item in of_cameo_role()))
    return Side(() if name is None else (name,), _countries(row, role), sectors)


def _countries(row: Row, role: str) -> tuple[str, ...]:
    group, country = row.text(f"{role}KnownGroupCode"), row.text(f"{role}CountryCode")
    if group in _GROUPS:
        return (_GROUPS[group],)
    if country is not None and country in of_cameo_country():
        return (of_cameo_country()[country],)
    kind = (row.text(f"{role}Code") or "")[:3]
    return (_KINDS[kind],) if kind in _KINDS else ()
