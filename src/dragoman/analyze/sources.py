"""Who reported: how many reports there were, of which publishers, and whether the mix shifted.

Counts of acts follow the number of reports, so rates are taken per usual number of
reports; and a change that coincides with a change of publishers is flagged. Rule
``relation.sources``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.analyze.changes import Floats
from dragoman.analyze.selection import Selection, unit_of
from dragoman.store import Result, Store

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Mix:
    """Reports by unit of time and publisher.

    Attributes:
        starts: first days of the units.
        sources: publishers; the empty name for reports without one.
        reports: shape (units, publishers).
    """

    starts: tuple[date, ...]
    sources: tuple[str, ...]
    reports: Floats

    def since(self, start: date) -> Mix:
        """Return the units from ``start`` on, with the publishers that have reports in them."""
        first = self.starts.index(start)
        there = np.flatnonzero(self.reports[first:].any(axis=0))
        return Mix(self.starts[first:], tuple(self.sources[place] for place in there), self.reports[first:, there])

    def exposure(self) -> Floats:
        """Return reports a unit against their mean over units that have any, shape (units,)."""
        total: Floats = self.reports.sum(axis=1)
        seen = total[total > 0]
        return total / seen.mean() if len(seen) else total

    def shift(self, start: int, middle: int, stop: int) -> float:
        """Return how far the mix differs before and after ``middle``: 0 as by chance, 1 altogether.

        Half the sum of the differences of shares, less what samples of that size from
        one common mix differ by on average.
        """
        before, after = (self.reports[a:b].sum(axis=0) for a, b in ((start, middle), (middle, stop)))
        sizes = before.sum(), after.sum()
        if not all(sizes):
            return 0.0
        common = (before + after) / sum(sizes)
        strays = np.sqrt(2 / np.pi * common * (1 - common) * (1 / sizes[0] + 1 / sizes[1]))
        expected = np.minimum(strays, 2 * common).sum() / 2
        found = np.abs(before / sizes[0] - after / sizes[1]).sum() / 2
        return float(max(found - expected, 0.0))

    def steady(self, least: float) -> tuple[str, ...]:
        """Return the publishers that have reports in at least this share of the units with any."""
        seen = self.reports[self.reports.sum(axis=1) > 0]
        if not len(seen):
            return ()
        return tuple(name for name, share in zip(self.sources, (seen > 0).mean(axis=0), strict=True) if share >= least)


def source_mix(store: Store, *, unit: str = "month", selection: Selection | None = None) -> Result:
    """Return reports by unit and publisher: ``start``, ``source``, ``reports``, ``share`` of the unit's reports."""
    query, values = _query(unit_of(unit), selection if selection is not None else Selection())
    return store.sql(f"SELECT *, reports / sum(reports) OVER (PARTITION BY start) AS share FROM ({query}) "  # noqa: S608
                     "ORDER BY start, source", values)


@dataclass(frozen=True, slots=True)
class Reported:
    """All reports of a store by unit of time and publisher: what the mix of any stretch is read from.

    Attributes:
        first, last: days of the oldest and the newest report.
        sources: publishers in order; the empty name for reports without one.
        start: ordinal of a unit's first day, ascending; this and the next two are columns of one table.
        source: number of a publisher.
        reports: how many.
    """

    first: date
    last: date
    sources: tuple[str, ...]
    start: Ints
    source: Ints
    reports: Ints

    def mix(self, starts: Sequence[date], sources: Sequence[str] = ()) -> Mix:
        """Return the reports of units that follow each other, also where there were none.

        Args:
            starts: first days of the units, at least one.
            sources: only these publishers; empty for all.
        """
        rows = slice(*np.searchsorted(self.start, [starts[0].toordinal(), starts[-1].toordinal() + 1]).tolist())
        start, source, reports = self.start[rows], self.source[rows], self.reports[rows]
        if sources:
            is_wanted = np.isin(source, [place for place, name in enumerate(self.sources) if name in set(sources)])
            start, source, reports = start[is_wanted], source[is_wanted], reports[is_wanted]
        there, column = np.unique(source, return_inverse=True)
        counts = np.zeros((len(starts), len(there)))
        counts[np.searchsorted([day.toordinal() for day in starts], start), column] = reports
        return Mix(tuple(starts), tuple(self.sources[place] for place in there), counts)


def reported(store: Store, unit: str) -> Reported | None:
    """Return the reports of a store by unit and publisher; None where no report has a date."""
    published = "try_cast(left(published, 10) AS DATE)"
    first, last = store.sql(f"SELECT min({published}), max({published}) FROM raw_reports").fetchall()[0]  # noqa: S608
    if first is None:
        return None
    query, values = _query(unit, Selection())
    rows = store.sql(f"{query} ORDER BY start, source", values).fetchall()
    names = tuple(sorted({source for _, source, _ in rows}))
    numbers = {name: number for number, name in enumerate(names)}
    start, source, reports = (np.array(column, dtype=np.int64) for column in (
        [row[0].toordinal() for row in rows], [numbers[row[1]] for row in rows], [row[2] for row in rows]))
    return Reported(first, last, names, start, source, reports)


def _query(unit: str, selection: Selection) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {}
    conditions = ["start IS NOT NULL"]
    for name, condition in (("since", f"start >= date_trunc('{unit}', $since::DATE)"), ("until", "start <= $until")):
        value = getattr(selection, name)
        if value is not None:
            conditions.append(condition)
            values[name] = value
    if selection.sources:
        conditions.append("list_contains($sources, source)")
        values["sources"] = list(selection.sources)
    reports = (f"SELECT date_trunc('{unit}', try_cast(left(published, 10) AS DATE))::DATE AS start, "  # noqa: S608
               "coalesce(source, '') AS source FROM raw_reports JOIN latest USING (id, run)")
    return (f"SELECT start, source, count(*) AS reports FROM ({reports}) "  # noqa: S608 - own words
            f"WHERE {' AND '.join(conditions)} GROUP BY start, source"), values
