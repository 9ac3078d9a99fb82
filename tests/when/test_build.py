"""The packaged tables are what ``resources/`` says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman.tables.load import read_bytes
from dragoman.when.newsday import NewsDay
from dragoman.when.rules import TimeRules
from dragoman.when.spotting import Spots

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.mark.parametrize(("packaged", "source"), [
    ("when_rules.toml", "when/rules.toml"), ("when_newsday.toml", "when/newsday.toml"),
    ("when_spots.toml", "when/spots.toml"),
    ("terms.toml", "cues/terms.toml"),
])
def test_packaged_table_equals_its_source(packaged: str, source: str) -> None:
    assert read_bytes(packaged) == (RESOURCES / source).read_bytes()


def test_a_broken_time_rule_is_named() -> None:
    row = {"id": "date.broken", "pattern": "{nothing}", "do": "year", "keys": [], "granularity": "year", "example": "x"}
    words: dict[str, Any] = {
        "months": [], "weekdays": [], "short": {}, "numbers": {}, "seasons": {}, "holidays": {}, "periods": {},
        "feasts": {}, "ordinals": {}, "tens": {}}
    with pytest.raises(ValueError, match=r"date\.broken"):
        TimeRules.of({"words": words, "rule": [row]}, NewsDay((), frozenset(), 0.0, 0.0), {})


def test_a_broken_cue_is_named() -> None:
    row = {"id": "newsday.broken", "in": "before", "pattern": "(", "points": 1.0, "note": ""}
    with pytest.raises(ValueError, match=r"newsday\.broken"):
        NewsDay.of({"cue": [row], "verbs": [], "base": 0.0, "threshold": 0.0})


def test_a_broken_spot_is_named() -> None:
    table = {"leads": "in", "prepositions": "in", "ahead": "will", "back": "was", "past": "was", "present": "is",
             "plurals": [], "bounds": "(?P<ahead>x)", "dateline": [], "release_year": "x", "parts": {},
             "spot": [{"id": "spot.broken", "cue": "digit", "pattern": "{nothing}", "example": ""}]}
    with pytest.raises(ValueError, match=r"spot\.broken"):
        Spots.of(table, {})
