"""On whose word: sources that the reader missed, by frames of reporting and of accusing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.stance.cues import StanceCues
from dragoman.types import Cast, Draft, Participant, Reading, Span, Why

_WORD = re.compile(r"[\w’'-]+")
_BREAK = re.compile(r"[,;–—]")
_NAME = re.compile(r"(?:[A-Z][\w’'.-]*|of|for|the|and|al-\w+)(?:\s+(?:[A-Z][\w’'.-]*|of|for|the|and|al-\w+))*\s*\Z")
_SOURCE = re.compile(r"\s+(?:(?:the|a|an|its|local)\s+)?([^,.;()\"“”]{2,80})")
_ARTICLE = re.compile(r"\A(?:the|a|an|of|for|and)\s+", re.IGNORECASE)
_LOOK_BACK = 90  # characters before a reporting verb in which its subject stands
_COMMAS = 2  # commas between an act and "according to"

Found = tuple[Participant, Why]


@dataclass(frozen=True, slots=True)
class Scene:
    """A reading with its casts, and the people in them by sentence."""

    reading: Reading
    casts: tuple[Cast, ...]
    people: dict[int, tuple[Participant, ...]]

    @classmethod
    def of(cls, reading: Reading, casts: tuple[Cast, ...]) -> Scene:
        """Gather the participants of every cast once, by the sentence they stand in."""
        people: dict[int, dict[tuple[int, int], Participant]] = {}
        for cast in casts:
            for person in (*cast.actors, *cast.recipients, *cast.said_by, *cast.denied_by):
                number = reading.sentence_at(person.start)
                people.setdefault(number, {}).setdefault((person.start, person.end), person)
        return cls(reading, casts, {number: tuple(found.values()) for number, found in people.items()})

    def person(self, span: Span) -> Participant:
        """Return the resolved participant that overlaps ``span``, or its bare words."""
        near = self.people.get(self.reading.sentence_at(span.start), ())
        found = (person for person in near if person.start < span.end and span.start < person.end)
        return next(found, Participant(span.start, span.end, span.text))


def find_source(number: int, scene: Scene, cues: StanceCues) -> Found | None:
    """Return who a draft is told by, with the reason, where a rule sees it; None otherwise."""
    for rule, find in (("accusation", _accuser), ("according-to", _according), ("reporting-verb", _reporter)):
        if rule in cues.enabled and (found := find(number, scene, cues)) is not None:
            person, words = found
            detail = f"“{words.text}” gives it on the word of “{person.text}”."
            span = ((words.start, words.end),)
            return person, Why("said_by", f"stance.{rule}", detail, cues.precision.get(rule), span)
    return None


def same_person(first: Participant, second: Participant) -> bool:
    """Say whether two participants are the same one, by entity, name or words."""
    if first.entity is not None and second.entity is not None:
        return first.entity == second.entity
    return (first.name or first.text).lower() == (second.name or second.text).lower()


def _accuser(number: int, scene: Scene, cues: StanceCues) -> tuple[Participant, Span] | None:
    """Return who accuses the draft's actor of the act, earlier in the sentence with no comma between."""
    del cues
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


def _according(number: int, scene: Scene, cues: StanceCues) -> tuple[Participant, Span] | None:
    draft, text = scene.reading.drafts[number], scene.reading.report.text
    if draft.type not in cues.frames.material:
        return None
    sentence = scene.reading.sentences[scene.reading.sentence_at(draft.trigger.start)]
    for phrase in cues.frames.sources:
        at = sentence.text.lower().find(phrase)
        match = _SOURCE.match(text, sentence.start + at + len(phrase), sentence.end) if at >= 0 else None
        if match is not None and not match.start(1) <= draft.trigger.start < match.end(1):
            words = Span.of(text, sentence.start + at, sentence.start + at + len(phrase))
            left, right = sorted((words.end, draft.trigger.end))
            if text.count(",", left, right) <= _COMMAS:
                return scene.person(Span.of(text, match.start(1), match.start(1) + len(match[1].rstrip()))), words
    return None


def _reporter(number: int, scene: Scene, cues: StanceCues) -> tuple[Participant, Span] | None:
    """Return the subject of the last reporting verb before the act, if the act is the claim itself."""
    draft, cast = scene.reading.drafts[number], scene.casts[number]
    if draft.type not in cues.frames.material or any(a.text.lower() in cues.frames.pronouns for a in cast.actors):
        return None
    for verb in _verbs_before(draft, scene.reading, cues):
        subject = _subject(verb, scene.reading)
        between = scene.reading.report.text[verb.end:draft.trigger.start]
        if subject is None or _is_subordinate(between, cues):
            return None
        person = scene.person(subject)
        return None if any(same_person(person, actor) for actor in cast.actors) else (person, verb)
    return None


def _verbs_before(draft: Draft, reading: Reading, cues: StanceCues) -> Iterator[Span]:
    sentence = reading.sentences[reading.sentence_at(draft.trigger.start)]
    words = list(_WORD.finditer(reading.report.text, sentence.start, draft.trigger.start))
    for match in reversed(words):
        if match.group() in cues.frames.verbs:
            yield Span.of(reading.report.text, match.start(), match.end())


def _subject(verb: Span, reading: Reading) -> Span | None:
    """Return the capitalised words that end right before ``verb``."""
    start = max(reading.sentences[reading.sentence_at(verb.start)].start, verb.start - _LOOK_BACK)
    match = _NAME.search(reading.report.text[start:verb.start])
    if match is None:
        return None
    words = match.group().rstrip()
    article = _ARTICLE.match(words)
    skipped = article.end() if article is not None else 0
    left = start + match.start() + skipped
    return Span.of(reading.report.text, left, left + len(words) - skipped) if len(words) > skipped else None


def _is_subordinate(between: str, cues: StanceCues) -> bool:
    words = [word.lower() for word in _WORD.findall(between)]
    return bool(_BREAK.search(between)) or bool(cues.frames.subordinate.intersection(words))
