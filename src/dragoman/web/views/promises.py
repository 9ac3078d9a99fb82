"""Promises: commitments in lanes by what became of them, their days, and the measures in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.analyze.standing.life import (
    BROKEN,
    DUE,
    KEPT,
    SILENT,
    WITHDRAWN,
    Change,
    Commitment,
    Measure,
    Party,
    Standing,
)
from dragoman.store import Store
from dragoman.web.views.quotes import Quote, quotes

LANES = {
    "soon": "Due soon", "overdue": "Overdue, no report", "kept": "Kept", "broken": "Broken",
    "withdrawn": "Withdrawn or superseded", "open": "In progress", "stalled": "Stalled",
}
BOARD = ("soon", "overdue", "kept", "broken", "withdrawn")
KINDS = ("agreement", "promise", "offer", "ultimatum", "demand", "deadline")
IN_FORCE = frozenset({"imposed", "tightened", "in force", "extended", "eased"})
_ENDS = {KEPT: "kept", BROKEN: "broken", WITHDRAWN: "withdrawn", SILENT: "overdue"}
_AGAINST = frozenset({BROKEN, WITHDRAWN})
SOON = 60
_STALLED = 365
_MONTHS_BEFORE, _MONTHS = 3, 12
_PER_LANE, PER_PAGE = 5, 50
_MEASURES = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked.

    Attributes:
        day: the day to count from.
        within: days within which what is due is due soon.
        party, kind, matter, name: only commitments with them; empty for all.
        due: only those due in this month, ``YYYY-MM``; empty for all.
        lane: one of ``LANES`` alone; empty for the board.
        page: from 1.
        has_all: whether all measures are listed, not only those that changed last.
    """

    day: date
    within: int = SOON
    party: str = ""
    kind: str = ""
    matter: str = ""
    name: str = ""
    due: str = ""
    lane: str = ""
    page: int = 1
    has_all: bool = False

    def query(self) -> dict[str, str]:
        """Return the parameters of its address."""
        fields = {"within": str(self.within) if self.within != SOON else "", "party": self.party,
                  "kind": self.kind, "matter": self.matter, "name": self.name, "due": self.due, "lane": self.lane,
                  "page": str(self.page) if self.page > 1 else "", "all": "1" if self.has_all else ""}
        return {"day": self.day.isoformat(), **{name: value for name, value in fields.items() if value}}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A step in a life with the words that tell it.

    Attributes:
        state: what it is from then on.
        when: its interval in words.
        side: ``for``, ``against`` or ``step``.
        said_by: on whose word; empty for the reports' own voice.
        quotes: words of its records, the first few.
        records: how many records tell it.
        rule: which rule took it for that.
        detail: what the rule saw.
    """

    state: str
    when: str
    side: str
    said_by: tuple[str, ...]
    quotes: tuple[Quote, ...]
    records: int
    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class Card:
    """A commitment as it stands on a day.

    Attributes:
        commitment: it.
        title: the instrument's name, or what it is about.
        lane: one of ``LANES``.
        standing: its state on that day with the records it rests on.
        days_left: to the last day of the due interval; negative when it is past; None without one.
        words: of the record that made it.
        evidence: its life, in order.
    """

    commitment: Commitment
    title: str
    lane: str
    standing: Standing
    days_left: int | None
    words: Quote | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the calendar: how many commitments are due in it, by lane."""

    month: str
    lanes: tuple[tuple[str, int], ...]
    is_now: bool

    @property
    def count(self) -> int:
        """How many are due."""
        return sum(count for _, count in self.lanes)


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of the board: its cards, the first of them, and how many there are."""

    id: str
    title: str
    cards: tuple[Card, ...]
    count: int


@dataclass(frozen=True, slots=True)
class InForce:
    """A measure as it stands on a day, with the words of its last change."""

    measure: Measure
    standing: Standing
    words: Quote | None


@dataclass(frozen=True, slots=True)
class Board:
    """What the screen shows.

    Attributes:
        asked: what was asked.
        lanes: those of the board, or the one that was asked for.
        counts: commitments by lane, of all that fit.
        months: the calendar.
        measures: those in force, the newest first.
        measures_there: how many are in force.
        total: commitments that fit.
    """

    asked: Asked
    lanes: tuple[Lane, ...]
    counts: dict[str, int]
    months: tuple[Month, ...]
    measures: tuple[InForce, ...]
    measures_there: int
    total: int


Placed = tuple[Commitment, Standing, str]


def placed(found: Iterable[Commitment], asked: Asked) -> list[Placed]:
    """Return the commitments that fit, each with its state on the day and its lane; without the months' choice."""
    kept = []
    for one in found:
        state = one.state(asked.day)
        if state is not None and _fits(one, asked):
            kept.append((one, state, lane(one, state, asked)))
    return kept


def chosen(found: Iterable[Placed], asked: Asked) -> list[Placed]:
    """Return those in the lane and the month that are asked for, in the order of their lane."""
    kept = [item for item in found if asked.lane in ("", item[2]) and (not asked.due or _is_due_in(item[0], asked.due))]
    return sorted(kept, key=_order)


def board(store: Store, commitments: Iterable[Commitment], measures: Iterable[Measure], asked: Asked) -> Board:
    """Return the board on a day: a few cards a lane, or one lane's page."""
    all_placed = placed(commitments, asked)
    fitting = chosen(all_placed, asked)
    lanes = {name: [item for item in fitting if item[2] == name] for name in LANES}
    shown = (asked.lane,) if asked.lane else (*BOARD, "open", "stalled")
    start = (asked.page - 1) * PER_PAGE if asked.lane else 0
    parts = {name: lanes[name][start:start + (PER_PAGE if asked.lane else _PER_LANE)] for name in shown}
    standing = in_force(measures, asked)
    listed = standing if asked.has_all else standing[:_MEASURES]
    said = quotes(store, _needed(item for part in parts.values() for item in part) | {
        item.standing.records[-1] for item in listed})
    return Board(
        asked, tuple(Lane(name, LANES[name], tuple(card(item, said, asked.day) for item in parts[name]),
                          len(lanes[name])) for name in shown),
        {name: len(items) for name, items in lanes.items()}, _months(all_placed, asked.day),
        tuple(InForce(item.measure, item.standing, said.get(item.standing.records[-1])) for item in listed),
        len(standing), len(fitting))


def card(item: Placed, said: dict[str, Quote], day: date) -> Card:
    """Return a commitment with the words of its records."""
    one, state, where = item
    told = [change for change in one.changes if change.day <= day]
    return Card(one, title(one), where, state, days_left(one, day), said.get(one.changes[0].records[0]),
                tuple(_evidence(change, said) for change in told))


def title(one: Commitment) -> str:
    """Return what a commitment is called."""
    return one.name or ", ".join(one.matters) or "matter not named"


def lane(one: Commitment, state: Standing, asked: Asked) -> str:
    """Return the lane of a commitment in that state on the day."""
    if state.state in _ENDS:
        return _ENDS[state.state]
    left = days_left(one, asked.day)
    if state.state == DUE or (left is not None and 0 <= left <= asked.within):
        return "soon"
    last = max(change.day for change in one.changes if change.day <= asked.day)
    return "stalled" if left is None and (asked.day - last).days > _STALLED else "open"


def days_left(one: Commitment, day: date) -> int | None:
    """Return the days to the end of the due interval, None without one."""
    ends = one.due.ends() if one.due else None
    return (ends - day).days if ends else None


def named(parties: Sequence[Party]) -> str:
    """Return parties by name, ``somebody`` where nobody is."""
    return ", ".join(dict.fromkeys(party.name for party in parties)) or "somebody"


def interval(from_: str | None, to: str | None) -> str:
    """Return an interval of prefix dates in words.

    >>> interval("2031-05", "2031-05"), interval("2031-05-01", "2031-06-30"), interval(None, "2031")
    ('2031-05', '2031-05-01 to 2031-06-30', 'by 2031')
    """
    if from_ is None:
        return f"by {to}" if to else "on an unknown day"
    return from_ if from_ == to or to is None else f"{from_} to {to}"


def in_force(measures: Iterable[Measure], asked: Asked) -> list[InForce]:
    """Return the measures in force on the day, the newest first, without their words."""
    found = []
    for one in measures:
        state = one.state(asked.day)
        is_party = not asked.party or asked.party in (one.by.key, one.on.key, one.by.country, one.on.country)
        if state is not None and state.state in IN_FORCE and is_party:
            found.append(InForce(one, state, None))
    return sorted(found, key=lambda item: (item.standing.since or "", item.measure.id), reverse=True)


def _needed(items: Iterable[Placed]) -> set[str]:
    """Return the records whose words cards show: the first three of each step, and those of terms."""
    return {record for one, _, _ in items for change in one.changes for record in change.records[:3]}


def _fits(one: Commitment, asked: Asked) -> bool:
    keys = {side.key for side in (*one.by, *one.to)}
    is_party = not asked.party or asked.party in keys or asked.party in {side.country for side in (*one.by, *one.to)}
    return (is_party and asked.kind in ("", one.kind) and (not asked.matter or asked.matter in one.matters)
            and asked.name.casefold() in title(one).casefold())


def _is_due_in(one: Commitment, month: str) -> bool:
    ends = one.due.ends() if one.due else None
    return ends is not None and ends.isoformat().startswith(month)


def _order(item: Placed) -> tuple[int, str]:
    """Return what sorts: soonest due first where something is due, the latest first where it is over."""
    one, _, where = item
    if where in ("soon", "open"):
        ends = one.due.ends() if one.due else None
        return (ends or date.max).toordinal(), one.id
    last = one.due.ends() if where == "overdue" and one.due else one.changes[-1].day
    return -(last or date.min).toordinal(), one.id


def _evidence(change: Change, said: dict[str, Quote]) -> Evidence:
    side = "for" if change.state == KEPT else "against" if change.state in _AGAINST else "step"
    return Evidence(change.state, interval(change.from_, change.to), side, change.said_by,
                    tuple(said[record] for record in change.records[:3] if record in said), len(change.records),
                    change.why.rule, change.why.detail)


def _months(found: Sequence[Placed], day: date) -> tuple[Month, ...]:
    """Return the months around the day with what is due in each."""
    first = (day.replace(day=1) - timedelta(days=30 * _MONTHS_BEFORE)).replace(day=1)
    names = []
    for step in range(_MONTHS):
        months = first.month - 1 + step
        names.append(f"{first.year + months // 12}-{months % 12 + 1:02d}")
    due = Counter((ends.isoformat()[:7], where) for one, _, where in found
                  if one.due is not None and (ends := one.due.ends()) is not None)
    return tuple(Month(name, tuple((where, due[name, where]) for where in LANES if due[name, where]),
                       name == day.isoformat()[:7]) for name in names)
