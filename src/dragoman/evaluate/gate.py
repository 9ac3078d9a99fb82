"""The accuracy gate: no change may make the coder worse than the floors in ``gate/floors.json``.

Usage: ``python -m dragoman.evaluate.gate [--update [--allow-lowering ADR-FILE]] [--root FOLDER] [--jobs N]``.
Codes every gold set that is there and exits with 1 when a figure is under its floor, a set has changed since its
floors were set, a required set is missing, or there is nothing to measure at all: a gate that skips everything
would hide that it is open. ``--update`` raises floors to a point under what is measured; it lowers one, or takes
a changed set, only for a decision record that says why.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.evaluate.gold import read_gold
from dragoman.evaluate.measure import gold_records, load_coder, predict
from dragoman.evaluate.score import Scorecard, score

FLOORS = Path("gate/floors.json")
MARGIN = 0.01
"""How far under the measured figure a floor is set: one point, so that noise does not close the gate."""

RATES = {"type": "type", "dyad": "dyad", "record": "record", "report": "report", "where": "where_spans"}
SHARES = {"status": "status_accuracy", "when": "when_accuracy"}
"""The figures that have floors, with their names on the scorecard."""

Figures = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A gold file with its floors.

    Attributes:
        path: the file, relative to the repository root.
        digest: SHA-256 of the file the floors were measured on, empty before the first update.
        required: whether the gate fails where the file is absent, or only leaves it out.
        floors: lowest allowed value by figure, 0 … 1.
        lowered_by: decision record that last lowered a floor or took a changed file, None for none.
    """

    path: str
    digest: str = ""
    required: bool = False
    floors: Figures = field(default_factory=dict)
    lowered_by: str | None = None


def read_floors(path: Path) -> dict[str, GoldSet]:
    """Return the gold sets by name; raises ValueError for a file of another form."""
    try:
        return {name: GoldSet(**row) for name, row in json.loads(path.read_text(encoding="utf-8")).items()}
    except (AttributeError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path}: not a table of gold sets: {error}") from error


def write_floors(path: Path, sets: Mapping[str, GoldSet]) -> None:
    """Write the gold sets; equal sets give equal bytes."""
    rows = {name: asdict(gold_set) for name, gold_set in sets.items()}
    path.write_text(json.dumps(rows, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def figures(card: Scorecard) -> dict[str, float]:
    """Pick the figures that have floors from a scorecard."""
    return {name: card.rates[long].f1 for name, long in RATES.items()} | {
        name: card.shares[long] for name, long in SHARES.items()}


def complaints(gold_set: GoldSet, found: str, measured: Figures) -> Iterator[str]:
    """Yield what is wrong with a measurement of the set whose file has the digest ``found``."""
    if not gold_set.floors:
        yield "has no floors yet; set them with --update"
    elif found != gold_set.digest:
        yield "has changed since its floors were set; look at the change, then --update"
    for name, value in measured.items():
        floor = gold_set.floors.get(name)
        if floor is None and gold_set.floors:
            yield f"{name} has no floor"
        if floor is not None and value < floor:
            yield f"{name} {value:.3f} is under its floor {floor:.3f}"


def updated(gold_set: GoldSet, found: str, measured: Figures, decision: str | None) -> GoldSet:
    """Return the set with floors a point under what was measured.

    Args:
        gold_set: the set as it is.
        found: digest of its file now.
        measured: its figures now.
        decision: path of the record that allows lowering, None where none does.

    Raises:
        ValueError: a figure is under its floor, or the file has changed, and no decision allows it.
    """
    wanted = {name: max(0.0, math.floor((value - MARGIN) * 1000) / 1000) for name, value in measured.items()}
    raised = {name: max(floor, gold_set.floors.get(name, 0.0)) for name, floor in wanted.items()}
    lower = sorted(name for name, value in measured.items() if value < gold_set.floors.get(name, 0.0))
    changed = bool(gold_set.digest) and found != gold_set.digest
    if not lower and not changed:
        return replace(gold_set, digest=found, floors=raised)
    if decision is None:
        what = ", ".join([*lower, *(["the set's file"] if changed else [])])
        raise ValueError(f"worse or changed: {what}; only --allow-lowering ADR-FILE may accept that")
    return replace(gold_set, digest=found, floors=wanted, lowered_by=decision)


def measure(path: Path, jobs: int) -> Figures:
    """Code the reports of a gold file with the packaged reader and return the figures."""
    golds = list(read_gold(path))
    given = predict(golds, partial(load_coder, "accurate", None), jobs=jobs)
    return figures(score(gold_records(golds), given, samples=0))


@dataclass(frozen=True, slots=True)
class Gate:
    """One run of the gate.

    Attributes:
        root: repository root, which the sets' paths are relative to.
        measure: returns the figures of a gold file.
        update: whether to set floors instead of checking them.
        decision: decision record that allows lowering, relative to ``root``; None for none.
    """

    root: Path
    measure: Callable[[Path], Figures]
    update: bool = False
    decision: str | None = None

    def run(self) -> int:
        """Print each set's figures and return the exit status, 0 when the gate is passed."""
        if self.decision is not None and not (self.root / self.decision).is_file():
            print(f"gate: there is no decision record {self.decision}")
            return 1
        sets = read_floors(self.root / FLOORS)
        there = {name: gold_set for name, gold_set in sets.items() if (self.root / gold_set.path).is_file()}
        faults = [f"{name}: {sets[name].path} is missing" for name in sets if sets[name].required and name not in there]
        faults += [] if there else ["no gold set is there to measure"]
        for name in sorted(sets.keys() - there.keys()):
            print(f"{name}: left out, {sets[name].path} is not there")
        new = dict(sets)
        for name, gold_set in there.items():
            new[name], found = self._pass(name, gold_set)
            faults += [f"{name}: {fault}" for fault in found]
        return self._close(new, faults)

    def _pass(self, name: str, gold_set: GoldSet) -> tuple[GoldSet, list[str]]:
        path = self.root / gold_set.path
        measured, found = self.measure(path), digest(path)
        print(f"{name}: " + "  ".join(
            f"{figure} {value:.3f} (floor {gold_set.floors.get(figure, 0):.3f})" for figure, value in measured.items()))
        if not self.update:
            return gold_set, list(complaints(gold_set, found, measured))
        try:
            return updated(gold_set, found, measured, self.decision), []
        except ValueError as error:
            return gold_set, [str(error)]

    def _close(self, sets: Mapping[str, GoldSet], faults: Sequence[str]) -> int:
        for fault in faults:
            print(f"gate: {fault}")
        if self.update and not faults:
            write_floors(self.root / FLOORS, sets)
        print("gate: closed" if faults else "gate: passed")
        return int(bool(faults))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate from the command line and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m dragoman.evaluate.gate", description="The accuracy gate.")
    parser.add_argument("--update", action="store_true", help="raise floors to a point under what is measured")
    parser.add_argument("--allow-lowering", metavar="ADR-FILE", help="decision record that says why floors may fall")
    parser.add_argument("--root", type=Path, default=Path(), help="repository root, default the current folder")
    parser.add_argument("--jobs", type=int, default=0, help="processes, default one per core")
    given = parser.parse_args(arguments)
    if given.allow_lowering and not given.update:
        parser.error("--allow-lowering goes with --update")
    gate = Gate(given.root, partial(measure, jobs=given.jobs), given.update, given.allow_lowering)
    try:
        return gate.run()
    except (DragomanError, OSError, ValueError) as error:
        print(f"gate: cannot measure: {error}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
