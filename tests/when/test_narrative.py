"""Events whose phrase the reader did not mark: their clause, the day reached, the dateline."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dragoman.types import Draft, Part, Reading, Report, Role, Span, Timing
from dragoman.when import TimeRules, resolve
from dragoman.when.dateline import dateline_of
from dragoman.when.spotting import Head

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


@pytest.mark.parametrize(("text", "trigger", "phrase", "expected", "rule"), [
    ("Gunmen raided the mill of Orva Mar. 6.", "raided", "6", ("2015-03-06", "2015-03-06"), "when.whole-phrase"),
    ("Police have held nine clerks since Mar. 6.", "held", "6", ("2015-03-06", "2015-05-14"), "when.whole-phrase"),
    ("Rebels burned two barns near Lida last night.", "burned", "last", ("2015-05-13", "2015-05-13"),
     "when.whole-phrase"),
    ("The army confirmed today the capture of a smuggler by the river, Monday.", "capture", "today",
     ("2015-05-11", "2015-05-11"), "when.day-of-sentence"),
    ("Troops held four men in overnight raids around Orva, Sunday.", "held", "overnight",
     ("2015-05-10", "2015-05-10"), "when.day-of-sentence"),
    ("On Sunday troops held four men in overnight raids around Orva.", "held", "overnight",
     ("2015-05-10", "2015-05-10"), "when.day-of-sentence"),
])
def test_a_mark_gives_way_to_the_whole_phrase_and_to_the_day_of_the_sentence(
    text: str, trigger: str, phrase: str, expected: tuple[str, str], rule: str,
) -> None:
    sentence = (Span.of(text, 0, len(text)),)
    start, at = text.index(trigger), text.index(phrase)
    mark = Part(Role.TIME, Span.of(text, at, at + len(phrase)))
    one = Draft(Span.of(text, start, start + len(trigger)), "COERCE", 0.9, parts=(mark,))
    timing, = resolve(Reading(Report.of(text, published="2015-05-14"), sentence, drafts=(one,)), RULES)
    assert timing.when is not None
    assert (timing.when.from_, timing.when.to) == expected
    assert rule in [why.rule for why in timing.whys]


@pytest.mark.parametrize(("text", "triggers", "phrase", "expected"), [
    ("Police seized a man wanted for Tuesday's ambush in Orva, today.", ("seized", "ambush"), "Tuesday", "2015-05-14"),
    ("Troops held a man overnight who had burned a barn on Sunday.", ("held",), "overnight", "2015-05-14"),
    ("The army said today that gunmen fled.", ("fled",), "today", "2015-05-14"),
])
def test_a_mark_gives_way_to_the_day_of_its_own_clause_only(
    text: str, triggers: tuple[str, ...], phrase: str, expected: str,
) -> None:
    first, *_ = timings(text, *triggers, phrase=phrase)
    assert first.when is not None
    assert first.when.from_ == expected


def test_a_wrapped_line_is_no_end_of_a_sentence() -> None:
    text = "Gunmen attacked a convoy of lorries, guards and a bus close to Orva\nyesterday."
    start = text.index("attacked")
    one = Draft(Span.of(text, start, start + 8), "ASSAULT", 0.9)
    timing, = resolve(Reading(Report.of(text, published="2015-05-14"), (Span.of(text, 0, len(text)),),
                              drafts=(one,)), RULES)
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


@pytest.mark.parametrize(("text", "trigger", "expected", "note"), [
    ("Police searched a farm near Orva on Monday. The raid was followed by an ambush there.", "ambush", "2015-05-11",
     "a noun goes on with the day of the sentence before"),
    ("Guards searched a farm yesterday. It was empty. Shots were fired. A clerk was detained.", "detained",
     "2015-05-13", "the day holds until another is told"),
    ("Guards searched a farm on Monday. On Tuesday they came back. A clerk was detained.", "detained", "2015-05-12",
     "the day told last counts"),
    ("Norland bombs a depot after rebels shelled Orva on Monday. Two clerks are killed.", "killed", "2015-05-14",
     "a report in the present tense tells the news of the day"),
    ("Two clerks, seized in Orva on Monday, are released.", "released", "2015-05-14", "a passive of the present"),
    ("Guards returned after Monday's shelling. A clerk was detained.", "detained", "2015-05-14",
     "a day that tells which shelling sets none"),
    ("Attacks on the port were halted on Monday. Rebels seized a boat.", "seized", "2015-05-11",
     "a plural in -s is no present"),
])
def test_the_day_reached_is_that_of_a_narrative_in_the_past_tense(
    text: str, trigger: str, expected: str, note: str,
) -> None:
    timing, = timings(text, trigger)
    assert timing.when is not None, note
    assert timing.when.from_ == expected, note


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


@pytest.mark.parametrize("row", RULES.spots.datelines, ids=lambda row: row.id)
def test_a_dateline_is_found_by_its_own_row(row: Head) -> None:
    dateline = dateline_of(f"{row.example}\nGunmen attacked a convoy.", date(2015, 5, 14), RULES)
    assert dateline is not None
    assert (dateline.day, dateline.row) == (date(2015, 5, 12), row.id)


@pytest.mark.parametrize("head", [
    "ORVA, May 12 (Agency News) – ", "ORVA. May 12 (Agency) - ", "ORVA, May 12. /AGN/. ", "ORVA 12 May 2015 – ",
    "ORVA, Norland, May 12 — ", "ORVA, Norland — May 12, 2015 — ", "ST. ORVA, Norland, May 12 (Agency) -",
    "OLD ORVA/VES, 12 May 2015 - ", "ORVA, Tuesday, May 12 (Agency) - ", "ORVA, (AGN) 12 May 2015 ",
    "ORVA, 12 mai 2015 (Agence) – ", "ORVA, 12 de mayo de 2015 - ", "ORVA, 12. Mai 2015 - ", "Orva, Norland (May 12) ",
    "Orva, 12 May 2015\n", "Pov, May 12 (AGN) --", "ORVA, May 12, Agn. - ", "May 12 (Agency) – ", "May 12: ",
    "Published: 12 May 2015 14:30 GMT\n", "For Immediate Release\nMay 12, 2015\n", "2015-05-12\n", "12.05.2015\n",
])
def test_datelines_of_many_outlets(head: str) -> None:
    dateline = dateline_of(f"{head}Gunmen attacked a convoy.", date(2015, 5, 14), RULES)
    assert dateline is not None
    assert dateline.day == date(2015, 5, 12)


@pytest.mark.parametrize(("head", "note"), [
    ("ORVA. ", "a place alone gives no day"), ("ORVA (Agency) – ", "nor does an agency"),
    ("NORLAND, May 12, 1998: ", "a day of long ago is one told of"), ("On Tuesday, May 12 – ", "a sentence begins"),
    ("The pact of May 12 – ", "a day that tells which pact"),
])
def test_no_dateline(head: str, note: str) -> None:
    assert dateline_of(f"{head}Gunmen attacked a convoy.", date(2015, 5, 14), RULES) is None, note


def test_a_dateline_reads_the_first_lines_only() -> None:
    assert dateline_of("x" * 800 + "\nTuesday, May 12, 2015\n", date(2015, 5, 14), RULES) is None
