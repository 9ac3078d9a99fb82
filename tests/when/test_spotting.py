"""Where time phrases stand in running text: each row's example, cases, and what holds for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.types import Span
from dragoman.when import TimeRules, tell
from dragoman.when.spotting import Spot

RULES = TimeRules.load()
WORDS = ("on", "Monday", "3", "March", "2014", "since", "the", "last", "two", "weeks", "ago", "May", "may", "of", ",",
         "earlier", "this", "year", "9/11", "Ramadan", "–", "\n", "FY", "1990s", "early", "in", "troops", "İ", "Q3")


@pytest.mark.parametrize("row", RULES.spots.rows, ids=lambda row: row.id)
def test_an_example_is_spotted_whole(row: Spot) -> None:
    found = RULES.spots.find(f"All of it happened in {row.example} there.")
    assert [one.span.text for one in found] == [row.example]


@pytest.mark.parametrize(("text", "expected"), [
    ("The envoys may march to the capital.", []),
    ("The envoys met in May.", ["May"]),
    ("Some 2000 troops crossed the river.", []),
    ("The truce of 2000 held.", ["2000"]),
    ("He paid $1990 for it.", []),
    ("The second reading of the bill failed.", []),
    ("They met on Tuesday, 3 March 2014, and again two days later.", ["Tuesday, 3 March 2014", "two days later"]),
    ("Between 2003 and 2011 it was closed.", ["Between 2003 and 2011"]),
    ("Shelling resumed late on Monday night.", ["late on Monday night"]),
    ("The force numbered 1,998 men.", []),
    ("A law firm in Sunday River sued.", ["Sunday"]),
])
def test_phrases_of_a_sentence(text: str, expected: list[str]) -> None:
    assert [one.span.text for one in RULES.spots.find(text)] == expected


def test_the_preposition_belongs_to_the_phrase_that_dates() -> None:
    one, = RULES.spots.find("The road has been shut since early March.")
    assert (one.span.text, one.with_preposition.text) == ("early March", "since early March")


@pytest.mark.parametrize(("text", "expected"), [
    ("The council will meet on Friday.", "2015-05-15"),
    ("The council met on Friday.", "2015-05-08"),
    ("On Friday the council will vote.", "2015-05-15"),
    ("On Friday the council voted.", "2015-05-08"),
    ("It had promised aid but is to decide in September.", "2015-09"),
])
def test_tense_chooses_past_or_future(text: str, expected: str) -> None:
    told, = tell(text, (Span.of(text, 0, len(text)),), date(2015, 5, 14), RULES)
    assert told.meaning is not None
    assert told.meaning.interval.from_ == expected


def test_a_phrase_leans_on_the_date_told_before() -> None:
    text = "Troops entered the town on 3 March 2013. Two days later they left."
    told = tell(text, (Span.of(text, 0, 40), Span.of(text, 41, len(text))), date(2015, 5, 14), RULES)
    assert [one.meaning.interval.from_ for one in told if one.meaning] == ["2013-03-03", "2013-03-05"]


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=80))
def test_spans_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    found = RULES.spots.find(text)
    assert found == RULES.spots.find(text)
    reached = 0
    for one in found:
        assert text[one.span.start:one.span.end] == one.span.text
        assert text[one.with_preposition.start:one.with_preposition.end] == one.with_preposition.text
        assert one.with_preposition.covers(one.span)
        assert one.span.start >= reached
        reached = one.span.end
