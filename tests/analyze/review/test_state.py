"""What stands after people judged, corrected, took back and contradicted each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analyze.review import acts
from dragoman.analyze.review.acts import Who
from dragoman.analyze.review.state import Judged, done, fold, is_searched
from dragoman.errors import UsageError
from dragoman.store.judgements import Judgement, Said

TEXT = "Norland shelled Surland near Velm. Surland denied it and expelled two envoys, then closed the border."
NOW = datetime(2031, 4, 10)  # noqa: DTZ001 - the store keeps UTC without a zone


def span(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def person(words: str, country: str, sector: str | None = "GOV") -> dict[str, Any]:
    return span(words) | {"name": words, "country": country, "sector": sector, "sectors": [], "entity": None,
                          "office": None}


def coded(name: str, kind: str, trigger: str, actor: str = "Norland") -> dict[str, Any]:
    return {"id": name, "report": "r-1", "type": kind, "modes": [], "status": "actual", "trigger": span(trigger),
            "actors": [person(actor, actor[:3].upper())], "recipients": [], "said_by": [], "denied_by": [],
            "when": None, "where": [], "numbers": {}, "condition": None, "deadline": None, "same_as": None}


CODED = [coded("e-1", "ASSAULT", "shelled"), coded("e-2", "SANCTION", "expelled", "Surland")]


@dataclass
class Desk:
    """Who judges one report, rows numbered as the store would."""

    rows: list[Judgement] = field(default_factory=list)

    def see(self, until: int | None = None, coding: str = "first") -> dict[str, Judged]:
        last = len(self.rows) if until is None else until
        return fold(CODED, [row for row in self.rows if row.coding == coding and row.number <= last])

    def say(self, made: Sequence[Said]) -> int:
        act = len(self.rows) + 1
        for row in made:
            self.rows.append(Judgement(
                len(self.rows) + 1, act, row.coding, row.person, NOW, row.coder, row.run, row.report, row.record,
                row.kind, row.field, row.before, row.after, row.seen, row.sample))
        return act


def who(name: str = "ada", coding: str = "first") -> Who:
    return Who(coding, name, "r-1", "1.0 fast", 1)


def test_a_verdict_stands_and_changes_nothing_else() -> None:
    desk = Desk()
    desk.say(acts.verdict(who(), desk.see()["e-1"], "accept"))
    judged = desk.see()["e-1"]
    assert (judged.verdict, judged.is_event, judged.corrected) == ("right", True, ())
    assert desk.see()["e-2"].verdict is None


def test_a_correction_says_what_it_was_before() -> None:
    desk = Desk()
    desk.say(acts.correct(who(), desk.see()["e-1"], {"status": "future"}, TEXT))
    assert [(row.field, row.before, row.after) for row in desk.rows] == [("status", "actual", "future")]
    assert desk.see()["e-1"].corrected == ("status",)


def test_a_new_type_takes_its_modes_with_it() -> None:
    desk = Desk()
    desk.say(acts.correct(who(), desk.see()["e-2"], {"modes": ["expel"]}, TEXT))
    assert desk.see()["e-2"].now["modes"] == ["expel"]
    desk.say(acts.correct(who(), desk.see()["e-2"], {"type": "CONSULT"}, TEXT))
    assert (desk.see()["e-2"].now["type"], desk.see()["e-2"].now["modes"]) == ("CONSULT", [])


def test_saying_what_stands_already_adds_no_row() -> None:
    assert acts.correct(who(), Desk().see()["e-1"], {"actors": [person("Norland", "NOR")]}, TEXT) == ()


@pytest.mark.parametrize("values", [
    {"type": "DANCE"}, {"status": "perhaps"}, {"modes": ["loud"]}, {"trigger": None},
    {"trigger": {"start": 5, "end": 5}},
    {"trigger": {"start": 0, "end": 9999}}, {"actors": [{"start": 0, "end": 7, "country": "Norland"}]}, {"why": []},
    {"actors": [{"start": 0, "end": 7, "sector": "KING"}]}, {"when": {"from": "yesterday"}}, {"numbers": {"cows": {}}},
    {"when": {"from": "2031-05", "to": "2031-04"}}, {"same_as": "e-1"}, {"confidence": 1}, {"actors": 7},
])
def test_what_a_field_cannot_hold_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        acts.correct(who(), Desk().see()["e-1"], values, TEXT)


def test_who_has_not_seen_the_other_contradicts_them_and_both_stay() -> None:
    desk = Desk()
    seen = desk.see()
    desk.say(acts.correct(who("ada"), seen["e-1"], {"type": "COERCE"}, TEXT))
    desk.say(acts.correct(who("bea"), seen["e-1"], {"type": "MOBILIZE"}, TEXT))
    conflict, = desk.see()["e-1"].conflicts
    assert [(row.person, row.after) for row in conflict.rows] == [("ada", "COERCE"), ("bea", "MOBILIZE")]
    desk.say(acts.settle(who("cyd"), desk.see()["e-1"], conflict.rows[0].number))
    settled = desk.see()["e-1"]
    assert (settled.now["type"], settled.conflicts, len(settled.rows)) == ("COERCE", (), 3)


def test_different_fields_and_same_answers_are_no_conflict() -> None:
    desk = Desk()
    seen = desk.see()["e-1"]
    desk.say(acts.correct(who("ada"), seen, {"status": "future"}, TEXT))
    desk.say(acts.correct(who("bea"), seen, {"recipients": [person("Surland", "SUR")]}, TEXT))
    desk.say(acts.correct(who("cyd"), seen, {"status": "future"}, TEXT))
    now = desk.see()["e-1"]
    assert (now.conflicts, now.now["status"], now.now["recipients"][0]["country"]) == ((), "future", "SUR")


def test_who_has_seen_the_other_overrules_them() -> None:
    desk = Desk()
    desk.say(acts.verdict(who("ada"), desk.see()["e-1"], "accept"))
    desk.say(acts.verdict(who("bea"), desk.see()["e-1"], "reject"))
    assert (desk.see()["e-1"].verdict, desk.see()["e-1"].conflicts) == ("wrong", ())


def test_undo_and_redo_are_rows_and_a_new_act_ends_redo() -> None:
    desk = Desk()
    desk.say(acts.verdict(who(), desk.see()["e-1"], "reject"))
    desk.say(acts.correct(who(), desk.see()["e-1"], {"status": "future"}, TEXT))
    back, forth = done(desk.rows, "ada")
    assert back is not None
    assert (back.act, forth) == (2, None)
    desk.say(acts.undo(who(), back, 2))
    assert desk.see()["e-1"].now["status"] == "actual"
    back, forth = done(desk.rows, "ada")
    assert (back and back.act, forth and forth.act) == (1, 2)
    assert forth is not None
    desk.say(acts.redo(who(), forth, 3))
    assert desk.see()["e-1"].now["status"] == "future"
    desk.say(acts.undo(who(), desk.rows[1], 4))
    desk.say(acts.verdict(who(), desk.see()["e-2"], "accept"))
    assert done(desk.rows, "ada")[1] is None
    assert len(desk.rows) == 6


def test_nobody_takes_back_what_another_did() -> None:
    desk = Desk()
    desk.say(acts.verdict(who("ada"), desk.see()["e-1"], "reject"))
    assert done(desk.rows, "bea") == (None, None)


def test_a_missed_event_is_there_and_right_until_taken_back() -> None:
    desk = Desk()
    act = desk.say(acts.add(who(), {"type": "COERCE", "trigger": span("closed the border")}, TEXT))
    assert [item.now["trigger"]["text"] for item in desk.see().values()] == ["shelled", "expelled", "closed the border"]
    added = list(desk.see().values())[-1]
    assert (added.coded, added.is_event) == (None, True)
    desk.say(acts.undo(who(), desk.rows[act - 1], act + 1))
    assert list(desk.see()) == ["e-1", "e-2"]


def test_splitting_makes_a_second_event_of_the_same_people() -> None:
    desk = Desk()
    desk.say(acts.split(who(), desk.see()["e-2"], span("closed the border"), TEXT))
    made = list(desk.see().values())[-1]
    assert (made.now["type"], made.now["actors"][0]["text"]) == ("SANCTION", "Surland")
    with pytest.raises(UsageError, match="other event"):
        acts.split(who(), desk.see()["e-2"], span("expelled"), TEXT)


def test_merging_gives_what_one_record_has_to_the_other_in_one_act() -> None:
    desk = Desk()
    act = desk.say(acts.merge(who(), desk.see()["e-2"], desk.see()["e-1"]))
    records = desk.see()
    assert (records["e-2"].into, records["e-2"].is_event) == ("e-1", False)
    assert [item["text"] for item in records["e-1"].now["actors"]] == ["Norland", "Surland"]
    desk.say(acts.undo(who(), desk.rows[act - 1], len(desk.rows)))
    assert [item["text"] for item in desk.see()["e-1"].now["actors"]] == ["Norland"]
    with pytest.raises(UsageError):
        acts.merge(who(), desk.see()["e-1"], desk.see()["e-1"])


def test_a_report_is_searched_until_somebody_says_otherwise() -> None:
    desk = Desk()
    desk.say(acts.searched(who(), is_searched=True, was=False, seen=0))
    assert is_searched(desk.rows)
    desk.say(acts.searched(who(), is_searched=False, was=True, seen=1))
    assert not is_searched(desk.rows)


@given(st.lists(st.tuples(st.sampled_from(["ada", "bea"]), st.sampled_from(["e-1", "e-2"]),
                          st.sampled_from(["actual", "future", "negated"]), st.integers(0, 12)), max_size=12))
def test_whatever_people_do_at_once_every_row_stays_and_one_who_sees_all_ends_it(
    done_: list[tuple[str, str, str, int]],
) -> None:
    desk = Desk()
    for name, record, status, seen in done_:
        desk.say(acts.correct(who(name), desk.see(until=seen)[record], {"status": status}, TEXT))
    numbers = [row.number for item in desk.see().values() for row in item.rows]
    assert sorted(numbers) == list(range(1, len(desk.rows) + 1))
    for record in ("e-1", "e-2"):
        for conflict in desk.see()[record].conflicts:
            desk.say(acts.settle(who("cyd"), desk.see()[record], conflict.rows[0].number))
        assert desk.see()[record].conflicts == ()
