"""Records as they go into a file: story by story, a batch in memory at a time."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

import orjson

from dragoman.reading.sentences import split
from dragoman.records.jsonl import from_dict
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

    Texts are fetched only ``with_text`` and are empty otherwise. Reasons are left out:
    they are most of a record, and no format of stories has a place for them.
    """
    for (_, _), rows in groupby(_told(store, selection, with_text=with_text), key=lambda row: row[:2]):
        told = list(rows)
        yield Story(told[0][3], told[0][2], tuple(row[4] for row in told))


def records(store: Store, selection: Selection) -> Iterator[Record]:
    """Yield the chosen records, without their reasons."""
    return (row[4].record for row in _told(store, selection, with_text=False))


def whole(store: Store, selection: Selection) -> Iterator[dict[str, Any]]:
    """Yield the chosen records whole, as plain JSON values in the order of the schema."""
    return (found for _, found, _ in _rows(store, selection, with_text=False))


def _told(store: Store, selection: Selection, *, with_text: bool) -> Iterator[tuple[int, str, str, Report, Told]]:
    """Yield run, report id, coder, report and record with the sizes of its act."""
    for row, found, sizes in _rows(store, selection, with_text=with_text):
        record = from_dict(found | {"why": []})
        yield row[1], row[2], row[3], Report(*row[5:]), Told(record, *sizes)


def _rows(
    store: Store, selection: Selection, *, with_text: bool,
) -> Iterator[tuple[tuple[Any, ...], dict[str, Any], tuple[int, int, int]]]:
    """Yield each chosen record's row, the record as JSON values with its episode, and the sizes of its act."""
    for chosen in store.sql(selection.query(), selection.values() or None).batches(_BATCH):
        for (_, episode, *sizes), row in zip(chosen, _fetched(store, chosen, with_text=with_text), strict=True):
            found = orjson.loads(row[4])
            mentions, sources, reports = sizes
            yield row, found | {"episode": episode or found["episode"]}, (mentions, sources, reports)


def _fetched(store: Store, chosen: Sequence[tuple[Any, ...]], *, with_text: bool) -> list[tuple[Any, ...]]:
    columns = _REPORT.format(text="texts.text" if with_text else "''")
    query = (f"SELECT raw.rowid, raw.run, raw.report, runs.coder, raw.record, {columns} "  # noqa: S608 - own words
             "FROM raw_records AS raw JOIN runs ON runs.run = raw.run "
             "JOIN raw_reports AS reports ON reports.run = raw.run AND reports.id = raw.report "
             f"{'JOIN texts USING (digest) ' if with_text else ''}"
             "WHERE raw.rowid BETWEEN $first AND $last AND raw.rowid IN (SELECT unnest($places)) ORDER BY raw.rowid")
    places = [row[0] for row in chosen]
    return store.sql(query, {"first": places[0], "last": places[-1], "places": places}).fetchall()
