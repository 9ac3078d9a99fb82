"""Codings as they are printed while coding goes on: tables, JSON Lines or CSV."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol

from dragoman.cli import words
from dragoman.cli.console import data, page, sink, talk
from dragoman.cli.options import Form
from dragoman.types import Coding

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_MOST_SHOWN = 40


class Output(Protocol):
    """Takes codings, one after the other."""

    def put(self, coding: Coding) -> None:
        """Print one coding."""


class Lines:
    """JSON Lines or CSV, each coding at once."""

    def __init__(self, stream: BinaryIO, form: Form) -> None:
        from dragoman.store.export.flat import COLUMNS, csv_line

        self._stream = stream
        self._form = form
        if form is Form.CSV:
            stream.write(csv_line(COLUMNS))

    def put(self, coding: Coding) -> None:
        """Write a line a record."""
        from dragoman.records.jsonl import to_line
        from dragoman.store.export.flat import csv_line, flat

        for record in coding.records:
            self._stream.write(to_line(record) if self._form is Form.JSONL else csv_line(flat(record)))
        self._stream.flush()


class Tables:
    """A table a report: at the end and not too many on a terminal, at once and all elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._waiting: list[Coding] = []
        self._left = 0

    def put(self, coding: Coding) -> None:
        """Print or keep one coding."""
        if not self._console.is_terminal:
            self._show(coding)
        elif len(self._waiting) < _MOST_SHOWN:
            self._waiting.append(coding)
        else:
            self._left += 1

    def end(self) -> None:
        """Print what was kept, and say how much was not."""
        for coding in self._waiting:
            self._show(coding)
        if self._left:
            talk().print(f"… and {self._left} more reports: see dragoman show and dragoman query")

    def _show(self, coding: Coding) -> None:
        self._console.print(heading(coding), markup=False, style="bold")
        self._console.print(table(coding) if coding.records else "  no events", markup=False)


def heading(coding: Coding) -> str:
    """Return id, day and title of a report in one line."""
    report = coding.report
    return "  ".join(item for item in (report.id, report.published or "no date", report.title) if item)


def table(coding: Coding) -> Table:
    """Return the records of a report as a table, one row each."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for name in ("id", "who", "what", "to whom", "status", "when", "where", "says who"):
        made.add_column(name, overflow="fold", no_wrap=name == "id")
    for record in coding.records:
        cells = (record.id[:10], words.who(record.actors), f"{words.what(record)} “{record.trigger.text}”",
                 words.who(record.recipients), record.status, words.when(record.when), words.where(record),
                 words.who(record.said_by))
        made.add_row(*(Text(cell) for cell in cells))
    return made


@contextmanager
def opened(form: Form, output: str | None) -> Iterator[Output]:
    """Open the output that the options ask for; raises DragomanError if it cannot be written."""
    with sink(output) as stream:
        if form is not Form.TABLE:
            yield Lines(stream, form)
            return
        tables = Tables(data() if output in (None, "-") else page(stream))
        yield tables
        tables.end()
