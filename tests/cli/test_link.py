"""The commands on episodes, from outside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import orjson
import pytest

from dragoman.cli.app import main
from tests.analyze.episodes.telling import told, write

Run = Callable[..., tuple[int, str, str]]
REPORTS = (
    told("Norland shelled Surland in Velm near the Orrin mill, and 12 people died.", "2031-05-02"),
    told("In Velm near the Orrin mill Norland shelled Surland; 15 people died.", "2031-05-02", source="The Mirror"),
    told("Surland says Norland shelled the Orrin mill in Velm.", "2031-05-02", source="Daily Star", said_by="Surland",
         denied_by="Norland"),
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs a command in a folder with a store of the reports."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "dragoman.duckdb", REPORTS)

    def ran(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capfdbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()
    return ran


def test_link_list_explain_judge_and_claims(run: Run) -> None:
    assert "3 records linked" in run("link")[2]
    assert "0 records linked" in run("link")[2]
    listed = run("episodes", "--format", "jsonl", "--reports", "2")[1].splitlines()
    episode = orjson.loads(listed[0])
    assert (episode["dead_low"], episode["dead_high"]) == (12, 15)
    code, out, _ = run("why", episode["episode"])
    assert code == 0
    assert "episodes.features" not in out
    assert all(words in out for words in ("trigger.same", "12–15", "The Mirror"))
    assert orjson.loads(run("why", episode["episode"], "--json")[1].splitlines()[0])["rule"] == "episodes.first-report"
    one, other = (coding.records[0].id for coding in REPORTS[:2])
    assert run("link", "--different", one, other, "--note", "two batteries")[0] == 0
    assert "12–15" not in run("episodes")[1]
    assert run("link", "--undo", one, other)[0] == 0
    assert "12–15" in run("episodes", "--type", "ASSAULT")[1]


def test_claims_are_read_in_order(run: Run) -> None:
    run("link")
    out = run("claims")[1]
    assert out.index("Surland (SUR) asserts") < out.index("Norland (NOR) denies")
    assert run("claims", REPORTS[2].records[0].id)[0] == 0
    assert run("claims", "--party", "OST")[0] == 3


def test_wrong_usage_is_told(run: Run) -> None:
    assert run("link", "--note", "for nothing")[0] == 2
    assert run("link", "-s", "none.duckdb")[0] == 3
    assert run("why", "x-none")[0] == 3
    assert run("claims", REPORTS[0].records[0].id)[0] == 3, "not linked yet"
    assert run("episodes")[0] == 3


def test_coding_ends_with_linking_unless_told_not_to(
    fakecoder: ModuleType, monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path,
) -> None:
    monkeypatch.setattr("dragoman.engines.local.pipeline_coder", fakecoder.for_reader)
    (tmp_path / "a.txt").write_text("Freedonia attacked Sylvania in the capital; twelve died.", encoding="utf-8")
    count = ("query", "SELECT count(*) AS n FROM episodes", "--format", "csv", "-s", "new.duckdb")
    assert "linked" not in run("code", "a.txt", "--date", "2031-04-09", "-s", "new.duckdb", "--no-link")[2]
    assert run(*count)[1] == "n\n0\n"
    assert "1 record linked" in run("code", "a.txt", "--date", "2031-04-09", "-s", "new.duckdb")[2]
    assert run(*count)[1] == "n\n1\n"
