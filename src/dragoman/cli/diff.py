"""``dragoman diff``: what two runs coded differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, pour
from dragoman.cli.options import Form, OutputOption, StoreOption, settings

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.analyze.differ import Diff

_LONGEST = 60


def command(
    before: Annotated[int, typer.Argument(metavar="RUN1", help="Number of the earlier run.")],
    after: Annotated[int, typer.Argument(metavar="RUN2", help="Number of the later run.")],
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", help="A field that may differ, such as confidence.")] = None,
    most: Annotated[int, typer.Option("--most", "-n", min=0, help="Most differences to list in a table.")] = 40,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them: jsonl and csv print all.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """Show which records two runs added, removed, retyped or changed, field by field, and by which rules.

    Only reports that both coded are compared; `dragoman query "SELECT * FROM runs"` lists the runs.

    Example: dragoman diff 1 2 --ignore confidence
    """
    from dragoman.analyze.history import open as open_store

    with open_store(settings(store).store) as opened:
        found = opened.diff(before, after, ignore=ignore or ())
    if form is Form.TABLE and output is None:
        _read(found, most)
    else:
        pour(found.differences.lines("csv" if form is Form.TABLE else form.value), output)


def _read(found: Diff, most: int) -> None:
    console = data()
    for run, coder, records in zip(found.runs, found.coders, found.records, strict=True):
        console.print(f"run {run}: {records} records, by {coder}", markup=False)
    rewritten = f", {found.rewritten} of them with another text" if found.rewritten else ""
    console.print(f"{found.reports} reports in both{rewritten}; {found.same} records the same", markup=False)
    for name, count in found.summary().items():
        console.print(f"{count:8d}  {name}", markup=False)
    if found.differences and most:
        console.print(_table(found, most))
    if len(found.differences) > most:
        console.print(f"… and {len(found.differences) - most} more; --format csv prints all", style="dim")


def _table(found: Diff, most: int) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("record", "what", "trigger", "before", "after", "rule before", "rule after"):
        made.add_column(name, overflow="fold")
    for item in found.differences[:most]:
        cells = (item.record[:10], f"{item.kind} {item.field}", item.trigger, item.before, item.after,
                 item.rule_before, item.rule_after)
        made.add_row(*(Text(_short(cell)) for cell in cells))
    return made


def _short(cell: str | None) -> str:
    words = cell or ""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
