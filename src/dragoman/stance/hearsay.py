"""What a report itself holds at arm's length: hearsay, scare quotes, and clauses that it does not take as true."""

from __future__ import annotations

import re

from dragoman.stance.cues import StanceCues
from dragoman.stance.embedding import embedding_of
from dragoman.types import Draft, Reading, Why

_REACH = 8  # words between hearsay, or an embedding verb, and the event
_BREAK = re.compile(r"[.;:!?]|, (?:and|but|while|who|which)\b")
_MARKS = {"“": "”", "‘": "’", '"': '"', "'": "'"}
_FEWEST = 4  # words from which a quotation is a speech and no scare quote


def distance_whys(draft: Draft, reading: Reading, cues: StanceCues) -> tuple[Why, ...]:
    """Return the reasons for which a draft is not the report's own plain assertion; empty where it is.

    They change no field: ``said_by`` stays empty on hearsay, since nobody is named, and a
    doubted clause keeps its status unless a measured rule says otherwise.
    """
    if not reading.sentences:
        return ()
    return (*_hearsay(draft, reading, cues), *_scare_quote(draft, reading), *_doubted(draft, reading, cues))


def _hearsay(draft: Draft, reading: Reading, cues: StanceCues) -> tuple[Why, ...]:
    text, sentence = reading.report.text, reading.sentences[reading.sentence_at(draft.trigger.start)]
    for found in cues.reporting.hearsay.finditer(text, sentence.start, sentence.end):
        left, right = sorted(((found.start(), found.end()), (draft.trigger.start, draft.trigger.end)))
        between = text[left[1]:right[0]]
        if len(between.split()) <= _REACH and not _BREAK.search(between):
            detail = f"“{found.group()}” gives it on the word of nobody named."
            return (Why("said_by", "stance.hearsay", detail, None, (found.span(),)),)
    return ()


def _scare_quote(draft: Draft, reading: Reading) -> tuple[Why, ...]:
    """See a trigger that stands alone between marks: the word is somebody else's."""
    text, trigger = reading.report.text, draft.trigger
    before, after = text[trigger.start - 1:trigger.start], text[trigger.end:trigger.end + 1]
    if trigger.start == 0 or _MARKS.get(before) != after or len(trigger.text.split()) >= _FEWEST:
        return ()
    detail = f"“{trigger.text}” stands in quotation marks: the report does not call it so itself."
    return (Why("said_by", "stance.scare-quotes", detail, None, ((trigger.start - 1, trigger.end + 1),)),)


def _doubted(draft: Draft, reading: Reading, cues: StanceCues) -> tuple[Why, ...]:
    """See a verb that embeds the event in a clause not taken as true."""
    sentence = reading.sentences[reading.sentence_at(draft.trigger.start)]
    found = embedding_of(draft.trigger.start, sentence, cues.embedders)
    if found is None or found.sign > 0:
        return ()
    between = reading.report.text[found.verb.end:draft.trigger.start]
    if len(between.split()) > _REACH or _BREAK.search(between):
        return ()
    taken = "as not so" if found.sign < 0 else "as open"
    detail = f"“{found.verb.text}” gives what follows {taken}."
    return (Why("status", found.rule, detail, None, ((found.verb.start, found.verb.end),)),)
