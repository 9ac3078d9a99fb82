"""Measure false alarms of change points and of months that stand out, on made counts, for docs/guide/panel.md.

Usage: ``python scripts/measure_changes.py [--repeats 200]``. For each length, rate and
law of counts: the share of series without any change in which one is found, and the
share of series with one change, at half, in which it is found within a unit. Then the
share of months, and of pairs of months, that stand out although nothing changed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

import numpy as np

from dragoman.analyze.acts import units_between
from dragoman.analyze.changes import Floats, change_points
from dragoman.analyze.scale import BETTER, WORSE, Series, latest
from dragoman.analyze.selection import rules
from dragoman.tables.load import toml

LENGTHS = (48, 150)
RATES = {"few": (0.5, 0.8, 0.6), "some": (2.0, 3.0, 4.0), "many": (1.0, 4.0, 20.0)}
RISES = (2.0, 4.0)
BURSTS = 5.0
MONTHLY = (0.5, 2.0, 10.0)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--repeats", type=int, default=200, help="series a cell")
    repeats = parser.parse_args().repeats
    print("| months | acts | law | " + " | ".join(f"{grade}: false, found x2, x4" for grade in _grades()) + " |")
    for length in LENGTHS:
        for name, rates in RATES.items():
            for law in ("poisson", "bursts"):
                cells = [_cell(length, rates, law, strictness, repeats) for strictness in _grades().values()]
                print(f"| {length} | {name} | {law} | " + " | ".join(cells) + " |")
    print("| acts a month | law | a month stands out | two months do |")
    for rate in MONTHLY:
        for law in ("poisson", "bursts"):
            print(f"| {rate:g} | {law} | " + " | ".join(f"{_stray(rate, law, span):.0%}" for span in (1, 2)) + " |")


def _stray(rate: float, law: str, span: int) -> float:
    """Return the share of runs of ``span`` months that stand out by chance."""
    rng, rule = np.random.default_rng(5), rules()["barometer"]
    draw = _drawing(law, rng)
    scores = np.array([row["score"] for row in toml("plover")["types"].values()])
    flagged = []
    for _ in range(40):
        acts = [rng.choice(scores, int(count)) for count in draw(np.full(LENGTHS[0], rate))]
        starts = units_between(date(2030, 1, 1), date(2033, 12, 1), "month")
        count, total, square = (np.array([float((month**power).sum()) for month in acts]) for power in (0, 1, 2))
        series = Series(tuple(starts), count, total, square, np.ones(len(starts)))
        for place in range(rule["window"]["month"] + span, len(starts)):
            part = Series(*(column[:place] for column in _columns(series)))
            end = latest(part, recent=span, window=rule["window"]["month"], least=rule["least"],
                         quantile=rule["quantile"])
            flagged.append(end.state in (BETTER, WORSE))
    return float(np.mean(flagged))


def _columns(series: Series) -> list[Any]:
    return [getattr(series, field.name) for field in fields(series)]


def _grades() -> dict[str, float]:
    return dict(rules()["changes"]["strictness"])


def _cell(length: int, rates: tuple[float, ...], law: str, strictness: float, repeats: int) -> str:
    draw = _drawing(law, np.random.default_rng(17))
    false = np.mean([bool(_found(draw(_level(length, rates)), strictness)) for _ in range(repeats)])
    finds = [np.mean([_is_near(_found(draw(_level(length, rates, rise)), strictness), length // 2)
                      for _ in range(repeats)]) for rise in RISES]
    return ", ".join(f"{share:.0%}" for share in (false, *finds))


def _drawing(law: str, rng: np.random.Generator) -> Callable[[Floats], Floats]:
    if law == "poisson":
        return lambda rates: rng.poisson(rates).astype(np.float64)
    return lambda rates: rng.negative_binomial(BURSTS, BURSTS / (BURSTS + rates)).astype(np.float64)


def _level(length: int, rates: tuple[float, ...], rise: float = 1.0) -> Floats:
    """Return the rates a month, shape (months, series); from half on the last series is ``rise`` times as busy."""
    made = np.tile(np.array(rates), (length, 1))
    made[length // 2:, -1] *= rise
    return made


def _found(counts: Floats, strictness: float) -> tuple[int, ...]:
    rule = rules()["changes"]
    return change_points(counts, np.ones(len(counts)), strictness=strictness, trim=rule["trim"],
                         least=rule["least"]["month"])


def _is_near(points: tuple[int, ...], place: int) -> bool:
    return any(abs(point - place) <= 1 for point in points)


if __name__ == "__main__":
    main()
