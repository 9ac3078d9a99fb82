"""``dragoman claims``: who asserts, denies and confirms what is disputed."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.console import data, pour
from dragoman.cli.options import Form, OutputOption, StoreOption, settings
from dragoman.errors import NothingFound, UsageError

if TYPE_CHECKING:
    from dragoman.store import Result, Store


def command(
    name: Annotated[str | None, typer.Argument(metavar="[ID]", help="An episode, or one of its records; its "
                                               "beginning will do.")] = None,
    party: Annotated[str | None, typer.Option(metavar="CODE", help="Only claims by this country.")] = None,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """Show for each disputed act who asserts, who denies and who confirms it, in order of time, with quotations.

    Example: dragoman claims --party RUS
    """
    from dragoman.analyze.episodes.listing import claims
    from dragoman.store import open as open_store
    from dragoman.store.export.files import result_lines

    with open_store(settings(store).store) as opened:
        found = claims(opened, None if name is None else _episode(opened, name), party)
        if form is not Form.TABLE or output is not None:
            pour(result_lines(found, "csv" if form is Form.TABLE else form.value), output)
            return
        _read(found)


def _episode(opened: Store, name: str) -> str:
    """Return the episode that an id means."""
    from dragoman.analyze.episodes.listing import current

    found = opened.find(name)
    if found.kind == "report":
        raise UsageError(f"{name!r} is a report; name a record or an episode")
    if found.kind == "episode":
        return current(opened, found.id)
    episode = opened.sql("SELECT episode FROM records WHERE id = ?", [found.id]).fetchall()[0][0]
    if episode is None:
        raise NothingFound(f"{found.id} is in no episode yet; `dragoman link` makes them")
    return str(episode)


def _read(found: Result) -> None:
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    if not rows:
        raise NothingFound("nobody disputes it" if found.columns else "no claims")
    console = data()
    for episode, claims in groupby(rows, key=lambda row: row["episode"]):
        told = list(claims)
        about = " ".join(part for part in (told[0]["type"], told[0]["when_from"], told[0]["place"]) if part)
        console.print(f"{episode[:10]}  {about}", markup=False, style="bold")
        for row in told:
            console.print(_line(row), markup=False)


def _line(row: dict[str, Any]) -> str:
    country = f" ({row['country']})" if row["country"] else ""
    quote = " ".join(row["quote"].split())
    who = f"{row['name'] or row['party']}{country}"
    return f"    {row['said_on'] or '?'}  {who} {row['stance']}: “{quote}”  {row['report']}"
