"""Acts read from a store that is open for reading."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from dragoman.analyze.episodes.act import Act, Report, act
from dragoman.analyze.episodes.copies import signature
from dragoman.analyze.episodes.table import Rules
from dragoman.store import Result, Store
from dragoman.store.episodes import ACTS


def acts_of(store: Store, records: Collection[str], rules: Rules) -> tuple[Act, ...]:
    """Return the acts of current records, by report and place in it; ids that are not there are left out."""
    rows = list(_rows(store.sql(ACTS, {"ids": list(records)})))
    wanted = sorted({row["report"] for row in rows})
    query = "SELECT id, published, source, text FROM reports WHERE id IN (SELECT unnest($ids))"
    told = store.sql(query, {"ids": wanted})
    reports = {name: Report(name, published, source, text, signature(text)) for name, published, source, text in told}
    rows.sort(key=lambda row: (row["report"], row["position"]))
    return tuple(act(row, reports[row["report"]], rules) for row in rows)


def _rows(result: Result) -> list[dict[str, Any]]:
    return [dict(zip(result.columns, row, strict=True)) for row in result.fetchall()]
