"""The commands panel, pair, search and diff, from outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import orjson
import pytest

from dragoman.cli.app import main
from dragoman.store import Writer
from tests.analyze.conftest import days, told

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with two runs on a war of two months."""
    path = tmp_path_factory.mktemp("cli") / "s.duckdb"
    acts = [told(day, "OST", "ACCUSE", "USA") for day in days("2029-01-02", 330, 3)]
    acts += [told(day, "NOR", "ASSAULT", "SUR", text=f"Norland made an assault on Surland with {place} ships.")
             for place, day in enumerate(days("2031-02-03", 20, 3))]
    for coder, part in (("1.0", acts), ("2.0", acts[-3:-1])):
        with Writer(path, coder=coder, begun=datetime(2031, 4, 9), options={}) as writer:  # noqa: DTZ001
            writer.add(part)
    return path


@pytest.fixture
def run(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs a command on the store."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "-s", str(store)])
        out, err = capfdbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()
    return ran


def test_a_panel_is_csv_with_every_month(run: Run) -> None:
    code, out, _ = run("panel", "-a", "nor", "-r", "sur", "--since", "2031", "--until", "2031-06")
    lines = out.splitlines()
    assert code == 0
    assert lines[0].startswith("start,actor,recipient,actor_cow")
    assert [line.split(",")[0] for line in lines[1:]] == [f"2031-0{month}-01" for month in range(1, 7)]
    assert [int(line.split(",")[7]) for line in lines[1:]] == [0, 9, 10, 1, 0, 0]


def test_a_panel_has_types_and_forms_on_request(run: Run) -> None:
    asked = ("panel", "-a", "NOR", "-r", "SUR", "--since", "2031-02", "--until", "2031-02")
    rows = [orjson.loads(line) for line in run(*asked, "-u", "week", "--types", "--format", "jsonl")[1].splitlines()]
    assert len(rows) == 5
    assert sum(row["assault"] for row in rows) == 9
    assert "NOR" in run("panel", "-a", "NOR", "--since", "2031-02", "--until", "2031-02", "--format", "table")[1]


def test_a_pair_is_told_in_sentences_with_quotes(run: Run) -> None:
    code, out, _ = run("pair", "NOR", "SUR")
    assert code == 0
    assert "From 2031-02 NOR–SUR: worse." in " ".join(out.split())
    assert "made an assault on Surland" in out
    assert "e-" in out


def test_a_pair_has_changes_and_points_as_lines(run: Run) -> None:
    changes = [orjson.loads(line) for line in run("pair", "NOR", "SUR", "--format", "jsonl")[1].splitlines()]
    assert changes[0]["start"] == "2031-02-01"
    assert changes[0]["cites"][0]["record"].startswith("e-")
    points = run("pair", "NOR", "SUR", "--points", "--format", "csv")[1].splitlines()
    assert points[0] == "start,acts,level,low,high,baseline,state"
    assert len(points) == 34


def test_search_finds_by_words_and_acts(run: Run) -> None:
    code, out, _ = run("search", "ships assault", "--actor", "NOR", "-n", "2", "--format", "jsonl")
    assert code == 0
    assert len(out.splitlines()) == 2
    assert all("ships" in orjson.loads(line)["passage"] for line in out.splitlines())
    assert "Surland" in run("search", '"7 ships"')[1]


def test_a_diff_says_what_differs(run: Run) -> None:
    code, out, _ = run("diff", "1", "2")
    assert code == 0
    assert "2 reports in both; 2 records the same" in out
    assert run("diff", "1", "2", "--format", "csv")[1].startswith("report,record,kind,field")


@pytest.mark.parametrize("arguments,code,words", [
    (("search", "nowhere-at-all"), 3, "no report"), (("diff", "1", "9"), 3, "no run 9"),
    (("pair", "NOR", "NOR"), 2, "two countries"), (("panel", "--since", "May"), 2, "not understood"),
    (("panel", "--unit", "year"), 2, "--unit"), (("search", "-n", "0", "x"), 2, "-n"),
])
def test_wrong_questions_are_told_in_one_line(run: Run, arguments: tuple[str, ...], code: int, words: str) -> None:
    ended, out, err = run(*arguments)
    assert ended == code
    assert out == ""
    assert words in err
    assert err.count("\n") == 1
