"""Options that several commands share, and what they mean when they are not given."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dragoman.config import Settings


class Form(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class Reader(StrEnum):
    """Which reader codes."""

    ACCURATE = "accurate"
    FAST = "fast"


class Span(StrEnum):
    """Units of time."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Count(StrEnum):
    """What is counted."""

    EPISODES = "episodes"
    MENTIONS = "mentions"


StoreOption = Annotated[
    str | None, typer.Option("--store", "-s", metavar="FILE", help="The store; default dragoman.duckdb.")]
OutputOption = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE instead of stdout.")]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="From this day, month or year on.")]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="To the end of this day, month or year.")]
SpanOption = Annotated[Span, typer.Option("--unit", "-u", help="Unit of time; weeks begin on Monday.")]
CountOption = Annotated[
    Count, typer.Option("--count", help="An act once, however often it is told, or every mention.")]
DateOption = Annotated[str | None, typer.Option(
    "--date", metavar="YYYY-MM-DD", help="Day of publication for reports that do not give theirs.")]
ColumnsOption = Annotated[str | None, typer.Option(
    "--columns", metavar="FIELD=COLUMN,…", help="Which column is which field, such as text=body,date=pub.")]
ReaderOption = Annotated[
    Reader | None, typer.Option("--reader", help="Fewer errors, or several times as fast; default accurate.")]
JobsOption = Annotated[
    int | None, typer.Option("--jobs", "-j", min=0, help="Processes; default 0, one per core.")]


def settings(store: str | None = None, reader: str | None = None, jobs: int | None = None) -> Settings:
    """Return the settings in force: flags, then environment, then ``dragoman.toml``, then defaults."""
    chosen = Settings.load(Path.cwd())
    for name, value in (("store", store), ("reader", reader), ("jobs", jobs)):
        if value is not None:
            chosen = chosen.having(name, value if isinstance(value, int) else str(value), f"--{name}")
    return chosen
