"""On whose word, and who denies it: people whom the reader missed, by what rules see in the words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.stance.claims import Claim
from dragoman.stance.cues import StanceCues
from dragoman.stance.denial import denial_of
from dragoman.stance.told import claims_on
from dragoman.types import Cast, Draft, Participant, Reading, Span, Why

_BREAK = re.compile(r"[,;–—]")

Found = tuple[Participant, Why]


@dataclass(frozen=True, slots=True)
class Scene:
    """A reading with its casts, the people in them by sentence, and what each sentence claims.

    ``told`` fills as sentences are asked for: each is looked at once a report.
    """

    reading: Reading
    casts: tuple[Cast, ...]
    people: dict[int, tuple[Participant, ...]]
    told: dict[int, tuple[Claim, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading, casts: tuple[Cast, ...]) -> Scene:
        """Gather the participants of every cast once, by the sentence they stand in."""
        people: dict[int, dict[tuple[int, int], Participant]] = {}
        for cast in casts:
            for person in (*cast.actors, *cast.recipients, *cast.said_by, *cast.denied_by):
                number = reading.sentence_at(person.start)
                people.setdefault(number, {}).setdefault((person.start, person.end), person)
        return cls(reading, casts, {number: tuple(found.values()) for number, found in people.items()})

    def claims(self, draft: Draft, cues: StanceCues) -> tuple[Claim, ...]:
        """Return the claims that give a draft, outermost first."""
        return claims_on(draft, self.reading, self.told, cues)

    def person(self, span: Span) -> Participant:
        """Return the resolved participant that overlaps ``span``, or its bare words."""
        near = self.people.get(self.reading.sentence_at(span.start), ())
        found = (person for person in near if person.start < span.end and span.start < person.end)
        return next(found, Participant(span.start, span.end, span.text))


def find_source(number: int, scene: Scene, cues: StanceCues) -> tuple[Found, ...]:
    """Return who a draft is told by, outermost first, with the reasons; empty where no rule sees anybody."""
    accuser = _accuser(number, scene) if "accusation" in cues.enabled else None
    if accuser is not None:
        return (_found(*accuser, "accusation", cues),)
    draft, actors = scene.reading.drafts[number], scene.casts[number].actors
    if any(actor.text.lower() in cues.frames.pronouns for actor in actors):
        return ()
    found = tuple(_found(scene.person(claim.source), claim.cue, claim.rule, cues)
                  for claim in scene.claims(draft, cues))
    return () if any(same_person(person, actor) for person, _ in found for actor in actors) else found


def find_denier(number: int, told: bool, scene: Scene, cues: StanceCues) -> tuple[Found, ...]:  # noqa: FBT001 - a fact
    """Return who denies a draft, with the reason; empty where no rule sees anybody.

    ``told`` tells whether the act is given on somebody's word.
    """
    found = denial_of(number, told, scene.reading, cues)
    if found is None:
        return ()
    denial, rule = found
    person = scene.person(denial.source)
    actors = scene.casts[number].actors
    if rule == "denies-next" and not any(_stands_for(person, actor) for actor in actors):
        return ()
    detail = f"“{person.text}” denies it: “{denial.cue.text}”."
    span = ((denial.cue.start, denial.cue.end),)
    return ((person, Why("denied_by", f"stance.{rule}", detail, cues.precision.get(rule), span)),)


def _stands_for(denier: Participant, actor: Participant) -> bool:
    """Say whether a denier may deny for an actor: the same one, or of the same country."""
    return same_person(denier, actor) or (denier.country is not None and denier.country == actor.country)


def _found(person: Participant, words: Span, rule: str, cues: StanceCues) -> Found:
    detail = f"“{words.text}” gives it on the word of “{person.text}”."
    return person, Why("said_by", f"stance.{rule}", detail, cues.precision.get(rule), ((words.start, words.end),))


def same_person(first: Participant, second: Participant) -> bool:
    """Say whether two participants are the same one, by entity, name or words."""
    if first.entity is not None and second.entity is not None:
        return first.entity == second.entity
    return (first.name or first.text).lower() == (second.name or second.text).lower()


def _accuser(number: int, scene: Scene) -> tuple[Participant, Span] | None:
    """Return who accuses the draft's actor of the act, earlier in the sentence with no comma between."""
    draft, cast = scene.reading.drafts[number], scene.casts[number]
    for index in range(number - 1, -1, -1):
        accusation, people = scene.reading.drafts[index], scene.casts[index]
        if scene.reading.sentence_at(accusation.trigger.start) != scene.reading.sentence_at(draft.trigger.start):
            return None
        between = scene.reading.report.text[accusation.trigger.end:draft.trigger.start]
        if _alleges(accusation) and draft.type != "ACCUSE" and not _BREAK.search(between) and people.actors:
            accused = any(same_person(a, b) for a in people.recipients for b in cast.actors)
            if accused and not any(same_person(people.actors[0], actor) for actor in cast.actors):
                return people.actors[0], accusation.trigger
    return None


def _alleges(draft: Draft) -> bool:
    return draft.type == "ACCUSE" and any(mode == "allege" for mode, _ in draft.modes)
