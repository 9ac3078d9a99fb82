"""Accuracy on coded reports, given the participants' passages: it must not fall."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.actors import ActorBook, resolve
from dragoman.evaluate.gold import read_gold, reading_of
from dragoman.types import Reading

DEV = Path(__file__).parents[2] / ".." / "shared" / "gold" / "dev.jsonl"
FLOORS = {"actors": 0.93, "recipients": 0.92}


def without_sectors(reading: Reading) -> Reading:
    """Hide the coded sectors, so that nothing but the stage's own rules is measured."""
    hidden = ((draft, tuple(replace(part, sector=None) for part in draft.parts)) for draft in reading.drafts)
    return replace(reading, drafts=tuple(replace(draft, parts=parts) for draft, parts in hidden))


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not DEV.exists(), reason="the coded reports are not beside this checkout")
def test_countries_of_coded_reports(book: ActorBook) -> None:
    right, total = dict.fromkeys(FLOORS, 0), 0
    for gold in read_gold(DEV):
        for event, cast in zip(gold["events"], resolve(without_sectors(reading_of(gold)), book), strict=True):
            total += 1
            for role in FLOORS:
                coded = {who["country"] for who in event[role] if who.get("country")}
                right[role] += coded == {who.country for who in getattr(cast, role) if who.country}
    assert {role: right[role] / total >= floor for role, floor in FLOORS.items()} == dict.fromkeys(FLOORS, True)
