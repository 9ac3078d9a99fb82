"""What stands is read once for each state of the store, and again when it has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dragoman.errors import NothingFound, WorkerLost
from dragoman.store import Writer
from dragoman.web import standing
from dragoman.web.snapshots import Snapshots
from dragoman.web.standing import Standings
from tests.analyze.standing import telling
from tests.web.test_promises import TOLD


def test_the_same_state_is_read_once(tmp_path: Path) -> None:
    snapshots = Snapshots(telling.written(tmp_path / "w.duckdb", TOLD))
    held = Standings(snapshots)
    first = held.known()
    assert first is not None
    assert (len(first.commitments), len(first.measures)) == (1, 1)
    assert held.known() is first
    snapshots.close()


def test_what_is_coded_later_appears(tmp_path: Path) -> None:
    path = telling.written(tmp_path / "w.duckdb", TOLD[:1])
    snapshots = Snapshots(path)
    held = Standings(snapshots)
    before = held.known()
    with Writer(path, coder="1.0 fast", begun=telling.NOW, options={}) as writer:
        writer.add([telling.coding(TOLD[1])], ())
        writer.finish(telling.NOW)
    for _ in range(50):
        after = held.known()
        if after is not before:
            break
        held._thread.join(1) if held._thread else None
    assert before is not None
    assert after is not None
    assert (len(before.measures), len(after.measures)) == (0, 1)
    snapshots.close()


def test_a_large_store_is_read_by_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_BESIDE", 0)
    snapshots = Snapshots(telling.written(tmp_path / "w.duckdb", TOLD))
    held = Standings(snapshots)
    held.begin()
    assert held._thread is not None
    held._thread.join(60)
    assert held._process is not None
    with snapshots.history() as (history, number):
        assert held.known() == standing.read(history, number)
    held.close()
    snapshots.close()


def _die(*_: object) -> None:
    os._exit(1)


def test_a_process_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_BESIDE", 0)
    monkeypatch.setattr(standing, "_tell", _die)
    snapshots = Snapshots(telling.written(tmp_path / "w.duckdb", TOLD))
    held = Standings(snapshots)
    held.begin()
    assert held._thread is not None
    held._thread.join(60)
    assert isinstance(held._error, WorkerLost)
    snapshots.close()


def test_nothing_is_read_after_the_end(tmp_path: Path) -> None:
    snapshots = Snapshots(telling.written(tmp_path / "w.duckdb", TOLD))
    held = Standings(snapshots)
    held.close()
    held.begin()
    assert held._thread is None
    snapshots.close()


def test_without_a_store_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingFound):
        Standings(Snapshots(tmp_path / "none.duckdb")).known()
