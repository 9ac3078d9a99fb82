"""Files of POLECAT, ICEWS and GDELT come in as they are, into tables of their own."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.errors import InputError, NothingFound, UsageError
from dragoman.store.imported.write import Taken, take
from tests.store.conftest import NOW
from tests.store.imported import samples


def _take(folder: Path, text: str, form: str, name: str | None = None) -> Taken:
    path = folder / f"{form}-{len(list(folder.iterdir()))}.txt"
    path.write_bytes(text.encode("utf-8"))
    return take(folder / "s.duckdb", path, form, now=NOW, name=name)


def _rows(folder: Path, columns: str) -> list[tuple[Any, ...]]:
    with dragoman.open(folder / "s.duckdb") as store:
        return store.sql(f"SELECT {columns} FROM imported_events ORDER BY import, line").fetchall()  # noqa: S608


@pytest.mark.parametrize("intensity,more,extra,score", [
    ("Intensity\t", "", "", -9.0), ("Event Intensity\t", "", "", -9.0), ("", "", "", None),
    ("Intensity\t", "\tHeadline", "\tA headline", -9.0), ("Intensity\t", "", "\t\t", -9.0),
])
def test_polecat_in_each_of_its_forms(
    tmp_path: Path, intensity: str, more: str, extra: str, score: float | None,
) -> None:
    taken = _take(tmp_path, samples.polecat(intensity=intensity, more=more, extra=extra), "polecat", "p")
    assert (taken.name, taken.events, taken.unread) == ("p", 2, 0)
    assert _rows(tmp_path, "line, story, day, type, modes, quad, intensity, actor_countries, actor_sectors, "
                           "recipient_countries, recipient_sectors, published") == [
        (2, "20310408-9-a", date(2031, 4, 8), "ASSAULT", ["heavy-weapons"], 4, score, ["NOR"], ["REB"], ["ISL"],
         ["MIL", "GOV"], date(2031, 4, 9)),
        (3, "20310408-9-a", date(2031, 4, 9), "CONSULT", [], 1, score, ["NOR", "ISL"], ["GOV", "ELI"], [], [],
         date(2031, 4, 9))]


def test_icews_ids_may_be_there_twice_and_codes_may_be_missing(tmp_path: Path) -> None:
    assert _take(tmp_path, samples.ICEWS, "icews").events == 3
    assert _rows(tmp_path, "event, day, type, modes, cameo, quad, actors, actor_countries, actor_sectors, "
                           "recipient_countries") == [
        ("71", date(2031, 4, 7), "CONSULT", ["visit"], "042", 1, ["Ina Storm"], ["NOR"], ["GOV"], ["ISL"]),
        ("71", date(2031, 4, 8), "COERCE", ["arrest"], "173", 4, ["Police (Norway)"], ["NOR"], ["GOV", "COP"], ["ISL"]),
        ("72", date(2031, 4, 9), None, [], None, None, ["Russia"], ["RUS"], [], [])]


def test_gdelt_has_no_header_and_codes_of_its_own(tmp_path: Path) -> None:
    assert _take(tmp_path, samples.gdelt(), "gdelt").events == 1
    assert _rows(tmp_path, "line, event, day, published, type, modes, cameo, quad, intensity, actor_countries, "
                           "recipient_countries, place_country, lat") == [
        (1, "9001", date(2031, 4, 8), date(2031, 4, 9), "REQUEST", ["yield"], "0256", 1, -0.3, ["ROU"], ["UNO"], "NOR",
         69.65)]


def test_imports_are_nobodys_codings(tmp_path: Path) -> None:
    _take(tmp_path, samples.ICEWS, "icews", "i")
    with dragoman.open(tmp_path / "s.duckdb") as store:
        for table in ("runs", "reports", "records", "participants", "raw_reports", "raw_records", "raw_participants"):
            assert store.sql(f"SELECT count(*) FROM {table}").fetchall() == [(0,)]  # noqa: S608
        assert store.sql("SELECT name, form, imported, events, unread FROM imports").fetchall() == [
            ("i", "icews", NOW, 3, 0)]
        columns = {row[0] for row in store.sql("SELECT column_name FROM duckdb_columns() "
                                               "WHERE table_name = 'imported_events'").fetchall()}
    assert not columns & {"text", "trigger", "why", "run", "report", "start_char", "end_char", "confidence"}


def test_lines_that_cannot_be_read_are_told_and_the_rest_is_kept(tmp_path: Path) -> None:
    wrong = samples.ICEWS.splitlines()[1].replace("2031-04-07", "soon")
    text = f"{samples.ICEWS}73\t2031-04-10\tshort\n{wrong}\n\n"
    taken = _take(tmp_path, text, "icews")
    assert (taken.events, taken.unread) == (3, 2)
    assert [(item.line, item.reason) for item in taken.told] == [
        (5, "3 cells instead of 20"), (6, "Event Date 'soon' is no day")]


@pytest.mark.parametrize("text,form", [
    ("", "icews"), ("Event ID\tsomething\n1\t2\n", "polecat"), (samples.ICEWS, "polecat"), (samples.ICEWS, "gdelt"),
    (samples.ICEWS.splitlines()[0], "icews"),
])
def test_a_file_of_another_form_leaves_nothing(tmp_path: Path, text: str, form: str) -> None:
    with pytest.raises(InputError):
        _take(tmp_path, text, form)
    assert _rows(tmp_path, "*") == []


def test_a_file_is_taken_once_and_a_name_is_given_once(tmp_path: Path) -> None:
    _take(tmp_path, samples.ICEWS, "icews", "mine")
    with pytest.raises(UsageError, match="as 'mine'"):
        _take(tmp_path, samples.ICEWS, "icews", "again")
    with pytest.raises(UsageError, match="another --name"):
        _take(tmp_path, samples.polecat(), "polecat", "mine")
    with pytest.raises(UsageError, match="our own"):
        _take(tmp_path, samples.polecat(), "polecat", "records")
    with pytest.raises(UsageError, match="forms"):
        _take(tmp_path, samples.polecat(), "acled")
    with pytest.raises(NothingFound):
        take(tmp_path / "s.duckdb", tmp_path / "nowhere.txt", "icews", now=NOW)


def test_packed_files_and_old_encodings_are_read(tmp_path: Path) -> None:
    latin = samples.ICEWS.replace("Ina Storm", "Ína Störm").encode("iso-8859-1")
    (tmp_path / "a.tab.gz").write_bytes(gzip.compress(latin))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("events.txt", samples.polecat())
    assert take(tmp_path / "s.duckdb", tmp_path / "a.tab.gz", "icews", now=NOW).name == "a"
    assert take(tmp_path / "s.duckdb", tmp_path / "b.zip", "polecat", now=NOW).events == 2
    assert _rows(tmp_path, "actors")[0] == (["Ína Störm"],)
    (tmp_path / "c.zip").write_bytes(b"PK no")
    with pytest.raises(InputError):
        take(tmp_path / "s.duckdb", tmp_path / "c.zip", "polecat", now=NOW)


def test_what_is_wrong_with_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.tab").touch()
    (tmp_path / "other.tab").write_bytes(b"\x00\x01\n")
    for name, error, words in (
        ("folder", NothingFound, "is a folder"), ("none.tab", NothingFound, "no file"),
        ("empty.tab", InputError, "is empty"), ("other.tab", InputError, "1 cell instead of 61"),
    ):
        with pytest.raises(error, match=words):
            take(tmp_path / "s.duckdb", tmp_path / name, "gdelt", now=NOW)
