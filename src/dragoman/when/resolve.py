"""The stage: one ``Timing`` for every draft of a reading, in order."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

from dragoman.types import Deadline, Draft, Part, Reading, Role, Timing, When, Why
from dragoman.when.anchor import Anchor
from dragoman.when.clause import phrase_of
from dragoman.when.dateline import Dateline, dateline_of
from dragoman.when.days import Interval
from dragoman.when.expressions import Meaning, read_phrase
from dragoman.when.marked import Page, set_right
from dragoman.when.named_event import bound_of, counts_from_event, names_event, read_on, stem, up_to, with_day
from dragoman.when.narrative import Told, tell
from dragoman.when.newsday import Verdict, passages_of
from dragoman.when.rules import TimeRules
from dragoman.when.running import Reached, days_set, reached
from dragoman.when.spotting import Spotted

_AHEAD = frozenset({"future", "hypothetical"})
_GOVERNS = 60  # characters within which "a day after" dates the event whose words follow
_POINTING = re.compile(r"\b(?:the|this|that|these|those|his|her|its|their|\w+'s)(?: [\w-]+){0,2} $")
_SHOWN_CUES = 4
_UP_TO = "chain.up-to-time"
_FINAL = frozenset({"when.unread", "when.unpublished", "when.only-before"})
Dated = tuple[Draft, When]


def resolve(reading: Reading, rules: TimeRules) -> tuple[Timing, ...]:
    """Return when each draft's event happened and when it is due, one value per draft in order.

    A time phrase that the reader gave is read by the table; without one, an event that
    points back to a dated one shares its date, and for the rest the scorecard says
    whether they are of the day of publication. Nothing is raised: what cannot be
    resolved is None with the reason as ``Why``.
    """
    published = published_day(reading)
    dateline = dateline_of(reading.report.text, published, rules)
    published = dateline.day if dateline else published
    passages = passages_of(reading, rules.newsday.verbs)
    earlier: Interval | None = None
    dated: list[Dated] = []
    timings = []
    told = _told(reading, dateline, published, rules) if reading.drafts else ()
    page = Page(reading, tuple(one.spotted for one in told), published, rules)
    days = days_set(reading, told, published, rules)
    for number, (draft, looked_at) in enumerate(zip(reading.drafts, passages, strict=True)):
        anchor = Anchor(published, earlier, ahead=draft.status in _AHEAD)
        phrases, mended = set_right(draft, _outside_head(draft, dateline), page)
        when, whys = _of_phrases(reading, number, phrases, anchor, rules, dated)
        if when is None and not (whys and whys[-1].rule in _FINAL):
            when, why = (_of_clause(reading, draft, page.spotted, anchor, rules)
                         or _of_event_before(reading, draft, dated)
                         or _of_day_reached(reading, draft, days, looked_at, rules)
                         or _of_news_day(draft, published, rules.newsday.judge(looked_at)))
            whys = (why, *whys)
        if when is not None and when.text is not None:
            earlier = Interval(when.from_, when.to)
            dated.append((draft, when))
        deadline, due = _deadline(draft, anchor, rules)
        timings.append(Timing(when, deadline, (*whys, *mended, *due, *_of_dateline(dateline, when))))
    return tuple(timings)


def _told(
    reading: Reading, dateline: Dateline | None, published: date | None, rules: TimeRules,
) -> tuple[Told, ...]:
    """Return the time phrases of the text behind its dateline, with their meanings."""
    head = dateline.span.end if dateline else 0
    found = tell(reading.report.text, reading.sentences, published, rules)
    return tuple(one for one in found if one.spotted.span.start >= head)


def _outside_head(draft: Draft, dateline: Dateline | None) -> tuple[Part, ...]:
    """Return the time phrases of a draft but those up to the dateline, which date the report and not the event."""
    phrases = draft.of(Role.TIME)
    if dateline is None or draft.trigger.start < dateline.span.end:
        return phrases
    return tuple(part for part in phrases if part.span.start >= dateline.span.end)


def _of_dateline(dateline: Dateline | None, when: When | None) -> tuple[Why, ...]:
    """Say that a date leans on the dateline rather than on the day given with the report."""
    if dateline is None or when is None:
        return ()
    span = dateline.span
    detail = f'the report dates itself "{span.text}" ({dateline.row})'
    return (Why("when", "when.dateline", detail, None, ((span.start, span.end),)),)


def published_day(reading: Reading) -> date | None:
    """Return the day of publication; None when it is unknown or not a full date."""
    published = reading.report.published
    try:
        return date.fromisoformat(published[:len("YYYY-MM-DD")]) if published else None
    except ValueError:
        return None


def _of_phrases(
    reading: Reading, number: int, phrases: Sequence[Part], anchor: Anchor, rules: TimeRules, dated: Sequence[Dated],
) -> tuple[When | None, tuple[Why, ...]]:
    """Read the phrases of a draft, likeliest first; the first that has a meaning dates it.

    A last reason of ``_FINAL`` says that nothing else may date it either; no reason that it has no phrase.
    """
    if not phrases:
        return None, ()
    draft, text = reading.drafts[number], reading.report.text
    if any(counts_from_event(part.span.text) for part in phrases):
        dated = (*_dated_later(reading.drafts[number + 1:], anchor.published, rules), *dated)
    whys: list[Why] = []
    for part in sorted(phrases, key=lambda part: (-part.score, part.span.start)):
        meaning, why = _read_part(part, draft, text, anchor, rules, dated)
        if meaning is not None:
            span, interval = part.span, meaning.interval
            return When(interval.from_, interval.to, interval.precision, span.text, span.start, span.end), (why, *whys)
        whys.append(why)
    return None, tuple(whys)


def _read_part(
    part: Part, draft: Draft, text: str, anchor: Anchor, rules: TimeRules, dated: Sequence[Dated],
) -> tuple[Meaning | None, Why]:
    """Return what one phrase of a draft means for it, and why; None when it gives its event no time."""
    span, published = part.span, anchor.published
    spans, behind = ((span.start, span.end),), text[span.end:]
    governs = 0 <= draft.trigger.start - span.end < _GOVERNS and not names_event(span.text)
    placed = Anchor(published, anchor.earlier, anchor.ahead, before_event=governs)
    words = None if placed.before_event else with_day(span.text, behind, dated)
    bound = bound_of(words or span.text, placed, rules)
    if bound is not None:
        stretch, limit = up_to(bound, placed), _words(bound)
        if stretch is not None:
            detail = f'"{span.text}": up to the day before {limit}'
            return Meaning(stretch, _UP_TO), Why("when", _UP_TO, detail, part.score, spans)
        is_over = published is not None and bound.first <= published
        rule = "when.only-before" if is_over else "when.before-what-is-to-come"
        return None, Why("when", rule, f'"{span.text}" says only that it came before {limit}', part.score, spans)
    meaning = read_phrase(words, placed, rules) if words else read_on(span.text, behind, placed, rules)
    meaning = meaning or read_phrase(span.text, placed, rules)
    if meaning is not None:
        detail = f'"{span.text}" read as {_words(meaning.interval)}'
        return meaning, Why("when", meaning.rule, detail, part.score, spans)
    if published is None:
        return None, Why("when", "when.unpublished", "the phrase may lean on an unknown publication day", None, spans)
    if counts_from_event(span.text):
        detail = f'"{span.text}" counts from an event of no known day'
        return None, Why("when", "when.undated-event", detail, None, spans)
    return None, Why("when", "when.unread", "no rule reads the time phrase", None, spans)


def _dated_later(drafts: Sequence[Draft], published: date | None, rules: TimeRules) -> list[Dated]:
    """Return the events told later whose own words give a day, the nearest last."""
    found = []
    for draft in reversed(drafts):
        for part in draft.of(Role.TIME):
            anchor = Anchor(published, None, ahead=draft.status in _AHEAD)
            meaning = None if counts_from_event(part.span.text) else read_phrase(part.span.text, anchor, rules)
            if meaning is not None:
                interval = meaning.interval
                found.append((draft, When(interval.from_, interval.to, interval.precision)))
    return found


def _of_clause(
    reading: Reading, draft: Draft, spotted: Sequence[Spotted], anchor: Anchor, rules: TimeRules,
) -> tuple[When, Why] | None:
    """Date an event by the time phrase that stands in its clause, if one surely does and a rule reads it."""
    sentence = reading.sentences[reading.sentence_at(draft.trigger.start)] if reading.sentences else draft.trigger
    one = phrase_of(draft, reading.drafts, sentence, reading.report.text, spotted)
    if one is None:
        return None
    span = one.with_preposition
    if counts_from_event(span.text) and span.end <= draft.trigger.start:  # "two days after" dates what follows it back
        anchor = Anchor(anchor.published, anchor.earlier, anchor.ahead, before_event=True)
    meaning = read_phrase(span.text, anchor, rules)
    if meaning is None:
        return None
    interval = meaning.interval
    when = When(interval.from_, interval.to, interval.precision, span.text, span.start, span.end)
    detail = f'"{span.text}" stands in its clause, read as {_words(interval)} by {meaning.rule}'
    return when, Why("when", "when.clause", detail, None, ((span.start, span.end),))


def _of_event_before(reading: Reading, draft: Draft, dated: Sequence[Dated]) -> tuple[When | None, Why] | None:
    """Let a back-reference ("the attack") share the date of the same kind of event told before."""
    start = draft.trigger.start
    if not _POINTING.search(reading.report.text[max(0, start - 40):start]):
        return None
    wanted = stem(draft.trigger.text)
    for other, when in reversed(dated):
        if other.type == draft.type and stem(other.trigger.text) == wanted:
            detail = f'points back to "{other.trigger.text}" of {_words(Interval(when.from_, when.to))}'
            spans = ((start, draft.trigger.end), (other.trigger.start, other.trigger.end))
            return When(when.from_, when.to, when.precision), Why("when", "when.points-back", detail, None, spans)
    return None


def _of_day_reached(
    reading: Reading, draft: Draft, days: Sequence[Reached], looked_at: Mapping[str, str], rules: TimeRules,
) -> tuple[When, Why] | None:
    """Let news that goes on with a narrative in the past tense be of the day that this has reached."""
    one = reached(draft, looked_at["before"], reading, days, rules)
    if one is None or one.meaning is None or not rules.newsday.judge(looked_at).is_news:
        return None
    span, interval = one.spotted.span, one.meaning.interval
    detail = f'the narrative has reached "{span.text}", {_words(interval)}'
    spans = ((draft.trigger.start, draft.trigger.end), (span.start, span.end))
    return When(interval.from_, interval.to, interval.precision), Why("when", "when.day-reached", detail, None, spans)


def _of_news_day(draft: Draft, published: date | None, verdict: Verdict) -> tuple[When | None, Why]:
    """Date an event to the day of publication, or leave it undated, as the scorecard says."""
    spans = ((draft.trigger.start, draft.trigger.end),)
    if published is None:
        return None, Why("when", "when.unpublished", "no time phrase, and no publication day is known", None, spans)
    shown = ", ".join(f"{cue.id.removeprefix('newsday.')} {cue.points:+.1f}" for cue in verdict.cues[:_SHOWN_CUES])
    score = 1 / (1 + math.exp(-verdict.points))
    if not verdict.is_news:
        return None, Why("when", "newsday.undated", f"no time phrase, likely not of the day: {shown}", 1 - score, spans)
    day = published.isoformat()
    detail = f"no time phrase, news of the day: {shown}"
    return When(day, day, "day"), Why("when", "newsday.published", detail, score, spans)


def _deadline(draft: Draft, anchor: Anchor, rules: TimeRules) -> tuple[Deadline | None, tuple[Why, ...]]:
    """Read the likeliest deadline phrase; it looks ahead whatever the event's status."""
    parts = sorted(draft.of(Role.DEADLINE), key=lambda part: (-part.score, part.span.start))
    if not parts:
        return None, ()
    span = parts[0].span
    meaning = read_phrase(span.text, Anchor(anchor.published, anchor.earlier, ahead=True), rules)
    spans = ((span.start, span.end),)
    if meaning is None:
        why = Why("deadline", "when.unread", "no rule reads the deadline", parts[0].score, spans)
        return Deadline(span.start, span.end, span.text), (why,)
    interval = meaning.interval
    why = Why("deadline", meaning.rule, f'"{span.text}" read as {_words(interval)}', parts[0].score, spans)
    return Deadline(span.start, span.end, span.text, interval.from_, interval.to), (why,)


def _words(interval: Interval) -> str:
    """Return an interval for a human reader."""
    return interval.from_ if interval.from_ == interval.to else f"{interval.from_} to {interval.to}"
