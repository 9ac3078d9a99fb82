"""Measure, and with --fit set, the weights by which records are linked into episodes.

Usage: python scripts/measure_episodes.py STORE... [--pairs gold/pairs.jsonl] [--fit [--cut LOG-ODDS]]

``gold/pairs.jsonl`` holds pairs of records that were read by hand (see ``docs/guide/episodes.md``): report ids,
offsets, and whether both tell the same act. Records are found again in the store by report,
overlapping trigger and family of types, so a store coded by a later reader will do. Prints precision, recall and F1
of each part of the pairs for the weights, and for the episodes if the store is linked. ``--fit`` sets, by the records
of all stores given, so that they hold for more than one reader, the weights in
``resources/episodes/features.toml`` by the part `fit`: logistic regression that draws each weight towards its prior.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dragoman.analyze.episodes.act import Act
from dragoman.analyze.episodes.clustering import Verdicts, components
from dragoman.analyze.episodes.features import held
from dragoman.analyze.episodes.stored import acts_of
from dragoman.analyze.episodes.table import Rules
from dragoman.store import Store

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "resources" / "episodes" / "features.toml"
RIDGES = (0.5, 1.0, 2.0, 4.0, 8.0)
CUTS = tuple(step / 10 for step in range(-10, 11))
FOLDS = 10
STEPS = 50
SETTLED = 1e-5  # no weight moves farther: it is done
Floats = NDArray[np.float64]
Key = tuple[str, str, int, int]  # report, type and offsets of a trigger


@dataclass(frozen=True, slots=True)
class Labelled:
    """Pairs as the features see them.

    Attributes:
        features: one row a pair, one column a feature, 1 where it holds.
        same: 1 where both tell one act.
        fit: whether the pair is for setting weights.
        hard: whether it lay near the threshold of the weights by which it was drawn.
        joined: whether the store has both in one episode.
        fold: number of the fold; pairs that a chain of reports ties together are in one.
    """

    features: Floats
    same: Floats
    fit: NDArray[np.bool_]
    hard: NDArray[np.bool_]
    joined: NDArray[np.bool_]
    fold: NDArray[np.int64]


def labelled(store: Store, path: Path, rules: Rules, names: Sequence[str]) -> tuple[Labelled, int]:
    """Return the pairs that the store has, and how many it has not."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = {_key(row[side]): None for row in rows for side in ("first", "second")}
    found = _records(store, wanted, rules)
    acts = {act.record: act for act in acts_of(store, sorted(set(found.values())), rules)}
    pairs = [(row, acts[found[_key(row["first"])]], acts[found[_key(row["second"])]]) for row in rows
             if _key(row["first"]) in found and _key(row["second"]) in found]
    features = np.array([_vector(a, b, rules, names) for _, a, b in pairs])
    return Labelled(features, np.array([float(row["same"]) for row, _, _ in pairs]),
                    np.array([row["part"] == "fit" for row, _, _ in pairs]),
                    np.array([row["hard"] for row, _, _ in pairs]),
                    np.array([a.row["episode"] is not None and a.row["episode"] == b.row["episode"]
                              for _, a, b in pairs]),
                    _folds(rows, [a.report.id for _, a, _ in pairs])), len(rows) - len(pairs)


def _folds(rows: Sequence[dict[str, Any]], first: Sequence[str]) -> NDArray[np.int64]:
    """Return a fold for each first report of a pair: no pair learns from one with which it shares a report."""
    pairs = [(row["first"]["report"], row["second"]["report"]) for row in rows]
    reports = {name for pair in pairs for name in pair}
    groups = components(reports, {(min(pair), max(pair)): 1 for pair in pairs}, Verdicts())
    numbers = {name: crc32(group[0].encode("utf-8")) % FOLDS for group in groups for name in group}
    return np.array([numbers[name] for name in first])


def together(parts: Sequence[Labelled]) -> Labelled:
    """Return the pairs of several stores as one."""
    return Labelled(*(np.concatenate([getattr(part, field) for part in parts])
                      for field in ("features", "same", "fit", "hard", "joined", "fold")))


def _key(side: dict[str, Any]) -> Key:
    return side["report"], side["type"], side["start"], side["end"]


def _records(store: Store, wanted: Iterable[Key], rules: Rules) -> dict[Key, str]:
    """Return the record of each side: trigger overlapping, of its type or else of one of its families."""
    keys = list(wanted)
    query = ("SELECT report, type, trigger_start, trigger_end, id FROM records "
             "WHERE report IN (SELECT unnest($reports)) ORDER BY report, position")
    rows = store.sql(query, {"reports": sorted({key[0] for key in keys})}).fetchall()
    by_report: dict[str, list[tuple[str, int, int, str]]] = {}
    for report, *told in rows:
        by_report.setdefault(report, []).append(tuple(told))
    found = {}
    for key in keys:
        near = [(kind != key[1], max(start, key[2]) - min(end, key[3]), name)
                for kind, start, end, name in by_report.get(key[0], ())
                if start < key[3] and key[2] < end and _is_akin(kind, key[1], rules)]
        if near:
            found[key] = min(near)[2]
    return found


def _is_akin(one: str, other: str, rules: Rules) -> bool:
    return one == other or not set(rules.families.get(one, ())).isdisjoint(rules.families.get(other, ()))


def _vector(a: Act, b: Act, rules: Rules, names: Sequence[str]) -> list[float]:
    there = set(held(a, b, rules))
    return [float(name in there) for name in names]


def fit(features: Floats, same: Floats, prior: Floats, ridge: float) -> Floats:
    """Return weights, the bias last, by Newton's method; ``ridge`` draws them to the prior."""
    design = np.hstack([features, np.ones((len(features), 1))])

    def loss(tried: Floats) -> float:
        odds = design @ tried
        return float(np.sum(np.logaddexp(0, odds) - same * odds) + ridge / 2 * np.sum((tried - prior) ** 2))

    weights = prior.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(np.clip(-design @ weights, -50, 50)))
        slope = design.T @ (chance - same) + ridge * (weights - prior)
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        while loss(weights - step) > loss(weights) and np.abs(step).max() >= SETTLED:
            step = step / 2  # far from its goal Newton's step may go past it
        weights = weights - step
        if np.abs(step).max() < SETTLED:
            break
    return np.asarray(weights)


def held_out(data: Labelled, prior: Floats, ridge: float) -> Floats:
    """Return log-odds of each pair for fitting by weights that were set without its fold; 0 for the others."""
    odds = np.zeros(len(data.same))
    for number in range(FOLDS):
        learns, out = data.fit & (data.fold != number), data.fit & (data.fold == number)
        weights = fit(data.features[learns], data.same[learns], prior, ridge)
        odds[out] = data.features[out] @ weights[:-1] + weights[-1]
    return odds


def settings(data: Labelled, prior: Floats) -> tuple[float, float]:
    """Return the ridge with the least loss over folds, and the log-odds from which pairs are best joined."""
    same = data.same[data.fit]
    tried = {ridge: held_out(data, prior, ridge)[data.fit] for ridge in RIDGES}
    ridge = min(RIDGES, key=lambda ridge: float(np.mean(np.logaddexp(0, tried[ridge]) - same * tried[ridge])))
    cut = max(CUTS, key=lambda cut: f1(tried[ridge] > cut, same))
    print(f"ridge {ridge}, cut {cut}; by folds at 0: {quality(tried[ridge] > 0, same)}")
    return ridge, cut


def f1(said: NDArray[np.bool_], same: Floats) -> float:
    """Return F1, 0 … 1."""
    return 2 * int((said & (same > 0)).sum()) / max(int(said.sum()) + int(same.sum()), 1)


def quality(said: NDArray[np.bool_], same: Floats) -> str:
    """Return precision, recall and F1 in words."""
    right = int((said & (same > 0)).sum())
    precision, recall = right / max(int(said.sum()), 1), right / max(int(same.sum()), 1)
    return f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1(said, same):.3f}"


def write(weights: dict[str, float], bias: float) -> None:
    """Set the weights in the table."""
    text = re.sub(r"(?m)^weight = .*\n", "", TABLE.read_text(encoding="utf-8"))
    text = re.sub(r"(?m)^bias = \S+", f"bias = {bias:.2f}", text)
    for name, weight in weights.items():
        text = re.sub(rf'(?m)^(id = "{re.escape(name)}"\nprior = .*\n)', rf"\g<1>weight = {weight:.2f}\n", text)
    TABLE.write_text(text, encoding="utf-8", newline="\n")


def report(data: Labelled, weights: Floats) -> None:
    """Print how good weights and episodes are on each part of the pairs."""
    said = data.features @ weights[:-1] + weights[-1] > 0
    parts = {"fit": data.fit, "measure": ~data.fit, "measure, hard": ~data.fit & data.hard,
             "measure, others": ~data.fit & ~data.hard}
    for name, part in parts.items():
        print(f"{name}: {int(part.sum())} pairs; weights: {quality(said[part], data.same[part])}; "
              f"episodes: {quality(data.joined[part], data.same[part])}")


def main() -> int:
    """Measure, or set and measure; return the exit status."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("stores", nargs="+", metavar="STORE")
    arguments.add_argument("--pairs", type=Path, default=ROOT / "gold" / "pairs.jsonl")
    arguments.add_argument("--fit", action="store_true", help="set the weights in the table")
    arguments.add_argument("--cut", type=float, help="log-odds from which pairs are joined; else by their F1")
    given = arguments.parse_args()
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    rules = Rules.of(table)
    names = [row["id"] for row in table["feature"]]
    told = {}
    for path in given.stores:
        with Store(path) as store:
            told[path] = labelled(store, given.pairs, rules, names)
    data = together([pairs for pairs, _ in told.values()])
    weights = np.array([rules.weights[name] / 100 for name in names] + [rules.bias / 100])
    if given.fit:
        prior = np.array([row["prior"] for row in table["feature"]] + [table["rules"]["bias_prior"]])
        ridge, cut = settings(data, prior)
        cut = cut if given.cut is None else given.cut
        weights = fit(data.features[data.fit], data.same[data.fit], prior, ridge)
        weights[-1] -= cut
        write(dict(zip(names, weights[:-1].tolist(), strict=True)), float(weights[-1]))
    for path, (pairs, missing) in told.items():
        print(f"{path}: {len(pairs.same)} pairs, {int(pairs.same.sum())} the same; {missing} are not in the store")
        report(pairs, weights)
    return 0


if __name__ == "__main__":
    sys.exit(main())
