"""Judgements: rows that several people add at once, and that end up in the store."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.errors import StoreBusy, StoreError
from dragoman.store import Writer
from dragoman.store.judgements import COLUMNS, Judgements, Said, beside
from dragoman.types import Coding

NOW = datetime(2031, 4, 10, 9, 15)  # noqa: DTZ001 - the store keeps UTC without a zone


def said(person: str = "ada", record: str = "e-1", **other: Any) -> Said:
    return Said("first", person, "1.0 fast", 1, "r-1", record, "accept", "verdict", None, "right", **other)


def kept(store: Path) -> list[tuple[Any, ...]]:
    with dragoman.open(store) as history:
        return history.sql(f"SELECT {', '.join(COLUMNS)} FROM judgements ORDER BY number").fetchall()  # noqa: S608


def test_an_act_of_several_rows_is_one_act_and_the_next_another(store: Path) -> None:
    judgements = Judgements(store)
    judgements.add([said(), said(record="e-2")], NOW)
    judgements.add([said("bea")], NOW)
    found = [(row.number, row.act, row.person) for row in judgements.all()]
    assert found == [(1, 1, "ada"), (2, 1, "ada"), (3, 3, "bea")]


def test_rows_come_back_as_they_were_said(store: Path) -> None:
    made = Judgements(store).add([Said("second", "ada", "1.0 fast", 1, "r-1", "e-1", "correct", "where",
                                       [{"start": 1, "end": 2}], [], 4, "1/CONSULT")], NOW)
    assert Judgements(store).all() == made


def test_many_who_judge_at_once_lose_nothing(store: Path) -> None:
    judgements = Judgements(store)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: Judgements(store).add([said(f"p{number}"), said(f"p{number}")], NOW), range(12)))
    rows = judgements.all()
    assert [row.number for row in rows] == list(range(1, 25))
    assert all(row.act in {row.number, row.number - 1} for row in rows)
    assert len({row.person for row in rows}) == 12


def test_one_can_judge_while_somebody_writes_the_store(store: Path, codings: list[Coding]) -> None:
    judgements = Judgements(store)
    with Writer(store, coder="2.0 fast", begun=NOW, options={}) as writer:
        judgements.add([said()], NOW)
        with pytest.raises(StoreBusy):
            judgements.keep()
        writer.add(codings)
    assert judgements.keep() == 1
    assert [row[:4] for row in kept(store)] == [(1, 1, "first", "ada")]


def test_what_is_kept_is_not_kept_twice(store: Path) -> None:
    judgements = Judgements(store)
    judgements.add([said()], NOW)
    assert judgements.keep() == 1
    assert judgements.keep() == 0
    judgements.add([said("bea")], NOW)
    assert judgements.keep() == 1
    assert [row[3] for row in kept(store)] == ["ada", "bea"]


def test_a_store_that_comes_without_its_file_brings_its_judgements(store: Path) -> None:
    judgements = Judgements(store)
    made = judgements.add([said(), said(record="e-2")], NOW)
    judgements.keep()
    beside(store).unlink()
    again = Judgements(store, lambda: kept(store))
    assert again.all() == made
    assert again.add([said("bea")], NOW)[0].number == 3


def test_a_file_of_another_store_is_refused(store: Path) -> None:
    judgements = Judgements(store)
    judgements.add([said()], NOW)
    judgements.keep()
    beside(store).unlink()
    stranger = Judgements(store)
    stranger.add([said("bea", "e-9")], NOW)
    with pytest.raises(StoreError, match="other judgements"):
        stranger.keep()


def test_a_file_that_is_no_database_says_so(store: Path) -> None:
    beside(store).write_text("These are not the rows you are looking for. " * 40)
    with pytest.raises(StoreError, match="judgements"):
        Judgements(store)


def test_a_store_of_before_gets_the_table(write: Callable[..., Path], codings: list[Coding]) -> None:
    path = write(codings)
    assert kept(path) == []
