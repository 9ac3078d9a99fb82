"""Pair predicted records with gold ones inside one report, by the characters their triggers share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Coded = Mapping[str, Any]
"""A record, or a part of one, as parsed JSON (see ``docs/schema.md``)."""


def overlap(a: Coded | None, b: Coded | None) -> int:
    """Return how many characters two passages share; 0 where either has no offsets."""
    if not a or not b or None in (a.get("start"), a.get("end"), b.get("start"), b.get("end")):
        return 0
    return max(0, int(min(a["end"], b["end"]) - max(a["start"], b["start"])))


def iou(a: Coded, b: Coded) -> float:
    """Return the share of the two passages' characters that is common to both, 0 … 1."""
    common = overlap(a, b)
    return common / (a["end"] - a["start"] + b["end"] - b["start"] - common) if common else 0.0


def align(gold: Sequence[Coded], predicted: Sequence[Coded]) -> list[tuple[Coded, Coded]]:
    """Return the pairs of records whose triggers overlap, each record in one pair at most.

    Pairs of the same type are made first, then those that share most characters;
    ties fall to the earlier gold record, then to the earlier predicted one.
    """
    return [(gold[i], predicted[j]) for i, j in _matching(gold, predicted)]


def _matching(gold: Sequence[Coded], predicted: Sequence[Coded]) -> Iterator[tuple[int, int]]:
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    for _, _, i, j in sorted(_candidates(gold, predicted)):
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            yield i, j


def _candidates(gold: Sequence[Coded], predicted: Sequence[Coded]) -> Iterator[tuple[bool, int, int, int]]:
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            common = overlap(g["trigger"], p.get("trigger"))
            if common:
                yield g["type"] != p.get("type"), -common, i, j
