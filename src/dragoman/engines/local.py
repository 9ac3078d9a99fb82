"""Code many reports on this machine, on one core or on all of them."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from dragoman.errors import DragomanError, MissingPart, UsageError, WorkerLost
from dragoman.ingest import Kind, Skipped
from dragoman.types import Coding, Report

if TYPE_CHECKING:
    from dragoman.actors import OwnRow

_T = TypeVar("_T")
Coder = Callable[[Report], Coding]

CHUNK = 10
"""Reports that travel to a process together."""

_AHEAD = 3


def pipeline_coder(reader: str, own: tuple[OwnRow, ...] = ()) -> Coder:
    """Load the kit with this reader and users' own rows; return the function that codes one report with it.

    Raises:
        MissingPart: the package has no model or table.
        UsageError: there is no such reader.
    """
    from dragoman.pipeline import Kit, code

    try:
        kit = Kit.load(reader=reader, own=own)
    except FileNotFoundError as error:
        raise MissingPart(f"the reader's model is not in the package: {error}") from error
    except ValueError as error:
        raise UsageError(str(error)) from error
    return lambda report: code(report, kit)


@cache
def kept_coder(reader: str, own: tuple[OwnRow, ...] = ()) -> Coder:
    """Return what ``pipeline_coder`` returns, loaded once: for those who code again and again."""
    return pipeline_coder(reader, own)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def code_all(
    items: Iterable[Report | Skipped], load: Callable[[], Coder], *, jobs: int = 0,
) -> Iterator[Coding | Skipped]:
    """Code reports and yield the codings in the order of the reports.

    The result does not depend on ``jobs``. At most a few chunks a process are read
    ahead, so that any number of reports fits in memory.

    Args:
        items: reports; what was skipped passes through in its place.
        load: called once in each process; returns the coder. With several jobs it
            must be picklable, such as ``functools.partial(pipeline_coder, "fast")``.
        jobs: processes; 0 for one per core. Inputs of one chunk are coded in this process.

    Yields:
        Codings and skipped inputs. A report that breaks the coder becomes a
        ``Skipped`` of kind ``failed`` with the error's words; the others are coded.

    Raises:
        WorkerLost: a process died.
    """
    source = iter(items)
    first = list(islice(source, CHUNK + 1))
    processes = jobs or cores()
    rest = chain(first, source)
    if processes == 1 or len(first) <= CHUNK:
        return _here(rest, load)
    return _in_processes(rest, load, processes)


def _here(items: Iterable[Report | Skipped], load: Callable[[], Coder]) -> Iterator[Coding | Skipped]:
    coder: Coder | None = None
    for item in items:
        if isinstance(item, Skipped):
            yield item
            continue
        coder = coder or load()
        yield _coded(item, coder)


def _in_processes(
    items: Iterable[Report | Skipped], load: Callable[[], Coder], processes: int,
) -> Iterator[Coding | Skipped]:
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_start, initargs=(load,))
    waiting: deque[Future[list[Coding | Skipped]]] = deque()
    try:
        for chunk in _chunks(items):
            waiting.append(pool.submit(_chunk, chunk))
            if len(waiting) >= processes * _AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerLost("a coding process died, perhaps for want of memory; try fewer --jobs") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _chunks(items: Iterable[_T]) -> Iterator[list[_T]]:
    source = iter(items)
    return iter(partial(_taken, source), [])


def _taken(source: Iterator[_T]) -> list[_T]:
    return list(islice(source, CHUNK))


# How a worker process loads its coder: set once, by its initialiser.
_LOADERS: list[Callable[[], Coder]] = []


def _start(load: Callable[[], Coder]) -> None:
    # Ctrl-C reaches the whole group of processes; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _LOADERS.append(load)


def _end_with_parent() -> None:
    """End this process when the one that wants its results is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # a thread cannot end the process otherwise


def _chunk(items: list[Report | Skipped]) -> list[Coding | Skipped]:
    coder = _worker_coder()
    return [item if isinstance(item, Skipped) else _coded(item, coder) for item in items]


@cache
def _worker_coder() -> Coder:
    """Load at the first chunk, not at the start: there an error reaches the parent in its own words."""
    return _LOADERS[0]()


def _coded(report: Report, coder: Coder) -> Coding | Skipped:
    try:
        return coder(report)
    except DragomanError:
        raise
    except Exception as error:  # noqa: BLE001 - one report that breaks the coder must not cost the others
        reason = f"the coder failed on report {report.id}: {type(error).__name__}: {error}"
        return Skipped(report.url or report.id, None, reason, Kind.FAILED, report.id)
