"""The command actors, and own rows where reports are coded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.cli.actors import digest
from dragoman.cli.app import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs a command in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["actors", *arguments])
        out, err = capfdbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()
    return ran


def test_why_names_the_row_and_the_rule(run: Run) -> None:
    code, out, _ = run("why", "Lavrov", "--on", "2015-05-12")
    assert code == 0
    assert "Sergey Lavrov, RUS, GOV, Minister of Foreign Affairs" in out
    assert "name.surname" in out
    assert "→" in out


def test_why_of_a_stranger_and_of_a_wrong_day(run: Run) -> None:
    assert run("why", "Zed Quillfeather", "--on", "2015-05-12")[0] == 3
    assert run("why", "Lavrov", "--on", "12 May")[0] == 2
    assert run("why", " ")[0] == 2


def test_rows_are_added_and_win(run: Run) -> None:
    row = ("--name", "Zed Quillfeather", "--country", "FRA", "--sector", "GOV", "--office", "Minister of Sport")
    assert run("add", "mine.csv", *row, "--role", "minister", "--from", "2031-01")[0] == 0
    assert run("check", "mine.csv")[2] == "dragoman: mine.csv: 1 rows, no errors\n"
    code, out, _ = run("why", "Quillfeather", "--on", "2031-05-05", "--actors", "mine.csv")
    assert code == 0
    assert "Zed Quillfeather, FRA, GOV, Minister of Sport" in out


def test_a_wrong_row_is_not_added(run: Run) -> None:
    run("add", "mine.csv", "--name", "A B", "--country", "FRA")
    before = Path("mine.csv").read_text(encoding="utf-8")
    code, _, err = run("add", "mine.csv", "--name", "C D", "--country", "FRX", "--from", "soon")
    assert code == 4
    assert "line 3: country 'FRX'" in err
    assert "line 3: valid_from 'soon'" in err
    assert Path("mine.csv").read_text(encoding="utf-8") == before


def test_all_errors_of_a_file_are_told_at_once(run: Run) -> None:
    Path("bad.csv").write_text("name,country\nA B,ZZZ\n,FRA\n", encoding="utf-8")
    code, _, err = run("check", "bad.csv")
    assert code == 4
    assert err.splitlines()[0] == "dragoman: bad.csv: 2 errors"
    assert ["line 2" in line or "line 3" in line for line in err.splitlines()[1:]] == [True, True]
    assert run("check", "none.csv")[0] == 4
    Path("raw.csv").write_bytes(b"name,country\n\xff\xfe,FRA\n")
    assert "not UTF-8" in run("check", "raw.csv")[2]


def test_columns_that_a_file_lacks_are_named(run: Run) -> None:
    Path("short.csv").write_text("name,country\n", encoding="utf-8")
    code, _, err = run("add", "short.csv", "--name", "A B", "--country", "FRA", "--office", "Mayor")
    assert code == 2
    assert "office" in err


def test_codings_with_other_rows_are_told_apart() -> None:
    from dragoman.actors import OwnRow

    one, two = (OwnRow("A B", "FRA"),), (OwnRow("A B", "DEU"),)
    assert digest(()) == ""
    assert digest(one) == digest(one) != digest(two)
