"""Fit the weights of ``resources/cues/same_as.toml`` on coded reports.

Usage: ``PYTHONPATH=src python scripts/fit_same_as.py TRAIN.jsonl [MEASURED.jsonl]``.
Logistic regression on pairs of mentions of one type, participants and dates as the coder
resolves them from the coded passages; the threshold is the best of five
folds. Prints F1 of (mention, first mention) for the folds and for the second file.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman import actors, when
from dragoman.actors import ActorBook
from dragoman.evaluate.gold import read_gold, reading_of
from dragoman.events import Codebook, find
from dragoman.records.same_as import FEATURES, Mention, mentions
from dragoman.when import TimeRules

TABLE = Path(__file__).resolve().parents[1] / "resources" / "cues" / "same_as.toml"
FOLDS = 5
RIDGE = 2.0
THRESHOLDS = tuple(step / 100 for step in range(20, 75, 5))
Floats = NDArray[np.float64]
Where = tuple[int, int, int]  # report, earlier mention, later mention


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of mentions of one type with their features, and the gold links by (report, mention)."""

    features: Floats
    same: Floats
    where: tuple[Where, ...]
    gold: dict[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Kit:
    """The tables of the stages before."""

    codebook: Codebook
    book: ActorBook
    times: TimeRules


def pairs(path: Path, kit: Kit) -> Pairs:
    """Return every pair of a gold file."""
    features, same, where, gold = [], [], [], {}
    for number, report in enumerate(read_gold(path)):
        told, first = _report(report, kit)
        gold.update({(number, index): target for index, target in enumerate(first) if target != index})
        for later, mention in enumerate(told):
            for earlier in (index for index in range(later) if told[index].type == mention.type):
                features.append([float(test(told[earlier], mention)) for _, test in FEATURES])
                same.append(float(first[earlier] == first[later]))
                where.append((number, earlier, later))
    return Pairs(np.array(features), np.array(same), tuple(where), gold)


def _report(report: dict[str, Any], kit: Kit) -> tuple[tuple[Mention, ...], list[int]]:
    """Return the mentions of a coded report as the coder resolves them, and for each the first of its act."""
    coded, reading = report["events"], reading_of(report)
    told = mentions(reading, find(reading, kit.codebook), actors.resolve(reading, kit.book),
                    when.resolve(reading, kit.times))
    order = sorted(range(len(told)), key=lambda index: told[index].start)
    acts = [row.get("same_as") or row["id"] for row in (coded[index] for index in order)]
    return tuple(told[index] for index in order), [acts.index(act) for act in acts]


def fit(features: Floats, same: Floats) -> Floats:
    """Return weights by Newton's method, the bias last."""
    design = np.hstack([features, np.ones((len(features), 1))])
    ridge = np.diag([RIDGE] * features.shape[1] + [1e-6])
    weights = np.zeros(design.shape[1])
    for _ in range(30):
        chance = _chance(features, weights)
        slope = design.T @ (chance - same) + ridge @ weights
        weights -= np.linalg.solve((design * (chance * (1 - chance))[:, None]).T @ design + ridge, slope)
    return weights


def _chance(features: Floats, weights: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1]))), dtype=np.float64)


def links(where: tuple[Where, ...], chance: Floats, threshold: float) -> dict[tuple[int, int], int]:
    """Return the linked mentions as the coder links them: best earlier one, then its own first."""
    best: dict[tuple[int, int], tuple[float, int]] = {}
    for (report, earlier, later), value in zip(where, chance.tolist(), strict=True):
        if value >= threshold:
            best[report, later] = max(best.get((report, later), (0.0, 0)), (value, -earlier))
    found: dict[tuple[int, int], int] = {}
    for report, later in sorted(best):
        earlier = -best[report, later][1]
        found[report, later] = found.get((report, earlier), earlier)
    return found


def f1(data: Pairs, chance: Floats, threshold: float) -> float:
    """Return F1, 0 … 1, of (mention, first mention)."""
    found = links(data.where, chance, threshold)
    right = sum(data.gold.get(key) == first for key, first in found.items())
    return 2 * right / (len(found) + len(data.gold))


def fit_by_folds(data: Pairs) -> tuple[float, float]:
    """Return the best threshold over folds by report, and its F1."""
    fold = np.array([report % FOLDS for report, _, _ in data.where])
    chance = np.zeros(len(fold))
    for number in range(FOLDS):
        held = fold == number
        chance[held] = _chance(data.features[held], fit(data.features[~held], data.same[~held]))
    return max((f1(data, chance, threshold), threshold) for threshold in THRESHOLDS)[::-1]


def write(weights: Floats, threshold: float) -> None:
    """Replace threshold, bias and weights in the table."""
    rows = "".join(f"{name} = {value:.2f}\n" for (name, _), value in zip(FEATURES, weights[:-1].tolist(), strict=True))
    text = TABLE.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^threshold = .*$", f"threshold = {threshold}", text)
    text = re.sub(r"(?m)^bias = .*$", f"bias = {weights[-1]:.2f}", text)
    text = re.sub(r"\[weights\]\n[^\[]*", f"[weights]\n{rows}\n", text)
    TABLE.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Fit, report and write; return the exit status."""
    kit = Kit(Codebook.load(), ActorBook.load(), TimeRules.load())
    data = pairs(Path(sys.argv[1]), kit)
    threshold, score = fit_by_folds(data)
    weights = fit(data.features, data.same)
    print(f"{len(data.gold)} links in {len(data.where)} pairs; {FOLDS} folds: F1 {score:.3f} at threshold {threshold}")
    for path in sys.argv[2:]:
        other = pairs(Path(path), kit)
        print(f"{path}: {len(other.gold)} links, F1 {f1(other, _chance(other.features, weights), threshold):.3f}")
    write(weights, threshold)
    return 0


if __name__ == "__main__":
    sys.exit(main())
