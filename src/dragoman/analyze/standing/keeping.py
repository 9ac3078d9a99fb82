"""Everything that stands, derived once and written into the tables of the store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from dragoman.analyze.standing import commitments, control, measures
from dragoman.analyze.standing.life import Change, Commitment, Control, Measure, Party
from dragoman.analyze.standing.mentions import mentions
from dragoman.analyze.standing.tables import CommitmentRules
from dragoman.store import Store
from dragoman.store import standing as stored
from dragoman.tables.load import read_bytes

_RULES = ("commitments", "control", "instruments", "matters", "measures")
Row = dict[str, Any]


def keep(path: str | Path, *, begun: datetime) -> int:
    """Derive what stands from the current records of the store at ``path`` and keep it there for SQL.

    Returns:
        The number of the keeping.

    Raises:
        NothingFound, StoreError: the store is not there or cannot be read or written.
    """
    with Store(path) as store:
        told = mentions(store)
    found = commitments.derive(told, CommitmentRules.load())
    laid = measures.derive(told, measures.MeasureRules.load())
    held = control.derive(told, control.ControlRules.load())
    rows = {
        "commitments": list(map(_commitment, found)), "measures": list(map(_measure, laid)),
        "control": list(map(_control, held)), "changes": list(_changes(found, laid, held)),
    }
    return stored.keep(path, rows, rules=digest(), begun=begun)


def refresh(path: str | Path, *, begun: datetime) -> int | None:
    """Keep what stands, unless the newest keeping is of the newest run and of these rules.

    Returns:
        The number of the keeping; None if there was nothing to do.

    Raises:
        NothingFound, StoreError: as ``keep``.
    """
    query = ("SELECT run IS NOT DISTINCT FROM (SELECT max(run) FROM raw_reports) AND rules = $rules "
             "FROM standings ORDER BY standing DESC LIMIT 1")
    with Store(path) as store:
        newest = store.sql(query, {"rules": digest()}).fetchall()
    return None if newest == [(True,)] else keep(path, begun=begun)


def digest() -> str:
    """Return the digest of the packaged rules."""
    return hashlib.sha256(b"".join(read_bytes(f"standing_{name}.toml") for name in _RULES)).hexdigest()[:16]


def _commitment(one: Commitment) -> Row:
    due = one.due
    return {
        "id": one.id, "kind": one.kind, "name": one.name, "matters": one.matters,
        "bound": _keys(one.by), "owed": _keys(one.to),
        "due_from": due and due.from_, "due_to": due and due.to, "due_text": due and due.text,
        "condition": one.condition and one.condition.text, "state": one.changes[-1].state, "records": one.records,
    }


def _measure(one: Measure) -> Row:
    return {"id": one.id, "kind": one.kind, "imposer": one.by.key, "target": one.on.key, "state": one.changes[-1].state,
            "conditions": [term.text for term in one.conditions], "records": one.records}


def _control(one: Control) -> Row:
    last = one.holds[-1]
    return {"id": one.id, "place": one.place, "country": one.country, "geonames": one.geonames, "lat": one.lat,
            "lon": one.lon, "state": last.change.state, "holder": _holder(last.change, last.by), "records": one.records}


def _holder(change: Change, by: Party | None) -> str | None:
    """Return the key of the holder; nobody is known to hold what was left."""
    return by.key if by is not None and change.state != "left" else None


def _changes(
    found: Iterable[Commitment], laid: Iterable[Measure], held: Iterable[Control],
) -> Iterator[Row]:
    lives = [*((one.id, one.changes) for one in found), *((one.id, one.changes) for one in laid)]
    for name, changes in lives:
        for number, change in enumerate(changes):
            yield _change(name, number, change, None)
    for place in held:
        for number, hold in enumerate(place.holds):
            yield _change(place.id, number, hold.change, hold.held_from)


def _change(name: str, number: int, change: Change, held_from: Party | None) -> Row:
    return {
        "id": name, "position": number, "state": change.state, "day_from": change.from_, "day_to": change.to,
        "actors": _keys(change.by), "held_from": held_from and held_from.key, "said_by": change.said_by,
        "records": change.records, "rule": change.why.rule, "detail": change.why.detail,
    }


def _keys(parties: Iterable[Party]) -> list[str]:
    return [party.key for party in parties]
