"""Fit the calibration of confidence: ``python scripts/fit_calibration.py GOLD [--write]``.

Codes the reports of a gold file, asks of every record whether its type, actor countries and
recipient countries are right, and fits a rising step curve (isotonic regression, pool adjacent
violators) from raw confidence to the share that is right. Prints the expected calibration error
by five folds of reports, raw and calibrated; with ``--write`` the knots go to the packaged tables.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path
from typing import Any

from dragoman.evaluate.align import align
from dragoman.evaluate.gold import read_gold, report_of
from dragoman.pipeline import Kit, code
from dragoman.records.confidence import Knots, calibrate
from dragoman.records.jsonl import to_dict

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src" / "dragoman" / "tables" / "calibration.toml"
FOLDS, BINS, LEAST = 5, 10, 70
Pair = tuple[float, bool]


def judged(kit: Kit, line: dict[str, Any]) -> list[Pair]:
    """Return (raw confidence, is right) of each record the coder makes of a gold report."""
    records = [to_dict(record) for record in code(report_of(line), kit).records]
    partner = {id(mine): gold for gold, mine in align(line["events"], records)}
    return [(record["confidence"], _is_right(partner.get(id(record)), record)) for record in records]


def _is_right(gold: Any, record: dict[str, Any]) -> bool:
    if gold is None or gold["type"] != record["type"]:
        return False
    return all(_countries(gold[side]) == _countries(record[side]) for side in ("actors", "recipients"))


def _countries(people: list[dict[str, Any]]) -> set[str]:
    return {person["country"] for person in people if person.get("country")}


def isotonic(pairs: list[Pair]) -> Knots:
    """Return knots of the best rising curve; every block holds at least ``LEAST`` records."""
    ordered = sorted(pairs)
    blocks = [ordered[i : i + LEAST] for i in range(0, len(ordered) - LEAST + 1, LEAST)]
    blocks[-1] += ordered[len(blocks) * LEAST :]
    merged: list[list[Pair]] = []
    for block in blocks:
        merged.append(block)
        while len(merged) > 1 and _share(merged[-2]) >= _share(merged[-1]):
            merged[-2:] = [merged[-2] + merged[-1]]
    return tuple((round(sum(raw for raw, _ in block) / len(block), 4), round(_share(block), 4)) for block in merged)


def _share(block: list[Pair]) -> float:
    return sum(right for _, right in block) / len(block)


def error(pairs: list[Pair]) -> float:
    """Return the expected calibration error over ten bins of equal width."""
    bins = [[pair for pair in pairs if low <= pair[0] < high or (high == 1 and pair[0] == 1)]
            for low, high in pairwise(i / BINS for i in range(BINS + 1))]
    gaps = [abs(sum(raw for raw, _ in held) - sum(right for _, right in held)) for held in bins]
    return sum(gaps) / len(pairs)


def folded(groups: list[list[Pair]]) -> list[Pair]:
    """Return each record with a confidence calibrated on the other folds."""
    found: list[Pair] = []
    for fold in range(FOLDS):
        knots = isotonic([pair for i, group in enumerate(groups) if i % FOLDS != fold for pair in group])
        held = [pair for i, group in enumerate(groups) if i % FOLDS == fold for pair in group]
        found += [(calibrate(raw, knots), right) for raw, right in held]
    return found


def main() -> None:
    """Fit, report and perhaps write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    kit = Kit.load()
    bare = Kit(**{name: getattr(kit, name) for name in Kit.__slots__} | {"knots": ()})
    groups = [judged(bare, line) for line in read_gold(options.gold)]
    pairs = [pair for group in groups for pair in group]
    knots = isotonic(pairs)
    print(f"{len(pairs)} records, {_share(pairs):.3f} right")
    print(f"calibration error: raw {error(pairs):.3f}, by folds {error(folded(groups)):.3f}")
    print("\n".join(f"  {raw:.3f} -> {share:.3f}" for raw, share in knots))
    if options.write:
        head = TARGET.read_text("utf-8").split("knots")[0]
        rows = ",\n".join(f"    [{raw}, {share}]" for raw, share in knots)
        TARGET.write_text(f"{head}knots = [\n{rows},\n]\n", "utf-8")


if __name__ == "__main__":
    main()
