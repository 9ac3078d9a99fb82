"""A passage of a report: half-open character offsets and the words they cover."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``[start, end)`` of a report's text, with the words themselves.

    The words travel with the offsets so that a record can be read without its
    report; ``text == report.text[start:end]`` holds for every span we make.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        """Refuse spans that are empty, inverted or of another length than their words."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is empty or inverted")
        if len(self.text) != self.end - self.start:
            raise ValueError(f"span [{self.start}, {self.end}) does not fit {self.text!r}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """Cut ``[start, end)`` out of ``text``; raises ValueError when it is empty."""
        return cls(start, end, text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Say whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end
