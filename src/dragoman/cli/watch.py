"""``dragoman watch``: codes the files of folders as they arrive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.actors import ActorsOption, own_rows
from dragoman.cli.code import link_store, written
from dragoman.cli.console import say
from dragoman.cli.options import ColumnsOption, DateOption, JobsOption, ReaderOption, StoreOption, settings
from dragoman.errors import NothingFound

if TYPE_CHECKING:
    from dragoman.actors import OwnRow
    from dragoman.config import Settings

_NOTHING = 3  # exit code when there was no input


def command(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER…", help="Folders, with all folders in them.")],
    *,
    store: StoreOption = None,
    every: Annotated[float, typer.Option("--every", metavar="SECONDS", min=0.1, help="How often to look.")] = 5.0,
    once: Annotated[bool, typer.Option("--once", help="Code what is there and end, as for cron.")] = False,
    date: DateOption = None,
    columns: ColumnsOption = None,
    reader: ReaderOption = None,
    jobs: JobsOption = None,
    actors: ActorsOption = None,
    no_link: Annotated[bool, typer.Option("--no-link", help="Leave it to `dragoman link` to find what tells one act."
                                          )] = False,
) -> None:
    """Code the files of folders as they arrive, and again when they change.

    A file is read once two looks have found it with the same time and size. Reports that
    were coded before, by an earlier watch too, are not coded again. The store is held only
    while something is coded; a watch that finds it in use waits. Ctrl-C ends it.

    Example: dragoman watch inbox/ -s press.duckdb
    """
    work = _Work(settings(store, reader, jobs), own_rows(actors), date, columns, is_linked=not no_link)
    _check(folders)
    say(f"watching {', '.join(folders)} for {work.chosen.store}" + ("" if once else "; Ctrl-C ends it"))
    try:
        with _ended_in_order():
            code = _watch(folders, work, every, once=once)
    except KeyboardInterrupt:
        say("the watch has ended; what was coded is in the store, and the next watch goes on from there")
        code = 0
    raise typer.Exit(code)


@dataclass(frozen=True, slots=True)
class _Work:
    """How what arrives is coded."""

    chosen: Settings
    own: tuple[OwnRow, ...]
    date: str | None
    columns: str | None
    is_linked: bool


def _check(folders: list[str]) -> None:
    """Refuse what is no folder at the start; one that goes later may come back."""
    from pathlib import Path

    for folder in folders:
        if not Path(folder).is_dir():
            raise NothingFound(f"no folder {folder}")


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """End by SIGTERM, as services are ended, as by Ctrl-C."""
    import signal

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _watch(folders: list[str], work: _Work, every: float, *, once: bool) -> int:
    """Code what arrives; returns the exit code of what was coded last."""
    from functools import partial
    from time import sleep

    from dragoman.ingest.arrivals import arrivals

    code = _NOTHING
    for paths in arrivals(folders, partial(sleep, every), looks=2 if once else None):
        batch = partial(_code, paths, work)
        code = batch() if once else _patiently(batch, partial(sleep, every))
    return code


def _patiently(attempt: Callable[[], int], pause: Callable[[], None]) -> int:
    """Try until nobody else writes the store."""
    from dragoman.errors import StoreBusy

    is_told = False
    while True:
        try:
            return attempt()
        except StoreBusy:
            if not is_told:
                say("another process is writing the store; going on when it is done")
            is_told = True
            pause()


def _code(paths: list[str], work: _Work) -> int:
    """Code some files, say what came of it, and return the exit code for that."""
    from functools import partial

    from dragoman.cli.summary import Summary
    from dragoman.engines.local import kept_coder
    from dragoman.engines.run import Inputs, run

    place, summary = work.chosen.store, Summary()
    with written(place, {"paths": paths, "date": work.date, "columns": work.columns}, work.own) as kept:
        load = partial(kept_coder, work.chosen.reader, work.own)
        for item in run(Inputs(tuple(paths), work.date, work.columns), load, writer=kept, jobs=work.chosen.jobs):
            summary.count(item)
    for line in summary.lines(place):
        say(line)
    if work.is_linked:
        link_store(place)
    return summary.exit_code
