"""Accuracy, agreement and gold from judgements."""

from __future__ import annotations

import random
from dataclasses import replace
from importlib.resources import files

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from dragoman.analyze.review import acts, gold
from dragoman.analyze.review.accuracy import accuracy, wilson
from dragoman.analyze.review.differences import differences, pairs, units
from dragoman.evaluate.gold import reading_of
from dragoman.reading import labels
from dragoman.training.examples import examples
from dragoman.types import Report, Role
from tests.analyze.review.test_state import TEXT, Desk, person, span, who

REPORT = Report("r-1", TEXT, title="A title", published="2031-04-08", source="The Courier", licence="CC0", url="x:1")


def judged() -> Desk:
    """Return a desk with one record corrected and right, one wrong, and one missed event."""
    desk = Desk()
    desk.say(acts.correct(who(), desk.see()["e-1"], {
        "recipients": [person("Surland", "SUR")], "where": [span("Velm") | {"country": "SUR"}],
        "when": {"from": "2031-04-07"}, "numbers": {"size": span("two")}}, TEXT))
    desk.say(acts.verdict(who(), desk.see()["e-1"], "accept"))
    desk.say(acts.verdict(who(), desk.see()["e-2"], "reject"))
    desk.say(acts.add(who(), {"type": "REJECT", "modes": ["deny"], "trigger": span("denied"), "same_as": "e-1",
                              "actors": [person("Surland", "SUR", None)]}, TEXT))
    return desk


def test_gold_is_what_a_reader_is_trained_on() -> None:
    line = orjson.loads(orjson.dumps(gold.line(REPORT, judged().see())))
    told = [(event["id"], event["type"], event["trigger"]["text"], event.get("same_as")) for event in line["events"]]
    assert told == [(1, "ASSAULT", "shelled", None), (2, "REJECT", "denied", 1)]
    reading = reading_of(line)
    assert reading.report.text == TEXT
    first, second = reading.drafts
    assert (first.type, second.type, second.modes) == ("ASSAULT", "REJECT", (("deny", 1.0),))
    assert {(part.role, part.span.text, part.sector) for part in first.parts} == {
        (Role.ACTOR, "Norland", "GOV"), (Role.RECIPIENT, "Surland", "GOV"), (Role.PLACE, "Velm", None),
        (Role.NUMBER, "two", None)}
    assert [sentence.text for sentence in reading.sentences] == [TEXT[:34], TEXT[35:]]


@pytest.mark.model
def test_gold_becomes_examples_to_train_on() -> None:
    tokenizer = files("dragoman.reading").joinpath("model", "tokenizer.json")
    if not tokenizer.is_file():
        pytest.skip("the packaged reader is absent")
    readings = [reading_of(gold.line(REPORT, judged().see()))]
    made = examples(readings, Tokenizer.from_str(tokenizer.read_text(encoding="utf-8")), random.Random(1), 0.0)
    targets = [target for example in made for target in example.targets]
    assert [labels.TYPES[target.type] for target in targets] == ["ASSAULT", "REJECT"]
    assert [labels.MODES[number] for number in targets[1].modes] == [("REJECT", "deny")]
    assert {labels.ROLES[role] for role, _, _ in targets[0].roles} == {
        Role.ACTOR, Role.RECIPIENT, Role.PLACE, Role.NUMBER}


def test_marked_passages_stand_where_they_say() -> None:
    marked = gold.marked(REPORT, judged().see())
    words = {entity["id"]: (entity["label"], TEXT[entity["start_offset"]:entity["end_offset"]])
             for entity in marked["entities"]}
    assert ("ASSAULT", "shelled") in words.values()
    assert (words[marked["relations"][0]["from_id"]], words[marked["relations"][0]["to_id"]]) == (
        ("ASSAULT", "shelled"), ("actor", "Norland"))


def test_a_report_is_gold_only_when_all_of_it_was_looked_at() -> None:
    desk = judged()
    assert not gold.unready(desk.see(), searched=False).is_ready
    assert gold.unready(desk.see(), searched=True).is_ready
    desk.say(acts.verdict(who(), desk.see()["e-2"], "unsure"))
    assert gold.unready(desk.see(), searched=True).unsure == 1


def test_a_contradiction_is_not_gold() -> None:
    desk = judged()
    seen = desk.see()["e-1"]
    desk.say(acts.correct(who("ada"), seen, {"status": "future"}, TEXT))
    desk.say(acts.correct(who("bea"), seen, {"status": "negated"}, TEXT))
    assert gold.unready(desk.see(), searched=True).conflicts == 1


def test_accuracy_counts_the_beginning_of_a_sample_and_stops_at_the_first_gap() -> None:
    records = judged().see()
    untouched = Desk().see()["e-2"]
    found = accuracy([records["e-1"], records["e-2"], untouched, records["e-1"]])
    shares = {share.what: (share.right, share.of) for share in found.shares}
    assert found.judged == 2
    assert shares["event"] == (1, 2)
    assert shares["type, actor and recipient"] == (0, 2)
    assert (shares["type"], shares["recipients"], shares["status"]) == ((1, 1), (0, 1), (1, 1))


def test_unsure_counts_neither_way() -> None:
    desk = Desk()
    desk.say(acts.verdict(who(), desk.see()["e-1"], "unsure"))
    desk.say(acts.verdict(who(), desk.see()["e-2"], "accept"))
    found = accuracy(list(desk.see().values()))
    assert (found.judged, found.unsure, found.shares[0].right, found.shares[0].of) == (2, 1, 1, 1)


def test_nothing_judged_gives_no_share() -> None:
    assert {share.share for share in accuracy(list(Desk().see().values())).shares} == {None}


@given(st.integers(1, 500).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size))))
def test_an_interval_holds_the_share_and_stays_between_nought_and_one(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1


def test_an_interval_comes_out_as_in_print() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 and 15 of 148, method 3.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)


def test_two_coders_are_compared_where_both_judged() -> None:
    desk = Desk()
    desk.say(acts.verdict(who(), desk.see()["e-1"], "accept"))
    desk.say(acts.verdict(who(), desk.see()["e-2"], "accept"))
    second = who("bea", "second")
    desk.say(acts.correct(second, desk.see(coding="second")["e-1"], {"status": "future"}, TEXT))
    desk.say(acts.verdict(second, desk.see(coding="second")["e-1"], "accept"))
    pair, = pairs(desk.see(), desk.see(coding="second"))
    assert [(item.field, item.first, item.second) for item in differences(pair)] == [("status", "actual", "future")]
    assert list(units([pair], "event")) == [(True, True)]
    assert list(units([pair], "actors")) == [(("NOR",), ("NOR",))]


def test_the_second_coder_sees_nothing_of_the_first() -> None:
    desk = judged()
    assert {name: (item.verdict, item.corrected) for name, item in desk.see(coding="second").items()} == {
        "e-1": (None, ()), "e-2": (None, ())}


def test_what_only_one_added_is_a_difference_where_both_read_to_the_end() -> None:
    first, second = Desk(), Desk()
    first.say(acts.add(who(), {"type": "COERCE", "trigger": span("closed the border")}, TEXT))
    second.say(acts.add(who("bea"), {"type": "REJECT", "trigger": span("denied")}, TEXT))
    assert pairs(first.see(), second.see()) == []
    found = pairs(first.see(), second.see(), searched=True)
    assert [(item.field, item.first, item.second) for pair in found for item in differences(pair)] == [
        ("event", True, False), ("event", False, True)]


@pytest.mark.parametrize("take, kind, expected", [
    ("first", "accept", True), ("second", "accept", False), ("first", "unsure", None),
])
def test_a_decision_makes_the_event_what_one_coder_said(take: str, kind: str, expected: bool | None) -> None:
    desk = Desk()
    desk.say(acts.verdict(who(), desk.see()["e-1"], kind))
    desk.say(acts.verdict(who("bea", "second"), desk.see(coding="second")["e-1"], "reject"))
    sides = (desk.see()["e-1"], desk.see(coding="second")["e-1"])
    made = acts.decide(who("cyd", "final"), desk.see()["e-1"], sides, "event", take)
    desk.say([replace(row, coding="first") for row in made])  # as the final coding builds on the first
    assert desk.see()["e-1"].is_event is expected


def test_a_decision_against_a_merger_ends_it() -> None:
    desk = Desk()
    desk.say(acts.merge(who(), desk.see()["e-2"], desk.see()["e-1"]))
    desk.say(acts.verdict(who("bea", "second"), desk.see(coding="second")["e-2"], "accept"))
    sides = (desk.see()["e-2"], desk.see(coding="second")["e-2"])
    made = acts.decide(who("cyd", "final"), desk.see()["e-2"], sides, "event", "second")
    desk.say([replace(row, coding="first") for row in made])
    assert (desk.see()["e-2"].into, desk.see()["e-2"].is_event) == (None, True)


def test_added_events_are_paired_where_their_triggers_touch() -> None:
    first, second = Desk(), Desk()
    first.say(acts.add(who(), {"type": "COERCE", "trigger": span("closed the border")}, TEXT))
    second.say(acts.add(who("bea"), {"type": "SANCTION", "trigger": span("closed")}, TEXT))
    pair, = pairs(first.see(), second.see())
    assert [item.field for item in differences(pair)] == ["type", "trigger"]


