"""The day that a narrative has reached, for events that follow without a phrase of their own.

A report in the past tense sets a day ("Gunmen attacked a convoy on Monday.") and goes on with
what happened then ("The soldiers returned fire."). A report in the present tense tells the
news of the day, and the days that it names are those of other events.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.types import Draft, Reading
from dragoman.when.clause import DAYS, is_attribute
from dragoman.when.narrative import Told
from dragoman.when.newsday import form_of
from dragoman.when.rules import TimeRules

_ASIDE = re.compile(r"\b(?:who|which|that|had|has|have|after|before|for|of|to|against|since)\b[^,;]*$")
_PASSIVE_NOW = re.compile(r"\b(?:is|are|be|being)\b(?: \w+){0,2} $")
_DEEDS = frozenset({"AID", "ASSAULT", "COERCE", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT"})
_IN_S = re.compile(r"(?<![\w'’])[a-z]+s\b")


@dataclass(frozen=True, slots=True)
class Reached:
    """A day that a sentence in the past tense sets: the number of the sentence, and the phrase with its meaning."""

    sentence: int
    told: Told


def days_set(
    reading: Reading, told: Sequence[Told], published: date | None, rules: TimeRules,
) -> tuple[Reached, ...]:
    """Return the days up to publication that the narrative sets, in order.

    Only phrases that say of themselves when, not which ("Monday's attack"), in sentences of the past tense.
    """
    text = reading.report.text
    found = [(reading.sentence_at(one.spotted.span.start), one) for one in told
             if one.meaning is not None and one.meaning.interval.precision == "day"
             and (published is None or one.meaning.interval.first <= published)
             and one.spotted.rule in DAYS and not is_attribute(one.spotted, text)]
    return tuple(Reached(number, one) for number, one in found if is_past(reading, number, rules))


def is_past(reading: Reading, number: int, rules: TimeRules) -> bool:
    """Say whether a sentence is told in the past tense: it has a form of the past, and none of the present."""
    sentence = reading.sentences[number].text if reading.sentences else reading.report.text
    if rules.spots.past.search(sentence) is None or rules.spots.present.search(sentence) is not None:
        return False
    return all(word in rules.spots.plurals or form_of(word, rules.newsday.verbs) != "third"
               for word in _IN_S.findall(sentence))


def reached(draft: Draft, before: str, reading: Reading, days: Sequence[Reached], rules: TimeRules) -> Told | None:
    """Return the day that the narrative has reached at a draft's trigger, None if it has reached none.

    Args:
        draft: one without a time phrase.
        before: its sentence up to the trigger.
        reading: the report.
        days: the days that the narrative sets.
        rules: the tables.

    A form of the past may go on with a day of its own sentence; any other one, a noun for
    instance, and one further on, only with that of a sentence before, if its own is in the past
    tense too and it is a deed: what is said of it is mostly said on the day of the news.
    """
    here = reading.sentence_at(draft.trigger.start)
    earlier = [one for one in days if one.sentence <= here]
    if draft.status != "actual" or not earlier:
        return None
    last = earlier[-1]
    if form_of(draft.trigger.text, rules.newsday.verbs) == "past" and last.sentence >= here - 1:
        return None if _ASIDE.search(before) or _PASSIVE_NOW.search(before) else last.told
    goes_on = draft.type in _DEEDS and last.sentence < here
    return last.told if goes_on and is_past(reading, here, rules) else None
