"""Files for others: every format by its name, and the tables that users see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import orjson

from dragoman.errors import StoreError, UsageError
from dragoman.store.export import dta, ftm, gdelt, geojson, gexf, icews, petrarch, plover, polecat
from dragoman.store.export.atomic import replacing
from dragoman.store.export.codes import Losses
from dragoman.store.export.fields import Form
from dragoman.store.export.flat import csv_line, csv_lines
from dragoman.store.export.selection import Selection
from dragoman.store.export.stream import Story, records, stories, whole
from dragoman.store.export.values import json_line, plain
from dragoman.store.query import Result, Store
from dragoman.types import Record

TABLES = {"records": "report, position", "reports": "published, id", "participants": "report, record, role, position",
          "rejected": "report, position", "skipped": "run, path, line", "runs": "run"}
"""Tables that can be exported, with the order of their rows."""

_BATCH = 5000
_CHOSEN = """SELECT records.* REPLACE (chosen.episode AS episode)
FROM records JOIN raw_records AS raw ON raw.run = records.run AND raw.id = records.id
JOIN chosen ON chosen.rowid = raw.rowid ORDER BY raw.rowid"""
# Rows are wide and must be sorted: beyond this they wait on disk. Threads each keep a group of rows.
_SPARING: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "600MB", "threads": 1}
_GROUP = 10_240
# By what each is made of. The second word says whether texts are needed, for the numbers of sentences.
_OF_OTHERS: dict[str, tuple[Callable[[Iterable[Story], Losses, Form], Iterator[bytes]], bool]] = {
    "polecat": (polecat.lines, False), "icews": (icews.lines, True), "gdelt": (gdelt.lines, True),
    "gdelt-mentions": (gdelt.mentions, True), "petrarch2": (petrarch.lines, True),
}
_OF_STORIES: dict[str, tuple[Callable[[Iterable[Story], Losses], Iterator[bytes]], bool]] = {
    "plover": (plover.lines, True), "ftm": (ftm.lines, False),
}
_OF_RECORDS: dict[str, Callable[[Iterable[Record]], Iterator[bytes]]] = {
    "csv": csv_lines, "dta": dta.lines,
}
FORMATS = ("jsonl", "csv", "parquet", "dta", *_OF_OTHERS, *_OF_STORIES, "geojson", "gexf")
"""What records can be written as."""
BINARY = ("parquet", "dta")
"""Formats that are no text."""


def export(
    store: Store, form: str, selection: Selection | None = None, *, losses: Losses | None = None,
    how: Form | None = None,
) -> Iterator[bytes]:
    """Yield the chosen records in a format, in pieces that are never the whole.

    Args:
        store: where they are.
        form: one of ``FORMATS`` but ``parquet``.
        selection: which; all without it.
        losses: counts, while the file is written, what the format has no place for.
        how: what formats of others leave open.

    Raises:
        UsageError: no such format.
    """
    if form not in FORMATS or form == "parquet":
        raise UsageError(f"no format {form!r} here; formats: {', '.join(FORMATS)}")
    chosen = selection or Selection()
    counted = losses if losses is not None else Losses()
    if form in _OF_OTHERS:
        of_others, with_text = _OF_OTHERS[form]
        return of_others(stories(store, chosen, with_text=with_text), counted, how or Form(statuses=chosen.status))
    if form in _OF_STORIES:
        of_stories, with_text = _OF_STORIES[form]
        return of_stories(stories(store, chosen, with_text=with_text), counted)
    if form == "jsonl":
        return (orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in whole(store, chosen))
    if form in _OF_RECORDS:
        return _OF_RECORDS[form](records(store, chosen))
    return gexf.lines(store, chosen) if form == "gexf" else geojson.lines(records(store, chosen), counted)


def lines(store: Store, form: str, table: str = "records") -> Iterator[bytes]:
    """Yield a table as lines of JSON or CSV in UTF-8.

    Records in JSON are as ``dragoman code`` printed them, in CSV they are one flat
    row each (``flat.COLUMNS``); the other tables have their columns as in SQL.

    Raises:
        UsageError: no such format or table.
    """
    _check(form, ("jsonl", "csv"), table)
    if table == "records":
        return export(store, form)
    return _rows(store, form, table)


def parquet(path: str | Path, target: str | Path, table: str = "records", selection: Selection | None = None) -> int:
    """Write a table of the store at ``path`` to ``target`` as Parquet; return its number of rows.

    Lists of codes are lists, nested parts are JSON. Nothing else may have the store open.

    Raises:
        UsageError: no such table, or a selection of anything but records.
        StoreError: the store is in use, or the file cannot be written.
    """
    _check("parquet", FORMATS, table)
    chosen = selection or Selection()
    if table != "records" and chosen != Selection():
        raise UsageError(f"conditions choose records; {table} come whole")
    Store(path).close()
    try:
        with (replacing(target) as part, TemporaryDirectory() as spill,
              closing(duckdb.connect(str(path), read_only=True, config=_SPARING)) as connection):
            connection.execute(f"SET temp_directory = {_quoted(spill)}")
            return _copied(connection, part, table, chosen)
    except duckdb.Error as error:
        raise StoreError(f"{target}: {str(error).splitlines()[0]}") from error
    except OSError as error:
        raise StoreError(f"cannot write {target}: {error.strerror or error}") from error


def _copied(connection: duckdb.DuckDBPyConnection, target: Path, table: str, chosen: Selection) -> int:
    rows = f"SELECT * FROM {table} ORDER BY {TABLES[table]}"  # noqa: S608 - one of ours, checked by the caller
    if table == "records":
        connection.execute(f"CREATE TEMP TABLE chosen AS {chosen.query()}", chosen.values() or None)
        rows = _CHOSEN
    connection.execute(f"COPY ({rows}) TO {_quoted(target)} (FORMAT parquet, ROW_GROUP_SIZE {_GROUP})")
    return int(connection.fetchall()[0][0])


def _quoted(path: str | Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _check(form: str, forms: tuple[str, ...], table: str) -> None:
    if form not in forms:
        raise UsageError(f"no format {form!r} here; formats: {', '.join(forms)}")
    if table not in TABLES:
        raise UsageError(f"no table {table!r}; tables: {', '.join(TABLES)}")


def _rows(store: Store, form: str, table: str) -> Iterator[bytes]:
    answer = store.sql(f"SELECT * FROM {table} ORDER BY {TABLES[table]}")  # noqa: S608 - one of ours, checked above
    yield from result_lines(answer, form)


def result_lines(answer: Result, form: str) -> Iterator[bytes]:
    """Yield the answer to a query as lines of JSON or CSV in UTF-8."""
    if form == "csv":
        yield csv_line(answer.columns)
    for rows in answer.batches(_BATCH):
        for row in rows:
            yield csv_line(plain(value) for value in row) if form == "csv" else json_line(answer.columns, row)
