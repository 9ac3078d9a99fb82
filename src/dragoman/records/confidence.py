"""How sure a record is: the reader's probabilities, lowered where somebody is unresolved, calibrated."""

from __future__ import annotations

from itertools import pairwise

from dragoman.tables import load
from dragoman.types import Cast, Draft, Part, Participant, Role, Why

Knots = tuple[tuple[float, float], ...]


def load_knots() -> Knots:
    """Return the packaged calibration points, by raw value; empty before calibration is fitted."""
    return tuple((float(raw), float(share)) for raw, share in load.toml("calibration")["knots"])


def confidence(draft: Draft, cast: Cast) -> float:
    """Return the raw confidence, 0 … 1, in type, actors and recipients of one draft."""
    return explain(draft, cast)[0]


def explain(draft: Draft, people: Cast) -> tuple[float, Why]:
    """Return the raw confidence, 0 … 1, with the factors it is made of."""
    factors = [("type", draft.score), ("actors", _weakest(draft.of(Role.ACTOR))),
               ("recipients", _weakest(draft.of(Role.RECIPIENT)))]
    table: dict[str, float] = load.toml("confidence")["factors"]
    lowered = [(name, table[name]) for name in _lowering(people)]
    raw = 1.0
    for _, value in (*factors, *lowered):
        raw *= value
    detail = " × ".join(f"{name} {value:.2f}" for name, value in (*factors, *lowered) if value < 1)
    return raw, Why("confidence", "records.confidence", f"{detail or 'nothing speaks against it'}.", round(raw, 4))


def calibrate(raw: float, knots: Knots) -> float:
    """Return the calibrated confidence, 0 … 1, for a raw one.

    ``knots`` are (raw, calibrated) in order of their raw value; between two of them the
    value lies on a straight line, outside them it is that of the nearest.

    >>> calibrate(0.5, ((0.0, 0.2), (1.0, 0.8)))
    0.5
    """
    if not knots:
        return raw
    if raw <= knots[0][0]:
        return knots[0][1]
    for (left, low), (right, high) in pairwise(knots):
        if raw <= right:
            return low + (high - low) * (raw - left) / (right - left) if right > left else high
    return knots[-1][1]


def _weakest(parts: tuple[Part, ...]) -> float:
    return min((part.score for part in parts), default=1.0)


def _lowering(people: Cast) -> tuple[str, ...]:
    tests = (("no-actor", not people.actors), ("unresolved-actor", _unresolved(people.actors)),
             ("unresolved-recipient", _unresolved(people.recipients)))
    return tuple(name for name, holds in tests if holds)


def _unresolved(participants: tuple[Participant, ...]) -> bool:
    return any(participant.country is None for participant in participants)
