"""Reading a store: its tables, any SQL on them, and codings as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb

from dragoman.errors import MissingPart, QueryError
from dragoman.store import coded
from dragoman.store.connect import reading
from dragoman.types import Coding, Record

Values = Sequence[Any] | Mapping[str, Any] | None
_BATCH = 1000


class Result:
    """The answer to a query, in the form that you ask for; each form asks anew."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, query: str, values: Values) -> None:
        self._connection = connection
        self._query = query
        self._values = values
        self._fresh: duckdb.DuckDBPyConnection | None = self._asked()
        self._columns = tuple(column[0] for column in self._fresh.description or ())

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return self._columns

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows as tuples of Python values."""
        return self._answer().fetchall()

    def batches(self, size: int) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows ``size`` at a time; more are never in memory."""
        answer = self._answer()
        while rows := answer.fetchmany(size):
            yield rows

    def df(self) -> Any:
        """Return a pandas data frame; raises MissingPart without pandas."""
        return _needing("pandas", self._answer().df)

    def pl(self) -> Any:
        """Return a polars data frame; raises MissingPart without polars."""
        return _needing("polars", self.relation.pl)

    def arrow(self) -> Any:
        """Return an Arrow table; raises MissingPart without pyarrow."""
        return _needing("pyarrow", self.relation.to_arrow_table)

    @cached_property
    def relation(self) -> duckdb.DuckDBPyRelation:
        """The query as a DuckDB relation, to filter and join further."""
        return self._connection.sql(self._query, params=self._values)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.fetchall())

    def __repr__(self) -> str:
        return f"Result({self._query!r}: {', '.join(self._columns)})"

    def _answer(self) -> duckdb.DuckDBPyConnection:
        fresh, self._fresh = self._fresh, None
        return fresh if fresh is not None else self._asked()

    def _asked(self) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.cursor().execute(self._query, self._values)
        except duckdb.Error as error:
            raise QueryError(_told(error)) from error


class Store:
    """A store opened for reading; use it in a ``with`` statement or ``close`` it.

    Tables and columns are in ``docs/guide/store.md``. Queries can neither change
    the store nor reach any other file.
    """

    def __init__(self, path: str | Path) -> None:
        """Open the store at ``path``; raises NothingFound or a StoreError."""
        self.path = Path(path)
        self._connection = reading(path)

    def sql(self, query: str, values: Values = None) -> Result:
        """Ask the store in SQL; ``values`` fill ``?`` or ``$name``. Raises QueryError."""
        return Result(self._connection, query, values)

    def records(self) -> Result:
        """Return the current records, by report and place in the text."""
        return self.sql("SELECT * FROM records ORDER BY report, position")

    def reports(self) -> Result:
        """Return the reports, by day of publication and id."""
        return self.sql("SELECT * FROM reports ORDER BY published, id")

    def participants(self) -> Result:
        """Return who takes part in the current records, and in which role."""
        return self.sql("SELECT * FROM participants ORDER BY report, record, role, position")

    def rejected(self) -> Result:
        """Return the candidates that were not coded, with reasons."""
        return self.sql("SELECT * FROM rejected ORDER BY report, position")

    def find(self, prefix: str) -> coded.Found:
        """Return what an id, or its unambiguous beginning, means; see ``coded.find``."""
        return coded.find(self._connection, prefix)

    def coding(self, report: str) -> Coding:
        """Return a report with its current records; raises NothingFound."""
        return coded.coding(self._connection, report)

    def record(self, name: str) -> Record:
        """Return one record; raises NothingFound."""
        return coded.record(self._connection, name)

    def each(self) -> Iterator[Record]:
        """Yield the current records as ``records`` orders them, a batch in memory at a time."""
        after: tuple[str, int] = ("", -1)
        query = ("SELECT report, position, record, episode FROM records "
                 "WHERE (report, position) > ($report, $position) ORDER BY report, position LIMIT $most")
        while rows := self.sql(query, {"report": after[0], "position": after[1], "most": _BATCH}).fetchall():
            yield from (coded.read(*row[2:]) for row in rows)
            after = rows[-1][:2]

    def close(self) -> None:
        """Close the store; results that were not fetched are lost."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self.close()


def _needing(library: str, form: Any) -> Any:
    try:
        return form()
    except ModuleNotFoundError as error:
        raise MissingPart(f"{library} is not installed: pip install 'dragoman[frames]'") from error


def _told(error: duckdb.Error) -> str:
    lines = str(error).split("\n\n")[0].splitlines()
    return " ".join(line.strip() for line in lines if line.strip())
