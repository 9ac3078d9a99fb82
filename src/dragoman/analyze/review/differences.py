"""Two codings of the same records side by side: where they differ, and the values that agreement is counted from."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.analyze.review.fields import FIELDS, PEOPLE, Json, essence
from dragoman.analyze.review.state import Judged

EVENT = "event"
COUNTED = (EVENT, "type", "modes", "status", "actors", "recipients", "sectors", "said_by", "denied_by", "when", "where")
"""What agreement is counted for: whether there is an event, and codes; passages count by overlap, not here."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that two coders left with different values; ``event`` is whether there is one at all."""

    field: str
    first: Any
    second: Any


@dataclass(frozen=True, slots=True)
class Pair:
    """A record as the first and the second coder left it; None where only the other one added it."""

    first: Judged | None
    second: Judged | None

    @property
    def one(self) -> Judged:
        """The record as somebody left it: the first coder where both did."""
        found = self.first or self.second
        if found is None:
            raise ValueError("a pair has at least one side")
        return found


def pairs(first: Mapping[str, Judged], second: Mapping[str, Judged], *, searched: bool = False) -> list[Pair]:
    """Return the records of a report that both coders judged, side by side.

    Events that coders added are paired where their triggers share characters.

    Args:
        first: the report's records as the first coder left them.
        second: as the second did.
        searched: whether both read the report to its end for missed events: then one that only
            one of them added is a pair as well.
    """
    both = [Pair(item, second[name]) for name, item in first.items()
            if name in second and item.coded is not None and _is_judged(item) and _is_judged(second[name])]
    ours = [item for item in first.values() if item.coded is None and item.is_event]
    theirs = [item for item in second.values() if item.coded is None and item.is_event]
    for item in ours:
        other = next((one for one in theirs if _touch(item, one)), None)
        if other is not None:
            theirs.remove(other)
        if other is not None or searched:
            both.append(Pair(item, other))
    both += [Pair(None, item) for item in theirs if searched]
    return both


def differences(pair: Pair) -> tuple[Difference, ...]:
    """Return the fields that the two coders left with different values; none where they agree."""
    first, second = _is_event(pair.first), _is_event(pair.second)
    if first is not second:
        return (Difference(EVENT, first, second),)
    if not first or pair.first is None or pair.second is None:
        return ()
    one, other = pair.first.now, pair.second.now
    return tuple(Difference(field, one[field], other[field]) for field in FIELDS
                 if essence(field, one[field]) != essence(field, other[field]))


def units(found: Sequence[Pair], field: str) -> Iterator[tuple[Hashable, ...]]:
    """Yield the values that two coders gave to a field of COUNTED, for each record both gave one to.

    Whoever was unsure, or holds that there is no event, gives no value to its fields.
    """
    for pair in found:
        sides = (_is_event(pair.first), _is_event(pair.second))
        if field == EVENT:
            yield tuple(side for side in sides if side is not None)
        elif all(sides) and pair.first is not None and pair.second is not None:
            yield _code(field, pair.first.now), _code(field, pair.second.now)


def _code(field: str, now: Json) -> Hashable:
    """Return the codes in a field: countries of people and places, not the words that stand for them."""
    if field == "sectors":
        return tuple(sorted(f"{role}/{item.get('sector') or ''}" for role in PEOPLE[:2] for item in now[role]))
    if field in PEOPLE or field == "where":
        return tuple(sorted({item.get("country") or "" for item in now[field]}))
    found: Hashable = essence(field, now[field])
    return found


def _is_judged(item: Judged) -> bool:
    return item.verdict is not None or item.into is not None


def _is_event(item: Judged | None) -> bool | None:
    return False if item is None else item.is_event


def _touch(one: Judged, other: Judged) -> bool:
    a, b = one.now["trigger"], other.now["trigger"]
    return bool(a["start"] < b["end"] and b["start"] < a["end"])
