"""Folding of names, words for kinds, readings of a passage."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.where.kinds import around, asked_kind, is_direction, part_of
from dragoman.where.names import bare, fold
from dragoman.where.phrase import foreign_words, read_phrase, without_owner

FOLDED = (
    ("Sa’dah", "sadah"), ("Şa‘dah", "sadah"), ("Deir ez-Zor", "deir ez zor"), ("ŁÓDŹ", "lodz"),
    ("İstanbul", "istanbul"), ("St. John's", "saint johns"), ("Washington, D.C.", "washington dc"),
    ("  New   York ", "new york"),
    ("Đà Nẵng", "da nang"),
)


@pytest.mark.parametrize("name, folded", FOLDED)
def test_spellings_of_one_name_fold_to_one_form(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=30))
@settings(deadline=None)
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=30))
@settings(deadline=None)
def test_a_bare_name_is_never_empty_unless_the_name_is(name: str) -> None:
    assert bool(bare(fold(name))) == bool(fold(name))
    assert bare(bare(fold(name))) == bare(fold(name))


@pytest.mark.parametrize("name, rest, kind", [
    ("Donetsk Oblast", "Donetsk", "province"), ("city of Homs", "Homs", "city"), ("Kabul airport", "Kabul", "site"),
    ("Camp Victory", "Victory", "site"), ("Norway", "Norway", None), ("Province", "Province", None),
])
def test_the_word_for_the_kind_is_told_from_the_name(name: str, rest: str, kind: str | None) -> None:
    assert asked_kind(name) == (rest, kind)


@pytest.mark.parametrize("name, rest", [
    ("north-eastern Syria", "Syria"), ("southern part of Mali", "Mali"), ("central London", "London"),
    ("Southampton", "Southampton"), ("Westphalia", "Westphalia"),
])
def test_words_for_a_part_are_told_from_the_name(name: str, rest: str) -> None:
    assert part_of(name)[0] == rest


@pytest.mark.parametrize("name, rest", [
    ("near Kobani", "Kobani"), ("Iraqi airspace", "Iraqi"), ("Nearchus", "Nearchus"),
])
def test_words_for_the_surroundings_are_told_from_the_name(name: str, rest: str) -> None:
    assert around(name)[0] == rest


@pytest.mark.parametrize("name, expected", [
    ("the south", True), ("country", True), ("Weston", False), ("South Bend", False),
])
def test_a_direction_is_no_name(name: str, expected: bool) -> None:
    assert is_direction(name) is expected


def test_a_passage_gives_its_containers_and_what_stands_around_it() -> None:
    text = "the Syrian city of Homs, Syria, was hit"
    assert read_phrase(text, 19, 30).containers == ("Syria",)
    assert read_phrase(text, 19, 23).after == "Syria"
    assert read_phrase(text, 19, 23).owners == ("Syrian",)


def test_the_guests_country_is_not_the_hosts() -> None:
    assert foreign_words("Kenyan embassy in Cairo") == "Kenyan embassy"
    assert foreign_words("Cairo") == ""


def test_an_owner_is_taken_off_only_where_it_leads() -> None:
    assert without_owner("Syria's Idlib", "Syria") == "Idlib"
    assert without_owner("Syriatown", "Syria") is None
    assert without_owner("Syria", "Syria") is None
