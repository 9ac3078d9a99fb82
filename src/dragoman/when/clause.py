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
DAYS = frozenset({"spot.yesterday", "spot.this-morning", "spot.weekday", "spot.month-day", "spot.day-month"})
"""Rows of ``spots.toml`` whose phrases name one day."""
_OPENING = re.compile(r"(?:(?:Also|Meanwhile|Earlier|Separately|Elsewhere),? )?(?:[Ii]n|[Aa]t|[Nn]ear|[Dd]uring|[Oo]n|"
                      r"[Oo]utside|[Aa]cross|[Ss]outh of|[Nn]orth of|[Ee]ast of|[Ww]est of)\b[^.;:]*$")
_CUT = re.compile(r"(?<=[a-z]{3})[.!?][”\"’)]*\s+(?=[A-Z])|[\u2028\u2029\n](?!\s*[a-z])\s*")
_END = re.compile(r"[\s.”\"’)]*")
_PRESENT = re.compile(r"(?<!s)s$")
_ON = re.compile(r"[Oo]n\s+(?!the\b)")
_ARTICLE = re.compile(r"(?:the|an?|his|her|its|their)\s", re.IGNORECASE)


def phrase_of(
    draft: Draft, drafts: Sequence[Draft], sentence: Span, text: str, spotted: Sequence[Spotted],
) -> Spotted | None:
    """Return the time phrase that stands in the clause of a draft's trigger, None if none surely does.

    It stands in the same sentence within forty characters, with no clause's beginning and no
    other trigger in between; or it is the sentence's only one, names a day, and opens or ends
    the sentence as the frame of its first or last event. Either way it says of itself when
    ("in 1998"), not which ("the 1998 treaty"), and plays no other part for the draft.
    """
    sentence = piece_of(text, sentence, draft)
    here = [one for one in spotted if sentence.start <= one.span.start < sentence.end]
    near = [one for one in here if _is_free(one, draft) and not is_attribute(one, text)
            and (_is_beside(one, draft, drafts, text)
                 or (len(here) == 1 and _is_frame(one, draft, drafts, sentence, text)))]
    return min(near, key=lambda one: _gap(one, draft)[1] - _gap(one, draft)[0], default=None)


def piece_of(text: str, sentence: Span, draft: Draft) -> Span:
    """Return the part of a sentence around a trigger: sentences may run over line breaks of a release.

    A line that goes on in lower case was only wrapped.
    """
    start, end = sentence.start, sentence.end
    for match in _CUT.finditer(text, sentence.start, sentence.end):
        if match.end() <= draft.trigger.start:
            start = match.end()
        elif match.start() >= draft.trigger.end:
            end = match.start() + 1
            break
    return Span.of(text, start, end)


def _is_frame(one: Spotted, draft: Draft, drafts: Sequence[Draft], sentence: Span, text: str) -> bool:
    """Say whether a day at an end of the sentence is the time of the event nearest to it.

    Headlines in the present tense tell the day's news, and end with the day of something else.
    """
    if one.rule not in DAYS:
        return False
    others = [other.trigger.start for other in drafts
              if other is not draft and sentence.start <= other.trigger.start < sentence.end]
    opening = text[sentence.start:one.with_preposition.start].strip()
    if not opening or (_OPENING.match(opening) and text[one.span.end:one.span.end + 1] == ","):
        return all(not one.span.end <= start < draft.trigger.start for start in others)
    return ends(one, sentence, text) and all(start < draft.trigger.start for start in others) and (
        draft.status == "future" or _PRESENT.search(draft.trigger.text.split()[0]) is None)


def ends(one: Spotted, sentence: Span, text: str) -> bool:
    """Say whether a phrase ends its sentence."""
    return _END.fullmatch(text, one.span.end, max(one.span.end, sentence.end)) is not None


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


def is_attribute(one: Spotted, text: str) -> bool:
    """Say whether a phrase tells which of several things is meant: "the 1998 treaty", "the first visit since 1998"."""
    if one.with_preposition.text.lower().startswith("since"):
        start = one.with_preposition.start
        return _FIRST_SINCE.search(text, max(0, start - _NEAR), start) is not None
    if one.rule in DAYS and _ON.match(one.with_preposition.text):
        return False  # "on Monday gunmen": what follows is the sentence, not what Monday tells apart
    return _ATTRIBUTE.match(text, one.span.end) is not None or (
        one.rule in ("spot.year", "spot.history") and one.with_preposition is one.span
        and _ARTICLE.match(one.span.text) is not None)
