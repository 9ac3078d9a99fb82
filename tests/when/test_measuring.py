"""The script that measures dates, on texts of our own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.types import Draft, Part, Reading, Report, Role, Span
from dragoman.when import Interval, TimeRules

SCRIPT = Path(__file__).parents[2] / "scripts" / "measure_when.py"
RULES = TimeRules.load()


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_when", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["measure_when"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("value", "expected"), [
    ("2014-05-03", Interval("2014-05-03", "2014-05-03")), ("2014-05-03T18:00Z", Interval("2014-05-03", "2014-05-03")),
    ("2014-W10", Interval("2014-03-03", "2014-03-09")), ("2014-Q2", Interval("2014-04", "2014-06")),
    ("2014-H2", Interval("2014-07", "2014-12")), ("199", Interval("1990", "1999")), ("P3D", None), ("FUTURE_REF", None),
])
def test_values_become_days(script: ModuleType, value: str, expected: Interval | None) -> None:
    assert script.value_of(value) == expected


def test_phrases_are_counted_as_found_and_right(script: ModuleType) -> None:
    text = "The council met on 3 May 2014. It will meet again next week. It had ended its talks yesteryear."
    timex = [{"type": "DATE", "text": "3 May 2014", "value": "2014-05-03"},
             {"type": "DATE", "text": "next week", "value": "2014-06"},
             {"type": "DATE", "text": "yesteryear", "value": "2013"},
             {"type": "DURATION", "text": "its talks", "value": "P1W"}]
    row: dict[str, Any] = {"text": text, "date": "06-05-2014", "gold": {"timex": timex}}
    counts = script.measure_phrases([row], RULES, 0)
    assert (counts["wanted"], counts["found"], counts["right"]) == (3, 2, 1)


def test_a_release_is_right_when_its_event_day_is_golds(script: ModuleType) -> None:
    text = "ORVA, Norland (May 12, 2015) - A patrol detained two men yesterday."
    marks = (Part(Role.TIME, Span.of(text, text.index("yesterday"), text.index("yesterday") + 9)),)
    start = text.index("detained")
    reading = Reading(Report.of(text), (Span.of(text, 0, len(text)),),
                      drafts=(Draft(Span.of(text, start, start + 8), "COERCE", 0.9, parts=marks),))
    rows = [{"text": text, "gold": {"start_date": day}} for day in ("2015-05-11", "2015-05-10")]
    counts = script.measure_releases([*rows, {"text": "No day.", "gold": {"start_date": "2015-05-11"}}],
                                     lambda _: reading, RULES)
    assert {name: number for name, number in counts.items() if number} == {
        "with a dateline": 2, "day right": 1, "gold a day earlier": 1, "told": 1, "even rows": 1, "odd rows": 1,
        "even rows right": 1}
