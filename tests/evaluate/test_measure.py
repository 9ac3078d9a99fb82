"""Gold reports go through a coder and come back as records; ``dragoman eval`` prints the figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from dragoman.cli.eval import command
from dragoman.errors import DragomanError
from dragoman.evaluate.gold import read_gold, read_records, report_of
from dragoman.evaluate.measure import gold_records, predict
from dragoman.types import Coding, Record, Report, Span

ROOT = Path(__file__).parents[2]
OWN = ROOT / "gold/own.jsonl"
GOLDS = list(read_gold(OWN))


def record(report: Report, kind: str) -> Record:
    return Record(
        id="e-1", report=report.id, type=kind, modes=(), contexts=(), quad=1, intensity=0.0,
        trigger=Span.of(report.text, 0, 4), actors=(), recipients=(), status="actual", said_by=(), denied_by=(),
        when=None, where=(), numbers={}, condition=None, deadline=None, same_as=None, episode=None, confidence=0.5,
        why=(),
    )


def test_the_coder_sees_text_title_and_date_and_nothing_of_the_coding() -> None:
    report = report_of(GOLDS[0])
    assert (report.text, report.title, report.published) == (GOLDS[0]["text"], GOLDS[0]["title"], GOLDS[0]["date"])


def test_every_gold_report_is_coded_and_its_records_are_json() -> None:
    records = predict(GOLDS[:3], lambda: lambda report: Coding(report, (record(report, "AGREE"),)), jobs=1)
    assert list(records) == [gold["id"] for gold in GOLDS[:3]]
    assert all(row["type"] == "AGREE" for rows in records.values() for row in json.loads(json.dumps(rows)))


def test_a_report_that_breaks_the_coder_stops_the_measurement() -> None:
    def broken(report: Report) -> Coding:
        raise ValueError(report.id)

    with pytest.raises(DragomanError, match="the coder failed on own-001"):
        predict(GOLDS[:1], lambda: broken, jobs=1)


def test_records_are_read_from_gold_files_and_from_files_with_a_record_a_line(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps({"report": gold["id"], **event}) + "\n"
                            for gold in GOLDS for event in gold["events"]), encoding="utf-8")
    by_line = {name: [{key: value for key, value in row.items() if key != "report"} for row in rows]
               for name, rows in read_records(path).items()}
    assert by_line == {name: rows for name, rows in read_records(OWN).items() if rows}


def evaluate(*arguments: str) -> Any:
    app = typer.Typer()
    app.command()(command)
    return CliRunner().invoke(app, [str(OWN), *arguments])


def test_gold_measured_against_itself_is_perfect() -> None:
    result = evaluate("--predicted", str(OWN), "--json")
    figures = json.loads(result.stdout)
    assert result.exit_code == 0
    assert figures["gold"] == figures["pred"] == sum(len(gold["events"]) for gold in GOLDS)
    assert figures["record"]["f1"] == figures["perfect_reports"] == figures["when_accuracy"] == 1.0
    assert "errors" not in figures


def test_the_table_names_reports_types_and_errors(tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    rows = gold_records(GOLDS)
    first = next(name for name in sorted(rows) if rows[name])
    predicted.write_text(json.dumps({"id": first, "events": rows[first][1:]}) + "\n", encoding="utf-8")
    lines = evaluate("--predicted", str(predicted), "--per-type", "--errors").stdout.splitlines()
    assert lines[0].startswith(f"{len(GOLDS)} reports, ")
    assert lines[0].endswith(f"reports without a prediction {len(GOLDS) - 1}")
    assert any(line.split()[:1] == ["COOPERATE"] for line in lines)
    assert any(line.startswith(f"    {first}:") and "[visit]" in line for line in lines)


def test_errors_are_in_the_json_too(tmp_path: Path) -> None:
    predicted = tmp_path / "none.jsonl"
    predicted.write_text("", encoding="utf-8")
    figures = json.loads(evaluate("--predicted", str(predicted), "--json", "--errors").stdout)
    assert len(figures["errors"]) == figures["gold"]
    assert all(error["kind"].startswith("missed") for error in figures["errors"])
