"""Reports of our own making, with one record each, for tests of episodes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from dragoman.store import Writer
from dragoman.types import Amount, Coding, Participant, Record, Report, Span, When, Where, Why

NOW = datetime(2031, 4, 9, 12, 30)  # noqa: DTZ001 - the store keeps UTC without a zone
TYPES = {"shelled": ("ASSAULT", "heavy-weapons", 4, -9.5), "shelling": ("ASSAULT", "heavy-weapons", 4, -9.5),
         "met": ("CONSULT", "visit", 1, 4.0), "talks": ("CONSULT", "visit", 1, 4.0)}
COUNTRIES = {"Norland": "NOR", "Surland": "SUR", "Ostland": "OST"}
PLACES = {"Velm": (10.0, 10.0), "Karsk": (14.0, 19.0), "Ulmen": (10.0, 10.6)}
ELSEWHERE = {"Ulmen": "OST"}


def told(text: str, published: str, *, source: str = "The Courier", when: str | None = None, status: str = "actual",
         said_by: str | None = None, denied_by: str | None = None) -> Coding:
    """Return a report with a record for its first word of ``TYPES``; countries before it act, those after suffer."""
    report = Report(id=_hash("r", text + published + source), text=text, published=published, source=source)
    trigger = min((text.index(word), word) for word in TYPES if word in text)
    start, word = trigger
    kind, mode, quad, intensity = TYPES[word]
    people = sorted((text.index(name), name) for name in COUNTRIES if name in text)
    spoken = {said_by, denied_by}
    record = Record(
        id=_hash("e", report.id + word), report=report.id, type=kind, modes=(mode,), contexts=(), quad=quad,
        intensity=intensity, trigger=Span.of(text, start, start + len(word)),
        actors=tuple(_who(at, name) for at, name in people if at < start and name not in spoken),
        recipients=tuple(_who(at, name) for at, name in people if at > start and name not in spoken), status=status,
        said_by=_one(text, said_by), denied_by=_one(text, denied_by),
        when=When(when or published, when or published, "day", *((None,) * 3)), where=_where(text),
        numbers=_numbers(text), condition=None, deadline=None, same_as=None, episode=None, confidence=0.8,
        why=(Why("type", "fake.word", word),),
    )
    return Coding(report, (record,))


def write(path: Path, codings: Sequence[Coding], coder: str = "1.0 fast") -> Path:
    """Write codings into a store as one run and return its path."""
    with Writer(path, coder=coder, begun=NOW, options={}) as writer:
        writer.add(list(codings))
        writer.finish(NOW)
    return path


def now() -> datetime:
    """Return the same time whenever it is asked."""
    return NOW


def _hash(kind: str, words: str) -> str:
    return f"{kind}-{hashlib.sha256(words.encode()).hexdigest()[:16]}"


def _who(start: int, name: str) -> Participant:
    return Participant(start, start + len(name), name, name, COUNTRIES[name], "GOV", ("GOV",))


def _one(text: str, name: str | None) -> tuple[Participant, ...]:
    return () if name is None else (_who(text.index(name), name),)


def _where(text: str) -> tuple[Where, ...]:
    return tuple(Where(text.index(name), text.index(name) + len(name), name, name, ELSEWHERE.get(name, "SUR"), None,
                       *point, 7, "city")
                 for name, point in PLACES.items() if name in text)


def _numbers(text: str) -> dict[str, Amount]:
    found = re.search(r"\b\d+\b", text)
    return {} if found is None else {"dead": Amount(*found.span(), found[0], int(found[0]), int(found[0]))}
