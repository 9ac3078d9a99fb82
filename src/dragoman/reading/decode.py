"""Turn the model's scores over pieces into spans of the report."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.reading import labels

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible trigger: pieces ``[first, after)``, its type and how sure of it.

    Attributes:
        first: first piece.
        after: piece after the last.
        type: number of the best type.
        score: 0 … 1, probability of that type, mean over the pieces.
        others: (type number, probability) of the runners-up, best first.
    """

    first: int
    after: int
    type: int
    score: float
    others: tuple[tuple[int, float], ...]


def softmax(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    out: Floats = shifted / shifted.sum(-1, keepdims=True)
    return out


def sigmoid(logits: Floats) -> Floats:
    """Logistic function, safe for large values."""
    out: Floats = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return out


def runs(inside: NDArray[np.bool_], begins: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Cut a line of pieces into runs that are inside; a begin starts a new one.

    ::

        inside  . x x x . x x
        begins  . x . x . . .
        runs      [1,3)[3,4)  [5,7)
    """
    found: list[tuple[int, int]] = []
    for i in np.flatnonzero(inside).tolist():
        if found and found[-1][1] == i and not begins[i]:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found


def candidates(logits: Floats, readable: NDArray[np.bool_], floor: float) -> list[Candidate]:
    """Return the possible triggers of a window, in order.

    Args:
        logits: [n, 33] trigger logits.
        readable: [n], False where triggers are not looked for.
        floor: a piece belongs to a candidate if P(not outside) >= floor.
    """
    odds = softmax(logits)
    begin, inside = odds[:, 1::2], odds[:, 2::2]
    taken = (1 - odds[:, 0] >= floor) & readable
    splits = begin.sum(1) > inside.sum(1)
    found = []
    for first, after in runs(taken, splits):
        by_type = (begin[first:after] + inside[first:after]).mean(0)
        order = np.argsort(-by_type, kind="stable")
        others = tuple((int(k), float(by_type[k])) for k in order[1:4] if by_type[k] >= 0.01)
        found.append(Candidate(first, after, int(order[0]), float(by_type[order[0]]), others))
    return found


def role_runs(logits: Floats, role: int, readable: NDArray[np.bool_], floor: float) -> list[tuple[int, int, float]]:
    """Return the passages of one role as (first, after, score).

    Args:
        logits: [n, 9, 3] role logits.
        role: number of the role.
        readable: [n], False where no passage can stand (the title).
        floor: a piece belongs to the role if P(not outside) >= floor.
    """
    odds = softmax(logits[:, role])
    here = 1 - odds[:, labels.OUTSIDE]
    splits = odds[:, labels.BEGIN] > odds[:, labels.INSIDE]
    return [(a, b, float(here[a:b].mean())) for a, b in runs((here >= floor) & readable, splits)]


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words and drop blanks and stray punctuation at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and (text[start].isspace() or text[start] in ",;:.—–-)]"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:—–-(["):
        end -= 1
    return start, end
