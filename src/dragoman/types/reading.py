"""What reading a report yields: sentences, quotations and drafts of events."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.types.report import Report
from dragoman.types.span import Span


class Role(StrEnum):
    """The part a passage plays for one trigger; order fixes the model's outputs."""

    ACTOR = "actor"
    RECIPIENT = "recipient"
    PLACE = "place"
    TIME = "time"
    SAID_BY = "said_by"
    DENIED_BY = "denied_by"
    NUMBER = "number"
    CONDITION = "condition"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks; ``speaker`` is who is given as saying them."""

    span: Span
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A passage that plays a role for a draft's trigger.

    Attributes:
        role: which role.
        span: the passage.
        score: 0 … 1, the role head's mean probability over the passage.
        sector: PLOVER sector of a participant, None for none or for other roles.
        sector_score: 0 … 1.
        kind: kind of number (``dead`` …) for Role.NUMBER, else None.
    """

    role: Role
    span: Span
    score: float = 1.0
    sector: str | None = None
    sector_score: float = 1.0
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An event mention as the reader sees it, before anything is resolved.

    Attributes:
        trigger: the words that report the act.
        type: one of the 16 PLOVER types.
        score: 0 … 1, probability of the trigger with this type.
        alternatives: other types with their probabilities, best first.
        modes: modes over their threshold with probabilities, best first.
        status: ``actual``, ``future``, ``hypothetical`` or ``negated``.
        status_scores: the four probabilities by status.
        parts: participants, places, times, numbers and terms, by start.
        beside: other words of the sentence that may carry the act; the trigger alone was too doubtful to be coded.
    """

    trigger: Span
    type: str
    score: float
    alternatives: tuple[tuple[str, float], ...] = ()
    modes: tuple[tuple[str, float], ...] = ()
    status: str = "actual"
    status_scores: tuple[tuple[str, float], ...] = ()
    parts: tuple[Part, ...] = ()
    beside: tuple[Span, ...] = ()

    def of(self, role: Role) -> tuple[Part, ...]:
        """Return the parts that play ``role``, in order of the text."""
        return tuple(part for part in self.parts if part.role is role)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was not coded, kept so that recall can be reviewed."""

    span: Span
    type: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One report, read: the input of every later stage.

    ``drafts`` are in order of their triggers; the later stages return one value
    per draft in the same order.
    """

    report: Report
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...] = ()
    drafts: tuple[Draft, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds ``offset`` (nearest before it in a gap)."""
        number = 0
        for number, sentence in enumerate(self.sentences):
            if offset < sentence.end:
                break
        return number
