"""``dragoman search``: reports by their words and their acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, pour
from dragoman.cli.options import Form, OutputOption, SinceOption, StoreOption, UntilOption, settings

if TYPE_CHECKING:
    from dragoman.analyze.search import Hit
    from dragoman.analyze.table import Table


def command(  # noqa: PLR0917 - options
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="'\"some together\"', or '-without' after --.")],
    since: SinceOption = None,
    until: UntilOption = None,
    actor: Annotated[str | None, typer.Option("--actor", "-a", help="Country, name or entity of an actor.")] = None,
    recipient: Annotated[str | None, typer.Option("--recipient", "-r", help="Likewise of a recipient.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="Only reports with an act of this type.")] = None,
    any_word: Annotated[bool, typer.Option("--any", help="One of the words will do.")] = False,
    most: Annotated[int, typer.Option("--most", "-n", min=1, help="Most reports.")] = 20,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """Find reports that have all the words, best first, with the records in them.

    Example: dragoman search '"grain deal" Odesa' --actor RUS --since 2022
    """
    from dragoman.analyze.history import open as open_store
    from dragoman.errors import NothingFound

    with open_store(settings(store).store) as opened:
        hits = opened.search(" ".join(words), since=since, until=until, actor=actor, recipient=recipient, type=kind,
                             any_word=any_word, most=most)
    if not hits:
        raise NothingFound("no report has that")
    if form is Form.TABLE and output is None:
        _read(hits)
    else:
        pour(hits.lines("csv" if form is Form.TABLE else form.value), output)


def _read(hits: Table[Hit]) -> None:
    console = data()
    for hit in hits:
        heading = "  ".join(item for item in (hit.report, hit.published, hit.title, hit.source) if item)
        console.print(heading, markup=False, style="bold")
        console.print(f"    {hit.passage}", markup=False)
        if hit.records:
            console.print(f"    {', '.join(record[:10] for record in hit.records)}", markup=False, style="dim")
