"""Eighth step: records kept in one DuckDB file; the only place that writes SQL.

``write.Writer`` appends a run, ``query.Store`` reads, ``export`` writes files
for others. ``schema.sql`` says what is kept, ``views.sql`` what users see,
``insert.sql`` how rows come in, ``connect`` how a file is opened and brought up to date.
"""

from pathlib import Path

from dragoman.store.query import Result, Store
from dragoman.store.write import Writer

__all__ = ["Result", "Store", "Writer", "open"]


def open(path: str | Path) -> Store:  # noqa: A001 - `dragoman.open` reads as one word
    """Open the store at ``path`` for reading.

    Raises:
        NothingFound: there is no such file.
        NotAStore, NewerStore, StoreBusy: it cannot be used.
    """
    return Store(path)
