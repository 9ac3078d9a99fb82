"""The part of ``dragoman why`` that explains an episode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.cli.console import data, pour

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.analyze.episodes.why import Explained, Member
    from dragoman.store import Store

_AROUND = 50


def explain_episode(opened: Store, episode: str, *, as_json: bool) -> None:
    """Print why the records of an episode are one act, and what its values rest on."""
    from dragoman.analyze.episodes.why import explain
    from dragoman.records.jsonl import why_line

    found = explain(opened, episode)
    if as_json:
        values = (why_line(found.id, why) for why in found.values)
        pour((*values, *(why_line(member.act.record, member.why) for member in found.members)), None)
        return
    _read(found, episode)


def _read(found: Explained, asked: str) -> None:
    row, console = found.row, data()
    if asked != found.id:
        console.print(f"{asked} is now part of {found.id}", markup=False)
    day = row["when_from"] if row["when_from"] == row["when_to"] else f"{row['when_from']} to {row['when_to']}"
    parts = (found.id, row["type"], *row["modes"], day or "undated", row["place"] or "", row["status"])
    console.print("  ".join(part for part in parts if part), markup=False, style="bold")
    console.print(_table(("value", "rule", "because"), ((why.field, why.rule, why.detail) for why in found.values)))
    console.print("records", style="bold")
    console.print(_table(("record", "published", "source", "text", "words", "score", "because"), _members(found)))


def _members(found: Explained) -> Iterator[tuple[str, ...]]:
    for member in found.members:
        report = member.act.report
        score = "" if member.why.score is None else f"{member.why.score:.2f}"
        yield (member.act.record, report.published or "?", report.source or report.id, str(member.version + 1),
               _words(member), score, member.why.detail)


def _words(member: Member) -> str:
    """Return the trigger in its surroundings."""
    text, row = member.act.report.text, member.act.row
    start, end = max(0, row["trigger_start"] - _AROUND), row["trigger_end"] + _AROUND
    return " ".join(f"…{text[start:row['trigger_start']]}[{row['trigger']}]{text[row['trigger_end']:end]}…".split())


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
