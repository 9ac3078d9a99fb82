"""Records as entities of FollowTheMoney: reports, participants and events, a line of JSON each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from dragoman.store.export.codes import Losses, countries
from dragoman.store.export.fields import name_of
from dragoman.store.export.polecat import kind
from dragoman.store.export.stream import Story
from dragoman.types import Participant, Record, Report, When

_SCHEMATA = {"person": "Person", "organisation": "Organization", "group": "Organization", "party": "Organization",
             "media": "Organization", "company": "Company", "body": "PublicBody", "name": "PublicBody",
             "capital": "PublicBody"}
_NUMBERS = ("dead", "injured", "arrested", "displaced", "size", "troops")


def lines(stories: Iterable[Story], losses: Losses) -> Iterator[bytes]:
    """Yield each report, each participant once, and each record as an event that names them by id."""
    known: set[bytes] = set()
    for story in stories:
        yield _line(_entity_id("report", story.report.id), "Article", _article(story.report))
        for record in story.records:
            losses["loss.place"] += max(0, len(record.where) - 1)
            for participant in (*record.actors, *record.recipients):
                name = participant_id(participant)
                mark = bytes.fromhex(name)[:8]
                if mark not in known:
                    known.add(mark)
                    yield _line(name, _SCHEMATA.get(kind(participant) or "", "LegalEntity"), _body(participant))
            yield _line(_entity_id("record", record.id), "Event", _event(record, story))


def participant_id(participant: Participant) -> str:
    """Return the id of whom a participant stands for: the same entity, or the same name, country and sector."""
    if participant.entity is not None:
        return _entity_id("entity", participant.entity)
    return _entity_id("named", name_of(participant).lower(), participant.country or "", participant.sector or "")


def _entity_id(*parts: str) -> str:
    return hashlib.sha1("\x1f".join(("dragoman", *parts)).encode("utf-8"), usedforsecurity=False).hexdigest()


def _line(name: str, schema: str, properties: dict[str, list[str | None]]) -> bytes:
    kept = {key: list(dict.fromkeys(" ".join(value.split()) for value in values if value and value.strip()))
            for key, values in properties.items()}
    entity: dict[str, Any] = {"id": name, "schema": schema, "properties": {key: kept[key] for key in kept if kept[key]}}
    return orjson.dumps(entity, option=orjson.OPT_APPEND_NEWLINE)


def _article(report: Report) -> dict[str, list[str | None]]:
    return {"name": [report.title or report.id], "title": [report.title], "publishedAt": [report.published],
            "publisher": [report.source], "sourceUrl": [report.url]}


def _body(participant: Participant) -> dict[str, list[str | None]]:
    office = participant.office if kind(participant) == "person" else None
    return {"name": [name_of(participant)], "country": [_country(participant.country)],
            "wikidataId": [participant.entity], "position": [office]}


def _country(code: str | None) -> str | None:
    """Return the code in FollowTheMoney's form: two small letters."""
    found = countries().get(code or "")
    return found.iso2.lower() if found is not None and found.iso2 else None


def _event(record: Record, story: Story) -> dict[str, list[str | None]]:
    place = record.where[0] if record.where else None
    actors = [participant_id(item) for item in record.actors]
    return {
        "name": [f"{record.type}: {record.trigger.text}"],
        **_dates(record.when), "organizer": [*actors],
        "involved": [*actors, *(participant_id(item) for item in record.recipients)],
        "location": [place.name or place.text] if place is not None else [],
        "country": [_country(place.country)] if place is not None else [],
        "recordId": [record.id], "sourceUrl": [story.report.url], "publisher": [story.report.source],
        "proof": [_entity_id("report", story.report.id)],
        "keywords": [record.type, *record.modes, *record.contexts], "notes": [*_notes(record)],
    }


def _dates(when: When | None) -> dict[str, list[str | None]]:
    if when is None:
        return {}
    return {"date": [when.from_]} if when.from_ == when.to else {"startDate": [when.from_], "endDate": [when.to]}


def _notes(record: Record) -> Iterator[str]:
    yield f"status: {record.status}"
    yield f"confidence: {record.confidence:g}"
    for label, people in (("said by", record.said_by), ("denied by", record.denied_by)):
        if people:
            yield f"{label}: {'; '.join(name_of(item) for item in people)}"
    for name in _NUMBERS:
        if name in record.numbers:
            yield f"{name}: {record.numbers[name].text}"
    if record.condition is not None:
        yield f"condition: {record.condition.text}"
    if record.deadline is not None:
        yield f"deadline: {record.deadline.text}"
