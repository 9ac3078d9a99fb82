"""What one rule says about one participant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.actors.book import Entry


@dataclass(frozen=True, slots=True)
class Finding:
    """A resolution: the country or the row found, by which rule, on which characters, how surely (0 … 1).

    ``country`` "" says that the participant belongs to no one country; ``sector`` is the rule's or row's.
    ``standing`` is what the words before the name say of the row's office: ``left``, ``moved`` to another, or "".
    """

    country: str
    rule: str
    detail: str
    score: float
    spans: tuple[tuple[int, int], ...] = ()
    entry: Entry | None = None
    name: str | None = None
    sector: str = ""
    standing: Literal["", "left", "moved"] = ""
