"""Every report once: the same id again, in this run or before, is skipped and told."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator

from dragoman.ingest.skipped import Kind, Located, Skipped
from dragoman.types import Report


def fingerprint(report: Report) -> str:
    """Return a hash of all that coding depends on: id, day of publication and text."""
    parts = (report.id, report.published or "", report.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:20]


def once(items: Iterable[Located | Skipped], known: Container[str]) -> Iterator[Report | Skipped]:
    """Let each report through once.

    Args:
        items: reports with their places.
        known: fingerprints of reports that were coded before.

    Yields:
        The report; or ``known`` if its fingerprint was coded before; or
        ``duplicate`` if its id was met before among ``items``.
    """
    places: dict[str, tuple[str, str]] = {}
    for item in items:
        if isinstance(item, Skipped):
            yield item
            continue
        report, mark = item.report, fingerprint(item.report)
        here = Skipped(item.path, item.line, "", report=report.id)
        if report.id in places:
            yield _again(here, *places[report.id], mark)
            continue
        places[report.id] = (here.place, mark)
        yield Skipped(here.path, here.line, "already coded", Kind.KNOWN, report.id) if mark in known else report


def _again(here: Skipped, first: str, first_mark: str, mark: str) -> Skipped:
    what = "duplicate" if mark == first_mark else "id used twice, for different reports"
    reason = f"{what}: {here.report} was already read at {first}"
    return Skipped(here.path, here.line, reason, Kind.DUPLICATE, here.report)
