"""The table of places: search, codes, words for countries, and that data and code agree."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.types import Reading, Report, Span
from dragoman.where import Gazetteer
from dragoman.where.countries import Named, scan
from dragoman.where.lines import SortedLines
from dragoman.where.names import fold
from dragoman.where.rank import FEATURES

KINDS = {"site", "city", "district", "province", "country", "region"}


KEYS = st.text("abü ", min_size=1, max_size=5)


@given(st.dictionaries(KEYS, st.text("xyz", max_size=3), max_size=30), KEYS)
@settings(deadline=None)
def test_a_search_in_sorted_lines_finds_what_a_dict_finds(table: dict[str, str], wanted: str) -> None:
    rows = sorted(((f"{key}\t".encode(), value.encode()) for key, value in table.items()))
    lines = SortedLines(b"".join(key + value + b"\n" for key, value in rows))
    assert len(lines) == len(table)
    for key in (*table, wanted):
        assert lines.get(key) == ([table[key]] if key in table else None)


def test_lines_without_a_last_newline_are_refused() -> None:
    with pytest.raises(ValueError, match="newline"):
        SortedLines(b"a\tb")


def test_every_place_of_the_table_can_be_read_and_found_by_name() -> None:
    gazetteer = Gazetteer.load()
    for number, fields in enumerate(gazetteer.places):
        if number % 97 == 0:
            place = gazetteer.place(fields[0])
            assert place.kind in KINDS
            assert (place.lat is None) == (place.lon is None)
            assert place.lat is None or (-90 <= place.lat <= 90 and -180 <= (place.lon or 0) <= 180)
            if fold(place.name):
                assert place in {candidate.place for candidate in gazetteer.find(place.name)}


def test_an_area_of_the_table_has_no_point() -> None:
    areas = [fields for fields in Gazetteer.load().places if fields[2] in {"country", "region", "province"}]
    assert len(areas) > 3000
    assert [fields[1] for fields in areas if fields[5]] == []


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(KeyError):
        Gazetteer.load().place("c.XXX")


def test_the_gazetteer_is_loaded_once() -> None:
    assert Gazetteer.load() is Gazetteer.load()


@pytest.mark.parametrize("code", ["KOS", "PSE", "HKG", "TWN", "SSD", "ESH"])
def test_codes_are_those_of_records(code: str) -> None:
    assert Gazetteer.load().country(code).kind == "country"


def test_no_settlement_of_the_west_bank_has_the_code_of_israel() -> None:
    (ariel,) = [c.place for c in Gazetteer.load().find("Ariel") if c.is_own_name and c.place.kind == "city"]
    assert ariel.country == "PSE"


def test_weights_and_features_are_the_same_list() -> None:
    assert {name for name, _ in FEATURES} == set(Gazetteer.load().rules.weights)


@pytest.mark.parametrize("text, countries", [
    ("Sudanese and South Sudanese officers met.", ["SDN", "SSD"]), ("The Irish Sea is calm.", []),
    ("New Mexico and Mexico share a border.", ["USA", "MEX"]), ("Let us go, said the US envoy.", ["USA"]),
    ("Iranians marched; Iran's leader spoke.", ["IRN", "IRN"]), ("Francesca met Chadwick.", []),
    ("Guinea-Bissau is not Guinea.", ["GNB", "GIN"]),
])
def test_words_for_countries_are_found_longest_first(text: str, countries: list[str]) -> None:
    assert [mention.country for mention in scan(text, Gazetteer.load())] == countries


def test_a_name_is_no_witness_for_itself() -> None:
    text = "Georgia and Russia. Georgian police."
    named = Named.of(Reading(Report.of(text), (Span.of(text, 0, len(text)),)), Gazetteer.load())
    assert named.counts == {"GEO": 2, "RUS": 1}
    assert named.without("Georgia") == {"GEO": 1, "RUS": 1}


def test_rows_entered_by_hand_are_whole(root: Path) -> None:
    countries = {row["iso3"] for row in _rows(root / "resources/places/countries.csv")}
    seen: set[str] = set()
    for name in ("continents", "regions", "sites", "waters"):
        for row in _rows(root / f"resources/places/{name}.csv"):
            assert row["id"] not in seen
            seen.add(row["id"])
            assert row["precision"] in KINDS
            assert row["country"] in countries | {""}
            assert bool(row["lat"]) == bool(row["lon"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
