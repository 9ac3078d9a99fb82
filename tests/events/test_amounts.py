"""Numbers in words and digits become bounds, and every number counts something."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.events.amounts import find_amounts, read_amount
from dragoman.types import Draft, Part, Role, Span

Bounds = tuple[int | None, int | None]
CASES: tuple[tuple[str, Bounds], ...] = (
    # digits
    ("12", (12, 12)), ("6,100", (6100, 6100)), ("1,234,567", (1_234_567, 1_234_567)), ("20k", (20_000, 20_000)),
    ("2.5m", (2_500_000, 2_500_000)), ("1.7 million", (1_700_000, 1_700_000)), ("35 thousand", (35_000, 35_000)),
    ("3 lakh", (300_000, 300_000)), ("2 crore", (20_000_000, 20_000_000)),
    # words
    ("two", (2, 2)), ("twenty-one", (21, 21)), ("ninety", (90, 90)), ("three hundred", (300, 300)),
    ("two hundred and fifty", (250, 250)), ("a hundred thousand", (100_000, 100_000)),
    ("one million two hundred thousand", (1_200_000, 1_200_000)), ("eighty-thousand", (80_000, 80_000)),
    ("a dozen", (12, 12)), ("two dozen", (24, 24)), ("a couple of hundred", (200, 200)), ("trio", (3, 3)),
    ("both", (2, 2)), ("no", (0, 0)), ("nobody", (0, 0)), ("all six", (6, 6)),
    # articles and places in a row
    ("a", (1, 1)), ("another", (1, 1)), ("a porter", (1, 1)), ("another three", (3, 3)), ("a total of 12", (12, 12)),
    ("an estimated four million", (4_000_000, 4_000_000)), ("a sixth hostage", (1, 1)), ("ninth", (1, 1)),
    # open bounds
    ("at least 30", (30, None)), ("more than 6,100", (6100, None)), ("over a dozen", (12, None)),
    ("exceeded 100", (100, None)), ("sixty clerks or more", (60, None)), ("sixty or more", (60, None)),
    ("100+", (100, None)), ("up to 40", (None, 40)), ("as many as 90", (None, 90)), ("fewer than 50", (None, 50)),
    ("under 20", (None, 20)), ("no more than ten", (None, 10)), ("no fewer than ten", (10, None)),
    ("not less than 15", (15, None)),
    # vague
    ("dozens", (24, None)), ("scores", (40, None)), ("hundreds", (200, None)), ("thousands", (2_000, None)),
    ("tens of thousands", (20_000, None)), ("hundreds of thousands", (200_000, None)), ("several", (3, None)),
    ("a few", (3, None)), ("several hundred", (300, None)), ("a few hundred", (300, None)),
    ("several dozen", (36, None)), ("many", (2, None)), ("in the millions", (2_000_000, None)),
    # about
    ("about 300", (300, 300)), ("nearly 60", (60, 60)), ("some 200", (200, 200)),
    ("roughly one million", (1_000_000,) * 2),
    # ranges
    ("between 12 and 17", (12, 17)), ("12-17", (12, 17)), ("12–17", (12, 17)), ("30 to 40", (30, 40)),
    ("one or two", (1, 2)), ("four (or possibly five)", (4, 5)), ("two to three million", (2_000_000, 3_000_000)),
    # sums
    ("two clerks and a porter", (3, 3)), ("a French pilot and two guards", (3, 3)), ("five men, six women", (11, 11)),
    ("three men and a 16-year-old girl", (4, 4)), ("three commanders and at least 20 others", (23, None)),
    ("12 of the 40 guards", (12, 12)),
    # none
    ("an unknown number", (None, None)), ("15 percent", (None, None)), ("all but one", (None, None)),
    ("the crowd", (None, None)), ("Orva Lind", (None, None)),
)


@pytest.mark.parametrize(("phrase", "bounds"), CASES)
def test_bounds(phrase: str, bounds: Bounds) -> None:
    amount = read_amount(Span(7, 7 + len(phrase), phrase), "dead")
    assert (amount.low, amount.high) == bounds
    assert (amount.start, amount.end, amount.text) == (7, 7 + len(phrase), phrase)


def test_battalions_are_no_count_of_troops() -> None:
    amount = read_amount(Span(0, 14, "two battalions"), "troops")
    assert (amount.low, amount.high) == (None, None)


@settings(deadline=None)
@given(st.integers(0, 99_999_999))
def test_digits_mean_themselves(number: int) -> None:
    for phrase in (str(number), f"{number:,}"):
        amount = read_amount(Span(0, len(phrase), phrase), "size")
        assert (amount.low, amount.high) == (number, number)


@settings(deadline=None)
@given(st.text(min_size=1, max_size=50))
def test_any_text_gives_ordered_bounds(phrase: str) -> None:
    amount = read_amount(Span(0, len(phrase), phrase), "dead")
    assert amount.low is None or amount.high is None or amount.low <= amount.high


def numbered(text: str, *numbers: tuple[str, str | None, float], type_: str = "ASSAULT") -> Draft:
    parts = tuple(Part(Role.NUMBER, Span.of(text, text.index(words), text.index(words) + len(words)), score, kind=kind)
                  for words, kind, score in numbers)
    return Draft(Span.of(text, 0, 1), type_, 0.9, parts=parts)


def test_the_readers_kind_names_the_key() -> None:
    text = "Shelling kills 12 in Orva."
    amounts, whys = find_amounts(numbered(text, ("12", "dead", 0.8)), text)
    assert amounts["dead"].low == 12
    assert [(why.field, why.rule, why.score) for why in whys] == [("numbers.dead", "reader.number", 0.8)]


@pytest.mark.parametrize(("text", "number", "type_", "kind"), [
    ("A blast kills 12 in Orva.", "12", "ASSAULT", "dead"),
    ("A blast kills two and five others are wounded.", "five", "ASSAULT", "injured"),
    ("Gunmen kill nine soldiers.", "nine", "ASSAULT", "dead"),
    ("Police detain 40 after the vote.", "40", "COERCE", "arrested"),
    ("Some 3,000 people fled the valley.", "3,000", "ASSAULT", "displaced"),
    ("Norland sends 500 peacekeepers.", "500", "MOBILIZE", "troops"),
    ("About 900 marchers fill the square.", "900", "PROTEST", "size"),
    ("A siege of the fort cost 80.", "80", "ASSAULT", "dead"),
])
def test_cue_words_and_type_say_what_is_counted(text: str, number: str, type_: str, kind: str) -> None:
    amounts, whys = find_amounts(numbered(text, (number, None, 1.0), type_=type_), text)
    assert list(amounts) == [kind]
    assert whys[0].rule.startswith("amount.")


def test_a_number_that_counts_nothing_known_is_left_out() -> None:
    text = "Norland thanks 14 donors."
    assert find_amounts(numbered(text, ("14", None, 1.0), type_="SUPPORT"), text) == ({}, ())


def test_of_two_numbers_of_a_kind_the_likelier_stays() -> None:
    text = "First 12, later 15 were found."
    amounts, whys = find_amounts(numbered(text, ("12", "dead", 0.4), ("15", "dead", 0.9)), text)
    assert amounts["dead"].text == "15"
    assert len(whys) == 1
