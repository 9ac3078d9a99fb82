"""Files of folders as they arrive: each is handed on once it has stopped growing, and again when it has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from dragoman.ingest.read import in_folder
from dragoman.ingest.skipped import Skipped

Stamp = tuple[int, int]
"""When a file was written last, in nanoseconds, and how many bytes it has."""
Look = Mapping[str, Stamp]
"""The files there are at one moment."""


def arrivals(folders: Iterable[str], pause: Callable[[], None], *, looks: int | None = None) -> Iterator[list[str]]:
    """Yield the files that are new, or have changed, and have stopped growing.

    A file counts as whole when two looks find it with the same time and size; its own time
    alone says nothing, as a copied file keeps the time of its original.

    Args:
        folders: where to look, with all folders below; hidden files and other kinds are left out.
        pause: called between two looks; returns when it is time for the next one.
        looks: how often to look; None for as long as somebody takes the results.
    """
    folders = tuple(folders)
    before, known = look(folders), dict[str, Stamp]()
    while looks is None or looks > 1:
        looks = None if looks is None else looks - 1
        pause()
        now = look(folders)
        ready = settled(before, now, known)
        if ready:
            yield ready
        known.update((path, now[path]) for path in ready)
        before = now


def look(folders: Iterable[str]) -> Look:
    """Return the files of folders that can be read, in the order of their paths; one that is gone again is left out."""
    found: dict[str, Stamp] = {}
    for path in (path for folder in folders for path in in_folder(folder) if not isinstance(path, Skipped)):
        with suppress(OSError):
            status = Path(path).stat()
            found[path] = status.st_mtime_ns, status.st_size
    return found


def settled(before: Look, now: Look, known: Look) -> list[str]:
    """Return the files that stand as they stood at the look before, and were not handed on as they are."""
    return [path for path, stamp in now.items() if before.get(path) == stamp != known.get(path)]
