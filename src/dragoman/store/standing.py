"""Writing what stands into a store: a keeping is one transaction and replaces nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import orjson

from dragoman.errors import NothingFound, StoreError
from dragoman.store.connect import statements, transaction, writing

TABLES = ("commitments", "measures", "control", "changes")
"""Tables that a keeping fills."""

Row = Mapping[str, Any]


def keep(path: str | Path, rows: Mapping[str, Sequence[Row]], *, rules: str, begun: datetime) -> int:
    """Write a keeping and return its number; the views show the newest.

    Args:
        path: an existing store.
        rows: for each of ``TABLES`` its rows, with the columns of ``standing.sql``.
        rules: digest of the rules that made them.
        begun: when they were made.

    Raises:
        NothingFound: there is no store.
        StoreError: it cannot be written, or refuses a row.
    """
    if not Path(path).is_file():
        raise NothingFound(f"no store at {path}; `dragoman code` makes one")
    connection = writing(path)
    try:
        with transaction(connection):
            begin = connection.execute(statements("standing.sql")["begin"], {"rules": rules, "begun": begun})
            number = int(begin.fetchall()[0][0])
            for table in TABLES:
                if rows[table]:
                    given = {"rows": orjson.dumps(list(rows[table])).decode(), "standing": number}
                    connection.execute(statements("standing.sql")[table], given)
    except duckdb.Error as error:
        raise StoreError(f"the store refuses what stands: {str(error).splitlines()[0]}") from error
    finally:
        connection.close()
    return number
