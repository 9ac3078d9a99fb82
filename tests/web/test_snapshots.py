"""The workbench reads a store that others write, and never keeps them out."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.analyze.history import History
from dragoman.errors import NotAStore, NothingFound
from dragoman.store import Writer
from dragoman.types import Report
from dragoman.web import snapshots
from dragoman.web.snapshots import Snapshots
from tests.web import telling
from tests.web.conftest import NOW


@pytest.fixture
def shots(store: Path) -> Iterator[Snapshots]:
    made = Snapshots(store)
    yield made
    made.close()


def _reports(shots: Snapshots) -> int:
    with shots.history() as (history, _):
        return int(history.sql("SELECT count(*) FROM reports").fetchall()[0][0])


def _one_more() -> object:
    told = telling.hostile()
    report = Report.of("Nothing happened in Velm.", title="Quiet", published="2031-04-11")
    return replace(told, report=report, records=())


def test_a_store_that_is_being_written_is_read_as_it_last_stood(shots: Snapshots, store: Path) -> None:
    before = _reports(shots)
    with Writer(store, coder="2.0 other", begun=NOW, options={}) as writer:
        assert _reports(shots) == before
        writer.add([_one_more()], ())  # type: ignore[list-item]
        assert _reports(shots) == before + 1, "what is committed is seen while the writer goes on"


def test_reading_does_not_keep_a_writer_out(shots: Snapshots, store: Path) -> None:
    with shots.history() as (history, _), Writer(store, coder="2.0 other", begun=NOW, options={}) as writer:
        writer.add([_one_more()], ())  # type: ignore[list-item]
        assert history.sql("SELECT count(*) FROM reports").fetchall()[0][0] == 4


def test_the_number_changes_only_with_the_store(shots: Snapshots, store: Path) -> None:
    def number() -> int:
        with shots.history() as (_, found):
            return found
    first = number()
    assert number() == first
    with Writer(store, coder="2.0 other", begun=NOW, options={}) as writer:
        writer.add([_one_more()], ())  # type: ignore[list-item]
    assert number() > first


def test_a_copy_that_is_still_read_outlives_the_next_one(shots: Snapshots, store: Path) -> None:
    with shots.history() as (old, _):
        with Writer(store, coder="2.0 other", begun=NOW, options={}) as writer:
            writer.add([_one_more()], ())  # type: ignore[list-item]
        assert _reports(shots) == 5
        place = old.path
        assert old.sql("SELECT count(*) FROM reports").fetchall() == [(4,)]
    assert not place.exists(), "and goes when the last reader is done"


def test_the_copy_goes_with_the_workbench(store: Path) -> None:
    made = Snapshots(store)
    with made.history() as (history, _):
        place = history.path
    made.close()
    assert not place.parent.exists()


def test_a_file_that_changes_under_the_copying_is_copied_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def torn(source: Path, target: Path) -> None:
        shutil.copyfile(source, target)
        calls.append(source)
        if len(calls) == 1:
            with source.open("r+b") as stream:  # another writer's checkpoint turns the header over
                stream.seek(5000)
                byte = stream.read(1)
                stream.seek(5000)
                stream.write(bytes([byte[0] ^ 1]))
        elif len(calls) == 2:
            shutil.copyfile(original, source)
            shutil.copyfile(original, target)

    original = store.with_name("kept.duckdb")
    shutil.copyfile(store, original)
    monkeypatch.setattr(snapshots, "_PAUSE", 0.0)
    monkeypatch.setattr(snapshots, "_copy_file", torn)
    made = Snapshots(store)
    assert _reports(made) == 4
    assert len([call for call in calls if call == store]) >= 2
    made.close()


def test_a_large_copy_is_read_ahead_before_it_is_shown(shots: Snapshots, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(snapshots, "_AT_ONCE", 0)
    shots.ahead = lambda history, number: told.append((number, history.sql("SELECT 4").fetchall()[0][0]))
    assert told == []
    with shots.history() as (_, number):
        assert told == [(number, 4)]
    assert _reports(shots) == 4
    assert len(told) == 1


def test_nothing_is_copied_while_this_process_writes(shots: Snapshots, store: Path) -> None:
    before, made = _reports(shots), []
    with shots.quiet():
        with Writer(store, coder="2.0 other", begun=NOW, options={}) as writer:
            writer.add([_one_more()], ())  # type: ignore[list-item]
        asking = threading.Thread(target=lambda: made.append(_reports(shots)))
        asking.start()
        asking.join(0.5)
        assert made == [], "whoever asks waits"
    asking.join(30)
    assert made == [before + 1]


def test_no_store_yet_and_no_store_at_all(tmp_path: Path) -> None:
    with pytest.raises(NothingFound), Snapshots(tmp_path / "none.duckdb").history():
        pass
    other = tmp_path / "other.duckdb"
    other.write_bytes(b"words" * 4000)
    with pytest.raises(NotAStore), Snapshots(other).history():
        pass


def test_pairs_of_the_copy_are_the_current_ones_of_the_store(shots: Snapshots, store: Path) -> None:
    with Writer(store, coder="2.0 other", begun=NOW, options={}) as writer:
        writer.add([replace(telling.again()[0], records=())], ())  # coded anew, and nothing found: its pairs are gone
    asked = "SELECT * FROM dyads ORDER BY ALL"
    with shots.history() as (copy, _), History(store) as history:
        pairs = history.sql(asked).fetchall()
        assert copy.sql(asked).fetchall() == pairs
        assert copy.sql("SELECT * FROM panel ORDER BY ALL").fetchall() == history.sql(
            "SELECT * FROM panel ORDER BY ALL").fetchall()
        assert len(pairs) < history.sql("SELECT count(*) FROM raw_dyads").fetchall()[0][0], "some are not current"
