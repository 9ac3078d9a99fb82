"""Turn the model's scores over pieces into spans of the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dragoman.reading import labels
from dragoman.types import Span

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]
Passage = tuple[int, int, float]
"""First piece, piece after the last, score."""

WIDEN = 0.35
"""Pieces beside a passage join it from this share of the threshold on."""

_STOP = re.compile(r"(?<![\w.])[^\W\d_]*[a-z](?<!Corp)(?<!Sept)(?<=\w{4})\.$")
"""A stop that ends a sentence: behind a word too long for an abbreviation."""
_JOINT_BEFORE = re.compile(r"(?:(?:and|or|of|in|by|to|from|with|at|but|as)\s+)*")
_JOINT_BEHIND = re.compile(r"(?:\s+(?:and|or|of|in|by|to|from|with|at|for|on|the|a|an))+$")
DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their"})

LEAST = 0.01
"""Runners-up less likely than this are not worth telling."""

JOIN = 0.02
"""From this P(not outside) on a single piece between two passages joins them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible trigger: pieces ``[first, after)`` and how likely they are to be of each type.

    Attributes:
        first: first piece.
        after: piece after the last.
        odds: 0 … 1, probability of each type, mean over the pieces; what is left is "no trigger".
    """

    first: int
    after: int
    odds: tuple[float, ...]

    def best(self) -> list[tuple[int, float]]:
        """Return (type number, probability), best first, of the types worth telling."""
        order = sorted(range(len(self.odds)), key=lambda k: -self.odds[k])
        return [(k, self.odds[k]) for n, k in enumerate(order[:4]) if n == 0 or self.odds[k] >= LEAST]

    def may_pass(self, floors: Sequence[float], first_look: float) -> bool:
        """Say whether a second look that is wholly sure could bring the candidate over the threshold of a type.

        Args:
            floors: threshold of each type.
            first_look: as in ``judged``.
        """
        return any(p**first_look >= floor for p, floor in zip(self.odds, floors, strict=True))

    def judged(self, logits: Floats, first_look: float) -> Candidate:
        """Return the candidate after the second look.

        Args:
            logits: [17], no event and then the types, of the conditioned part.
            first_look: weight of the first look, 0 … 1, in the geometric mean of the two.
        """
        second = softmax(logits)[1:]
        odds = np.array(self.odds) ** first_look * second ** (1 - first_look)
        return replace(self, odds=tuple(odds.tolist()))


def softmax(logits: Floats) -> Floats:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    out: Floats = shifted / shifted.sum(-1, keepdims=True)
    return out


def sigmoid(logits: Floats) -> Floats:
    """Logistic function, safe for large values."""
    out: Floats = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return out


def runs(inside: Flags, begins: Flags, sure: Flags) -> list[tuple[int, int]]:
    """Cut a line of pieces into runs that are inside; a begin starts a new one.

    A run counts only if one of its pieces is sure: doubtful pieces may widen a
    passage but not make one::

        inside  . x x x . x x x
        begins  . x . x . . . .
        sure    . . x x . . . .
        runs      [1,3)[3,4)
    """
    found: list[tuple[int, int]] = []
    for i in np.flatnonzero(inside).tolist():
        if found and found[-1][1] == i and not begins[i]:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return [(first, after) for first, after in found if sure[first:after].any()]


def candidates(logits: Floats, readable: Flags, floor: float) -> list[Candidate]:
    """Return the possible triggers of a window, in order.

    Args:
        logits: [n, 33] trigger logits.
        readable: [n], False where triggers are not looked for.
        floor: a piece belongs to a candidate if P(not outside) >= floor.
    """
    odds = softmax(logits)
    begin, inside = odds[:, 1::2], odds[:, 2::2]
    taken = (1 - odds[:, 0] >= floor) & readable
    # A begin starts another trigger only with another type: "laid wreaths" is one act.
    best = (begin + inside).argmax(1)
    splits = (begin.sum(1) > inside.sum(1)) & (best != np.roll(best, 1))
    found = []
    for first, after in runs(taken, splits, taken):
        by_type = (begin[first:after] + inside[first:after]).mean(0)
        found.append(Candidate(first, after, tuple(by_type.tolist())))
    return found


def role_runs(logits: Floats, role: int, readable: Flags, floor: float, share: float = 0.0) -> list[Passage]:
    """Return the passages of one role as (first, after, score).

    Args:
        logits: [n, 9, 3] role logits.
        role: number of the role.
        readable: [n], False where no passage can stand (the title).
        floor: a piece belongs to the role if P(not outside) >= floor.
        share: passages under this share of the best one's score are left out.
    """
    here = 1 - softmax(logits[:, role])[:, labels.OUTSIDE]
    # Neighbouring participants have a comma or an "and" between them, so a begin splits nothing here.
    whole = runs((here >= WIDEN * floor) & readable, np.zeros(len(here), bool), here >= floor)
    passages = [(first, after, float(here[first:after].max())) for first, after in _joined(whole, here)]
    best = max((score for _, _, score in passages), default=0.0)
    return [passage for passage in passages if passage[2] >= share * best]


def _joined(passages: list[tuple[int, int]], here: Floats) -> list[tuple[int, int]]:
    """Join passages with one piece between them that is not quite outside: the hyphen of a name."""
    found: list[tuple[int, int]] = []
    for first, after in passages:
        if found and first - found[-1][1] == 1 and here[found[-1][1]] > JOIN:
            found[-1] = (found[-1][0], after)
        else:
            found.append((first, after))
    return found


def _is_initial(text: str, at: int) -> bool:
    """Say whether a single letter with its stop stands at ``at``: the first half of "U.S."."""
    return at >= 0 and text[at + 1] == "." and text[at].isupper() and (at == 0 or not text[at - 1].isalnum())


def snap(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words and drop blanks and stray punctuation at its ends."""
    while start > 0 and text[start].isalnum() and (text[start - 1].isalnum() or _is_initial(text, start - 2)):
        start -= 1 if text[start - 1].isalnum() else 2
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and (text[start].isspace() or text[start] in ",;:.—–-()[]"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:—–-(["):
        end -= 1
    if text[end - 1 : end] in (")", "]") and not set(text[start:end]) & {"(", "["}:
        end -= 1  # its opening bracket stands outside
    if _STOP.search(text[start:end]) and not text[end : end + 1].isalnum():
        end -= 1
    return start, end


def without_joints(span: Span) -> Span:
    """Drop the words at the ends of a participant or place that only join it to its neighbours ("‹guard in the›")."""
    start = _JOINT_BEFORE.match(span.text).end()  # type: ignore[union-attr]  # matches nothing if nothing else
    text = _JOINT_BEHIND.sub("", span.text[start:])
    if text in DETERMINERS or not text:
        return span
    return Span(span.start + start, span.start + start + len(text), text)


def without_determiner(span: Span) -> Span:
    """Drop an article or possessive at the end of a trigger ("signed ‹a›"); it begins the object."""
    words = span.text.rsplit(" ", 1)
    return Span(span.start, span.start + len(words[0]), words[0]) if words[-1] in DETERMINERS and words[0] else span
