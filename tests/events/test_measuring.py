"""The judgements of contexts are labels without words, and the script that measures by them counts right."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from dragoman.events import Codebook
from dragoman.types import Report

ROOT = Path(__file__).parents[2]
BOOK = Codebook.load()
FIELDS = ["part", "report", "record", "start", "end", "type", "modes", "sectors", "weight", "contexts"]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure_contexts", ROOT / "scripts" / "measure_contexts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_judgements_are_labels_of_the_codebook(script: ModuleType) -> None:
    rows = script.judgements()
    assert [len(script.judgements(part)) for part in ("first", "second")] == [300, 100]
    assert len({row["record"] for row in rows}) == len(rows)
    for row in rows:
        assert list(row) == FIELDS
        assert set(row["contexts"]) <= BOOK.contexts.keys()
        assert row["type"] in BOOK.types
        assert 0 <= row["start"] < row["end"]


def test_figures_count_what_is_right(script: ModuleType) -> None:
    row = {"report": "r", "record": "e", "start": 9, "end": 15, "type": "ASSAULT", "modes": [], "sectors": ["REB"],
           "weight": 2.0, "contexts": ["military", "health"]}
    report = Report.of("The army struck a mosque.", id="r")
    found = script.coded(row, report, BOOK)
    assert list(found) == ["military", "religion_ethnicity"]
    lines = list(script.figures([(row, found)]))
    assert lines[1].split() == ["all", "P", "0.500", "(1/2)", "R", "0.500", "(1/2)", "F1", "0.500"]
    assert [line.split()[:2] for line in script.errors([(row, found)])] == [["too", "many"], ["missed", "health"]]


def test_a_report_that_is_nowhere_is_told(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text("", "utf-8")
    with pytest.raises(ValueError, match="r-1"):
        script.wanted_reports([tmp_path / "reports.jsonl"], {"r-1"})
