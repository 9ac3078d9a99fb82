"""What reports, one after the other, make of commitments, measures and places."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dragoman.analyze.standing import commitments, control, measures
from dragoman.analyze.standing.life import Change, Commitment
from dragoman.analyze.standing.mentions import Place
from dragoman.analyze.standing.tables import CommitmentRules
from dragoman.errors import UsageError
from tests.analyze.standing.telling import mention, mentions

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases"
LIVES = tomllib.loads((CASES / "standing.toml").read_text(encoding="utf-8"))
HOLDS = tomllib.loads((CASES / "control.toml").read_text(encoding="utf-8"))["case"]
RULES = CommitmentRules.load()
TRUCE = next(case for case in LIVES["commitment"] if case["note"].startswith("an agreed truce"))
TALKS_DUE: dict[str, Any] = {
    "sentence": "Norland and Suria agree to finish the border treaty by June 30.", "trigger": "agree", "type": "AGREE",
    "day": "2031-05-12", "from": "2031-05-12", "by": ["NOL", "SUR"], "due": ["2031-06-30", "2031-06-30", "by June 30"],
}


def _steps(changes: tuple[Change, ...]) -> list[str]:
    return [f"{change.state} {change.why.rule}" for change in changes]


@pytest.mark.parametrize("case", LIVES["commitment"], ids=lambda case: case["note"])
def test_the_life_of_a_commitment(case: dict[str, Any]) -> None:
    found = commitments.derive(mentions(case["tell"]), RULES)
    first = [] if not found else _steps(found[0].changes)
    assert first == case["life"], case["note"]


@pytest.mark.parametrize("case", LIVES["measure"], ids=lambda case: case["note"])
def test_the_life_of_a_measure(case: dict[str, Any]) -> None:
    found = measures.derive(mentions(case["tell"]), measures.MeasureRules.load())
    assert [step for one in found for step in _steps(one.changes)] == case["life"], case["note"]


@pytest.mark.parametrize("case", HOLDS, ids=lambda case: case["note"])
def test_who_holds_a_place(case: dict[str, Any]) -> None:
    found = control.derive(mentions(case["tell"]), control.ControlRules.load())
    held = [f"{one.place} {hold.change.state} {hold.by.key}" for one in found for hold in one.holds if hold.by]
    assert held == case["holds"], case["note"]


def test_every_change_cites_records_that_were_told() -> None:
    told = [row for case in LIVES["commitment"] for row in case["tell"]]
    known = mentions(told)
    found = commitments.derive(known, RULES)
    assert found
    assert {name for one in found for name in one.records} <= {one.id for one in known}
    assert all(change.records and change.why.rule and change.why.spans for one in found for change in one.changes)


def test_a_change_without_a_record_is_refused() -> None:
    change = commitments.derive(mentions(TRUCE["tell"]), RULES)[0].changes[0]
    with pytest.raises(ValueError, match="cites no record"):
        Change(change.state, change.from_, change.to, (), (), (), change.why)


def test_the_order_of_arrival_changes_nothing() -> None:
    told = [mention(row, number) for number, row in enumerate(
        (row for case in LIVES["commitment"] for row in case["tell"]), 1)]
    expected = commitments.derive(tuple(sorted(told, key=lambda one: one.order)), RULES)
    for seed in range(5):
        random.Random(seed).shuffle(told)
        assert commitments.derive(tuple(sorted(told, key=lambda one: one.order)), RULES) == expected


def _due() -> Commitment:
    return commitments.derive((mention(TALKS_DUE, 1),), RULES)[0]


def test_the_end_of_an_occupation_has_the_day_of_its_report() -> None:
    case = next(case for case in HOLDS if case["note"].startswith("an occupation that ends"))
    ended = control.derive(mentions(case["tell"]), control.ControlRules.load())[0].holds[-1].change
    assert (ended.from_, ended.to, ended.why.rule) == (None, "2031-11-11", "control.ended")


def test_the_records_own_place_goes_before_a_name_that_is_in_no_table() -> None:
    told = mention(HOLDS[0]["tell"][0] | {"sentence": "Rebels capture the city of Wyrmstead.", "trigger": "capture"}, 1)
    rules = control.ControlRules.load()
    place = Place("1", "Wyrmstead", "Wyrmstead", "NOL", "city", 1, 1.0, 2.0)
    assert control.derive((told,), rules) == ()
    assert [one.place for one in control.derive((replace(told, place=place),), rules)] == ["Wyrmstead"]


def test_every_rule_that_a_step_shows_is_in_a_table() -> None:
    tables = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "resources" / "standing").glob("*.toml"))
    rules = set(re.findall(r'^id = "((?:fate|made|measure|control)\..+)"', tables, re.MULTILINE))
    shown = {change.why.rule for case in LIVES["measure"] for one in measures.derive(
        mentions(case["tell"]), measures.MeasureRules.load()) for change in one.changes}
    assert "measure.further-round" in shown
    assert shown <= rules


@pytest.mark.parametrize("day, state, note", (
    (date(2031, 5, 11), None, "nothing was told yet"),
    (date(2031, 5, 12), "made", "the day of the agreement"),
    (date(2031, 6, 30), "made", "its last day"),
    (date(2031, 7, 1), "no report yet", "the day after"),
))
def test_the_calendar_moves_a_commitment(day: date, state: str | None, note: str) -> None:
    standing = _due().state(day)
    assert (standing.state if standing else None) == state, note
    assert standing is None or standing.records == ("e-0001",)


def test_within_an_interval_it_is_due() -> None:
    row = {**TALKS_DUE, "due": ["2031-06", "2031-06", "in June"]}
    one = commitments.derive((mention({**row, "due": ["2031-06-01", "2031-06-30", "in June"]}, 1),), RULES)[0]
    standing = one.state(date(2031, 6, 10))
    assert standing is not None
    assert standing.state == "due"


@pytest.mark.parametrize("start, span, expected", (
    (date(2031, 5, 12), "30d", 0), (date(2031, 5, 12), "7w", 1), (date(2031, 6, 30), "1d", 1),
    (date(2031, 7, 1), "1y", 0), (date(2031, 5, 1), "1y", 0),
))
def test_due_within(start: date, span: str, expected: int) -> None:
    found = commitments.due_between([_due()], start, start + commitments.read_span(span))
    assert len(found) == expected


@pytest.mark.parametrize("words", ("soon", "30", "d30", "", "-3d"))
def test_a_span_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(UsageError, match="no span"):
        commitments.read_span(words)


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="no day"):
        commitments.read_day("2031-02-30")


def test_an_extension_moves_the_due_interval() -> None:
    words = "Norland and Suria agree to extend the deadline for the border treaty to September."
    later = {**TALKS_DUE, "sentence": words, "trigger": "agree to extend", "day": "2031-06-29", "from": "2031-06-29",
             "due": ["2031-09", "2031-09", "to September"]}
    one = commitments.derive(mentions([TALKS_DUE, later]), RULES)[0]
    assert _steps(one.changes) == ["made made.agreement.mutual", "extended fate.extended.prolonged"]
    assert [due.to for due in one.dues] == ["2031-06-30", "2031-09"]
    standing = one.state(date(2031, 7, 15))
    assert standing is not None
    assert standing.state == "extended"


def test_who_breaks_and_who_says_so_are_two() -> None:
    broken = commitments.derive(mentions(TRUCE["tell"]), RULES)[0].changes[1]
    assert [party.key for party in broken.by] == ["SUR"]
    assert broken.said_by == ("NOL",)
    assert "both-sides +3" in broken.why.detail
