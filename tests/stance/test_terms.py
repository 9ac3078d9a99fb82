"""Conditions and deadlines: what opens them, which event they bind, and where they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluate.gold import read_gold, reading_of
from dragoman.stance.terms import TermCues, find_condition, find_deadline, mark_deadlines
from dragoman.types import Draft, Part, Reading, Report, Role, Span

CUES = TermCues.load()
SHARED = Path(__file__).parents[2] / ".." / "shared" / "gold"

CONDITIONS = (
    # sentence, trigger, type, status, condition, rule
    ("Norland threatens to close the strait if Suria seizes another tanker.", "threatens", "THREATEN", "actual",
     "if Suria seizes another tanker", "condition.if-threat"),
    ("The union will strike if wages stay frozen, according to its chair.", "strike", "PROTEST", "future",
     "if wages stay frozen", "condition.if-threat"),
    ("The rebels refuse to disarm unless their leader is freed.", "refuse", "REJECT", "actual",
     "unless their leader is freed", "condition.unless"),
    ("If the army crosses the river, Norland will answer with force.", "will answer", "THREATEN", "actual",
     "If the army crosses the river", "condition.if-first"),
    ("Suria agrees to talks provided that the shelling stops.", "agrees", "AGREE", "actual",
     "provided that the shelling stops", "condition.provided"),
    ("Norland will lend the money on condition that Suria cuts its deficit.", "lend", "AID", "future",
     "on condition that Suria cuts its deficit", "condition.provided"),
    ("The bloc promises aid as long as the truce holds.", "promises", "AGREE", "actual",
     "as long as the truce holds", "condition.as-long-as"),
    ("Norland vows to retaliate should Suria test another missile.", "vows", "THREATEN", "actual",
     "should Suria test another missile", "condition.should"),
    ("The envoy offers a loan subject to the approval of parliament.", "offers", "AGREE", "actual",
     "subject to the approval of parliament", "condition.subject-to"),
    ("The council accepts the deal pending final approval by its members.", "accepts", "AGREE", "actual",
     "pending final approval by its members", "condition.pending"),
    ("The general refuses talks until the siege is lifted.", "refuses", "REJECT", "actual",
     "until the siege is lifted", "condition.until"),
    ("The general warns of strikes in the event of an invasion.", "warns", "THREATEN", "actual",
     "in the event of an invasion", "condition.in-case"),
)
NO_CONDITION = (
    ("Reporters asked if Norland attacked the port.", "attacked", "ASSAULT", "actual", "a question is no condition"),
    ("Police arrested a clerk even if he had papers.", "arrested", "COERCE", "actual", "arrests are not conditional"),
    ("The court refuses to decide if the ban is lawful.", "refuses", "REJECT", "actual", "an indirect question"),
    ("The party rejected the plan until Friday.", "rejected", "REJECT", "actual", "until a day is a time"),
    ("Norland said the pact is dead.", "said", "ACCUSE", "actual", "no cue at all"),
)
DEADLINES = (
    ("Norland demands that Suria withdraw by June 30.", "demands", "REQUEST", "actual", "by June 30", "deadline.by"),
    ("The party promises an election before the end of the year.", "promises", "AGREE", "actual",
     "before the end of the year", "deadline.by"),
    ("The kidnappers threaten to kill the pilot within 48 hours.", "threaten", "THREATEN", "actual",
     "within 48 hours", "deadline.within"),
    ("Suria gives the consul three days to leave.", "leave", "REQUEST", "actual", "three days", "deadline.given"),
    ("The council sets a deadline of Friday.", "sets", "REQUEST", "actual", "Friday", "deadline.of"),
    ("The rebels issue a 72-hour ultimatum to the mayor.", "issue", "THREATEN", "actual", "72-hour", "deadline.noun"),
)


def reading(text: str, *triggers: tuple[str, str, str]) -> Reading:
    drafts = tuple(Draft(Span.of(text, text.index(words), text.index(words) + len(words)), type_, 0.9, status=status)
                   for words, type_, status in triggers)
    return Reading(Report.of(text), (Span.of(text, 0, len(text)),), drafts=drafts)


@pytest.mark.parametrize(("text", "trigger", "type_", "status", "words", "rule"), CONDITIONS)
def test_condition(text: str, trigger: str, type_: str, status: str, words: str, rule: str) -> None:
    found = reading(text, (trigger, type_, status))
    span, whys = find_condition(found.drafts[0], found, CUES)
    assert span is not None
    assert (span.text, whys[0].rule, whys[0].field) == (words, rule, "condition")
    assert text[span.start:span.end] == words


@pytest.mark.parametrize(("text", "trigger", "type_", "status", "note"), NO_CONDITION)
def test_no_condition(text: str, trigger: str, type_: str, status: str, note: str) -> None:
    found = reading(text, (trigger, type_, status))
    assert find_condition(found.drafts[0], found, CUES) == (None, ()), note


@pytest.mark.parametrize(("text", "trigger", "type_", "status", "words", "rule"), DEADLINES)
def test_deadline(text: str, trigger: str, type_: str, status: str, words: str, rule: str) -> None:
    found = reading(text, (trigger, type_, status))
    span, whys = find_deadline(found.drafts[0], found, CUES)
    assert span is not None
    assert (span.text, whys[0].rule, whys[0].field) == (words, rule, "deadline")


def test_a_deadline_binds_no_past_act() -> None:
    found = reading("Gunmen attacked the depot by Friday.", ("attacked", "ASSAULT", "actual"))
    assert find_deadline(found.drafts[0], found, CUES) == (None, ())


def test_of_two_events_the_nearer_is_bound() -> None:
    text = "Norland rejects the plan and threatens to leave unless tariffs fall."
    found = reading(text, ("rejects", "REJECT", "actual"), ("threatens", "THREATEN", "actual"))
    spans = [find_condition(draft, found, CUES)[0] for draft in found.drafts]
    assert spans[0] is None
    assert spans[1] is not None


def test_the_readers_part_comes_first() -> None:
    text = "Norland threatens war if Suria arms."
    condition = Part(Role.CONDITION, Span.of(text, 22, 35), 0.7)
    draft = Draft(Span.of(text, 8, 17), "THREATEN", 0.9, parts=(condition,))
    span, whys = find_condition(draft, Reading(Report.of(text), (Span.of(text, 0, len(text)),), drafts=(draft,)), CUES)
    assert span == condition.span
    assert (whys[0].rule, whys[0].score) == ("reader.condition", 0.7)


def test_without_sentences_nothing_is_found() -> None:
    draft = Draft(Span(0, 3, "war"), "THREATEN", 0.9)
    assert find_condition(draft, Reading(Report.of("war if"), (), drafts=(draft,)), CUES) == (None, ())


def test_a_broken_row_is_named() -> None:
    with pytest.raises(ValueError, match=r"condition\.broken"):
        TermCues.of({"condition": [{"id": "condition.broken", "head": "(", "end": "", "side": "after",
                                    "types": [], "statuses": []}], "deadline": []})


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the gold files beside the checkout are absent")
@pytest.mark.parametrize(("name", "finder"), [("condition", find_condition), ("deadline", find_deadline)])
def test_rules_alone_hold_their_level_on_train(name: str, finder: object) -> None:
    wanted = given = right = 0
    for gold in read_gold(SHARED / "train.jsonl"):
        full = reading_of(gold)
        bare = Reading(full.report, full.sentences, drafts=tuple(
            Draft(draft.trigger, draft.type, draft.score, status=draft.status) for draft in full.drafts))
        for event, draft in zip(gold["events"], bare.drafts, strict=True):
            span, _ = finder(draft, bare, CUES)  # type: ignore[operator]
            want = event.get(name)
            wanted += want is not None
            given += span is not None
            right += span is not None and want is not None and want["start"] < span.end and span.start < want["end"]
    assert right / given >= 0.85
    assert right / wanted >= 0.65


def _marked(words: str | None, sentence: str = "Norland demands that Suria withdraw by June 30.") -> Reading:
    parts = () if words is None else (Part(Role.DEADLINE, _span(sentence, words)),)
    draft = Draft(_span(sentence, "demands"), "REQUEST", 0.9, parts=parts)
    return Reading(Report.of(sentence), (Span.of(sentence, 0, len(sentence)),), drafts=(draft,))


def _span(sentence: str, words: str) -> Span:
    return Span.of(sentence, sentence.index(words), sentence.index(words) + len(words))


@pytest.mark.parametrize("marked, expected, note", (
    (None, "by June 30", "the cue's deadline becomes a part, for the stage that dates it"),
    ("by", "by June 30", "a piece of the cue's words is made whole"),
    ("June 30", "by June 30", "without its preposition it is a piece too"),
    ("withdraw by June 30", "withdraw by June 30", "what the reader marked whole stays"),
))
def test_deadlines_that_the_reader_missed_are_marked(marked: str | None, expected: str, note: str) -> None:
    draft = mark_deadlines(_marked(marked), CUES).drafts[0]
    assert [part.span.text for part in draft.of(Role.DEADLINE)] == [expected], note


def test_a_reading_without_deadlines_stays_as_it_is() -> None:
    reading = _marked(None, "Norland demands that Suria withdraw.")
    assert mark_deadlines(reading, CUES) == reading
