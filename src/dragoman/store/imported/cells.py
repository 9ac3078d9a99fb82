"""Cells of other people's tables: missing ones, lists, numbers, days, countries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from dragoman.store.export.codes import Cameo, cameo, countries, country_named, forms, sectors

_LIST = re.compile(r"[;|]")
_DIGITS = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


class Row:
    """A line's cells by the names of their columns; missing ones are None.

    Raises:
        ValueError: the line has fewer cells than there are columns, or more that hold something.
    """

    def __init__(self, columns: Sequence[str], cells: Sequence[str], missing: str = "") -> None:
        if len(cells) < len(columns) or any(cell.strip() for cell in cells[len(columns):]):
            raise ValueError(f"{len(cells)} cell{'s' * (len(cells) != 1)} instead of {len(columns)}")
        self._cells = dict(zip(columns, cells, strict=False))
        self._missing = ("", missing)

    def text(self, column: str) -> str | None:
        """Return a cell's words."""
        cell = self._cells.get(column, "").strip()
        return None if cell in self._missing else cell

    def listed(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell between semicolons or bars, each once."""
        parts = (part.strip() for part in _LIST.split(self.text(column) or ""))
        return tuple(dict.fromkeys(part for part in parts if part not in self._missing))

    def number(self, column: str) -> float | None:
        """Return a number; raises ValueError for what is none."""
        text = self.text(column)
        return None if text is None else float(text)

    def day(self, column: str) -> date | None:
        """Return the day of ``2015-04-12``, ``20150412`` or ``20150412093000``; raises ValueError for what is none."""
        text = self.text(column)
        if text is None:
            return None
        found = _DIGITS.match(text)
        if found is None:
            raise ValueError(f"{column} {text!r} is no day")
        return date(*map(int, found.groups()))


def known_countries(names: Sequence[str]) -> tuple[str, ...]:
    """Return ISO3 for names of countries, each once; names that no table knows are left out."""
    return tuple(dict.fromkeys(country_named()[name.lower()] for name in names if name.lower() in country_named()))


def cameo_code(code: str | None) -> Cameo | None:
    """Return the CAMEO code, or the nearest above it (``1234`` for ``12345``); None for what is none."""
    given = code or ""
    if len(given) == 2 and not given.endswith("0"):  # noqa: PLR2004 - a root, as 04
        given += "0"
    while given and given not in cameo():
        given = given[:-1]
    return cameo().get(given)


def quad_of(code: str | None) -> int | None:
    """Return GDELT's class of a CAMEO code's root."""
    quads: Mapping[str, int] = forms()["gdelt"]["quads"]
    return quads.get((code or "")[:2])


@cache
def of_cameo_country() -> Mapping[str, str]:
    """Return ISO3 by CAMEO's code of a country."""
    return {country.cameo: country.iso3 for country in countries().values()}


@cache
def of_cameo_role() -> Mapping[str, str]:
    """Return the PLOVER sector of a CAMEO role; where two share one, the one that fits exactly."""
    ordered = sorted(sectors().items(), key=lambda item: item[1][2] == "exact")
    return {role: sector for sector, (role, _, _) in ordered if role}


@cache
def of_icews_sector() -> Mapping[str, str]:
    """Return the PLOVER sector by ICEWS's first name of it."""
    ordered = sorted(sectors().items(), key=lambda item: item[1][2] == "exact")
    return {names.split(",")[0]: sector for sector, (_, names, _) in ordered if names}
