"""A run: read, code, write to the store, and only then hand on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import monotonic

from dragoman.engines.local import Coder, code_all
from dragoman.ingest import Skipped, read
from dragoman.store import Writer
from dragoman.types import Coding

MOST_WAITING = 10
LONGEST_WAIT = 1.0
"""Codings, and seconds, after which what is coded is committed."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What to read; see ``ingest.read``."""

    paths: tuple[str, ...]
    published: str | None = None
    columns: Mapping[str, str] | str | None = None


def run(inputs: Inputs, load: Callable[[], Coder], *, writer: Writer | None = None,
        jobs: int = 0) -> Iterator[Coding | Skipped]:
    """Code inputs into a store.

    What is yielded is committed. When the run ends early, by an error, by Ctrl-C or
    because nobody takes the results any more, what was coded is committed all the same.

    Args:
        inputs: what to read.
        load: loads the coder; see ``code_all``.
        writer: the open store, or None to keep nothing.
        jobs: processes; 0 for one per core.

    Yields:
        Codings and skipped inputs in the order of the inputs.

    Raises:
        UsageError: a malformed date or column mapping.
        DragomanError: the coder cannot be loaded, or the store refuses the rows.
    """
    known = writer.known if writer is not None else frozenset()
    items = read(inputs.paths, published=inputs.published, columns=inputs.columns, known=known)
    coded = code_all(items, load, jobs=jobs)
    return coded if writer is None else _kept(coded, writer)


def _kept(items: Iterable[Coding | Skipped], writer: Writer) -> Iterator[Coding | Skipped]:
    waiting: list[Coding | Skipped] = []
    last = monotonic()
    try:
        for item in items:
            waiting.append(item)
            if len(waiting) >= MOST_WAITING or monotonic() - last >= LONGEST_WAIT:
                done, waiting = waiting, []
                _add(writer, done)
                yield from done
                last = monotonic()
    finally:
        _add(writer, waiting)
    yield from waiting


def _add(writer: Writer, items: list[Coding | Skipped]) -> None:
    writer.add([item for item in items if isinstance(item, Coding)],
               [item for item in items if isinstance(item, Skipped)])
