"""``dragoman compare``: our records beside events of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, page, pour, sink
from dragoman.cli.options import Form, OutputOption, StoreOption, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.table import Table

    from dragoman.analyze.compare import Agreement, Comparison

_MOST_SHOWN = 60


def command(
    one: Annotated[str, typer.Argument(metavar="A", help="records, or the name of an import.")],
    other: Annotated[str, typer.Argument(metavar="B", help="Likewise.")],
    *,
    by: Annotated[str, typer.Option(help="A row for each type, dyad, day or month.")] = "type",
    days: Annotated[int, typer.Option(min=0, help="Most days between two reports of one event.")] = 1,
    any_type: Annotated[bool, typer.Option("--any-type", help="Types and directions may differ.")] = False,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day; default: the first both cover.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day; default: the last both cover.")] = None,
    confidence: Annotated[float, typer.Option(metavar="P", min=0, max=1, help="Lowest, of our records.")] = 0.0,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print the rows.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """Say how far two sets of events agree: ours and those read in by `dragoman import`.

    Example: dragoman compare records icews-2018 --by dyad
    """
    from dragoman.analyze.compare import Terms, compare
    from dragoman.analyze.selection import day
    from dragoman.store import open as open_store

    terms = Terms(days, any_type, day(since), day(until, is_end=True), confidence)
    with open_store(settings(store).store) as opened:
        found = compare(opened, one, other, by=by, terms=terms)
    if form is not Form.TABLE:
        pour(_lines(found, form), output)
        return
    with sink(output) as stream:
        console = data() if output in (None, "-") else page(stream)
        console.print(f"{found.since} to {found.until}", markup=False)
        console.print(_table(found, one, other))
        if len(found.rows) > _MOST_SHOWN:
            console.print(f"… {len(found.rows) - _MOST_SHOWN} more rows; --format csv prints all", markup=False)


def _lines(found: Comparison, form: Form) -> Iterator[bytes]:
    from dragoman.store.export.flat import csv_line
    from dragoman.store.export.values import json_line

    names = ("key", "one", "other", "one_in_other", "other_in_one", "agreement")
    if form is Form.CSV:
        yield csv_line(names)
    for row in (*found.rows, found.total):
        cells = tuple(getattr(row, name) for name in names)
        yield csv_line(cells) if form is Form.CSV else json_line(names, cells)


def _table(found: Comparison, one: str, other: str) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("", one, other, f"{one} in {other}", f"{other} in {one}", "agreement"):
        made.add_column(Text(name), justify="right" if name else "left")
    # The most frequent first: of many pairs and days only so many are shown.
    shown = sorted(found.rows, key=lambda row: (-row.one - row.other, row.key))[:_MOST_SHOWN]
    for row in (*shown, found.total):
        made.add_row(*(Text(cell) for cell in _cells(row)))
    return made


def _cells(row: Agreement) -> tuple[str, ...]:
    share = "" if row.agreement is None else f"{row.agreement:.2f}"
    return row.key, str(row.one), str(row.other), str(row.one_in_other), str(row.other_in_one), share
