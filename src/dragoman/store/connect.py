"""Opening a store: for reading, locked down; for writing, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import duckdb

from dragoman.errors import NewerStore, NotAStore, NothingFound, StoreBusy, StoreError

# Queries are other people's: they may read this store and nothing else, and change nothing.
_LOCKED = {
    "enable_external_access": "false", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
    "python_enable_replacements": "false", "lock_configuration": "true",
}
# Made anew whenever a store is opened for writing; the second uses the first.
_VIEWS = ("countries.sql", "views.sql")
_BUSY = ("lock on file", "already attached", "already open", "different configuration", "being used by another process")


class Step(NamedTuple):
    """A numbered change of the schema."""

    number: int
    name: str
    sql: str


def reading(path: str | Path) -> duckdb.DuckDBPyConnection:
    """Open a store read-only, without access to files, settings or Python's variables.

    A store of an earlier version is first brought up to date: what is asked for is
    views that it does not have yet.

    Raises:
        NothingFound: there is no such file.
        NotAStore, NewerStore, StoreBusy: it cannot be used.
    """
    if not Path(path).is_file():
        raise NothingFound(f"no store at {path}; `dragoman code` makes one")
    connection = _locked(path)
    try:
        with _told(path):
            is_old = bool(_missing(connection, path, schema_steps()))
    except StoreError:
        connection.close()
        raise
    if is_old:
        connection.close()
        writing(path).close()
        connection = _locked(path)
    return connection


def _locked(path: str | Path) -> duckdb.DuckDBPyConnection:
    with _told(path):
        return duckdb.connect(str(path), read_only=True, config=dict(_LOCKED))


def writing(path: str | Path, steps: Sequence[Step] | None = None) -> duckdb.DuckDBPyConnection:
    """Open a store for writing; make it if there is none, bring it up to date if it is old.

    Files are written in DuckDB's oldest storage format that we need, so that older
    clients and R read them too.

    Raises:
        NotAStore, NewerStore, StoreBusy: it cannot be used.
        StoreError: it cannot be made, for example for want of the folder.
    """
    with _told(path):
        connection = duckdb.connect(":memory:")
        try:
            place = str(path).replace("'", "''")
            # DuckDB refuses to name a version lower than a file already has.
            form = "" if Path(path).exists() else " (STORAGE_VERSION 'v1.0.0')"
            connection.execute(f"ATTACH '{place}' AS dragoman_store{form}")
            connection.execute("USE dragoman_store")
            _migrate(connection, path, schema_steps() if steps is None else steps)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what happens inside, all of it or, after any error or Ctrl-C, nothing."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


@cache
def statements(name: str) -> dict[str, str]:
    """Return the statements of the file ``name`` beside this one, by the names in its comments."""
    text = files("dragoman.store").joinpath(name).read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split("-- name: ")[1:])
    return {title.strip(): statement for title, _, statement in parts}


@cache
def schema_steps() -> tuple[Step, ...]:
    """Return ``schema.sql`` as step 1 and the files ``migrations/NNNN_name.sql`` after it."""
    folder = files("dragoman.store")
    later = sorted(item.name for item in folder.joinpath("migrations").iterdir() if item.name.endswith(".sql"))
    first = Step(1, "schema", folder.joinpath("schema.sql").read_text(encoding="utf-8"))
    return (first, *(_step(name) for name in later))


def _step(name: str) -> Step:
    number, _, title = name.removesuffix(".sql").partition("_")
    return Step(int(number), title, files("dragoman.store").joinpath("migrations", name).read_text(encoding="utf-8"))


def _migrate(connection: duckdb.DuckDBPyConnection, path: str | Path, steps: Sequence[Step]) -> None:
    has_tables = connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall()[0][0]
    missing = _missing(connection, path, steps) if has_tables else steps
    with transaction(connection):
        for step in missing:
            connection.execute(step.sql)
            connection.execute("INSERT INTO migrations VALUES (?, ?)", [step.number, step.name])
        for name in _VIEWS:
            connection.execute(files("dragoman.store").joinpath(name).read_text(encoding="utf-8"))


def _missing(connection: duckdb.DuckDBPyConnection, path: str | Path, steps: Sequence[Step]) -> list[Step]:
    """Return the steps that the store has not gone through; raises NotAStore, NewerStore."""
    try:
        done = {number for number, in connection.execute("SELECT number FROM migrations").fetchall()}
    except duckdb.CatalogException as error:
        raise NotAStore(f"{path} is a DuckDB file, but not a store of Dragoman's") from error
    known = steps[-1].number
    if not done or max(done) > known:
        found = max(done, default=None)
        raise NewerStore(f"{path} was written by a later version of Dragoman (schema {found}, this one knows {known})")
    return [step for step in steps if step.number not in done]


@contextmanager
def _told(path: str | Path) -> Iterator[None]:
    """Turn DuckDB's errors on opening into ours."""
    try:
        yield
    except duckdb.Error as error:
        message = str(error).splitlines()[0]
        if any(words in str(error) for words in _BUSY):
            raise StoreBusy(f"{path} is in use by another process or connection; try again when it is done") from error
        if "not a valid DuckDB" in message or "Serialization" in message:
            raise NotAStore(f"{path} is not a store: {message}") from error
        raise StoreError(f"{path}: {message}") from error
