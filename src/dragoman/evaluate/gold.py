"""Gold files: coded reports, as JSON Lines (see ``docs/guide/gold.md``)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dragoman.types import Draft, Part, Reading, Report, Role, Span

_LISTS = {"actors": Role.ACTOR, "recipients": Role.RECIPIENT, "where": Role.PLACE,
          "said_by": Role.SAID_BY, "denied_by": Role.DENIED_BY}
_SINGLES = {"when": Role.TIME, "condition": Role.CONDITION, "deadline": Role.DEADLINE}


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the coded reports of a gold file; raises ValueError naming file and line."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield json.loads(line)
                except json.JSONDecodeError as error:
                    raise ValueError(f"{path}:{number}: not JSON: {error}") from error


def read_records(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the records of a file by report id: of a gold file, or of one with a record a line."""
    records: dict[str, list[dict[str, Any]]] = {}
    for line in read_gold(path):
        if "events" in line:
            records[line["id"]] = line["events"]
        else:
            records.setdefault(line["report"], []).append(line)
    return records


def report_of(gold: dict[str, Any]) -> Report:
    """Return the report that a gold line codes."""
    report = Report.of(gold["text"], id=gold["id"], title=gold.get("title"), published=gold.get("date"))
    return replace(report, source=gold.get("source"), url=gold.get("url"), licence=gold.get("licence"))


def reading_of(gold: dict[str, Any]) -> Reading:
    """Return the reading a perfect reader would give, to measure later stages alone."""
    report = report_of(gold)
    sentences = tuple(Span.of(report.text, a, b) for a, b in gold["sentences"])
    return Reading(report, sentences, drafts=tuple(_draft(report.text, event) for event in gold["events"]))


def _draft(text: str, event: dict[str, Any]) -> Draft:
    trigger = Span.of(text, event["trigger"]["start"], event["trigger"]["end"])
    modes = tuple((mode, 1.0) for mode in event["modes"])
    status = event.get("status", "actual")
    return Draft(trigger, event["type"], 1.0, modes=modes, status=status, parts=_parts(text, event))


def _parts(text: str, event: dict[str, Any]) -> tuple[Part, ...]:
    found = [(role, item, None) for name, role in _LISTS.items() for item in event.get(name) or []]
    found += [(role, event[name], None) for name, role in _SINGLES.items() if event.get(name)]
    found += [(Role.NUMBER, item, kind) for kind, item in (event.get("numbers") or {}).items()]
    parts = [Part(role, Span.of(text, item["start"], item["end"]), sector=item.get("sector"), kind=kind)
             for role, item, kind in found if item.get("start") is not None]
    return tuple(sorted(parts, key=lambda part: (part.span.start, part.span.end, part.role)))
