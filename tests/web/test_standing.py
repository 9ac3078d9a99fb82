"""What stands is read once for each state of the store, and again when it has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import NothingFound
from dragoman.store import Writer
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


def test_without_a_store_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingFound):
        Standings(Snapshots(tmp_path / "none.duckdb")).known()
