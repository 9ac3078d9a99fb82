"""The objects that stand for a while: each is the list of its changes, and a change cites records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.types import Why
from dragoman.when.days import first_day, last_day

MADE, KEPT, BROKEN, EXTENDED, WITHDRAWN = "made", "kept", "broken", "extended", "withdrawn"
_LONG = 31
DUE, SILENT = "due", "no report yet"
"""States of a commitment that come with the calendar: within its due interval; past it without a report."""


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """One who is bound, bound to, or acts.

    Attributes:
        key: what two mentions of one party share: a country (``USA``), a country with
            a sector for those who do not act for it (``UKR/REB``), or an
            international code with a name (``IGO:nato``).
        name: for human readers.
        country: ISO3 or PLOVER's international code; None where unresolved.
    """

    key: str
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One step in a life.

    Attributes:
        state: what it is from now on, such as ``made``, ``broken``, ``eased``, ``taken``.
        from_: first day of the interval in which it happened, a prefix date; None when only
            the report's day bounds it.
        to: last day of the interval, a prefix date.
        by: who did it: the actors, or those whom a charge names.
        records: ids of the records that tell it, at least one, earliest first.
        said_by: names of those on whose word it is told; empty for the reports' own voice.
        why: rule, score of the link and, as spans, characters of the first record's report.
    """

    state: str
    from_: str | None
    to: str | None
    by: tuple[Party, ...]
    records: tuple[str, ...]
    said_by: tuple[str, ...]
    why: Why

    def __post_init__(self) -> None:
        """Refuse a change that nobody told."""
        if not self.records:
            raise ValueError(f"a change to {self.state!r} cites no record")

    @property
    def day(self) -> date:
        """The last day by which it had happened; for an interval of over a month its first day."""
        return settled(self.from_, self.to)

    def told_again(self, again: Change) -> Change:
        """Return the change with the records and sources of a report that tells it again."""
        return replace(self, records=tuple(dict.fromkeys((*self.records, *again.records))),
                       said_by=tuple(dict.fromkeys((*self.said_by, *again.said_by))))


@dataclass(frozen=True, slots=True)
class Due:
    """By when: prefix dates, both inclusive, the words, and the record that has them."""

    from_: str | None
    to: str | None
    text: str
    record: str

    def begins(self) -> date | None:
        """Return the first day of the interval, None when the words were not resolved."""
        return first_day(self.from_) if self.from_ else None

    def ends(self) -> date | None:
        """Return the last day of the interval, None when the words were not resolved."""
        return last_day(self.to) if self.to else None


@dataclass(frozen=True, slots=True)
class Term:
    """A condition in the words of a report, and the record that has it."""

    text: str
    record: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A state on some day, with the records that it rests on."""

    state: str
    since: str | None
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """An agreement, promise, offer, ultimatum, demand or deadline with its life.

    Attributes:
        id: ``k-`` and a hash of its first record's id.
        kind: ``agreement``, ``promise``, ``offer``, ``ultimatum``, ``demand`` or ``deadline``.
        name: name of the instrument if it has one, such as ``Minsk agreements``.
        matters: what it is about, ids of ``matters.toml``.
        by: who is bound; all parties of an agreement.
        to: towards whom.
        dues: by when, the latest one last; extensions add to it.
        condition: on what it hangs, None if on nothing.
        changes: its life in order of time; the first is mostly ``made``.
    """

    id: str
    kind: str
    name: str | None
    matters: tuple[str, ...]
    by: tuple[Party, ...]
    to: tuple[Party, ...]
    dues: tuple[Due, ...]
    condition: Term | None
    changes: tuple[Change, ...]

    @property
    def due(self) -> Due | None:
        """The interval that now counts."""
        return self.dues[-1] if self.dues else None

    @property
    def records(self) -> tuple[str, ...]:
        """Every record that it rests on, in order of its changes."""
        terms = (*(due.record for due in self.dues), *((self.condition.record,) if self.condition else ()))
        return tuple(dict.fromkeys((*(name for change in self.changes for name in change.records), *terms)))

    def state(self, day: date) -> Standing | None:
        """Return where it stands on ``day``; None before anything was told of it.

        A state that comes with the calendar cites the record that names the deadline.
        """
        last = standing(self.changes, day)
        due = self.due
        if last is None or due is None or last.state not in (MADE, EXTENDED):
            return last
        begins, ends = due.begins(), due.ends()
        if ends is not None and day > ends:
            return Standing(SILENT, due.to, (due.record,))
        if begins is not None and due.from_ != due.to and day >= begins:
            return Standing(DUE, due.from_, (due.record,))
        return last


@dataclass(frozen=True, slots=True)
class Measure:
    """A sanction or another measure that stands until it is lifted.

    Attributes:
        id: ``m-`` and a hash of its first record's id.
        kind: what it is, an id of ``measures.toml``: ``sanctions``, ``embargo``, ``curfew`` …
        by: who imposes it.
        on: on whom.
        conditions: what its end was made to hang on, in the words of reports.
        changes: ``imposed``, ``in force``, ``tightened``, ``extended``, ``eased``, ``lifted`` in order of time.
    """

    id: str
    kind: str
    by: Party
    on: Party
    conditions: tuple[Term, ...]
    changes: tuple[Change, ...]

    @property
    def since(self) -> Change:
        """The first change told; its state says whether the beginning itself was reported."""
        return self.changes[0]

    @property
    def records(self) -> tuple[str, ...]:
        """Every record that it rests on."""
        told = (name for change in self.changes for name in change.records)
        return tuple(dict.fromkeys((*told, *(term.record for term in self.conditions))))

    def state(self, day: date) -> Standing | None:
        """Return where it stands on ``day``; None before anything was told of it."""
        return standing(self.changes, day)


@dataclass(frozen=True, slots=True)
class Hold:
    """One change of who holds a place.

    Attributes:
        change: ``taken``, ``retaken``, ``lost`` or ``left`` with its citation.
        by: who took or left it; None where no report says.
        held_from: from whom it was taken; None where no report says.
    """

    change: Change
    by: Party | None
    held_from: Party | None


@dataclass(frozen=True, slots=True)
class Control:
    """Who held a place, change by change.

    Attributes:
        id: ``h-`` and a hash of the place's key.
        place: its name.
        country: ISO3 of its state, None where unresolved.
        geonames: GeoNames id, None where unresolved.
        lat: degrees north, None where unresolved.
        lon: degrees east, None where unresolved.
        holds: changes in order of time.
    """

    id: str
    place: str
    country: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    holds: tuple[Hold, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """Every record that it rests on."""
        return tuple(dict.fromkeys(name for hold in self.holds for name in hold.change.records))

    def holder(self, day: date) -> Hold | None:
        """Return the last change up to ``day``; None before anything was told of the place."""
        told = [hold for hold in self.holds if hold.change.day <= day]
        return told[-1] if told else None


def settled(from_: str | None, to: str | None) -> date:
    """Return the day on which what happened in an interval is taken as having happened.

    That is its last day, but its first where it is longer than a month: "since March" was so in April. The
    earliest date there is stands for an unknown interval.
    """
    if to is None:
        return date.min
    last = last_day(to)
    first = first_day(from_) if from_ else last
    return first if (last - first).days > _LONG else last


def standing(changes: Sequence[Change], day: date) -> Standing | None:
    """Return the state that the last change up to ``day`` left; None before the first."""
    told = [change for change in changes if change.day <= day]
    if not told:
        return None
    last = told[-1]
    return Standing(last.state, last.from_ or last.to, last.records)
