"""Values of a query's rows as JSON and as the cells of a spreadsheet."""

from __future__ import annotations

from typing import Any

import orjson


def json_line(columns: tuple[str, ...], row: tuple[Any, ...]) -> bytes:
    """Return a row as one line of JSON; what JSON has no word for is written as text."""
    named = dict(zip(columns, row, strict=True))
    return orjson.dumps(named, default=str, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS)


def plain(value: Any) -> Any:
    """Return a value as a cell: lists of words with semicolons, other nesting as JSON."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    if isinstance(value, list | dict):
        return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
    return value
