"""Which acts are compared at all: those that share a key.

A key joins a family of types, a stretch of time and a country (or, where no country is
known, a name or a telling word). A wide date meets others by month or year only with
all its countries, or at its place, so that long intervals make no long lists. Whether two acts share a key
depends on the two alone, never on what else is in the store: so order of arrival changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dragoman.analyze.episodes.act import Act, Dated

_MONTHS = 12
_FEW = 3  # telling words that stand in for a country


class Key(NamedTuple):
    """A key as kept in a store: acts that share ``hash`` are compared unless neither is ``wide``."""

    hash: int
    wide: bool


def keys(act: Act) -> frozenset[Key]:
    """Return the keys of an act; none if it has neither date nor day of publication."""
    return frozenset(Key(_hash(words), wide) for words, wide in _words(act))


def _words(act: Act) -> Iterator[tuple[str, bool]]:
    if act.days is None:
        return
    is_wide = act.dated is Dated.WIDE
    for family in act.families:
        if not is_wide:
            for day in range(act.days[0], act.days[1] + 2):
                # One day more than the act lasts, so that neighbouring days meet.
                yield from ((f"{family} {day} {who}", True) for who in _who(act))
        if act.dated is not Dated.OPEN:
            for stretch in _stretches(act):
                yield from ((f"{family} {stretch} {what}", is_wide) for what in _what(act))


def _who(act: Act) -> tuple[str, ...]:
    countries = act.countries | ({act.place_country} if act.place_country else set())
    if countries:
        return tuple(sorted(countries))
    names = sorted(act.actors.names | act.recipients.names | ({act.place.casefold()} if act.place else set()))
    return tuple(names[:_FEW] or sorted(act.rare)[:_FEW] or sorted(act.trigger)[:1])


def _what(act: Act) -> tuple[str, ...]:
    dyad = "+".join(sorted(act.countries))
    place = act.place.casefold() if act.place and act.point is not None else ""
    return tuple(part for part in (dyad, place) if part)


def _stretches(act: Act) -> Iterator[str]:
    """Yield the months of an act, or, if it may have lasted longer than a year, its years; and always its years."""
    first, last = (date.fromordinal(day) for day in act.days or (1, 1))
    yield from (str(year) for year in range(first.year, last.year + 1)[:_MONTHS])
    begin, end = first.year * _MONTHS + first.month, last.year * _MONTHS + last.month
    if end - begin < _MONTHS:
        yield from (f"m{month}" for month in range(begin, end + 1))


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8"), digest_size=8).digest(), "big", signed=True)
