"""What was not taken in, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.types import Report


class Kind(StrEnum):
    """Why an input was skipped, as far as the outcome of a run depends on it."""

    PROBLEM = "problem"
    DUPLICATE = "duplicate"
    KNOWN = "known"
    IGNORED = "ignored"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input, or a line of one, that yields no report.

    Attributes:
        path: the file as the user named it, ``-`` for standard input.
        line: its line (row for Parquet), from 1; None for the whole file.
        reason: one sentence for a human reader, without the place.
        kind: ``problem`` and ``duplicate`` are input problems, ``known`` was coded
            before, ``ignored`` is no kind of file we read, ``failed`` broke the coder.
        report: id of the report, where it came so far.
    """

    path: str
    line: int | None
    reason: str
    kind: Kind = Kind.PROBLEM
    report: str | None = None

    @property
    def place(self) -> str:
        """Return file and line as compilers print them."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    @property
    def is_problem(self) -> bool:
        """Say whether the user should look at it."""
        return self.kind in (Kind.PROBLEM, Kind.DUPLICATE, Kind.FAILED)


@dataclass(frozen=True, slots=True)
class Located:
    """A report and where it was read; attributes as in ``Skipped``."""

    report: Report
    path: str
    line: int | None = None
