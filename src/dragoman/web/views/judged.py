"""One report with what people said of its records: what Review shows, and what its forms change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from dragoman.analyze.review import gold
from dragoman.analyze.review.fields import Json
from dragoman.analyze.review.state import Judged, fold, is_searched
from dragoman.errors import NothingFound, UsageError
from dragoman.store import Store
from dragoman.store.judgements import CODINGS, COLUMNS, Judgement, Judgements
from dragoman.types import Report

# Which codings count as one: who decides between two codings builds on the first.
_TOGETHER = {"first": ("first",), "second": ("second",), "final": ("first", "final")}


@dataclass(frozen=True, slots=True)
class Case:
    """A report under review.

    Attributes:
        report: the report.
        records: its records as they now stand in one coding, in the order of the text.
        rows: the judgements that they follow from, in order.
        run, coder: of the report's current coding.
        coding: ``first``, ``second`` or ``final``.
    """

    report: Report
    records: dict[str, Judged]
    rows: tuple[Judgement, ...]
    run: int
    coder: str
    coding: str

    @property
    def is_searched(self) -> bool:
        """Whether somebody read the report to its end for missed events."""
        return is_searched(self.rows)

    @property
    def unready(self) -> gold.Unready:
        """What the report still lacks to be gold."""
        return gold.unready(self.records, searched=self.is_searched)

    @property
    def version(self) -> int:
        """Number of the newest row on the report as a whole, 0 for none."""
        return max((row.number for row in self.rows if not row.record), default=0)


def coding_named(name: str) -> str:
    """Return the name of a coding; raises UsageError where there is none such."""
    if name not in CODINGS:
        raise UsageError(f"no coding {name!r}; there are {', '.join(CODINGS)}")
    return name


def kept(store: Store) -> Iterable[Sequence[Any]]:
    """Return the judgements that a store has kept, in the order of ``judgements.COLUMNS``."""
    return store.sql(f"SELECT {', '.join(COLUMNS)} FROM judgements ORDER BY number").fetchall()  # noqa: S608 - ours


def newest_kept(store: Store) -> int:
    """Return the number of the newest judgement that a store has kept, 0 for none."""
    return int(store.sql("SELECT coalesce(max(number), 0) FROM judgements").fetchall()[0][0])


def rows_of(judgements: Judgements, coding: str, report: str | None = None) -> tuple[Judgement, ...]:
    """Return the judgements that count in a coding, in order."""
    return tuple(row for row in judgements.all(report=report) if row.coding in _TOGETHER[coding])


def case(store: Store, judgements: Judgements, report: str, coding: str, *, until: int | None = None) -> Case:
    """Return a report as it now stands in a coding; with ``until`` as it stood after that row.

    Raises:
        NothingFound: there is no such report.
    """
    rows = tuple(row for row in rows_of(judgements, coding, report) if until is None or row.number <= until)
    return _case(store, report, coding, rows)


def cases(store: Store, judgements: Judgements, coding: str) -> list[Case]:
    """Return every report that somebody judged something in, in the order in which they were begun."""
    by_report: dict[str, list[Judgement]] = {}
    for row in rows_of(judgements, coding):
        by_report.setdefault(row.report, []).append(row)
    return [_case(store, report, coding, tuple(rows)) for report, rows in by_report.items()]


def _case(store: Store, report: str, coding: str, rows: tuple[Judgement, ...]) -> Case:
    query = ("SELECT r.id, r.text, r.title, r.published, r.source, r.url, r.language, r.licence, r.run, runs.coder "
             "FROM reports AS r JOIN runs USING (run) WHERE r.id = ?")
    found = store.sql(query, [report]).fetchall()
    if not found:
        raise NothingFound(f"no report {report!r} in the store")
    *told, run, coder = found[0]
    return Case(Report(*told), fold(_coded(store, report, rows), rows), rows, run, coder, coding)


def _coded(store: Store, report: str, rows: Sequence[Judgement]) -> list[Json]:
    """Return the report's records: those that were judged as they were then, the others as they are now.

    A judgement is about what the person saw; a newer coding of the report does not change that.
    """
    now = store.sql("SELECT id, record FROM records WHERE report = ? ORDER BY position", [report]).fetchall()
    found = dict(now)
    judged: dict[str, int] = {}
    for row in rows:
        judged.setdefault(row.record, row.run)
    then = store.sql("SELECT id, run, record FROM raw_records WHERE report = ? AND list_contains(?, id)",
                     [report, list(judged)]).fetchall()
    found |= {name: line for name, run, line in then if judged[name] == run}
    return [orjson.loads(line) for line in found.values()]
