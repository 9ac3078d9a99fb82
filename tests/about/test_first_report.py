"""The report that the product was first asked to represent: what a reader must find in its records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import dragoman
from dragoman.types import Record

DAY = "2015-05-12"


def _who(record: Record, actor: str | None = None, recipient: str | None = None) -> bool:
    actors, recipients = ({p.country for p in side} for side in (record.actors, record.recipients))
    return (actor is None or actor in actors) and (recipient is None or recipient in recipients)


def _named(record: Record, *names: str) -> bool:
    found = {person.name for person in (*record.actors, *record.recipients)}
    return set(names) <= found


FACTS: dict[str, Callable[[Record], bool]] = {
    "Kerry met Lavrov": lambda r: r.type == "CONSULT" and _named(r, "John Kerry", "Sergey Lavrov"),
    "talks with Putin that day": lambda r: r.type == "CONSULT" and _named(r, "Vladimir Putin") and r.when is not None
    and r.when.from_ == DAY,
    "a visit, in Sochi": lambda r: "visit" in r.modes and any(place.name == "Sochi" for place in r.where),
    "Peskov welcomed it": lambda r: r.type == "SUPPORT" and _named(r, "Dmitry Peskov") and _who(r, "RUS"),
    "the annexation": lambda r: "occupy" in r.modes and _who(r, "RUS") and r.when is not None
    and r.when.from_ == "2014-03" and any(place.name == "Crimea" for place in r.where),
    "Moscow accuses Washington": lambda r: r.type == "ACCUSE" and _who(r, "RUS", "USA"),
    "Washington accuses Moscow": lambda r: r.type == "ACCUSE" and _who(r, "USA", "RUS"),
    "Moscow denies": lambda r: "deny" in r.modes and _who(r, "RUS"),
    "what is denied, by whom": lambda r: r.type == "AID" and any(person.country == "RUS" for person in r.denied_by),
    "sanctions": lambda r: r.type == "SANCTION" and _who(r, "USA", "RUS") and _who(r, "EUR"),
    "the dead": lambda r: "dead" in r.numbers and r.numbers["dead"].low == 6100 and r.when is not None
    and r.when.from_ == "2014-04",
    "easing, on a condition": lambda r: r.type == "CONCEDE" and r.status == "hypothetical" and r.condition is not None,
    "wreaths": lambda r: r.type == "SUPPORT" and "gesture" in r.modes,
    "the boycott": lambda r: "boycott" in r.modes and r.when is not None and r.when.from_ == "2015-05-09",
    "the towns taken": lambda r: "occupy" in r.modes and len([p for p in r.where if p.country == "SYR"]) > 1,
    "the deadline of the talks": lambda r: r.deadline is not None and r.deadline.to == "2015-06-30",
}


@pytest.fixture(scope="module")
def records(shared: Path) -> tuple[Record, ...]:
    """The records of the report."""
    title, _, text = (shared / "reports" / "kerry-putin-2015-05-12.txt").read_text("utf-8").partition("\n\n")
    return dragoman.code(text, published=DAY, title=title).records


@pytest.mark.parametrize("fact", FACTS)
def test_the_fact_is_on_record(fact: str, records: tuple[Record, ...]) -> None:
    assert any(FACTS[fact](record) for record in records)


def test_every_record_says_why_for_every_field(records: tuple[Record, ...]) -> None:
    for record in records:
        said = {why.field.split("[")[0] for why in record.why}
        assert {"type", "actors", "status", "when", "where", "confidence"} <= said
