"""Put the stages' answers together: one record per draft, with a reason for every field."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from dragoman.records.confidence import Knots, calibrate, explain
from dragoman.records.identity import record_id
from dragoman.records.same_as import Link, link
from dragoman.types import Cast, Draft, Event, Reading, Record, Rejected, Setting, Stance, Timing, Why

_ROOT = re.compile(r"\w+")
_PLACES = 4  # decimals that are the same on every machine
_ORDER = {field.name: number for number, field in enumerate(fields(Record))}
_DUPLICATE = "records.duplicate"
# What a field's reason says when its stage found nothing and gave none.
_NOTHING = {
    "actors": ("reader.roles", "No actor was marked or resolved."),
    "recipients": ("reader.roles", "No recipient was marked or resolved."),
    "status": ("reader.status", "The status is the reader's."),
    "said_by": ("reader.roles", "Nobody is given as its source: the report's own voice."),
    "denied_by": ("reader.roles", "Nobody is given as denying it."),
    "when": ("when.none", "No time was found."),
    "where": ("where.none", "No place was found."),
    "numbers": ("events.none", "No number was found."),
    "condition": ("stance.none", "No condition was found."),
    "deadline": ("when.none", "No deadline was found."),
    "contexts": ("context.none", "No context was found."),
    "modes": ("reader.modes", "No mode was given."),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """All that the stages say about one draft."""

    draft: Draft
    event: Event
    people: Cast
    stance: Stance
    timing: Timing
    setting: Setting


def assemble(  # noqa: PLR0913 - one value of each stage
    reading: Reading, events: tuple[Event, ...], casts: tuple[Cast, ...], stances: tuple[Stance, ...],
    timings: tuple[Timing, ...], settings: tuple[Setting, ...], *, version_major: int, knots: Knots = (),
) -> tuple[Record, ...]:
    """Return the records of a report, by position of their triggers.

    Args:
        reading: the report as read; the other arguments hold one value per draft, in its order.
        events: what was done; vetoed drafts make no record.
        casts: who took part.
        stances: whether it happened, and on whose word.
        timings: when, and until when.
        settings: where.
        version_major: first part of the coder's version, part of every id.
        knots: calibration points, see ``confidence.calibrate``.
    """
    columns = (reading.drafts, events, casts, stances, timings, settings)
    rows = _kept(tuple(_Row(*row) for row in zip(*columns, strict=True)))
    kept = replace(reading, drafts=tuple(row.draft for row in rows))
    links = link(kept, tuple(row.event for row in rows), tuple(row.people for row in rows),
                 tuple(row.timing for row in rows))
    report = reading.report.id
    ids = tuple(record_id(report, row.draft.trigger.start, row.event.type, version_major) for row in rows)
    return tuple(_record(row, report, ids, number, links[number], knots) for number, row in enumerate(rows))


def vetoed(reading: Reading, events: tuple[Event, ...]) -> tuple[Rejected, ...]:
    """Return the drafts that make no record although the reader proposed them, with the rule that refused each."""
    pairs = tuple(zip(reading.drafts, events, strict=True))
    kept = {id(row.draft) for row in _kept(tuple(_bare(draft, event) for draft, event in pairs))}
    return tuple(Rejected(draft.trigger, event.type, event.veto or _DUPLICATE, draft.score)
                 for draft, event in pairs if id(draft) not in kept)


def _bare(draft: Draft, event: Event) -> _Row:
    return _Row(draft, event, Cast(), Stance(draft.status), Timing(), Setting())


def _kept(rows: tuple[_Row, ...]) -> tuple[_Row, ...]:
    """Return the rows without vetoed ones, the surer one of two with the same start and type, by position."""
    best: dict[tuple[int, str], _Row] = {}
    for row in rows:
        key = (row.draft.trigger.start, row.event.type)
        if row.event.veto is None and (key not in best or row.draft.score > best[key].draft.score):
            best[key] = row
    return tuple(best[key] for key in sorted(best))


def _record(row: _Row, report: str, ids: tuple[str, ...], number: int, linked: Link, knots: Knots) -> Record:
    first, link_whys = linked
    raw, sure = explain(row.draft, row.people)
    event, stance, people = row.event, row.stance, row.people
    whys = (*_identity(row), *event.whys, *people.whys, *stance.whys, *row.timing.whys, *row.setting.whys,
            *link_whys, sure)
    return Record(
        ids[number], report, event.type, event.modes, event.contexts, event.quad, event.intensity, row.draft.trigger,
        people.actors, people.recipients, stance.status, stance.said_by, stance.denied_by, row.timing.when,
        row.setting.where, event.numbers, stance.condition, row.timing.deadline,
        same_as=None if first is None else ids[first], episode=None,
        confidence=round(calibrate(raw, knots), _PLACES), why=_complete(whys),
    )


def _identity(row: _Row) -> tuple[Why, ...]:
    trigger = row.draft.trigger
    span = ((trigger.start, trigger.end),)
    return (
        Why("id", "records.identity", "Hash of the report's id, the trigger's start, the type and the major version."),
        Why("report", "records.report", "The report's own id, or the hash of its text."),
        Why("trigger", "reader.trigger", "The reader marked these words.", row.draft.score, span),
        Why("episode", "records.episode", "Acts are joined across reports by the store."),
    )


def _complete(whys: tuple[Why, ...]) -> tuple[Why, ...]:
    """Return the reasons by field, with one for every field that has none, and scores as on every machine."""
    explained = {_field(why) for why in whys}
    missing = (Why(name, *_NOTHING[name]) for name in _NOTHING if name not in explained)
    return tuple(_rounded(why) for why in sorted((*whys, *missing), key=_place))


def _place(why: Why) -> int:
    return _ORDER.get(_field(why), len(_ORDER))


def _field(why: Why) -> str:
    match = _ROOT.match(why.field)
    return match.group() if match is not None else why.field


def _rounded(why: Why) -> Why:
    return why if why.score is None else replace(why, score=round(why.score, _PLACES))
