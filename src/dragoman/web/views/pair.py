"""Pair: the relation of two countries unit by unit, and the acts of the unit that is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from dragoman.analyze.acts import Act, Citation, cite, counts_of
from dragoman.analyze.changes import Floats
from dragoman.analyze.history import History
from dragoman.analyze.placing import interval
from dragoman.analyze.relation import Change, Relation, Standout, observed, usual
from dragoman.analyze.scale import Point
from dragoman.analyze.selection import rules
from dragoman.analyze.sources import Mix, Reported
from dragoman.store import Store

SPANS = {"day": 60, "week": 52, "month": 60}
"""Units that are shown at once."""
_DAYS = {"day": 1, "week": 7, "month": 30.4375}
_MOST_ACTS = 100
_MOST_SOURCES = 6
_CITED = re.compile(r"\s*\((e-[0-9a-f]+)\)")
OTHERS = "all others"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: two countries, a window of time, a unit; ``at`` is the unit whose acts are listed.

    Attributes:
        one, other: ISO3 or PLOVER's international codes; bars of ``one`` come first.
        unit: ``day``, ``week`` or ``month``.
        since, until: first and last day.
        by: rows of the grid: ``quad`` or ``type``.
        steady: only publishers that report in nearly every unit.
        at: any day of the unit that is looked at; None for the last one with acts.
    """

    one: str
    other: str
    unit: str
    since: date
    until: date
    by: str = "quad"
    steady: bool = False
    at: date | None = None

    def moved(self, step: int) -> Asked:
        """Return the same half a window later (1) or earlier (-1)."""
        span = timedelta(days=step * max(1, round((self.until - self.since).days / 2)))
        return replace(self, since=self.since + span, until=self.until + span, at=None)

    def zoomed(self) -> Asked:
        """Return the same at the next coarser unit, after the coarsest the finest, ending on the same day."""
        units = tuple(SPANS)
        unit = units[(units.index(self.unit) + 1) % len(units)]
        return replace(self, unit=unit, since=window_start(self.until, unit))

    def swapped(self) -> Asked:
        """Return the same from the other side."""
        return replace(self, one=self.other, other=self.one)

    def query(self) -> dict[str, str]:
        """Return the parameters of its address."""
        at = {"at": self.at.isoformat()} if self.at else {}
        steady = {"steady": "1"} if self.steady else {}
        by = {"by": self.by} if self.by != "quad" else {}
        return {"a": self.one, "b": self.other, "unit": self.unit, "since": self.since.isoformat(),
                "until": self.until.isoformat(), **by, **steady, **at}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence, and the citation that follows it: its number from 1 and itself."""

    text: str
    number: int = 0
    cite: Citation | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of time of a relation.

    Attributes:
        point: the barometer.
        counts: acts by side (``one`` to ``other``, back, together) and class 1 to 4, shape (3, 4) as nested tuples.
        rows: acts by row of the grid.
        reports: reports of all publishers.
        shares: shares of the publishers of ``Shown.sources``, 0 to 1; the last one's those of all others.
    """

    point: Point
    counts: tuple[tuple[int, ...], ...]
    rows: tuple[int, ...]
    reports: int
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A change point with the units it may lie in.

    Attributes:
        change: what changed.
        first, last: first days of the units that hold 90 % of the weight.
        words: its sentence in pieces.
    """

    change: Change
    first: date
    last: date
    words: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher and whether it has no report in the first half of the window but some in the second."""

    name: str
    reports: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows.

    Attributes:
        asked: with ``at`` filled in.
        state: ``better``, ``worse``, ``unchanged`` or ``unknown``.
        words: the state in words, in pieces.
        cites: what these words rest on.
        units: one a unit of the window.
        turns: change points.
        standouts: units that stand out, with their words.
        rows: names of the grid's rows.
        sources: publishers with most reports, and ``all others``.
        publishers: how many there are.
        acts: the acts of the unit that is looked at, at most 100.
        quotes: words of the report by record, for these acts.
        acts_there: how many acts there are in it.
        before, after: the nearest units with acts beside it.
        total: number of acts.
    """

    asked: Asked
    state: str
    words: tuple[Part, ...]
    cites: tuple[Citation, ...]
    units: tuple[Unit, ...]
    turns: tuple[Turn, ...]
    standouts: tuple[tuple[Standout, tuple[Part, ...]], ...]
    rows: tuple[str, ...]
    sources: tuple[Outlet, ...]
    publishers: int
    acts: tuple[Act, ...]
    quotes: dict[str, Citation]
    acts_there: int
    before: date | None
    after: date | None
    total: int


@dataclass(frozen=True, slots=True)
class Often:
    """Two countries that have much to do with each other."""

    one: str
    other: str
    records: int


def often(store: Store, most: int = 24) -> tuple[Often, ...]:
    """Return the pairs with most records, both directions together."""
    query = ("SELECT least(actor, recipient) AS one, greatest(actor, recipient) AS other, "
             "count(DISTINCT record) AS records FROM dyads GROUP BY one, other "
             "ORDER BY records DESC, one, other LIMIT $most")
    return tuple(Often(*row) for row in store.sql(query, {"most": most}).fetchall())


def last_day(store: Store, one: str, other: str) -> date | None:
    """Return the day of the newest report of an act between two countries; None where there is none."""
    query = ("SELECT max(try_cast(left(raw_reports.published, 10) AS DATE)) FROM dyads "
             "JOIN raw_reports ON raw_reports.id = dyads.report "
             "WHERE (actor = $one AND recipient = $other) OR (actor = $other AND recipient = $one)")
    found: date | None = store.sql(query, {"one": one, "other": other}).fetchall()[0][0]
    return found


def window_start(until: date, unit: str) -> date:
    """Return the first day of the usual window that ends on ``until``."""
    return until - timedelta(days=round((SPANS[unit] - 1) * _DAYS[unit]))


@dataclass(frozen=True, slots=True)
class Window:
    """What is asked of the store for a window of time: dear, and the same for every unit that is looked at."""

    found: Relation
    acts: tuple[Act, ...]
    seen: Mix


def window(history: History, asked: Asked, told: Reported) -> Window:
    """Return the relation as asked with its acts and the reports of its units; ``told`` are all reports by unit.

    Raises:
        UsageError: one country twice, or a unit that there is not.
        NothingFound: there are no reports in that time.
    """
    selection = usual(asked.since, asked.until)
    found, acts, seen = observed(history, asked.one, asked.other, unit=asked.unit, selection=selection,
                                 steady=asked.steady, told=told)
    starts = tuple(point.start for point in found.points)
    seen = told.mix(starts) if asked.steady else seen.since(starts[0])
    return Window(found, tuple(act for act in acts if act.start >= starts[0]), seen)


def shown(history: History, asked: Asked, told: Window) -> Shown:
    """Return the relation as asked, of which ``told`` is the window."""
    found, acts, seen = told.found, told.acts, told.seen
    starts = seen.starts
    at = _looked_at(asked, starts, acts)
    there = [act for act in acts if act.start == at]
    rows, grid = _grid(acts, starts, asked.by)
    sources, shares = _outlets(seen)
    return Shown(
        replace(asked, at=at), found.state, tuple(pieces(found.sentence, found.cites)), found.cites,
        tuple(_units(found, asked, acts, grid, seen, shares)), _turns(found, acts, starts, seen),
        tuple((item, tuple(pieces(item.sentence, item.cites))) for item in found.standouts),
        rows, sources, len(seen.sources), tuple(there[:_MOST_ACTS]),
        {act.record: item for act, item in cite(history, there[:_MOST_ACTS]).items()}, len(there),
        max((act.start for act in acts if act.start < at), default=None),
        min((act.start for act in acts if act.start > at), default=None), len(acts),
    )


def pieces(sentence: str, cites: Sequence[Citation]) -> Iterator[Part]:
    """Yield a sentence cut at the ids of the records it cites, each id replaced by its citation."""
    numbers = {item.record: number for number, item in enumerate(cites, 1)}
    known = {item.record: item for item in cites}
    place = 0
    for match in _CITED.finditer(sentence):
        record = match[1]
        if record in known:
            yield Part(sentence[place:match.start()], numbers[record], known[record])
            place = match.end()
    if place < len(sentence):
        yield Part(sentence[place:])


def _looked_at(asked: Asked, starts: Sequence[date], acts: Sequence[Act]) -> date:
    """Return the first day of the unit that is looked at."""
    if asked.at is not None:
        return max((start for start in starts if start <= asked.at), default=starts[0])
    return max((act.start for act in acts), default=starts[-1])


def _side(act: Act, one: str) -> int:
    return 2 if act.mutual else 0 if act.actor == one else 1


def _units(
    found: Relation, asked: Asked, acts: Iterable[Act], grid: Floats, seen: Mix, shares: Floats,
) -> Iterator[Unit]:
    counts = np.zeros((len(found.points), 3, 4), dtype=np.int64)
    places = {point.start: place for place, point in enumerate(found.points)}
    for act in acts:
        counts[places[act.start], _side(act, asked.one), act.quad - 1] += 1
    reports = seen.reports.sum(axis=1)
    for place, point in enumerate(found.points):
        yield Unit(point, tuple(tuple(side) for side in counts[place].tolist()),
                   tuple(grid[place].astype(int).tolist()), int(reports[place]), tuple(shares[place].tolist()))


def _grid(acts: Sequence[Act], starts: Sequence[date], by: str) -> tuple[tuple[str, ...], Floats]:
    """Return the rows of the grid, classes or the types that occur, and acts by unit and row."""
    if by == "quad":
        return tuple(rules()["classes"][str(quad)] for quad in range(1, 5)), counts_of(acts, starts)
    rows = tuple(sorted({act.type for act in acts}))
    counts = np.zeros((len(starts), len(rows)))
    places = {start: place for place, start in enumerate(starts)}
    for act in acts:
        counts[places[act.start], rows.index(act.type)] += 1
    return rows, counts


def _outlets(seen: Mix) -> tuple[tuple[Outlet, ...], Floats]:
    """Return the publishers with most reports, those of all others together, and their shares by unit."""
    totals = seen.reports.sum(axis=0)
    order = np.argsort(-totals, kind="stable")
    best = order[:_MOST_SOURCES]
    rest = np.sort(order[_MOST_SOURCES:])
    parts = [seen.reports[:, [place]] for place in best] + ([seen.reports[:, rest].sum(axis=1, keepdims=True)]
                                                            if len(rest) else [])
    counts = np.concatenate(parts, axis=1) if parts else np.zeros((len(seen.starts), 0))
    half = len(seen.starts) // 2
    is_new = [not seen.reports[:half, place].any() for place in best]
    outlets = [Outlet(seen.sources[place] or "no publisher named", int(totals[place]), new)
               for place, new in zip(best, is_new, strict=True)]
    if len(rest):
        outlets.append(Outlet(OTHERS, int(totals[rest].sum()), is_new=False))
    total = counts.sum(axis=1, keepdims=True)
    return tuple(outlets), np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)


def _turns(found: Relation, acts: Sequence[Act], starts: Sequence[date], seen: Mix) -> tuple[Turn, ...]:
    rule = rules()["changes"]
    counts = counts_of(acts, starts)
    grouped = np.stack([counts[:, [quad - 1 for quad in quads]].sum(axis=1) for quads in rule["series"]], axis=1)
    edges = [0, *(starts.index(change.start) for change in found.changes), len(starts)]
    turns = []
    for change, stretch in zip(found.changes, zip(edges, edges[1:], edges[2:], strict=False), strict=True):
        first, last = interval(grouped, seen.exposure(), stretch, trim=rule["trim"])
        turns.append(Turn(change, starts[first], starts[last], tuple(pieces(change.sentence, change.cites))))
    return tuple(turns)
