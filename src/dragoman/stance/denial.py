"""Who denies it: denials told as acts of their own, tied to the act they deny."""

from __future__ import annotations

from dragoman.stance.attribution import Found, Scene, same_person
from dragoman.stance.cues import StanceCues
from dragoman.types import Draft, Participant, Why

_NEXT = 1  # sentences from an act to the denial of it


def find_denier(number: int, said: bool, scene: Scene, cues: StanceCues) -> Found | None:  # noqa: FBT001 - a fact
    """Return who denies that a draft happened, with the reason, where a rule sees it; None otherwise.

    ``said`` tells whether the act is given on somebody's word.
    """
    draft, cast = scene.reading.drafts[number], scene.casts[number]
    if draft.type not in cues.frames.material:
        return None
    here = scene.reading.sentence_at(draft.trigger.start)
    for denial, people in zip(scene.reading.drafts, scene.casts, strict=True):
        if denial is draft or not _is_denial(denial):
            continue
        rule = _rule(draft, denial, scene.reading.sentence_at(denial.trigger.start) - here, said)
        denier = next((person for person in people.actors if any(_stands_for(person, a) for a in cast.actors)), None)
        if rule in cues.enabled and denier is not None:
            detail = f"“{denial.trigger.text}” is “{denier.text}” denying what is laid to them."
            span = ((denial.trigger.start, denial.trigger.end),)
            return denier, Why("denied_by", f"stance.{rule}", detail, cues.precision.get(rule or ""), span)
    return None


def _is_denial(draft: Draft) -> bool:
    return draft.type == "REJECT" and any(mode == "deny" for mode, _ in draft.modes)


def _rule(draft: Draft, denial: Draft, distance: int, said: bool) -> str | None:  # noqa: FBT001 - a fact
    if distance == 0 and denial.trigger.start < draft.trigger.start and not said:
        return "denied-here"
    return "denied-next" if distance == _NEXT and said else None


def _stands_for(denier: Participant, actor: Participant) -> bool:
    """Say whether a denier may deny for an actor: the same one, or of the same country."""
    return same_person(denier, actor) or (denier.country is not None and denier.country == actor.country)
