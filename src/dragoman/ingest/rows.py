"""Rows of JSONL, CSV and Parquet to reports: which column is which field."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from dragoman.errors import InputError, UsageError
from dragoman.ingest.published import day
from dragoman.types import Report

MAX_TEXT = 1_000_000
"""Characters that the text of one report may have."""

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id",), "title": ("title",), "date": ("date", "published"), "text": ("text",), "source": ("source",),
    "url": ("url",), "language": ("language",), "licence": ("licence", "license"),
}
"""Fields of a report and the columns they are read from, first present one first."""


def parse_columns(mapping: str | None) -> dict[str, str]:
    """Return ``{"text": "body"}`` for ``text=body``.

    >>> parse_columns("text=body,date=pub")
    {'text': 'body', 'date': 'pub'}

    Raises:
        UsageError: a part is not FIELD=COLUMN, or there is no such field.
    """
    columns: dict[str, str] = {}
    for part in (mapping or "").split(","):
        if not part.strip():
            continue
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or not column or field not in NAMES:
            raise UsageError(f"--columns: {part.strip()!r} is not FIELD=COLUMN; fields: {', '.join(NAMES)}")
        columns[field] = column
    return columns


def resolve(columns: Mapping[str, str], present: Collection[str]) -> dict[str, str]:
    """Return which column holds which field, for a table with the columns ``present``.

    Raises:
        InputError: there is no text column, or a mapped column is absent.
    """
    chosen = {field: next((name for name in names if name in present), None) for field, names in NAMES.items()}
    found = {field: name for field, name in {**chosen, **columns}.items() if name is not None}
    for field, name in columns.items():
        if name not in present:
            raise InputError(f"no column {name!r} for {field} (columns: {_listed(present)})")
    if "text" not in found:
        raise InputError(f"no column 'text' (columns: {_listed(present)}); name it with --columns text=COLUMN")
    return found


def report_from(row: Mapping[str, object], columns: Mapping[str, str], published: str | None) -> Report:
    """Make a report of a row; ``published`` stands in where the row gives no date.

    The text is stored exactly as it stands in the row.

    Raises:
        InputError: the text is missing, empty, binary or too long, or the date is not understood.
    """
    value = {field: row.get(column) for field, column in columns.items()}
    text = value.pop("text", None)
    if text is not None and not isinstance(text, str):
        raise InputError(f"the text is not text but {type(text).__name__}")
    report = Report.of(checked(text), id=_words(value.get("id")), title=_words(value.get("title")),
                       published=day(value.get("date")) or published)
    return replace(report, source=_words(value.get("source")), url=_words(value.get("url")),
                   language=_words(value.get("language")), licence=_words(value.get("licence")))


def checked(text: str | None) -> str:
    """Return ``text`` if it can be a report's; raises InputError saying why not."""
    if text is None or not text.strip():
        raise InputError("no text")
    if "\0" in text:
        raise InputError("binary, not text: it holds NUL characters")
    if len(text) > MAX_TEXT:
        raise InputError(f"{len(text):,} characters of text; one report may have {MAX_TEXT:,}")
    return text


def _words(value: object) -> str | None:
    written = "" if value is None else str(value).strip()
    return written or None


def _listed(present: Collection[str]) -> str:
    names = [str(name)[:30] for name in present]
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "") or "none"  # noqa: PLR2004
