from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import dragoman
from dragoman.cli.read import command, page_of
from dragoman.errors import NothingFound
from dragoman.page import render
from dragoman.store import Writer
from dragoman.types import Coding
from tests.page.samples import coding

BEGUN = datetime(2031, 4, 10, tzinfo=UTC)


def _store(folder: Path, *codings: Coding) -> Path:
    path = folder / "reports.duckdb"
    with Writer(path, coder="test", begun=BEGUN, options={}) as writer:
        writer.add(codings)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return _store(tmp_path, coding())


@pytest.mark.parametrize("name", ["e-1", "e-2", coding().report.id, coding().report.id[:5]])
def test_a_report_is_found_by_its_id_and_by_its_records(store: Path, name: str) -> None:
    with dragoman.open(store) as opened:
        assert page_of(opened, name) == render(coding())


def test_an_unknown_id_is_refused(store: Path) -> None:
    with dragoman.open(store) as opened, pytest.raises(NothingFound):
        page_of(opened, "r-no-such")


def test_a_report_that_tells_the_same_episode_is_named(tmp_path: Path) -> None:
    attack = coding().records[0]
    report = replace(coding().report, id="r-second", title="Shots at sea", text=coding().report.text + " ")
    second = Coding(report, (replace(attack, id="e-9", report=report.id),))
    with dragoman.open(_store(tmp_path, coding(), second)) as opened:
        assert "Also told by Made up, 2031-04-09: Shots at sea." in page_of(opened, "e-1")


def test_the_command_writes_a_file_or_standard_output(store: Path, tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(command)
    page = tmp_path / "page.html"
    written = CliRunner().invoke(app, ["e-1", "--store", str(store), "--output", str(page)])
    printed = CliRunner().invoke(app, ["e-1", "--store", str(store)])
    assert (written.exit_code, written.stdout) == (0, "")
    assert page.read_text(encoding="utf-8") == printed.stdout == render(coding())
