"""What a run came to: counts and complaints, for stderr."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dragoman.ingest import Kind, Skipped
from dragoman.types import Coding

_MOST_LISTED = 20


class Summary:
    """Counts codings and skipped inputs as they pass."""

    def __init__(self) -> None:
        self.reports = 0
        self.records = 0
        self._types: Counter[str] = Counter()
        self._skipped: Counter[Kind] = Counter()
        self._listed: list[Skipped] = []

    def count(self, item: Coding | Skipped) -> None:
        """Count one more."""
        if isinstance(item, Coding):
            self.reports += 1
            self.records += len(item.records)
            self._types.update(record.type for record in item.records)
            return
        self._skipped[item.kind] += 1
        if item.is_problem and len(self._listed) < _MOST_LISTED:
            self._listed.append(item)

    @property
    def exit_code(self) -> int:
        """1 if the coder failed on a report, 4 if an input was bad, 3 if there was no input, else 0."""
        if self._skipped[Kind.FAILED]:
            return 1
        if self._problems:
            return 4
        return 0 if self.reports or self._skipped[Kind.KNOWN] else 3

    def lines(self, store: str | None) -> Iterator[str]:
        """Yield what to tell the user; ``store`` is where the records are, None for nowhere."""
        for item in self._listed:
            yield f"{item.place}: {item.reason}"
        if self._problems > len(self._listed):
            where = "" if store is None else f"; all are in the table `skipped` of {store}"
            yield f"… and {self._problems - len(self._listed)} more problems{where}"
        place = f" in {store}" if store is not None and self.reports else ""
        yield f"{_many(self.reports, 'report')} coded, {_many(self.records, 'record')}{place}{self._others()}"
        if self._types:
            ranked = sorted(self._types.items(), key=lambda pair: (-pair[1], pair[0]))
            yield ", ".join(f"{count} {name}" for name, count in ranked)

    @property
    def _problems(self) -> int:
        return sum(self._skipped[kind] for kind in (Kind.PROBLEM, Kind.DUPLICATE, Kind.FAILED))

    def _others(self) -> str:
        told = {Kind.KNOWN: "already coded", Kind.DUPLICATE: "duplicate", Kind.PROBLEM: "unreadable",
                Kind.FAILED: "failed", Kind.IGNORED: "not read (other kinds of file)"}
        parts = [f"{self._skipped[kind]} {words}" for kind, words in told.items() if self._skipped[kind]]
        return "".join(f", {part}" for part in parts)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
