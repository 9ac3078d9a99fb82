"""Events whose phrase the reader did not mark: their clause, the day reached, the dateline."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dragoman.types import Draft, Part, Reading, Report, Role, Span, Timing
from dragoman.when import TimeRules, resolve
from dragoman.when.dateline import dateline_of

RULES = TimeRules.load()


def timings(text: str, *triggers: str, published: str | None = "2015-05-14", status: str = "actual",
            phrase: str | None = None) -> tuple[Timing, ...]:
    """Return the timings of drafts with these triggers; ``phrase`` is marked as time of the first."""
    sentences = tuple(Span.of(text, m.start(), m.end()) for m in re.finditer(r"[^.\n]+[.\n]\s*", text))
    drafts = []
    for number, trigger in enumerate(triggers):
        start = text.index(trigger)
        parts = (Part(Role.TIME, Span.of(text, text.index(phrase), text.index(phrase) + len(phrase))),) \
            if phrase and number == 0 else ()
        drafts.append(Draft(Span.of(text, start, start + len(trigger)), "ASSAULT", 0.9, status=status, parts=parts))
    return resolve(Reading(Report.of(text, published=published), sentences, drafts=tuple(drafts)), RULES)


@pytest.mark.parametrize(("text", "trigger", "expected"), [
    ("Gunmen attacked a convoy in March 2013.", "attacked", "2013-03"),
    ("On Monday gunmen attacked a convoy.", "attacked", "2015-05-11"),
    ("Gunmen attacked a large convoy of lorries, guards and a bus by Orva, yesterday.", "attacked", "2015-05-13"),
    ("In the hills near Orva last night, a patrol detained two men.", "detained", "2015-05-13"),
])
def test_a_phrase_in_the_clause_dates_the_event(text: str, trigger: str, expected: str) -> None:
    timing, = timings(text, trigger)
    assert timing.when is not None
    assert timing.when.from_ == expected
    assert timing.when.text is not None
    assert timing.whys[0].rule == "when.clause"


@pytest.mark.parametrize(("text", "trigger"), [
    ("Norland denounces the 1998 treaty.", "denounces"),
    ("Norland attacks Suria for the first time since 1998.", "attacks"),
    ("Norland cancels the summit planned for 3 June.", "cancels"),
    ("Norland blames rebels for the bombing of a road bridge near the town of Orva on Monday.", "blames"),
])
def test_a_phrase_that_tells_of_something_else_does_not_date_the_event(text: str, trigger: str) -> None:
    timing, = timings(text, trigger)
    assert timing.whys[0].rule != "when.clause"


@pytest.mark.parametrize(("phrase", "expected"), [
    ("two days after", "2013-03-05"), ("since the raid", "2013-03-03"), ("a week before", "2013-02-24"),
])
def test_a_phrase_may_count_from_an_event_told_before(phrase: str, expected: str) -> None:
    tail = "" if "raid" in phrase else " the raid"
    text = f"Troops raided Orva on 3 March 2013. The rebels besieged it {phrase}{tail}."
    spans = (Span.of(text, 0, 35), Span.of(text, 36, len(text)))
    at, second = text.index("on 3 March 2013"), text.index(phrase)
    first = Draft(Span.of(text, 7, 13), "ASSAULT", 0.9, parts=(Part(Role.TIME, Span.of(text, at, at + 15)),))
    start = text.index("besieged")
    other = Draft(Span.of(text, start, start + 8), "COERCE", 0.9,
                  parts=(Part(Role.TIME, Span.of(text, second, second + len(phrase))),))
    _, timing = resolve(Reading(Report.of(text, published="2015-05-14"), spans, drafts=(first, other)), RULES)
    assert timing.when is not None
    assert timing.when.from_ == expected


def test_news_in_the_past_tense_goes_on_on_the_day_reached() -> None:
    text = "A patrol came under fire near Orva yesterday. The soldiers arrested two men."
    timing, = timings(text, "arrested")
    assert timing.when is not None
    assert (timing.when.from_, timing.when.text, timing.whys[0].rule) == ("2015-05-13", None, "when.day-reached")


@pytest.mark.parametrize(("head", "expected"), [
    ("ORVA, Norland (May 12, 2015) - ", "2015-05-12"),
    ("ORVA, 12 May 2015 (Agency) - ", "2015-05-12"),
    ("Tuesday, May 12, 2015\n", "2015-05-12"),
    ("Release 2015-05-118\nORVA, Norland (May 12) ", "2015-05-12"),
    ("ORVA, Norland (May 12) ", None),
    ("ORVA (Agency) - ", None),
])
def test_a_report_without_a_day_takes_that_of_its_dateline(head: str, expected: str | None) -> None:
    text = head + "Gunmen attacked a convoy yesterday."
    timing, = timings(text, "attacked", published=None, phrase="yesterday")
    dateline = dateline_of(text, None, RULES)
    assert (dateline.day.isoformat() if dateline else None) == expected
    assert (timing.when is not None) == (expected is not None)
    if timing.when is not None:
        assert timing.when.from_ == "2015-05-11"
        assert timing.whys[-1].rule == "when.dateline"


def test_a_dateline_within_the_week_wins_over_the_day_of_publication() -> None:
    text = "ORVA, Norland (May 12, 2015) - Gunmen attacked a convoy yesterday."
    for published, expected in (("2015-05-14", "2015-05-11"), ("2016-05-14", "2016-05-13")):
        timing, = timings(text, "attacked", published=published, phrase="yesterday")
        assert timing.when is not None
        assert timing.when.from_ == expected


def test_the_dateline_itself_is_no_time_of_an_event() -> None:
    text = "ORVA, Norland (May 12, 2015) - Gunmen attacked a convoy yesterday."
    timing, = timings(text, "attacked", phrase="May 12, 2015")
    assert timing.when is not None
    assert timing.when.from_ == "2015-05-11"


def test_a_dateline_reads_the_first_lines_only() -> None:
    assert dateline_of("x" * 800 + "\nTuesday, May 12, 2015\n", date(2015, 5, 14), RULES) is None
