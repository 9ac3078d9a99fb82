"""The time phrase in an event's clause, for events whose phrase the reader did not mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.types import Draft, Span
from dragoman.when.spotting import Spotted

_NEAR = 40
_BREAK = re.compile(r"[,;:()\"“”–—]|[.!?]\s|\b(?:who|whom|which|that|after|while|when|as|before|following|and|but|amid|"
                    r"since|because|if|although|over|despite|planned|scheduled|due|set|slated)\b")
_ATTRIBUTE = re.compile(r"[’']s\b|-\w|\s+(?!(?:in|at|on|after|before|by|to|and|or|over|amid|with|during|from|for|near|"
                        r"when|while|as|following|against|but|outside|inside|despite|because|if|until|since|"
                        r"is|was|were|are|has|had|have|will|would|who|which|that|the|a|an|local|UTC|GMT|"
                        r"that|morning|night)\b)[A-Za-z\d]")
_FIRST_SINCE = re.compile(r"\b(?:first|last|highest|largest|worst|deadliest|biggest)\b[^.;:]*$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|an?|his|her|its|their)\s", re.IGNORECASE)


def phrase_of(
    draft: Draft, drafts: Sequence[Draft], sentence: Span, text: str, spotted: Sequence[Spotted],
) -> Spotted | None:
    """Return the time phrase that stands in the clause of a draft's trigger, None if none surely does.

    It stands in the same sentence within forty characters, with no clause's beginning, no
    other trigger and no other passage of the draft in between, and says of itself when
    ("in 1998"), not which ("the 1998 treaty").
    """
    near = [one for one in spotted if sentence.start <= one.span.start < sentence.end
            and _is_free(one, draft) and _is_beside(one, draft, drafts, text) and not _is_attribute(one, text)]
    return min(near, key=lambda one: _gap(one, draft)[1] - _gap(one, draft)[0], default=None)


def _gap(one: Spotted, draft: Draft) -> tuple[int, int]:
    """Return the characters between phrase and trigger."""
    if one.span.end <= draft.trigger.start:
        return one.span.end, draft.trigger.start
    return draft.trigger.end, one.with_preposition.start


def _is_free(one: Spotted, draft: Draft) -> bool:
    return not any(part.span.overlaps(one.span) for part in draft.parts) and not draft.trigger.overlaps(one.span)


def _is_beside(one: Spotted, draft: Draft, drafts: Sequence[Draft], text: str) -> bool:
    start, end = _gap(one, draft)
    if end - start > _NEAR or any(start <= other.trigger.start < end for other in drafts if other is not draft):
        return False
    return _BREAK.search(text, start, max(start, end)) is None


def _is_attribute(one: Spotted, text: str) -> bool:
    """Say whether a phrase tells which of several things is meant: "the 1998 treaty", "the first visit since 1998"."""
    if one.with_preposition.text.lower().startswith("since"):
        start = one.with_preposition.start
        return _FIRST_SINCE.search(text, max(0, start - _NEAR), start) is not None
    return _ATTRIBUTE.match(text, one.span.end) is not None or (
        one.rule in ("spot.year", "spot.history") and one.with_preposition is one.span
        and _ARTICLE.match(one.span.text) is not None)
