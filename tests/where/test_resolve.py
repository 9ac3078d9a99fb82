"""The stage `where`: cases in tests/cases/where.toml, order, reasons, and what holds for every text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.types import Draft, Part, Reading, Report, Role, Setting, Span
from dragoman.where import Gazetteer, resolve

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "where.toml").read_text(encoding="utf-8"))["cases"]
SENTENCE = re.compile(r"[^.!?]+[.!?]*\s*")
WORDS = ("Mosul", "Iraq", "Syria", "Paris", "near", "northern", "the", "Gaza", "border", "with", "of", "city", ",",
         "’s", "Kabul airport", "Turkish", "embassy", "in", "Georgia", "al-Bab", "Sea", "(", ")", "–", "Ł", "x")


def reading(marked: str, title: str | None = None) -> Reading:
    """Return a reading of a text whose places stand in brackets; each draft has all of them."""
    pieces = re.split(r"[\[\]]", marked)
    text = "".join(pieces)
    starts = [sum(map(len, pieces[:i])) for i in range(len(pieces))]
    parts = tuple(Part(Role.PLACE, Span.of(text, starts[i], starts[i] + len(pieces[i])))
                  for i in range(1, len(pieces), 2))
    sentences = tuple(Span.of(text, m.start(), m.end()) for m in SENTENCE.finditer(text))
    return Reading(Report.of(text, title=title), sentences, drafts=(Draft(sentences[0], "ASSAULT", 1.0, parts=parts),))


def settle(marked: str, title: str | None = None) -> Setting:
    return resolve(reading(marked, title), Gazetteer.load())[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["note"] + ": " + case["text"][:40])
def test_a_place_is_resolved_as_its_case_says(case: dict[str, str]) -> None:
    (where,) = settle(case["text"]).where
    found = {"country": where.country, "name": where.name, "precision": where.precision}
    assert {key: value or "-" for key, value in found.items()} == {key: case[key] for key in found}


def test_there_are_at_least_eighty_cases() -> None:
    assert len(CASES) >= 80


def test_a_draft_without_a_place_has_none() -> None:
    assert settle("Nobody said where it happened.") == Setting()


def test_the_most_specific_place_comes_first() -> None:
    setting = settle("Fighting spread through [Syria], from [Idlib Governorate] to [Aleppo].")
    assert [where.precision for where in setting.where] == ["city", "province", "country"]
    assert [why.field for why in setting.whys] == ["where[0]", "where[1]", "where[2]"]


def test_a_region_of_many_countries_comes_after_a_country() -> None:
    assert [where.name for where in settle("They left [Africa] and [Chad].").where] == ["Chad", "Africa"]


def test_every_place_has_a_reason_that_names_its_characters() -> None:
    setting = settle("A mine exploded near [Kunduz, Afghanistan].")
    (where,), (why,) = setting.where, setting.whys
    assert why.rule == "where.gazetteer"
    assert why.spans == ((where.start, where.end),)
    assert "named-country" in why.detail
    assert why.score is not None
    assert why.score > 0.9


@pytest.mark.parametrize("marked", ["They left [Iraq].", "They left [Idlib province].", "They left the [Sahel].",
                                    "They left [northern Syria]."])
def test_an_area_has_no_point(marked: str) -> None:
    (where,) = settle(marked).where
    assert (where.lat, where.lon) == (None, None)


def test_a_town_has_its_point_and_its_id() -> None:
    (where,) = settle("They met in [Sochi].").where
    assert (where.country, where.geonames, where.admin1) == ("RUS", 491422, "Krasnodar Krai")
    assert where.lat == pytest.approx(43.6, abs=0.05)
    assert where.lon == pytest.approx(39.73, abs=0.05)


def test_a_site_named_after_a_town_does_not_get_the_towns_point() -> None:
    (where,) = settle("Flights to [Kharkiv airport] stopped.").where
    assert (where.country, where.lat, where.geonames) == ("UKR", None, None)


def test_the_title_counts_as_context() -> None:
    text = "Crowds filled [Hyderabad]."
    assert settle(text, "Protests in Pakistan").where[0].country == "PAK"
    assert settle(text, "Protests in India").where[0].country == "IND"


def test_another_place_of_the_report_tells_namesakes_apart() -> None:
    setting = settle("The storm passed [Birmingham] and then [Montgomery, Alabama].")
    assert {where.country for where in setting.where} == {"USA"}


marked_texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).flatmap(
    lambda words: st.integers(0, len(words) - 1).map(
        lambda i: " ".join([*words[:i], "[" + " ".join(words[i:]) + "]"])))


@given(marked_texts)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spans_lie_in_the_text_and_twice_is_the_same(marked: str) -> None:
    read = reading(marked)
    first, second = resolve(read, Gazetteer.load()), resolve(read, Gazetteer.load())
    assert first == second
    for setting in first:
        assert len(setting.where) == len(setting.whys)
        assert all(read.report.text[where.start:where.end] == where.text for where in setting.where)
        assert all(where.precision in {"site", "city"} for where in setting.where if where.lat is not None)
