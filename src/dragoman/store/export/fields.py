"""Fields that several formats share: days, places, names; and what they leave out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.store.export.codes import Losses
from dragoman.types import Participant, Record, Report

_NOT_DONE = ("negated", "hypothetical", "future")
_SAID_AHEAD = ("AGREE", "CONCEDE")
_UNTOLD = {"loss.said-by": "said_by", "loss.denied-by": "denied_by", "loss.condition": "condition",
           "loss.deadline": "deadline", "loss.numbers": "numbers"}


@dataclass(frozen=True, slots=True)
class Form:
    """What the formats of others leave open.

    Attributes:
        is_published_for_unknown: the day of publication stands where the act's is unknown.
        statuses: statuses asked for; empty for the acts that were done. What PLOVER has types
            for (a plan is AGREE, a promise to yield CONCEDE) counts as done.
    """

    is_published_for_unknown: bool = False
    statuses: tuple[str, ...] = ()


def is_told(record: Record, form: Form, losses: Losses) -> bool:
    """Say whether a record goes into a format that cannot say that something was not done.

    Counts what the format has no place for either.
    """
    is_left = record.status in _NOT_DONE and not form.statuses and not (
        record.status == "future" and record.type in _SAID_AHEAD)
    if is_left:
        losses["loss.status"] += 1
        return False
    losses.update(loss for loss, name in _UNTOLD.items() if getattr(record, name))
    losses["loss.place"] += max(0, len(record.where) - 1)
    return True


def day_of(record: Record, report: Report, form: Form, losses: Losses) -> date | None:
    """Return the day of the act, or by ``form`` the day of publication; None when it is not known to the day."""
    if record.when is not None and record.when.from_ == record.when.to:
        found = day(record.when.from_)
        if found is not None:
            return found
    published = day(report.published) if form.is_published_for_unknown else None
    losses["loss.day" if published is None else "loss.day-published"] += 1
    return published


def day(prefix: str | None) -> date | None:
    """Return the day of a prefix date that is one; None for months, years and what is no date."""
    try:
        return date.fromisoformat(prefix[:10]) if prefix and len(prefix) >= 10 else None  # noqa: PLR2004 - YYYY-MM-DD
    except ValueError:
        return None


def name_of(participant: Participant) -> str:
    """Return the resolved name, or the report's words."""
    return participant.name or participant.text
