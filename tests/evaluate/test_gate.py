"""The gate closes on every figure under its floor, on changed sets, and where nothing can be measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate.gate import FLOORS, Figures, Gate, GoldSet, digest, figures, main, read_floors, write_floors
from dragoman.evaluate.score import score

ROOT = Path(__file__).parents[2]
FIGURES = ("type", "dyad", "record", "report", "where", "status", "when")
GOOD = dict.fromkeys(FIGURES, 0.8)


def repository(root: Path, floors: Figures, *, required: bool = True) -> GoldSet:
    (root / "gate").mkdir()
    (root / "own.jsonl").write_text("{}\n", encoding="utf-8")
    known = digest(root / "own.jsonl") if floors else ""
    gold_set = GoldSet("own.jsonl", known, required, floors)
    write_floors(root / FLOORS, {"own": gold_set, "dev": GoldSet("../absent.jsonl")})
    return gold_set


def run(root: Path, measured: Figures, **options: Any) -> int:
    return Gate(root, lambda _: measured, **options).run()


def test_figures_at_their_floors_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository(tmp_path, GOOD)
    assert run(tmp_path, GOOD) == 0
    assert "dev: left out" in capsys.readouterr().out


@pytest.mark.parametrize("figure", FIGURES)
def test_any_figure_under_its_floor_closes_the_gate(
    figure: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    repository(tmp_path, GOOD)
    assert run(tmp_path, GOOD | {figure: 0.799}) == 1
    assert f"own: {figure} 0.799 is under its floor 0.800" in capsys.readouterr().out


def test_a_figure_without_a_floor_closes_the_gate(tmp_path: Path) -> None:
    repository(tmp_path, {name: 0.8 for name in FIGURES if name != "when"})
    assert run(tmp_path, GOOD) == 1


def test_a_set_without_floors_closes_the_gate(tmp_path: Path) -> None:
    repository(tmp_path, {})
    assert run(tmp_path, GOOD) == 1


def test_a_changed_set_closes_the_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository(tmp_path, GOOD)
    (tmp_path / "own.jsonl").write_text("{} \n", encoding="utf-8")
    assert run(tmp_path, GOOD) == 1
    assert "has changed" in capsys.readouterr().out


@pytest.mark.parametrize("required,fault", [(True, "own.jsonl is missing"), (False, "no gold set is there")])
def test_a_gate_that_would_skip_every_set_is_closed(
    required: bool, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    repository(tmp_path, GOOD, required=required)
    (tmp_path / "own.jsonl").unlink()
    assert run(tmp_path, GOOD) == 1
    assert fault in capsys.readouterr().out


def test_an_update_sets_floors_a_point_under_what_is_measured(tmp_path: Path) -> None:
    repository(tmp_path, {})
    assert run(tmp_path, GOOD | {"type": 0.9137}, update=True) == 0
    own = read_floors(tmp_path / FLOORS)["own"]
    assert (own.floors["type"], own.floors["dyad"]) == (0.903, 0.79)
    assert own.digest == digest(tmp_path / "own.jsonl")


def test_an_update_never_lowers_a_floor(tmp_path: Path) -> None:
    repository(tmp_path, GOOD)
    assert run(tmp_path, GOOD, update=True) == 0
    assert read_floors(tmp_path / FLOORS)["own"].floors == GOOD


def test_an_update_of_a_worse_coder_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    before = repository(tmp_path, GOOD)
    assert run(tmp_path, GOOD | {"dyad": 0.5}, update=True) == 1
    assert read_floors(tmp_path / FLOORS)["own"] == before


def test_an_update_on_changed_data_is_refused(tmp_path: Path) -> None:
    repository(tmp_path, GOOD)
    (tmp_path / "own.jsonl").write_text("{} \n", encoding="utf-8")
    assert run(tmp_path, GOOD, update=True) == 1


def test_a_decision_record_allows_lowering_and_is_remembered(tmp_path: Path) -> None:
    repository(tmp_path, GOOD)
    (tmp_path / "0009-why.md").write_text("because\n", encoding="utf-8")
    assert run(tmp_path, GOOD | {"dyad": 0.5}, update=True, decision="0009-why.md") == 0
    own = read_floors(tmp_path / FLOORS)["own"]
    assert (own.floors["dyad"], own.lowered_by) == (0.49, "0009-why.md")


def test_a_decision_record_that_does_not_exist_allows_nothing(tmp_path: Path) -> None:
    before = repository(tmp_path, GOOD)
    assert run(tmp_path, GOOD | {"dyad": 0.5}, update=True, decision="0009-why.md") == 1
    assert read_floors(tmp_path / FLOORS)["own"] == before


def test_the_figures_are_read_off_the_scorecard() -> None:
    assert figures(score({}, {})) == dict.fromkeys(FIGURES, 0.0)


def test_a_missing_floors_file_is_an_error_not_a_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path)]) == 1
    assert "cannot measure" in capsys.readouterr().out


def test_a_floors_file_of_another_form_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "gate").mkdir()
    (tmp_path / FLOORS).write_text(json.dumps({"own": {"nothing": 1}}), encoding="utf-8")
    with pytest.raises(ValueError, match="not a table of gold sets"):
        read_floors(tmp_path / FLOORS)


def test_the_committed_floors_require_our_own_set_as_it_is() -> None:
    sets = read_floors(ROOT / FLOORS)
    assert sets["own"].required
    assert sets["own"].digest in ("", digest(ROOT / sets["own"].path))
