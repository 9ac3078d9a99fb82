"""``dragoman serve``: prints where it is, answers there, and ends in order."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the extra `web` is not installed")

import dragoman
from dragoman.store import Writer
from dragoman.store.judgements import Judgements, Said
from dragoman.types import Coding, Report

NOW = datetime(2031, 4, 12, 9)  # noqa: DTZ001 - the store keeps UTC without a zone
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]+)")


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Return a workbench in a process of its own, over a store that does not exist yet."""
    command = [sys.executable, "-m", "dragoman", "serve", "-s", str(tmp_path / "s.duckdb"), "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_it_prints_an_address_that_answers_and_ends_with_ctrl_c(serving: subprocess.Popen[str]) -> None:
    assert serving.stderr is not None
    said = ADDRESS.search(serving.stderr.readline())
    assert said is not None
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(said[0], timeout=30) as answer:
        assert answer.status == 200
        assert "token" not in answer.url
        assert b"Begin with a report" in answer.read()
    serving.send_signal(signal.SIGINT)
    assert serving.wait(timeout=30) == 0
    assert "Traceback" not in serving.stderr.read()


def test_with_ctrl_c_judgements_go_into_the_store(serving: subprocess.Popen[str], tmp_path: Path) -> None:
    store = tmp_path / "s.duckdb"
    with Writer(store, coder="1.0 other", begun=NOW, options={}) as writer:
        writer.add([Coding(Report.of("Nothing happened in Velm."), ())])
    said = Said("first", "ada", "1.0 other", 1, "r-1", "", "search", "missed", after=True)
    Judgements(store).add([said], NOW)
    assert serving.stderr is not None
    said_at = ADDRESS.search(serving.stderr.readline())
    assert said_at is not None
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(said_at[0], timeout=30) as answer:
        assert answer.status == 200
    serving.send_signal(signal.SIGINT)
    assert serving.wait(timeout=60) == 0
    with dragoman.open(store) as history:
        assert history.sql("SELECT person FROM judgements").fetchall() == [("ada",)]


@pytest.mark.parametrize(("options", "words"), [
    (["--token", "short"], "16 characters"), (["--keys", "no-such-file.json"], "no-such-file.json"),
])
def test_what_cannot_be_is_said_in_one_line(tmp_path: Path, options: list[str], words: str) -> None:
    command = [sys.executable, "-m", "dragoman", "serve", "--port", "0", *options]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
