"""Did it happen: the reader's status, and the wordings that may overrule it."""

from __future__ import annotations

import re

from dragoman.stance.cues import StanceCues, StatusRule
from dragoman.types import Draft, Reading, Span, Why

_WORD = re.compile(r"[\w’'-]+")
_STOP = re.compile(r"[.;:!?]")

Found = tuple[StatusRule, Span]


def decide(draft: Draft, reading: Reading, cues: StanceCues) -> tuple[str, tuple[Why, ...]]:
    """Return the status of a draft with its reasons.

    The reader's status holds unless a rule for another one is measured to be right more
    often than the reader is sure, and the reader is less sure than the table allows.
    """
    sure = dict(draft.status_scores).get(draft.status, 1.0)
    span = ((draft.trigger.start, draft.trigger.end),)
    head = Why("status", "reader.status", f"The reader gives {draft.status}.", sure, span)
    found = strongest(draft, reading, cues)
    if found is None:
        return draft.status, (head,)
    rule, words = found
    why = Why("status", f"stance.{rule.id}", f"“{words.text}” before the trigger speaks for {rule.status}.",
              rule.precision, ((words.start, words.end),))
    overrules = sure < cues.head_below and rule.precision >= cues.least_precision and rule.precision > sure
    return (rule.status, (why, head)) if rule.status == draft.status or overrules else (draft.status, (head, why))


def strongest(draft: Draft, reading: Reading, cues: StanceCues) -> Found | None:
    """Return the rule of greatest measured precision whose wording stands before the trigger, with the wording."""
    found = matching(draft, reading, cues)
    return max(found, key=lambda pair: (pair[0].precision, pair[1].start), default=None)


def matching(draft: Draft, reading: Reading, cues: StanceCues) -> tuple[Found, ...]:
    """Return every rule whose wording stands before the trigger or in it."""
    text, trigger = reading.report.text, draft.trigger
    start = reading.sentences[reading.sentence_at(trigger.start)].start if reading.sentences else 0
    found = ((cues.rules[hit.cue.label], Span.of(text, start + hit.start, start + hit.end))
             for hit in cues.index.find(text[start:trigger.end]))
    return tuple((rule, words) for rule, words in found if _applies(rule, words, draft, text, cues.barriers)
                 and (words.text.islower() or words.start == start))  # "May" is a month


def _applies(rule: StatusRule, words: Span, draft: Draft, text: str, barriers: frozenset[str]) -> bool:
    if draft.type in rule.excluded or (rule.before_only and words.end > draft.trigger.start):
        return False
    return _is_near(text[words.end:draft.trigger.start], rule.gap, barriers)


def _is_near(between: str, gap: int, barriers: frozenset[str]) -> bool:
    words = [word.lower() for word in _WORD.findall(between)]
    return len(words) <= gap and not _STOP.search(between) and not barriers.intersection(words)
