"""Records and their parts in few words, for tables and pages on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.types import Participant, Record, When


def who(participants: Iterable[Participant]) -> str:
    """Return ``John Kerry (USA GOV), …``."""
    return ", ".join(_one(participant) for participant in participants)


def what(record: Record) -> str:
    """Return ``CONSULT visit``."""
    return " ".join((record.type, *record.modes))


def when(interval: When | None) -> str:
    """Return ``2015-05-12`` or ``2015-05-12 to 2015-06``."""
    if interval is None:
        return ""
    return interval.from_ if interval.from_ == interval.to else f"{interval.from_} to {interval.to}"


def where(record: Record) -> str:
    """Return the most specific place with its country."""
    if not record.where:
        return ""
    place = record.where[0]
    return f"{place.name or place.text} ({place.country})" if place.country else place.name or place.text


def numbers(record: Record) -> str:
    """Return ``dead 12-15, injured at least 30``."""
    return ", ".join(f"{kind} {_bounds(amount.low, amount.high) or amount.text}"
                     for kind, amount in record.numbers.items())


def _one(participant: Participant) -> str:
    code = " ".join(item for item in (participant.country, participant.sector) if item)
    name = participant.name or participant.text
    return f"{name} ({code})" if code else name


def _bounds(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    if low is None:
        return f"at most {high}"
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low}-{high}"
