"""The script that measures places, on texts of our own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.where import Gazetteer

SCRIPT = Path(__file__).parents[2] / "scripts" / "measure_where.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_where", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure_where"] = module
    spec.loader.exec_module(module)
    return module


def toponym(text: str, name: str, lat: str, lon: str) -> dict[str, str]:
    start = text.index(name)
    return {"start": str(start), "end": str(start + len(name)), "latitude": lat, "longitude": lon}


def test_toponyms_are_counted_as_found_resolved_and_near(script: ModuleType) -> None:
    text = "Shells fell on Mosul while envoys met in Geneva; nobody went to Xyzzyville."
    row: dict[str, Any] = {"text": text, "gold": {"toponyms": [
        toponym(text, "Mosul", "36.33", "43.13"), toponym(text, "Geneva", "42.87", "-76.98"),
        toponym(text, "Xyzzyville", "1.0", "1.0")]}}
    counts = script.measure_toponyms([row], Gazetteer.load())
    assert {name: counts[name] for name in ("gold", "found", "resolved", "located", "near")} == {
        "gold": 3, "found": 2, "resolved": 2, "located": 2, "near": 1}


def test_an_area_lies_in_the_middle_of_its_towns(script: ModuleType) -> None:
    gazetteer = Gazetteer.load()
    lat, lon = script.point_of(gazetteer.country("CHE"), script.middles(gazetteer))
    assert script.kilometres((lat, lon), (46.9, 8.0)) < 80


def test_countries_of_first_places_are_counted(script: ModuleType) -> None:
    text = "Shells fell on Mosul."
    where = {"start": 15, "end": 20, "text": "Mosul", "country": "IRQ"}
    event: dict[str, Any] = {"trigger": {"start": 0, "end": 11}, "type": "ASSAULT", "modes": [], "where": [where]}
    row: dict[str, Any] = {"id": "x", "text": text, "sentences": [[0, len(text)]], "events": [event]}
    wrong = {**row, "events": [{**event, "where": [{**where, "country": "SYR"}]}]}
    assert script.measure_countries([row, wrong], Gazetteer.load()) == {"first places": 2, "country right": 1}
