"""PLOVER's record as JSON Lines, with the field names of the manual's tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from dragoman.records.jsonl import to_dict
from dragoman.store.export.codes import Losses, country_name, forms, plover_modes
from dragoman.store.export.stream import Story
from dragoman.tables.load import toml
from dragoman.types import Participant, Record, Report

_SIZES = ("dead", "injured", "arrested")
_RESOLUTIONS = {"country": 1, "province": 2, "district": 3, "city": 4, "site": 5}
_OURS = ("said_by", "denied_by", "condition", "deadline")


def lines(stories: Iterable[Story], losses: Losses) -> Iterator[bytes]:
    """Yield a line of JSON a record; the stories need their texts for the numbers of sentences."""
    for story in stories:
        for record in story.records:
            yield orjson.dumps(as_plover(record, story, losses), option=orjson.OPT_APPEND_NEWLINE)


def as_plover(record: Record, story: Story, losses: Losses) -> dict[str, Any]:
    """Return the record with PLOVER's fields, and ours that PLOVER has no name for under their own."""
    when = record.when
    auxiliary = forms()["plover"]["auxiliary"].get(record.status)
    losses["loss.place"] += max(0, len(record.where) - 1)
    return {
        "id": record.id, "has_event": True, "date": when.from_ if when is not None else None,
        **({"enddate": when.to} if when is not None and when.to != when.from_ else {}),
        "actor": [_entity(item) for item in record.actors], "recipient": [_entity(item) for item in record.recipients],
        "event": [record.type], "event_loc": _location(record), "event_text": [record.trigger.text],
        "quad_code": record.quad, "event_scale": record.intensity, "mode": list(plover_modes(record, losses)),
        "context": [*record.contexts, *([auxiliary] if auxiliary else [])],
        "link": record.episode or record.same_as or record.id,
        "size": {kind: record.numbers[kind].low for kind in _SIZES if kind in record.numbers},
        "text_info": {"sequence": story.sentence(record.trigger.start), "start": record.trigger.start,
                      "end": record.trigger.end},
        "cite_info": _citation(story.report, story.coder), "coder": story.coder,
        **{name: value for name, value in to_dict(record).items() if name in _OURS}, "confidence": record.confidence,
    }


def _entity(item: Participant) -> dict[str, Any]:
    return {"code": item.country, "sector": item.sector,
            "other_sector_codes": [sector for sector in item.sectors if sector != item.sector],
            "entity_text": item.text, "identifier_id": item.entity, "identifier_text": item.name, "office": item.office}


def _location(record: Record) -> dict[str, Any] | None:
    if not record.where:
        return None
    place = record.where[0]
    named = place.name or place.text
    return {
        "extracted_place": place.text, "resolved_place": place.name, "geonameid": place.geonames, "lat": place.lat,
        "lon": place.lon, "city": named if place.precision in ("city", "site") else None,
        "district": named if place.precision == "district" else None, "province": place.admin1,
        "country": country_name(place.country), "country_code": place.country,
        "feature_code": forms()["polecat"]["features"].get(place.precision),
        "resolution": _RESOLUTIONS.get(place.precision or ""),
    }


def _citation(report: Report, coder: str) -> dict[str, Any]:
    book = toml("plover")
    return {"url": report.url, "title": report.title, "language": report.language, "publication": report.source,
            "license": report.licence, "coder": coder, "codebook": book["name"], "version": book["version"]}
