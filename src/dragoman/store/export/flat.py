"""A record as one flat row, for spreadsheets and statistics packages (CSV)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dragoman.types import Participant, Record

KINDS = ("dead", "injured", "arrested", "displaced", "size", "troops")
_BETWEEN = "; "
# What a spreadsheet takes for a formula, and what was guarded already.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"''*[=+\-@\t\r]")


def _joined(values: Iterable[str | None]) -> str:
    """Join with semicolons; an unknown value keeps its place, so that lists stay parallel."""
    return _BETWEEN.join(value or "" for value in values)


def _who(participants: tuple[Participant, ...]) -> str:
    return _joined(participant.name or participant.text for participant in participants)


def _side(name: str, of: Callable[[Record], tuple[Participant, ...]]) -> dict[str, Callable[[Record], Any]]:
    return {
        name: lambda record: _who(of(record)),
        f"{name}_text": lambda record: _joined(item.text for item in of(record)),
        f"{name}_country": lambda record: _joined(item.country for item in of(record)),
        f"{name}_sector": lambda record: _joined(item.sector for item in of(record)),
    }


def _number(kind: str) -> dict[str, Callable[[Record], Any]]:
    return {
        f"{kind}_low": lambda record: record.numbers[kind].low if kind in record.numbers else None,
        f"{kind}_high": lambda record: record.numbers[kind].high if kind in record.numbers else None,
    }


def _of_when(name: str) -> Callable[[Record], Any]:
    return lambda record: getattr(record.when, name, None)


def _of_place(name: str) -> Callable[[Record], Any]:
    return lambda record: getattr(record.where[0], name) if record.where else None


COLUMNS: dict[str, Callable[[Record], Any]] = {
    "id": lambda record: record.id,
    "report": lambda record: record.report,
    "type": lambda record: record.type,
    "modes": lambda record: _joined(record.modes),
    "contexts": lambda record: _joined(record.contexts),
    "quad": lambda record: record.quad,
    "intensity": lambda record: record.intensity,
    "trigger": lambda record: record.trigger.text,
    "trigger_start": lambda record: record.trigger.start,
    "trigger_end": lambda record: record.trigger.end,
    **_side("actor", lambda record: record.actors),
    **_side("recipient", lambda record: record.recipients),
    "status": lambda record: record.status,
    "said_by": lambda record: _who(record.said_by),
    "denied_by": lambda record: _who(record.denied_by),
    "when_from": _of_when("from_"),
    "when_to": _of_when("to"),
    "when_precision": _of_when("precision"),
    "place": lambda record: (record.where[0].name or record.where[0].text) if record.where else None,
    "place_country": _of_place("country"),
    "place_admin1": _of_place("admin1"),
    "lat": _of_place("lat"),
    "lon": _of_place("lon"),
    "geonames": _of_place("geonames"),
    "place_precision": _of_place("precision"),
    **{name: value for kind in KINDS for name, value in _number(kind).items()},
    "condition": lambda record: record.condition.text if record.condition is not None else None,
    "deadline": lambda record: record.deadline.text if record.deadline is not None else None,
    "deadline_from": lambda record: getattr(record.deadline, "from_", None),
    "deadline_to": lambda record: getattr(record.deadline, "to", None),
    "same_as": lambda record: record.same_as,
    "episode": lambda record: record.episode,
    "confidence": lambda record: record.confidence,
}
"""The columns of the CSV export in order, each with what it is of a record."""


def flat(record: Record) -> tuple[Any, ...]:
    """Return the values of ``COLUMNS`` for one record; None where there is none."""
    return tuple(value(record) for value in COLUMNS.values())


def guarded(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: words that begin like one get an apostrophe before them.

    Numbers stay as they are. ``unguarded`` is the way back.

    Example:
        >>> guarded("=1+1"), guarded(-1.5), unguarded("'=1+1")
        ("'=1+1", -1.5, '=1+1')
    """
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def unguarded(cell: str) -> str:
    """Return the words of a cell that ``guarded`` wrote."""
    return cell[1:] if _GUARDED.match(cell) else cell


def csv_line(values: Iterable[Any]) -> bytes:
    """Return one line of CSV in UTF-8 (RFC 4180 with line feeds; None is empty; formulas ``guarded``)."""
    line = io.StringIO()
    # The writer quotes only the line ends that it writes itself, so it is told of both.
    csv.writer(line, lineterminator="\r\n").writerow([guarded(value) for value in values])
    return line.getvalue().removesuffix("\r\n").encode("utf-8") + b"\n"


def csv_lines(records: Iterable[Record]) -> Iterator[bytes]:
    """Yield the header line and one line a record."""
    yield csv_line(COLUMNS)
    for record in records:
        yield csv_line(flat(record))
