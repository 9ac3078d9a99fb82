"""What the reader marked as the time of an event, set right by where the phrase stands.

A mark may be a piece of a phrase ("6" of "Feb. 6"). It may name a time of day where the sentence names the day
elsewhere, or belong to other words: to a verb of saying ("confirmed today the arrest"), or to a noun that it
tells apart ("Tuesday's attack").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dragoman.types import Draft, Part, Reading, Span, Why
from dragoman.when.anchor import Anchor
from dragoman.when.clause import DAYS, ends, is_attribute, piece_of
from dragoman.when.expressions import read_phrase
from dragoman.when.rules import TimeRules
from dragoman.when.spotting import Spotted

_REACH = 40  # characters between a possessive and its noun
_OWNS = re.compile(r"[’']s\b")
_OTHER_CLAUSE = re.compile(r"[.;:]|\b(?:who|whom|which|that|after|while|when|as|before|following|because|since|if)\b")
_BY_DAY = "when.day-of-sentence"
_WHOLE = "when.whole-phrase"
Marks = tuple[tuple[Part, ...], tuple[Why, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """A reading with the time phrases of its text, the day that they lean on, and the tables."""

    reading: Reading
    spotted: tuple[Spotted, ...]
    published: date | None
    rules: TimeRules


def set_right(draft: Draft, marks: Sequence[Part], page: Page) -> Marks:
    """Return the marks of a draft, each whole and of its own clause, and the reason for each that is another now."""
    parts, whys = [], []
    for mark in marks:
        for rule, mended in ((_WHOLE, _whole(mark, page)), (_BY_DAY, _by_day(draft, mark, page))):
            if mended is not None:
                parts.append(replace(mark, span=mended))
                spans = ((mark.span.start, mark.span.end), (mended.start, mended.end))
                whys.append(Why("when", rule, f'"{mark.span.text}" gives way to "{mended.text}"', None, spans))
                break
        else:
            parts.append(mark)
    return tuple(parts), tuple(whys)


def _whole(mark: Part, page: Page) -> Span | None:
    """Return the phrase of which a mark that no rule reads is a piece."""
    span = next((one.with_preposition for one in page.spotted
                 if one.span.covers(mark.span) and one.span != mark.span), None)
    if span is None or read_phrase(mark.span.text, Anchor(page.published), page.rules) is not None:
        return None
    return span


def _by_day(draft: Draft, mark: Part, page: Page) -> Span | None:
    """Return the day at an end of the sentence that a mark which says less gives way to."""
    text, reading = page.reading.report.text, page.reading
    owned = _owned(draft, mark, page)
    if owned is None and not _is_of_speech(draft, mark, page) and not _is_bare_hour(mark, page):
        return None
    sentence = reading.sentences[reading.sentence_at(draft.trigger.start)] if reading.sentences else draft.trigger
    piece = piece_of(text, sentence, draft)
    days = [one for one in page.spotted if piece.start <= one.span.start < piece.end and one.rule in DAYS
            and not one.span.overlaps(mark.span) and not is_attribute(one, text)]
    if len(days) != 1 or not _frames(days[0], piece, mark, text):
        return None
    start, end = sorted((draft.trigger.start, days[0].span.start))
    between = [other for other in reading.drafts if start < other.trigger.start < end and other is not owned]
    return None if between else days[0].span


def _frames(day: Spotted, piece: Span, mark: Part, text: str) -> bool:
    """Say whether a day opens a sentence, or ends it with no other clause between a mark and it."""
    if not text[piece.start:day.with_preposition.start].strip():
        return True
    return (day.span.start > mark.span.end and ends(day, piece, text)
            and _OTHER_CLAUSE.search(text, mark.span.end, day.span.start) is None)


def _owned(draft: Draft, mark: Part, page: Page) -> Draft | None:
    """Return the later event that a marked possessive tells apart: "responsible for Tuesday's attack"."""
    if draft.trigger.end > mark.span.start or not _OWNS.match(page.reading.report.text, mark.span.end):
        return None
    return next((other for other in page.reading.drafts
                 if 0 <= other.trigger.start - mark.span.end < _REACH), None)


def _is_of_speech(draft: Draft, mark: Part, page: Page) -> bool:
    """Say whether a mark stands beside a verb of saying that is not the event itself."""
    text, span = page.reading.report.text, mark.span
    found = page.rules.spots.said_before.search(text, max(0, span.start - _REACH), span.start)
    found = found or page.rules.spots.said_after.match(text, span.end)
    return found is not None and not (draft.trigger.start < found.end() and found.start() < draft.trigger.end)


def _is_bare_hour(mark: Part, page: Page) -> bool:
    """Say whether a mark names a time of day and no day."""
    return page.rules.spots.hours.fullmatch(mark.span.text.strip()) is not None
