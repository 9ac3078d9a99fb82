from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.page.lines import days, lines
from dragoman.types import Amount
from tests.page.samples import coding


def test_a_line_says_who_did_what_to_whom() -> None:
    attack, promise = lines(coding())
    assert (attack.actors[0].text, attack.act, attack.recipients[0].text) == ("Norland's navy", "fired", "trawler")
    assert (attack.status, attack.is_actual) == ("happened", True)
    assert (promise.status, promise.is_actual, promise.same) == ("still to come", False, 1)


def test_facts_stand_with_their_words_and_what_they_mean() -> None:
    attack, promise = lines(coding())
    assert [(fact.label, fact.words, fact.note) for fact in attack.facts] == [
        ("when", "Monday", "2031-04-07"), ("where", "San Telmo", "CRI (city)"),
        ("according to", "the port's mayor", "Ana Ruiz, GOV"), ("denied by", "Norland", "NOR GOV"),
        ("dead", "two", "2"), ("contexts", "maritime", "")]
    assert [(fact.label, fact.words, fact.note) for fact in promise.facts] == [
        ("when", "2031-04 to 2031-06", "inferred"), ("condition", "if the mayor apologises", ""),
        ("deadline", "by 30 June", "2031-06-30")]


@pytest.mark.parametrize(("low", "high", "words"), [
    (2, 2, "2"), (30, None, "30 or more"), (None, 40, "up to 40"), (12, 17, "12 to 17"),
    (1700000, 1700000, "1,700,000"), (None, None, ""),
])
def test_bounds_of_a_number(low: int | None, high: int | None, words: str) -> None:
    attack, _ = coding().records
    changed = replace(attack, numbers={"dead": Amount(0, 1, "N", low, high)})
    (line,) = lines(replace(coding(), records=(changed,)))
    assert [fact.note for fact in line.facts if fact.label == "dead"] == [words]


def test_a_reason_quotes_the_words_it_looked_at() -> None:
    (reason,) = lines(coding())[0].reasons
    assert (reason.field, reason.rule, reason.score, reason.passages) == ("type", "reader.type", "0.97", ("fired",))


def test_other_reports_are_named_under_the_episode_they_share() -> None:
    other = replace(coding(), report=replace(coding().report, id="r-other"))
    attack, promise = lines(coding(), [other, other])
    assert [report.id for report in attack.told_by] == ["r-other"]
    assert promise.told_by == ()


def test_an_interval_of_one_prefix_date_is_said_once() -> None:
    assert days("2015-03", "2015-03") == "2015-03"
    assert days("2015-03-01", "2015-03-09") == "2015-03-01 to 2015-03-09"
