"""The book: what is looked up, when a row holds, and how fast."""

from __future__ import annotations

import time

import pytest

from dragoman.actors import ActorBook, Entry

LOOKUPS = [
    ("Vladimir Putin", "2010-01-01", "RUS", "head_of_government"),
    ("Vladimir Putin", "2015-01-01", "RUS", "head_of_state"),
    ("Hillary Clinton", "2005-01-01", "USA", "senator"),
    ("Hillary Clinton", "2010-01-01", "USA", "foreign_minister"),
    ("Abu Mazen", "2010-01-01", "PSE", "head_of_state"),
    ("Muammar Gadhafi", "2005-01-01", "LBY", "head_of_state"),
    ("FARC", "2005-01-01", "COL", ""),
    ("the Élysée", "2005-01-01", "FRA", ""),
    ("Xinhua", "2005-01-01", "CHN", ""),
    ("Kosovo", "2010-01-01", "KOS", ""),
]


@pytest.mark.parametrize("name, day, country, role", LOOKUPS)
def test_lookup(book: ActorBook, name: str, day: str, country: str, role: str) -> None:
    entry = book.lookup(name.removeprefix("the "), day)
    assert entry is not None
    assert (entry.country, entry.role) == (country, role)


def test_an_unknown_name_is_nobody(book: ActorBook) -> None:
    assert book.lookup("Zed Quillfeather") is None


def test_a_year_covers_all_its_days() -> None:
    entry = Entry("x", "person", "X", "FRA", "GOV", "", "", "", "2001", "2003")
    assert entry.holds_on("2001-01-01")
    assert entry.holds_on("2003-12-31")
    assert entry.ended_before("2004-01-01")
    assert entry.begins_after("2000-12-31")
    assert entry.holds_on(None)


@pytest.mark.parametrize("country, role, day, name", [
    ("USA", "head_of_state", "2012-05-05", "Barack Obama"),
    ("DEU", "head_of_government", "2012-05-05", "Angela Merkel"),
    ("TUR", "foreign_minister", "2012-05-05", "Ahmet Davutoğlu"),
    ("KOR", "head_of_state", "2012-05-05", "Lee Myung-bak"),
])
def test_holder_of_an_office(book: ActorBook, country: str, role: str, day: str, name: str) -> None:
    holder = book.holder(country, (role,), day)
    assert holder is not None
    assert holder.name == name


def test_no_holder_without_a_day(book: ActorBook) -> None:
    assert book.holder("USA", ("head_of_state",), None) is None


def test_every_row_has_a_code_and_an_id(book: ActorBook) -> None:
    rows = {entry.id: entry for entries in book.index.values() for entry in entries}
    assert len(rows) > 10_000
    codes = {entry.country for entry in rows.values()} - {""}
    assert {code for code in codes if len(code) != 3} == set()
    assert {"UNO", "EUR", "IGO", "NGO", "IMG", "KOS", "PSE", "HKG", "TWN"} <= codes
    assert not codes & {"XKX", "EUE"}


def test_lookups_are_quick(book: ActorBook) -> None:
    began = time.process_time()
    for _ in range(2000):
        book.lookup("Recep Tayyip Erdoğan", "2015-01-01")
    assert time.process_time() - began < 2000 / 20_000
