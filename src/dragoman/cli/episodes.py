"""``dragoman episodes``: acts across reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.console import data, pour, talk
from dragoman.cli.options import Form, OutputOption, StoreOption, settings
from dragoman.errors import NothingFound

if TYPE_CHECKING:
    from dragoman.store import Result

_MOST_SHOWN = 200
_MOST_NAMED = 3


def command(
    kind: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only of this type.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Only with this country.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Not before this day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Not after it.")] = None,
    reports: Annotated[int, typer.Option(min=1, help="At least so many reports.")] = 1,
    *,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only what somebody denies.")] = False,
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to print them.")] = Form.TABLE,
    output: OutputOption = None,
) -> None:
    """List episodes: acts, each with all the reports that tell it, by the day they happened.

    `dragoman why x-…` shows one with its records, values by source, and the reasons.

    Example: dragoman episodes --type ASSAULT --country SYR --since 2015-05 --reports 2
    """
    from dragoman.analyze.episodes.listing import Asked, episodes
    from dragoman.store import open as open_store
    from dragoman.store.export.files import result_lines

    with open_store(settings(store).store) as opened:
        found = episodes(opened, Asked(kind, country, since, until, reports, disputed=disputed))
        if form is not Form.TABLE or output is not None:
            pour(result_lines(found, "csv" if form is Form.TABLE else form.value), output)
            return
        _table(found)


def _table(found: Result) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    if not rows:
        raise NothingFound("no such episode; `dragoman link` makes them")
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("id", "day", "what", "actors", "recipients", "where", "dead", "status", "reports", "sources"):
        made.add_column(name, overflow="fold")
    for row in rows[:_MOST_SHOWN]:
        made.add_row(*(Text(cell) for cell in _cells(row)))
    data().print(made)
    if len(rows) > _MOST_SHOWN:
        talk().print(f"… {len(rows) - _MOST_SHOWN} more episodes; --format csv prints all")


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    day = row["when_from"] or f"by {row['first_reported'] or '?'}"
    until = f" to {row['when_to']}" if row["when_to"] != row["when_from"] else ""
    return (row["episode"][:10], day + until, " ".join((row["type"], *row["modes"])), names(row["actors"]),
            names(row["recipients"]), row["place"] or "", bounds(row["dead_low"], row["dead_high"]),
            row["status"] + (", disputed" if row["disputed"] else ""), str(row["reports"]), str(row["sources"]))


def names(people: str) -> str:
    """Return the first names of a column ``actors`` or ``recipients``."""
    import orjson

    told = [person["name"] for person in orjson.loads(people)]
    return ", ".join(told[:_MOST_NAMED]) + (" …" if len(told) > _MOST_NAMED else "")


def bounds(low: int | None, high: int | None) -> str:
    """Return ``12–17``, ``12`` or nothing."""
    told = [str(value) for value in (low, high) if value is not None]
    return "–".join(dict.fromkeys(told))
