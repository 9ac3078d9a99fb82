"""A rule: the row of a packaged table that has its id, and what it decided in this store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from dragoman.store import Store
from dragoman.tables.load import read_bytes, toml

_MOST_CASES = 20


@dataclass(frozen=True, slots=True)
class TableRow:
    """Where a rule stands: table, and its fields with their values."""

    table: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One decision by a rule: the record, the field, the words it looked at and its reason."""

    record: str
    report: str
    title: str | None
    field: str
    detail: str
    words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its rows (none for rules that are code) and some of its cases."""

    id: str
    rows: tuple[TableRow, ...]
    cases: tuple[Case, ...]


def rule(store: Store, name: str) -> Rule:
    """Return a rule by its id; one that decided nothing here and stands in no table has neither rows nor cases."""
    return Rule(name, tuple(_rows(name)), tuple(_cases(store, name)))


def read_tables() -> None:
    """Read all tables, so that no request has to."""
    _settings(), _texts()


def _rows(name: str) -> Iterator[TableRow]:
    for table, fields in _settings().get(name, ()):
        yield TableRow(f"{table}.toml", tuple((key, _said(value)) for key, value in fields.items()))
    for table, (header, text) in _texts().items():
        for row in _lines(text, name):
            yield TableRow(f"{table}.tsv", tuple(item for item in zip(header, row, strict=False) if item[1]))


@cache
def _settings() -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Return the mappings of the TOML tables, each with its table, by their id and by their place in the table."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for table in _tables(".toml"):
        for names, fields in _within(toml(table), ()):
            for name in names:
                found.setdefault(name, []).append((table, fields))
    return found


def _within(value: Any, path: tuple[str, ...]) -> Iterator[tuple[set[str], dict[str, Any]]]:
    """Yield the mappings under a table, each with what it may be asked for by."""
    if isinstance(value, dict):
        yield {name for name in (value.get("id"), ".".join(path)) if isinstance(name, str) and name}, value
        for key, item in value.items():
            yield from _within(item, (*path, key))
    elif isinstance(value, list):
        for item in value:
            yield from _within(item, path) if isinstance(item, dict) else ()


@cache
def _tables(ending: str) -> tuple[str, ...]:
    names = (item.name for item in files("dragoman.tables").iterdir())
    return tuple(sorted(name.removesuffix(ending) for name in names if name.endswith(ending)))


@cache
def _texts() -> dict[str, tuple[list[str], bytes]]:
    """Return header and bytes of the tables whose rows have ids; small, and unpacked once."""
    import gzip

    unpacked = ((table, gzip.decompress(read_bytes(f"{table}.tsv.gz"))) for table in _tables(".tsv.gz"))
    headed = ((table, text.partition(b"\n")[0].decode("utf-8").split("\t"), text) for table, text in unpacked)
    return {table: (header, text) for table, header, text in headed if header[0] == "id"}


def _lines(text: bytes, name: str) -> Iterator[list[str]]:
    """Yield the rows of a table whose id is the name."""
    start, wanted = 0, f"\n{name}\t".encode()
    while (start := text.find(wanted, start)) >= 0:
        end = text.find(b"\n", start + 1)
        yield text[start + 1:end if end >= 0 else len(text)].decode("utf-8").rstrip("\r").split("\t")
        start += 1


def _cases(store: Store, name: str) -> Iterator[Case]:
    query = ("SELECT found.id, found.report, listed.title, found.record -> '$.why', reports.text FROM ("
             "SELECT id, report, record FROM records WHERE contains(record::VARCHAR, $words) LIMIT $most) AS found "
             "JOIN listed_reports AS listed ON listed.id = found.report JOIN reports ON reports.id = found.report")
    words = orjson.dumps({"rule": name}).decode()[1:-1]
    for record, report, title, why, text in store.sql(query, {"words": words, "most": _MOST_CASES}).fetchall():
        for reason in orjson.loads(why):
            if reason["rule"] == name:
                passages = " … ".join(text[start:end] for start, end in reason.get("spans") or ())
                yield Case(record, report, title, reason["field"], reason.get("detail") or "", passages)
                break


def _said(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value, default=str).decode()
