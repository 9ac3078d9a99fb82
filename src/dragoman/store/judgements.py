"""Judgements: what people say of records, row after row, nothing ever changed.

They are made in a small SQLite file beside the store, which many may write at once and
nobody has to wait for: a store is locked for as long as ``dragoman code`` writes it.
``keep`` copies them into the store, where they belong, as soon as it is free.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from dragoman.errors import StoreError
from dragoman.store.connect import transaction, writing

CODINGS = ("first", "second", "final")
_PATIENCE = 10.0  # seconds to wait for somebody else's row
_MAKE = """
CREATE TABLE IF NOT EXISTS judgements (
    number INTEGER PRIMARY KEY, act INTEGER NOT NULL, coding TEXT NOT NULL, person TEXT NOT NULL,
    said_at TEXT NOT NULL, coder TEXT NOT NULL, run INTEGER NOT NULL, report TEXT NOT NULL, record TEXT NOT NULL,
    kind TEXT NOT NULL, field TEXT NOT NULL, before TEXT, after TEXT, seen INTEGER NOT NULL, sample TEXT
)"""


@dataclass(frozen=True, slots=True)
class Said:
    """A row about to be added; see ``migrations/0008_judgements.sql`` for what its columns mean."""

    coding: str
    person: str
    coder: str
    run: int
    report: str
    record: str
    kind: str
    field: str
    before: Any = None
    after: Any = None
    seen: int = 0
    sample: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A row as it stands; ``before`` and ``after`` are JSON values, ``said_at`` is UTC without a zone."""

    number: int
    act: int
    coding: str
    person: str
    said_at: datetime
    coder: str
    run: int
    report: str
    record: str
    kind: str
    field: str
    before: Any
    after: Any
    seen: int
    sample: str | None


COLUMNS = tuple(item.name for item in fields(Judgement))
_LIST = ", ".join(COLUMNS)
_HOLES = ", ".join("?" * len(COLUMNS))


def beside(store: str | Path) -> Path:
    """Return the path of the file that the judgements on a store are made in."""
    return Path(f"{store}.judgements")


class Judgements:
    """The judgements on one store; safe to use from several threads and processes."""

    def __init__(self, store: str | Path, kept: Callable[[], Iterable[Sequence[Any]]] | None = None) -> None:
        """Open the file beside ``store``, or make it from what the store has kept.

        Args:
            store: path of the store.
            kept: asks the store for its rows of ``judgements``, in the order of COLUMNS; only used
                where there is no file beside it, for example because the store came alone.
        """
        self.store = Path(store)
        self._path = beside(store)
        with self._changing() as connection:
            if not connection.execute("SELECT 1 FROM judgements").fetchall() and kept is not None:
                _insert(connection, ((*row[:4], _moment(row[4]), *row[5:]) for row in kept()))

    def add(self, rows: Sequence[Said], said_at: datetime) -> tuple[Judgement, ...]:
        """Add the rows of one act, all or none, and return them with their numbers."""
        with self._changing() as connection:
            first = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM judgements").fetchall()[0][0]
            made = tuple(_made(row, first + place, first, said_at) for place, row in enumerate(rows))
            _insert(connection, map(_plain, made))
        return made

    def all(self, coding: str | None = None, report: str | None = None) -> tuple[Judgement, ...]:
        """Return the rows in the order in which they were added; of one coding, of one report, if given."""
        query = (f"SELECT {_LIST} FROM judgements WHERE (:coding IS NULL OR coding = :coding) "  # noqa: S608 - ours
                 "AND (:report IS NULL OR report = :report) ORDER BY number")
        with closing(self._connected()) as connection:
            rows = connection.execute(query, {"coding": coding, "report": report}).fetchall()
        return tuple(map(_read, rows))

    def newest(self) -> int:
        """Return the number of the newest row, 0 for none: it changes whenever anybody says anything."""
        with closing(self._connected()) as connection:
            return int(connection.execute("SELECT coalesce(max(number), 0) FROM judgements").fetchall()[0][0])

    def keep(self) -> int:
        """Copy what is new into the store and return how many rows that were.

        Raises:
            StoreBusy: somebody else is writing or reading it; nothing is lost, ask again later.
            StoreError: the store has other judgements under the same numbers.
        """
        rows = self.all()
        if not rows:
            return 0
        with closing(writing(self.store)) as connection:
            held = connection.execute("SELECT number, person, said_at, record FROM judgements").fetchall()
            known = {row[0]: row[1:] for row in held}
            if any(known.get(row.number, _key(row)) != _key(row) for row in rows):
                raise StoreError(f"{self._path} is not about {self.store}: they have other judgements of one number")
            new = [_plain(row) for row in rows if row.number not in known]
            if new:
                with transaction(connection):
                    connection.executemany(f"INSERT INTO judgements ({_LIST}) VALUES ({_HOLES})", new)  # noqa: S608
        return len(new)

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """Hold the file for one change: nobody adds a row between a look and what follows from it."""
        try:
            with closing(self._connected()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    connection.execute(_MAKE)
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
        except sqlite3.Error as error:
            raise StoreError(f"{self._path}: {error}") from error


def _insert(connection: sqlite3.Connection, rows: Iterable[Sequence[Any]]) -> None:
    connection.executemany(f"INSERT INTO judgements ({_LIST}) VALUES ({_HOLES})", rows)  # noqa: S608 - our own names


def _made(row: Said, number: int, act: int, said_at: datetime) -> Judgement:
    return Judgement(
        number, act, row.coding, row.person, said_at, row.coder, row.run, row.report, row.record, row.kind, row.field,
        row.before, row.after, row.seen, row.sample,
    )


def _plain(row: Judgement) -> tuple[Any, ...]:
    values = astuple(row)
    return (*values[:4], _moment(row.said_at), *values[5:11], _json(row.before), _json(row.after), *values[13:])


def _read(row: Sequence[Any]) -> Judgement:
    said_at, before, after = datetime.fromisoformat(row[4]), _value(row[11]), _value(row[12])
    return Judgement(*(*row[:4], said_at, *row[5:11], before, after, *row[13:]))


def _key(row: Judgement) -> tuple[Any, ...]:
    return row.person, row.said_at, row.record


def _moment(value: datetime | str) -> str:
    return value if isinstance(value, str) else value.isoformat(" ")


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


def _value(text: str | None) -> Any:
    return None if text is None else orjson.loads(text)
