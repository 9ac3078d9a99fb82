"""What every page stands on, read once for each state of the store and, for a large one, before it is shown.

A large store is copied in the background (see ``snapshots``); what follows here is read
out of the copy before requests see it, so that nobody waits for the first page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request

from dragoman.analyze import sources
from dragoman.analyze.selection import UNITS
from dragoman.web.memory import Memory, settle
from dragoman.web.views import frame, placed, records, rules, words, world
from dragoman.web.views.asking import Question
from dragoman.web.views.words import Country

if TYPE_CHECKING:
    from dragoman.analyze.history import History
    from dragoman.web.snapshots import Snapshots

_STATES = 2
"""Of how many states of the store what was read is kept: of the one shown and of the next."""


def tables() -> None:
    """Read the packaged tables that pages need, which do not depend on the store."""
    rules.read_tables()
    world.world(), world.provinces()
    words.country_names(), words.definitions()


class Ahead:
    """Answers to what is asked of the whole store, by the number of its state; safe between threads."""

    def __init__(self, snapshots: Snapshots) -> None:
        """Read nothing yet."""
        self._path = snapshots.path
        self._frames, self._acts, self._countries = Memory(_STATES), Memory(_STATES), Memory(_STATES)
        self._summaries, self._reported = Memory(), Memory(_STATES * len(UNITS))

    def read(self, history: History, number: int) -> None:
        """Read all of it."""
        self.frame(history, number)
        self.summary(history, number, Question())
        self.acts(history, number)
        self.countries(history)
        for unit in UNITS:
            self.reported(history, number, unit)
        settle()

    def frame(self, history: History, number: int) -> frame.Frame:
        """Return the figures around every page."""
        found: frame.Frame = self._frames.get(number, lambda: frame.of(history, self._path))
        return found

    def acts(self, history: History, number: int) -> placed.Acts:
        """Return all acts with their places, for the map."""
        found: placed.Acts = self._acts.get(number, lambda: placed.acts(history))
        return found

    def reported(self, history: History, number: int, unit: str) -> sources.Reported | None:
        """Return all reports by unit of time and publisher, for relations; None where no report has a date."""
        found: sources.Reported | None = self._reported.get((number, unit), lambda: sources.reported(history, unit))
        return found

    def countries(self, history: History) -> tuple[Country, ...]:
        """Return who acts in the store, to choose from in forms; every state of the store is a file of its own."""
        found: tuple[Country, ...] = self._countries.get(history.path, lambda: words.countries(history))
        return found

    def summary(self, history: History, number: int, question: Question) -> records.Summary:
        """Return totals and facets of a question to the records."""
        found: records.Summary = self._summaries.get((number, question), lambda: records.summary(history, question))
        return found


def of(request: Request) -> Ahead:
    """Return what is read ahead in the application that was asked."""
    found: Ahead = request.app.state.ahead
    return found
