"""What stands in a store, read out of all its records once for each state of it.

Stringing commitments and measures together reads every record, which takes long in a
large store. So it is begun with the workbench, by a thread and for a large store by a
process of its own, kept until the store has changed, and what was known before is shown
in the meantime.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from starlette.requests import Request

from dragoman.analyze.history import History
from dragoman.analyze.standing.commitments import derive as commitments_of
from dragoman.analyze.standing.commitments import newest
from dragoman.analyze.standing.measures import MeasureRules
from dragoman.analyze.standing.measures import derive as measures_of
from dragoman.analyze.standing.mentions import mentions
from dragoman.analyze.standing.tables import CommitmentRules
from dragoman.errors import DragomanError, WorkerLost
from dragoman.store import Store
from dragoman.web.memory import settle
from dragoman.web.snapshots import Snapshots

if TYPE_CHECKING:
    from dragoman.analyze.standing.life import Commitment, Measure

_WAITED_FOR = 2.0
_BESIDE = 5000
"""From how many records on a process of its own reads them."""


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
        self._process: BaseProcess | None = None
        self._known: Standing | None = None
        self._error: DragomanError | None = None
        self._is_closed = False

    def begin(self) -> None:
        """Begin to read, so that it is known when it is asked for; a store that is not there yet is no error."""
        if self._snapshots.path.is_file():
            self._started(None)

    def close(self) -> None:
        """Read no more."""
        with self._lock:
            self._is_closed = True
            process, thread = self._process, self._thread
        if process is not None and process.is_alive():
            process.terminate()
        if thread is not None:
            thread.join(_WAITED_FOR)

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

    def _started(self, number: int | None) -> Thread | None:
        """Return the thread that reads this state of the store; None where it is known."""
        with self._lock:
            if self._is_closed or (self._known is not None and self._known.number == number):
                return None
            if self._thread is None or not self._thread.is_alive():
                self._error = None
                self._thread = Thread(target=self._read, daemon=True)
                self._thread.start()
            return self._thread

    def _read(self) -> None:
        try:
            with self._snapshots.history() as (history, number):
                records = history.sql("SELECT count(*) FROM raw_records").fetchall()[0][0]
                self._known = read(history, number) if records < _BESIDE else self._read_beside(history.path, number)
            settle()
        except DragomanError as error:
            self._error = error

    def _read_beside(self, path: Path, number: int) -> Standing | None:
        """Return what stands in a large store, read by a process of its own: requests do not share Python with it."""
        context = get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        with self._lock:
            if self._is_closed:
                return None
            process = self._process = context.Process(target=_tell, args=(theirs, str(path), number), daemon=True)
            process.start()
        theirs.close()
        try:
            found: Standing | DragomanError = ours.recv()
        except EOFError:
            raise WorkerLost("the process that reads what stands ended early") from None
        finally:
            process.join()
        if isinstance(found, DragomanError):
            raise found
        return found


def _tell(said: Connection, path: str, number: int) -> None:
    """Read what stands in a store, and say it or what went wrong."""
    try:
        with History(path) as history:
            found: Standing | DragomanError = read(history, number)
    except DragomanError as error:
        found = error
    said.send(found)
    said.close()


def standing(request: Request) -> Standing | None:
    """Return what stands in the store that this application is about; see ``Standings.known``."""
    held: Standings = request.app.state.standings
    return held.known()
