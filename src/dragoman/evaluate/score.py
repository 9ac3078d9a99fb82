"""Turn counts into the accuracy figures: rates with bootstrap intervals, shares, per-type rates."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.evaluate.align import Coded
from dragoman.evaluate.tally import PARTICIPANTS, Tally, tally_report, total

INTERVALS = ("type", "dyad", "record", "report")
"""Rates that are given with a 95 % interval."""

_NESTED = ("trigger", "type", "actor", "dyad", "record")
_SHARES = {
    "status_accuracy": ("status", "type"),
    "sector_accuracy": ("sector_hit", "sector_n"),
    "when_accuracy": ("when_hit", "when_gold"),
    "actor_country_accuracy": ("actor", "type"),
    "recipient_country_accuracy": ("recipient", "type"),
    "trigger_iou": ("trigger_iou", "type"),
    "span_iou": ("span_iou", "span_n"),
}


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision, recall and their harmonic mean, each 0 … 1; 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hits: float, gold: float, predicted: float, right: float | None = None) -> Rate:
        """Make a rate from counts; ``right`` counts correct predictions where they are not the hits."""
        recall = hits / gold if gold else 0.0
        precision = (hits if right is None else right) / predicted if predicted else 0.0
        both = precision + recall
        return cls(precision, recall, 2 * precision * recall / both if both else 0.0)

    def to_dict(self) -> dict[str, float]:
        """Return the rate under the scorer's short keys."""
        return {"p": self.precision, "r": self.recall, "f1": self.f1}


@dataclass(frozen=True, slots=True)
class Scorecard:
    """All figures of one measurement.

    Attributes:
        reports: how many gold reports were measured.
        missing: how many of them had no prediction at all.
        gold: gold records.
        predicted: predicted records.
        rates: precision, recall and F1 by figure (``type``, ``dyad`` …).
        shares: 0 … 1 by figure (``status_accuracy`` …).
        intervals: 95 % bootstrap interval of the F1 of each figure in ``INTERVALS``.
        types: rate of each type that gold has.
        support: gold records of each type.
        confused: pairs ``gold type>predicted type`` with their counts, most frequent first.
    """

    reports: int
    missing: int
    gold: int
    predicted: int
    rates: Mapping[str, Rate]
    shares: Mapping[str, float]
    intervals: Mapping[str, tuple[float, float]]
    types: Mapping[str, Rate]
    support: Mapping[str, int]
    confused: tuple[tuple[str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the scorecard as JSON data, with the field names of the reference scorer."""
        rates = {name: rate.to_dict() for name, rate in self.rates.items()}
        types = {name: rate.to_dict() for name, rate in self.types.items()}
        counts = {"reports": self.reports, "gold": self.gold, "pred": self.predicted}
        intervals = {name: list(ends) for name, ends in self.intervals.items()}
        return {**counts, **rates, **self.shares, "ci": intervals, "types": types}


def score(
    gold: Mapping[str, Sequence[Coded]], predicted: Mapping[str, Sequence[Coded]], *, samples: int = 200,
) -> Scorecard:
    """Measure predicted records against gold ones, both by report id.

    Args:
        gold: records of every coded report; reports with none count too.
        predicted: records of the same reports; a report that is absent has none, one that gold lacks is not read.
        samples: bootstrap samples of reports for the intervals; 0 for no intervals.
    """
    tallies = [tally_report(gold[name], predicted.get(name, ())) for name in sorted(gold)]
    summed = total(tallies)
    types = _types(summed)
    return Scorecard(
        reports=len(tallies),
        missing=sum(name not in predicted for name in gold),
        gold=int(summed["gold"]),
        predicted=int(summed["pred"]),
        rates=_rates(summed),
        shares=_shares(summed, len(tallies), types),
        intervals=_intervals(tallies, samples),
        types=types,
        support={name: int(summed[f"gold:{name}"]) for name in types},
        confused=_confused(summed),
    )


def _rates(tally: Tally) -> dict[str, Rate]:
    rates = {name: _headline(tally, name) for name in (*_NESTED, "report")}
    rates["modes"] = Rate.of(tally["modes_hit"], tally["modes_gold"], tally["modes_pred"])
    for field in (*PARTICIPANTS, "where", "numbers"):
        counts = (tally[f"{field}_{suffix}"] for suffix in ("hit", "gold", "pred", "right"))
        rates[f"{field}_spans"] = Rate.of(*counts)
    rates["nonactual"] = Rate.of(tally["nonactual_hit"], tally["nonactual"], tally["nonactual_pred"])
    return rates


def _headline(tally: Mapping[str, float], name: str) -> Rate:
    if name == "report":
        return Rate.of(tally["report_hit"], tally["report_gold"], tally["report_pred"])
    return Rate.of(tally[name], tally["gold"], tally["pred"])


def _shares(tally: Tally, reports: int, types: Mapping[str, Rate]) -> dict[str, float]:
    shares = {name: _ratio(tally[part], tally[whole]) for name, (part, whole) in _SHARES.items()}
    shares["perfect_reports"] = _ratio(tally["perfect"], reports)
    shares["macro_type_f1"] = _ratio(sum(rate.f1 for rate in types.values()), len(types))
    return shares


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _types(tally: Tally) -> dict[str, Rate]:
    names = sorted(name.removeprefix("gold:") for name in tally if name.startswith("gold:"))
    return {name: Rate.of(tally[f"hit:{name}"], tally[f"gold:{name}"], tally[f"pred:{name}"]) for name in names}


def _confused(tally: Tally) -> tuple[tuple[str, int], ...]:
    pairs = [(name.removeprefix("confused:"), int(n)) for name, n in tally.items() if name.startswith("confused:")]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0])))


def _intervals(tallies: Sequence[Tally], samples: int) -> dict[str, tuple[float, float]]:
    """Resample whole reports, since records of one report err together."""
    if not samples or not tallies:
        return {}
    rng = random.Random(0)
    narrow = [_only(tally) for tally in tallies]
    drawn = [total(narrow[rng.randrange(len(narrow))] for _ in narrow) for _ in range(samples)]
    return {name: _middle([_headline(tally, name).f1 for tally in drawn]) for name in INTERVALS}


def _only(tally: Tally) -> Tally:
    """Keep the counts that intervals need: a bootstrap adds each report's hundreds of times."""
    names = ("gold", "pred", "type", "dyad", "record", "report_hit", "report_gold", "report_pred")
    return {name: tally[name] for name in names}


def _middle(values: list[float]) -> tuple[float, float]:
    values = sorted(values)
    return values[int(0.025 * len(values))], values[int(0.975 * len(values))]
