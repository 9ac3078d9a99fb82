"""What stands in a store: the same through objects, SQL and the history's methods."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dragoman.analyze.history import History
from dragoman.analyze.standing.commitments import commitments
from dragoman.analyze.standing.control import control
from dragoman.analyze.standing.keeping import keep, refresh
from dragoman.analyze.standing.measures import measures
from dragoman.analyze.standing.mentions import mentions
from dragoman.errors import NothingFound, UsageError
from dragoman.store import Store, Writer
from dragoman.types import Coding
from tests.analyze.standing.telling import coding, written

CASES = Path(__file__).parents[2] / "cases"
LIVES = tomllib.loads((CASES / "standing.toml").read_text(encoding="utf-8"))
HOLDS = tomllib.loads((CASES / "control.toml").read_text(encoding="utf-8"))["case"]
NOW = datetime(2031, 4, 9)  # noqa: DTZ001 - the store keeps UTC without a zone
DUE: dict[str, Any] = {
    "sentence": "Eastmark and Westmark agree to open the border crossing by June 30.", "trigger": "agree",
    "type": "AGREE", "day": "2036-06-12", "from": "2036-06-12", "by": ["EAM", "WEM"],
    "due": ["2036-06-30", "2036-06-30", "by June 30"],
}


TELL: dict[str, Any] = {
    "sentence": "Suria and Westmark agree to talks.", "trigger": "agree", "type": "AGREE", "day": "2036-07-12",
    "from": "2036-07-12", "by": ["SUR", "WEM"],
}


def _rows() -> list[dict[str, Any]]:
    cases = (LIVES["commitment"][0], LIVES["commitment"][4], LIVES["measure"][0], HOLDS[0])
    return [DUE, *(row for case in cases for row in case["tell"])]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with a truce, a treaty, sanctions, a town and a deadline."""
    return written(tmp_path_factory.mktemp("standing") / "s.duckdb", _rows())


def test_a_store_tells_what_stands(path: Path) -> None:
    with Store(path) as store:
        assert {one.kind for one in commitments(store)} == {"agreement"}
        assert [one.kind for one in measures(store, by="NOL", on="SUR")] == ["sanctions"]
        assert [one.place for one in control(store, place="mos")] == ["Mosul"]
        assert measures(store, by="XXX") == ()
        assert control(store, country="ISL") == ()


def test_records_that_are_cited_are_in_the_store(path: Path) -> None:
    with Store(path) as store:
        known = {name for name, in store.sql("SELECT id FROM records")}
        cited = [one.records for one in commitments(store)] + [one.records for one in measures(store)]
        cited += [one.records for one in control(store)]
    assert cited
    assert all(records and set(records) <= known for records in cited)


def test_due_within_counts_from_the_newest_report_or_a_day(path: Path) -> None:
    with Store(path) as store:
        assert [one.due.text for one in commitments(store, due_within="30d") if one.due] == ["by June 30"]
        assert commitments(store, due_within="3d") == ()
        assert commitments(store, due_within="30d", day="2031-01-01") == ()
        with pytest.raises(UsageError):
            commitments(store, due_within="soon")


def test_a_party_chooses(path: Path) -> None:
    with Store(path) as store:
        assert len(commitments(store, party="EAM")) == 1
        assert commitments(store, party="XXX") == ()


def test_the_history_gives_frames_rows(path: Path) -> None:
    with History(path) as history:
        found = history.commitments(due_within="30d")
        assert "changes" in found.columns
        assert len(found) == 1
        assert found[0].due is not None
        assert len(list(found.lines("csv"))) == 2


def test_what_is_kept_is_what_is_derived(path: Path) -> None:
    assert keep(path, begun=NOW) == 1
    assert keep(path, begun=NOW) == 2
    with Store(path) as store:
        derived = {one.id: one.changes[-1].state for one in commitments(store)}
        assert dict(store.sql("SELECT id, state FROM commitments").fetchall()) == derived
        steps = sum(len(one.changes) for one in commitments(store)) + sum(len(one.changes) for one in measures(store))
        held = sum(len(one.holds) for one in control(store))
        assert store.sql("SELECT count(*) FROM changes").fetchall() == [(steps + held,)]
        assert store.sql("SELECT count(*) FROM changes WHERE len(records) = 0").fetchall() == [(0,)]
        assert store.sql("SELECT holder FROM control").fetchall() == [(None,)]
        assert store.sql("SELECT imposer, target, state FROM measures").fetchall() == [("NOL", "SUR", "lifted")]
        assert store.sql("SELECT count(DISTINCT standing) FROM raw_commitments").fetchall() == [(2,)]


def test_what_is_up_to_date_is_not_kept_again(tmp_path: Path) -> None:
    path = written(tmp_path / "s.duckdb", _rows())
    assert refresh(path, begun=NOW) == 1
    assert refresh(path, begun=NOW) is None
    written(path, [TELL])
    assert refresh(path, begun=NOW) == 2


def test_nothing_is_kept_where_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(NothingFound):
        keep(tmp_path / "none.duckdb", begun=NOW)


def test_an_empty_store_tells_nothing(tmp_path: Path) -> None:
    empty = written(tmp_path / "e.duckdb", [LIVES["commitment"][9]["tell"][0]])
    with Store(empty) as store:
        assert commitments(store) == ()
        assert measures(store) == ()
        assert control(store) == ()
    assert keep(empty, begun=NOW) == 1


def test_reports_of_a_day_with_the_very_same_text_are_one_story(tmp_path: Path) -> None:
    one = coding(TELL)
    (record,) = one.records
    copies = [Coding(replace(one.report, id=f"r-{name}", published=day), (
        replace(record, id=f"e-{name}", report=f"r-{name}"),))
        for name, day in (("b", TELL["day"]), ("a", TELL["day"]), ("c", "2036-08-12"))]
    with Writer(tmp_path / "copies.duckdb", coder="1.0 fast", begun=NOW, options={}) as writer:
        writer.add(copies)
        writer.finish(NOW)
    with Store(tmp_path / "copies.duckdb") as store:
        assert {one.report: one.story for one in mentions(store)} == {"r-a": "r-a", "r-b": "r-a", "r-c": "r-c"}
