"""Users' own rows: what is wrong with a file is told at once, and good rows win."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors import ActorBook, OwnRow, explain, read_own
from dragoman.actors.own import COLUMNS, ROLES

CODES = frozenset({"FRA", "RUS", "UNO"})
WRONG = [
    ("Zed Quill,FRX,,,", "country 'FRX'"), (",FRA,,,", "no name"), ("Zed Quill,FRA,KING,,", "sector 'KING'"),
    ("Zed Quill,FRA,,2031-13,", "valid_from '2031-13' is no date"),
    ("Zed Quill,FRA,,,2031-02-30", "valid_to '2031-02-30'"),
    ("Zed Quill,FRA,,2031-05,2031-04", "is before valid_from"), ("Zed Quill,FRA,,,,extra", "more fields than columns"),
]


@pytest.mark.parametrize(("line", "words"), WRONG)
def test_each_error_is_told_with_its_line(line: str, words: str) -> None:
    rows, problems = read_own(f"name,country,sector,valid_from,valid_to\nA B,FRA,,,\n{line}\n", CODES)
    assert len(rows) == 2
    assert [problem.line for problem in problems] == [3]
    assert words in problems[0].words


def test_all_errors_are_told_at_once() -> None:
    text = "name,country,role\nA B,ZZZ,emperor\nC D,FRA,\nC D,FRA,\n"
    assert [problem.line for problem in read_own(text, CODES)[1]] == [2, 2, 4]


@pytest.mark.parametrize(("header", "words"), [
    ("name,land", "no column 'land'"), ("name", "'country' is missing"), ("name,country,name", "given twice"),
])
def test_headers_are_checked_before_rows(header: str, words: str) -> None:
    rows, problems = read_own(f"{header}\nA B,ZZZ\n", CODES)
    assert rows == ()
    assert any(words in problem.words and problem.line == 1 for problem in problems)


@given(st.text())
def test_any_text_is_read_without_error(text: str) -> None:
    rows, problems = read_own(text, CODES)
    assert problems or not text.strip() or rows is not None
    assert all(problem.line >= 1 for problem in problems)


def test_own_rows_win_on_their_days() -> None:
    row = OwnRow("Sergey Lavrov", "RUS", sector="ELI", office="Pensioner", valid_from="2031-01", aliases="Seryozha")
    book = ActorBook.load([row])
    after, before = book.lookup("Sergei Lavrov", "2031-05-01"), book.lookup("Sergei Lavrov", "2015-05-12")
    assert after is not None
    assert (after.office, after.id) == ("Pensioner", "own-1")
    assert before is not None
    assert before.office == "Minister of Foreign Affairs"


def test_own_organisations_are_found(book: ActorBook) -> None:
    assert book.lookup("Quillfeather League") is None
    mine = ActorBook.load([OwnRow("Quillfeather League", "FRA", kind="party", sector="PTY", aliases="QFL")])
    found = mine.lookup("the QFL".removeprefix("the "))
    assert found is not None
    assert (found.name, found.kind) == ("Quillfeather League", "party")


def test_columns_and_roles_are_those_of_the_book(book: ActorBook) -> None:
    assert COLUMNS[:2] == ("name", "country")
    used = {entry.role for entries in book.index.values() for entry in entries if entry.role}
    assert {"head_of_state", "foreign_minister", "rebel"} <= used & ROLES
    assert {"FRA", "UNO", "KOS"} <= book.codes


@pytest.mark.parametrize(("name", "day", "taken", "holds"), [
    ("Lavrov", "2015-05-12", "Sergey Lavrov", "holds"), ("Dmitry Medvedev", "2009-05-12", "Dmitry Medvedev", "holds"),
    ("Hosni Mubarak", "2019-05-12", "Hosni Mubarak", "ended before"),
])
def test_explaining_names_the_rows_and_the_one_taken(
    book: ActorBook, name: str, day: str, taken: str, holds: str,
) -> None:
    found = explain(name, day, book)
    assert found.participant.name == taken
    assert {candidate.holds for candidate in found.candidates if candidate.is_taken} == {holds}
    assert {why.field.partition(".")[2] for why in found.whys} >= {"country", "name", "sector"}


def test_a_stranger_has_no_rows(book: ActorBook) -> None:
    found = explain("Zed Quillfeather", "2015-05-12", book)
    assert found.candidates == ()
    assert found.participant.country is None
