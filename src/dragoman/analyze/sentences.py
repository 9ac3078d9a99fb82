"""What is said of a relation in words: templates filled with figures and the acts they rest on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from dragoman.analyze.acts import Act, Citation
from dragoman.analyze.scale import BETTER, UNCHANGED, UNKNOWN, WORSE, Point
from dragoman.analyze.selection import rules

Pair = tuple[str, str]


def chosen(acts: Sequence[Act], starts: Sequence[date], quads: Sequence[int]) -> list[Act]:
    """Return the acts of some units and classes to cite, by day: strong, often told, sure, of different kinds.

    Rule ``relation.cites``.
    """
    within = set(starts)
    best = sorted((act for act in acts if act.quad in quads and act.start in within), key=_weight)
    kinds: dict[tuple[str, str, str], Act] = {}
    for act in best:
        kinds.setdefault((act.actor, act.recipient, act.type), act)
    first = list(kinds.values())
    rest = [act for act in best if act not in first]
    return sorted((first + rest)[:rules()["cites"]["most"]], key=lambda act: (act.day, act.id))


def telling(state: str) -> tuple[int, ...]:
    """Return the classes whose acts tell of a state: 1 and 2 of better, 3 and 4 of worse, all of others."""
    return (1, 2) if state == BETTER else (3, 4) if state == WORSE else (1, 2, 3, 4)


def of_change(  # noqa: PLR0913 - what a change is
    pair: Pair, unit: str, start: date, direction: str, rates: tuple[Sequence[float], Sequence[float]], driver: int,
    cites: Sequence[Citation], *, is_sure: bool,
) -> str:
    """Return what changed: direction, rates before and after, the class that changed most, and acts.

    ``driver`` is the class, 1 to 4; ``rates`` are acts a unit by class, before and after.
    """
    before, after = rates
    has_risen = after[driver - 1] >= before[driver - 1]
    told = {"pair": "–".join(pair), "start": named(start, unit), "unit": unit, "now": f"{sum(after):.1f}",
            "then": f"{sum(before):.1f}", "driver": rules()["classes"][str(driver)],
            "was": f"{before[driver - 1]:.1f}", "is": f"{after[driver - 1]:.1f}"}
    parts = [direction, "rates", *([] if is_sure else ["likely"])]
    return _filled(parts, told, cites, "cites" if has_risen else "last")


def of_spell(
    pair: Pair, unit: str, point: Point, end: date, cites: Sequence[Citation], *, is_before: bool,
) -> str:
    """Return that a unit, or several to that of ``end``, stands out, and the acts in it, or before it, that show it."""
    names = list(dict.fromkeys((named(point.start, unit), named(end, unit))))
    told = {"start": " to ".join(names), **_levels(pair, unit, point)}
    return _filled(["stands_out"], told, cites, "last" if is_before else "cites")


def of_state(
    pair: Pair, unit: str, end: date, point: Point, cites: Sequence[Citation], *, is_before: bool,
) -> str:
    """Return the state at the end."""
    name = point.state if point.state in (UNCHANGED, UNKNOWN) else "changed"
    told = {"end": named(end, unit), **_levels(pair, unit, point)}
    return _filled([f"state_{name}"], told, cites, "last" if is_before else "cites")


def named(start: date, unit: str) -> str:
    """Return a unit's name: ``2015-05``, ``the week of 2015-05-11``, ``2015-05-12``."""
    return start.isoformat()[:7] if unit == "month" else f"the week of {start}" if unit == "week" else str(start)


def shown(level: float | None) -> str:
    """Return a level with its sign."""
    return "unknown" if level is None else f"{level:+.1f}"


def _levels(pair: Pair, unit: str, point: Point) -> dict[str, str]:
    return {"pair": "–".join(pair), "unit": unit, "state": point.state, "level": shown(point.level),
            "baseline": shown(point.baseline), "window": str(rules()["barometer"]["window"][unit])}


def _filled(parts: Sequence[str], told: dict[str, str], cites: Sequence[Citation], citing: str) -> str:
    words = rules()["sentences"]
    said = [words[part].format(**told) for part in parts]
    if cites:
        said.append(words[citing].format(cites="; ".join(map(str, cites))))
    return " ".join(said)


def _weight(act: Act) -> tuple[float, date, str]:
    strength = (1 + abs(act.intensity)) * math.sqrt(act.mentions) * act.confidence
    return -strength, act.day, act.id
