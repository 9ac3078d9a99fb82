"""Our own coded set: built from its source, covering every type, and its builder's complaints."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.evaluate.gold import read_gold, reading_of

ROOT = Path(__file__).parents[2]
GOLDS = list(read_gold(ROOT / "gold/own.jsonl"))
EVENTS = [event for gold in GOLDS for event in gold["events"]]


def load_builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_gold", ROOT / "scripts/make_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_gold"] = module  # dataclasses look their module up by name
    spec.loader.exec_module(module)
    return module


BUILDER = load_builder()


def test_the_built_files_are_up_to_date_with_the_source() -> None:
    golds, mistakes = BUILDER.build(BUILDER.SOURCE.read_text(encoding="utf-8"))
    assert mistakes == []
    for path, text in BUILDER.outputs(golds):
        assert path.read_text(encoding="utf-8") == text, path.name


def test_every_type_is_coded_at_least_ten_times() -> None:
    counted = Counter(event["type"] for event in EVENTS)
    assert set(counted) == set(BUILDER.codebook())
    assert min(counted.values()) >= 10


@pytest.mark.parametrize("status", BUILDER.STATUSES)
def test_every_status_is_coded_at_least_ten_times(status: str) -> None:
    assert sum(event["status"] == status for event in EVENTS) >= 10


@pytest.mark.parametrize("field", ["said_by", "denied_by", "where", "when", "condition", "deadline", "same_as"])
def test_every_optional_field_is_coded(field: str) -> None:
    assert sum(bool(event.get(field)) for event in EVENTS) >= 5


def test_some_reports_have_nothing_to_code() -> None:
    assert any(not gold["events"] for gold in GOLDS)


def test_every_passage_is_cut_out_of_its_text_exactly() -> None:
    checked = 0
    for gold in GOLDS:
        for part in passages(gold["events"]):
            assert gold["text"][part["start"]:part["end"]] == part["text"]
            checked += 1
    assert checked > 3 * len(EVENTS)


def passages(value: Any) -> list[dict[str, Any]]:
    """Return every part that has offsets, wherever it stands."""
    if isinstance(value, list):
        return [part for item in value for part in passages(item)]
    if not isinstance(value, dict):
        return []
    here = [value] if value.get("start") is not None else []
    return here + [part for item in value.values() for part in passages(item)]


@pytest.mark.parametrize("gold", GOLDS, ids=[gold["id"] for gold in GOLDS])
def test_every_report_becomes_a_reading(gold: dict[str, Any]) -> None:
    reading = reading_of(gold)
    assert len(reading.drafts) == len(gold["events"])
    assert all(reading.report.text[draft.trigger.start:draft.trigger.end] == draft.trigger.text
               for draft in reading.drafts)


HEADER = "== x-1 | 2015-05-12 | wire, real | A title\n"
SENTENCE = "Kerry met Lavrov in Sochi on Tuesday.\n"
COMPLAINTS = [
    (HEADER + SENTENCE + "  CONSULT visit: met | a Kerry USA GOV | d on Tuesday = 2015-05-12\n", [], "no mistake"),
    (HEADER + SENTENCE + "  CONSULT: meet\n", ["'meet' does not stand 1 times"], "trigger not in the sentence"),
    (HEADER + SENTENCE + "  CONSULT: me\n", ["'me' does not stand 1 times"], "half a word is no passage"),
    (HEADER + SENTENCE + "  CONSULT sign: met\n", ["CONSULT has no mode sign"], "mode of another type"),
    (HEADER + SENTENCE + "  MEET: met\n", ["type 'MEET'"], "no such type"),
    (HEADER + SENTENCE + "  CONSULT: met | a Kerry XXX GOV\n", ["country 'XXX'"], "no such country"),
    (HEADER + SENTENCE + "  CONSULT: met | a Kerry USA XYZ\n", ["sector 'XYZ'"], "no such sector"),
    (HEADER + SENTENCE + "  CONSULT: met | d on Tuesday = 2015-05-13\n", ["2015-05-13 is not what"], "wrong weekday"),
    (HEADER + SENTENCE + "  CONSULT: met | d 2015-13\n", ["'2015-13' is no date"], "no such month"),
    (HEADER + SENTENCE + "  CONSULT: met | d 2016/2015\n", ["runs backwards"], "an inverted interval"),
    (HEADER + SENTENCE + "  CONSULT: met | st maybe\n", ["status 'maybe'"], "no such status"),
    (HEADER + SENTENCE + "  CONSULT: met | x y\n", ["field 'x y'"], "no such field"),
    (HEADER + SENTENCE + "  CONSULT: met | n wounded Sochi\n", ["number 'wounded'"], "no such number"),
    (HEADER + SENTENCE + "  CONSULT: met | same 1\n", ["same '1' is not"], "the same as itself"),
    (HEADER + SENTENCE + "  CONSULT: met\n  CONSULT: met\n", ["coded twice", "coded twice"], "one trigger twice"),
    (HEADER + SENTENCE + "  CONSULT: Sochi\n  AID: met\n", ["stands before"], "mentions out of order"),
    (HEADER + SENTENCE + "  CONSULT: meet\n  AID: Sochi | a Kerry\n", ["'meet'", "lacks 2 codes"], "all at once"),
    ("  CONSULT: met\n", ["before its report"], "a mention without a report"),
    (HEADER + SENTENCE + HEADER + SENTENCE, ["given twice", "given twice"], "one id twice"),
    ("== x-1 | 2015-05 | poem, real | A title\n" + SENTENCE, ["is no day", "genre"], "a bad header"),
]


@pytest.mark.parametrize("source,expected,note", COMPLAINTS)
def test_the_builder_names_every_mistake_with_its_line(source: str, expected: list[str], note: str) -> None:
    _, mistakes = BUILDER.build(source)
    assert len(mistakes) == len(expected), note
    assert all(1 <= line <= source.count("\n") for line, _ in mistakes)
    for part in expected:
        assert any(part in message for _, message in mistakes), (part, mistakes)


def test_the_example_in_the_guide_has_no_mistake() -> None:
    guide = (ROOT / "docs/guide/gold.md").read_text(encoding="utf-8")
    example = "".join(line.removeprefix("    ") + "\n" for line in guide.splitlines() if line.startswith("    "))
    golds, mistakes = BUILDER.build(example)
    assert mistakes == []
    assert [event["type"] for gold in golds for event in gold["events"]] == ["CONSULT", "CONCEDE"]
