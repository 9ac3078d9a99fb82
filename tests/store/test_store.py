"""Writing runs, reading the current coding, and what queries may not do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

import dragoman
from dragoman.errors import NewerStore, NotAStore, NothingFound, QueryError, StoreBusy, StoreError, UsageError
from dragoman.ingest import Kind, Skipped, fingerprint
from dragoman.store import Writer
from dragoman.store.connect import Step, schema_steps, writing
from dragoman.types import Coding

NOW = datetime(2031, 4, 9, 12, 30)  # noqa: DTZ001 - the store keeps UTC without a zone


def test_codings_come_back_as_they_were(store: Path, codings: list[Coding]) -> None:
    with dragoman.open(store) as opened:
        assert [opened.coding(coding.report.id) for coding in codings] == codings
        written = sorted((record for coding in codings for record in coding.records), key=lambda item: item.report)
        assert list(opened.each()) == written
        assert opened.record(codings[0].records[0].id) == codings[0].records[0]


def test_scalar_fields_have_columns(store: Path) -> None:
    with dragoman.open(store) as opened:
        row = opened.sql("SELECT type, quad, intensity, trigger, trigger_start, when_from, when_precision, place, "
                         "place_country, lat, geonames, contexts, confidence, status FROM records "
                         "WHERE type = 'ASSAULT'").fetchall()
    assert row == [("ASSAULT", 4, -9.0, "attacked", 10, "2031-04-08", "day", "Capital City", "FRE", 1.5, 42,
                    ["diplomatic"], 0.75, "actual")]


def test_participants_have_roles_and_places(store: Path) -> None:
    with dragoman.open(store) as opened:
        rows = opened.sql("SELECT who.role, who.position, who.text, start_char, end_char, country, sectors "
                          "FROM participants AS who JOIN records ON records.id = who.record "
                          "WHERE type = 'ASSAULT' ORDER BY role").fetchall()
    assert rows == [("actor", 0, "Freedonia", 0, 9, "FRE", ["GOV"]),
                    ("recipient", 0, "Sylvania", 19, 27, "SYL", ["GOV"])]


def test_rejected_and_skipped_are_kept(codings: list[Coding], write: Callable[..., Path]) -> None:
    skipped = [Skipped("a.txt", 3, "empty"), Skipped("b.txt", None, "already coded", Kind.KNOWN)]
    with dragoman.open(write(codings, skipped=skipped)) as opened:
        assert opened.sql("SELECT type, reason, score, text FROM rejected").fetchall() == [
            ("THREATEN", "under the threshold", 0.25, "glared")]
        assert opened.sql("SELECT path, line, kind, reason FROM skipped").fetchall() == [
            ("a.txt", 3, "problem", "empty")]


def test_a_later_run_wins_and_the_earlier_stays(codings: list[Coding], write: Callable[..., Path]) -> None:
    write(codings)
    first = codings[0]
    path = write([Coding(first.report, first.records[:0])], coder="2.0 fast")
    with dragoman.open(path) as opened:
        assert opened.coding(first.report.id).records == ()
        assert len(opened.coding(codings[1].report.id).records) == 2
        assert opened.sql("SELECT count(*) FROM raw_records WHERE report = ?", [first.report.id]).fetchall() == [(1,)]
        assert opened.sql("SELECT count(*) FROM texts").fetchall() == [(2,)]
        assert opened.sql("SELECT run, coder, ended IS NOT NULL FROM runs ORDER BY run").fetchall() == [
            (1, "1.0 fast", True), (2, "2.0 fast", True)]


def test_known_are_reports_whose_current_coding_is_by_this_coder(
    codings: list[Coding], write: Callable[..., Path],
) -> None:
    write(codings)
    path = write(codings[:1], coder="2.0 fast")
    marks = [fingerprint(coding.report) for coding in codings]
    for coder, known in (("1.0 fast", {marks[1]}), ("2.0 fast", {marks[0]}), ("3.0 fast", set())):
        with Writer(path, coder=coder, begun=NOW, options={}) as writer:
            assert writer.known == known


def test_nothing_is_stored_twice(codings: list[Coding], tmp_path: Path) -> None:
    with Writer(tmp_path / "s.duckdb", coder="1.0", begun=NOW, options={}) as writer:
        writer.add(codings[:1])
        with pytest.raises(StoreError):
            writer.add([codings[1], codings[0]])
        assert writer.coding(codings[0].report.id) == codings[0]
        with pytest.raises(NothingFound):
            writer.coding(codings[1].report.id)


def test_a_run_without_anything_leaves_no_row(tmp_path: Path) -> None:
    with Writer(tmp_path / "s.duckdb", coder="1.0", begun=NOW, options={}) as writer:
        writer.add([], [])
        writer.finish(NOW)
    with dragoman.open(tmp_path / "s.duckdb") as opened:
        assert opened.sql("FROM runs").fetchall() == []


KILLED = """
import os, sys
sys.path.insert(0, sys.argv[2])
from datetime import datetime
import fakecoder
from dragoman.store import Writer
from dragoman.types import Report
writer = Writer(sys.argv[1], coder="1.0", begun=datetime(2031, 4, 9), options={})
for chunk in range(10**6):
    writer.add([fakecoder.code(Report.of(f"They met, {chunk}, {number}.")) for number in range(3)])
    print(chunk, flush=True)
"""


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_committed_and_stores_no_half(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "s.duckdb"
    command = [sys.executable, "-c", KILLED, str(path), str(root / "tests" / "fakes")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root / "src") as process:
        assert process.stdout is not None
        for _ in range(8):
            told = int(process.stdout.readline())
        process.kill()
    with dragoman.open(path) as opened:
        query = "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM records)"
        reports, records = opened.sql(query).fetchall()[0]
        assert reports >= 3 * (told + 1)
        assert reports % 3 == 0
        assert records == reports
    with Writer(path, coder="1.0", begun=NOW, options={}) as writer:
        assert len(writer.known) == reports


def test_ids_may_be_abbreviated(store: Path, codings: list[Coding]) -> None:
    report, record = codings[0].report.id, codings[0].records[0].id
    with dragoman.open(store) as opened:
        assert opened.find(record[:8]) == ("record", record)
        assert opened.find(report) == ("report", report)
        with pytest.raises(UsageError, match="several"):
            opened.find("r-")
        for nothing in ("zzz", "", "%"):
            with pytest.raises(NothingFound):
                opened.find(nothing)


@pytest.mark.parametrize("query", [
    "DELETE FROM raw_records", "CREATE TABLE mine (i INTEGER)", "COPY records TO '{folder}/out.csv'",
    "SELECT * FROM read_text('{folder}/secret.txt')", "SELECT * FROM read_csv('{folder}/secret.txt')",
    "SELECT * FROM '{folder}/secret.txt'", "ATTACH '{folder}/other.duckdb' AS other", "EXPORT DATABASE '{folder}/all'",
    "SET enable_external_access = true", "RESET lock_configuration", "INSTALL fts", "LOAD '{folder}/x'",
    "SELECT * FROM glob('{folder}/*')", "SELECT * FROM codings", "SELECT nothing FROM records", "SELEC",
])
def test_queries_cannot_change_the_store_or_leave_it(store: Path, tmp_path: Path, query: str) -> None:
    (tmp_path / "secret.txt").write_text("secret\n", encoding="utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    codings = [1]
    with dragoman.open(store) as opened, pytest.raises(QueryError):
        opened.sql(query.format(folder=tmp_path)).fetchall()
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert codings


def test_results_have_many_forms(store: Path) -> None:
    with dragoman.open(store) as opened:
        answer = opened.sql("SELECT id, type FROM records WHERE quad = $quad ORDER BY id", {"quad": 1})
        assert answer.columns == ("id", "type")
        assert answer.fetchall() == answer.fetchall() == list(answer)
        assert len(answer.fetchall()) == 2
        assert answer.relation.filter("type = 'CONSULT'").fetchall() == answer.fetchall()


@pytest.mark.parametrize("library,form", [("pandas", "df"), ("polars", "pl"), ("pyarrow", "arrow")])
def test_results_become_data_frames(store: Path, library: str, form: str) -> None:
    pytest.importorskip(library)
    with dragoman.open(store) as opened:
        assert getattr(opened.records(), form)().shape[0] == 3


def test_a_store_in_use_is_told(store: Path) -> None:
    with dragoman.open(store), pytest.raises(StoreBusy):
        Writer(store, coder="1.0", begun=NOW, options={})


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    text, other = tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    text.write_text("They met. " * 2000, encoding="utf-8")
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE mine (i INTEGER)")
    for path in (text, other):
        with pytest.raises(NotAStore):
            dragoman.open(path)
        with pytest.raises(NotAStore):
            Writer(path, coder="1.0", begun=NOW, options={})
    with pytest.raises(NothingFound, match="no store"):
        dragoman.open(tmp_path / "nowhere.duckdb")
    with pytest.raises(StoreError):
        Writer(tmp_path / "nowhere" / "s.duckdb", coder="1.0", begun=NOW, options={})


def test_old_stores_are_brought_up_to_date_and_newer_ones_left_alone(store: Path, codings: list[Coding]) -> None:
    steps = (*schema_steps(), Step(len(schema_steps()) + 1, "note", "ALTER TABLE runs ADD COLUMN note VARCHAR;"))
    with writing(store, steps) as connection:
        assert connection.execute("SELECT note FROM runs").fetchall() == [(None,)]
        assert connection.execute("SELECT count(*) FROM records").fetchall() == [(3,)]
    with pytest.raises(NewerStore):
        dragoman.open(store)
    with pytest.raises(NewerStore):
        Writer(store, coder="1.0", begun=NOW, options={})


def test_migrations_are_numbered_without_gaps() -> None:
    assert [step.number for step in schema_steps()] == list(range(1, len(schema_steps()) + 1))


def test_the_stand_in_coder_is_the_one_under_test(fakecoder: ModuleType) -> None:
    assert fakecoder.load() is fakecoder.code


def test_an_older_store_learns_which_codings_are_superseded(
    store: Path, codings: list[Coding], write: Callable[..., Path],
) -> None:
    write(codings[:1], coder="2.0 fast")
    write(codings[:1], coder="3.0 fast")
    query = "SELECT run, report FROM superseded ORDER BY run"
    report = codings[0].report.id
    with duckdb.connect(str(store)) as connection:
        assert connection.execute(query).fetchall() == [(1, report), (2, report)]
        connection.execute("DROP TABLE superseded; DELETE FROM migrations WHERE number = 7")
    with dragoman.open(store) as opened:
        assert opened.sql(query).fetchall() == [(1, report), (2, report)]
        assert opened.sql("SELECT DISTINCT run FROM records ORDER BY run").fetchall() == [(1,), (3,)]
