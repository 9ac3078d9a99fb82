"""Rows that are objects, and data frames of them when you ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar, overload

from dragoman.errors import MissingPart
from dragoman.store.export.flat import csv_line
from dragoman.store.export.values import json_line, plain

_T = TypeVar("_T")


class Table(Sequence[_T], Generic[_T]):
    """A sequence of frozen dataclasses of one kind, convertible as ``store.Result`` is."""

    def __init__(self, kind: type[_T], items: Iterable[_T]) -> None:
        """Keep the items; ``kind`` gives the columns also where there are none."""
        self._items = tuple(items)
        self._columns = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return self._columns

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows as tuples; nested objects stay what they are."""
        return [tuple(getattr(item, name) for name in self._columns) for item in self._items]

    def df(self) -> Any:
        """Return a pandas data frame; raises MissingPart without pandas."""
        return _needing("pandas", self._pandas)

    def pl(self) -> Any:
        """Return a polars data frame; raises MissingPart without polars."""
        return _needing("polars", self._polars)

    def arrow(self) -> Any:
        """Return an Arrow table; raises MissingPart without pyarrow."""
        return _needing("pyarrow", self._arrow)

    def lines(self, form: str) -> Iterator[bytes]:
        """Yield the rows as lines of ``jsonl`` or ``csv`` in UTF-8, nested objects as JSON."""
        if form == "csv":
            yield csv_line(self._columns)
        for row in self.fetchall():
            values = tuple(_cell(value) for value in row)
            yield csv_line(map(plain, values)) if form == "csv" else json_line(self._columns, values)

    @overload
    def __getitem__(self, place: int) -> _T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[_T, ...]: ...
    def __getitem__(self, place: int | slice) -> _T | tuple[_T, ...]:
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[_T]:
        return iter(self._items)

    def __repr__(self) -> str:
        return f"Table({len(self)} rows: {', '.join(self._columns)})"

    def _by_column(self) -> dict[str, list[Any]]:
        return {name: [_cell(getattr(item, name)) for item in self._items] for name in self._columns}

    def _pandas(self) -> Any:
        import pandas as pd

        return pd.DataFrame(self._by_column(), columns=list(self._columns))

    def _polars(self) -> Any:
        import polars as pl

        return pl.DataFrame(self._by_column(), strict=False)

    def _arrow(self) -> Any:
        import pyarrow as pa

        return pa.table(self._by_column())


def _cell(value: Any) -> Any:
    """Return a value that data frames hold: nested dataclasses as mappings, tuples as lists."""
    if isinstance(value, tuple):
        return [_cell(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: _cell(getattr(value, name)) for name in value.__dataclass_fields__}
    return value


def _needing(library: str, form: Callable[[], Any]) -> Any:
    try:
        return form()
    except ModuleNotFoundError as error:
        raise MissingPart(f"{library} is not installed: pip install 'dragoman[frames]'") from error
