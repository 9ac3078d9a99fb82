"""JSON Lines, CSV and Parquet of any table that users see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb

from dragoman.errors import StoreError, UsageError
from dragoman.records.jsonl import to_line
from dragoman.store.export.flat import csv_line, csv_lines
from dragoman.store.export.values import json_line, plain
from dragoman.store.query import Result, Store

TABLES = {"records": "report, position", "reports": "published, id", "participants": "report, record, role, position",
          "rejected": "report, position", "skipped": "run, path, line", "runs": "run"}
"""Tables that can be exported, with the order of their rows."""

FORMATS = ("jsonl", "csv", "parquet")


def lines(store: Store, form: str, table: str = "records") -> Iterator[bytes]:
    """Yield a table as lines of JSON or CSV in UTF-8.

    Records in JSON are as ``dragoman code`` printed them, in CSV they are one flat
    row each (``flat.COLUMNS``); the other tables have their columns as in SQL.

    Raises:
        UsageError: no such format or table.
    """
    _check(form, ("jsonl", "csv"), table)
    if table == "records":
        return (to_line(record) for record in store.each()) if form == "jsonl" else csv_lines(store.each())
    return _rows(store, form, table)


def parquet(path: str | Path, target: str | Path, table: str = "records") -> None:
    """Write a table of the store at ``path`` to ``target`` as Parquet.

    Lists of codes are lists, nested parts are JSON. Nothing else may have the store open.

    Raises:
        UsageError: no such table.
        StoreError: the store is in use, or the file cannot be written.
    """
    _check("parquet", FORMATS, table)
    Store(path).close()
    place = str(target).replace("'", "''")
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as connection:
            ordered = f"SELECT * FROM {table} ORDER BY {TABLES[table]}"  # noqa: S608 - one of ours, checked above
            connection.execute(f"COPY ({ordered}) TO '{place}' (FORMAT parquet)")
    except duckdb.Error as error:
        raise StoreError(f"{target}: {str(error).splitlines()[0]}") from error


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
    for row in answer:
        yield csv_line(plain(value) for value in row) if form == "csv" else json_line(answer.columns, row)
