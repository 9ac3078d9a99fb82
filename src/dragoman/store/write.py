"""Writing a store: one run, a transaction a chunk, nothing ever overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import orjson

from dragoman.errors import StoreError
from dragoman.ingest import Kind, Skipped, fingerprint
from dragoman.records.jsonl import to_dict
from dragoman.store.connect import statements, transaction, writing
from dragoman.types import Coding, Participant, Record, Rejected, Report

# What follows from the rows of a chunk, in the order in which it is written.
_DERIVED = ("superseded", "dyads", "search_texts", "search_terms", "search_postings")


class Writer:
    """One run being written; use it in a ``with`` statement.

    Each ``add`` is one transaction: when the process dies, everything added before
    is there, and nothing of what was being added. The run's row is made by the first ``add``.

    Attributes:
        known: fingerprints of the reports whose current coding is by this very coder.
    """

    def __init__(self, path: str | Path, *, coder: str, begun: datetime, options: Mapping[str, Any]) -> None:
        self._connection = writing(path)
        self._coder = coder
        self._begun = begun
        self._options = options
        self._run: int | None = None
        self.known = _known(self._connection, coder)

    def add(self, codings: Sequence[Coding], skipped: Sequence[Skipped] = ()) -> None:
        """Write codings and skipped inputs, all or nothing.

        Raises:
            StoreError: the store refuses a row, for example an id that is there twice.
        """
        told = [item for item in skipped if item.kind is not Kind.KNOWN]
        if not codings and not told:
            return
        try:
            with transaction(self._connection):
                run = self._run or self._begin()
                for table, rows in _rows(codings, told).items():
                    if rows:
                        self._insert(table, run, rows)
                for table in _DERIVED if codings else ():
                    self._insert(table, run, [coding.report.id for coding in codings])
        except duckdb.Error as error:
            raise StoreError(f"the store refuses a chunk: {str(error).splitlines()[0]}") from error
        self._run = run

    def coding(self, report: str) -> Coding:
        """Return the current coding of a report that is ``known``; raises NothingFound."""
        from dragoman.store.coded import coding

        return coding(self._connection, report, linked=False)

    def finish(self, ended: datetime) -> None:
        """Note that the run came to its end."""
        if self._run is not None:
            self._connection.execute("UPDATE runs SET ended = ? WHERE run = ?", [ended, self._run])

    def close(self) -> None:
        """Close the store; what was not added is not in it."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begin(self) -> int:
        values = [self._coder, self._begun, orjson.dumps(dict(self._options)).decode()]
        query = "INSERT INTO runs (run, coder, begun, options) VALUES (nextval('run_numbers'), ?, ?, ?) RETURNING run"
        return int(self._connection.execute(query, values).fetchall()[0][0])

    def _insert(self, table: str, run: int, rows: Sequence[Any]) -> None:
        statement = statements("insert.sql")[table]
        values = {"rows": orjson.dumps(list(rows)).decode(), "run": run}
        self._connection.execute(statement, {name: value for name, value in values.items() if f"${name}" in statement})


def _known(connection: duckdb.DuckDBPyConnection, coder: str) -> frozenset[str]:
    query = "SELECT fingerprint FROM raw_reports JOIN latest USING (id, run) JOIN runs USING (run) WHERE coder = ?"
    return frozenset(mark for mark, in connection.execute(query, [coder]).fetchall())


def _rows(codings: Sequence[Coding], skipped: Iterable[Skipped]) -> dict[str, list[dict[str, Any]]]:
    reports = [_report(coding.report) for coding in codings]
    records = [(number, record) for coding in codings for number, record in enumerate(coding.records)]
    return {
        "texts": [{"digest": row["digest"], "text": coding.report.text}
                  for row, coding in zip(reports, codings, strict=True)],
        "reports": reports,
        "records": [{"position": number, "record": to_dict(record)} for number, record in records],
        "participants": [row for _, record in records for row in _participants(record)],
        "rejected": [_rejected(coding.report.id, number, rejected)
                     for coding in codings for number, rejected in enumerate(coding.rejected)],
        "skipped": [{"path": item.path, "line": item.line, "kind": item.kind.value, "reason": item.reason,
                     "report": item.report} for item in skipped],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "id": report.id, "title": report.title, "published": report.published, "source": report.source,
        "url": report.url, "language": report.language, "licence": report.licence,
        "digest": hashlib.sha256(report.text.encode("utf-8")).hexdigest()[:32], "fingerprint": fingerprint(report),
    }


def _participants(record: Record) -> Iterable[dict[str, Any]]:
    roles = {"actor": record.actors, "recipient": record.recipients,
             "said_by": record.said_by, "denied_by": record.denied_by}
    for role, participants in roles.items():
        for number, participant in enumerate(participants):
            yield {"record": record.id, "report": record.report, "role": role, "position": number,
                   **_participant(participant)}


def _participant(participant: Participant) -> dict[str, Any]:
    return {
        "text": participant.text, "start_char": participant.start, "end_char": participant.end,
        "name": participant.name, "country": participant.country, "sector": participant.sector,
        "sectors": list(participant.sectors), "entity": participant.entity, "office": participant.office,
    }


def _rejected(report: str, number: int, rejected: Rejected) -> dict[str, Any]:
    return {
        "report": report, "position": number, "type": rejected.type, "reason": rejected.reason,
        "score": rejected.score, "text": rejected.span.text, "start_char": rejected.span.start,
        "end_char": rejected.span.end,
    }
