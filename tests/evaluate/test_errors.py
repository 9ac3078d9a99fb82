"""Every kind of error is found once, named, and shown with the words around it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.evaluate.errors import faults, is_nominal

TEXT = "France condemned the arrest of two nurses in Togo on Monday."


def event(
    words: str, kind: str, actor: str | None = "FRA", recipient: str | None = "TGO", **more: Any,
) -> dict[str, Any]:
    start = TEXT.index(words)
    trigger = {"start": start, "end": start + len(words), "text": words}
    sides = {side: [{"text": "x", "country": code}] if code else []
             for side, code in (("actors", actor), ("recipients", recipient))}
    return {"type": kind, "trigger": trigger, **sides, **more}


CONDEMNED = event("condemned", "ACCUSE")
CASES: list[tuple[list[dict[str, Any]], list[dict[str, Any]], list[str], str]] = [
    ([CONDEMNED], [CONDEMNED], [], "a perfect record has no fault"),
    ([CONDEMNED], [], ["missed verbal trigger"], "a verb was missed"),
    ([event("arrest", "COERCE")], [], ["missed nominal trigger"], "a noun was missed"),
    ([], [CONDEMNED], ["spurious"], "gold has nothing here"),
    ([CONDEMNED], [event("condemned", "REJECT", "USA")], ["type REJECT for ACCUSE"], "the type hides the rest"),
    ([CONDEMNED], [event("condemned", "ACCUSE", "USA")], ["actor country"], "wrong actor"),
    ([CONDEMNED], [event("condemned", "ACCUSE", recipient=None)], ["recipient country"], "no recipient"),
    ([CONDEMNED], [event("condemned", "ACCUSE", "USA", "CHN")], ["actor country", "recipient country"], "both wrong"),
    ([CONDEMNED], [event("condemned", "ACCUSE", "TGO", "FRA")], ["role swapped"], "actor and recipient changed places"),
    ([CONDEMNED], [event("condemned", "ACCUSE", status="negated")], ["status"], "it did happen"),
    ([event("condemned", "ACCUSE", when={"from": "2020-01-06", "to": "2020-01-06"})], [CONDEMNED], ["date"], "no date"),
    ([CONDEMNED], [event("condemned", "ACCUSE", when={"from": "2020", "to": "2020"})], [], "gold gives no date"),
    ([CONDEMNED], [event("arrest", "COERCE")], ["missed verbal trigger", "spurious"], "another trigger"),
]


@pytest.mark.parametrize("gold,predicted,kinds,note", CASES)
def test_faults_are_named(
    gold: list[dict[str, Any]], predicted: list[dict[str, Any]], kinds: list[str], note: str,
) -> None:
    assert [fault.kind for fault in faults({"r": TEXT}, {"r": gold}, {"r": predicted})] == kinds, note


def test_a_fault_shows_the_trigger_in_its_surroundings() -> None:
    (fault,) = faults({"r": TEXT}, {"r": [CONDEMNED]}, {})
    assert fault.context == "France [condemned] the arrest of two nurses in Togo on Monday."
    assert (fault.report, fault.start, fault.gold, fault.predicted) == ("r", 7, "ACCUSE", "")


def why(field: str, rule: str) -> dict[str, Any]:
    return {"field": field, "rule": rule, "detail": "So it is.", "score": 0.5, "spans": []}


WHYS = [why("type", "reader.trigger"), why("actors[0].country", "name.whole"), why("actors[0].name", "person-x"),
        why("recipients", "reader.roles"), why("status", "reader.status"), why("when", "week.day")]
REASONS: list[tuple[dict[str, Any], list[str], str]] = [
    (event("condemned", "REJECT"), ["type, reader.trigger: So it is."], "wrong type"),
    (event("condemned", "ACCUSE", "USA"), ["actors[0].country, name.whole: So it is."], "a country, not a name"),
    (event("condemned", "ACCUSE", recipient=None), ["recipients, reader.roles: So it is."], "nobody found"),
    (event("condemned", "ACCUSE", "TGO", "FRA"),
     ["actors[0].country, name.whole: So it is.", "recipients, reader.roles: So it is."], "both sides"),
    (event("condemned", "ACCUSE", status="future"), ["status, reader.status: So it is."], "status"),
    (event("condemned", "ACCUSE", when={"from": "2021", "to": "2021"}), ["when, week.day: So it is."], "date"),
]


@pytest.mark.parametrize("predicted,expected,note", REASONS, ids=[note for *_, note in REASONS])
def test_a_fault_tells_the_coders_reasons(predicted: dict[str, Any], expected: list[str], note: str) -> None:
    gold = event("condemned", "ACCUSE", when={"from": "2020-01-06", "to": "2020-01-06"})
    given = {"when": gold["when"], **predicted, "why": WHYS}
    (fault,) = faults({"r": TEXT}, {"r": [gold]}, {"r": [given]})
    assert list(fault.why) == expected, note


def test_a_spurious_record_tells_why_it_was_coded() -> None:
    (fault,) = faults({"r": TEXT}, {"r": []}, {"r": [{**CONDEMNED, "why": WHYS}]})
    assert fault.why == ("type, reader.trigger: So it is.",)


def test_a_missed_trigger_tells_what_was_refused_there() -> None:
    refused = [{**event(words, "ACCUSE")["trigger"], "type": type_, "reason": f"score {score}", "score": score}
               for words, type_, score in (("condemned", "REJECT", 0.1), ("France condemned", "ACCUSE", 0.4),
                                           ("arrest", "COERCE", 0.45))]
    (fault,) = faults({"r": TEXT}, {"r": [CONDEMNED]}, {}, {"r": refused})
    assert fault.why == ("refused “France condemned” as ACCUSE: score 0.4",
                         "refused “condemned” as REJECT: score 0.1")


FORMS = [
    ("arrest", True, "after an article"),
    ("condemned", False, "after a name"),
    ("nurses in Togo", False, "neither article before nor noun's ending"),
]


@pytest.mark.parametrize("words,expected,note", FORMS)
def test_nouns_are_told_by_form(words: str, expected: bool, note: str) -> None:
    start = TEXT.index(words)
    assert is_nominal(TEXT, {"start": start, "end": start + len(words), "text": words}) is expected, note


KINDS = st.sampled_from(["ACCUSE", "COERCE"])
EVENTS = st.lists(st.builds(event, st.sampled_from(["condemned", "arrest", "nurses"]), KINDS), max_size=4)


@settings(deadline=None, max_examples=50)
@given(EVENTS, EVENTS)
def test_every_record_is_right_or_in_a_fault(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> None:
    found = faults({"r": TEXT}, {"r": gold}, {"r": predicted})
    missed = sum(fault.kind.startswith("missed") for fault in found)
    spurious = sum(fault.kind == "spurious" for fault in found)
    assert len(gold) - missed == len(predicted) - spurious
