"""What a person can do to a record, as rows to be added: nothing here writes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dragoman.analyze.review.fields import FIELDS, PEOPLE, Json, checked, essence, event, fitting
from dragoman.analyze.review.state import EVENT, MERGED, MISSED, RIGHT, UNSURE, VERDICT, WRONG, Judged
from dragoman.errors import UsageError
from dragoman.store.judgements import Judgement, Said

Rows = tuple[Said, ...]
_VERDICTS = {"accept": RIGHT, "reject": WRONG, "unsure": UNSURE}


@dataclass(frozen=True, slots=True)
class Who:
    """Who judges what: the part that every row of an act has in common.

    Attributes:
        coding: ``first``, ``second`` (who sees nothing of the first) or ``final`` (who decides between them).
        person: as they call themselves.
        report: id of the report.
        coder, run: version of the coder whose records are judged, and its run.
        sample: name of the random sample that the record was drawn in, or None.
    """

    coding: str
    person: str
    report: str
    coder: str
    run: int
    sample: str | None = None

    def says(self, record: str, kind: str, field: str, before: Any, after: Any, seen: int) -> Said:
        """Return one row."""
        return Said(self.coding, self.person, self.coder, self.run, self.report, record, kind, field, before, after,
                    seen, self.sample)


def verdict(who: Who, record: Judged, kind: str) -> Rows:
    """Return the row of ``accept``, ``reject`` or ``unsure``."""
    return (who.says(record.id, kind, VERDICT, record.verdict, _VERDICTS[kind], record.version),)


def correct(who: Who, record: Judged, values: Mapping[str, Any], text: str) -> Rows:
    """Return a row for each field whose value changes; none where nothing does.

    Modes that a new type cannot have go with the old type. Raises UsageError.
    """
    made = {field: checked(field, value, text) for field, value in values.items()}
    if "type" in made or "modes" in made:
        now = record.now | made
        made["modes"] = fitting(now["type"], now["modes"])
    if made.get("same_as") == record.id:
        raise UsageError("a record cannot tell the same act as itself")
    return tuple(who.says(record.id, "correct", field, record.now[field], value, record.version)
                 for field, value in made.items() if essence(field, value) != essence(field, record.now[field]))


def settle(who: Who, record: Judged, number: int) -> Rows:
    """Return the row that ends a conflict with the value of one of its rows; raises UsageError where there is none."""
    for conflict in record.conflicts:
        for row in conflict.rows:
            if row.number == number:
                return (who.says(record.id, "settle", row.field, conflict.rows[-1].after, row.after, record.version),)
    raise UsageError(f"judgement {number} contradicts no other one")


def add(who: Who, given: Mapping[str, Any], text: str) -> Rows:
    """Return the rows of an event that the coder missed: it is there, and it is right. Raises UsageError."""
    return _new(who, "add", event(given, text))


def split(who: Who, record: Judged, trigger: Mapping[str, Any], text: str) -> Rows:
    """Return the rows of a second event made from a record: the same in all but its trigger, to be corrected then.

    Raises:
        UsageError: the trigger is that of the record itself.
    """
    made = event(record.now | {"trigger": trigger}, text)
    if essence("trigger", made["trigger"]) == essence("trigger", record.now["trigger"]):
        raise UsageError("select the words that tell the other event; these tell the one there is")
    return _new(who, "split", made, of=record)


def merge(who: Who, record: Judged, into: Judged) -> Rows:
    """Return the rows that end a record and give what it alone has to another one.

    Raises:
        UsageError: it is the same record, or one that is itself merged into another.
    """
    if record.id == into.id or into.into is not None:
        raise UsageError("a record is merged into another one that stands for itself")
    rows = [who.says(record.id, "merge", MERGED, record.into, into.id, record.version)]
    for field in FIELDS:
        value = _joined(field, into.now[field], record.now[field])
        if essence(field, value) != essence(field, into.now[field]):
            rows.append(who.says(into.id, "merge", field, into.now[field], value, into.version))
    return tuple(rows)


def searched(who: Who, *, is_searched: bool, was: bool, seen: int) -> Rows:
    """Return the row that says whether a report was read to its end for events that are missing."""
    return (who.says("", "search", MISSED, was, is_searched, seen),)


def decide(who: Who, now: Judged | None, sides: tuple[Judged | None, Judged | None], field: str, take: str) -> Rows:
    """Return the rows that settle a difference between two coders.

    Args:
        who: who decides.
        now: the record as it stands among what is decided; None where only the second coder added it.
        sides: the record as the first and as the second coder left it.
        field: the field that differs, or ``event``: whether there is one at all.
        take: ``first`` or ``second``, whose value it is to be.

    Raises:
        UsageError: that side has no value for the field.
    """
    taken = sides[0 if take == "first" else 1]
    known = sides[0] or sides[1]  # one event that both added in other words goes by the first coder's id
    if known is None:
        raise UsageError("nobody speaks of that record")
    name = known.id
    seen = now.version if now is not None else 0
    if field != EVENT:
        if taken is None or field not in FIELDS:
            raise UsageError(f"the {take} coder gives no {field!r}")
        return (who.says(name, "decide", field, now.now[field] if now else None, taken.now[field], seen),)
    is_event = False if taken is None else taken.is_event
    said = UNSURE if is_event is None else RIGHT if is_event else WRONG
    verdict_ = who.says(name, "decide", VERDICT, now.verdict if now else None, said, seen)
    if now is not None and now.into is not None and is_event:
        return (verdict_, who.says(name, "decide", MERGED, now.into, None, seen))
    if taken is None or taken.coded is not None or now is not None:
        return (verdict_,)
    return (who.says(name, "decide", EVENT, None, taken.now, seen), verdict_)


def undo(who: Who, act: Judgement, seen: int) -> Rows:
    """Return the row that takes an act back."""
    return _about(who, act, "undo", seen)


def redo(who: Who, act: Judgement, seen: int) -> Rows:
    """Return the row that takes an act up again."""
    return _about(who, act, "redo", seen)


def _about(who: Who, act: Judgement, kind: str, seen: int) -> Rows:
    whose = replace(who, report=act.report, coder=act.coder, run=act.run, sample=act.sample)
    return (whose.says(act.record, kind, "act", None, act.act, seen),)


def _new(who: Who, kind: str, made: Json, of: Judged | None = None) -> Rows:
    content = "\x1f".join((who.report, who.coding, who.person, str(made["trigger"]["start"]),
                           str(made["trigger"]["end"]), made["type"]))
    name = "p-" + hashlib.sha256(content.encode("utf-8")).hexdigest()[:16]
    return (who.says(name, kind, EVENT, of.id if of is not None else None, made, 0),
            who.says(name, kind, VERDICT, None, RIGHT, 0))


def _joined(field: str, kept: Any, more: Any) -> Any:
    """Return what a field says after a merger: lists are joined, and what one lacks the other gives."""
    if field in PEOPLE or field == "where":
        places = {(item["start"], item["end"]) for item in kept}
        return [*kept, *(item for item in more if (item["start"], item["end"]) not in places)]
    if field == "numbers":
        return more | kept
    if field in {"when", "condition", "deadline"}:
        return more if kept is None else kept
    return kept
