"""Code the reports of a gold file with the whole pipeline, to measure what users get."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from dragoman.evaluate.gold import report_of

Records = dict[str, list[dict[str, Any]]]
"""Coded records as JSON, by report id."""


def gold_records(golds: Sequence[dict[str, Any]]) -> Records:
    """Return the gold records by report id."""
    return {gold["id"]: gold["events"] for gold in golds}


def predict(golds: Sequence[dict[str, Any]], reader: Path | None = None, *, jobs: int = 1) -> Records:
    """Return what the coder makes of the gold reports, by report id.

    Args:
        golds: lines of a gold file; only text, title and date are shown to the coder.
        reader: folder of the reader to use, None for the packaged one.
        jobs: processes to spread the reports over, each with a reader of its own; at least 1.
    """
    if jobs < 1:
        raise ValueError(f"jobs must be at least 1, not {jobs}")
    if jobs == 1:
        return _code(golds, reader)
    parts = [golds[start::jobs] for start in range(jobs)]
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        coded = list(pool.map(_code, parts, [reader] * jobs))
    return {name: records for part in coded for name, records in part.items()}


def _code(golds: Sequence[dict[str, Any]], reader: Path | None) -> Records:
    from dragoman.pipeline import Kit, code
    from dragoman.records.jsonl import to_dict

    kit = Kit.load(reader)
    return {gold["id"]: [to_dict(record) for record in code(report_of(gold), kit).records] for gold in golds}
