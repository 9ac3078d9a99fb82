"""From where a phrase is read: the publication day, an earlier date, the drift of the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.when.days import Interval


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative phrases lean on.

    Attributes:
        published: day of publication, None if unknown: then only explicit dates resolve.
        earlier: the time that the narrative has reached, for "two days later".
        ahead: whether the event lies in the future, so that "on Friday" is the next one.
        before_event: whether the phrase stands before the event's words, as in "a day after the vote".
    """

    published: date | None = None
    earlier: Interval | None = None
    ahead: bool = False
    before_event: bool = False

    @property
    def running(self) -> date | None:
        """The day the narrative has reached: the earlier date if it is a day, else publication."""
        if self.earlier is not None and self.earlier.precision == "day":
            return self.earlier.first
        return self.published
