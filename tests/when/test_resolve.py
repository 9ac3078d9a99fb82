"""The stage: phrases, back-references, the scorecard, deadlines, and what stays undated and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.evaluate.gold import read_gold, reading_of
from dragoman.types import Draft, Part, Reading, Report, Role, Span, Timing
from dragoman.when import TimeRules, resolve
from dragoman.when.days import first_day, last_day

RULES = TimeRules.load()
SHARED = Path(__file__).parents[2] / ".." / "shared" / "gold"


def part(text: str, words: str, role: Role) -> Part:
    start = text.index(words)
    return Part(role, Span.of(text, start, start + len(words)))


def draft(text: str, trigger: str, type_: str, *parts: Part, status: str = "actual") -> Draft:
    start = text.rindex(trigger)
    return Draft(Span.of(text, start, start + len(trigger)), type_, 0.9, status=status, parts=parts)


def timing_of(text: str, *drafts: Draft, published: str | None = "2015-05-14") -> tuple[Timing, ...]:
    report = Report.of(text, published=published)
    return resolve(Reading(report, (Span.of(text, 0, len(text)),), drafts=drafts), RULES)


def test_phrase_keeps_its_words_and_offsets() -> None:
    text = "The envoys met on Tuesday."
    timing, = timing_of(text, draft(text, "met", "CONSULT", part(text, "on Tuesday", Role.TIME)))
    assert timing.when is not None
    assert (timing.when.from_, timing.when.text, timing.when.start) == ("2015-05-12", "on Tuesday", 15)
    assert timing.whys[0].rule == "week.day"
    assert timing.whys[0].spans == ((15, 25),)


def test_present_news_is_of_the_day_and_has_no_words() -> None:
    text = "Norland recalls its ambassador from Suria."
    timing, = timing_of(text, draft(text, "recalls", "SANCTION", part(text, "Norland", Role.ACTOR)))
    assert timing.when is not None
    assert (timing.when.from_, timing.when.to, timing.when.text) == ("2015-05-14", "2015-05-14", None)
    assert timing.whys[0].rule == "newsday.published"
    assert timing.whys[0].score is not None
    assert timing.whys[0].score > 0.5


@pytest.mark.parametrize(("text", "trigger", "type_", "status"), [
    ("Norland will send observers to the border.", "send", "AID", "future"),
    ("Norland could strike the port if talks fail.", "strike", "ASSAULT", "hypothetical"),
    ("The minister, who had criticised the pact, resigned his seat.", "criticised", "ACCUSE", "actual"),
])
def test_background_and_unreal_events_stay_undated(text: str, trigger: str, type_: str, status: str) -> None:
    timing, = timing_of(text, draft(text, trigger, type_, status=status))
    assert timing.when is None
    assert timing.whys[0].rule == "newsday.undated"


def test_back_reference_shares_the_date() -> None:
    text = "Gunmen attacked a convoy on 3 March. Norland condemned the attack."
    first = Draft(Span.of(text, 7, 15), "ASSAULT", 0.9, parts=(part(text, "on 3 March", Role.TIME),))
    timings = timing_of(text, first, draft(text, "attack", "ASSAULT"))
    assert timings[1].when is not None
    assert (timings[1].when.from_, timings[1].when.text) == ("2015-03-03", None)
    assert timings[1].whys[0].rule == "when.points-back"


def test_later_phrase_leans_on_the_date_before() -> None:
    text = "Troops entered Orva on 3 March 2013 and shelled Lida two days later."
    timings = timing_of(
        text, draft(text, "entered", "MOBILIZE", part(text, "on 3 March 2013", Role.TIME)),
        draft(text, "shelled", "ASSAULT", part(text, "two days later", Role.TIME)))
    assert timings[1].when is not None
    assert timings[1].when.from_ == "2013-03-05"


@pytest.mark.parametrize(("phrase", "from_"), [
    ("on 3 March 2013", "2013-03-03"), ("on Monday", None), ("at length", None),
])
def test_without_a_publication_day_only_explicit_dates_resolve(phrase: str, from_: str | None) -> None:
    text = f"The envoys met {phrase}."
    timing, = timing_of(text, draft(text, "met", "CONSULT", part(text, phrase, Role.TIME)), published=None)
    assert (timing.when.from_ if timing.when else None) == from_
    if from_ is None:
        assert timing.whys[0].rule == "when.unpublished"


def test_unread_phrase_leaves_the_event_undated_with_a_reason() -> None:
    text = "The envoys met under the old treaty."
    timing, = timing_of(text, draft(text, "met", "CONSULT", part(text, "under the old treaty", Role.TIME)))
    assert timing.when is None
    assert timing.whys[0].rule == "when.unread"


def test_deadline_looks_ahead() -> None:
    text = "Norland demands that the rebels leave by Friday."
    timing, = timing_of(text, draft(text, "demands", "REQUEST", part(text, "by Friday", Role.DEADLINE)))
    assert timing.deadline is not None
    assert timing.deadline.text == "by Friday"
    assert (timing.deadline.from_, timing.deadline.to) == ("2015-05-15", "2015-05-15")
    assert timing.whys[1].field == "deadline"


def test_an_odd_publication_date_is_no_date() -> None:
    text = "The envoys met on Tuesday."
    timing, = timing_of(text, draft(text, "met", "CONSULT"), published="spring")
    assert timing.when is None


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the gold files beside the checkout are absent")
def test_dates_on_gold_spans_hold_their_level() -> None:
    gold_dates = inside = given = rightly_given = 0
    for gold in read_gold(SHARED / "dev.jsonl"):
        for event, timing in zip(gold["events"], resolve(reading_of(gold), RULES), strict=True):
            want, have = event.get("when"), timing.when
            gold_dates += want is not None
            given += have is not None
            rightly_given += want is not None and have is not None
            inside += (want is not None and have is not None and first_day(want["from"]) <= first_day(have.from_)
                       and last_day(have.to) <= last_day(want["to"]))
    assert inside / gold_dates >= 0.88
    assert rightly_given / given >= 0.82
