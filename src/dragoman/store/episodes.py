"""Episodes in a store: what ``analyze.episodes.link`` asks and writes; ``episodes.sql`` has the statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import duckdb
import orjson

from dragoman.errors import NothingFound, StoreError
from dragoman.store.connect import statements, transaction, writing

Row = dict[str, Any]
_STATE = ("act_nodes", "act_keys", "act_pairs")
_HISTORY = ("raw_episodes", "raw_episode_members", "raw_claims")


class State(NamedTuple):
    """How far a store is linked: the rules and the last verdict that were applied, and whether that broke off."""

    rules: str
    verdicts: int
    broke_off: bool


class Links:
    """A store opened for linking; use it in a ``with`` statement."""

    def __init__(self, path: str | Path) -> None:
        """Open the store at ``path``; raises NothingFound or a StoreError."""
        if not Path(path).is_file():
            raise NothingFound(f"no store at {path}; `dragoman code` makes one")
        self._connection = writing(path)

    def ask(self, statement: str, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a named statement. Raises StoreError."""
        return self._run(statement, values).fetchall()

    def rows(self, statement: str, **values: Any) -> Iterator[Row]:
        """Yield the rows of a named statement by column. Raises StoreError."""
        answer = self._run(statement, values)
        columns = [column[0] for column in answer.description or ()]
        return (dict(zip(columns, row, strict=True)) for row in answer.fetchall())

    def write(self, statement: str, rows: Sequence[Mapping[str, Any]], **values: Any) -> None:
        """Write rows by a named statement. Raises StoreError."""
        if rows:
            self._run(statement, {"rows": rows, **values})

    def transaction(self) -> AbstractContextManager[None]:
        """Commit what happens inside, all of it or nothing."""
        return transaction(self._connection)

    def state(self) -> State | None:
        """Return how far the store is linked; None if it never was."""
        found = self.ask("rules")
        return State(*found[0]) if found else None

    def begin(self, begun: datetime, rules: str, verdicts: int) -> int:
        """Note that a linking begins, and return its number."""
        return int(self.ask("begin", begun=begun, rules=rules, verdicts=verdicts)[0][0])

    def forget(self, link: int) -> None:
        """End all episodes and empty the working data, so that everything is linked anew."""
        for table in _STATE:
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        for table in _HISTORY:
            self._connection.execute(f"UPDATE {table} SET until = ? WHERE until IS NULL", [link])  # noqa: S608 - as above

    def drop(self, records: Collection[str]) -> None:
        """Take records out of the working data."""
        for statement in ("drop_nodes", "drop_keys", "drop_pairs"):
            self.ask(statement, ids=list(records))

    def end(self, episodes: Collection[str], link: int) -> None:
        """End episodes with their members and claims."""
        for statement in ("end_members", "end_episodes", "end_claims"):
            self.ask(statement, ids=list(episodes), link=link)

    def close(self) -> None:
        """Close the store."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self, statement: str, values: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
        given = {name: orjson.dumps(value).decode() if name == "rows" else value for name, value in values.items()}
        try:
            return self._connection.execute(statements("episodes.sql")[statement], given)
        except duckdb.Error as error:
            raise StoreError(f"the store refuses to {statement}: {str(error).splitlines()[0]}") from error


def chunks(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield the items in lists of at most ``size``."""
    listed = list(items)
    for start in range(0, len(listed), size):
        yield listed[start:start + size]


ACTS = statements("episodes.sql")["acts"]
"""The rows of records by ``ids`` that ``analyze.episodes.act`` takes."""
