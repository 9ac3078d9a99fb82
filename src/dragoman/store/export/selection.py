"""Which records go into a file, as conditions in SQL."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.errors import UsageError
from dragoman.tables.load import toml

STATUSES = ("actual", "future", "hypothetical", "negated")
UNITS = {
    "mention": "",
    "act": "r.run, r.report, coalesce(r.same_as, r.id)",
    "episode": "coalesce(members.episode, r.episode, concat_ws(' ', r.run, r.report, coalesce(r.same_as, r.id)))",
}
"""What one row stands for, and by what the records of one are known."""

_PREFIX_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_DYAD = re.compile(r"([A-Z]{3})-([A-Z]{3})")
# Prefix dates are compared as far as the shorter one goes: 2015-04 is neither before nor after 2015-04-12.
_NOT_BEFORE = "left({end}, least(length({end}), length($since))) >= left($since, least(length({end}), length($since)))"
_NOT_AFTER = (
    "left({start}, least(length({start}), length($until))) <= left($until, least(length({start}), length($until)))")


@dataclass(frozen=True, slots=True)
class Selection:
    """Conditions that all must hold; empty ones always do.

    Attributes:
        since, until: prefix dates, inclusive; compared with the time of the act or, where
            it is unknown, with the day of publication.
        actor, recipient: each a country (``RUS``), country and sector (``UKR:MIL``), an
            entity (``Q30``) or a name; one of several must match.
        dyad: two countries (``USA-RUS``): one acts on the other, or both act together.
        type: event types; one of them.
        status: statuses; one of them.
        confidence: lowest, 0 to 1.
        unit: ``mention`` for every record, ``act`` for the first of each act in a report,
            ``episode`` for the first of each act across reports.

    Raises:
        UsageError: a date, type, status, dyad or unit that there is not.
    """

    since: str | None = None
    until: str | None = None
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    dyad: str | None = None
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    confidence: float = 0.0
    unit: str = "mention"

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None and not _PREFIX_DATE.fullmatch(day):
                raise UsageError(f"{name} {day!r} is not a date like 2015, 2015-04 or 2015-04-12")
        _known("type", self.type, toml("plover")["types"])
        _known("status", self.status, STATUSES)
        _known("unit", (self.unit,), UNITS)
        if self.dyad is not None and not _DYAD.fullmatch(self.dyad):
            raise UsageError(f"dyad {self.dyad!r} is not two countries like USA-RUS")
        if not 0 <= self.confidence <= 1:
            raise UsageError(f"confidence {self.confidence:g} is not between 0 and 1")

    def query(self) -> str:
        """Return SQL whose rows are the records: place in the raw table, episode, sizes of the act."""
        where = " AND ".join(self._conditions()) or "TRUE"
        key = UNITS[self.unit]
        window = f"(PARTITION BY {key})"
        order = f"row_number() OVER (PARTITION BY {key} ORDER BY reports.published, raw.rowid)"
        first = f"QUALIFY {order} = 1" if key else ""
        sizes = (f"count(*) OVER {window}, count(DISTINCT reports.source) OVER {window}, "
                 f"count(DISTINCT r.report) OVER {window}") if key else "1, 1, 1"
        return (f"SELECT raw.rowid, coalesce(members.episode, r.episode) AS episode, {sizes} FROM raw_records AS raw "  # noqa: S608 - values are bound
                "JOIN records AS r ON r.run = raw.run AND r.id = raw.id "
                "LEFT JOIN episode_members AS members ON members.run = r.run AND members.record = r.id "
                "JOIN raw_reports AS reports ON reports.run = raw.run AND reports.id = raw.report "
                f"WHERE {where} {first} ORDER BY raw.rowid")

    def values(self) -> dict[str, Any]:
        """Return what fills the query's ``$names``."""
        given: dict[str, Any] = {"since": self.since, "until": self.until, "type": list(self.type),
                                 "status": list(self.status), "confidence": self.confidence or None}
        for role, asked in (("actor", self.actor), ("recipient", self.recipient)):
            given |= {f"{role}{number}{part}": value for number, name in enumerate(asked)
                      for part, value in _parts(name).items()}
        if self.dyad is not None:
            given["one"], given["other"] = self.dyad.split("-")
        return {name: value for name, value in given.items() if value not in (None, [])}

    def _conditions(self) -> Iterator[str]:
        if self.since:
            yield _NOT_BEFORE.format(end="coalesce(r.when_to, reports.published)")
        if self.until:
            yield _NOT_AFTER.format(start="coalesce(r.when_from, reports.published)")
        if self.type:
            yield "list_contains($type, r.type)"
        if self.status:
            yield "list_contains($status, r.status)"
        if self.confidence:
            yield "r.confidence >= $confidence"
        for role, asked in (("actor", self.actor), ("recipient", self.recipient)):
            if asked:
                yield f"({' OR '.join(_named(role, number, name) for number, name in enumerate(asked))})"
        if self.dyad is not None:
            yield _between()


def _known(what: str, asked: Iterable[str], known: Iterable[str]) -> None:
    names = tuple(known)
    for name in asked:
        if name not in names:
            raise UsageError(f"no {what} {name!r}; there are: {', '.join(names)}")


def _parts(name: str) -> dict[str, str]:
    country, _, sector = name.partition(":")
    return {"": country, "s": sector} if sector else {"": name}


def _named(role: str, number: int, name: str) -> str:
    mark = f"${role}{number}"
    if "s" in _parts(name):
        return _taking(role, f"country = {mark} AND (sector = {mark}s OR list_contains(sectors, {mark}s))")
    return _taking(role, f"country = {mark} OR entity = {mark} OR lower(name) = lower({mark})")


def _taking(role: str, condition: str) -> str:
    return f"(r.run, r.id) IN (SELECT (run, record) FROM raw_participants WHERE role = '{role}' AND ({condition}))"  # noqa: S608


def _between() -> str:
    sides = {(role, mark): _taking(role, f"country = ${mark}")
             for role in ("actor", "recipient") for mark in ("one", "other")}
    return (f"({sides['actor', 'one']} AND ({sides['recipient', 'other']} OR {sides['actor', 'other']}) "
            f"OR {sides['actor', 'other']} AND {sides['recipient', 'one']})")
