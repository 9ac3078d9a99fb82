"""Records as they go into a file: story by story, a batch in memory at a time."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from dragoman.reading.sentences import split
from dragoman.records.jsonl import from_line
from dragoman.store.export.selection import Selection
from dragoman.store.query import Store
from dragoman.types import Record, Report

_BATCH = 1000
_REPORT = ("reports.id, {text} AS text, reports.title, reports.published, reports.source, reports.url, "
           "reports.language, reports.licence")


@dataclass(frozen=True, slots=True)
class Told:
    """A record with the numbers of its act: records, sources and reports that tell of it."""

    record: Record
    mentions: int
    sources: int
    reports: int


@dataclass(frozen=True)
class Story:
    """The chosen records of one report, in the order of its text; ``coder`` is version and reader."""

    report: Report
    coder: str
    told: tuple[Told, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The records alone."""
        return tuple(item.record for item in self.told)

    def sentence(self, position: int) -> int:
        """Return the number of the sentence with the character at ``position``, from 1."""
        return max(1, bisect.bisect_right(self._starts, position))

    @property
    def lead_end(self) -> int:
        """Return the end of the first paragraph."""
        text = self.report.text
        start = len(text) - len(text.lstrip())
        end = text.find("\n", start)
        return len(text) if end < 0 else end

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in split(self.report.text)]


def stories(store: Store, selection: Selection, *, with_text: bool = False) -> Iterator[Story]:
    """Yield the chosen records by report, in the order in which reports were coded.

    Texts are fetched only ``with_text``; they are empty otherwise.
    """
    for (_, _), rows in groupby(_rows(store, selection, with_text=with_text), key=lambda row: row[1:3]):
        told = list(rows)
        run = told[0]
        yield Story(run[4], run[3], tuple(row[5] for row in told))


def records(store: Store, selection: Selection) -> Iterator[Record]:
    """Yield the chosen records."""
    return (row[5].record for row in _rows(store, selection, with_text=False))


def _rows(store: Store, selection: Selection, *, with_text: bool) -> Iterator[tuple[Any, ...]]:
    """Yield place, run, report id, coder, report and ``Told`` of each chosen record."""
    for chosen in store.sql(selection.query(), selection.values() or None).batches(_BATCH):
        yield from _fetched(store, chosen, with_text=with_text)


def _fetched(store: Store, chosen: Sequence[tuple[Any, ...]], *, with_text: bool) -> Iterable[tuple[Any, ...]]:
    columns = _REPORT.format(text="texts.text" if with_text else "''")
    query = (f"SELECT raw.rowid, raw.run, raw.report, runs.coder, raw.record, {columns} "  # noqa: S608 - own words
             "FROM raw_records AS raw JOIN runs ON runs.run = raw.run "
             "JOIN raw_reports AS reports ON reports.run = raw.run AND reports.id = raw.report "
             f"{'JOIN texts USING (digest) ' if with_text else ''}"
             "WHERE raw.rowid BETWEEN $first AND $last AND raw.rowid IN (SELECT unnest($places)) ORDER BY raw.rowid")
    places = [row[0] for row in chosen]
    rows = store.sql(query, {"first": places[0], "last": places[-1], "places": places}).fetchall()
    for (_, episode, *sizes), row in zip(chosen, rows, strict=True):
        record = from_line(row[4])
        known = record if episode is None else replace(record, episode=episode)
        yield (*row[:4], Report(*row[5:]), Told(known, *sizes))
