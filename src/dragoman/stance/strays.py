"""Conditions that the reader marked where none can be: in another sentence, or without a word that makes one."""

from __future__ import annotations

from dataclasses import replace

from dragoman.stance.cues import StanceCues
from dragoman.types import Draft, Part, Reading, Role, Why


def without_strays(draft: Draft, reading: Reading, cues: StanceCues) -> tuple[Draft, tuple[Why, ...]]:
    """Return a draft without the conditions that cannot be its own, and why each was left out.

    A condition stands in the sentence of its event and opens with or holds one of the words of
    ``[conditions]``; on the training reports all do the first and 97 of 100 the second.
    """
    refused = {part: rule for part in draft.of(Role.CONDITION) if (rule := _refusal(part, draft, reading, cues))}
    if not refused:
        return draft, ()
    whys = tuple(Why("condition", rule, f"“{part.span.text}” was marked, but cannot bind “{draft.trigger.text}”.",
                     part.score, ((part.span.start, part.span.end),)) for part, rule in refused.items())
    return replace(draft, parts=tuple(part for part in draft.parts if part not in refused)), whys


def _refusal(part: Part, draft: Draft, reading: Reading, cues: StanceCues) -> str:
    """Return the rule that refuses a condition, or nothing."""
    if reading.sentence_at(part.span.start) != reading.sentence_at(draft.trigger.start):
        return "stance.condition-elsewhere"
    return "" if cues.conditional.search(part.span.text) else "stance.condition-bare"
