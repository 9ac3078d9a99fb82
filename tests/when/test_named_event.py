"""Phrases that count from another event of the report: after it, on its eve, ahead of it."""

from __future__ import annotations

import re

import pytest

from dragoman.types import Draft, Part, Reading, Report, Role, Span, Timing
from dragoman.when import TimeRules, resolve
from dragoman.when.named_event import stem

RULES = TimeRules.load()
PUBLISHED = "2015-05-14"  # a Thursday

Told = tuple[str, str, str | None]  # trigger, status, time phrase


def timings(text: str, *told: Told) -> tuple[Timing, ...]:
    sentences = tuple(Span.of(text, m.start(), m.end()) for m in re.finditer(r"[^.]+[.]\s*", text))
    drafts = tuple(Draft(_span(text, trigger), "CONSULT", 0.9, status=status,
                         parts=(Part(Role.TIME, _span(text, phrase)),) if phrase else ())
                   for trigger, status, phrase in told)
    return resolve(Reading(Report.of(text, published=PUBLISHED), sentences, drafts=drafts), RULES)


def _span(text: str, words: str) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


# sentence, what is told (the last of them is looked at), from, to, rule, note
DATED: tuple[tuple[str, tuple[Told, ...], str, str, str, str], ...] = (
    ("The leaders met on 3 March 2013. Norland had freed a spy on the eve of the meeting.",
     (("met", "actual", "on 3 March 2013"), ("freed", "actual", "on the eve of the meeting")),
     "2013-03-02", "2013-03-02", "chain.eve-of", "told before, by an irregular verb"),
    ("Troops raided Orva on 3 March 2013. Two days after the raid they left.",
     (("raided", "actual", "on 3 March 2013"), ("left", "actual", "Two days after the raid")),
     "2013-03-05", "2013-03-05", "chain.units-after-time", "the phrase stands before its own event"),
    ("Norland freed a spy a week before the raid. It raided Orva on 3 March 2013.",
     (("raided", "actual", "on 3 March 2013"), ("freed", "actual", "a week before the raid")),
     "2013-02-24", "2013-02-24", "chain.units-before-time", "told in an earlier mention"),
    ("Norland freed a spy two days after the summit of 3 March 2013.",
     (("freed", "actual", "two days after the summit"),),
     "2013-03-05", "2013-03-05", "chain.units-after-time", "the rest of the clause gives the day"),
    ("Norland freed a spy on the eve of the 3 March 2013 summit.", (("freed", "actual", "on the eve of"),),
     "2013-03-02", "2013-03-02", "chain.eve-of", "the event's name follows its day"),
    ("Norland frees a spy on the eve of Friday's summit.", (("frees", "actual", "on the eve of Friday's summit"),),
     "2015-05-14", "2015-05-14", "chain.eve-of", "the eve that is today"),
    ("Norland freed a spy on the eve of Monday's summit.", (("freed", "actual", "on the eve of Monday's summit"),),
     "2015-05-10", "2015-05-10", "chain.eve-of", "the eve that is over"),
    ("Norland will free a spy ahead of Monday's summit.", (("free", "future", "ahead of Monday's summit"),),
     "2015-05-14", "2015-05-17", "chain.up-to-time", "what is to come has until the day before"),
    ("Norland will free a spy in the run-up to the June vote.", (("free", "future", "in the run-up to the June vote"),),
     "2015-05-14", "2015-05-31", "chain.up-to-time", "a month"),
    ("Norland frees a spy ahead of Monday's summit.", (("frees", "actual", "ahead of Monday's summit"),),
     "2015-05-14", "2015-05-14", "newsday.published", "news of the day, not of the summit's"),
    ("Norland frees a spy on the eve of the summit.", (("frees", "actual", "on the eve of the summit"),),
     "2015-05-14", "2015-05-14", "newsday.published", "no day is known of the summit"),
    ("Norland will free a spy ahead of the visit. An envoy will be visiting Orva on Monday.",
     (("visiting", "future", "on Monday"), ("free", "future", "ahead of the visit")),
     "2015-05-14", "2015-05-17", "chain.up-to-time", "the event gets its day in the next sentence"),
    ("Police detained a clerk days before the vote of 3 March 2013.",
     (("detained", "actual", "days before the vote of 3 March 2013"),),
     "2013-02-25", "2013-03-01", "chain.bare-units-before-time", "days are two to six"),
)


@pytest.mark.parametrize(("text", "told", "from_", "to", "rule", "note"), DATED, ids=[case[-1] for case in DATED])
def test_dated_from_another_event(
    text: str, told: tuple[Told, ...], from_: str, to: str, rule: str, note: str,
) -> None:
    timing = timings(text, *told)[-1]
    assert timing.when is not None, note
    assert (timing.when.from_, timing.when.to, timing.whys[0].rule) == (from_, to, rule), note


@pytest.mark.parametrize(("text", "told", "rule"), [
    ("Norland freed a spy before Monday's vote.", ("freed", "actual", "before Monday's vote"), "when.only-before"),
    ("Norland freed a spy prior to 2011.", ("freed", "actual", "prior to 2011"), "when.only-before"),
])
def test_a_bound_that_is_over_gives_no_day(text: str, told: Told, rule: str) -> None:
    timing, = timings(text, told)
    assert timing.when is None
    assert timing.whys[0].rule == rule


def test_the_phrase_that_gave_no_day_stays_in_the_reasons() -> None:
    timing, = timings("Norland frees a spy ahead of Monday's summit.", ("frees", "actual", "ahead of Monday's summit"))
    assert [why.rule for why in timing.whys] == ["newsday.published", "when.before-what-is-to-come"]
    assert "2015-05-18" in timing.whys[1].detail


def test_a_deadline_keeps_the_day_it_names() -> None:
    text = "Norland demands an answer before Monday."
    part = Part(Role.DEADLINE, _span(text, "before Monday"))
    draft = Draft(_span(text, "demands"), "REQUEST", 0.9, parts=(part,))
    timing, = resolve(Reading(Report.of(text, published=PUBLISHED), (_span(text, text),), drafts=(draft,)), RULES)
    assert timing.deadline is not None
    assert timing.deadline.to == "2015-05-18"


@pytest.mark.parametrize(("one", "other"), [
    ("met", "meeting"), ("attacked", "attacks"), ("shot", "shooting"), ("fought", "fighting"), ("struck", "strike"),
    ("seized", "seizure"), ("air raid", "raided"),
])
def test_stems_of_one_act_agree(one: str, other: str) -> None:
    assert stem(one) == stem(other)
