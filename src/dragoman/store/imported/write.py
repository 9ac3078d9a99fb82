"""Keeping events of others: one file at a time, all of it or nothing."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import orjson

from dragoman.errors import InputError, NothingFound, UsageError
from dragoman.store.connect import transaction, writing
from dragoman.store.imported.event import Event
from dragoman.store.imported.lines import FORMS, Unread, events

_BATCH = 2000
_MOST_TOLD = 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a file: its name in the store, events kept, lines not read (at most 1,000 of them listed)."""

    name: str
    events: int
    unread: int
    told: tuple[Unread, ...]


def take(store: str | Path, path: str | Path, form: str, *, now: datetime, name: str | None = None) -> Taken:
    """Read a file of others into the store's own tables for them; make the store if there is none.

    Args:
        store: the store.
        path: the file.
        form: ``polecat``, ``icews`` or ``gdelt``.
        now: when, in UTC.
        name: what to call it; by default the file's name without its endings.

    Raises:
        UsageError: no such form, or a name or file that is there already.
        NothingFound: there is no such file.
        InputError: the file is not of that form, or has no line that can be read.
        StoreError: the store cannot be written.
    """
    source = Path(path)
    called = name or source.name.split(".")[0]
    if form not in FORMS:
        raise UsageError(f"no form {form!r}; forms: {', '.join(FORMS)}")
    if not source.is_file():
        raise NothingFound(f"{source} is a folder: name a file" if source.is_dir() else f"no file {source}")
    if called == "records":
        raise UsageError("'records' are our own; name the import otherwise with --name")
    digest = _digest(source)
    with closing(writing(store)) as connection:
        _refuse_known(connection, called, digest)
        with transaction(connection):
            return _filled(connection, source, form, (called, digest, now))


def _refuse_known(connection: duckdb.DuckDBPyConnection, name: str, digest: str) -> None:
    query = "SELECT name, digest = ? FROM imports WHERE name = ? OR digest = ? ORDER BY digest = ? DESC"
    for known, is_same in connection.execute(query, [digest, name, digest, digest]).fetchall():
        raise UsageError(f"this file is in the store already, as {known!r}" if is_same else
                         f"there is an import {known!r} already; choose another --name")


def _filled(connection: duckdb.DuckDBPyConnection, source: Path, form: str, facts: tuple[str, str, datetime]) -> Taken:
    name, digest, now = facts
    number = connection.execute("SELECT nextval('import_numbers')").fetchall()[0][0]
    insert = files("dragoman.store.imported").joinpath("insert.sql").read_text(encoding="utf-8")
    kept, unread = 0, 0
    told: list[Unread] = []
    read = events(source, form)
    while batch := list(islice(read, _BATCH)):
        rows = [_row(line, found) for line, found in batch if isinstance(found, Event)]
        wrong = [found for _, found in batch if isinstance(found, Unread)]
        if rows:
            connection.execute(insert, {"import": number, "rows": orjson.dumps(rows).decode()})
        kept, unread = kept + len(rows), unread + len(wrong)
        told += wrong[: max(0, _MOST_TOLD - len(told))]
    if not kept:
        reason = told[0].reason if told else "it is empty" if not source.stat().st_size else ""
        raise InputError(f"{source.name} has no line that can be read" + (f": {reason}" if reason else ""))
    connection.execute("INSERT INTO imports VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                       [number, name, form, source.name, digest, now, kept, unread])
    return Taken(name, kept, unread, tuple(told))


def _row(line: int, found: Event) -> dict[str, Any]:
    row: dict[str, Any] = {name: getattr(found, name) for name in Event.__slots__ if name not in ("actor", "recipient")}
    for role, side in (("actor", found.actor), ("recipient", found.recipient)):
        row |= {f"{role}s": side.names, f"{role}_countries": side.countries, f"{role}_sectors": side.sectors}
    return {"line": line} | {name: value.isoformat() if isinstance(value, date) else value
                             for name, value in row.items()}


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
