"""The acts between two countries, as objects: what a relation's state is read from and cites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from dragoman.analyze.changes import Floats
from dragoman.analyze.panel import CLASSES, facts_query
from dragoman.analyze.selection import Selection
from dragoman.store import Store

_AROUND = 100


@dataclass(frozen=True, slots=True)
class Act:
    """One act between two countries.

    Attributes:
        id: its episode, or its record where it has none.
        day: first day.
        start: first day of its unit of time.
        actor, recipient: ISO3 or PLOVER's international codes; which stands first says nothing if ``mutual``.
        mutual: all do it together.
        type, quad, intensity: as in a record.
        mentions: number of records that tell it.
        confidence: of the surest of them.
        record, report: the surest of them, to cite.
    """

    id: str
    day: date
    start: date
    actor: str
    recipient: str
    mutual: bool
    type: str
    quad: int
    intensity: float
    mentions: int
    confidence: float
    record: str
    report: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An act that a statement rests on, with the words of the report that tell it best.

    Attributes:
        act: its id; ``record`` and ``report`` say where to read it.
        quote: the words around the trigger, within the report's paragraph.
    """

    act: str
    record: str
    report: str
    day: date
    actor: str
    recipient: str
    type: str
    trigger: str
    quote: str

    def __str__(self) -> str:
        """Return the act in a few words, with the record to look it up."""
        return f"{self.actor} {self.type} {self.recipient} “{self.trigger}” on {self.day} ({self.record})"


def acts_between(store: Store, one: str, other: str, *, unit: str, count: str, selection: Selection) -> list[Act]:
    """Return the acts of two countries towards each other, by day and id; a mutual act once."""
    query, values = facts_query(unit, count, selection, (one, other), (one, other))
    columns = ("act, first_day, start, actor, recipient, mutual, type, quad, intensity, mentions, confidence, "
               "record, report")
    rows = store.sql(f"SELECT {columns} FROM ({query}) WHERE actor = $one OR NOT mutual "  # noqa: S608 - own words
                     "ORDER BY first_day, act, actor", values | {"one": one}).fetchall()
    return [Act(*row) for row in rows]


def units_between(first: date, last: date, unit: str) -> list[date]:
    """Return the first days of all units from that of ``first`` to that of ``last``.

    >>> units_between(date(2031, 1, 30), date(2031, 3, 1), "month")
    [datetime.date(2031, 1, 1), datetime.date(2031, 2, 1), datetime.date(2031, 3, 1)]
    """
    starts = []
    start = first.replace(day=1) if unit == "month" else first
    if unit == "week":
        start -= timedelta(days=start.weekday())
    while start <= last:
        starts.append(start)
        start = _next(start, unit)
    return starts


def counts_of(acts: Iterable[Act], starts: Sequence[date]) -> Floats:
    """Return the number of acts by unit and class, shape (units, 4)."""
    counts = np.zeros((len(starts), len(CLASSES)))
    places = {start: place for place, start in enumerate(starts)}
    for act in acts:
        counts[places[act.start], act.quad - 1] += 1
    return counts


def cite(store: Store, acts: Iterable[Act]) -> dict[Act, Citation]:
    """Return the acts with the words of their reports, asked of the store at once."""
    wanted = tuple(dict.fromkeys(acts))
    if not wanted:
        return {}
    query = ("SELECT r.id, r.trigger, r.trigger_start, r.trigger_end, reports.text FROM records AS r "
             "JOIN reports ON reports.id = r.report WHERE r.id IN (SELECT unnest($records::VARCHAR[]))")
    rows = store.sql(query, {"records": [act.record for act in wanted]}).fetchall()
    told = {row[0]: (row[1], _quote(row[4], row[2], row[3])) for row in rows}
    return {act: Citation(act.id, act.record, act.report, act.day, act.actor, act.recipient, act.type,
                          *told[act.record]) for act in wanted}


def _quote(text: str, start: int, end: int) -> str:
    """Return the words around a trigger, not beyond its paragraph."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    after = text.find("\n", end)
    last = min(len(text) if after < 0 else after, end + _AROUND)
    before, behind = text[first:start], text[end:last]
    if first > 0 and text[first - 1] != "\n":  # cut in the middle: at a space, so that no word is cut
        before = "…" + before.partition(" ")[2]
    if last < len(text) and text[last] != "\n":
        behind = behind.rpartition(" ")[0] + "…"
    return (before + text[start:end] + behind).strip()


def _next(start: date, unit: str) -> date:
    if unit == "month":
        return start.replace(year=start.year + start.month // 12, month=start.month % 12 + 1)
    return start + timedelta(days=7 if unit == "week" else 1)
