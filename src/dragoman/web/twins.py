"""The same rows three times: a page, JSON and CSV, at one address with three endings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from dragoman.store.export.flat import csv_line
from dragoman.store.export.values import plain

FORMS = {"json": "application/json", "csv": "text/csv; charset=utf-8"}
_PER_CHUNK = 500


def listed(path: str, endpoint: Callable[[Request], Response]) -> list[Route]:
    """Return the routes of a list: ``path``, ``path.json`` and ``path.csv``; ``form_of`` tells which was asked for."""
    return [Route(f"{path}{ending}", endpoint) for ending in ("", *(f".{form}" for form in FORMS))]


def form_of(request: Request) -> str:
    """Return ``html``, ``json`` or ``csv``: how the rows are asked for."""
    ending = request.url.path.rpartition(".")[2]
    return ending if ending in FORMS else "html"


def twin(form: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], name: str) -> Response:
    """Return rows as a JSON array of objects, or as CSV with a heading.

    Args:
        form: ``json`` or ``csv``.
        columns: names of the columns.
        rows: values in that order; nested ones become JSON inside CSV.
        name: what the file is called when it is saved, without ending.
    """
    lines = _json(columns, rows) if form == "json" else _csv(columns, rows)
    headers = {"content-disposition": f'inline; filename="{name}.{form}"'}
    return StreamingResponse(_joined(lines), media_type=FORMS[form], headers=headers)


def _json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    yield b"["
    for number, row in enumerate(rows):
        yield b",\n" if number else b"\n"
        yield orjson.dumps(dict(zip(columns, row, strict=True)), default=str, option=orjson.OPT_NON_STR_KEYS)
    yield b"\n]\n"


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    yield csv_line(columns)
    for row in rows:
        yield csv_line(map(plain, row))


def _joined(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines together: a chunk a line would cost more than the line."""
    waiting: list[bytes] = []
    for line in lines:
        waiting.append(line)
        if len(waiting) >= _PER_CHUNK:
            yield b"".join(waiting)
            waiting.clear()
    yield b"".join(waiting)
