"""``dragoman export``: files for other programs."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.console import pour, say
from dragoman.cli.options import OutputOption, StoreOption, settings
from dragoman.errors import UsageError


class Target(StrEnum):
    """Formats of files."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


class Part(StrEnum):
    """Tables of a store."""

    RECORDS = "records"
    REPORTS = "reports"
    PARTICIPANTS = "participants"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    RUNS = "runs"


def command(
    to: Annotated[Target, typer.Option("--to", help="Format of the file.")] = Target.JSONL,
    table: Annotated[Part, typer.Option("--table", help="What to export.")] = Part.RECORDS,
    store: StoreOption = None,
    output: OutputOption = None,
) -> None:
    """Write the current records, or another table, to a file.

    Example: dragoman export --to csv -o records.csv
    """
    from dragoman.store import open as open_store
    from dragoman.store.export.files import lines, parquet

    path = settings(store).store
    if to is Target.PARQUET:
        if output in (None, "-"):
            raise UsageError("Parquet is not text: name a file with -o")
        parquet(path, str(output), table.value)
        say(f"wrote {output}")
        return
    with open_store(path) as opened:
        count = pour(lines(opened, to.value, table.value), output)
    if output not in (None, "-"):
        say(f"wrote {count - (to is Target.CSV)} rows to {output}")
