"""The state of a relation: barometer, change points, and a sentence for each with the acts it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from dragoman.analyze import sentences
from dragoman.analyze.acts import Act, Citation, acts_between, cite, counts_of, units_between
from dragoman.analyze.changes import Floats, change_points
from dragoman.analyze.scale import BETTER, WORSE, Point, Series, barometer, latest, spells
from dragoman.analyze.selection import Selection, count_of, rules, unit_of
from dragoman.analyze.sources import Mix, Reported, reported
from dragoman.analyze.table import Table
from dragoman.errors import NothingFound, UsageError
from dragoman.store import Store
from dragoman.types import Why

_TINY = 1e-9
_DAYS = {"day": 1, "week": 7, "month": 30}


@dataclass(frozen=True, slots=True)
class Change:
    """A point at which a relation changed.

    Attributes:
        start: first day of the unit from which it is different.
        direction: ``better``, ``worse``, ``more`` or ``less`` (of everything alike).
        is_sure: whether the strict search finds it too, or only the one that risks more false alarms.
        before, after: acts a unit in the stretches before and after, by class 1 to 4.
        driver: the class that changed most, 1 to 4.
        shift: how far the mix of sources differs beyond chance, 0 to 1.
        is_doubtful: whether the mix differs so far that the change may be one of sources.
        sentence: what changed, in words.
        cites: the acts that the sentence rests on.
        why: rule and figures.
    """

    start: date
    direction: str
    is_sure: bool
    before: tuple[float, ...]
    after: tuple[float, ...]
    driver: int
    shift: float
    is_doubtful: bool
    sentence: str
    cites: tuple[Citation, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Standout:
    """One or two units of time that were better or worse than the window before, with the acts that made them so.

    Attributes:
        start: first day of the first unit.
        end: first day of the last unit.
        state: ``better`` or ``worse``.
        level: mean level a unit.
        baseline: mean level a unit of the window before.
        sentence: the state in words, citing ``cites``.
        cites: the acts that show it, or before it those that ended.
        why: rule and figures.
    """

    start: date
    end: date
    state: str
    level: float
    baseline: float
    sentence: str
    cites: tuple[Citation, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Relation:
    """The state of a relation between two countries.

    Attributes:
        pair: the two.
        unit: ``day``, ``week`` or ``month``.
        acts: number of acts.
        points: the barometer, a point a unit.
        changes: where it changed for longer, in order.
        standouts: single units, or two together, that were better or worse.
        state: ``better``, ``worse``, ``unchanged`` or ``unknown`` at the end, against the window before.
        sentence: the state in words, citing ``cites``.
        sources: publishers of the reports.
        why: rules and figures of the state.
    """

    pair: tuple[str, str]
    unit: str
    acts: int
    points: Table[Point]
    changes: Table[Change]
    standouts: Table[Standout]
    state: str
    sentence: str
    cites: tuple[Citation, ...]
    sources: tuple[str, ...]
    why: Why


def relation(
    store: Store, one: str, other: str, *, unit: str = "month", count: str = "episodes",
    selection: Selection | None = None, steady: bool = False,
) -> Relation:
    """Return the state of the relation between two countries.

    Args:
        store: where the acts are.
        one: ISO3 or one of PLOVER's international codes.
        other: likewise.
        unit: ``day``, ``week`` or ``month``.
        count: ``episodes`` or ``mentions``.
        selection: which acts count; by default what reports of the time say has happened.
        steady: only publishers that report in nearly every unit.

    Raises:
        UsageError: one country twice, or a unit or count that there is not.
        NothingFound: there are no reports in that time.
    """
    return observed(store, one, other, unit=unit, count=count, selection=selection, steady=steady).relation


class Observed(NamedTuple):
    """A relation, and what it was read from: the acts and reports of its units and of the window before them."""

    relation: Relation
    acts: Sequence[Act]
    mix: Mix


def observed(  # noqa: PLR0913 - those of ``relation``, and what it is read from
    store: Store, one: str, other: str, *, unit: str = "month", count: str = "episodes",
    selection: Selection | None = None, steady: bool = False, told: Reported | None = None,
) -> Observed:
    """Return the state of a relation with what it was read from; see ``relation``.

    ``told`` are all reports by this unit, for those who ask for many relations of one store.
    """
    pair = (one.upper(), other.upper())
    if pair[0] == pair[1]:
        raise UsageError("a relation is between two countries")
    selection = selection if selection is not None else usual()
    told = told or reported(store, unit_of(unit))
    if told is None:
        raise NothingFound("no report in the store has a date")
    starts, start = _units(told, unit_of(unit), selection)
    seen = told.mix(starts, selection.sources)
    selection = replace(selection, since=starts[0])
    if steady:
        selection = replace(selection, sources=seen.steady(rules()["sources"]["steady"]))
        seen = told.mix(starts, selection.sources)
    within = frozenset(starts)
    acts = [act for act in acts_between(store, *pair, unit=unit, count=count_of(count), selection=selection)
            if act.start in within]
    series = _series(acts, seen.starts, seen.exposure())
    found = _read(_Seen(store, pair, unit, acts, seen, counts_of(acts, seen.starts), series), start)
    return Observed(found, acts, seen)


def usual(since: date | None = None, until: date | None = None) -> Selection:
    """Return the usual selection (rule ``relation.acts``) for some time."""
    rule = rules()["acts"]
    return Selection(since, until, statuses=tuple(rule["statuses"]), lag=rule["lag"])


def _units(told: Reported, unit: str, selection: Selection) -> tuple[list[date], date]:
    """Return the units of the time that is asked for, with the window before it, and the first that is asked for."""
    first, last = told.first, told.last
    since, until = max(selection.since or first, first), min(selection.until or last, last)
    if since > until:
        raise NothingFound(f"no reports between {since} and {until}; they go from {first} to {last}")
    asked = units_between(since, until, unit)
    window = timedelta(days=rules()["barometer"]["window"][unit] * _DAYS[unit])
    return units_between(max(asked[0] - window, first), until, unit), asked[0]


class _Seen(NamedTuple):
    """What is known of a pair: its acts in the units of the mix of sources, and their sums."""

    store: Store
    pair: tuple[str, str]
    unit: str
    acts: Sequence[Act]
    mix: Mix
    counts: Floats
    series: Series


def _read(seen: _Seen, start: date) -> Relation:
    """Return what is read from the unit that begins on ``start`` on; what was before is its context."""
    unit, rule = seen.unit, rules()["barometer"]
    settings = {"window": rule["window"][unit], "least": rule["least"], "quantile": rule["quantile"]}
    points = [point for point in barometer(seen.series, **settings) if point.start >= start]
    recent = rule["recent"][unit]
    end = latest(seen.series, recent=recent, **settings)
    told, is_before = _telling(seen, len(seen.mix.starts) - recent, len(seen.mix.starts), end.state)
    turns, standouts = _turns(seen, seen.mix.starts.index(start)), _standouts(seen, start)
    said = cite(seen.store, (act for acts in (told, *(turn.told for turn in turns), *(one.told for one in standouts))
                             for act in acts))
    cites = tuple(said[act] for act in told)
    return Relation(
        seen.pair, unit, sum(act.start >= start for act in seen.acts), Table(Point, points),
        Table(Change, [_change(seen, turn, said) for turn in turns]),
        Table(Standout, [_standout(seen, one, said) for one in standouts]),
        end.state, sentences.of_state(seen.pair, unit, seen.mix.starts[-1], end, cites, is_before=is_before), cites,
        seen.mix.sources,
        _why("state", end),
    )


def _series(acts: Sequence[Act], starts: Sequence[date], exposure: Floats) -> Series:
    places = {start: place for place, start in enumerate(starts)}
    at = np.array([places[act.start] for act in acts], dtype=np.int64)
    strength = np.array([act.intensity for act in acts], dtype=np.float64)
    acts_, total, square = (np.bincount(at, weights=values, minlength=len(starts)).astype(np.float64)
                            for values in (np.ones(len(acts)), strength, strength**2))
    return Series(tuple(starts), acts_, total, square, exposure)


class _Spell(NamedTuple):
    """Units that stand out, with the acts that tell it, or those before it that ended."""

    stop: int
    point: Point
    told: Sequence[Act]
    is_before: bool


def _standouts(seen: _Seen, first: date) -> list[_Spell]:
    unit, rule = seen.unit, rules()["barometer"]
    found = spells(seen.series, lengths=rule["spells"], window=rule["window"][unit], least=rule["least"],
                   quantile=rule["quantile"])
    return [_Spell(stop, point, *_telling(seen, start, stop, point.state))
            for start, stop, point in found if point.start >= first]


def _standout(seen: _Seen, one: _Spell, said: Mapping[Act, Citation]) -> Standout:
    cites, point = tuple(said[act] for act in one.told), one.point
    end = seen.mix.starts[one.stop - 1]
    return Standout(point.start, end, point.state, point.level or 0.0, point.baseline or 0.0,
                    sentences.of_spell(seen.pair, seen.unit, point, end, cites, is_before=one.is_before), cites,
                    _why("standout", point))


def _telling(seen: _Seen, start: int, stop: int, state: str) -> tuple[list[Act], bool]:
    """Return acts that tell of a state; where it shows only in what no longer happens, those before."""
    starts, window = seen.mix.starts, rules()["barometer"]["window"][seen.unit]
    start = max(start, 0)
    within = sentences.chosen(seen.acts, starts[start:stop], sentences.telling(state))
    if within or state not in (BETTER, WORSE):
        return within, False
    opposite = sentences.telling(WORSE if state == BETTER else BETTER)
    return sentences.chosen(seen.acts, starts[max(start - window, 0):start], opposite), True


def _why(field: str, point: Point) -> Why:
    shown = sentences.shown
    return Why(field, rules()["barometer"]["id"], f"level {shown(point.level)}, 90 % from {shown(point.low)} to "
               f"{shown(point.high)}, baseline {shown(point.baseline)}", None, ())


class _Turn(NamedTuple):
    """A change point between two others, with the class that changed most and the acts that tell it."""

    start: int
    middle: int
    stop: int
    is_sure: bool
    rates: tuple[tuple[float, ...], tuple[float, ...]]
    driver: int
    told: Sequence[Act]


def _turns(seen: _Seen, first: int) -> list[_Turn]:
    """Return the changes from unit ``first`` on: which there are depends on the time that is asked for."""
    rule = rules()["changes"]
    counts, exposure = seen.counts[first:], seen.series.exposure[first:]
    grouped = np.stack([counts[:, [quad - 1 for quad in quads]].sum(axis=1) for quads in rule["series"]], axis=1)
    found = {grade: change_points(grouped, exposure, strictness=strictness, trim=rule["trim"],
                                  least=rule["least"][seen.unit])
             for grade, strictness in rule["strictness"].items()}
    edges = [first, *(first + point for point in found["likely"]), len(seen.mix.starts)]
    # The strict search may put a point a unit beside: it is the same change.
    sure = {first + point + step for point in found["sure"] for step in (-1, 0, 1)}
    return [_turn(seen, start, middle, stop, is_sure=middle in sure)
            for start, middle, stop in zip(edges, edges[1:], edges[2:], strict=False)]


def _turn(seen: _Seen, start: int, middle: int, stop: int, *, is_sure: bool) -> _Turn:
    exposure, starts = seen.series.exposure, seen.mix.starts
    before, after = (_rates(seen.counts, exposure, *part) for part in ((start, middle), (middle, stop)))
    driver = _driver(seen.counts, exposure, (start, middle, stop))
    onset = rules()["cites"]["onset"][seen.unit]
    has_risen = after[driver - 1] >= before[driver - 1]
    near = starts[middle:min(middle + onset, stop)] if has_risen else starts[max(middle - onset, start):middle]
    return _Turn(start, middle, stop, is_sure, (before, after), driver, sentences.chosen(seen.acts, near, (driver,)))


def _change(seen: _Seen, turn: _Turn, said: Mapping[Act, Citation]) -> Change:
    stretch, (before, after), begins = turn[:3], turn.rates, seen.mix.starts[turn.middle]
    direction, shift = _direction(seen.series, *stretch), seen.mix.shift(*stretch)
    cites = tuple(said[act] for act in turn.told)
    words = sentences.of_change(seen.pair, seen.unit, begins, direction, turn.rates, turn.driver, cites,
                                is_sure=turn.is_sure)
    why = Why("change", rules()["changes"]["id"], f"{_rate_words(before)} to {_rate_words(after)} acts a {seen.unit}",
              None, ())
    return Change(begins, direction, turn.is_sure, before, after, turn.driver, shift,
                  shift > rules()["sources"]["shift"], words, cites, why)


def _rates(counts: Floats, exposure: Floats, start: int, stop: int) -> tuple[float, ...]:
    length = exposure[start:stop].sum()
    return tuple((counts[start:stop].sum(axis=0) / length).tolist()) if length else (0.0,) * counts.shape[1]


def _driver(counts: Floats, exposure: Floats, stretch: tuple[int, int, int]) -> int:
    """Return the class, 1 to 4, whose rates before and after fit one common rate worst."""
    start, middle, stop = stretch
    parts = [(counts[a:b].sum(axis=0), exposure[a:b].sum()) for a, b in ((start, middle), (middle, stop))]
    total = (parts[0][0] + parts[1][0]) / max(parts[0][1] + parts[1][1], _TINY)
    gain = np.zeros(counts.shape[1])
    for acts, length in parts:
        with np.errstate(divide="ignore", invalid="ignore"):
            gain += np.where(acts > 0, acts * np.log(acts / (total * length)), 0.0)
    return int(np.argmax(gain)) + 1


def _direction(series: Series, start: int, middle: int, stop: int) -> str:
    """Return whether mean levels differ by more than chance, and if not, whether there is more or less."""
    before, after = (_moments(series, *part) for part in ((start, middle), (middle, stop)))
    gap = rules()["barometer"]["quantile"] * math.sqrt(before[1] + after[1])
    if after[0] < before[0] - gap:
        return WORSE
    if after[0] > before[0] + gap:
        return BETTER
    return "more" if after[2] > before[2] else "less"


def _moments(series: Series, start: int, stop: int) -> tuple[float, float, float]:
    """Return mean level, its variance, and acts, a unit."""
    length = max(float(series.exposure[start:stop].sum()), _TINY)
    total, square = float(series.total[start:stop].sum()), float(series.square[start:stop].sum())
    return total / length, square / length**2, float(series.acts[start:stop].sum()) / length


def _rate_words(rates: Sequence[float]) -> str:
    return "/".join(f"{rate:.2f}" for rate in rates)
