"""Which acts are compared at all: those that share a key.

A key joins a family of types, a stretch of time and a country (or, where no country is
known, a name or a telling word). A wide date meets others by month or year only with
all its countries, at its place, or by a country and what the act is called, so that long intervals make no long
lists. Acts whose countries were coded otherwise meet by an uncommon word and the week. Whether two acts share a key
depends on the two alone, never on what else is in the store: so order of arrival changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dragoman.analyze.episodes.act import Act, Dated
from dragoman.analyze.episodes.words import rare

_MONTHS = 12
_WEEK = 7
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
    meeting = (*_by_stretch(act), *_by_call(act))
    close = () if is_wide else (*_by_day(act), *_by_week(act))
    for family in act.families:
        yield from ((f"{family} {words}", is_wide) for words in meeting)
        yield from ((f"{family} {words}", True) for words in close)


def _by_day(act: Act) -> Iterator[str]:
    """Yield days, one more than the act lasts, so that neighbouring days meet, with who took part."""
    first, last = act.days or (1, 1)
    return (f"{day} {who}" for day in range(first, last + 2) for who in _who(act))


def _by_week(act: Act) -> Iterator[str]:
    """Yield weeks with uncommon words near the trigger, or the word for an act that is seldom done twice."""
    first, last = act.days or (1, 1)
    weeks = range(first // _WEEK, (last + 1) // _WEEK + 1)
    return (f"w{week} {name}" for week in weeks for name in sorted(rare(act.near) | act.once))


def _by_stretch(act: Act) -> Iterator[str]:
    return (f"{stretch} {what}" for stretch in _stretches(act) for what in _what(act))


def _by_call(act: Act) -> Iterator[str]:
    """Yield years with what the act is called (its kinds, or the words of its trigger) and who took part."""
    calls = sorted(act.trigger | act.kinds)
    return (f"{year} {call} {who}" for year in _years(act) for call in calls for who in _who(act))


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
    yield from _years(act)
    begin, end = first.year * _MONTHS + first.month, last.year * _MONTHS + last.month
    if end - begin < _MONTHS:
        yield from (f"m{month}" for month in range(begin, end + 1))


def _years(act: Act) -> tuple[str, ...]:
    first, last = (date.fromordinal(day).year for day in act.days or (1, 1))
    return tuple(str(year) for year in range(first, last + 1)[:_MONTHS])


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8"), digest_size=8).digest(), "big", signed=True)
