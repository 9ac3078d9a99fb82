"""``dragoman why``: the reason for every field of a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.console import data
from dragoman.cli.options import StoreOption, settings

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.types import Coding, Record, Rejected, Why

_NEAR = 300
_LONGEST = 60


def command(
    name: Annotated[str, typer.Argument(metavar="ID", help="Id of a record, report or episode, or its beginning.")],
    store: StoreOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the reasons as JSON, one a line.")] = False,
) -> None:
    """Say for each field of a record which rule or model head decided it, and on which characters.

    Below stand the candidates nearby that were not coded, with their reasons. For a
    report, all its records are explained; for an episode, why its records are one act, and
    on which of them its values rest.

    Example: dragoman why e-4f1c
    """
    from dragoman.cli.why_episode import explain_episode
    from dragoman.store import open as open_store

    with open_store(settings(store).store) as opened:
        found = opened.find(name)
        if found.kind == "episode":
            explain_episode(opened, found.id, as_json=as_json)
            return
        report = found.id if found.kind == "report" else opened.record(found.id).report
        coding = opened.coding(report)
    chosen = [record for record in coding.records if found.id in (record.id, record.report)]
    if as_json:
        _lines(chosen)
        return
    for record in chosen:
        _explain(coding, record)


def _lines(records: list[Record]) -> None:
    from dragoman.cli.console import pour
    from dragoman.records.jsonl import why_line

    pour((why_line(record.id, why) for record in records for why in record.why), None)


def _explain(coding: Coding, record: Record) -> None:
    from dragoman.records.jsonl import to_dict

    console = data()
    console.print(f"{record.id}  {record.type}  “{record.trigger.text}” [{record.trigger.start}, {record.trigger.end})",
                  markup=False, style="bold")
    values = to_dict(record)
    rows = (_row(coding.report.text, values, why) for why in record.why)
    console.print(_table(("field", "value", "rule or head", "score", "characters", "because"), rows))
    near = [item for item in coding.rejected if abs(item.span.start - record.trigger.start) <= _NEAR]
    if near:
        console.print("not coded nearby", style="bold")
        console.print(_table(("words", "type", "score", "characters", "because"), (_refused(item) for item in near)))


def _row(text: str, values: Mapping[str, Any], why: Why) -> tuple[str, ...]:
    passages = ", ".join(f"[{start}, {end}) “{_short(text[start:end])}”" for start, end in why.spans)
    score = "" if why.score is None else f"{why.score:.2f}"
    return why.field, _short(words_at(values, why.field)), why.rule, score, passages, why.detail


def _refused(item: Rejected) -> tuple[str, ...]:
    return (item.span.text, item.type, f"{item.score:.2f}", f"[{item.span.start}, {item.span.end})", item.reason)


def words_at(values: Mapping[str, Any], field: str) -> str:
    """Return in words what stands in a field such as ``actors[0].country``; empty if there is none.

    >>> words_at({"actors": [{"text": "Freedonia", "country": None}]}, "actors[0]")
    'Freedonia'
    """
    value: Any = values
    for step in _steps(field):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return ""
    return _words(value)


def _steps(field: str) -> Iterator[str | int]:
    for part in field.replace("[", ".").replace("]", "").split("."):
        yield int(part) if part.isdigit() else part


def _words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value)
    if isinstance(value, dict):
        named = value.get("name") or value.get("text")
        return str(named) if named is not None else " to ".join(dict.fromkeys(map(str, list(value.values())[:2])))
    return "" if value is None else str(value)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _table(columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        made.add_column(name, overflow="fold")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made
