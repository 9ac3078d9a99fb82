"""``dragoman panel``: acts between countries by day, week or month."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.console import pour
from dragoman.cli.options import Count as Counted
from dragoman.cli.options import (
    CountOption,
    Form,
    OutputOption,
    SinceOption,
    Span,
    SpanOption,
    StoreOption,
    UntilOption,
    settings,
)


def command(  # noqa: PLR0917 - options
    actor: Annotated[
        list[str] | None, typer.Option("--actor", "-a", help="Who acts, such as USA; may be repeated.")] = None,
    recipient: Annotated[
        list[str] | None, typer.Option("--recipient", "-r", help="On whom; may be repeated.")] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    unit: SpanOption = Span.MONTH,
    count: CountOption = Counted.EPISODES,
    types: Annotated[bool, typer.Option("--types", help="A column for each of the 16 types too.")] = False,
    status: Annotated[
        list[str] | None, typer.Option("--status", help="actual (default), future, hypothetical, negated.")] = None,
    everybody: Annotated[bool, typer.Option("--all-sides", help="Not only those who speak for states.")] = False,
    confidence: Annotated[float, typer.Option("--confidence", help="Only records at least so sure, 0 to 1.")] = 0.0,
    lag: Annotated[int | None, typer.Option("--lag", help="Only reports at most so many days after the act.")] = None,
    members: Annotated[bool, typer.Option("--members", help="Only while both are in the COW state system.")] = False,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print the rows.")] = Form.CSV,
    output: OutputOption = None,
) -> None:
    """Count acts by unit of time and directed pair of countries; every unit has a row, also without acts.

    With -a and -r all their pairs have rows, else the pairs that have an act.
    docs/guide/panel.md explains the columns.

    Example: dragoman panel -a USA -r RUS --since 2013 --until 2016 -o usa-rus.csv
    """
    from dragoman.analyze.history import open as open_store
    from dragoman.store.export.files import result_lines

    with open_store(settings(store).store) as opened:
        answer = opened.panel(
            actor, recipient, unit=unit.value, count=count.value, by="type" if types else "quad", since=since,
            until=until, statuses=status or ("actual",), sides="all" if everybody else "state", confidence=confidence,
            lag=lag, members=members)
        if form is Form.TABLE and output is None:
            from dragoman.cli.query import table

            table(answer)
        else:
            pour(result_lines(answer, "csv" if form is Form.TABLE else form.value), output)
