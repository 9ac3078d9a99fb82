"""``dragoman commitments``: agreements, promises and ultimatums, and what became of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, pour
from dragoman.cli.lives import told
from dragoman.cli.options import Form, OutputOption, StoreOption, settings

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from dragoman.analyze.standing.life import Commitment


class Kind(StrEnum):
    """Kinds of commitment."""

    AGREEMENT = "agreement"
    PROMISE = "promise"
    OFFER = "offer"
    ULTIMATUM = "ultimatum"
    DEMAND = "demand"
    DEADLINE = "deadline"


def command(  # noqa: PLR0917 - its parameters are its options
    party: Annotated[list[str] | None, typer.Option("--party", "-p", help="Only with this party (IRN); repeat for both."
                                                    )] = None,
    kind: Annotated[Kind | None, typer.Option("--kind", help="Only of this kind.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="Only those in this state on the day.")] = None,
    due_within: Annotated[str | None, typer.Option("--due-within", metavar="SPAN", help="Due within 30d, 4w, 6m, 1y."
                                                   )] = None,
    day: Annotated[str | None, typer.Option("--day", metavar="DATE", help="As of this day; default the newest report."
                                            )] = None,
    name: Annotated[str | None, typer.Option("--name", help="Only instruments whose name has these words.")] = None,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """List commitments with their lives: made, due, kept, broken, extended, withdrawn, each step with its records.

    Example: dragoman commitments --party IRN --due-within 60d --day 2015-05-12
    """
    from dragoman.analyze.history import open as open_store
    from dragoman.analyze.standing.commitments import newest, read_day
    from dragoman.analyze.standing.life import Commitment as Row
    from dragoman.analyze.table import Table
    from dragoman.errors import NothingFound

    with open_store(settings(store).store) as opened:
        found = list(opened.commitments(due_within=due_within, day=day, party=party[0] if party else None))
        on = read_day(day) if day is not None else newest(opened)
    kept = [one for one in found if (kind is None or one.kind == kind.value) and _has(one, party or [])
            and (name is None or name.casefold() in (one.name or "").casefold())
            and (state is None or (on is not None and _state(one, on) == state))]
    if not kept:
        raise NothingFound("no such commitment")
    if form is Form.TABLE and output is None:
        _read(kept, on, data())
    else:
        pour(Table(Row, kept).lines("csv" if form is Form.TABLE else form.value), output)


def _has(one: Commitment, parties: list[str]) -> bool:
    return set(parties) <= {side.key for side in (*one.by, *one.to)}


def _state(one: Commitment, day: date) -> str | None:
    standing = one.state(day)
    return standing.state if standing else None


def _read(found: list[Commitment], day: date | None, console: Console) -> None:
    for one in found:
        to = f" to {', '.join(party.name for party in one.to)}" if one.to else ""
        about = one.name or ", ".join(one.matters) or "unspecified"
        console.print(f"{one.kind}: {about}  {', '.join(party.name for party in one.by)}{to}", markup=False,
                      style="bold")
        if one.condition is not None:
            console.print(f"    condition: {one.condition.text}", markup=False)
        for due in one.dues:
            interval = " to ".join(dict.fromkeys((due.from_ or "?", due.to or "?")))
            console.print(f"    due {interval} “{due.text}”  {due.record[:10]}", markup=False)
        for change in one.changes:
            console.print(f"    {told(change)}", markup=False)
        standing = one.state(day) if day is not None else None
        if standing is not None and standing.state not in {change.state for change in one.changes}:
            console.print(f"    {day}: {standing.state}  {standing.records[0][:10]}", markup=False)
