"""Fit the points of resources/when/newsday.toml to a gold file.

Usage: python scripts/fit_newsday.py GOLD.jsonl [--measure OTHER.jsonl] [--write]

Logistic regression by stochastic gradient descent over the cues that are found in each event without a time
phrase; the outcome is whether gold dates it. Passes, step and penalty are fixed, so two runs give the same
points. ``--write`` puts the rounded points into the table; without it they are only measured.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from dragoman.evaluate.gold import read_gold, reading_of
from dragoman.types import Role
from dragoman.when.newsday import NewsDay, passages_of

TABLE = Path(__file__).resolve().parents[1] / "resources" / "when" / "newsday.toml"
PASSES, STEP, PENALTY = 30, 0.05, 1e-3
Case = tuple[tuple[int, ...], int]


def cases(path: Path, newsday: NewsDay) -> Iterator[Case]:
    """Yield the numbers of the cues found, and 1 where gold gives a date, for every event without a phrase."""
    for gold in read_gold(path):
        gold["events"].sort(key=lambda event: event["trigger"]["start"])
        reading = reading_of(gold)
        looked_at = passages_of(reading, newsday.verbs)
        for event, draft, passages in zip(gold["events"], reading.drafts, looked_at, strict=True):
            if not draft.of(Role.TIME):
                found = (n for n, cue in enumerate(newsday.cues) if cue.pattern.search(passages[cue.place]))
                yield tuple(found), int(event.get("when") is not None)


def fit(training: list[Case], width: int) -> tuple[float, list[float]]:
    """Return base and points, each a log-odds rounded to a tenth."""
    base, points, order = 0.0, [0.0] * width, random.Random(0)
    for turn in range(PASSES):
        step = STEP / (1 + turn)
        order.shuffle(training)
        for found, dated in training:
            error = 1 / (1 + math.exp(-(base + sum(points[n] for n in found)))) - dated
            base -= step * error
            for n in found:
                points[n] -= step * (error + PENALTY * points[n])
    return round(base, 1), [round(value, 1) + 0.0 for value in points]


def measure(found: list[Case], base: float, points: list[float], name: str) -> None:
    """Print accuracy, and precision and recall of "dated", over a range of thresholds."""
    scores = [(base + sum(points[n] for n in cues), dated) for cues, dated in found]
    for threshold in (-1.5, -1.0, -0.75, -0.5, -0.25, 0.0, 0.5):
        hit = sum(dated for score, dated in scores if score >= threshold)
        given = sum(score >= threshold for score, _ in scores)
        total = sum(dated for _, dated in scores)
        right = sum((score >= threshold) == bool(dated) for score, dated in scores)
        sys.stdout.write(f"{name} n {len(scores)} threshold {threshold:5.2f}  accuracy {right / len(scores):.3f}  "
                         f"P {hit / max(given, 1):.3f}  R {hit / max(total, 1):.3f}\n")


def write(base: float, points: dict[str, float]) -> None:
    """Put base and points into the table, leaving everything else as it is written there."""
    text = re.sub(r"(?m)^base = .*$", f"base = {base}", TABLE.read_text(encoding="utf-8"))
    for name, value in points.items():
        text = re.sub(rf'(id = "{re.escape(name)}"\n(?:.*\n)*?points = )\S+', rf"\g<1>{value}", text, count=1)
    TABLE.write_text(text, encoding="utf-8")


def main() -> None:
    """Fit, measure, and with ``--write`` store."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--measure", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    newsday = NewsDay.of(tomllib.loads(TABLE.read_text(encoding="utf-8")))
    training = list(cases(arguments.gold, newsday))
    base, points = fit(training, len(newsday.cues))
    measure(training, base, points, "fitted")
    if arguments.measure:
        measure(list(cases(arguments.measure, newsday)), base, points, "held out")
    if arguments.write:
        write(base, {cue.id: value for cue, value in zip(newsday.cues, points, strict=True)})


if __name__ == "__main__":
    main()
