"""Phrases against the table: every case, every rule's own example, and what must hold for all phrases."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.when import Anchor, Interval, TimeRules, read_phrase

RULES = TimeRules.load()
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "when.toml").read_text(encoding="utf-8"))["case"]
DAY = "2015-05-14"
FINENESS = {"year": 4, "month": 7, "day": 10}
PHRASES = [case["phrase"] for case in CASES]


def anchor_of(case: dict[str, Any]) -> Anchor:
    published = case.get("published", DAY)
    earlier = case.get("earlier")
    return Anchor(
        date.fromisoformat(published) if published else None, Interval(earlier, earlier) if earlier else None,
        ahead=case.get("status", "actual") in ("future", "hypothetical"), before_event=case.get("before_event", False))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['phrase']} ({case.get('note', 'plain')})")
def test_phrase(case: dict[str, Any]) -> None:
    meaning = read_phrase(case["phrase"], anchor_of(case), RULES)
    if "from" not in case:
        assert meaning is None
        return
    assert meaning is not None
    interval = meaning.interval
    assert (interval.from_, interval.to, interval.precision, meaning.rule) == (
        case["from"], case["to"], case["precision"], case["rule"])


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_example_is_read_by_its_own_rule(rule: Any) -> None:
    day, earlier = date.fromisoformat(DAY), Interval("2013-08-17", "2013-08-17")
    meanings = [read_phrase(rule.example, Anchor(day, before, ahead=False), RULES) for before in (None, earlier)]
    assert rule.id in {meaning.rule for meaning in meanings if meaning is not None}


def test_there_are_enough_cases() -> None:
    assert len({(case["phrase"], str(case)) for case in CASES}) == len(CASES) >= 150


def test_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES.rules}) == len(RULES.rules)


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@settings(deadline=None)
@given(st.sampled_from(PHRASES), days, st.none() | days, st.booleans(), st.booleans())
def test_intervals_run_forward_and_repeat(
    phrase: str, published: date, earlier: date | None, ahead: bool, before: bool,
) -> None:
    narrated = None if earlier is None else Interval(earlier.isoformat(), earlier.isoformat())
    anchor = Anchor(published, narrated, ahead, before)
    meaning = read_phrase(phrase, anchor, RULES)
    assert meaning == read_phrase(phrase, anchor, RULES)
    if meaning is not None:
        assert meaning.interval.first <= meaning.interval.last


@settings(deadline=None)
@given(st.sampled_from(PHRASES), days, st.booleans())
def test_never_finer_than_the_rule_allows(phrase: str, published: date, ahead: bool) -> None:
    meaning = read_phrase(phrase, Anchor(published, None, ahead), RULES)
    if meaning is not None:
        granularity = next(rule.granularity for rule in RULES.rules if rule.id == meaning.rule)
        assert max(len(meaning.interval.from_), len(meaning.interval.to)) <= FINENESS[granularity]


@settings(deadline=None)
@given(st.sampled_from(["in March", "March 2014", "early May", "mid-June", "last March", "March of last year"]), days)
def test_a_month_gets_no_day(phrase: str, published: date) -> None:
    meaning = read_phrase(phrase, Anchor(published), RULES)
    assert meaning is not None
    assert meaning.interval.precision == "month"


@settings(deadline=None)
@given(st.text(max_size=60), days)
def test_any_text_is_read_or_left(phrase: str, published: date) -> None:
    meaning = read_phrase(phrase, Anchor(published), RULES)
    assert meaning is None or meaning.interval.first <= meaning.interval.last


@settings(deadline=None)
@given(days, st.booleans())
def test_explicit_dates_ignore_the_anchor(published: date, ahead: bool) -> None:
    meaning = read_phrase("18 March 2014", Anchor(published, None, ahead), RULES)
    assert meaning is not None
    assert meaning.interval == Interval("2014-03-18", "2014-03-18")


@settings(deadline=None)
@given(days, st.sampled_from(["Monday", "Friday", "Sunday"]))
def test_weekdays_are_within_a_week(published: date, weekday: str) -> None:
    past, future = (read_phrase(f"on {weekday}", Anchor(published, None, ahead), RULES) for ahead in (False, True))
    assert past is not None
    assert future is not None
    assert published - timedelta(days=6) <= past.interval.first <= published
    assert published <= future.interval.first <= published + timedelta(days=6)
