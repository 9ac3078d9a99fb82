"""``dragoman export``: files for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import pour, say, talk
from dragoman.cli.options import OutputOption, StoreOption, settings
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.store import Store
    from dragoman.store.export.codes import Losses
    from dragoman.store.export.selection import Selection


class Target(StrEnum):
    """Formats of files."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    DTA = "dta"
    POLECAT = "polecat"
    ICEWS = "icews"
    GDELT = "gdelt"
    PETRARCH2 = "petrarch2"
    PLOVER = "plover"
    GEOJSON = "geojson"
    FTM = "ftm"
    GEXF = "gexf"
    PANEL = "panel"
    BUNDLE = "bundle"


class Part(StrEnum):
    """Tables of a store."""

    RECORDS = "records"
    REPORTS = "reports"
    PARTICIPANTS = "participants"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    RUNS = "runs"


class Unit(StrEnum):
    """What a row stands for."""

    MENTION = "mention"
    ACT = "act"
    EPISODE = "episode"


class Days(StrEnum):
    """What stands for a day that is not known."""

    EMPTY = "empty"
    PUBLISHED = "published"


_WHO = "ISO3, ISO3:SECTOR, Wikidata id or name; may be repeated."
_NOW_AND_THEN = 1000  # pieces of a file between two words on how far it is
_BINARY = (Target.PARQUET, Target.DTA, Target.BUNDLE)


def command(
    to: Annotated[Target, typer.Option("--to", help="Format of the file.")] = Target.JSONL,
    table: Annotated[Part, typer.Option(
        "--table", help="What to export; all but records: jsonl, csv, parquet.")] = Part.RECORDS,
    *,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Acts not before this day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Acts not after it.")] = None,
    actor: Annotated[list[str] | None, typer.Option(metavar="WHO", help=_WHO)] = None,
    recipient: Annotated[list[str] | None, typer.Option(metavar="WHO", help=_WHO)] = None,
    dyad: Annotated[str | None, typer.Option(
        metavar="ISO3-ISO3", help="Acts between the two, in either direction.")] = None,
    kind: Annotated[list[str] | None, typer.Option(
        "--type", metavar="TYPE", help="Event type; may be repeated.")] = None,
    status: Annotated[list[str] | None, typer.Option(metavar="STATUS", help="Status; may be repeated.")] = None,
    confidence: Annotated[float, typer.Option(metavar="P", min=0, max=1, help="Lowest confidence.")] = 0.0,
    per: Annotated[Unit | None, typer.Option(
        "--per", help="A row a mention, or the first of an act in a report or of an episode; gdelt: act.")] = None,
    days: Annotated[Days, typer.Option(
        help="What stands for a day that is not known: polecat, icews, gdelt.")] = Days.EMPTY,
    mentions: Annotated[bool, typer.Option("--mentions", help="With gdelt: the table of mentions.")] = False,
    texts: Annotated[bool, typer.Option("--texts", help="With bundle: the reports' texts too.")] = False,
    losses: Annotated[str | None, typer.Option(
        metavar="FILE", help="Write what the format has no place for, as CSV.")] = None,
    store: StoreOption = None,
    output: OutputOption = None,
) -> None:
    """Write the chosen records, or another table, to a file.

    Formats of others (polecat, icews, gdelt, petrarch2) have no status: without --status they hold what was done.

    Example: dragoman export --to icews --since 2015 --dyad USA-RUS -o icews.tab
    """
    from dragoman.store.export.codes import Losses
    from dragoman.store.export.selection import Selection

    _check(to, table, output, mentions=mentions)
    unit = per or (Unit.ACT if to is Target.GDELT and not mentions else Unit.MENTION)
    chosen = Selection(since, until, tuple(actor or ()), tuple(recipient or ()), dyad, tuple(kind or ()),
                       tuple(status or ()), confidence, unit.value)
    path, told = settings(store).store, Losses()
    if to is Target.PARQUET:
        from dragoman.store.export.files import parquet

        with _busy(output):
            count = parquet(path, str(output), table.value, chosen)
        say(f"wrote {count} rows to {output}")
    elif to is Target.BUNDLE:
        _bundle(path, str(output), chosen, with_texts=texts)
    else:
        _lines(path, output, to, table, chosen, told, days=days, mentions=mentions)
    _tell(told, losses)


def _check(to: Target, table: Part, output: str | None, *, mentions: bool) -> None:
    if to in _BINARY and output in (None, "-"):
        raise UsageError(f"{to} is not text: name a file with -o")
    if table is not Part.RECORDS and to not in (Target.JSONL, Target.CSV, Target.PARQUET):
        raise UsageError(f"{to} holds records; --table is for jsonl, csv and parquet")
    if mentions and to is not Target.GDELT:
        raise UsageError("--mentions goes with --to gdelt")


def _lines(path: str, output: str | None, to: Target, table: Part, chosen: Selection, told: Losses, *,
           days: Days, mentions: bool) -> None:
    from dragoman.store import open as open_store
    from dragoman.store.export.fields import Form
    from dragoman.store.export.files import export, lines
    from dragoman.store.export.selection import Selection

    if mentions and chosen.unit != "mention":
        raise UsageError("mentions are all mentions: leave --per out")
    if table is not Part.RECORDS and chosen != Selection():
        raise UsageError(f"conditions choose records; {table} come whole")
    with open_store(path) as opened:
        if to is Target.PANEL:
            made = _panel(opened, chosen)
        elif table is not Part.RECORDS:
            made = lines(opened, to.value, table.value)
        else:
            form = Form(is_published_for_unknown=days is Days.PUBLISHED, statuses=chosen.status)
            made = export(opened, "gdelt-mentions" if mentions else to.value, chosen, losses=told, how=form)
        with _busy(output) as tell:
            count = pour(_watched(made, tell), output)
    if output not in (None, "-"):
        headed = to in (Target.CSV, Target.POLECAT, Target.ICEWS, Target.PANEL)
        counted = to not in (Target.DTA, Target.GEXF, Target.GEOJSON)
        say(f"wrote {count - headed} rows to {output}" if counted else f"wrote {output}")


@contextmanager
def _busy(output: str | None) -> Iterator[Callable[[int], None]]:
    """Show that work goes on, where a person can see it and reads nothing else there; give what tells how far it is."""
    if not sys.stderr.isatty() or (output in (None, "-") and sys.stdout.isatty()):
        yield lambda _: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=talk(),
                  transient=True) as bar:
        task = bar.add_task("exporting")
        yield lambda size: bar.update(task, description=f"exporting, {size / 2**20:.0f} MiB")


def _watched(pieces: Iterable[bytes], tell: Callable[[int], None]) -> Iterator[bytes]:
    """Yield the pieces of a file and tell now and then how many bytes they were."""
    size = 0
    for number, piece in enumerate(pieces):
        size += len(piece)
        if number % _NOW_AND_THEN == 0:
            tell(size)
        yield piece


def _panel(opened: Store, chosen: Selection) -> Iterator[bytes]:
    """Return the lines of the dyad-month panel; its own conditions are those of ``dragoman panel``."""
    from dragoman.analyze.panel import panel
    from dragoman.analyze.selection import Selection as Counted
    from dragoman.analyze.selection import day
    from dragoman.store.export.files import result_lines

    counted = Counted(since=day(chosen.since), until=day(chosen.until, is_end=True), confidence=chosen.confidence,
                      statuses=chosen.status or ("actual",))
    actors, recipients = list(chosen.actor), list(chosen.recipient)
    if chosen.type:
        raise UsageError("a panel has a column for each type; leave --type out")
    if not all(len(name) == 3 and name.isupper() for name in (*chosen.actor, *chosen.recipient)):  # noqa: PLR2004 - ISO3
        raise UsageError("a panel is of countries: give --actor and --recipient as ISO3")
    if chosen.dyad is not None:
        actors = recipients = chosen.dyad.split("-")
    return result_lines(panel(opened, actors or None, recipients or None, by="type", selection=counted,
                              count="mentions" if chosen.unit == "mention" else "episodes"), "csv")


def _bundle(path: str, output: str, chosen: Selection, *, with_texts: bool) -> None:
    from dragoman.store.export.bundle import write

    panel = None if chosen.type else partial(_panel_of, path, chosen)
    with _busy(output):
        names = write(path, output, chosen, with_texts=with_texts, panel=panel)
    say(f"wrote {output}: {', '.join(names)}")


def _panel_of(path: str, chosen: Selection) -> Iterator[bytes]:
    from dragoman.store import open as open_store

    with open_store(path) as opened:
        yield from _panel(opened, chosen)


def _tell(told: Losses, losses: str | None) -> None:
    """Say what the format has no place for, and write it down where asked."""
    from dragoman.store.export.losses import lines, reasons

    for name, count, text in reasons(told):
        say(f"{count} x {text} ({name})")
    if losses is not None:
        pour(lines(told), losses)
