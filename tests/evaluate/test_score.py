"""The product's figures: hand-made cases, properties, and equality with the reference scorer."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.evaluate.align import align, iou
from dragoman.evaluate.compare import same_date
from dragoman.evaluate.gold import read_gold
from dragoman.evaluate.measure import gold_records
from dragoman.evaluate.score import score

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared"
TYPES = ("CONSULT", "ASSAULT", "AGREE", "ACCUSE")


def record(start: int, end: int, kind: str = "CONSULT", **fields: Any) -> dict[str, Any]:
    trigger = {"start": start, "end": end, "text": "x" * (end - start)}
    return {"type": kind, "trigger": trigger, "actors": [], "recipients": [], "modes": [], **fields}


def party(start: int, country: str | None, sector: str | None = "GOV") -> dict[str, Any]:
    return {"start": start, "end": start + 3, "text": "abc", "country": country, "sector": sector}


def test_a_longer_overlap_of_another_type_yields_to_the_same_type() -> None:
    gold = [record(0, 10)]
    predicted = [record(0, 10, "ASSAULT"), record(9, 12)]
    assert align(gold, predicted) == [(gold[0], predicted[1])]


def test_ties_fall_to_the_earlier_record_on_both_sides() -> None:
    gold = [record(0, 4), record(2, 6)]
    predicted = [record(2, 4), record(2, 4)]
    assert [(g is gold[0], p is predicted[0]) for g, p in align(gold, predicted)] == [(True, True), (False, False)]


def test_triggers_that_only_touch_are_not_paired() -> None:
    assert align([record(0, 4)], [record(4, 8)]) == []


DATES = [
    ("2015-05", "2015-05", "2015-05-12", "2015-05-12", True, "a day inside gold's month"),
    ("2015-05-12", "2015-05-12", "2015-05", "2015-05", False, "a month is wider than gold's day"),
    ("2015-05-12", "2015-05-14", "2015-05-13", "2015-05-15", False, "the interval reaches beyond gold's"),
    ("2015", "2016", "2016-12-31", "2016-12-31", True, "the last day of gold's years"),
]


@pytest.mark.parametrize("low,high,first,last,expected,note", DATES)
def test_a_date_is_right_inside_gold(low: str, high: str, first: str, last: str, expected: bool, note: str) -> None:
    assert same_date({"from": low, "to": high}, {"from": first, "to": last}) is expected, note


def test_swapped_countries_cost_the_dyad_but_not_the_type() -> None:
    gold = [record(0, 3, actors=[party(5, "FRA")], recipients=[party(9, "DEU")])]
    predicted = [record(0, 3, actors=[party(9, "DEU")], recipients=[party(5, "FRA")])]
    card = score({"r": gold}, {"r": predicted}, samples=0)
    assert (card.rates["type"].f1, card.rates["dyad"].f1, card.rates["report"].f1) == (1.0, 0.0, 0.0)


def test_a_missing_report_lowers_recall_only() -> None:
    card = score({"a": [record(0, 3)], "b": [record(0, 3)]}, {"a": [record(0, 3)]}, samples=0)
    assert (card.rates["type"].precision, card.rates["type"].recall, card.missing) == (1.0, 0.5, 1)


def test_negated_records_are_left_out_of_the_reports_set() -> None:
    gold = [record(0, 3, status="negated", actors=[party(5, "FRA")])]
    assert score({"r": gold}, {"r": []}, samples=0).rates["report"].recall == 0.0
    assert score({"r": gold}, {"r": [record(0, 3)]}, samples=0).rates["report"].precision == 0.0


def test_a_wrong_status_or_date_costs_the_record_figure_alone() -> None:
    gold = [record(0, 3, when={"from": "2020", "to": "2020"}), record(5, 9, status="future")]
    predicted = [record(0, 3, when={"from": "2021", "to": "2021"}), record(5, 9)]
    card = score({"r": gold}, {"r": predicted}, samples=0)
    assert (card.rates["dyad"].f1, card.rates["record"].f1) == (1.0, 0.0)
    assert (card.shares["status_accuracy"], card.shares["when_accuracy"]) == (0.5, 0.0)


def test_nothing_against_nothing_divides_by_nothing() -> None:
    card = score({}, {})
    assert (card.reports, card.rates["type"].f1, dict(card.intervals)) == (0, 0.0, {})


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
RECORD = st.builds(lambda span, kind: record(span[0], span[1], kind), SPANS, st.sampled_from(TYPES))
RECORDS = st.lists(RECORD, max_size=6)


@settings(deadline=None, max_examples=50)
@given(RECORDS, RECORDS)
def test_alignment_uses_each_record_once_and_only_where_triggers_overlap(
    gold: list[dict[str, Any]], predicted: list[dict[str, Any]],
) -> None:
    pairs = align(gold, predicted)
    assert len({id(g) for g, _ in pairs}) == len({id(p) for _, p in pairs}) == len(pairs)
    assert all(0 < iou(g["trigger"], p["trigger"]) <= 1 for g, p in pairs)


@settings(deadline=None, max_examples=50)
@given(RECORDS)
def test_gold_against_itself_finds_every_trigger(gold: list[dict[str, Any]]) -> None:
    assert len(align(gold, gold)) == len(gold)


REPORTS = st.dictionaries(st.sampled_from("abcd"), RECORDS, min_size=1)


@settings(deadline=None, max_examples=50)
@given(REPORTS, REPORTS)
def test_all_figures_lie_between_nought_and_one_and_intervals_hold_their_order(gold: Any, predicted: Any) -> None:
    card = score(gold, predicted, samples=5)
    rates = [*card.rates.values(), *card.types.values()]
    assert all(0 <= value <= 1 for rate in rates for value in (rate.precision, rate.recall, rate.f1))
    assert all(0 <= share <= 1 for share in card.shares.values())
    assert all(low <= high for low, high in card.intervals.values())


def perturbed(golds: list[dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Return the gold lines with records dropped, retyped, moved, and with fields swapped or emptied."""
    rng = random.Random(seed)
    lines = [{"id": line["id"], "events": [spoiled(event, rng) for event in line["events"] if rng.random() < 0.85]}
             for line in copy.deepcopy(golds) if rng.random() < 0.95]
    for line in lines:
        line["events"] += [spoiled(event, rng) for event in copy.deepcopy(line["events"]) if rng.random() < 0.15]
    return lines


def spoiled(event: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    if rng.random() < 0.2:
        event["type"] = rng.choice(TYPES)
    if rng.random() < 0.3:
        event["trigger"]["end"] += rng.randrange(-2, 9)
    if rng.random() < 0.15:
        event["actors"], event["recipients"] = event["recipients"], event["actors"]
    for name in ("said_by", "denied_by", "where", "numbers", "when", "status", "modes"):
        if rng.random() < 0.1:
            event.pop(name, None)
    if rng.random() < 0.1 and isinstance(event.get("where"), list) and event["where"]:
        event["where"] = event["where"][0]
    for part in event["actors"]:
        if rng.random() < 0.1:
            part["country"], part["sector"], part["start"] = "USA", None, part["start"] and part["start"] + 2
    return event


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared beside the checkout")
@pytest.mark.parametrize("seed", [1, 2])
def test_figures_equal_those_of_the_reference_scorer(seed: int, tmp_path: Path) -> None:
    source = SHARED / "gold/dev.jsonl"
    golds = list(read_gold(source))
    lines = perturbed(golds, seed)
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    reference = [sys.executable, str(SHARED / "score/score.py"), str(source), str(predicted), "--json", "--boot", "20"]
    expected = json.loads(subprocess.run(reference, check=True, capture_output=True, text=True).stdout)
    card = score(gold_records(golds), {line["id"]: line["events"] for line in lines}, samples=20).to_dict()
    assert set(card) == set(expected)
    assert card["types"].keys() == expected["types"].keys()
    for name, value in expected.items():
        assert flat(card[name]) == pytest.approx(flat(value), abs=1e-12), name


def flat(value: Any) -> Any:
    """Return nested figures as one dict of numbers, so that they can be compared at once."""
    if not isinstance(value, dict):
        return value
    return {f"{outer}.{inner}": number for outer, part in value.items()
            for inner, number in (part if isinstance(part, dict) else dict(enumerate(part)) if isinstance(part, list)
                                  else {"": part}).items()}
