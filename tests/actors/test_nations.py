"""Codes of states checked one by one, and members of organisations on days that many remember.

Who is suspended is no member for that time, as the Central African Republic in the African Union of 2015.
"""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.actors import ActorBook, explain
from dragoman.actors.nations import Nations, Spell
from dragoman.actors.words import key_of

ROOT = Path(__file__).parents[2]
CHECKED = ROOT / "tests" / "cases" / "codes.csv"
ON_A_DAY = (
    ("NATO", "2024-03-06", 31, "SWE", False), ("NATO", "2024-03-07", 32, "SWE", True),
    ("NATO", "2003-05-01", 19, "EST", False), ("EU", "2004-04-30", 15, "POL", False),
    ("European Union", "2004-05-01", 25, "POL", True), ("EU", "2020-01-31", 28, "GBR", True),
    ("EU", "2020-02-01", 27, "GBR", False), ("OPEC", "2019-06-01", 14, "QAT", False),
    ("GCC", "2015-05-12", 6, "QAT", True), ("ASEAN", "2015-05-12", 10, "TLS", False),
    ("BRICS", "2023-06-01", 5, "IRN", False), ("BRICS", "2024-06-01", 9, "IRN", True),
    ("CSTO", "2015-05-12", 6, "UZB", False), ("G8", "2013-06-17", 8, "RUS", True),
    ("G7", "2015-06-07", 7, "RUS", False),
    ("Arab League", "2015-05-12", 21, "SYR", False), ("ECOWAS", "2025-02-01", 12, "MLI", False),
    ("Security Council", "2015-05-12", 5, "CHN", True), ("P5+1", "2015-07-14", 6, "DEU", True),
    ("P5+1", "2019-07-14", 5, "USA", False), ("EAEU", "2015-09-01", 5, "ARM", True),
    ("Shanghai Cooperation Organization", "2018-06-09", 8, "IND", True), ("Mercosur", "2014-07-01", 5, "VEN", True),
    ("United Nations", "2011-07-13", 192, "SSD", False), ("UN", "2011-07-14", 193, "SSD", True),
    ("OSCE", "2015-05-12", 57, "MNG", True), ("EFTA", "1994-12-31", 7, "SWE", True),
    ("EFTA", "1995-01-01", 4, "SWE", False), ("Warsaw Pact", "1991-07-02", 0, "POL", False),
    ("Schengen Area", "2023-06-01", 27, "HRV", True), ("NAFTA", "2015-05-12", 3, "MEX", True),
    ("Asia-Pacific Economic Cooperation", "2015-05-12", 21, "TWN", True), ("WTO", "2025-11-01", 166, "RUS", True),
    ("Normandy Format", "2015-02-12", 4, "UKR", True), ("African Union", "2015-05-12", 53, "CAF", False),
)


@pytest.fixture(scope="module")
def nations() -> Nations:
    """Return the packaged tables."""
    return Nations.load()


def test_codes_are_those_that_were_checked_one_by_one(nations: Nations) -> None:
    with CHECKED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 50
    wrong = {row["iso3"]: codes for row in rows
             if (codes := nations.codes(row["iso3"], "2015-05-12"))
             != (row["iso2"], row["iso3"], row["cow"], row["gw"], row["cameo"])}
    assert wrong == {}


def test_codes_hold_for_a_time(nations: Nations) -> None:
    assert nations.codes("SSD", "2011-07-08") is None
    assert nations.codes("SSD", "2011-07-10") is not None
    assert nations.codes("ZZZ") is None


@pytest.mark.parametrize(("name", "day", "size", "state", "is_member"), ON_A_DAY)
def test_members_on_a_day(book: ActorBook, name: str, day: str, size: int, state: str, *, is_member: bool) -> None:
    members = [row.member for row in book.nations.members_of(key_of(name, book.spellings), day)]
    assert (len(members), state in members) == (size, is_member), members
    assert len(set(members)) == len(members)


def test_every_member_is_a_code_of_the_tables(book: ActorBook) -> None:
    rows = [row for rows in book.nations.members.values() for row in rows]
    assert {row.member for row in rows} - book.codes - {"ESH"} == set()
    assert len({row.id for row in rows}) == len(rows)
    assert set(book.nations.members) == set(book.nations.organisations.values())


def test_no_state_is_a_member_twice_at_once(book: ActorBook) -> None:
    spells: dict[tuple[str, str], list[Spell]] = {}
    for name, rows in book.nations.members.items():
        for row in rows:
            spells.setdefault((name, row.member), []).append(row.spell)
    wrong = [key for key, held in spells.items() for one, other in pairwise(sorted(held))
             if not one.valid_to or other.holds_on(one.valid_to) or one.valid_to < one.valid_from[:len(one.valid_to)]]
    assert wrong == []


def test_members_of_organisations_enough_are_known_and_each_is_found_by_its_name(book: ActorBook) -> None:
    between = [name for name in book.nations.members
               if (entry := book.lookup(name)) is not None and entry.country in {"IGO", "UNO", "EUR"}]
    assert len(between) >= 190
    assert all(book.nations.members[name] for name in between)


def test_spells_hold_from_their_first_day_to_their_last() -> None:
    assert Spell("2010", "2012").holds_on("2012-12-31")
    assert not Spell("2010", "2012-05").holds_on("2012-06-01")
    assert not Spell("2010-02", "").holds_on("2010-01-31")
    assert [Spell("2010", "").holds_on(None), Spell("2010", "2012").holds_on(None)] == [True, False]


def test_why_of_a_state_and_of_an_organisation(book: ActorBook) -> None:
    state = explain("Georgia", "2015-05-12", book)
    assert state.codes is not None
    assert state.codes.cow == "372"
    assert "CIS" not in {row.organisation for row in state.memberships}
    body = explain("NATO", "2015-05-12", book)
    assert body.codes is None
    assert len(body.members) == 28
