"""Which mentions of one report tell the same act.

A table of features, each a small test on a pair of mentions, with fitted weights
(``resources/cues/same_as.toml``); every link names the features that made it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from dragoman.tables import load
from dragoman.types import Cast, Draft, Event, Participant, Reading, Role, Timing, Why

_WORD = re.compile(r"\w+")
_STEM = 5  # letters that two forms of one word have in common, mostly
_SHOWN = 4  # features named in a reason
_BACK = 200  # mentions looked back on, so that the work stays linear in very long texts
_BEFORE = 40  # characters before a trigger in which its determiner stands

Link = tuple[int | None, tuple[Why, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """What the features look at, taken once from each draft."""

    start: int
    end: int
    sentence: int
    type: str
    status: str
    modes: frozenset[str]
    words: tuple[str, ...]
    stems: frozenset[str]
    before: tuple[str, ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    countries: frozenset[str]
    receiving: frozenset[str]
    days: tuple[str, str] | None
    places: frozenset[str]
    numbers: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Words:
    definite: frozenset[str]
    indefinite: frozenset[str]
    resuming: frozenset[str]
    toll: frozenset[str]


@cache
def _words() -> _Words:
    return _Words(**{name: frozenset(words) for name, words in load.toml("same_as")["words"].items()})


def _clash(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first) and bool(second) and not first & second


def _before(mention: Mention, words: frozenset[str]) -> bool:
    return any(word in words for word in mention.before)


def _days_clash(a: Mention, b: Mention) -> bool:
    return a.days is not None and b.days is not None and (a.days[1] < b.days[0] or b.days[1] < a.days[0])


def _numbers_clash(a: Mention, b: Mention) -> bool:
    first, second = dict(a.numbers), dict(b.numbers)
    return any(first[kind] != second[kind] for kind in first.keys() & second.keys())


FEATURES: tuple[tuple[str, Callable[[Mention, Mention], bool]], ...] = (
    ("definite", lambda _, b: _before(b, _words().definite)),
    ("indefinite", lambda _, b: _before(b, _words().indefinite)),
    ("resuming-noun", lambda _, b: b.words[-1] in _words().resuming),
    ("definite-resuming-noun", lambda _, b: b.words[-1] in _words().resuming and _before(b, _words().definite)),
    ("toll-of-an-act", lambda a, b: b.words[-1] in _words().toll and a.words[-1] not in _words().toll),
    ("two-tolls", lambda a, b: b.words[-1] in _words().toll and a.words[-1] in _words().toll),
    ("same-stem", lambda a, b: bool(a.stems & b.stems)),
    ("same-sentence", lambda a, b: a.sentence == b.sentence),
    ("far", lambda a, b: b.sentence - a.sentence > 3),  # noqa: PLR2004 - sentences
    ("actors-shared", lambda a, b: bool(a.actors & b.actors)),
    ("actor-countries-shared", lambda a, b: bool(a.countries & b.countries)),
    ("actor-countries-clash", lambda a, b: _clash(a.countries, b.countries)),
    ("later-without-actor", lambda a, b: not b.actors and bool(a.actors)),
    ("neither-has-actors", lambda a, b: not b.actors and not a.actors),
    ("recipients-shared", lambda a, b: bool(a.recipients & b.recipients)),
    ("recipient-countries-shared", lambda a, b: bool(a.receiving & b.receiving)),
    ("recipient-countries-clash", lambda a, b: _clash(a.receiving, b.receiving)),
    ("later-without-recipient", lambda a, b: not b.recipients and bool(a.recipients)),
    ("sides-swapped", lambda a, b: bool(a.actors & b.recipients) or bool(a.recipients & b.actors)),
    ("modes-shared", lambda a, b: bool(a.modes & b.modes)),
    ("modes-clash", lambda a, b: _clash(a.modes, b.modes)),
    ("dates-clash", _days_clash),
    ("same-date", lambda a, b: a.days is not None and a.days == b.days),
    ("later-dated-alone", lambda a, b: b.days is not None and a.days is None),
    ("places-shared", lambda a, b: bool(a.places & b.places)),
    ("places-clash", lambda a, b: _clash(a.places, b.places)),
    ("numbers-shared", lambda a, b: bool(a.numbers & b.numbers)),
    ("numbers-clash", _numbers_clash),
    ("status-differs", lambda a, b: a.status != b.status),
)
"""The features in order: id and test on an earlier and a later mention."""


def mentions(
    reading: Reading, events: tuple[Event, ...], casts: tuple[Cast, ...], timings: tuple[Timing, ...],
) -> tuple[Mention, ...]:
    """Return what the features look at, one per draft."""
    rows = zip(reading.drafts, events, casts, timings, strict=True)
    return tuple(_mention(reading, *row) for row in rows)


def link(
    reading: Reading, events: tuple[Event, ...], casts: tuple[Cast, ...], timings: tuple[Timing, ...],
) -> tuple[Link, ...]:
    """Return for each draft the index of the first draft that tells the same act, or None, with its reasons."""
    table = load.toml("same_as")
    told = mentions(reading, events, casts, timings)
    links: list[Link] = []
    for number, later in enumerate(told):
        alike = (index for index in range(max(0, number - _BACK), number) if told[index].type == later.type)
        scored = [(score(told[index], later), -index) for index in alike]
        best, negative = max(scored, default=(0.0, 0))
        if best < table["threshold"]:
            links.append((None, (_none(best if scored else None),)))
            continue
        first = links[-negative][0]
        links.append((-negative if first is None else first, (_why(told[-negative], later, best),)))
    return tuple(links)


def score(earlier: Mention, later: Mention) -> float:
    """Return the probability, 0 … 1, that two mentions of one type tell the same act."""
    table = load.toml("same_as")
    weights = table["weights"]
    total = table["bias"] + sum(weights.get(name, 0.0) for name, test in FEATURES if test(earlier, later))
    return 1 / (1 + math.exp(-total))


def _mention(reading: Reading, draft: Draft, event: Event, cast: Cast, timing: Timing) -> Mention:
    trigger, when = draft.trigger, timing.when
    words = tuple(match.group().lower() for match in _WORD.finditer(trigger.text)) or (trigger.text.lower(),)
    number = reading.sentence_at(trigger.start)
    start = max(reading.sentences[number].start if reading.sentences else 0, trigger.start - _BEFORE)
    before = tuple(word.lower() for word in _WORD.findall(reading.report.text[start:trigger.start])[-2:])
    inside = words[:1] if len(words) > 1 else ()
    return Mention(
        trigger.start, trigger.end, number, event.type, draft.status, frozenset(event.modes), words,
        frozenset(word[:_STEM] for word in words if len(word) > 3),  # noqa: PLR2004 - letters
        before + inside,
        _names(cast.actors), _names(cast.recipients), _countries(cast.actors), _countries(cast.recipients),
        (when.from_, _padded(when.to)) if when is not None else None,
        frozenset(part.span.text.lower() for part in draft.of(Role.PLACE)),
        frozenset((kind, amount.text.lower()) for kind, amount in event.numbers.items()),
    )


def _padded(date: str) -> str:
    return date + "~"  # sorts after every longer date with this prefix


def _names(participants: tuple[Participant, ...]) -> frozenset[str]:
    """Return everything a participant is called by, so that an unresolved mention still meets a resolved one."""
    called = (name for person in participants for name in (person.entity, person.name, person.text))
    return frozenset(name.lower() for name in called if name is not None)


def _countries(participants: tuple[Participant, ...]) -> frozenset[str]:
    return frozenset(participant.country for participant in participants if participant.country)


def _why(earlier: Mention, later: Mention, value: float) -> Why:
    weights = load.toml("same_as")["weights"]
    held = (name for name, test in FEATURES if test(earlier, later))
    telling = sorted(held, key=lambda name: -abs(weights.get(name, 0.0)))[:_SHOWN]
    detail = f"Tells again the act told before; most telling: {', '.join(telling)}."
    return Why("same_as", "same_as.features", detail, value, ((earlier.start, earlier.end), (later.start, later.end)))


def _none(best: float | None) -> Why:
    if best is None:
        return Why("same_as", "same_as.none", "No earlier mention of this type in the report.")
    return Why("same_as", "same_as.none", "No earlier mention of this type is alike enough.", best)
