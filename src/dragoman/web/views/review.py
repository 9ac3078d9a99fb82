"""Review: one record in its text, what is said of it, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dragoman.analyze.review import queue, state
from dragoman.analyze.review.fields import FIELDS, PEOPLE, Json, essence
from dragoman.analyze.review.queue import Asked, Next
from dragoman.analyze.review.state import Judged
from dragoman.errors import NothingFound
from dragoman.events.codebook import Codebook
from dragoman.page.marks import Mark, paragraphs
from dragoman.reading import labels
from dragoman.store import Store
from dragoman.store.judgements import Judgement, Judgements
from dragoman.web.views import judged
from dragoman.web.views.judged import Case

LABELS = {
    "type": "act", "modes": "modes", "status": "really", "trigger": "trigger", "actors": "who", "recipients": "to whom",
    "said_by": "according to", "denied_by": "denied by", "when": "when", "where": "where", "numbers": "numbers",
    "condition": "condition", "deadline": "deadline", "same_as": "same act as", state.VERDICT: "verdict",
    state.MERGED: "merged into", state.EVENT: "event", state.MISSED: "searched to the end",
}
_KINDS = {"actors": "actor", "recipients": "recipient", "said_by": "source", "denied_by": "denial"}
_MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text with its first character's place and the marks that it bears."""

    at: int
    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldShown:
    """One field of a record: as it stands, and what the coder wrote where that is something else."""

    name: str
    label: str
    value: Any
    words: str
    coded: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One judgement in words."""

    number: int
    person: str
    said_at: str
    kind: str
    label: str
    before: str
    after: str
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows: a record in its report, or nothing where the queue is at its end.

    Attributes:
        asked, coding, person: who reviews what.
        next: the record's place in the queue, None where it was named by the address.
        done, total: how many records of the queue were judged, of how many.
        back, forth: what the person can take back, and take up again; the first row of each act.
    """

    asked: Asked
    coding: str
    person: str
    done: int
    total: int
    next: Next | None = None
    case: Case | None = None
    record: Judged | None = None
    text: tuple[tuple[Stretch, ...], ...] = ()
    fields: tuple[FieldShown, ...] = ()
    history: tuple[Turn, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    back: Judgement | None = None
    forth: Judgement | None = None
    why: tuple[Mapping[str, Any], ...] = field(default=())


def shown(store: Store, judgements: Judgements, asked: Asked, who: tuple[str, str], record: str | None) -> Shown:
    """Return the record that is named, or else the next one of the queue.

    Args:
        store: an open store.
        judgements: what was said so far.
        asked: the queue.
        who: coding and person.
        record: id of a record, of the coder's or added by a person, or None.

    Raises:
        NothingFound: there is no such record.
    """
    coding, person = who
    rows = judged.rows_of(judgements, coding)
    settled = _settled(rows)
    only = _judged_first(judgements) if coding == "second" else None
    found = queue.queue(store, asked, settled, only=only) if record is None else []
    total, done = queue.size(store, asked, settled, only=only)
    back, forth = state.done([row for row in rows if row.coding == coding], person)
    plain = Shown(asked, coding, person, done, total, back=back, forth=forth)
    name = record or (found[0].id if found else None)
    if name is None:
        return plain
    report = _report_of(store, rows, name)
    case = judged.case(store, judgements, report, coding)
    if name not in case.records:
        raise NothingFound(f"no record {name!r} in this coding")
    return _one(plain, case, case.records[name], found[0] if found else None)


def listed(store: Store, judgements: Judgements, asked: Asked, coding: str) -> list[Next]:
    """Return the head of the queue."""
    only = _judged_first(judgements) if coding == "second" else None
    return queue.queue(store, asked, _settled(judged.rows_of(judgements, coding)), most=_MOST_LISTED, only=only)


def sampled(store: Store, judgements: Judgements, asked: Asked) -> list[Judged]:
    """Return the records of a random sample, as the first coder left them, as far as the sample was judged."""
    rows = judged.rows_of(judgements, "first")
    settled = _settled(rows)
    if not settled:
        return []
    drawn = queue.queue(store, asked, (), most=len(settled) + 1)
    cases: dict[str, Case] = {}
    for item in drawn:
        if item.report not in cases:
            cases[item.report] = judged.case(store, judgements, item.report, "first")
    return [cases[item.report].records[item.id] for item in drawn]


def turns(rows: Sequence[Judgement]) -> tuple[Turn, ...]:
    """Return judgements in words, in order, with those that were taken back marked so."""
    stand = {row.number for row in state.active(rows)}
    return tuple(
        Turn(row.number, row.person, row.said_at.isoformat(" ", "minutes"), row.kind, LABELS.get(row.field, ""),
             worded(row.field, row.before), worded(row.field, row.after),
             row.number not in stand and row.kind not in {"undo", "redo"})
        for row in rows)


def worded(name: str, value: Any) -> str:
    """Say the value of a field in a few words; empty for none."""
    if value in (None, [], {}, ""):
        return ""
    if name in PEOPLE or name == "where":
        return "; ".join(" ".join(filter(None, (item["text"], item.get("country"), item.get("sector"))))
                         for item in value)
    if name == "when":
        days = value["from"] if value["from"] == value["to"] else f"{value['from']} to {value['to']}"
        return f"{days} (“{value['text']}”)" if value.get("text") else days
    if name in {"trigger", "condition", "deadline"}:
        return str(value["text"])
    if name == "numbers":
        return "; ".join(f"{kind} {item['text']}" for kind, item in value.items())
    if name == state.EVENT and isinstance(value, Mapping):
        return f"{value['type']} “{value['trigger']['text']}”"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)


@cache
def choices() -> Mapping[str, Any]:
    """Return what there is to choose from: types with definitions, modes by type, statuses, sectors, numbers."""
    book = Codebook.load()
    return {"types": [(name, book.types[name].definition) for name in labels.TYPES], "modes": labels.MODES_OF,
            "statuses": labels.STATUSES, "sectors": [item for item in labels.SECTORS if item],
            "numbers": labels.NUMBERS}


@cache
def quads() -> Mapping[str, int]:
    """Return the class of every type, 1 to 4."""
    book = Codebook.load()
    return {name: book.quad(name) for name in labels.TYPES}


def _one(plain: Shown, case: Case, record: Judged, next_: Next | None) -> Shown:
    others = tuple((item.id, f"{item.now['type']} “{item.now['trigger']['text']}”")
                   for item in case.records.values() if item.id != record.id and item.into is None)
    return Shown(
        plain.asked, plain.coding, plain.person, plain.done, plain.total, next_, case, record,
        _text(case.report.text, record.now), tuple(_fields(record)), turns(record.rows), others, plain.back,
        plain.forth, tuple((record.coded or {}).get("why", ())),
    )


def _fields(record: Judged) -> Iterator[FieldShown]:
    for name in FIELDS:
        value, coded = record.now[name], (record.coded or {}).get(name)
        is_changed = record.coded is not None and essence(name, value) != essence(name, coded)
        yield FieldShown(name, LABELS[name], value, worded(name, value),
                         (worded(name, coded) or "nothing") if is_changed else None)


def _text(text: str, now: Json) -> tuple[tuple[Stretch, ...], ...]:
    found: list[tuple[Stretch, ...]] = []
    at = 0
    for pieces in paragraphs(text, list(_marks(now))):
        line = []
        for piece in pieces:
            at = text.index(piece.text, at)
            line.append(Stretch(at, piece.text, tuple(kind for kind, _ in piece.kinds)))
            at += len(piece.text)
        found.append(tuple(line))
    return tuple(found)


def _marks(now: Json) -> Iterator[Mark]:
    yield Mark(now["trigger"]["start"], now["trigger"]["end"], "trigger", 1)
    for name, kind in _KINDS.items():
        yield from (Mark(item["start"], item["end"], kind, 1) for item in now[name])
    yield from (Mark(item["start"], item["end"], "place", 1) for item in now["where"])
    if now["when"] and now["when"].get("start") is not None:
        yield Mark(now["when"]["start"], now["when"]["end"], "time", 1)
    for item in (*now["numbers"].values(), now["condition"], now["deadline"]):
        if item:
            yield Mark(item["start"], item["end"], "term", 1)


def _settled(rows: Sequence[Judgement]) -> set[str]:
    """Return the ids of records with a verdict, or merged into another."""
    return {row.record for row in state.active(rows) if row.field in {state.VERDICT, state.MERGED} and row.after}


def _judged_first(judgements: Judgements) -> set[str]:
    """Return what a second coder is given: the coder's own records that a first one judged."""
    rows = judged.rows_of(judgements, "first")
    added = {row.record for row in rows if row.field == state.EVENT}
    return _settled(rows) - added


def _report_of(store: Store, rows: Sequence[Judgement], name: str) -> str:
    found = store.sql("SELECT report FROM raw_records WHERE id = ? ORDER BY run DESC LIMIT 1", [name]).fetchall()
    said = [(row.report,) for row in rows if row.record == name]
    for report, in (*found, *said):
        return str(report)
    raise NothingFound(f"no record {name!r} in the store")
