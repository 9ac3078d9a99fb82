"""From rows back to ``Coding``, and from an abbreviated id to the whole one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import duckdb

from dragoman.errors import NothingFound, UsageError
from dragoman.records.jsonl import from_line
from dragoman.types import Coding, Record, Rejected, Report, Span

_REPORT = "id, text, title, published, source, url, language, licence"
_MOST_LISTED = 6


class Found(NamedTuple):
    """What an id means: ``kind`` is ``record``, ``report`` or ``episode`` (also one that is no longer current)."""

    kind: str
    id: str


def find(connection: duckdb.DuckDBPyConnection, prefix: str) -> Found:
    """Return the record, report or episode whose id is, or begins with, ``prefix``.

    Raises:
        NothingFound: no id begins so.
        UsageError: several do; the message lists some.
    """
    rows = connection.execute(
        "SELECT kind, id FROM (SELECT 'record' AS kind, id FROM records UNION ALL SELECT 'report', id FROM reports "
        "UNION ALL SELECT DISTINCT 'episode', episode FROM raw_episodes) "
        "WHERE starts_with(id, $prefix) ORDER BY id <> $prefix, kind, id LIMIT $most",
        {"prefix": prefix, "most": _MOST_LISTED + 1},
    ).fetchall()
    found = [Found(*row) for row in rows]
    if not found or not prefix:
        raise NothingFound(f"no record, report or episode {prefix!r} in the store")
    if found[0].id == prefix or len(found) == 1:
        return found[0]
    more = ", …" if len(found) > _MOST_LISTED else ""
    raise UsageError(f"{prefix!r} begins several ids: {', '.join(item.id for item in found[:_MOST_LISTED])}{more}")


def coding(connection: duckdb.DuckDBPyConnection, report: str, *, linked: bool = True) -> Coding:
    """Return the current coding of the report with this very id; raises NothingFound.

    Args:
        connection: an open store.
        report: its id.
        linked: whether records name their episodes; as they were coded, they name none.
    """
    rows = connection.execute(f"SELECT {_REPORT} FROM reports WHERE id = ?", [report]).fetchall()  # noqa: S608 - constant
    if not rows:
        raise NothingFound(f"no report {report!r} in the store")
    rows_of = "SELECT record, episode FROM records WHERE report = ? ORDER BY position"
    records = connection.execute(rows_of, [report]).fetchall()
    query = "SELECT start_char, end_char, text, type, reason, score FROM rejected WHERE report = ? ORDER BY position"
    rejected = connection.execute(query, [report]).fetchall()
    made = tuple(read(line, episode if linked else None) for line, episode in records)
    return Coding(Report(*rows[0]), made, tuple(map(_rejected, rejected)))


def record(connection: duckdb.DuckDBPyConnection, name: str) -> Record:
    """Return the record with this very id; raises NothingFound."""
    rows = connection.execute("SELECT record, episode FROM records WHERE id = ?", [name]).fetchall()
    if not rows:
        raise NothingFound(f"no record {name!r} in the store")
    return read(*rows[0])


def read(line: str, episode: str | None) -> Record:
    """Return a record of the store with the episode that it is part of."""
    record = from_line(line)
    return record if episode is None else replace(record, episode=episode)


def _rejected(row: tuple[Any, ...]) -> Rejected:
    start, end, text, kind, reason, score = row
    return Rejected(Span(start, end, text), kind, reason, score)
