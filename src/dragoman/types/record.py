"""The record: one mention, in one report, of one political act."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.types.reading import Rejected
from dragoman.types.report import Report
from dragoman.types.span import Span
from dragoman.types.why import Why


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in an event, as reported (words, offsets) and as resolved.

    Unresolved fields are None, never guessed. ``country`` is ISO3 or one of
    PLOVER's international codes (UNO, EUR, IGO, NGO, IMG, ISM, MNC).
    """

    start: int
    end: int
    text: str
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    sectors: tuple[str, ...] = ()
    entity: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """Interval of days; ``from_`` and ``to`` are prefix dates, both inclusive.

    ``precision`` is ``day``, ``month``, ``year`` or ``span``. The phrase's
    words and offsets are None when the date was inferred.
    """

    from_: str
    to: str
    precision: str
    text: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """A place: the passage, and what it was resolved to (None where it was not).

    ``precision`` is ``site``, ``city``, ``district``, ``province``, ``country`` or
    ``region``; ``lat``/``lon`` are WGS84 degrees, ``geonames`` a GeoNames id.
    """

    start: int
    end: int
    text: str
    name: str | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the text with its bounds; an open bound is None."""

    start: int
    end: int
    text: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something is due: the passage and its interval, if resolved."""

    start: int
    end: int
    text: str
    from_: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One coded event mention; the order of fields is the order of every export.

    See ``docs/schema.md`` for the meaning and range of each field.
    """

    id: str
    report: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    intensity: float
    trigger: Span
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    status: str
    said_by: tuple[Participant, ...]
    denied_by: tuple[Participant, ...]
    when: When | None
    where: tuple[Where, ...]
    numbers: dict[str, Amount]
    condition: Span | None
    deadline: Deadline | None
    same_as: str | None
    episode: str | None
    confidence: float
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """Everything that coding one report yields."""

    report: Report
    records: tuple[Record, ...]
    rejected: tuple[Rejected, ...] = ()
