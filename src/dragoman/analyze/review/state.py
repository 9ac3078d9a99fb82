"""Records as people left them: rows of judgements folded over what the coder wrote.

A row names the newest row on its record that its author had seen. Two rows on one field
whose authors had not seen each other stand side by side; where their values differ that
is a conflict, which the next row by somebody who saw both ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.analyze.review.fields import FIELDS, Json, essence
from dragoman.store.judgements import Judgement

RIGHT, WRONG, UNSURE = "right", "wrong", "unsure"
VERDICT, MERGED, EVENT, MISSED = "verdict", "merged", "event", "missed"
"""Fields of rows beside those of a record: the verdict on it, what it went into, a new one whole, and whether
a report was searched for missed events."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values that people gave to one field without having seen each other's."""

    field: str
    rows: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One record as it now stands.

    Attributes:
        id, report: the record's.
        coded: what the coder wrote, None for an event that a person added.
        now: the coded fields as corrected.
        verdict: ``right``, ``wrong``, ``unsure`` or None.
        into: id of the record that this one was merged into, or None.
        version: number of the newest row on this record, 0 for none; what an author has ``seen``.
        conflicts: fields on which people contradict each other unseen.
        rows: every row on this record, taken back or not, in order.
    """

    id: str
    report: str
    coded: Json | None
    now: Json
    verdict: str | None = None
    into: str | None = None
    version: int = 0
    conflicts: tuple[Conflict, ...] = ()
    rows: tuple[Judgement, ...] = ()

    @property
    def is_event(self) -> bool | None:
        """Whether this is an event of its own; None where nobody has said."""
        if self.into is not None or self.verdict == WRONG:
            return False
        return True if self.verdict == RIGHT else None

    @property
    def corrected(self) -> tuple[str, ...]:
        """Names of the fields that no longer say what the coder wrote."""
        if self.coded is None:
            return ()
        coded = self.coded
        return tuple(name for name in FIELDS if essence(name, self.now[name]) != essence(name, coded.get(name)))


def active(rows: Iterable[Judgement]) -> list[Judgement]:
    """Return the rows that were not taken back, or were taken up again, without those that did so."""
    rows = list(rows)
    taken_back: set[int] = set()
    for row in rows:
        if row.kind == "undo":
            taken_back.add(row.after)
        elif row.kind == "redo":
            taken_back.discard(row.after)
    return [row for row in rows if row.kind not in {"undo", "redo"} and row.act not in taken_back]


def fold(coded: Sequence[Json], rows: Sequence[Judgement]) -> dict[str, Judged]:
    """Return the records of one report as they now stand, in the order of its text.

    Args:
        coded: what the coder wrote, as ``records.jsonl`` spells it.
        rows: all judgements on the report in one coding (or in several that count as one), in order.
    """
    standing = active(rows)
    by_record: defaultdict[str, list[Judgement]] = defaultdict(list)
    said: defaultdict[str, list[Judgement]] = defaultdict(list)
    for row in standing:
        by_record[row.record].append(row)
    for row in rows:
        said[row.record].append(row)
    records: dict[str, Json | None] = {item["id"]: item for item in coded}
    added = {row.record: row.after for row in standing if row.field == EVENT}
    records |= {name: None for name in added if name not in records}
    report = rows[0].report if rows else coded[0]["report"] if coded else ""
    found = [_judged(name, report, line, added.get(name), by_record[name], said[name])
             for name, line in records.items()]
    return {item.id: item for item in sorted(found, key=lambda item: (item.now["trigger"]["start"], item.id))}


def is_searched(rows: Iterable[Judgement]) -> bool:
    """Tell whether somebody said of a report that no event is missing any more."""
    return [row.after for row in active(rows) if row.field == MISSED][-1:] == [True]


def done(rows: Iterable[Judgement], person: str) -> tuple[Judgement | None, Judgement | None]:
    """Return what a person can take back next and what can be taken up again: the first row of each act, or None.

    A new act ends what could have been taken up again.
    """
    back: list[Judgement] = []
    forth: list[Judgement] = []
    for row in rows:
        if row.person != person:
            continue
        if row.kind == "undo":
            forth += [item for item in back if item.act == row.after]
            back = [item for item in back if item.act != row.after]
        elif row.kind == "redo":
            back += [item for item in forth if item.act == row.after]
            forth = [item for item in forth if item.act != row.after]
        elif row.number == row.act:
            back.append(row)
            forth = []
    return (back[-1] if back else None), (forth[-1] if forth else None)


def _judged(name: str, report: str, coded: Json | None, added: Json | None, standing: Sequence[Judgement],
            said: Sequence[Judgement]) -> Judged:
    base = coded if coded is not None else added or {}
    heads = _heads(standing)
    values = {field: rows[-1].after for field, rows in heads.items()}
    now = {field: values.get(field, base.get(field)) for field in FIELDS}
    return Judged(
        name, report, coded, now, values.get(VERDICT), values.get(MERGED),
        version=max((row.number for row in said), default=0), conflicts=tuple(_conflicts(heads)), rows=tuple(said),
    )


def _heads(rows: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """Return for each field the rows that no later author had seen, the newest last."""
    heads: dict[str, list[Judgement]] = {}
    for row in rows:
        heads[row.field] = [*(item for item in heads.get(row.field, ()) if item.number > row.seen), row]
    return heads


def _conflicts(heads: Mapping[str, Sequence[Judgement]]) -> Iterator[Conflict]:
    for field, rows in heads.items():
        if len({_comparable(field, row.after) for row in rows}) > 1:
            yield Conflict(field, tuple(rows))


def _comparable(field: str, value: Any) -> Any:
    return essence(field, value) if field in FIELDS else repr(value)
