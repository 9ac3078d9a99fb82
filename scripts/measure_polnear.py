"""Measure who is given as saying a passage, on PolNeAR's attributions.

Usage: ``python scripts/measure_polnear.py PATH [--sample N] [--errors N]``. The adapter hands the
passage over and asks for its source; a source is right when its last word lies in the coded one.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.reading.sentences import split
from dragoman.stance.claims import claim_of
from dragoman.stance.reporting import Reporting
from dragoman.types import Span

_GAP = 3  # characters between pieces of one run
Answer = tuple[str, str, str, str]  # outcome, rule, coded source, found source


def answers(rows: Iterable[dict[str, Any]], words: Reporting) -> list[Answer]:
    """Return an answer for every attribution that has a source and a passage."""
    found: list[Answer] = []
    for row in rows:
        sentences = split(row["text"])
        found += [_answer(coded, row["text"], sentences, words) for coded in row["gold"]["attributions"]
                  if coded.get("source") and coded.get("content")]
    return found


def _answer(coded: dict[str, Any], text: str, sentences: tuple[Span, ...], words: Reporting) -> Answer:
    start, end = _longest(coded["content"][0]["spans"])
    claim = claim_of(Span.of(text, start, end), text, sentences, words)
    wanted = coded["source"][0]["text"]
    if claim is None:
        return "none", "", wanted, ""
    right = any(a < claim.source.end <= b for a, b in coded["source"][0]["spans"])
    return "right" if right else "wrong", claim.rule, wanted, claim.source.text


def _longest(spans: list[list[int]]) -> tuple[int, int]:
    """Return the longest run of a passage that may be coded in pieces."""
    runs: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if runs and start - runs[-1][1] <= _GAP:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return max(runs, key=lambda run: run[1] - run[0])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("path", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="measure so many documents, drawn with a fixed seed")
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong answers")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.path.read_text(encoding="utf-8").splitlines()]
    if arguments.sample:
        rows = random.Random(0).sample(rows, arguments.sample)
    found = answers(rows, Reporting.load())
    counts = Counter(answer[0] for answer in found)
    print(f"right {counts['right']} of {len(found)} = {counts['right'] / len(found):.3f}; {dict(counts)}")
    rules: dict[str, Counter[str]] = {}
    for outcome, rule, *_ in found:
        rules.setdefault(rule or "none", Counter())[outcome] += 1
    print({rule: dict(count) for rule, count in rules.items()})
    wrong = [answer for answer in found if answer[0] != "right"]
    for answer in random.Random(1).sample(wrong, min(arguments.errors, len(wrong))):
        print(answer)


if __name__ == "__main__":
    main()
