"""``dragoman read``: one report and its events as a page to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # DuckDB is imported when the command runs, not when its help is shown
    from dragoman.store import Store

_SAME_EPISODES = """
SELECT DISTINCT report FROM records
WHERE episode IN (SELECT episode FROM records WHERE report = $report AND episode IS NOT NULL) AND report <> $report
ORDER BY report
"""


def command(
    report: Annotated[str, typer.Argument(help="Id of a report or of one of its records; the beginning will do.")],
    store: Annotated[Path | None, typer.Option("--store", "-s", help="The store; default: dragoman.duckdb.")] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write; - for stdout.")] = Path("-"),
) -> None:
    """Write a page that shows a report beside its events, each with its reasons.

    The page is one HTML file without scripts; it loads nothing from anywhere.

    Example: dragoman read r-90ab -o page.html
    """
    from dragoman.config import Settings
    from dragoman.store import open as open_store

    with open_store(store or Settings.load(Path.cwd()).store) as opened:
        page = page_of(opened, report)
    if str(output) == "-":
        typer.echo(page, nl=False)
    else:
        output.write_text(page, encoding="utf-8")
        typer.echo(f"wrote {output}", err=True)


def page_of(store: Store, name: str) -> str:
    """Return the page of the report that ``name`` means: its id, a record's id, or the beginning of either.

    Raises:
        NothingFound: no id begins so.
        UsageError: several do.
    """
    from dragoman.page import render

    found = store.find(name)
    report = store.record(found.id).report if found.kind == "record" else found.id
    others = [store.coding(other) for other, in store.sql(_SAME_EPISODES, {"report": report})]
    return render(store.coding(report), others)
