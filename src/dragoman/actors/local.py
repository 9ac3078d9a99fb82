"""Participants with no belonging of their own: pronouns, offices and common nouns take it from the report.

Every country that the report, its title or the draft's places name is a candidate, and so is
"none". Each stands to the participant in some relations (*cues*): it is named just before, it is
where the act took place, it is another participant's … A candidate's score is the sum of the
weights of its cues, for any participant and for the participant's group; the table ``weights.csv``
was fitted on coded reports by ``scripts/fit_actors.py``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp

from dragoman.actors.finding import Finding
from dragoman.actors.named import given_names
from dragoman.actors.phrase import Phrase
from dragoman.actors.scene import LOCATIVES, PLACE_KINDS, Mention, Scene

NOBODY = ""
Cues = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else is known of one draft: countries of its places, and of its other participants by role."""

    places: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    role: str = ""


def group_of(phrase: Phrase) -> str:
    """Return the group of participants that share weights."""
    if phrase.kind in {"he", "they", "it", "we", "name"}:
        return phrase.kind
    if phrase.owner:
        return "owned"
    return phrase.role or phrase.sector or "noun"


def by_surroundings(scene: Scene, phrase: Phrase, around: Surroundings,
                    settled: Mapping[tuple[int, int], str]) -> Finding | None:
    """Choose among the countries in sight; None where none is clearly better than nothing."""
    cues = cues_of(scene, phrase, around, settled)
    ranked = rank(scene, phrase, cues)
    if not ranked:
        return None
    country, probability = ranked[0]
    if country == NOBODY:
        return Finding(NOBODY, "local.nobody", "belongs to no country in sight", probability)
    strongest = sorted(cues[country], key=lambda cue: -_weight(scene, phrase, cue))[:3]
    return Finding(country, "local.surroundings", f"{country}: {', '.join(strongest)}", probability)


def rank(scene: Scene, phrase: Phrase, cues: Cues) -> list[tuple[str, float]]:
    """Return the candidates with their probabilities, best first."""
    totals = {country: sum(value * _weight(scene, phrase, cue) for cue, value in found.items())
              for country, found in cues.items()}
    top = max(totals.values())
    shares = {country: exp(total - top) for country, total in totals.items()}
    whole = sum(shares.values())
    return sorted(((country, share / whole) for country, share in shares.items()), key=lambda pair: (-pair[1], pair[0]))


def _weight(scene: Scene, phrase: Phrase, cue: str) -> float:
    weights = scene.book.weights
    return weights.get("any", {}).get(cue, 0.0) + weights.get(group_of(phrase), {}).get(cue, 0.0)


def cues_of(scene: Scene, phrase: Phrase, around: Surroundings, settled: Mapping[tuple[int, int], str]) -> Cues:
    """Return each candidate's cues with their strengths."""
    cues: Cues = defaultdict(dict)
    given = given_names(scene, phrase, *_extent(scene, phrase))
    if given:
        scene = replace(scene, mentions=tuple(mention for mention in scene.mentions if mention not in given))
    cues[NOBODY] = {"none": 1.0, f"none.{phrase.head}": 1.0, f"none.{'many' if phrase.plural else 'one'}": 1.0}
    start, end = _extent(scene, phrase)
    _see_sentence(scene, start, end, cues)
    _see_report(scene, start, cues)
    _see_participants(scene, start, settled, cues)
    for country in around.places:
        cues[country]["place"] = 1.0
    for role, country in around.others:
        cues[country][f"role.{'same' if role == around.role else role}"] = 1.0
    cues[NOBODY]["none.nothing"] = float(len(cues) == 1)
    return cues


def _extent(scene: Scene, phrase: Phrase) -> tuple[int, int]:
    return scene.words[phrase.first].start, scene.words[phrase.last - 1].end


def _see_sentence(scene: Scene, start: int, end: int, cues: Cues) -> None:
    sentence = scene.reading.sentences[scene.reading.sentence_at(start)]
    inside = scene.within(sentence.start, sentence.end)
    before = [mention for mention in inside if mention.end <= start]
    after = [mention for mention in inside if mention.start >= end]
    for name, mentions in (("before", before[::-1]), ("after", after)):
        for number, mention in enumerate(mentions):
            _add(cues, mention.country, f"{name}.{_kind(scene, mention)}")
            if number == 0:
                _add(cues, mention.country, f"{name}.near")
    if inside:
        _add(cues, inside[0].country, "sentence.first")
    touching = [mention for mention in inside if mention.start < end and mention.end > start]
    for mention in touching:
        _add(cues, mention.country, f"within.{_kind(scene, mention)}")


def _see_report(scene: Scene, start: int, cues: Cues) -> None:
    number = scene.reading.sentence_at(start)
    if number:
        sentence = scene.reading.sentences[number - 1]
        for place, mention in enumerate(scene.within(sentence.start, sentence.end)):
            _add(cues, mention.country, f"previous.{'first' if place == 0 else _kind(scene, mention)}")
    for place, mention in enumerate(scene.title):
        _add(cues, mention.country, "title.first" if place == 0 else "title.more")
    counts = Counter(mention.country for mention in scene.mentions)
    total = sum(counts.values())
    for country, count in counts.items():
        if country:
            cues[country]["share"] = count / total
        if country and len(counts) == 1:
            cues[country]["only"] = 1.0
    if scene.mentions:
        _add(cues, scene.mentions[0].country, "report.first")


def _see_participants(scene: Scene, start: int, settled: Mapping[tuple[int, int], str], cues: Cues) -> None:
    earlier = [(span, country) for span, country in settled.items() if span[1] <= start and country]
    if earlier:
        _add(cues, max(earlier)[1], "participant.near")
        _add(cues, min(earlier)[1], "participant.first")
        sentence = scene.reading.sentences[scene.reading.sentence_at(start)]
        here = [pair for pair in earlier if pair[0][0] >= sentence.start]
        if here:
            _add(cues, min(here)[1], "participant.subject")
    for country in settled.values():
        if country:
            _add(cues, country, "participant.any")


def _add(cues: Cues, country: str, cue: str) -> None:
    cues[country][cue if country else f"none.region.{cue}"] = 1.0


def _kind(scene: Scene, mention: Mention) -> str:
    if mention.kind in PLACE_KINDS:
        before = scene.words[mention.first - 1].key if mention.first else ""
        if before in LOCATIVES:
            return "locative"
        return "owner" if scene.words[mention.last - 1].possessive else mention.kind
    return mention.kind
