"""Records to JSON and back."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.records.jsonl import (
    from_dict,
    from_line,
    rejected_line,
    report_dict,
    to_dict,
    to_line,
    why_line,
)
from dragoman.types import Amount, Deadline, Participant, Record, Rejected, Report, Span, When, Where, Why

# Records are large to draw, and machines may be busy: few examples, no clock.
RELAXED = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text('aZ9 é"\\\n\u2028😀', min_size=1, max_size=5)
MAYBE = st.none() | WORDS
OFFSET = st.integers(0, 10**6)
SCORE = st.floats(0, 1)
SPAN = st.builds(lambda start, text: Span(start, start + len(text), text), OFFSET, WORDS)
PARTICIPANT = st.builds(Participant, OFFSET, OFFSET, WORDS, MAYBE, MAYBE, MAYBE, st.lists(WORDS, max_size=2).map(tuple),
                        MAYBE, MAYBE)
SEVERAL = st.lists(PARTICIPANT, max_size=2).map(tuple)
WHEN = st.builds(When, WORDS, WORDS, WORDS) | st.builds(When, WORDS, WORDS, WORDS, WORDS, OFFSET, OFFSET)
WHERE = st.builds(Where, OFFSET, OFFSET, WORDS, MAYBE, MAYBE, MAYBE, st.none() | st.floats(-90, 90),
                  st.none() | st.floats(-180, 180), st.none() | OFFSET, MAYBE)
AMOUNT = st.builds(Amount, OFFSET, OFFSET, WORDS, st.none() | OFFSET, st.none() | OFFSET)
WHY = st.builds(Why, WORDS, WORDS, WORDS, st.none() | SCORE, st.lists(st.tuples(OFFSET, OFFSET), max_size=2).map(tuple))
RECORD = st.builds(
    Record, id=WORDS, report=WORDS, type=WORDS, modes=st.lists(WORDS, max_size=2).map(tuple),
    contexts=st.lists(WORDS, max_size=2).map(tuple), quad=st.integers(1, 4), intensity=st.floats(-10, 10), trigger=SPAN,
    actors=SEVERAL, recipients=SEVERAL, status=WORDS, said_by=SEVERAL, denied_by=SEVERAL, when=st.none() | WHEN,
    where=st.lists(WHERE, max_size=2).map(tuple), numbers=st.dictionaries(WORDS, AMOUNT, max_size=2),
    condition=st.none() | SPAN, deadline=st.none() | st.builds(Deadline, OFFSET, OFFSET, WORDS, MAYBE, MAYBE),
    same_as=MAYBE, episode=MAYBE, confidence=SCORE, why=st.lists(WHY, max_size=2).map(tuple))

MEETING = Record(
    id="e-1", report="r-1", type="CONSULT", modes=("visit",), contexts=("diplomatic",), quad=1, intensity=4.0,
    trigger=Span(10, 13, "met"), actors=(Participant(0, 9, "Freedonia", country="FRE"),), recipients=(),
    status="actual", said_by=(), denied_by=(),
    when=When("2031-04", "2031-04", "month"), where=(Where(20, 25, "Paris"),),
    numbers={"size": Amount(30, 33, "ten", 10, None)}, condition=None,
    deadline=Deadline(40, 46, "by May", None, "2031-05"), same_as=None, episode=None, confidence=0.5,
    why=(Why("type", "reader.type", "", 0.9, ((10, 13),)),))

FIELDS = ["id", "report", "type", "modes", "contexts", "quad", "intensity", "trigger", "actors", "recipients", "status",
          "said_by", "denied_by", "when", "where", "numbers", "condition", "deadline", "same_as", "episode",
          "confidence", "why"]


@RELAXED
@given(RECORD)
def test_a_record_comes_back_from_its_line(record: Record) -> None:
    assert from_line(to_line(record)) == record


@RELAXED
@given(RECORD)
def test_a_record_is_one_line_of_json_equal_to_its_dict(record: Record) -> None:
    line = to_line(record)
    assert line.count(b"\n") == 1
    assert orjson.loads(line) == to_dict(record)


def test_fields_stand_in_the_order_of_the_schema() -> None:
    assert list(to_dict(MEETING)) == FIELDS


@pytest.mark.parametrize("field,names", [
    ("trigger", ["start", "end", "text"]),
    ("when", ["from", "to", "precision"]),
    ("deadline", ["start", "end", "text", "from", "to"]),
])
def test_parts_have_the_names_of_the_schema(field: str, names: list[str]) -> None:
    assert list(to_dict(MEETING)[field]) == names


@pytest.mark.parametrize("field,names", [
    ("actors", ["start", "end", "text", "name", "country", "sector", "sectors", "entity", "office"]),
    ("where", ["start", "end", "text", "name", "country", "admin1", "lat", "lon", "geonames", "precision"]),
    ("why", ["field", "rule", "detail", "score", "spans"]),
])
def test_parts_of_lists_have_the_names_of_the_schema(field: str, names: list[str]) -> None:
    assert list(to_dict(MEETING)[field][0]) == names


@pytest.mark.parametrize("change,words", [
    ({"trigger": {"start": 5, "end": 2, "text": "met"}}, "'trigger'"),
    ({"actors": [{"start": 1}]}, "'actors'"),
    ({"when": {"on": "2031"}}, "'when'"),
    ({"colour": "red"}, "colour"),
])
def test_a_bad_field_is_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        from_dict(to_dict(MEETING) | change)


def test_a_missing_field_is_named() -> None:
    row = to_dict(MEETING)
    del row["status"]
    with pytest.raises(ValueError, match="'status'"):
        from_dict(row)


def test_a_line_must_be_an_object() -> None:
    with pytest.raises(ValueError, match="object"):
        from_line("[1]")


def test_a_rejected_candidate_names_its_report_and_reason() -> None:
    line = rejected_line("r-1", Rejected(Span(0, 3, "met"), "CONSULT", "a sport", 0.25))
    assert orjson.loads(line) == {"report": "r-1", "start": 0, "end": 3, "text": "met", "type": "CONSULT",
                                  "reason": "a sport", "score": 0.25}


def test_a_reason_names_its_record() -> None:
    assert orjson.loads(why_line("e-1", MEETING.why[0])) == {
        "record": "e-1", "field": "type", "rule": "reader.type", "detail": "", "score": 0.9, "spans": [[10, 13]]}


def test_a_report_has_the_fields_of_the_schema() -> None:
    assert list(report_dict(Report.of("A text."))) == [
        "id", "title", "published", "source", "url", "language", "licence", "text"]
