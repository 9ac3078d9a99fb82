"""Which records go into a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

import dragoman
from dragoman.errors import UsageError
from dragoman.store import Result
from dragoman.store.export import stream
from dragoman.store.export.files import parquet
from dragoman.store.export.selection import Selection
from dragoman.store.export.stream import records, stories

ALL = ["e-1", "e-2", "e-3", "e-4", "e-5"]
CASES: list[tuple[dict[str, Any], list[str], str]] = [
    ({}, ALL, "without conditions, all of the current coding; the older run's e-0 is not there"),
    ({"since": "2031-04-08"}, ["e-3", "e-4", "e-5"], "a month overlaps; no time, so the day of publication"),
    ({"since": "2031-05"}, ["e-4", "e-5"], "from a month on"),
    ({"until": "2031-04"}, ["e-1", "e-2", "e-3"], "to the end of a month"),
    ({"until": "2031-04-06"}, ["e-3"], "the month of the raid began before"),
    ({"since": "2031", "until": "2031"}, ALL, "a year"),
    ({"actor": ("NOR",)}, ["e-1", "e-2", "e-3", "e-5"], "a country"),
    ({"actor": ("NOR:REB",)}, ["e-3"], "a country's sector"),
    ({"actor": ("Q11", "Q189")}, ["e-1", "e-2", "e-4"], "entities, one of which"),
    ({"actor": ("ina storm",)}, ["e-1", "e-2"], "a name in any case"),
    ({"recipient": ("NOR",)}, ["e-3", "e-4"], "the other side"),
    ({"dyad": "NOR-ISL"}, ["e-1", "e-2", "e-4"], "either direction, and together"),
    ({"dyad": "ISL-NOR"}, ["e-1", "e-2", "e-4"], "the same the other way round"),
    ({"type": ("CONSULT", "ASSAULT")}, ["e-1", "e-2", "e-3"], "types"),
    ({"status": ("future",)}, ["e-4"], "status"),
    ({"confidence": 0.6}, ["e-1", "e-2", "e-4"], "at least so sure"),
    ({"unit": "act"}, ["e-1", "e-3", "e-4", "e-5"], "the first of an act"),
    ({"unit": "act", "actor": ("Jon 'nobody'",)}, [], "nobody"),
    ({"unit": "episode"}, ["e-1", "e-3", "e-4", "e-5"], "unlinked acts count for themselves"),
    ({"type": ("CONSULT",), "confidence": 0.8, "dyad": "NOR-ISL"}, ["e-1"], "all conditions hold"),
]


@pytest.mark.parametrize("conditions,wanted,note", CASES)
def test_conditions_choose(world: Path, conditions: dict[str, Any], wanted: list[str], note: str) -> None:
    with dragoman.open(world) as store:
        assert [record.id for record in records(store, Selection(**conditions))] == wanted, note


@pytest.mark.parametrize("conditions", [
    {"since": "May"}, {"until": "2031-4"}, {"type": ("FIGHT",)}, {"status": ("done",)}, {"dyad": "USA"},
    {"dyad": "usa-rus"}, {"confidence": 1.5}, {"unit": "day"},
])
def test_what_cannot_be_meant_is_refused(conditions: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Selection(**conditions)


@pytest.mark.parametrize("words", ["NOR' OR TRUE --", "$since", "?", "\\", "a:b:c"])
def test_conditions_are_never_sql(world: Path, words: str) -> None:
    with dragoman.open(world) as store:
        assert list(records(store, Selection(actor=(words,)))) == []


@pytest.mark.parametrize("size", [1, 2, 3])
def test_batches_do_not_cut_stories(world: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(stream, "_BATCH", size)
    with dragoman.open(world) as store:
        told = list(stories(store, Selection(), with_text=True))
    assert [[record.id for record in story.records] for story in told] == [["e-1", "e-2"], ["e-3"], ["e-4", "e-5"]]
    assert {story.coder for story in told} == {"1.0 fast"}
    assert all(story.report.text[record.trigger.start:record.trigger.end] == record.trigger.text
               for story in told for record in story.records)


def test_records_are_fetched_as_they_are_asked_for(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_BATCH", 1)
    asked: list[str] = []
    with dragoman.open(world) as store:
        ask = store.sql

        def counted(query: str, values: Any = None) -> Result:
            asked.append(query)
            return ask(query, values)

        monkeypatch.setattr(store, "sql", counted)
        found = records(store, Selection())
        assert [next(found).id, len(asked)] == ["e-1", 2]  # which there are, and the first of them
        assert [next(found).id, len(asked)] == ["e-2", 3]


def test_sentences_are_counted_from_one(world: Path) -> None:
    with dragoman.open(world) as store:
        visit, *_ = stories(store, Selection(), with_text=True)
    assert [visit.sentence(record.trigger.start) for record in visit.records] == [1, 2]
    assert visit.records[0].trigger.start < visit.lead_end <= visit.records[1].trigger.start


def test_sizes_of_an_act_are_counted(world: Path) -> None:
    with dragoman.open(world) as store:
        told = [item for story in stories(store, Selection(unit="act")) for item in story.told]
    assert (told[0].record.id, told[0].mentions, told[0].sources, told[0].reports) == ("e-1", 2, 1, 1)


def test_parquet_takes_conditions_too(world: Path, tmp_path: Path) -> None:
    target = tmp_path / "some.parquet"
    parquet(world, target, selection=Selection(type=("ASSAULT",), actor=("NOR",)))
    with duckdb.connect() as connection:
        assert connection.execute("SELECT id FROM read_parquet(?)", [str(target)]).fetchall() == [("e-3",)]
    with pytest.raises(UsageError):
        parquet(world, target, "reports", Selection(type=("ASSAULT",)))
