"""What stands in a store, read out of all its records once for each state of it.

Stringing commitments and measures together reads every record, which takes long in a
large store. So it is done in a thread, kept until the store has changed, and what was
known before is shown in the meantime.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock, Thread
from typing import TYPE_CHECKING

from starlette.requests import Request

from dragoman.analyze.standing.commitments import derive as commitments_of
from dragoman.analyze.standing.commitments import newest
from dragoman.analyze.standing.measures import MeasureRules
from dragoman.analyze.standing.measures import derive as measures_of
from dragoman.analyze.standing.mentions import mentions
from dragoman.analyze.standing.tables import CommitmentRules
from dragoman.errors import DragomanError
from dragoman.store import Store
from dragoman.web.snapshots import Snapshots

if TYPE_CHECKING:
    from dragoman.analyze.standing.life import Commitment, Measure

_WAITED_FOR = 2.0


@dataclass(frozen=True, slots=True)
class Standing:
    """All commitments and measures of a store.

    Attributes:
        number: of the snapshot that they were read from.
        newest: day of the newest report; None where none has one.
        commitments: by the day of their first change.
        measures: likewise.
    """

    number: int
    newest: date | None
    commitments: tuple[Commitment, ...]
    measures: tuple[Measure, ...]


def read(store: Store, number: int = 0) -> Standing:
    """Return what stands in a store."""
    found = mentions(store)
    return Standing(number, newest(store), commitments_of(found, CommitmentRules.load()),
                    measures_of(found, MeasureRules.load()))


class Standings:
    """What stands in the store of one workbench; safe to use from several threads."""

    def __init__(self, snapshots: Snapshots) -> None:
        """Read nothing yet."""
        self._snapshots = snapshots
        self._lock = Lock()
        self._thread: Thread | None = None
        self._known: Standing | None = None
        self._error: DragomanError | None = None

    def known(self) -> Standing | None:
        """Return what stands, or stood when it was read last; None while it is being read for the first time.

        A small store is waited for.

        Raises:
            NothingFound, StoreError: there is no store, or it cannot be read.
        """
        with self._snapshots.history() as (_, number):
            thread = self._started(number)
        if thread is not None and self._known is None:
            thread.join(_WAITED_FOR)
        if self._known is None and self._error is not None:
            raise self._error
        return self._known

    def _started(self, number: int) -> Thread | None:
        """Return the thread that reads this state of the store; None where it is known."""
        with self._lock:
            if self._known is not None and self._known.number == number:
                return None
            if self._thread is None or not self._thread.is_alive():
                self._error = None
                self._thread = Thread(target=self._read, daemon=True)
                self._thread.start()
            return self._thread

    def _read(self) -> None:
        try:
            with self._snapshots.history() as (history, number):
                self._known = read(history, number)
        except DragomanError as error:
            self._error = error


def standing(request: Request) -> Standing | None:
    """Return what stands in the store that this application is about; see ``Standings.known``."""
    state = request.app.state
    if not hasattr(state, "standings"):
        state.standings = Standings(state.snapshots)
    held: Standings = state.standings
    return held.known()
