"""Files for others."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import duckdb
import orjson
import pytest

import dragoman
from dragoman.errors import StoreError, UsageError
from dragoman.records.jsonl import from_line
from dragoman.store.export.files import TABLES, lines, parquet
from dragoman.store.export.flat import COLUMNS, csv_line
from dragoman.types import Coding


def test_json_lines_are_the_records_themselves(store: Path, codings: list[Coding]) -> None:
    with dragoman.open(store) as opened:
        found = [from_line(line) for line in lines(opened, "jsonl")]
    assert found == sorted((record for coding in codings for record in coding.records), key=lambda item: item.report)


def test_csv_has_a_header_and_a_flat_row_a_record(store: Path) -> None:
    with dragoman.open(store) as opened:
        rows = list(csv.DictReader(io.StringIO(b"".join(lines(opened, "csv")).decode())))
    (attack,) = [row for row in rows if row["type"] == "ASSAULT"]
    assert list(attack) == list(COLUMNS)
    assert len(rows) == 3
    assert (attack["actor"], attack["actor_country"], attack["recipient_country"]) == ("Freedonia", "FRE", "SYL")
    assert (attack["when_from"], attack["place"], attack["dead_low"], attack["dead_high"]) == (
        "2031-04-08", "Capital City", "12", "")
    assert attack["same_as"] == attack["deadline"] == ""


def test_csv_quotes_what_would_break_a_row() -> None:
    values = ['a "b", c', "two\nlines", None, 1.5]
    assert next(csv.reader(io.StringIO(csv_line(values).decode()))) == ['a "b", c', "two\nlines", "", "1.5"]


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_every_table_can_be_exported(store: Path, table: str, form: str) -> None:
    with dragoman.open(store) as opened:
        count = opened.sql(f"SELECT count(*) FROM {table}").fetchall()[0][0]  # noqa: S608 - one of ours
        found = list(lines(opened, form, table))
    assert len(found) == count + (form == "csv")
    assert form == "csv" or all(isinstance(orjson.loads(line), dict) for line in found)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_parquet_has_the_rows_of_the_table(store: Path, tmp_path: Path, table: str) -> None:
    target = tmp_path / "it's.parquet"
    parquet(store, target, table)
    with duckdb.connect() as connection, dragoman.open(store) as opened:
        found = connection.execute("SELECT count(*) FROM read_parquet(?)", [str(target)]).fetchall()
        assert found == opened.sql(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608 - one of ours


def test_what_cannot_be_exported_is_told(store: Path, tmp_path: Path, write: Callable[..., Path]) -> None:
    with dragoman.open(store) as opened:
        for form, table in (("xml", "records"), ("csv", "secrets"), ("parquet", "records")):
            with pytest.raises(UsageError):
                lines(opened, form, table)
    with pytest.raises(UsageError):
        parquet(store, tmp_path / "x.parquet", "secrets")
    with pytest.raises(StoreError):
        parquet(store, tmp_path / "nowhere" / "x.parquet")
