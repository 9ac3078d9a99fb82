"""What each stage says about one draft; one value per draft, in draft order."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.types.record import Amount, Deadline, Participant, When, Where
from dragoman.types.span import Span
from dragoman.types.why import Why


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in one event, resolved (stage ``actors``)."""

    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    said_by: tuple[Participant, ...] = ()
    denied_by: tuple[Participant, ...] = ()
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What was done (stage ``events``). ``veto`` names the rule that refuses the draft."""

    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    intensity: float
    numbers: dict[str, Amount] = field(default_factory=dict)
    veto: str | None = None
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Stance:
    """Did it really happen, on whose word, on what terms (stage ``stance``)."""

    status: str
    said_by: tuple[Participant, ...] = ()
    denied_by: tuple[Participant, ...] = ()
    condition: Span | None = None
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Timing:
    """When it happened and when it is due (stage ``when``)."""

    when: When | None = None
    deadline: Deadline | None = None
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where it happened, most specific place first (stage ``where``)."""

    where: tuple[Where, ...] = ()
    whys: tuple[Why, ...] = ()
