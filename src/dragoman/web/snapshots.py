"""Reading a store that others are writing: from a copy of it as it last stood.

DuckDB lets one process write a file or several read it, never both; a workbench that
held the store open would keep ``dragoman code`` out, and a long run would keep the
workbench out. So the file is copied and the copy is read; the store itself is never
locked. A copy taken while somebody writes is whole if the file's header is the same
before and after: a checkpoint writes to free blocks and turns the header over last.
What was committed since then is in the write-ahead log, copied after the file.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from threading import Lock, Thread
from time import monotonic, sleep

from starlette.requests import Request

from dragoman.analyze.history import History
from dragoman.errors import DragomanError, NothingFound, StoreBusy, StoreError
from dragoman.store.connect import writing

_HEADER = 3 * 4096
_TRIES = 5
_PAUSE = 0.2
_AT_ONCE = 64 * 2**20
"""Bytes up to which a request waits for a new copy; beyond, it is made while the last one is shown."""
_REST = 10.0
"""How many times as long as copying took a copy is shown at the least, so that copying stays a small part."""

Stamp = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Copy:
    """One copy, with how many requests read it; the folder goes when the last is done."""

    number: int
    stamp: Stamp
    folder: Path
    file: Path
    keeper: History
    cost: float
    made: float = field(default_factory=monotonic)
    readers: int = 0
    is_old: bool = False

    def drop(self) -> None:
        self.keeper.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Snapshots:
    """Copies of one store, made when it has changed; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Read the store at ``path``; nothing is opened before it is asked for."""
        self.path = path
        self.ahead: Callable[[History, int], None] | None = None
        """What reads the copy of a large store before it is shown."""
        self._lock = Lock()
        self._copying = Lock()
        self._current: _Copy | None = None
        atexit.register(self.close)  # for those who leave without closing

    @contextmanager
    def history(self) -> Iterator[tuple[History, int]]:
        """Open the store as it last stood, with a number that changes whenever it was read anew.

        Raises:
            NothingFound: there is no such file.
            NotAStore, NewerStore: it cannot be used.
            StoreBusy: no whole copy could be made for all the writing.
        """
        copy = self._borrowed()
        try:
            with History(copy.file) as opened:
                yield opened, copy.number
        finally:
            self._returned(copy)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Keep from copying while this very process writes the store; whoever does so must ask for it.

        POSIX drops all of a process's locks on a file when it closes any handle to it: a copy made
        meanwhile would let other writers in beside ours.
        """
        with self._copying:
            yield

    def close(self) -> None:
        """Remove the copy."""
        atexit.unregister(self.close)
        with self._lock:
            copy, self._current = self._current, None
        if copy is not None:
            copy.drop()

    def _borrowed(self) -> _Copy:
        stamp = _stamp(self.path)
        current = self._current
        if current is None or (current.stamp != stamp and stamp[0][1] <= _AT_ONCE):
            self._renew(stamp)
        elif current.stamp != stamp and monotonic() - current.made > current.cost * _REST:
            Thread(target=self._renew_quietly, args=(stamp,), daemon=True).start()
        with self._lock:
            if self._current is None:
                raise NothingFound("the workbench is closing")
            self._current.readers += 1
            return self._current

    def _returned(self, copy: _Copy) -> None:
        with self._lock:
            copy.readers -= 1
            is_done = copy.is_old and not copy.readers
        if is_done:
            copy.drop()

    def _renew_quietly(self, stamp: Stamp) -> None:
        """Make a new copy in the background; what goes wrong shows at the next request that has to wait."""
        if self._copying.locked():
            return
        try:
            self._renew(stamp)
        except DragomanError:
            return

    def _renew(self, stamp: Stamp) -> None:
        with self._copying:
            if self._current is not None and self._current.stamp == stamp:
                return
            made = _copied(self.path, self._current.number + 1 if self._current is not None else 1)
            if self.ahead is not None and made.stamp[0][1] > _AT_ONCE:
                self.ahead(made.keeper, made.number)
            with self._lock:
                old, self._current = self._current, made
                is_free = old is not None and not old.readers
                if old is not None:
                    old.is_old = True
            if old is not None and is_free:
                old.drop()


@contextmanager
def opened(request: Request) -> Iterator[History]:
    """Open the store that this application is about; see ``Snapshots.history``."""
    snapshots: Snapshots = request.app.state.snapshots
    with snapshots.history() as (history, _):
        yield history


def _copied(path: Path, number: int) -> _Copy:
    began = monotonic()
    folder = Path(tempfile.mkdtemp(prefix="dragoman-"))
    try:
        file = folder / "store.duckdb"
        stamp = _whole(path, file)
        _prepare(file)
        return _Copy(number, stamp, folder, file, History(file), monotonic() - began)
    except StoreError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise type(error)(str(error).replace(str(file), str(path))) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _prepare(file: Path) -> None:
    """Bring a copy up to date, as an older store needs, and add what lists are made from."""
    with closing(writing(file)) as connection:
        connection.execute(files("dragoman.web").joinpath("listed.sql").read_text(encoding="utf-8"))


def _whole(path: Path, file: Path) -> Stamp:
    for _ in range(_TRIES):
        stamp, header = _stamp(path), _header(path)
        _copy_file(path, file)
        log = _log(path)
        _log(file).unlink(missing_ok=True)
        if log.exists():
            with_log = _log(file)
            try:
                _copy_file(log, with_log)
            except FileNotFoundError:  # a checkpoint has just ended: the header tells
                with_log.unlink(missing_ok=True)
        if header == _header(path) == _header(file):
            return stamp
        sleep(_PAUSE)
    raise StoreBusy(f"{path} is being written so fast that no copy of it is whole; try again in a moment")


def _copy_file(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _header(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEADER)


def _stamp(path: Path) -> Stamp:
    """Return times and sizes of file and log: what changes when somebody commits; raises NothingFound."""
    try:
        found = [os.stat(path)]  # noqa: PTH116 - beside its twin below
    except FileNotFoundError:
        raise NothingFound(f"no store at {path} yet; code some reports on the start page") from None
    with suppress(FileNotFoundError):
        found.append(os.stat(_log(path)))  # noqa: PTH116
    return tuple((item.st_mtime_ns, item.st_size) for item in found)
