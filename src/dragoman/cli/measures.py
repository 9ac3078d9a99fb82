"""``dragoman measures``: sanctions and other standing measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, pour
from dragoman.cli.lives import told
from dragoman.cli.options import Form, OutputOption, StoreOption, settings

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.analyze.standing.life import Measure


def command(
    by: Annotated[str | None, typer.Option("--by", help="Only those laid by this party (USA).")] = None,
    on: Annotated[str | None, typer.Option("--on", help="Only those laid on this party (RUS).")] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="Only this kind: sanctions, embargo, curfew …")] = None,
    day: Annotated[str | None, typer.Option("--day", metavar="DATE", help="Only those that stand on this day.")] = None,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """List sanctions and other standing measures: by whom, on whom, imposed, tightened, eased, lifted.

    Example: dragoman measures --by USA --on RUS
    """
    from dragoman.analyze.history import open as open_store
    from dragoman.analyze.standing.commitments import read_day
    from dragoman.analyze.standing.life import Measure as Row
    from dragoman.analyze.table import Table
    from dragoman.errors import NothingFound

    with open_store(settings(store).store) as opened:
        found = list(opened.measures(by=by, on=on))
    kept = [one for one in found if kind is None or one.kind == kind]
    if day is not None:
        standing = ((one, one.state(read_day(day))) for one in kept)
        kept = [one for one, state in standing if state is not None and state.state != "lifted"]
    if not kept:
        raise NothingFound("no such measure")
    if form is Form.TABLE and output is None:
        _read(kept, data())
    else:
        pour(Table(Row, kept).lines("csv" if form is Form.TABLE else form.value), output)


def _read(found: list[Measure], console: Console) -> None:
    for one in found:
        console.print(f"{one.kind}: {one.by.name} on {one.on.name}", markup=False, style="bold")
        for change in one.changes:
            console.print(f"    {told(change)}", markup=False)
        for term in one.conditions:
            console.print(f"    condition: {term.text}  {term.record[:10]}", markup=False)
