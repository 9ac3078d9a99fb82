"""Records as JSON: the exact fields, names and order of ``docs/schema.md``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import orjson

from dragoman.types import Amount, Deadline, Participant, Record, Rejected, Report, Span, When, Where, Why

_T = TypeVar("_T")


def to_dict(record: Record) -> dict[str, Any]:
    """Return the record as plain JSON values, in the order of the schema."""
    return {
        "id": record.id,
        "report": record.report,
        "type": record.type,
        "modes": list(record.modes),
        "contexts": list(record.contexts),
        "quad": record.quad,
        "intensity": record.intensity,
        "trigger": _span(record.trigger),
        "actors": [_participant(item) for item in record.actors],
        "recipients": [_participant(item) for item in record.recipients],
        "status": record.status,
        "said_by": [_participant(item) for item in record.said_by],
        "denied_by": [_participant(item) for item in record.denied_by],
        "when": _when(record.when) if record.when is not None else None,
        "where": [_where(item) for item in record.where],
        "numbers": {kind: _amount(amount) for kind, amount in record.numbers.items()},
        "condition": _span(record.condition) if record.condition is not None else None,
        "deadline": _deadline(record.deadline) if record.deadline is not None else None,
        "same_as": record.same_as,
        "episode": record.episode,
        "confidence": record.confidence,
        "why": [_why(item) for item in record.why],
    }


def to_line(record: Record) -> bytes:
    """Return the record as one line of JSON in UTF-8, with its line feed."""
    return orjson.dumps(to_dict(record), option=orjson.OPT_APPEND_NEWLINE)


def from_dict(row: Mapping[str, Any]) -> Record:
    """Return the record that ``row`` spells out.

    Raises:
        ValueError: a field is missing, unknown or does not fit its type's
            invariants; the message names the field.
    """
    fields = dict(row)
    unknown = fields.keys() - _READERS.keys()
    if unknown:
        raise ValueError(f"no such field of a record: {', '.join(sorted(unknown))}")
    return Record(**{name: _read(fields, name, reader) for name, reader in _READERS.items()})


def from_line(line: bytes | str) -> Record:
    """Return the record of one line of JSON; raises ValueError."""
    row = orjson.loads(line)
    if not isinstance(row, dict):
        raise ValueError("a record is a JSON object")  # noqa: TRY004
    return from_dict(row)


def report_dict(report: Report) -> dict[str, Any]:
    """Return a report as plain JSON values, in the order of the schema."""
    return {
        "id": report.id, "title": report.title, "published": report.published, "source": report.source,
        "url": report.url, "language": report.language, "licence": report.licence, "text": report.text,
    }


def rejected_dict(report: str, rejected: Rejected) -> dict[str, Any]:
    """Return a candidate that was not coded, with the id of its report."""
    return {"report": report, **_span(rejected.span), "type": rejected.type, "reason": rejected.reason,
            "score": rejected.score}


def rejected_line(report: str, rejected: Rejected) -> bytes:
    """Return ``rejected_dict`` as one line of JSON in UTF-8, with its line feed."""
    return orjson.dumps(rejected_dict(report, rejected), option=orjson.OPT_APPEND_NEWLINE)


def why_line(record: str, why: Why) -> bytes:
    """Return a reason as one line of JSON in UTF-8, with the id of its record."""
    return orjson.dumps({"record": record, **_why(why)}, option=orjson.OPT_APPEND_NEWLINE)


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _participant(item: Participant) -> dict[str, Any]:
    return {
        "start": item.start, "end": item.end, "text": item.text, "name": item.name, "country": item.country,
        "sector": item.sector, "sectors": list(item.sectors), "entity": item.entity, "office": item.office,
    }


def _when(when: When) -> dict[str, Any]:
    interval = {"from": when.from_, "to": when.to, "precision": when.precision}
    phrase = {"text": when.text, "start": when.start, "end": when.end}
    return interval | {name: value for name, value in phrase.items() if value is not None}


def _where(place: Where) -> dict[str, Any]:
    return {
        "start": place.start, "end": place.end, "text": place.text, "name": place.name, "country": place.country,
        "admin1": place.admin1, "lat": place.lat, "lon": place.lon, "geonames": place.geonames,
        "precision": place.precision,
    }


def _amount(amount: Amount) -> dict[str, Any]:
    return {"start": amount.start, "end": amount.end, "text": amount.text, "low": amount.low, "high": amount.high}


def _deadline(deadline: Deadline) -> dict[str, Any]:
    return {"start": deadline.start, "end": deadline.end, "text": deadline.text, "from": deadline.from_,
            "to": deadline.to}


def _why(why: Why) -> dict[str, Any]:
    return {"field": why.field, "rule": why.rule, "detail": why.detail, "score": why.score,
            "spans": [list(span) for span in why.spans]}


def _read(row: Mapping[str, Any], name: str, reader: Callable[[Any], Any]) -> Any:
    if name not in row:
        raise ValueError(f"the record has no field {name!r}")
    try:
        return reader(row[name])
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError(f"field {name!r} of the record: {error}") from error


def _same(value: _T) -> _T:
    return value


def _or_none(reader: Callable[[Any], _T]) -> Callable[[Any], _T | None]:
    return lambda value: None if value is None else reader(value)


def _each(reader: Callable[[Any], _T]) -> Callable[[Any], tuple[_T, ...]]:
    return lambda values: tuple(reader(value) for value in values)


def _read_span(row: dict[str, Any]) -> Span:
    return Span(**row)


def _read_participant(row: dict[str, Any]) -> Participant:
    return Participant(**{**row, "sectors": tuple(row["sectors"])})


def _read_dated(row: dict[str, Any]) -> dict[str, Any]:
    return {"from_" if name == "from" else name: value for name, value in row.items()}


def _read_why(row: dict[str, Any]) -> Why:
    return Why(**{**row, "spans": tuple((start, end) for start, end in row["spans"])})


_READERS: dict[str, Callable[[Any], Any]] = {
    "id": _same, "report": _same, "type": _same, "modes": tuple, "contexts": tuple, "quad": _same,
    "intensity": float, "trigger": _read_span,
    "actors": _each(_read_participant), "recipients": _each(_read_participant), "status": _same,
    "said_by": _each(_read_participant), "denied_by": _each(_read_participant),
    "when": _or_none(lambda row: When(**_read_dated(row))), "where": _each(lambda row: Where(**row)),
    "numbers": lambda row: {kind: Amount(**amount) for kind, amount in row.items()},
    "condition": _or_none(_read_span), "deadline": _or_none(lambda row: Deadline(**_read_dated(row))),
    "same_as": _same, "episode": _same, "confidence": float, "why": _each(_read_why),
}
