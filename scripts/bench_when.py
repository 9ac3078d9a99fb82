"""Time the stage ``when`` on phrases of the case file, in CPU time.

Usage: python scripts/bench_when.py [--rounds N]

Prints microseconds a phrase over every case of tests/cases/when.toml. The bar is 20 µs a phrase after the
table is compiled, on an idle core.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from datetime import date
from pathlib import Path

from dragoman.when import Anchor, TimeRules, read_phrase

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "when.toml"


def microseconds(phrases: list[str], rounds: int) -> float:
    """Return CPU microseconds a phrase, the best of ``rounds`` passes."""
    rules, anchor = TimeRules.load(), Anchor(date(2015, 5, 14))
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        for phrase in phrases:
            read_phrase(phrase, anchor, rules)
        best = min(best, time.process_time() - begun)
    return best / len(phrases) * 1e6


def main() -> None:
    """Time and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    phrases = [case["phrase"] for case in tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]]
    sys.stdout.write(f"{len(phrases)} phrases: {microseconds(phrases, rounds):.1f} µs a phrase, best of {rounds}\n")


if __name__ == "__main__":
    main()
