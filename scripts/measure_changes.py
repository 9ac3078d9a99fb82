"""Measure false alarms and finds of the change points on made counts: the table in docs/guide/panel.md.

Usage: ``python scripts/measure_changes.py [--repeats 200]``. For each length, rate and
law of counts: the share of series without any change in which one is found, and the
share of series with one change, at half, in which it is found within a unit.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np

from dragoman.analyze.changes import Floats, change_points
from dragoman.analyze.selection import rules

LENGTHS = (48, 150)
RATES = {"few": (0.5, 0.8, 0.6), "some": (2.0, 3.0, 4.0), "many": (1.0, 4.0, 20.0)}
RISES = (2.0, 4.0)
BURSTS = 5.0


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
