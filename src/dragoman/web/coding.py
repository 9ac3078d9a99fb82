"""Coding what the start page was given: in a process of its own, with its progress to look at.

The store has one writer at a time. A job that finds another one at work, ours or a
``dragoman code`` in a terminal, waits for it and says so.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep
from typing import TypeVar

from dragoman.engines.local import Coder
from dragoman.errors import DragomanError, NothingFound, StoreBusy
from dragoman.ingest import Skipped
from dragoman.types import Coding

_T = TypeVar("_T")

MOST_SHOWN = 200
_LONGEST_WAIT = 3600.0
_PAUSE = 1.0
STATES = ("waiting", "coding", "linking", "done", "failed")
Load = Callable[[], Coder]


@dataclass(frozen=True, slots=True)
class Coded:
    """A report that is done: how many records it gave, and the acts of the first."""

    report: str
    title: str | None
    records: int
    acts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Attributes:
        state: one of STATES.
        reports, records: done so far; reports that were known already do not count.
        coded: the newest reports, newest first.
        skipped: what could not be read, and why.
        known: reports that this very coder coded before.
        message: why it waits or failed.
        linked, to_link: acts compared so far, and how many there are, while ``linking``.
        seconds: since the beginning.
    """

    state: str = "waiting"
    reports: int = 0
    records: int = 0
    coded: tuple[Coded, ...] = ()
    skipped: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    message: str = ""
    linked: int = 0
    to_link: int = 0
    seconds: float = 0.0

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {"done", "failed"}


@dataclass(slots=True)
class _Job:
    """One process, and the last that it said; the folder of what it reads goes with it."""

    folder: Path
    process: BaseProcess
    progress: Progress = field(default_factory=Progress)


class Jobs:
    """The jobs of one workbench, by number; safe between threads."""

    def __init__(self, store: Path, load: Load, processes: int = 0) -> None:
        """Code into ``store`` with the coder that ``load`` loads, which must be picklable."""
        self._store = store
        self._load = load
        self._processes = processes
        self._lock = Lock()
        self._jobs: dict[int, _Job] = {}

    def begin(self, folder: Path, published: str | None) -> int:
        """Begin to code the files of a folder, which is removed in the end; returns the job's number."""
        context = get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        work = (theirs, str(self._store), str(folder), published, self._load, self._processes)
        # It may have workers of its own, so it is no daemon; `close` ends it with the workbench.
        process = context.Process(target=_work, args=work)
        process.start()
        theirs.close()
        with self._lock:
            number = len(self._jobs) + 1
            job = self._jobs[number] = _Job(folder, process)
        Thread(target=self._listen, args=(job, ours), daemon=True).start()
        return number

    def progress(self, number: int) -> Progress:
        """Return how far a job is; raises NothingFound."""
        with self._lock:
            if number not in self._jobs:
                raise NothingFound(f"there is no job {number} since this start of the workbench")
            return self._jobs[number].progress

    def close(self) -> None:
        """End what still runs; what was coded is in the store."""
        with self._lock:
            jobs = list(self._jobs.values())
        for job in jobs:
            if job.process.is_alive():
                job.process.terminate()
                job.process.join(5)
            shutil.rmtree(job.folder, ignore_errors=True)

    def _listen(self, job: _Job, ours: Connection) -> None:
        """Take what the process says until it has no more to say."""
        try:
            while True:
                said: Progress = ours.recv()
                with self._lock:
                    job.progress = said
        except (EOFError, OSError):
            job.process.join()
        with self._lock:
            if not job.progress.is_over:
                job.progress = replace(job.progress, state="failed", message="the coding process ended early")
        shutil.rmtree(job.folder, ignore_errors=True)


def _work(said: Connection, store: str, folder: str, published: str | None, load: Load, processes: int) -> None:
    """Code a folder into a store and tell how it goes; runs in a process of its own."""
    began = monotonic()
    progress = Progress()

    def tell(**changes: object) -> None:
        nonlocal progress
        progress = replace(progress, seconds=monotonic() - began, **changes)  # type: ignore[arg-type]
        said.send(progress)

    try:
        _code(store, folder, published, load, processes, tell, lambda: progress)
        _link(store, tell)
        tell(state="done", message="")
    except DragomanError as error:
        tell(state="failed", message=str(error))
    except Exception as error:  # noqa: BLE001 - the edge of a process: whatever it is, the page should say so
        tell(state="failed", message=f"{type(error).__name__}: {error}")
    finally:
        said.close()


def _code(store: str, folder: str, published: str | None, load: Load, processes: int,
          tell: Callable[..., None], so_far: Callable[[], Progress]) -> None:
    from dragoman import __version__
    from dragoman.engines.run import Inputs, run
    from dragoman.reading.reader import model_name
    from dragoman.store import Writer

    options = {"paths": ["start page"], "date": published}
    coder = f"{__version__} {model_name()}"
    with _patiently(lambda: Writer(store, coder=coder, begun=_now(), options=options), tell) as writer:
        tell(state="coding", message="")
        for item in run(Inputs((folder,), published), load, writer=writer, jobs=processes):
            tell(**(_skipped(so_far(), item) if isinstance(item, Skipped) else _coded(so_far(), item)))
        writer.finish(_now())


def _link(store: str, tell: Callable[..., None]) -> None:
    from dragoman.analyze.episodes.link import link
    from dragoman.analyze.standing.keeping import refresh

    tell(state="linking")
    _patiently(lambda: link(store, _now, lambda done, all_: tell(linked=done, to_link=all_)), tell)
    _patiently(lambda: refresh(store, begun=_now()), tell)


def _patiently(attempt: Callable[[], _T], tell: Callable[..., None]) -> _T:
    """Try until nobody else writes the store; raises StoreBusy after an hour."""
    until = monotonic() + _LONGEST_WAIT
    while True:
        try:
            return attempt()
        except StoreBusy:
            if monotonic() > until:
                raise
            tell(message="Another process is writing the store; this begins when it is done.")
            sleep(_PAUSE)


def _coded(progress: Progress, coding: Coding) -> dict[str, object]:
    acts = tuple((record.type, record.trigger.text) for record in coding.records[:6])
    done = Coded(coding.report.id, coding.report.title, len(coding.records), acts)
    return {"reports": progress.reports + 1, "records": progress.records + len(coding.records),
            "coded": (done, *progress.coded)[:MOST_SHOWN]}


def _skipped(progress: Progress, item: Skipped) -> dict[str, object]:
    from dragoman.ingest import Kind

    if item.kind is Kind.KNOWN:
        return {"known": (*progress.known, item.report or "")[-MOST_SHOWN:]}
    place = Path(item.path).name + (f", line {item.line}" if item.line else "")
    return {"skipped": (*progress.skipped, f"{place}: {item.reason}")[-MOST_SHOWN:]}


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
