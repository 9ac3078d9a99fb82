"""Fit the weights of ``resources/actors/weights.csv`` on coded reports.

Usage: ``python scripts/fit_actors.py GOLD.jsonl … [--fold K]``. Only participants that no surer rule resolves
are learned from: each is one choice among the countries in sight (see ``dragoman.actors.local``), a
conditional logit with a penalty on squares. ``--fold`` leaves out a fifth of the reports, for measuring.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from dragoman.actors.book import ActorBook  # noqa: E402
from dragoman.actors.local import cues_of, group_of  # noqa: E402
from dragoman.actors.phrase import phrase_of  # noqa: E402
from dragoman.actors.resolve import settle, surroundings  # noqa: E402
from dragoman.actors.scene import Scene  # noqa: E402
from dragoman.evaluate.gold import read_gold, reading_of  # noqa: E402

FOLDS = 5
RAREST = 6
PENALTY = {"any": 0.3, "group": 1.5}
STEPS = 400
RATE = 0.1
SMALLEST = 0.05
Cue = tuple[str, str]
ROLES = ("actors", "recipients", "said_by", "denied_by")


@dataclass(frozen=True)
class Choice:
    """One participant: the cues of each candidate with their strengths, and which candidate is right."""

    candidates: tuple[tuple[tuple[Cue, float], ...], ...]
    right: int


def fold_of(report: str) -> int:
    """Return the fold of a report, from its id alone."""
    return zlib.crc32(report.encode()) % FOLDS


def choices(path: Path, book: ActorBook, left_out: int | None) -> list[Choice]:
    """Return the choices that a gold file holds."""
    found = []
    for gold in read_gold(path):
        if fold_of(gold["id"]) != left_out:
            found += _choices_of(gold, book)
    return found


def _choices_of(gold: dict[str, Any], book: ActorBook) -> list[Choice]:
    reading = reading_of(gold)
    scene = Scene.of(reading, book)
    direct, settled = settle(scene)
    found = []
    for draft, event in zip(reading.drafts, gold["events"], strict=True):
        right = {(who["start"], who["end"]): who.get("country") or "" for role in ROLES for who in event.get(role) or []
                 if who.get("start") is not None}
        for part in draft.parts:
            span = (part.span.start, part.span.end)
            if direct.get(span, True) is None and span in right:
                phrase = phrase_of(scene, *span)
                cues = cues_of(scene, phrase, surroundings(scene, draft, part, settled), settled)
                if right[span] in cues and len(cues) > 1:
                    group = group_of(phrase)
                    named = list(cues)
                    candidates = tuple(_features(cues[name], group) for name in named)
                    found.append(Choice(candidates, named.index(right[span])))
    return found


def _features(cues: dict[str, float], group: str) -> tuple[tuple[Cue, float], ...]:
    return tuple(((scope, cue), value) for cue, value in cues.items() for scope in ("any", group))


def fit(found: list[Choice]) -> dict[Cue, float]:
    """Return the weight of every cue that occurs often enough."""
    seen = Counter(cue for choice in found for candidate in choice.candidates for cue, _ in candidate)
    number = {cue: index for index, cue in enumerate(sorted(cue for cue, count in seen.items() if count >= RAREST))}
    entries: list[tuple[int, int, float]] = []
    owner: list[int] = []
    right: list[int] = []
    row = 0
    for index, choice in enumerate(found):
        right.append(row + choice.right)
        for candidate in choice.candidates:
            for cue, value in candidate:
                if cue in number:
                    entries.append((row, number[cue], value))
            owner.append(index)
            row += 1
    penalty = np.array([PENALTY["any" if scope == "any" else "group"] for scope, _ in number])
    rows, columns, values = (np.array(column) for column in zip(*entries, strict=True))
    weights = _descend(rows, columns, values, np.array(owner), np.array(right), penalty)
    return {cue: float(weights[index]) for cue, index in number.items()}


def _descend(rows: npt.NDArray[Any], columns: npt.NDArray[Any], values: npt.NDArray[Any], owner: npt.NDArray[Any],
             right: npt.NDArray[Any], penalty: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Minimise the penalised log loss by Adam with full batches."""
    weights = np.zeros(len(penalty))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
    target = np.zeros(len(owner))
    target[right] = 1
    for step in range(1, STEPS + 1):
        totals = np.bincount(rows, values * weights[columns], minlength=len(owner))
        totals = np.exp(totals - np.maximum.reduceat(totals, starts)[owner])
        shares = totals / np.add.reduceat(totals, starts)[owner]
        slope = np.bincount(columns, values * (shares - target)[rows], minlength=len(weights)) + penalty * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8) * (1 - step / STEPS)
    return weights


def main() -> None:
    """Fit and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--fold", type=int, help="leave this fold (0 … 4) out")
    options = parser.parse_args()
    book = ActorBook.load()
    found = [choice for path in options.gold for choice in choices(path, book, options.fold)]
    weights = {cue: round(weight, 2) for cue, weight in fit(found).items() if abs(weight) >= SMALLEST}
    with (ROOT / "resources" / "actors" / "weights.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["id", "group", "cue", "weight"])
        writer.writerows([f"weight-{re.sub('[^a-z0-9]+', '-', f'{group}-{cue}'.lower())}", group, cue, f"{weight:.2f}"]
                         for (group, cue), weight in sorted(weights.items()))
    sys.stderr.write(f"{len(found)} choices, {len(weights)} weights\n")


if __name__ == "__main__":
    main()
