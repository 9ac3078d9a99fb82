"""Put status, source, denial and condition of every draft together."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.stance.attribution import Found, Scene, find_denier, find_source
from dragoman.stance.cues import StanceCues
from dragoman.stance.denial import is_told
from dragoman.stance.hearsay import distance_whys
from dragoman.stance.status import decide
from dragoman.stance.strays import without_strays
from dragoman.stance.terms import cued_deadline, find_condition
from dragoman.types import Cast, Draft, Participant, Reading, Role, Stance, Why


def judge(reading: Reading, casts: tuple[Cast, ...], cues: StanceCues) -> tuple[Stance, ...]:
    """Return for each draft whether it happened, on whose word, who denies it, and on what condition.

    Args:
        reading: the report as read.
        casts: the resolved participants, one per draft in the reading's order; those of
            ``mark_sources(reading, cues)`` where sources that rules find are to be resolved too.
        cues: the rules.
    """
    scene = Scene.of(reading, casts)
    return tuple(_stance(number, scene, cues) for number in range(len(reading.drafts)))


def _stance(number: int, scene: Scene, cues: StanceCues) -> Stance:
    draft, cast = scene.reading.drafts[number], scene.casts[number]
    status, status_whys = decide(draft, scene.reading, cues)
    said, said_whys = _given_or_found(
        "said_by", _given(cast.said_by, draft, Role.SAID_BY), lambda: find_source(number, scene, cues))
    told = bool(said) or is_told(number, scene.reading)
    denied, denied_whys = _given_or_found(
        "denied_by", _given(cast.denied_by, draft, Role.DENIED_BY), lambda: find_denier(number, told, scene, cues))
    said, denier_whys = _without_deniers(said, denied)
    bound, stray_whys = without_strays(draft, scene.reading, cues)
    condition, condition_whys = find_condition(bound, scene.reading, cues.terms)
    _, deadline_whys = cued_deadline(draft, scene.reading, cues.terms)
    whys = (*status_whys, *said_whys, *denier_whys, *denied_whys, *condition_whys, *stray_whys, *deadline_whys,
            *distance_whys(draft, scene.reading, cues))
    return Stance(status, said, denied, condition, whys)


def _given_or_found(
    field: str, given: tuple[Participant, ...], find: Callable[[], tuple[Found, ...]],
) -> tuple[tuple[Participant, ...], tuple[Why, ...]]:
    """Return whom the reader gives, else whom a rule finds; rules never add to what the reader gives."""
    if given:
        spans = tuple((person.start, person.end) for person in given)
        return given, (Why(field, "reader.roles", "The reader marked them.", spans=spans),)
    found = find()
    if not found:
        return (), (Why(field, "stance.none", "Neither the reader nor a rule names anybody."),)
    return tuple(person for person, _ in found), tuple(why for _, why in found)


def _without_deniers(
    said: tuple[Participant, ...], denied: tuple[Participant, ...],
) -> tuple[tuple[Participant, ...], tuple[Why, ...]]:
    """Return the sources without those who deny the act: nobody says so and denies it in the same words."""
    deniers = [person for person in said if any(person.start < no.end and no.start < person.end for no in denied)]
    whys = tuple(Why("said_by", "stance.denies-it", f"“{person.text}” denies it and is not its source.",
                     spans=((person.start, person.end),)) for person in deniers)
    return tuple(person for person in said if person not in deniers), whys


def _given(people: tuple[Participant, ...], draft: Draft, role: Role) -> tuple[Participant, ...]:
    """Return those whom the reader marked itself; a cast also holds whom ``mark_sources`` added."""
    marked = {(part.span.start, part.span.end) for part in draft.of(role)}
    return tuple(person for person in people if (person.start, person.end) in marked)
