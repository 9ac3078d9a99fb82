"""All acts of a store with their day and place, read once for each state of it, as columns to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from dragoman.store import Store
from dragoman.web.views.words import types

Ints = npt.NDArray[np.int64]
_NO_DAY = -1

_ACTS = """
WITH told AS (
    SELECT coalesce(r.episode, r.same_as, r.id) AS act, r.id AS record, r.report, r.place, r.place_country AS country,
        r.place_admin1 AS admin1, CASE WHEN r.place_precision IN ('site', 'city', 'district') AND r.lat IS NULL
            THEN 'unlocated' ELSE coalesce(r.place_precision, 'none') END AS precision, r.lat, r.lon,
        r.type, r.quad, r.intensity, r.confidence,
        coalesce(first_day_of(r.when_from), try_cast(left(raw.published, 10) AS DATE)) AS day
    FROM records AS r JOIN raw_reports AS raw ON raw.id = r.report AND raw.run = r.run
    WHERE r.status = 'actual'
)
SELECT act, arg_max(record, (confidence, record)), arg_max(report, (confidence, record)), min(day),
    mode(type ORDER BY type), mode(quad ORDER BY quad), avg(intensity), count(*),
    arg_min([precision, place, country, admin1, lat::VARCHAR, lon::VARCHAR],
        (CASE precision WHEN 'none' THEN 9 WHEN 'unlocated' THEN 6 WHEN 'region' THEN 5 WHEN 'country' THEN 4
             WHEN 'province' THEN 3 ELSE 1 END, -confidence, record))
FROM told GROUP BY act ORDER BY act
"""
_ACTORS = """
SELECT DISTINCT people.country, coalesce(r.episode, r.same_as, r.id) AS act
FROM participants AS people JOIN records AS r ON r.id = people.record AND r.run = people.run
WHERE people.role = 'actor' AND people.country IS NOT NULL AND r.status = 'actual'
ORDER BY people.country, act
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as precisely as a report names it; see ``map.Place``."""

    precision: str
    place: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Acts:
    """Acts in columns, one entry an act.

    Attributes:
        names: id of the act, of the surest record that tells it, and of that record's report.
        spots: all places, each once.
        spot: number of its place in ``spots``: of all places told of it the most precise.
        day: ordinal of its first day; -1 for none.
        quad: class 1 to 4.
        kind: number of its type in the codebook's order.
        intensity: -10 to 10.
        mentions: records that tell it.
        by_actor: numbers of the acts of each country.
    """

    names: tuple[tuple[str, str, str], ...]
    spots: tuple[Spot, ...]
    spot: Ints
    day: Ints
    quad: Ints
    kind: Ints
    intensity: npt.NDArray[np.float64]
    mentions: Ints
    by_actor: Mapping[str, Ints]

    def chosen(
        self, since: date | None, until: date | None, quad: int | None, kind: str | None, actor: str | None,
    ) -> Ints:
        """Return the numbers of the acts that meet the conditions; None is none."""
        fits = self.day != _NO_DAY
        for is_met in (
            None if since is None else self.day >= since.toordinal(),
            None if until is None else self.day <= until.toordinal(),
            None if quad is None else self.quad == quad,
            None if kind is None else self.kind == types().index(kind),
        ):
            fits = fits if is_met is None else fits & is_met
        if actor is not None:
            acts = np.zeros(len(self.day), dtype=bool)
            acts[self.by_actor.get(actor, np.zeros(0, dtype=np.int64))] = True
            fits &= acts
        return np.flatnonzero(fits)


def acts(store: Store) -> Acts:
    """Return all acts that are told to have happened."""
    rows = store.sql(_ACTS).fetchall()
    spots: dict[Spot, int] = {}
    spot = [spots.setdefault(_spot(row[8]), len(spots)) for row in rows]
    kinds = {name: number for number, name in enumerate(types())}
    places = {row[0]: number for number, row in enumerate(rows)}
    by_actor: dict[str, list[int]] = {}
    for country, act in store.sql(_ACTORS).fetchall():
        by_actor.setdefault(country, []).append(places[act])
    return Acts(
        tuple((row[0], row[1], row[2]) for row in rows), tuple(spots), np.array(spot, dtype=np.int64),
        np.array([row[3].toordinal() if row[3] else _NO_DAY for row in rows], dtype=np.int64),
        np.array([row[5] for row in rows], dtype=np.int64), np.array([kinds[row[4]] for row in rows], dtype=np.int64),
        np.array([row[6] for row in rows], dtype=np.float64), np.array([row[7] for row in rows], dtype=np.int64),
        {country: np.array(numbers, dtype=np.int64) for country, numbers in by_actor.items()})


def _spot(told: list[str | None]) -> Spot:
    precision, place, country, admin1, lat, lon = told
    return Spot(precision or "none", place, country, admin1, float(lat) if lat else None, float(lon) if lon else None)
