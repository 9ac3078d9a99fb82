"""Acts so well known that a name or a day stands for them, such as “9/11”.

Reports recall them for years, and leave out when, where and by whom; a day without its year is read as the
last one. The list is ``[[known]]`` of ``resources/episodes/features.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.analyze.episodes.days import first_day, last_day
from dragoman.analyze.episodes.words import stems


@dataclass(frozen=True, slots=True)
class Known:
    """A well-known act.

    Attributes:
        id: what it is called in the table.
        days: first and last.
        types: PLOVER types that it is coded as.
        near: phrases in small letters, one of which stands near the trigger.
        beside: the same for a second list, if it is not empty.
        call: beginnings of words of the trigger, one of which it has, if it is not empty.
        within: characters to each side of the trigger in which they stand.
    """

    id: str
    days: tuple[int, int]
    types: frozenset[str]
    near: tuple[str, ...]
    beside: tuple[str, ...]
    call: frozenset[str]
    within: int

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Known:
        """Make one of a row of the table; raises ValueError where its date is none."""
        first, last = first_day(row["date"]), last_day(row["date"])
        if first is None or last is None:
            raise ValueError(f"known: {row['id']}: no date: {row['date']!r}")
        return cls(row["id"], (first, last), frozenset(row["types"]), tuple(row["near"]),
                   tuple(row.get("beside", ())), frozenset(row.get("call", ())), row["within"])


def known_of(row: Mapping[str, Any], text: str, published: int | None, known: Iterable[Known]) -> Known | None:
    """Return the well-known act that a record names, if any; none before it happened."""
    start, end = row["trigger_start"], row["trigger_end"]
    called = stems(row["trigger"])
    for one in known:
        if row["type"] not in one.types or published is None or published < one.days[0]:
            continue
        if one.call and one.call.isdisjoint(called):
            continue
        window = text[max(0, start - one.within):end + one.within].lower()
        if _has(window, one.near) and (not one.beside or _has(window, one.beside)):
            return one
    return None


def _has(window: str, phrases: Iterable[str]) -> bool:
    return any(phrase in window for phrase in phrases)
