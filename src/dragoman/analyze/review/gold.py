"""Judged reports as gold: lines that ``dragoman train --data`` takes (docs/guide/gold.md), or marked passages.

A report is gold once every record of it is judged right or wrong, nobody contradicts
anybody, and somebody has read it to its end for events that are missing. Anything less
would teach a reader that what nobody looked at is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.analyze.review.fields import PASSAGES, PEOPLE, Json
from dragoman.analyze.review.state import Judged
from dragoman.reading.sentences import split
from dragoman.types import Report

_LABELS = {"actors": "actor", "recipients": "recipient", "said_by": "said_by", "denied_by": "denied_by",
           "where": "place"}


@dataclass(frozen=True, slots=True)
class Unready:
    """Why a report is not gold yet; nought of everything and ``searched`` means that it is."""

    unjudged: int
    unsure: int
    conflicts: int
    searched: bool

    @property
    def is_ready(self) -> bool:
        """Whether the report is gold."""
        return self.searched and not (self.unjudged or self.unsure or self.conflicts)


def unready(records: Mapping[str, Judged], *, searched: bool) -> Unready:
    """Return what a report still lacks; ``searched`` says whether it was read for missed events."""
    open_ = [item for item in records.values() if item.into is None]
    return Unready(
        sum(item.verdict is None for item in open_), sum(item.verdict == "unsure" for item in open_),
        sum(len(item.conflicts) for item in records.values()), searched,
    )


def line(report: Report, records: Mapping[str, Judged]) -> Json:
    """Return the gold line of a report: its events in the order of the text, numbered from 1."""
    events = [item for item in records.values() if item.is_event]
    numbers = {item.id: number for number, item in enumerate(events, 1)}
    return {
        "id": report.id, "date": report.published, "title": report.title, "source": report.source,
        "licence": report.licence, "url": report.url, "text": report.text,
        "sentences": [[span.start, span.end] for span in split(report.text)],
        "events": [_event(item, numbers) for item in events],
    }


def marked(report: Report, records: Mapping[str, Judged]) -> Json:
    """Return a report as text with marked passages and relations, as doccano and its kin read them.

    Entities carry ``start_offset`` and ``end_offset`` into ``text``; a relation leads from the
    trigger of an event to a passage that plays a part in it.
    """
    entities: list[Json] = []
    relations: list[Json] = []
    for item in (record for record in records.values() if record.is_event):
        trigger = _entity(entities, item.now["type"], item.now["trigger"])
        for label, passage in _passages(item.now):
            relations.append({"id": len(relations) + 1, "from_id": trigger, "to_id": _entity(entities, label, passage),
                              "type": label})
    return {"id": report.id, "text": report.text, "entities": entities, "relations": relations}


def _event(item: Judged, numbers: Mapping[str, int]) -> Json:
    now = item.now
    made: Json = {
        "id": numbers[item.id], "type": now["type"], "modes": now["modes"], "status": now["status"],
        "trigger": _passage(now["trigger"]), **{field: [_coded(one) for one in now[field]] for field in PEOPLE},
        "where": [_place(one) for one in now["where"]], "when": _when(now["when"]),
        "numbers": {kind: _passage(one) for kind, one in now["numbers"].items()},
        "condition": _passage(now["condition"]), "deadline": _passage(now["deadline"]),
    }
    same = numbers.get(now["same_as"] or "")
    return made if same is None else made | {"same_as": same}


def _passage(value: Mapping[str, Any] | None) -> Json | None:
    return None if value is None else {name: value[name] for name in ("start", "end", "text")}


def _place(value: Mapping[str, Any]) -> Json:
    return {**(_passage(value) or {}), "country": value.get("country") or None}


def _coded(value: Mapping[str, Any]) -> Json:
    return {**_place(value), "sector": value.get("sector") or None}


def _when(value: Mapping[str, Any] | None) -> Json | None:
    if value is None:
        return None
    return {name: value[name] for name in ("from", "to", "start", "end", "text") if value.get(name) is not None}


def _passages(now: Json) -> Sequence[tuple[str, Json]]:
    lists = [(label, one) for field, label in _LABELS.items() for one in now[field]]
    numbers = list(now["numbers"].items())
    single = [("time", now["when"])] if now["when"] and now["when"].get("start") is not None else []
    terms = [(name, now[name]) for name in PASSAGES[1:] if now[name]]
    return [*lists, *numbers, *single, *terms]


def _entity(entities: list[Json], label: str, passage: Mapping[str, Any]) -> int:
    """Return the number of a passage under a label; one passage may stand under several."""
    start, end = passage["start"], passage["end"]
    for known in entities:
        if (known["label"], known["start_offset"], known["end_offset"]) == (label, start, end):
            return int(known["id"])
    entities.append({"id": len(entities) + 1, "label": label, "start_offset": start, "end_offset": end})
    return len(entities)
