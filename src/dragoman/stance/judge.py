"""Put status, source, denial and condition of every draft together."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.stance.attribution import Found, Scene, find_source
from dragoman.stance.cues import StanceCues
from dragoman.stance.denial import find_denier
from dragoman.stance.status import decide
from dragoman.stance.terms import cued_deadline, find_condition
from dragoman.types import Cast, Participant, Reading, Stance, Why


def judge(reading: Reading, casts: tuple[Cast, ...], cues: StanceCues) -> tuple[Stance, ...]:
    """Return for each draft whether it happened, on whose word, who denies it, and on what condition.

    Args:
        reading: the report as read.
        casts: the resolved participants, one per draft in the reading's order.
        cues: the rules.
    """
    scene = Scene.of(reading, casts)
    return tuple(_stance(number, scene, cues) for number in range(len(reading.drafts)))


def _stance(number: int, scene: Scene, cues: StanceCues) -> Stance:
    draft, cast = scene.reading.drafts[number], scene.casts[number]
    status, status_whys = decide(draft, scene.reading, cues)
    said, said_whys = _given_or_found("said_by", cast.said_by, lambda: find_source(number, scene, cues))
    denied, denied_whys = _given_or_found(
        "denied_by", cast.denied_by, lambda: find_denier(number, bool(said), scene, cues))
    condition, condition_whys = find_condition(draft, scene.reading, cues.terms)
    _, deadline_whys = cued_deadline(draft, scene.reading, cues.terms)
    whys = (*status_whys, *said_whys, *denied_whys, *condition_whys, *deadline_whys)
    return Stance(status, said, denied, condition, whys)


def _given_or_found(
    field: str, given: tuple[Participant, ...], find: Callable[[], Found | None],
) -> tuple[tuple[Participant, ...], tuple[Why, ...]]:
    """Return whom the reader gives, else whom a rule finds; rules never add to what the reader gives."""
    if given:
        spans = tuple((person.start, person.end) for person in given)
        return given, (Why(field, "reader.roles", "The reader marked them.", spans=spans),)
    found = find()
    if found is None:
        return (), (Why(field, "stance.none", "Neither the reader nor a rule names anybody."),)
    return (found[0],), (found[1],)
