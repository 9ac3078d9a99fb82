"""``dragoman pair``: the state of a relation between two countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, pour
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

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.analyze.acts import Citation
    from dragoman.analyze.relation import Relation


def command(  # noqa: PLR0917 - options
    one: Annotated[str, typer.Argument(metavar="COUNTRY", help="ISO3, such as USA, or UNO, EUR, IGO …")],
    other: Annotated[str, typer.Argument(metavar="COUNTRY", help="The other one.")],
    since: SinceOption = None,
    until: UntilOption = None,
    unit: SpanOption = Span.MONTH,
    count: CountOption = Counted.EPISODES,
    steady: Annotated[bool, typer.Option("--steady", help="Only publishers that report nearly all the time.")] = False,
    points: Annotated[bool, typer.Option("--points", help="jsonl, csv: the barometer, not the changes.")] = False,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="To read, or the changes a line.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """Say whether a relation is better or worse than before, when it changed, and on which records that rests.

    docs/guide/panel.md says how it is measured.

    Example: dragoman pair USA RUS --since 2013 --until 2016
    """
    from dragoman.analyze.history import open as open_store

    with open_store(settings(store).store) as opened:
        found = opened.relation(one, other, unit=unit.value, count=count.value, since=since, until=until, steady=steady)
    if form is Form.TABLE:
        from dragoman.cli.console import page, sink

        with sink(output) as stream:
            _read(data() if output in (None, "-") else page(stream), found)
    else:
        pour((found.points if points else found.changes).lines(form.value), output)


def _read(console: Console, found: Relation) -> None:
    console.print(found.sentence, markup=False, style="bold")
    console.print(f"{found.acts} acts in {len(found.points)} {found.unit}s, {len(found.sources)} sources", style="dim")
    _quotes(console, found.cites)
    for title, items in (("changes", found.changes), ("standing out", found.standouts)):
        if items:
            console.print(f"\n{title}", style="bold")
        for item in items:
            doubt = " The mix of sources changed too." if getattr(item, "is_doubtful", False) else ""
            console.print(f"• {item.sentence}{doubt}", markup=False)
            _quotes(console, item.cites)


def _quotes(console: Console, cites: tuple[Citation, ...]) -> None:
    for cite in cites:
        console.print(f"    {cite.record[:10]}  {cite.day}  {' '.join(cite.quote.split())}", markup=False, style="dim")
