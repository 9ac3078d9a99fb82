"""Names of places in running text: what is found, what is held back and why, and what it is resolved to."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.types import Draft, Part, Reading, Report, Role, Setting, Span
from dragoman.where import Gazetteer, locate, resolve, spot

WORDS = ("Mosul", "in", "Mr", "Berlin", "Reading", "reading", "of", "Times", "al-Bab", "Deir", "ez-Zor", "N.Y.", "USS",
         "Georgia", "Treaty", "Orange", "County", "’s", "–", "\n", ".", ",", "Ł", "St.", "Petersburg",
         "Tbilisi", "Jordan", "I", "A")


def found(text: str) -> list[tuple[str, str | None]]:
    return [(one.span.text, one.held) for one in spot(text, Gazetteer.load())]


@pytest.mark.parametrize(("text", "expected"), [
    ("Shells fell on Deir ez-Zor and on Aleppo.", [("Deir ez-Zor", None), ("Aleppo", None)]),
    ("The envoy flew from St. Petersburg to Baku.", [("St. Petersburg", None), ("Baku", None)]),
    ("Mr Berlin denied it.", [("Berlin", "person")]),
    ("President Houston spoke first.", [("Houston", "person")]),
    ("The Lagos Times printed it.", [("Lagos", "organisation")]),
    ("The crew of USS Nashville was flown out.", [("Nashville", "thing")]),
    ("Both sides shook hands on Minsk 2 in Riga.", [("Minsk", "thing"), ("Riga", None)]),
    ("They cooked chicken with a Kathmandu salad.", [("Kathmandu", "thing")]),
    ("Reading the note, she left.", []),
    ("The Hague lies far from The Gambia.", [("The Hague", None), ("The Gambia", None)]),
    ("She was seen in Reading.", [("Reading", None)]),
    ("Police in Fairfax County, Va., closed the road.", [("Fairfax County", None), ("Va.", None)]),
    ("Nobody was there.", []),
])
def test_names_of_a_sentence(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


def test_a_surname_stays_a_persons_when_it_stands_alone() -> None:
    assert found("Elena Lima resigned. Lima had served for years.") == [
        ("Elena", "person"), ("Lima", "person"), ("Lima", "person")]


def located(text: str) -> dict[str, str | None]:
    reading = Reading(Report.of(text), (Span.of(text, 0, len(text)),))
    return {toponym.span.text: choice.place.country if choice and choice.place else None
            for toponym, choice in locate(reading, Gazetteer.load())}


def test_names_are_resolved_beside_each_other() -> None:
    assert located("Fighting near Tripoli spread to Misrata.") == {"Tripoli": "LBY", "Misrata": "LBY"}
    assert located("Fighting near Tripoli alarmed Lebanon.") == {"Tripoli": "LBN", "Lebanon": "LBN"}


def test_a_short_form_means_one_place() -> None:
    assert located("He was born in Salem, Ore., and lives in NYC.")["NYC"] == "USA"


def test_a_person_is_located_nowhere() -> None:
    assert located("Mr Berlin spoke.") == {"Berlin": None}


def settle(text: str, trigger: str, *parts: tuple[str, Role]) -> Setting:
    """Return the setting of one draft of a text whose places are not marked."""
    sentences = tuple(Span.of(text, m.start(), m.end()) for m in re.finditer(r"[^.]+\.\s*", text))
    marks = tuple(Part(role, Span.of(text, text.index(words), text.index(words) + len(words))) for words, role in parts)
    start = text.index(trigger)
    draft = Draft(Span.of(text, start, start + len(trigger)), "ASSAULT", 1.0, parts=marks)
    return resolve(Reading(Report.of(text), sentences, drafts=(draft,)), Gazetteer.load())[0]


@pytest.mark.parametrize(("text", "trigger", "expected"), [
    ("Gunmen killed two guards in Basra.", "killed", "Basra"),
    ("Gunmen killed two guards near the northern city of Mosul.", "killed", "Mosul"),
    ("Gunmen killed two guards, the ministry in Baghdad said.", "killed", None),
    ("Gunmen killed two guards of a bank from Basra.", "killed", None),
    ("Officials in Baghdad said that gunmen killed two guards.", "killed", None),
    ("Gunmen killed two guards. The mayor was in Basra.", "killed", None),
])
def test_an_event_takes_the_place_that_its_clause_states(text: str, trigger: str, expected: str | None) -> None:
    setting = settle(text, trigger)
    assert [where.text for where in setting.where] == ([] if expected is None else [expected])
    assert ("where.clause" in {why.rule for why in setting.whys}) == (expected is not None)


def test_a_participant_is_not_the_place() -> None:
    assert settle("Gunmen attacked in Basra province.", "attacked", ("Basra province", Role.RECIPIENT)) == Setting()


def test_a_marked_place_wins_over_the_clause() -> None:
    setting = settle("In Kirkuk gunmen met rivals in Basra.", "met", ("Kirkuk", Role.PLACE))
    assert [where.name for where in setting.where] == ["Kirkuk"]


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join) | st.text(max_size=60))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spans_lie_in_the_text_in_order_and_twice_is_the_same(text: str) -> None:
    toponyms = spot(text, Gazetteer.load())
    assert toponyms == spot(text, Gazetteer.load())
    reached = 0
    for one in toponyms:
        assert text[one.span.start:one.span.end] == one.span.text
        assert one.span.start >= reached
        reached = one.span.end


@pytest.mark.parametrize(("text", "expected"), [
    ("The envoys sat down in Doha in what was the first visit to Qatar in years.", ["Doha", "Qatar"]),
    ("The envoys sat down in Doha, in what he called the first visit to Qatar in years.", ["Doha", "Qatar"]),
    ("The envoys sat down in Doha and asked in what sense the visit to Qatar was one.", ["Qatar"]),
    ("The envoys sat down in Doha. It was, in what he said, the first visit to Qatar.", ["Qatar"]),
])
def test_an_act_called_by_another_name_happened_where_the_clause_before_says(text: str, expected: list[str]) -> None:
    setting = settle(text, "visit", ("Qatar", Role.PLACE))
    assert [where.name for where in setting.where] == expected
    assert ("where.clause" in {why.rule for why in setting.whys}) == (len(expected) > 1)
