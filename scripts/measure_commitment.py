"""Measure whether embedded clauses are taken as true, on CommitmentBank.

Usage: ``python scripts/measure_commitment.py PATH [--errors N]``. The adapter is given the sentence and the
words of the clause; rows whose mean judgement is under 1 either way are left out, as undecided.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.stance.embedding import Embedders, embedding_of
from dragoman.types import Span

DECIDED = 1.0
_WORD = re.compile(r"[\w']+")

Answer = tuple[bool, str, float, str]  # right, rule, mean judgement, sentence


def answers(rows: Iterable[dict[str, Any]], table: Embedders) -> list[Answer]:
    """Return an answer for every decided row; a clause with no embedding verb before it counts as taken as true."""
    found = []
    for row in rows:
        mean = row["gold"]["mean"]
        if abs(mean) >= DECIDED:
            sentence = Span(0, len(row["target"]), row["target"])
            embedding = embedding_of(clause_start(row["target"], row["gold"]["clause"]), sentence, table)
            sign, rule = (1, "none") if embedding is None else (embedding.sign, embedding.rule)
            found.append((sign * mean > 0, rule, mean, row["target"]))
    return found


def clause_start(sentence: str, clause: str) -> int:
    """Return where a clause starts in a sentence: where the longest run of its last words stands, last of all."""
    words = [word.lower() for word in _WORD.findall(clause)]
    tokens = [(found.group().lower(), found.start()) for found in _WORD.finditer(sentence)]
    keys = [key for key, _ in tokens]
    for skipped in range(len(words)):
        tail = words[skipped:]
        for place in range(len(keys) - len(tail), -1, -1):
            if keys[place:place + len(tail)] == tail:
                return tokens[place][1]
    return len(sentence)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("path", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print so many wrong answers")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.path.read_text(encoding="utf-8").splitlines()]
    found = answers(rows, Embedders.load())
    right = sum(answer[0] for answer in found)
    likeliest = max(sum(mean > 0 for _, _, mean, _ in found), sum(mean < 0 for _, _, mean, _ in found))
    print(f"sign right {right} of {len(found)} = {right / len(found):.3f} "
          f"(always the commoner sign: {likeliest / len(found):.3f})")
    for rule, count in Counter(rule for _, rule, _, _ in found).most_common():
        print(f"{rule}: {sum(ok for ok, name, _, _ in found if name == rule)} of {count}")
    for answer in [answer for answer in found if not answer[0]][:arguments.errors]:
        print(answer)


if __name__ == "__main__":
    main()
