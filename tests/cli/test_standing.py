"""The commands commitments, measures and control, from outside."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from dragoman.cli.app import main
from tests.analyze.standing.telling import written

Run = Callable[..., tuple[int, str, str]]
CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with a truce, a treaty, sanctions and a town."""
    lives = tomllib.loads((CASES / "standing.toml").read_text(encoding="utf-8"))
    holds = tomllib.loads((CASES / "control.toml").read_text(encoding="utf-8"))["case"]
    cases = (lives["commitment"][0], lives["commitment"][4], lives["measure"][0], holds[0])
    return written(tmp_path_factory.mktemp("cli") / "s.duckdb", [row for case in cases for row in case["tell"]])


@pytest.fixture
def run(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Return a function that runs a command on the store."""
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "-s", str(store)])
        out, err = capfdbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()
    return ran


def test_a_life_is_told_step_by_step_with_rules_and_records(run: Run) -> None:
    code, out, _ = run("commitments", "--name", "ember")
    assert code == 0
    assert "agreement: Lake Ember Treaty" in out
    steps = [line for line in out.splitlines() if "[" in line]
    assert [line.split("  ")[3].split()[0] for line in steps] == ["made", "extended", "withdrawn"]
    assert all("[made." in line or "[fate." in line for line in steps)
    assert all("e-" in line for line in steps)


def test_commitments_are_chosen_by_party_kind_and_state(run: Run) -> None:
    asked = ("commitments", "-p", "NOL", "-p", "SUR", "--kind", "agreement", "--state", "broken", "--format", "jsonl")
    rows = [orjson.loads(line) for line in run(*asked)[1].splitlines()]
    assert [row["changes"][-1]["why"]["rule"] for row in rows] == ["fate.broken.charged"]
    assert rows[0]["changes"][-1]["said_by"] == ["NOL"]


def test_the_state_of_an_earlier_day_is_another(run: Run) -> None:
    asked = ("commitments", "--name", "ember", "--state", "made", "--day")
    assert run(*asked, "2032-01-01")[0] == 0
    assert run(*asked, "2037-01-01")[0] == 3


def test_measures_are_told_and_end(run: Run) -> None:
    code, out, _ = run("measures", "--by", "NOL", "--on", "SUR")
    assert code == 0
    assert [word in out for word in ("imposed", "tightened", "eased", "lifted")] == [True] * 4
    assert run("measures", "--day", "2031-06-01")[0] == 0
    assert run("measures", "--day", "2033-06-01")[0] == 3


def test_control_is_told_by_place(run: Run) -> None:
    code, out, _ = run("control", "mosul")
    assert code == 0
    assert out.splitlines()[0] == "Mosul (IRQ)"
    assert "retaken" in out
    assert run("control", "--format", "csv")[1].startswith("id,place,country")


@pytest.mark.parametrize("arguments", (
    ("commitments", "-p", "XXX"), ("commitments", "--due-within", "10d"), ("measures", "--kind", "curfew"),
    ("control", "Atlantis"),
))
def test_nothing_found_is_told(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (3, "")
    assert err.startswith("dragoman: no ")


@pytest.mark.parametrize("arguments", (
    ("commitments", "--due-within", "soon"), ("commitments", "--day", "then"), ("measures", "--day", "2031-13"),
))
def test_wrong_spans_and_days_are_refused(run: Run, arguments: tuple[str, ...]) -> None:
    assert run(*arguments)[0] == 2


def test_linking_keeps_what_stands_for_sql_and_only_what_is_new(run: Run) -> None:
    code, out, err = run("link")
    assert (code, out) == (0, "")
    assert "brought up to date (keeping 1)" in err
    assert "withdrawn" in run("query", "SELECT name, state FROM commitments", "--format", "csv")[1]
    assert "keeping" not in run("link")[2]
