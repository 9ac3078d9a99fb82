"""Compile what is known of states and their organisations: codes, groupings and members."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from dragoman.actors.forms import keys_of

Rows = list[list[str]]
ALL_OF = "all of "
"""What stands before an organisation's name where a roll takes over its members."""
LAST = "~"
"""Sorts after every date: a time that has not ended, and the end of a prefix date ("2003" ends after "2003-05")."""


class Term(NamedTuple):
    """A member's time in an organisation: prefix dates, "" for always and for until now."""

    member: str
    first: str
    last: str


class Tables(NamedTuple):
    """What rolls are read with: rows by organisation, life of bodies by name, first day of states by code."""

    rolls: dict[str, list[dict[str, str]]]
    listed: dict[str, list[Term]]
    lives: dict[str, tuple[str, str]]
    states: dict[str, str]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def code_rows(resources: Path) -> Rows:
    """Return ISO2, ISO3, COW, GW and CAMEO codes with their time, a row a state and spell.

    The time is the state's in the Gleditsch and Ward list, else in the Correlates of War list. Who is in neither list,
    a territory, has its letters only, for always.
    """
    letters = {row["iso3"]: row for row in _read(resources / "exports" / "countries.csv")}
    rows = [[row["iso2"], row["iso3"], row["cow"], row["gw"], letters.get(row["iso3"], {}).get("cameo", ""),
             row["gw_from"] or row["cow_from"], row["gw_to"] if row["gw_from"] else row["cow_to"]]
            for row in _read(resources / "countries" / "states.csv")]
    known = {row[1] for row in rows}
    rows += [[row["iso2"], iso3, "", "", row["cameo"], "", ""] for iso3, row in letters.items()
             if iso3 not in known and row["iso2"]]
    return sorted(rows, key=lambda row: (row[1], row[5]))


def grouping_rows(resources: Path, same: Mapping[str, str]) -> Rows:
    """Return the organisations whose members are known: name, and keys joined by ``|``."""
    return sorted([row["name"], keys_of([row["name"], *row["aliases"].split(";")], same).replace("!", "")]
                  for row in _read(resources / "actors" / "groupings.csv"))


def member_rows(resources: Path) -> Rows:
    """Return the members: id, organisation, member, first and last day; rolls are written out, a row a member."""
    rows = [[row["id"], row["organisation"], row["member"], row["valid_from"], row["valid_to"]]
            for row in _read(resources / "actors" / "members.csv")]
    tables = _tables(resources)
    rows += [[f"{roll['id']}-{term.member.lower()}{_again(count)}", name, *term]
             for name, rolls in tables.rolls.items() for roll in rolls
             for count, term in _numbered(terms_of(roll, tables))]
    return sorted(rows)


def terms_of(roll: Mapping[str, str], tables: Tables) -> list[Term]:
    """Return the terms that a roll stands for.

    A roll that takes over another organisation's members ("all of United Nations") gives the time in which they were
    members there. No term begins before the body did or goes on after its end; where nothing is said of the
    beginning, none begins before the member was a state.
    """
    begun, ended = tables.lives.get(roll["organisation"], ("", ""))
    first, last = roll["valid_from"] or begun, _earlier(roll["valid_to"], ended)
    if roll["members"].startswith(ALL_OF):
        but_not = set(roll["but_not"].split())
        terms = [Term(term.member, max(first, term.first), _earlier(last, term.last))
                 for term in _of_organisation(roll["members"].removeprefix(ALL_OF), tables)
                 if term.member not in but_not]
        return [term for term in terms if term.first <= (term.last or LAST) + LAST]
    return [Term(code, roll["valid_from"] or max(first, tables.states.get(code, "")), last)
            for code in roll["members"].split()]


def _of_organisation(name: str, tables: Tables) -> list[Term]:
    """Return all terms of an organisation.

    Raises:
        KeyError: no table has its members.
    """
    if name not in tables.rolls:
        return tables.listed[name]
    return [term for roll in tables.rolls[name] for term in terms_of(roll, tables)]


def _earlier(one: str, other: str) -> str:
    """Return the earlier of two last days, "" being never."""
    return min((day for day in (one, other) if day), key=lambda day: day + LAST, default="")


def _numbered(terms: Iterable[Term]) -> Iterator[tuple[int, Term]]:
    """Number the terms of each member within a roll, from 1."""
    seen: Counter[str] = Counter()
    for term in terms:
        seen[term.member] += 1
        yield seen[term.member], term


def _again(count: int) -> str:
    return f"-{count}" if count > 1 else ""


def _tables(resources: Path) -> Tables:
    actors = resources / "actors"
    rolls: dict[str, list[dict[str, str]]] = {}
    for row in _read(actors / "rolls.csv"):
        rolls.setdefault(row["organisation"], []).append(row)
    listed: dict[str, list[Term]] = {}
    for row in _read(actors / "members.csv"):
        listed.setdefault(row["organisation"], []).append(Term(row["member"], row["valid_from"], row["valid_to"]))
    lives = {row["name"]: (row["valid_from"], row["valid_to"]) for row in _read(actors / "groupings.csv")}
    return Tables(rolls, listed, lives, _first_days(resources))


def _first_days(resources: Path) -> dict[str, str]:
    """Return the first day of each state in either list of states."""
    days: dict[str, str] = {}
    for row in _read(resources / "countries" / "states.csv"):
        known = [day for day in (row["gw_from"], row["cow_from"], days.get(row["iso3"], "")) if day]
        days[row["iso3"]] = min(known, default="")
    return days
