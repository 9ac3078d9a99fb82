"""What an episode adds up to: ranges by source, independent sources, claims, and reasons."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from dragoman.analyze.episodes.link import link
from dragoman.analyze.episodes.listing import Asked, claims, episodes
from dragoman.analyze.episodes.why import explain
from dragoman.analyze.history import History
from tests.analyze.episodes.telling import now, told, write

WIRE = "Norland shelled Surland in Velm near the Orrin mill, and 12 people died on the spot, rescuers told the agency."
REPORTS = (
    told(WIRE, "2031-05-02", source="The Courier"),
    told(WIRE + " More soon.", "2031-05-02", source="The Mirror"),
    told("In Velm near the Orrin mill Norland shelled Surland: 17 people died.", "2031-05-03", source="Daily Star",
         when="2031-05-02"),
    told("Surland says Norland shelled the Orrin mill in Velm on Friday.", "2031-05-04", source="Daily Star",
         when="2031-05-02", said_by="Surland"),
    told("It never shelled the Orrin mill in Velm on Friday, Norland insists.", "2031-05-05", source="The Mirror",
         when="2031-05-02", denied_by="Norland"),
    told("Norland admits that it shelled the Orrin mill in Velm on Friday.", "2031-05-06", source="The Courier",
         when="2031-05-02", said_by="Norland"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a linked store in which users have said that all reports tell one act."""
    from dragoman.analyze.episodes.judge import Verdict, judge
    from tests.analyze.episodes.telling import NOW

    path = write(tmp_path_factory.mktemp("store") / "s.duckdb", REPORTS)
    names = [coding.records[0].id for coding in REPORTS]
    for name in names[1:]:
        judge(path, Verdict.SAME, names[0], name, now=NOW)
    link(path, now)
    return path


@pytest.fixture(scope="module")
def row(store: Path) -> dict[str, Any]:
    """Return the one episode."""
    with History(store) as history:
        found = episodes(history)
        rows = [dict(zip(found.columns, values, strict=True)) for values in found.fetchall()]
    assert len(rows) == 1
    return rows[0]


def test_numbers_are_ranges_with_each_texts_own(row: dict[str, Any]) -> None:
    toll = orjson.loads(row["numbers"])["dead"]
    assert (row["dead_low"], row["dead_high"]) == (12, 17)
    assert [one["low"] for one in toll["by"]] == [12, 17], "the copy is not counted again"
    assert toll["by"][1]["source"] == "Daily Star"
    assert {one["record"] for one in toll["by"]} <= {coding.records[0].id for coding in REPORTS}


def test_copies_of_a_wire_and_a_publishers_reports_count_once(row: dict[str, Any]) -> None:
    assert (row["records"], row["reports"]) == (6, 6)
    assert row["versions"] == 5, "the wire and its copy are one text"
    assert row["sources"] == 3
    assert row["first_reported"] == "2031-05-02"


def test_day_place_and_people_cite_records(row: dict[str, Any]) -> None:
    assert (row["when_from"], row["place"], row["status"], row["disputed"]) == ("2031-05-02", "Velm", "actual", True)
    actors = orjson.loads(row["actors"])
    assert actors[0]["country"] == "NOR"
    assert actors[0]["records"]


def test_claims_stand_in_order_of_time_with_quotations(store: Path) -> None:
    with History(store) as history:
        found = claims(history)
        rows = [dict(zip(found.columns, values, strict=True)) for values in found.fetchall()]
        by_party = claims(history, party="sur").fetchall()
        texts = dict(history.sql("SELECT id, text FROM reports").fetchall())
    assert [(one["country"], one["stance"]) for one in rows] == [
        ("SUR", "asserts"), ("NOR", "denies"), ("NOR", "confirms")]
    assert [one["said_on"] for one in rows] == sorted(one["said_on"] for one in rows)
    assert all(one["quote"] == texts[one["report"]][one["quote_start"]:one["quote_end"]] for one in rows)
    assert all(one["party"] in one["quote"] for one in rows)
    assert len(by_party) == 1


def test_every_member_and_value_says_why(store: Path, row: dict[str, Any]) -> None:
    with History(store) as history:
        found = explain(history, row["episode"])
    assert len(found.members) == 6
    assert all("begin from" in member.why.detail and member.why.spans for member in found.members)
    values = {why.field: why.detail for why in found.values}
    assert {"first_reported", "sources", "when", "where", "status", "numbers.dead", "disputed"} <= set(values)
    assert "12–17" in values["numbers.dead"]


@pytest.mark.parametrize(("asked", "count"), [
    (Asked(type="assault", country="nor"), 1), (Asked(type="CONSULT"), 0), (Asked(since="2031-05-03"), 0),
    (Asked(until="2031-05"), 1), (Asked(reports=7), 0), (Asked(disputed=True), 1), (Asked(sources=4), 0),
])
def test_episodes_are_listed_by_what_is_asked(store: Path, asked: Asked, count: int) -> None:
    with History(store) as history:
        assert len(episodes(history, asked).fetchall()) == count
