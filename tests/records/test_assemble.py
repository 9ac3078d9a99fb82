"""Records: order, ids, vetoes, and a reason for every field."""

from __future__ import annotations

import re
from dataclasses import fields, replace

from dragoman.records.assemble import assemble, vetoed
from dragoman.records.identity import record_id
from dragoman.records.jsonl import to_line
from dragoman.types import Cast, Draft, Event, Participant, Reading, Record, Report, Setting, Span, Stance, Timing, Why

TEXT = "Arden bombed Ves. The attack killed four."
ARDEN = Participant(0, 5, "Arden", country="USA", sector="GOV")


def draft(word: str, type_: str = "ASSAULT", score: float = 0.9) -> Draft:
    start = TEXT.index(word)
    return Draft(Span.of(TEXT, start, start + len(word)), type_, score)


DRAFTS = (draft("bombed"), draft("attack", score=1 / 3))
READING = Reading(Report.of(TEXT, id="r-1"), (Span.of(TEXT, 0, 17), Span.of(TEXT, 18, len(TEXT))), drafts=DRAFTS)


def records(reading: Reading = READING, veto: str | None = None) -> tuple[Record, ...]:
    count = len(reading.drafts)
    events = tuple(Event(item.type, ("explosives",), (), 4, -9.0, veto=veto if number == 0 else None,
                         whys=(Why("type", "reader.trigger", score=item.score),))
                   for number, item in enumerate(reading.drafts))
    return assemble(reading, events, (Cast((ARDEN,)),) * count, (Stance("actual"),) * count, (Timing(),) * count,
                    (Setting(),) * count, version_major=1)


def test_records_are_in_the_order_of_the_text() -> None:
    turned = replace(READING, drafts=DRAFTS[::-1])
    assert records(turned) == records()
    assert [record.trigger.text for record in records(turned)] == ["bombed", "attack"]


def test_later_mentions_point_at_the_first() -> None:
    first, second = records()
    assert first.id == record_id("r-1", 6, "ASSAULT", 1)
    assert (first.same_as, second.same_as) == (None, first.id)


def test_a_vetoed_draft_makes_no_record() -> None:
    [record] = records(veto="events.some-rule")
    assert (record.trigger.text, record.same_as) == ("attack", None)
    events = (Event("ASSAULT", (), (), 4, -9.0, veto="events.some-rule"), Event("ASSAULT", (), (), 4, -9.0))
    assert [(item.span.text, item.reason) for item in vetoed(READING, events)] == [("bombed", "events.some-rule")]


def test_of_two_drafts_of_one_type_at_one_place_the_surer_stays() -> None:
    twice = replace(READING, drafts=(draft("bombed", score=0.4), draft("bombed Ves", score=0.8), DRAFTS[1]))
    assert [record.trigger.text for record in records(twice)] == ["bombed Ves", "attack"]
    assert len({record.id for record in records(twice)}) == 2


def test_every_field_has_a_reason() -> None:
    for record in records():
        explained = {match.group() for why in record.why if (match := re.match(r"\w+", why.field))}
        missing = {field.name for field in fields(Record)} - explained - {"why", "quad", "intensity"}  # of stage events
        assert missing == set()


def test_bytes_are_stable() -> None:
    assert b"".join(map(to_line, records())) == b"".join(map(to_line, records()))
    assert all(why.score is None or why.score == round(why.score, 4) for record in records() for why in record.why)
    assert 0 <= records()[1].confidence <= 1
