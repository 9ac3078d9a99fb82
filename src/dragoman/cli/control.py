"""``dragoman control``: who held which place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, pour
from dragoman.cli.lives import told
from dragoman.cli.options import Form, OutputOption, StoreOption, settings

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.analyze.standing.life import Control


def command(
    place: Annotated[str | None, typer.Argument(help="Only places whose name begins so.")] = None,
    country: Annotated[str | None, typer.Option("--country", "-c", help="Only places of this state (ISO3).")] = None,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """List places that changed hands: taken, retaken, left, act by act.

    Example: dragoman control --country SYR
    """
    from dragoman.analyze.history import open as open_store
    from dragoman.errors import NothingFound

    with open_store(settings(store).store) as opened:
        found = opened.control(place=place, country=country)
    if not found:
        raise NothingFound("no report tells that such a place changed hands")
    if form is Form.TABLE and output is None:
        _read(found, data())
    else:
        pour(found.lines("csv" if form is Form.TABLE else form.value), output)


def _read(found: Iterable[Control], console: Console) -> None:
    for one in found:
        console.print(f"{one.place} ({one.country})" if one.country else one.place, markup=False, style="bold")
        for hold in one.holds:
            lost = f"  from {hold.held_from.name}" if hold.held_from else ""
            console.print(f"    {told(hold.change)}{lost}", markup=False)
