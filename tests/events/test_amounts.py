"""Numbers in words and digits become bounds, and every number counts something."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.events.amount_rules import AmountRules
from dragoman.events.amounts import find_amounts, read_amount
from dragoman.types import Draft, Part, Role, Span

Bounds = tuple[int | None, int | None]
TABLE = tomllib.loads((Path(__file__).parents[1] / "cases" / "numbers.toml").read_text(encoding="utf-8"))
CASES: tuple[tuple[str, Bounds], ...] = tuple(
    (phrase, (low if low != "" else None, high if high != "" else None)) for phrase, low, high in TABLE["phrases"])


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
    assert [why.rule for why in whys] == ["reader.number", "amount.another-count"]


@pytest.mark.parametrize(("text", "numbers", "kept", "note"), [
    ("A raid kills three, bringing the toll to 40.", ("40", "three"), "three", "the day's before the sum"),
    ("The blast killed 9; 200 have died since January.", ("200", "9"), "9", "since January is a sum"),
    ("So far 31 miners have died.", ("31",), "31", "a sum alone stays"),
])
def test_a_total_gives_way_to_the_acts_own_number(
    text: str, numbers: tuple[str, ...], kept: str, note: str,
) -> None:
    amounts, _ = find_amounts(numbered(text, *((words, "dead", 0.9) for words in numbers)), text)
    assert amounts["dead"].text == kept, note


def test_a_total_is_named_as_one() -> None:
    text = "So far 31 miners have died."
    _, whys = find_amounts(numbered(text, ("31", "dead", 0.9)), text)
    assert "a total" in whys[0].detail
    assert [why.rule for why in whys] == ["reader.number", "amount.cumulative"]


@pytest.mark.parametrize("text", ["Shells killed or wounded 12 in Orva.", "There were 12 casualties in Orva."])
def test_killed_and_wounded_that_share_a_number_are_open_below(text: str) -> None:
    amounts, _ = find_amounts(numbered(text, ("12", "dead", 0.9)), text)
    assert (amounts["dead"].low, amounts["dead"].high) == (None, 12)


def test_a_broken_row_is_named() -> None:
    empty: dict[str, list[dict[str, str]]] = {
        name: [] for name in ("after", "nothing", "zero", "left-out", "joint", "counts", "total")}
    with pytest.raises(ValueError, match=r"amount\.broken"):
        AmountRules.of({**empty, "before": [{"id": "amount.broken", "pattern": "("}], "by_type": {}})


def test_the_table_is_long_enough() -> None:
    assert len({phrase for phrase, _ in CASES}) == len(CASES) >= 100
