"""The words of reports around what was coded, for many records at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.store import Store

_AROUND = 140
_QUERY = """
SELECT r.id, r.report, raw.published, raw.source, r.trigger,
    substr(texts.text, greatest(r.trigger_start - $around, 0) + 1, least(r.trigger_start, $around)),
    substr(texts.text, r.trigger_start + 1, r.trigger_end - r.trigger_start),
    substr(texts.text, r.trigger_end + 1, $around)
FROM records AS r JOIN raw_reports AS raw ON raw.id = r.report AND raw.run = r.run JOIN texts USING (digest)
WHERE list_contains($records, r.id)
"""


@dataclass(frozen=True, slots=True)
class Quote:
    """The words around a record's trigger, within its paragraph.

    Attributes:
        record, report: where they stand.
        published: prefix date of the report, or None.
        source: its publisher, or None.
        before, trigger, after: the words; an ellipsis where they go on.
    """

    record: str
    report: str
    published: str | None
    source: str | None
    before: str
    trigger: str
    after: str


def quotes(store: Store, records: Iterable[str]) -> dict[str, Quote]:
    """Return the words of records by id; ids that are not current are left out."""
    ids = sorted(set(records))
    if not ids:
        return {}
    rows = store.sql(_QUERY, {"records": ids, "around": _AROUND}).fetchall()
    return {row[0]: Quote(row[0], row[1], row[2], row[3], _tail(row[5]), row[6], _head(row[7])) for row in rows}


def _tail(text: str) -> str:
    """Return the end of what stands before, from its last line break or, cut, from its first space on."""
    line = text.rpartition("\n")[2]
    if line != text or len(text) < _AROUND:
        return line.lstrip()
    return "…" + line.partition(" ")[2]


def _head(text: str) -> str:
    """Return the beginning of what stands after, to its first line break or, cut, to its last space."""
    line = text.partition("\n")[0]
    if line != text or len(text) < _AROUND:
        return line.rstrip()
    return line.rpartition(" ")[0] + "…"
