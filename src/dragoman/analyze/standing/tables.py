"""The tables of ``resources/standing`` as they are packaged, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from dragoman.analyze.standing.matters import Matters
from dragoman.analyze.standing.rules import Rule, by_type
from dragoman.tables.load import toml

WEIGHTS = ("instrument", "other-instrument", "one-named", "matter", "weak-matter", "both-sides", "one-side", "country",
           "place", "same-report", "answer", "due-near", "other-year", "per-year", "least")


@dataclass(frozen=True, slots=True)
class CommitmentRules:
    """What makes a commitment, what changes it (rules by type of record), and how reports are linked to it."""

    makings: Mapping[str, tuple[Rule, ...]]
    fates: Mapping[str, tuple[Rule, ...]]
    weights: Mapping[str, float]
    matters: Matters

    @classmethod
    def load(cls) -> Self:
        """Return the packaged rules; raises ValueError naming a row that is wrong."""
        return cls.of(toml("standing_commitments"), toml("standing_matters"), toml("standing_instruments"))

    @classmethod
    def of(cls, commitments: Mapping[str, Any], matters: Mapping[str, Any], instruments: Mapping[str, Any]) -> Self:
        """Compile the tables as they stand in ``resources/standing``; raises ValueError naming a row or weight."""
        weights = {name: float(value) for name, value in commitments["link"].items()}
        if set(weights) != set(WEIGHTS):
            raise ValueError(f"link: weights must be {', '.join(WEIGHTS)}")
        makings, fates = (by_type(map(Rule.of, commitments[name])) for name in ("making", "fate"))
        return cls(makings, fates, weights, Matters.of(matters, instruments))
