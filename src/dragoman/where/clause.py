"""The place stated in an event's clause, for events whose place the reader did not mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.types import Draft, Role, Span

_FAR = 60
_BREAK = re.compile(r"[,;:()\"“”–—]|[.!?]\s|\b(?:who|whom|which|that|after|while|when|as|before|following|and|but|amid|"
                    r"since|because|if|although|over|despite|to|from|against|with|by|of)\b")
_COMPASS = r"(?:north|south|east|west|central)(?:-?(?:east|west))?(?:ern)?"
_LEAD = re.compile(r"\b(?:in|at|near|outside|across|around|inside|throughout)\s+(?:(?:the|downtown|nearby|rural|"
                   rf"capital|(?:city|town|village|province|district|region) of|{_COMPASS})[ -]){{0,3}}$",
                   re.IGNORECASE)
_LOOK = 60
_WHAT = re.compile(r",?\s+in what\b(?!\s+(?:way|sense|order|form)\b)", re.IGNORECASE)
_PEOPLE = (Role.ACTOR, Role.RECIPIENT, Role.SAID_BY, Role.DENIED_BY)


def place_of(draft: Draft, drafts: Sequence[Draft], sentence: Span, text: str, places: Sequence[Span]) -> Span | None:
    """Return the place that the clause of a draft's trigger states, None if it surely states none.

    It follows the trigger in its sentence within sixty characters, led by "in", "at",
    "near" and the like, with no clause's beginning, no other trigger and no participant's
    name in between.
    """
    for place in places:
        if not draft.trigger.end <= place.start < sentence.end:
            continue
        lead = _LEAD.search(text, max(draft.trigger.end, place.start - _LOOK), place.start)
        if lead is None or lead.start() - draft.trigger.end > _FAR:
            continue
        is_cut = _BREAK.search(text, draft.trigger.end, lead.start()) is not None
        is_other = any(draft.trigger.end <= other.trigger.start < place.start for other in drafts if other is not draft)
        is_taken = any(part.role in _PEOPLE and part.span.overlaps(place) for part in draft.parts)
        if not (is_cut or is_other or is_taken):
            return place
    return None


def place_before_what(draft: Draft, sentence: Span, text: str, places: Sequence[Span]) -> Span | None:
    """Return the place of the clause that a draft's trigger calls by another name, None if there is none.

    "In what" says what the act just told amounts to, so both happened in one place::

        The envoys sat down in ‹Doha› in what was the first *meeting* of the two sides.
    """
    found = [match.start() for match in _WHAT.finditer(text, sentence.start, draft.trigger.start)]
    return next((place for place in places if found and place.end == found[-1]), None)
