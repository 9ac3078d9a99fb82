"""CSV, TSV and Parquet: one report a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from io import TextIOWrapper
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, TextIO, cast

from dragoman.errors import InputError
from dragoman.ingest.encoding import encoding_of_stream
from dragoman.ingest.rows import MAX_TEXT, report_from, resolve
from dragoman.ingest.skipped import Located, Skipped

_IN_MEMORY = 64 * 2**20
_BATCH = 500


def table(
    stream: BinaryIO, path: str, columns: Mapping[str, str], published: str | None = None, *, delimiter: str = ",",
) -> Iterator[Located | Skipped]:
    """Yield the reports of a CSV file with a header line (RFC 4180).

    Lines are numbered as in an editor: a row has the number of its first line.

    Raises:
        InputError: wrong encoding, no header, or no text column.
    """
    # The module's only switch is for the whole process; every reader here sets the same value.
    csv.field_size_limit(4 * MAX_TEXT)
    with _lines(stream, path) as lines:
        rows = csv.DictReader(lines, delimiter=delimiter, strict=True, restkey="", restval=None)
        chosen = resolve(columns, _header(rows))
        for line, row in _numbered(rows):
            yield _located(row, path, line, chosen, published) if isinstance(row, dict) else Skipped(path, line, row)


def parquet(path: str, columns: Mapping[str, str], published: str | None = None) -> Iterator[Located | Skipped]:
    """Yield the reports of a Parquet file, a batch of rows in memory at a time.

    Raises:
        InputError: not Parquet, or no text column.
    """
    import duckdb

    if any(character in path for character in "*?["):
        raise InputError("rename the file: its name holds one of * ? [, which DuckDB takes for a pattern")
    with closing(duckdb.connect(":memory:")) as connection:
        try:
            described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
            chosen = resolve(columns, [row[0] for row in described])
            for number, row in _batches(connection, path, chosen):
                yield _located(row, path, number, chosen, published)
        except duckdb.Error as error:
            raise InputError(f"not a Parquet file that can be read: {str(error).splitlines()[0]}") from error


@contextmanager
def _lines(stream: BinaryIO, path: str) -> Iterator[TextIO]:
    """Open the stream as text; spooled, since only its end tells its encoding."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        copyfileobj(stream, spool)
        encoding = encoding_of_stream(spool, path)
        spool.seek(0)
        with TextIOWrapper(cast("BinaryIO", spool), encoding=encoding, newline="") as lines:
            yield lines


def _header(rows: csv.DictReader[str]) -> list[str]:
    try:
        header = rows.fieldnames
    except csv.Error as error:
        raise InputError(f"not a CSV header: {error}", 1) from error
    if header is None:
        raise InputError("empty")
    return [name for name in header if name]


def _numbered(rows: csv.DictReader[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"not CSV: {error}"
        else:
            yield line, row


def _located(row: Mapping[str, Any], path: str, number: int, columns: Mapping[str, str],
             published: str | None) -> Located | Skipped:
    try:
        return Located(report_from(row, columns, published), path, number)
    except InputError as error:
        name = row.get(columns.get("id", "id"))
        return Skipped(path, number, error.reason, report=None if name is None else str(name))


def _batches(connection: Any, path: str, columns: Mapping[str, str]) -> Iterator[tuple[int, dict[str, Any]]]:
    names = list(dict.fromkeys(columns.values()))
    listed = ", ".join('"' + name.replace('"', '""') + '"' for name in names)
    query = (f"SELECT {listed} FROM read_parquet($path, file_row_number = true) "  # noqa: S608 - names are quoted
             "WHERE file_row_number >= $first AND file_row_number < $first + $many ORDER BY file_row_number")
    first = 0
    while rows := connection.execute(query, {"path": path, "first": first, "many": _BATCH}).fetchall():
        for number, row in enumerate(rows, first + 1):
            yield number, dict(zip(names, row, strict=True))
        first += _BATCH
