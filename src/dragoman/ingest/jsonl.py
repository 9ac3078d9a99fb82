"""JSON Lines (one report a line) and JSON (one report, or a list of them)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO

import orjson

from dragoman.errors import InputError
from dragoman.ingest.encoding import decode
from dragoman.ingest.files import whole
from dragoman.ingest.rows import report_from, resolve
from dragoman.ingest.skipped import Located, Skipped

MAX_LINE = 20 * 2**20
"""Bytes that one line may have."""


def jsonl(
    stream: BinaryIO, path: str, columns: Mapping[str, str], published: str | None = None,
) -> Iterator[Located | Skipped]:
    """Yield the reports of a JSON Lines stream, one line in memory at a time."""
    for number, line in _lines(stream):
        if line is None:
            yield Skipped(path, number, f"a line of more than {MAX_LINE // 2**20} MiB")
        elif line.strip():
            yield _located(line, path, number, columns, published)


def json(
    stream: BinaryIO, path: str, columns: Mapping[str, str], published: str | None = None,
) -> Iterator[Located | Skipped]:
    """Yield the reports of a JSON document: one object or a list; raises InputError."""
    content = whole(stream)
    try:
        document = orjson.loads(decode(content, path))
    except orjson.JSONDecodeError:
        # Many tools write JSON Lines under this name.
        yield from jsonl(BytesIO(content), path, columns, published)
        return
    for number, row in enumerate(document if isinstance(document, list) else [document], 1):
        yield _made(row, path, number, columns, published)


def _located(
    line: bytes, path: str, number: int, columns: Mapping[str, str], published: str | None,
) -> Located | Skipped:
    try:
        row = orjson.loads(decode(line, f"{path}:{number}"))
    except orjson.JSONDecodeError as error:
        cut = "" if line.endswith(b"\n") else "; the file may be cut off"
        return Skipped(path, number, f"not JSON: {error}{cut}")
    except InputError as error:
        return Skipped(path, number, error.reason)
    return _made(row, path, number, columns, published)


def _made(row: Any, path: str, number: int, columns: Mapping[str, str], published: str | None) -> Located | Skipped:
    if not isinstance(row, dict):
        return Skipped(path, number, f"not a JSON object but {type(row).__name__}")
    try:
        return Located(report_from(row, resolve(columns, row.keys()), published), path, number)
    except InputError as error:
        return Skipped(path, number, error.reason, report=_named(row))


def _named(row: dict[str, Any]) -> str | None:
    name = row.get("id")
    return name if isinstance(name, str) else None


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield numbered lines; None for one that is too long, which is passed over unread."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        too_long = len(line) > MAX_LINE
        while too_long and line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)
        yield number, None if too_long else line

