"""``dragoman code``: reports in, records out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from dragoman.cli.actors import ActorsOption, digest, own_rows
from dragoman.cli.console import now, say, sink, talk
from dragoman.cli.options import (
    ColumnsOption,
    DateOption,
    Form,
    JobsOption,
    OutputOption,
    ReaderOption,
    StoreOption,
    settings,
)

if TYPE_CHECKING:
    from dragoman.actors import OwnRow
    from dragoman.cli.outputs import Output
    from dragoman.cli.summary import Summary
    from dragoman.config import Settings
    from dragoman.engines.local import Coder
    from dragoman.ingest import Skipped
    from dragoman.store import Writer
    from dragoman.types import Coding

_NOTHING = 3  # exit code when there was no input


def command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files or folders; - is standard input.")],
    *,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="What to print: tables, or records a line.")] = Form.TABLE,
    output: OutputOption = None,
    date: DateOption = None,
    columns: ColumnsOption = None,
    reader: ReaderOption = None,
    jobs: JobsOption = None,
    rejected: Annotated[str | None, typer.Option(
        metavar="FILE", help="Write the candidates that were not coded to FILE, as JSON Lines.")] = None,
    actors: ActorsOption = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Print only; keep nothing.")] = False,
    no_link: Annotated[bool, typer.Option("--no-link", help="Leave it to `dragoman link` to find what tells one act."
                                          )] = False,
) -> None:
    """Code news reports into political event records.

    Reads text, Markdown, HTML, JSON Lines, CSV and Parquet, also compressed with gzip.
    Reports that this version coded before are not coded again, but printed with the others.
    In the end, records that tell one act are brought together: see `dragoman link`.

    Example: dragoman code news/ --format jsonl > records.jsonl
    """
    from dragoman.cli.summary import Summary
    from dragoman.engines.run import Inputs

    chosen = settings(store, reader, jobs)
    own = own_rows(actors)
    summary = Summary()
    place = None if no_store else chosen.store
    with written(place, {"paths": paths, "date": date, "columns": columns, "actors": actors}, own) as kept:
        _code(Inputs(tuple(paths), date, columns), (chosen, own), kept, summary, (form, output, rejected))
    for line in summary.lines(place):
        say(line)
    if place is not None and not no_link and summary.exit_code != _NOTHING:
        link_store(place)
    raise typer.Exit(summary.exit_code)


def link_store(place: str) -> None:
    """Bring the episodes up to date, and say so if anything changed."""
    from dragoman.cli.link import linked, told

    found = linked(place)
    if found.made or found.ended:
        say(told(found))


def _code(inputs: Any, means: tuple[Settings, tuple[OwnRow, ...]], kept: Writer | None, summary: Summary,
          wanted: tuple[Form, str | None, str | None]) -> None:
    from dragoman.cli.outputs import opened
    from dragoman.engines.run import run

    chosen, own = means
    form, output, rejected = wanted
    with ExitStack() as stack:
        shown = stack.enter_context(opened(form, output))
        doubts = stack.enter_context(sink(rejected)) if rejected is not None else None
        items = run(inputs, _coder(chosen.reader, own), writer=kept, jobs=chosen.jobs)
        has_bar = output is not None or not sys.stdout.isatty() or form is Form.TABLE
        for item in _watched(items, summary, has_bar=has_bar):
            _put(item, shown, doubts, kept)


def _coder(reader: str, own: tuple[OwnRow, ...]) -> Callable[[], Coder]:
    from functools import partial

    from dragoman.engines.local import pipeline_coder

    return partial(pipeline_coder, reader, own) if own else partial(pipeline_coder, reader)


def _put(item: Coding | Skipped, shown: Output, doubts: BinaryIO | None, kept: Writer | None) -> None:
    from dragoman.ingest import Kind, Skipped
    from dragoman.records.jsonl import rejected_line

    if isinstance(item, Skipped):
        if item.kind is not Kind.KNOWN or kept is None or item.report is None:
            return
        item = kept.coding(item.report)
    shown.put(item)
    if doubts is not None:
        doubts.writelines(rejected_line(item.report.id, candidate) for candidate in item.rejected)


def _watched(items: Iterable[Coding | Skipped], summary: Summary, *, has_bar: bool) -> Iterator[Coding | Skipped]:
    """Count items as they pass, with a progress bar where a person can see it."""
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = talk()
    words = "{task.fields[reports]} reports, {task.fields[records]} records"
    with Progress(SpinnerColumn(), BarColumn(bar_width=20), TextColumn(words), TimeElapsedColumn(), console=console,
                  transient=True, disable=not (has_bar and console.is_terminal)) as bar:
        task = bar.add_task("coding", total=None, reports=0, records=0)
        for item in items:
            summary.count(item)
            bar.update(task, reports=summary.reports, records=summary.records)
            yield item


@contextmanager
def written(path: str | None, options: dict[str, Any], own: tuple[OwnRow, ...] = ()) -> Iterator[Writer | None]:
    """Open the store for a run, and note its end if it gets there."""
    import dragoman
    from dragoman.reading.reader import model_name
    from dragoman.store import Writer

    if path is None:
        yield None
        return
    coder = f"{dragoman.__version__} {model_name()}{digest(own)}"  # the weights, whatever name they are asked for by
    with Writer(path, coder=coder, begun=now(), options=options) as writer:
        yield writer
        writer.finish(now())
