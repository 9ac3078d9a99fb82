"""``dragoman query``: SQL on a store."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, pour, talk
from dragoman.cli.options import Form, OutputOption, StoreOption, settings

if TYPE_CHECKING:
    from dragoman.store import Result

_MOST_SHOWN = 200
_LONGEST_CELL = 60


def command(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A query on reports, records …; - for stdin.")],
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print the rows.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """Ask the store in SQL (DuckDB's).

    Queries can neither change the store nor read other files. docs/guide/store.md lists the columns.

    Example: dragoman query "SELECT type, count(*) AS n FROM records GROUP BY type ORDER BY n DESC"
    """
    from dragoman.store import open as open_store
    from dragoman.store.export.files import result_lines

    with open_store(settings(store).store) as opened:
        answer = opened.sql(sys.stdin.read() if sql == "-" else sql)
        if form is Form.TABLE and output is None:
            table(answer)
        else:
            pour(result_lines(answer, "csv" if form is Form.TABLE else form.value), output)


def table(answer: Result) -> None:
    """Print the rows as a table; not too many."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in answer.columns:
        made.add_column(Text(name))
    rows = answer.fetchall()
    for row in rows[:_MOST_SHOWN]:
        made.add_row(*(Text(_cell(value)) for value in row))
    data().print(made)
    if len(rows) > _MOST_SHOWN:
        talk().print(f"… {len(rows) - _MOST_SHOWN} more rows; --format csv prints all")


def _cell(value: object) -> str:
    from dragoman.store.export.values import plain

    written = "" if value is None else str(plain(value))
    return written if len(written) <= _LONGEST_CELL else written[: _LONGEST_CELL - 1] + "…"
