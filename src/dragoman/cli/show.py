"""``dragoman show``: a report or a record, to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.console import data, pour
from dragoman.cli.options import Form, StoreOption, settings
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from dragoman.types import Coding, Participant, Record, Span

_AROUND = 160
_STYLES = {"trigger": "bold reverse", "actor": "bold cyan", "recipient": "bold magenta"}


def command(
    name: Annotated[str, typer.Argument(metavar="REPORT|ID", help="Id of a report or record; its beginning will do.")],
    store: StoreOption = None,
    form: Annotated[Form, typer.Option("--format", help="To read, or the records a line.")] = Form.TABLE,
) -> None:
    """Show a report with its events, or one record in its sentence.

    Example: dragoman show r-90ab
    """
    from dragoman.store import open as open_store

    with open_store(settings(store).store) as opened:
        found = opened.find(name)
        if found.kind == "episode":
            raise UsageError(f"{found.id} is an episode: see dragoman why {name}")
        record = opened.record(found.id) if found.kind == "record" else None
        coding = opened.coding(found.id if record is None else record.report)
    if form is not Form.TABLE:
        _lines(coding.records if record is None else (record,), form)
    elif record is None:
        _report(coding)
    else:
        _record(coding, record)


def _lines(records: tuple[Record, ...], form: Form) -> None:
    from dragoman.records.jsonl import to_line
    from dragoman.store.export.flat import csv_lines

    pour((to_line(record) for record in records) if form is Form.JSONL else csv_lines(records), None)


def _report(coding: Coding) -> None:
    from dragoman.cli.outputs import heading, table

    console = data()
    console.print(heading(coding), markup=False, style="bold")
    console.print(" · ".join(item for item in (coding.report.source, coding.report.url, coding.report.licence) if item),
                  markup=False, style="dim")
    console.print(_marked(coding))
    console.print()
    console.print(table(coding) if coding.records else "no events", markup=False)


def _marked(coding: Coding) -> Text:
    """Return the text with its triggers set off, each followed by the number of its record's row."""
    from rich.text import Text

    made, done = Text(), 0
    for number, record in enumerate(coding.records, 1):
        if record.trigger.start < done:
            continue
        made.append(coding.report.text[done:record.trigger.start])
        made.append(record.trigger.text, _STYLES["trigger"]).append(f" [{number}]", "dim")
        done = record.trigger.end
    return made.append(coding.report.text[done:])


def _record(coding: Coding, record: Record) -> None:
    from rich.table import Table
    from rich.text import Text

    from dragoman.cli import words

    console = data()
    console.print(f"{record.id}  {words.what(record)}", markup=False, style="bold")
    console.print(_sentence(coding, record))
    console.print()
    made = Table.grid(padding=(0, 2))
    for name, value in _fields(record).items():
        if value:
            made.add_row(Text(name, "dim"), Text(value))
    console.print(made)


def _fields(record: Record) -> dict[str, str]:
    from dragoman.cli import words

    deadline = record.deadline
    return {
        "report": record.report,
        "who": words.who(record.actors),
        "to whom": words.who(record.recipients),
        "status": record.status,
        "says who": words.who(record.said_by),
        "denied by": words.who(record.denied_by),
        "when": words.when(record.when),
        "where": words.where(record),
        "numbers": words.numbers(record),
        "if": record.condition.text if record.condition is not None else "",
        "due": f"{deadline.text} ({deadline.from_ or '?'} to {deadline.to or '?'})" if deadline is not None else "",
        "contexts": ", ".join(record.contexts),
        "quad, intensity": f"{record.quad}, {record.intensity:g}",
        "same act as": record.same_as or "",
        "episode": record.episode or "",
        "confidence": f"{record.confidence:.2f}",
    }


def _sentence(coding: Coding, record: Record) -> Text:
    """Return the words around the trigger with the record's own passages coloured."""
    from rich.text import Text

    text = coding.report.text
    start, end = around(text, record.trigger)
    made = Text(text[start:end])
    parts: list[tuple[str, Participant | Span]] = [("trigger", record.trigger)]
    parts += [("actor", item) for item in record.actors] + [("recipient", item) for item in record.recipients]
    for kind, part in parts:
        if start <= part.start and part.end <= end:
            made.stylize(_STYLES[kind], part.start - start, part.end - start)
    return made


def around(text: str, span: Span) -> tuple[int, int]:
    """Return offsets of the words around a passage, within its paragraph."""
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - _AROUND)
    last = text.find("\n", span.end)
    last = min(len(text) if last < 0 else last, span.end + _AROUND)
    if first and text[first - 1] != "\n":
        first = text.find(" ", first, span.start) + 1 or first
    if last < len(text) and text[last] != "\n":
        last = max(text.rfind(" ", span.end, last), span.end)
    return first, last
