"""``read``: any mixture of files, folders and standard input, in a fixed order."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Container, Iterable, Iterator, Mapping
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.errors import InputError, UsageError
from dragoman.ingest.duplicates import once
from dragoman.ingest.encoding import decode
from dragoman.ingest.files import opened, suffix, walk, whole
from dragoman.ingest.html import html
from dragoman.ingest.jsonl import json, jsonl
from dragoman.ingest.published import day
from dragoman.ingest.rows import parse_columns
from dragoman.ingest.skipped import Kind, Located, Skipped
from dragoman.ingest.tabular import parquet, table
from dragoman.ingest.text import markdown, plain
from dragoman.types import Report

_KINDS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv",
    ".parquet": "parquet",
}
_SNIFFED = 4096


def read(
    paths: Iterable[str | Path], *, published: str | None = None, columns: Mapping[str, str] | str | None = None,
    known: Container[str] = frozenset(), stdin: BinaryIO | None = None,
) -> Iterator[Report | Skipped]:
    """Read reports from files, folders and ``-`` (standard input).

    Plain text, Markdown, HTML, JSON Lines, JSON, CSV, TSV and Parquet are told by
    their suffix, with ``.gz`` behind it or not; other files are sniffed. Folders
    are read whole, in the order of their paths, without hidden files and READMEs.

    Args:
        paths: what to read, in this order.
        published: day of publication for reports that give none themselves.
        columns: which column is which field, ``{"text": "body"}`` or ``text=body``.
        known: fingerprints of reports coded before, to be skipped as ``known``.
        stdin: what ``-`` reads; the process's own standard input by default.

    Yields:
        Reports, and a ``Skipped`` for each input or line that gives none. Nothing
        is dropped in silence, and no bad input stops the rest.

    Raises:
        UsageError: ``published`` is no day, or ``columns`` is malformed.
    """
    chosen = parse_columns(columns) if isinstance(columns, str) or columns is None else dict(columns)
    try:
        date = day(published)
    except InputError as error:
        raise UsageError(str(error)) from error
    return once(_located([str(path) for path in paths], chosen, date, stdin), known)


def _located(
    paths: Iterable[str], columns: Mapping[str, str], published: str | None, stdin: BinaryIO | None,
) -> Iterator[Located | Skipped]:
    for path in _files(paths):
        if isinstance(path, Skipped):
            yield path
            continue
        try:
            yield from _from_file(path, columns, published, stdin)
        except InputError as error:
            yield Skipped(path, error.line, error.reason)


def _files(paths: Iterable[str]) -> Iterator[str | Skipped]:
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            yield path
        else:
            yield from in_folder(path)


def in_folder(folder: str) -> Iterator[str | Skipped]:
    """Yield the files of a folder that are read, in the order of their paths, and why the others are not."""
    try:
        for path in walk(Path(folder)):
            if path.stem.upper() == "README":
                yield Skipped(str(path), None, "a README, not a report", Kind.IGNORED)
            elif suffix(path) not in _KINDS:
                yield Skipped(str(path), None, "not a kind of file that is read", Kind.IGNORED)
            else:
                yield str(path)
    except OSError as error:
        yield Skipped(error.filename or folder, None, f"cannot be read: {error.strerror}")


def _from_file(
    path: str, columns: Mapping[str, str], published: str | None, stdin: BinaryIO | None,
) -> Iterator[Located | Skipped]:
    kind = _KINDS.get(suffix(Path(path)))
    if kind == "parquet":
        if not Path(path).is_file():
            raise InputError("no such file or folder")
        yield from parquet(path, columns, published)
        return
    with opened(path, stdin) as stream:
        raw = cast("RawIOBase", stream)
        source: BufferedReader = stream if isinstance(stream, BufferedReader) else BufferedReader(raw)
        yield from _from_stream(kind or _sniffed(source), source, path, columns, published)


def _sniffed(stream: BufferedReader) -> str:
    head = stream.peek(_SNIFFED)[:_SNIFFED].removeprefix(BOM_UTF8).lstrip()
    if head.startswith(b"{"):
        return "jsonl"
    is_page = head.startswith(b"<") and (b"<html" in head.lower() or b"<!doctype html" in head.lower())
    return "html" if is_page else "text"


def _from_stream(
    kind: str, stream: BinaryIO, path: str, columns: Mapping[str, str], published: str | None,
) -> Iterator[Located | Skipped]:
    if kind == "jsonl":
        yield from jsonl(stream, path, columns, published)
    elif kind == "json":
        yield from json(stream, path, columns, published)
    elif kind in ("csv", "tsv"):
        yield from table(stream, path, columns, published, delimiter="," if kind == "csv" else "\t")
    else:
        yield Located(_document(kind, whole(stream), path, published), path)


def _document(kind: str, content: bytes, path: str, published: str | None) -> Report:
    if kind == "html":
        return html(content, path, published)
    made = markdown if kind == "markdown" else plain
    return made(decode(content, path), published)
