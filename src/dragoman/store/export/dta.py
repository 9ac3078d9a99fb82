"""Stata's format 118 (Stata 14 and later): own writer, for pandas would hold the whole table in memory.

The file begins with the widths of its columns, so rows are written to a temporary
file first and their widths measured. Strings over 2,045 bytes are ``strL``.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import Any

import orjson

from dragoman.store.export.fields import day
from dragoman.store.export.flat import COLUMNS, flat
from dragoman.types import Record

_WIDEST = 2045
_STRL, _DOUBLE, _LONG = 32768, 65526, 65528
_MISSING_DOUBLE = struct.unpack("<d", struct.pack("<Q", 0x7FE0000000000000))[0]
_MISSING_LONG, _MOST_LONG = 2147483621, 2147483620
_NUMBERS = {"intensity", "lat", "lon", "confidence", "geonames"} | {
    name for name in COLUMNS if name.endswith(("_low", "_high"))}
_WHOLE = {"quad", "trigger_start", "trigger_end"}
_DAY = "event_day"
_EPOCH = date(1960, 1, 1)
_IN_MEMORY = 16 * 1024 * 1024
_QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
_LABELS = {_DAY: "day of the act, missing if not known to the day", "intensity": "PLOVER score, -10 to 10",
           "when_from": "first day, month or year of the act", "when_to": "last day, month or year of the act",
           "confidence": "share of such records that are right in type, actor and recipient"}


@dataclass(slots=True)
class _Columns:
    names: tuple[str, ...] = (*COLUMNS, _DAY)
    widths: list[int] = field(default_factory=lambda: [1] * (len(COLUMNS) + 1))

    def kind(self, number: int) -> int:
        """Return Stata's code of the type of a column."""
        name = self.names[number]
        if name in _WHOLE or name == _DAY:
            return _LONG
        if name in _NUMBERS:
            return _DOUBLE
        return self.widths[number] if self.widths[number] <= _WIDEST else _STRL


def lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the file in pieces; at most one row and 16 MiB of spooled rows are in memory."""
    columns = _Columns()
    with SpooledTemporaryFile(_IN_MEMORY) as spool, SpooledTemporaryFile(_IN_MEMORY) as long:
        count = _spool(records, columns, spool)
        spool.seek(0)
        yield from _file(columns, count, spool, long)


def _spool(records: Iterable[Record], columns: _Columns, spool: Any) -> int:
    """Write rows as JSON, measure their strings, and return how many there are."""
    count = 0
    for record in records:
        row = [*flat(record), _stata_day(record)]
        for number, value in enumerate(row):
            if isinstance(value, str):
                columns.widths[number] = max(columns.widths[number], len(value.encode("utf-8", "replace")))
        spool.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        count += 1
    return count


def _stata_day(record: Record) -> int | None:
    if record.when is None or record.when.from_ != record.when.to:
        return None
    found = day(record.when.from_)
    return None if found is None else (found - _EPOCH).days


def _file(columns: _Columns, count: int, spool: Iterable[bytes], long: Any) -> Iterator[bytes]:
    """Yield the sections in order; the map of their places is known from their sizes."""
    kinds = [columns.kind(number) for number in range(len(columns.names))]
    head = _header(len(kinds), count)
    described = _described(columns.names, kinds)
    width = sum(kind if kind <= _WIDEST else 8 if kind in (_STRL, _DOUBLE) else 4 for kind in kinds)
    labels = _value_labels()
    places = [0, len(head)]
    start = len(head) + len(b"<map></map>") + 14 * 8
    for section in described:
        places.append(start)
        start += len(section)
    places.append(start)
    data_end = start + len(b"<data></data>") + width * count
    places.append(data_end)
    # The long strings follow the rows, so their size must be known before: they are packed now.
    rows = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed below
    with rows:
        for number, line in enumerate(spool, 1):
            rows.write(_packed(orjson.loads(line), kinds, number, long))
        size = long.tell()
        places.append(data_end + len(b"<strls></strls>") + size)
        places.append(places[-1] + len(labels))
        places.append(places[-1] + len(b"</stata_dta>"))
        yield head
        yield b"<map>" + struct.pack("<14Q", *places) + b"</map>"
        yield from described
        yield from _wrapped(b"data", rows)
        yield from _wrapped(b"strls", long)
    yield labels + b"</stata_dta>"


def _wrapped(tag: bytes, stream: Any) -> Iterator[bytes]:
    yield b"<" + tag + b">"
    stream.seek(0)
    while piece := stream.read(1 << 20):
        yield piece
    yield b"</" + tag + b">"


def _header(variables: int, count: int) -> bytes:
    label = b"Dragoman event records"
    return (b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder><K>" + struct.pack("<H", variables)
            + b"</K><N>" + struct.pack("<Q", count) + b"</N><label>" + struct.pack("<H", len(label)) + label
            + b"</label><timestamp>\x00</timestamp></header>")


def _described(names: Sequence[str], kinds: Sequence[int]) -> list[bytes]:
    """Return the seven sections that describe the columns."""
    def fixed(width: int, of: Callable[[str], str]) -> bytes:
        return b"".join(of(name).encode().ljust(width, b"\x00") for name in names)

    formats = b"".join(_format(name, kind).encode().ljust(57, b"\x00") for name, kind in zip(names, kinds, strict=True))
    return [
        b"<variable_types>" + struct.pack(f"<{len(kinds)}H", *kinds) + b"</variable_types>",
        b"<varnames>" + fixed(129, lambda name: name) + b"</varnames>",
        b"<sortlist>" + b"\x00\x00" * (len(kinds) + 1) + b"</sortlist>",
        b"<formats>" + formats + b"</formats>",
        b"<value_label_names>" + fixed(129, lambda name: "quad" if name == "quad" else "") + b"</value_label_names>",
        b"<variable_labels>" + fixed(321, lambda name: _LABELS.get(name, "")) + b"</variable_labels>",
        b"<characteristics></characteristics>",
    ]


def _format(name: str, kind: int) -> str:
    if kind <= _WIDEST:
        return f"%-{min(kind, 40)}s"
    return "%td" if name == _DAY else {_STRL: "%-40s", _DOUBLE: "%10.0g", _LONG: "%12.0g"}[kind]


def _packed(row: Sequence[Any], kinds: Sequence[int], number: int, long: Any) -> bytes:
    return b"".join(_cell(value, kind, (position, number), long)
                    for position, (value, kind) in enumerate(zip(row, kinds, strict=True), 1))


def _cell(value: Any, kind: int, place: tuple[int, int], long: Any) -> bytes:
    if kind == _DOUBLE:
        return struct.pack("<d", _MISSING_DOUBLE if value is None else value)
    if kind == _LONG:
        return struct.pack("<i", _MISSING_LONG if value is None or value > _MOST_LONG else value)
    text = b"" if value is None else str(value).encode("utf-8", "replace").replace(b"\x00", b" ")
    if kind != _STRL:
        return text.ljust(kind, b"\x00")
    if not text:
        return bytes(8)
    long.write(b"GSO" + struct.pack("<IQBI", *place, 130, len(text) + 1) + text + b"\x00")
    return struct.pack("<H", place[0]) + struct.pack("<Q", place[1])[:6]


def _value_labels() -> bytes:
    texts = [text.encode() + b"\x00" for text in _QUADS.values()]
    offsets = [sum(map(len, texts[:number])) for number in range(len(texts))]
    table = (struct.pack("<ii", len(texts), sum(map(len, texts))) + struct.pack(f"<{len(texts)}i", *offsets)
             + struct.pack(f"<{len(texts)}i", *_QUADS) + b"".join(texts))
    return (b"<value_labels><lbl>" + struct.pack("<i", len(table)) + b"quad".ljust(129, b"\x00") + bytes(3) + table
            + b"</lbl></value_labels>")
